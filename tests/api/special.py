"""What the tests of special groups share: those who act, people and units."""

import datetime
import decimal
import itertools

from receipts_b6_test import Collector

D = decimal.Decimal
SERIAL = itertools.count(1)


def identity_number(birth, serial):
    """An identity number of that birthday with its check digit."""
    body = f"990100{birth:%Y%m%d}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


class SpecialTest(Collector):
    def setUp(self):
        super().setUp()
        self.reviewer = self.client("reviewer")

    def ok(self, sent):
        answer, body = sent
        self.assertEqual(answer.status, 200, body)
        return body

    def unit(self, kind="enterprise", name="离休单位"):
        return self.ok(self.clerk.send("POST", "/api/employers", {
            "name": f"{name}{next(SERIAL)}-{self.salt}", "unit_kind": kind, "documents": "证件",
            "event_day": f"{self.today[:4]}-01-01"}))["code"]

    def cadre(self, unit, group="cadre"):
        serial = next(SERIAL) * 2 + 501
        number = identity_number(datetime.date(1931, 5, 4), serial)
        form = {"name": f"离休{serial}", "cert_no": number,
                "payer": unit, "from": f"{self.today[:4]}-01-01", "documents": "基本情况报表"}
        return self.ok(self.clerk.send("POST", f"/api/special/{group}/members", form))["psn_no"]

    def standard(self, year, kind="cadre", cost="36000.00", heads=3):
        path = f"/api/special-standards/{kind}/{year}"
        self.ok(self.clerk.send("POST", path, {"cost": cost, "heads": heads, "documents": "决算"}))
        return self.ok(self.reviewer.send("POST", path + "/decision", {"approve": True}))

    def pay(self, amount, bill):
        return self.post([self.row(next(SERIAL), amount, bill=bill)])

    def claim(self, psn_no, **more):
        form = {"kind": "cadre_cost", "year": int(self.today[:4]), "bills": "5000.00",
                "eligible": "5000.00", "documents": "发票", "reason": "季度报销", **more}
        return self.clerk.send("POST", f"/api/persons/{psn_no}/special-claims", form)

    def decide(self, claim, act="decision", body=None, client=None):
        return (client or self.reviewer).send(
            "POST", f"/api/persons/{claim['psn_no']}/special-claims/{claim['number']}/{act}",
            body or {"approve": True})
