"""An agency's year on demo-city, month by month as its calendar goes: members come, leave and have
their wages corrected by files; twelve levies; receipts in full, in halves, late, too much, of
unknown payers, undone; notices, arrears and thaws; visits and purchases in between; interest and a
payout in January. At the end an auditor who only knows the files compares, and the books are
verified. Twice the server is killed in the middle of a run.

As many members as TONGCHOU_YEAR_PERSONS says (`./test --long`: 100 000). All comes from the
seed."""

import datetime
import decimal
import hashlib
import os
import random
import time
import unittest
from dataclasses import replace

import agency
import flows
import gateway
from agency_auditor import FOREVER, PARTS, Auditor, Payer, month_after
from console_client import Client
from faked_time import BEIJING, Calendar
from harness import PACKS, Server, tongchou
from region import Console, Region, institutions, known

D = decimal.Decimal
SEED = 2026
PERSONS = int(os.environ.get("TONGCHOU_YEAR_PERSONS", 400))
EMPLOYERS = max(PERSONS // 50, 20)
SAMPLE = 40  # members who are looked at in the end
ROWS_AT_ONCE = 1000  # as the console sends them
MONTHS = [datetime.date(2026, month, 1) for month in range(1, 13)]
PATIENCE_SECONDS = 1800
# What messages say of the time, moved with the calendar.
WIRE_TIMES = ((gateway, "NOW"), (gateway, "TIME"), (flows, "TIME"), (flows, "DAY"))
# What becomes of an employer's bills, by its number.
ON_TIME, HALVES, LATE, TOO_MUCH, ARREARS, UNKNOWN = "on time", "halves", "late", "too much", \
    "arrears", "unknown"
HABITS = (ON_TIME, ON_TIME, ON_TIME, ON_TIME, HALVES, LATE, TOO_MUCH, ARREARS, UNKNOWN, ON_TIME)
ARREARS_FROM, ARREARS_PAID = MONTHS[5], datetime.date(2026, 11, 20)
KILLED_LEVY, KILLED_POSTING, UNDONE = MONTHS[4], MONTHS[6], MONTHS[3]


def yuan(fen):
    return f"{fen // 100}.{fen % 100:02}"


def fen_of(text):
    return int(D(text) * 100)


def day_of(text):
    return FOREVER if text is None else datetime.date.fromisoformat(text)


def frozen_days(intervals, today):
    """The days of intervals until `today`, as the fewest intervals that hold them: bills freeze
    side by side."""
    merged = []
    for first, last in sorted((first, min(last, today)) for first, last in intervals):
        if first > last:
            continue
        if merged and first <= merged[-1][1] + datetime.timedelta(days=1):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


class AgencyYear(unittest.TestCase):
    """The steps; each part of the agency's work as its desk does it."""

    def setUp(self):
        self.calendar = self.enterContext(Calendar())
        for module, name in WIRE_TIMES:
            self.addCleanup(setattr, module, name, getattr(module, name))
        self.calendar.move_to(datetime.date(2026, 1, 12))
        self.server = Server(persons=60).start()
        self.addCleanup(self.server.remove)
        self.chance = random.Random(SEED)
        self.auditor = Auditor()
        self.desks = {}
        self.receipt_count = 0
        self.next_member = 0
        self.psn_nos = {}
        self.lines = {}  # receipts of a day, to be sent: by file

    # The desk.

    def day_comes(self, day, hour=9):
        self.calendar.move_to(day, hour)
        self.today, self.desks = day, {}
        noon = datetime.datetime.combine(day, datetime.time(hour), BEIJING)
        gateway.NOW = noon - datetime.timedelta(minutes=1)
        gateway.TIME = flows.TIME = gateway.NOW.strftime("%Y-%m-%d %H:%M:%S")
        flows.DAY = flows.TIME[:10]
        self.assertEqual(self.desk("clerk").get("/api/region")["today"], str(day))

    def desk(self, user):
        if user not in self.desks:
            self.desks[user] = Client(self.server.port)
            self.assertEqual(self.desks[user].sign_in(user)[0].status, 200)
        return self.desks[user]

    def must(self, user, method, path, body=None, status=200):
        answer, said = self.desk(user).send(method, path, body)
        self.assertEqual(answer.status, status, (path, said))
        return said

    def job(self, user, path, killed_after=None):
        """A job to its end; or until the server is killed so many seconds later, then again."""
        job = self.must(user, "POST", path, status=202)
        if killed_after is not None:
            time.sleep(killed_after)
            self.server.kill()
            self.server.start()
            self.desks = {}
            job = self.must(user, "POST", path, status=202)
        until = time.monotonic() + PATIENCE_SECONDS
        while job["status"] == "running" and time.monotonic() < until:
            time.sleep(0.02)
            job = self.desk(user).get(f"/api/jobs/{job['id']}")
        self.assertEqual(job["status"], "succeeded", job)
        return job

    # Employers and members.

    def register_employers(self):
        self.codes, self.habits = [], {}
        for number in range(EMPLOYERS):
            kind = "government" if number % 5 == 3 else "enterprise"
            made = self.must("clerk", "POST", "/api/employers",
                             agency.employer_form(number, kind))
            self.codes.append(made["code"])
            self.habits[made["code"]] = HABITS[number % len(HABITS)]
            self.auditor.payers[made["code"]] = Payer(kind == "government")

    def import_rows(self, name, members, reason=""):
        rows = [{**member.row(), "row": number} for number, member in enumerate(members, 2)]
        if not rows:
            return
        digest = hashlib.sha256(repr(rows).encode()).hexdigest()
        job = self.must("clerk", "POST", "/api/imports", {
            "file_name": name, "file_digest": digest, "employer": "", "year": 2026,
            "rows": len(rows), "reason": reason})
        for part, first in enumerate(range(0, len(rows), ROWS_AT_ONCE), 1):
            job = self.must("clerk", "POST", f"/api/imports/{job['id']}/chunks/{part}",
                            {"rows": rows[first:first + ROWS_AT_ONCE]})
        self.assertEqual((job["accepted"], job["refused"]), (len(rows), 0), name)

    def join(self, count, begin):
        members = list(agency.members(self.chance.random(), self.codes, count,
                                      first=self.next_member, begin=str(begin)))
        members = [replace(one, wage=f"{one.wage}.{one.number % 100:02}") for one in members]
        self.next_member += count
        self.import_rows(f"join-{begin}.csv", members)
        for one in members:
            self.auditor.take_in(one, one.number)

    def row_of(self, number, **changes):
        one = self.auditor.members[number]
        return agency.Member(number, one.employer, "退休" if one.retired else "在职",
                             **{"wage": "", "begin": "", "end": "", **changes})

    def change_members(self, month):
        """Who joins, who leaves (some are reported late), whose wage is corrected."""
        some = max(PERSONS // 100, 6)
        self.join(some, month)
        active = [number for number, one in self.auditor.members.items()
                  if one.end == FOREVER and one.begin < month]
        chosen = self.chance.sample(active, 3 * some)
        leaving = {}
        for number in chosen[:some]:
            late = self.chance.random() < 0.3 and self.auditor.members[number].begin < \
                month_after(month, -2)
            leaving[number] = month_after(month, -1 if late else 0) - datetime.timedelta(days=1)
        self.import_rows(f"leave-{month}.csv",
                         [self.row_of(number, end=str(end)) for number, end in leaving.items()])
        for number, end in leaving.items():
            self.auditor.leave(number, end)
        wages = {number: self.chance.randrange(2_500_00, 30_000_00) for number in chosen[some:]
                 if not self.auditor.members[number].retired}
        self.import_rows(f"wages-{month}.csv",
                         [self.row_of(number, wage=yuan(fen)) for number, fen in wages.items()],
                         reason="稽核")
        for number, fen in wages.items():
            self.auditor.correct_wage(number, fen)

    # The levy.

    def levy(self, month):
        killed = 0.1 + PERSONS / 400_000 if month == KILLED_LEVY else None
        self.job("finance", f"/api/levy/months/{month:%Y-%m}/run", killed)
        made = self.auditor.run(month, self.today)
        again = self.job("finance", f"/api/levy/months/{month:%Y-%m}/run")["result"]
        self.assertEqual(again["bills"], 0, "nothing is levied twice")
        for code in self.chance.sample(sorted(made), min(5, len(made))):
            self.check_dues(code)
        self.job("clerk", "/api/dunning/run")

    # Receipts.

    def receipt(self, fen, **payer):
        self.receipt_count += 1
        return {"date": str(self.today), "amount": yuan(fen),
                "reference": f"Y{self.receipt_count:07}", **payer}

    def post(self, rows, killed_after=None):
        rows = [{**row, "row": number} for number, row in enumerate(rows, 2)]
        digest = hashlib.sha256(repr(rows).encode()).hexdigest()
        file = self.must("clerk", "POST", "/api/receipt-files", {
            "file_name": f"{self.today}.csv", "digest": digest, "rows": len(rows)})
        path = f"/api/receipt-files/{file['id']}"
        for part, first in enumerate(range(0, len(rows), ROWS_AT_ONCE), 1):
            self.must("clerk", "POST", f"{path}/parts/{part}",
                      {"rows": rows[first:first + ROWS_AT_ONCE]})
        self.job("finance", f"{path}/posting", killed_after)
        shown = self.desk("finance").get(path)
        self.assertEqual(shown["counts"]["waiting"]["lines"], 0, shown)
        return shown["counts"]

    def in_arrears(self, code):
        return self.habits[code] == ARREARS and ARREARS_FROM <= self.levied < MONTHS[10]

    def on_time(self):
        """The file of the eighth: what was levied last month, as each employer is used to pay."""
        rows, paid, unknown = [], [], []
        for code in self.codes:
            habit, open_fen = self.habits[code], self.auditor.due_of(code, self.today)
            if open_fen <= 0 or habit == LATE or self.in_arrears(code):
                continue
            if habit == HALVES:
                open_fen //= 2
            elif habit == TOO_MUCH and self.levied.month % 3 == 0:
                open_fen += 100_00
            if habit == UNKNOWN:
                rows.append(self.receipt(open_fen, payer_name=f"无此单位{code}"))
                unknown.append((code, open_fen, rows[-1]["reference"]))
            else:
                rows.append(self.receipt(open_fen, payer=code))
                paid.append((code, open_fen))
        stranger = self.receipt(12_34, payer_name="过路人")
        self.chance.shuffle(rows)
        killed = 0.05 + PERSONS / 1_000_000 if self.levied == KILLED_POSTING else None
        counts = self.post([*rows, stranger], killed)
        self.assertEqual((counts["matched"]["lines"], counts["held"]["lines"]),
                         (len(paid), len(unknown) + 1), counts)
        for code, fen in paid:
            self.auditor.receive(code, fen, self.today)
        self.auditor.credit_accounts(self.today)
        self.decide(unknown, stranger["reference"])

    def decide(self, unknown, stranger):
        """What waits for a payer finds one; one of them by a detour; a stranger's goes back."""
        for code, fen, reference in unknown:
            ask = {"reference": reference, "employer": code, "reason": "电话核实"}
            self.must("clerk", "POST", "/api/receipts/assignment", ask)
            if self.levied == UNDONE:
                self.must("finance", "POST", "/api/receipts/reversal",
                          {"reference": reference, "reason": "指错单位"})
                self.must("clerk", "POST", "/api/receipts/assignment", ask)
            self.auditor.receive(code, fen, self.today)
            self.auditor.credit_accounts(self.today, [code])
        self.must("finance", "POST", "/api/receipts/return",
                  {"reference": stranger, "reason": "转错账户"})

    def late(self):
        """The file of the twentieth: what is overdue, with its fees."""
        rows, paid = [], []
        for code in self.codes:
            fen = self.auditor.due_of(code, self.today)
            wanted = self.habits[code] in (HALVES, LATE) or (
                self.habits[code] == ARREARS and self.today == ARREARS_PAID)
            if fen > 0 and wanted:
                rows.append(self.receipt(fen, payer=code))
                paid.append((code, fen))
        self.chance.shuffle(rows)
        if rows:
            self.assertEqual(self.post(rows)["matched"]["lines"], len(paid))
        for code, fen in paid:
            self.auditor.receive(code, fen, self.today)
        self.auditor.credit_accounts(self.today)

    # The till.

    def open_tills(self):
        console = Console(self.server.port)
        hospitals, pharmacy, items = institutions(console)
        self.region = Region(console.get("/api/region")["area"], hospitals, pharmacy, items)
        console.connection.close()

    def psn_no(self, number):
        if number not in self.psn_nos:
            found = self.desk("clerk").get("/api/persons", q=agency.cert_no(number))["items"]
            self.assertEqual(len(found), 1, number)
            self.psn_nos[number] = found[0]["psn_no"]
        return self.psn_nos[number]

    def patient(self, number, till):
        console = Console(self.server.port)
        person = known(till, console.person(self.psn_no(number)))
        console.connection.close()
        return person

    def buy(self):
        """Some of the sample buy drugs with their accounts."""
        till = gateway.Gateway(self.server.port, self.region.pharmacy, self.region.area)
        for number in self.sample[:8]:
            covered = self.today <= self.auditor.members[number].end
            if not covered or self.auditor.balance(number) <= 500_00:
                continue
            person = self.patient(number, till)
            bought = flows.Purchase(till, person, self.region.lines())
            answer = bought.settle()
            self.assertTrue(answer.ok, answer.json)
            spent = fen_of(gateway.money(answer.output["setlinfo"]["acct_pay"]))
            self.auditor.movements[number].append((self.today, -spent))
        till.close()

    def visit(self, code, pays):
        """A member of an employer sees a doctor: whether the pooled fund pays."""
        till = gateway.Gateway(self.server.port, self.region.hospital, self.region.area)
        number = next(number for number in sorted(self.auditor.of_employer[code])
                      if self.auditor.members[number].end == FOREVER
                      and self.auditor.balance(number) > 300_00)
        visit = flows.Visit(till, self.patient(number, till))
        answer = visit.until_uploaded(self.region.lines(9)).settle()
        self.assertTrue(answer.ok, answer.json)
        info = answer.output["setlinfo"]
        self.assertEqual(gateway.money(info["hifp_pay"]) > 0, pays, (code, self.today, info))
        spent = fen_of(gateway.money(info["acct_pay"]))
        self.auditor.movements[number].append((self.today, -spent))
        till.close()

    # What the auditor asks.

    def check_dues(self, code):
        payer, dues = self.auditor.payers[code], self.desk("finance").get(
            f"/api/employers/{code}/dues")
        self.assertEqual(fen_of(dues["credit"]), payer.credit, code)
        expected = {f"{bill.month:%Y%m}-{code}-{bill.number}": bill for bill in payer.bills}
        self.assertEqual({debt["bill"] for debt in dues["debts"]}, set(expected))
        for debt in dues["debts"]:
            bill = expected[debt["bill"]]
            for part, fund in enumerate(PARTS):
                self.assertEqual((fen_of(debt["owed"][fund]), fen_of(debt["paid"][fund])),
                                 (bill.owed[part], bill.paid[part]), (debt, fund, bill))
            self.assertEqual((fen_of(debt["fee"]), fen_of(debt["fee_paid"])),
                             (bill.fee, bill.fee_paid), debt["bill"])
        self.assertEqual(
            frozen_days(((day_of(days["from"]), day_of(days["through"]))
                         for days in dues["frozen"] if not days["undone"]), self.today),
            frozen_days(self.auditor.frozen(code), self.today), (code, dues["frozen"]))

    def check_member(self, number):
        clerk, psn_no = self.desk("clerk"), self.psn_no(number)
        person = clerk.get(f"/api/persons/{psn_no}")
        balance = self.auditor.balance(number)
        shown = fen_of(person["account"]["balance"]) if person["account"] else 0
        self.assertEqual(shown, balance, (number, psn_no))
        levied = clerk.get(f"/api/persons/{psn_no}/levy")["items"]
        account = sum(fen_of(item["figures"]["account"]) for item in levied)
        code = self.auditor.members[number].employer
        self.assertEqual(account, sum(bill.lines.get(number, 0)
                                      for bill in self.auditor.payers[code].bills), psn_no)

    def check_statement(self, number):
        statement = self.desk("clerk").get(f"/api/persons/{self.psn_no(number)}/statements/2026")
        end = datetime.date(2027, 1, 1)
        moves = [fen for day, fen in self.auditor.movements[number] if day < end]
        self.assertEqual(fen_of(statement["opening"]), 0)
        self.assertEqual(fen_of(statement["closing"]), sum(moves), number)

    def check_levied(self):
        """All that was levied and received of every employer."""
        for code in self.codes:
            shown = self.desk("finance").get(f"/api/employers/{code}/dues")
            payer = self.auditor.payers[code]
            owed = sum(fen_of(debt["owed"]["total"]) for debt in shown["debts"])
            self.assertEqual(owed, sum(sum(bill.owed) for bill in payer.bills), code)
            paid = sum(fen_of(debt["paid"]["total"]) + fen_of(debt["fee_paid"])
                       for debt in shown["debts"])
            self.assertEqual(paid + fen_of(shown["credit"]), payer.came_in, code)

    def check_bills(self, month):
        """The bills of a month, page by page, and what the pooled fund bears of each."""
        found, cursor = [], {}
        while True:
            page = self.desk("finance").get(f"/api/levy/months/{month:%Y-%m}/bills", limit=7,
                                            **cursor)
            found += [(item["number"], fen_of(item["figures"]["large_illness_pooled"]))
                      for item in page["items"] if item["employer"] in self.auditor.payers]
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        self.assertEqual(found, [(f"{month:%Y%m}-{code}-{bill.number}", bill.from_pooled)
                                 for code in self.codes
                                 for bill in self.auditor.payers[code].bills
                                 if bill.month == month])

    # The year.

    def a_month(self, month):
        if month != MONTHS[0]:
            self.day_comes(month.replace(day=8))
            self.change_members(month)
            self.levied = month_after(month, -1)
            self.on_time()
        self.day_comes(month.replace(day=12), hour=10)
        self.levy(month)
        self.day_comes(month.replace(day=20))
        self.late()
        self.buy()
        if month == MONTHS[9]:
            self.visit(self.in_arrears_code, pays=False)
        if month == MONTHS[10]:
            self.visit(self.in_arrears_code, pays=True)
        for number in self.sample[:5]:
            self.check_member(number)

    def post_interest(self):
        for number in self.auditor.members:
            fen = self.auditor.interest(number)
            if fen:
                self.expected_interest += fen
        report = self.job("finance", "/api/interest/2026/run")["result"]
        self.assertGreaterEqual(fen_of(report["figures"]["total"]), self.expected_interest)
        again = self.job("finance", "/api/interest/2026/run")["result"]
        self.assertEqual(again["persons"], 0)
        for number in self.auditor.members:
            fen = self.auditor.interest(number)
            if fen:
                self.auditor.movements[number].append((self.today, fen))

    def pay_out(self, number):
        """Somebody moves away: the account goes along."""
        psn_no, balance = self.psn_no(number), self.auditor.balance(number)
        payout = self.must("clerk", "POST", f"/api/persons/{psn_no}/payouts", {
            "kind": "transfer_out", "day": str(self.today), "receiver": "邻市医保中心",
            "receiver_account": "工行 6222", "place": "990300", "documents": "转移接续函",
            "reason": "调动"})
        paid = self.must("reviewer", "POST",
                         f"/api/persons/{psn_no}/payouts/{payout['number']}/decision",
                         {"approve": True, "note": "同意"})
        amount, interest = fen_of(paid["amount"]), fen_of(paid["interest"])
        self.assertEqual(amount, balance + interest)
        self.auditor.movements[number] += [(self.today, interest), (self.today, -amount)]

    def test_a_year_of_the_agency_agrees_with_an_auditor_who_knows_its_files(self):
        self.day_comes(datetime.date(2026, 1, 12))
        self.open_tills()
        self.register_employers()
        self.join(PERSONS, MONTHS[0])
        in_service = [number for number, one in self.auditor.members.items() if not one.retired]
        self.sample = self.chance.sample(in_service, SAMPLE)
        self.in_arrears_code = max(
            (code for code in self.codes if self.habits[code] == ARREARS),
            key=lambda code: len(self.auditor.of_employer[code]))
        for month in MONTHS:
            self.a_month(month)
        self.expected_interest = 0
        self.levied = MONTHS[11]
        self.day_comes(datetime.date(2027, 1, 8))
        self.on_time()
        self.day_comes(datetime.date(2027, 1, 15))
        self.post_interest()
        self.pay_out(next(number for number in self.sample if self.auditor.balance(number) > 0))
        self.check_levied()
        self.check_bills(MONTHS[2])
        for code in self.codes[:50]:
            self.check_dues(code)
        for number in self.sample:
            self.check_member(number)
            self.check_statement(number)
        self.assertEqual(self.server.stop(), 0, self.server.output()[-2000:])
        done = tongchou("ledger", "verify", *self.server.store(), "--packs", PACKS, timeout=3600)
        self.assertEqual(done.returncode, 0, (done.stdout + done.stderr).decode()[-4000:])


if __name__ == "__main__":
    unittest.main()
