"""An auditor of an agency's year: works out from the files that were sent, and from nothing that
the product answered but what it took from accounts at the till, what every employer owes and has
paid, what every account was credited and when, and the interest of the year. Written apart from the
product's code, after the guides and the clauses of demo-city. Amounts are whole fen."""

import collections
import datetime
from dataclasses import dataclass, field
from fractions import Fraction

AVERAGE = 8_000_00  # a month's average wage of the city
FLOOR, CEILING = AVERAGE * 60 // 100, AVERAGE * 3
# Of a month's 10 yuan a head for large illnesses the pooled fund bears what nobody else does.
FROM_POOLED = {False: 100, True: 400}  # by whether somebody is retired
PARTS = ("account", "pooled", "large_illness", "civil_servant")
FEE_PER_DAY = Fraction(2, 1000)
INTEREST = Fraction(35, 10_000)  # of money credited in the year
FOREVER = datetime.date(9999, 12, 30)


def rounded(exact):
    """Half away from zero."""
    sign = -1 if exact < 0 else 1
    return sign * int(abs(exact) + Fraction(1, 2))


def month_after(first, months=1):
    index = first.year * 12 + first.month - 1 + months
    return datetime.date(index // 12, index % 12 + 1, 1)


def owed_for(wage_fen, retired, government):
    """What a member's month owes, by PARTS."""
    if retired:
        return (0, 0, 600, 0)
    base = min(max(wage_fen, FLOOR), CEILING)
    own = rounded(Fraction(base * 2, 100))
    civil = rounded(Fraction(wage_fen * 4, 100)) if government else 0
    return (own, rounded(Fraction(base * 8, 100)), 900, civil)


@dataclass
class Insured:
    """A member as the files say."""
    employer: str
    retired: bool
    wage_fen: int
    begin: datetime.date
    end: datetime.date = FOREVER


@dataclass
class Bill:
    month: datetime.date
    number: int
    due: datetime.date
    owed: list
    lines: dict  # account part by person
    paid: list = field(default_factory=lambda: [0] * 4)
    fee: int = 0
    fee_paid: int = 0
    paid_on: datetime.date = None
    credited: bool = False
    from_pooled: int = 0  # to the fund of large illnesses

    def open(self, part):
        return self.owed[part] - self.paid[part]

    def open_principal(self):
        return sum(self.owed) - sum(self.paid)


@dataclass
class Payer:
    government: bool
    bills: list = field(default_factory=list)
    credit: int = 0
    came_in: int = 0


def shared_out(parts, amount):
    """`amount` over open parts, pro rata; the fen of rounding to the largest remainders."""
    total = sum(parts)
    if amount == total:
        return list(parts)
    exact = [Fraction(amount * part, total) for part in parts]
    whole = [int(each) for each in exact]
    order = sorted(range(4), key=lambda i: (whole[i] - exact[i], i))
    for i in order[:amount - sum(whole)]:
        whole[i] += 1
    return whole


class Auditor:
    def __init__(self):
        self.payers, self.members = {}, {}
        self.of_employer = collections.defaultdict(set)
        self.levied = collections.defaultdict(dict)  # (employer, month): parts by person
        self.changed = set()  # employers with a member who changed since their last bill
        self.movements = collections.defaultdict(list)  # of a person: (day, fen)

    # What the files said.

    def take_in(self, member, number):
        begin = datetime.date.fromisoformat(member.begin)
        self.members[number] = Insured(member.employer, member.category == "退休",
                                       round(float(member.wage) * 100), begin)
        self.of_employer[member.employer].add(number)
        self.changed.add(member.employer)

    def leave(self, number, end):
        self.members[number].end = end
        self.changed.add(self.members[number].employer)

    def correct_wage(self, number, wage_fen):
        self.members[number].wage_fen = wage_fen
        self.changed.add(self.members[number].employer)

    # The levy.

    def run(self, month, day):
        """The monthly run of `month` on `day`. The amounts levied by it: employer to fen."""
        made = {}
        for code in sorted(self.payers):
            payer = self.payers[code]
            months = {bill.month for bill in payer.bills}
            due = month_after(month).replace(day=10)
            for each in sorted(months | {month}):
                if code not in self.changed and each in months:
                    continue
                bill = self.draft(code, each, due)
                if bill:
                    payer.bills.append(bill)
                    made[code] = made.get(code, 0) + sum(bill.owed)
            payer.bills.sort(key=lambda bill: (bill.month, bill.number))
            gives_back = any(sum(bill.open(part) for bill in payer.bills) < 0
                             for part in range(4))
            if payer.credit or gives_back:  # else it is set off when money comes
                self.lay(payer, 0, day)
        self.changed.clear()
        return made

    def draft(self, code, month, due):
        payer, levied = self.payers[code], self.levied[code, month]
        last = month_after(month) - datetime.timedelta(days=1)
        now = {}
        for number in self.of_employer[code]:
            one = self.members[number]
            if one.begin <= last and month <= one.end:
                now[number] = owed_for(one.wage_fen, one.retired, payer.government)
        owed, lines, from_pooled = [0] * 4, {}, 0
        for number in now.keys() | levied.keys():
            wanted, before = now.get(number, (0,) * 4), levied.get(number, (0,) * 4)
            if wanted == before:
                continue
            for part in range(4):
                owed[part] += wanted[part] - before[part]
            lines[number] = wanted[0] - before[0]
            heads = any(wanted) - any(before)
            from_pooled += heads * FROM_POOLED[self.members[number].retired]
            levied[number] = wanted
        if not lines:
            return None
        count = sum(bill.month == month for bill in payer.bills)
        return Bill(month, count + 1, due, owed, lines, from_pooled=from_pooled)

    # The money.

    def receive(self, code, fen, day):
        self.payers[code].came_in += fen
        self.lay(self.payers[code], fen, day)

    def lay(self, payer, fen, day):
        left = fen + payer.credit
        for part in range(4):
            left += self.set_off(payer.bills, part)
        months = sorted({bill.month for bill in payer.bills})
        for month in months:
            bills = [bill for bill in payer.bills if bill.month == month]
            for bill in bills:
                amount = min(left, bill.open_principal())
                if amount <= 0:
                    continue
                parts = shared_out([bill.open(part) for part in range(4)], amount)
                for part in range(4):
                    bill.paid[part] += parts[part]
                late = max(0, (day - bill.due).days)
                bill.fee += rounded(amount * FEE_PER_DAY * late)
                left -= amount
            for bill in bills:
                amount = min(left, bill.fee - bill.fee_paid)
                bill.fee_paid += amount
                left -= amount
        payer.credit = left
        for bill in payer.bills:
            if bill.open_principal() == 0 and bill.paid_on is None:
                bill.paid_on = day

    @staticmethod
    def set_off(bills, part):
        left = 0
        for bill in bills:
            for other in bills:
                if bill.open(part) >= 0:
                    break
                moved = min(-bill.open(part), max(other.open(part), 0))
                other.paid[part] += moved
                bill.paid[part] -= moved
            back = max(-bill.open(part), 0)
            bill.paid[part] -= back
            left += back
        return left

    def due_of(self, code, day):
        """What an employer has to send on `day` for everything to be paid, late fees included."""
        total = -self.payers[code].credit
        for bill in self.payers[code].bills:
            late = max(0, (day - bill.due).days)
            total += bill.open_principal() + bill.fee - bill.fee_paid
            total += rounded(max(bill.open_principal(), 0) * FEE_PER_DAY * late)
        return total

    def credit_accounts(self, day, codes=None):
        """The accounts of the members of paid bills."""
        for code in sorted(codes or self.payers):
            for bill in self.payers[code].bills:
                if bill.credited or bill.open(0) != 0:
                    continue
                bill.credited = True
                for number, fen in bill.lines.items():
                    if fen:
                        self.movements[number].append((day, fen))

    # What is asked at the end.

    def balance(self, number):
        return sum(fen for _, fen in self.movements[number])

    def credited(self, number):
        return sum(fen for _, fen in self.movements[number] if fen > 0)

    def interest(self, number, year=2026):
        """Of money credited in the year, by the day; nothing was carried over."""
        end = datetime.date(year + 1, 1, 1)
        return rounded(sum(Fraction(fen * (end - day).days, 360) * INTEREST
                           for day, fen in self.movements[number] if day < end))

    def frozen(self, code):
        """The days that each bill froze: (first, last)."""
        for bill in self.payers[code].bills:
            if sum(bill.owed) <= 0:
                continue
            begin = month_after(bill.due)
            until = FOREVER
            if bill.open_principal() <= 0:
                until = bill.paid_on - datetime.timedelta(days=1)
            yield begin, until
