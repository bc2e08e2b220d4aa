"""The world of an agency for the simulated year and the measurements: employers and their members,
made from a number, the same on every machine. Nothing here knows how the product works inside."""

import csv
import datetime
import random
from dataclasses import dataclass

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FIRST_BIRTH = datetime.date(1968, 1, 1)
BIRTH_DAYS = 13_513  # a prime number of days: everybody is between 22 and 59
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红燕梅琳䶮"
COLUMNS = (("姓名", "name"), ("身份证号码", "cert_no"), ("人员类别", "category"), ("月缴费工资", "wage"),
           ("参保日期", "begin"), ("减员日期", "end"), ("单位编号", "employer"))


def cert_no(number):
    """The identity number of the person `number`, with its check digit."""
    birth = FIRST_BIRTH + datetime.timedelta(days=number * 7919 % BIRTH_DAYS)
    digits = f"110105{birth:%Y%m%d}{number // BIRTH_DAYS:03}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS))
    return digits + "10X98765432"[total % 11]


def name_of(number):
    size = len(GIVEN)
    return (SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % size]
            + GIVEN[number // 997 % size])


@dataclass(frozen=True)
class Member:
    """A row of a file of members."""
    number: int
    employer: str
    category: str = "在职"
    wage: int = 6000
    begin: str = "2026-01-01"
    end: str = ""

    def row(self):
        return {"name": name_of(self.number), "cert_no": cert_no(self.number),
                "category": self.category, "wage": str(self.wage), "begin": self.begin,
                "end": self.end, "employer": self.employer}


def members(seed, employers, count, first=0, begin="2026-01-01"):
    """`count` members numbered from `first`, spread over the codes `employers` as in life: a few
    large units, many small ones. One in twelve is retired."""
    chance = random.Random(seed)
    weights = [chance.paretovariate(1.2) for _ in employers]
    chosen = sorted(chance.choices(range(len(employers)), weights, k=count))
    for number, index in enumerate(chosen, first):
        retired = chance.randrange(12) == 0
        yield Member(number, employers[index], "退休" if retired else "在职",
                     chance.randrange(2500, 30_000), begin)


def write_csv(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(title for title, _ in COLUMNS)
        for one in rows:
            row = one.row()
            writer.writerow(row[name] for _, name in COLUMNS)


def employer_form(number, kind="enterprise"):
    return {"name": f"示范{number}号单位", "unit_kind": kind, "credit_code": "", "address": "示范路1号",
            "contact": "李四", "phone": "0990-1234", "legal_person": "王五", "bank_name": "示范银行",
            "bank_account": "6222000011112222", "documents": "营业执照", "event_day": "2026-01-01"}
