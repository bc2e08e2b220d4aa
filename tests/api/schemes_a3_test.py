"""A3, A4: the pack's schemes on stored data: one person in several at a time, each category of a
scheme, settled at the counter from the scheme's own funds."""

import datetime
import unittest
from decimal import Decimal

from console_client import ConsoleTest
from flows import Person, Stay, Visit
from gateway import NOW
from region import GatewayTest
from registry_a6_person_test import identity_number

CATEGORIES = {  # of hospitalisation-only insurance, with the hospital's code
    "flexible": "61", "laid_off": "62", "unpaid_leave": "63", "owner": "64",
    "staff": "65", "resigned": "66", "closed_firm": "67", "before_launch": "68",
    "after_launch": "69", "hardship": "70"}


class SchemesTest(GatewayTest, ConsoleTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.begin = str(NOW.date() - datetime.timedelta(days=20))

    def setUp(self):
        super().setUp()
        self.clerk = self.client("clerk")
        self.employer = self.clerk.get("/api/employers", state="active")["items"][0]["code"]

    def insured(self, sequence, scheme, category, insutype, psn_type):
        birth = datetime.date(1990, 5, 1)
        form = {"name": f"险种{sequence}", "cert_no": identity_number(birth, sequence),
                "scheme": scheme, "category": category, "employer": self.employer,
                "begin": self.begin}
        answer, made = self.clerk.send("POST", "/api/persons", form)
        self.assertEqual(answer.status, 200, made)
        return Person(made["psn_no"], form["cert_no"], form["name"], insutype, psn_type)

    def settled(self, visit, **changes):
        """What each fund paid for a visit or stay with expensive lines."""
        self.must(visit.register(med_type=visit.med_type) if isinstance(visit, Stay)
                  else visit.register())
        if not isinstance(visit, Stay):
            self.must(visit.describe(**changes))
        self.must(visit.upload(self.region.lines(30)))
        if isinstance(visit, Stay):
            self.must(visit.discharge())
        answer = self.must(visit.settle(acct_used_flag="0", **changes)).output
        return ({row["fund_pay_type"]: Decimal(str(row["fund_payamt"]))
                 for row in answer["setldetail"] if Decimal(str(row["fund_payamt"]))},
                answer["setlinfo"])

    def test_one_person_is_in_several_schemes_each_with_its_own_fund(self):
        self.insured(801, "employee", "active", "310", "11")
        mother = self.insured(801, "生育保险", "在职", "510", "11")
        self.insured(801, "work_injury", "active", "", "11")
        person = self.clerk.get(f"/api/persons/{mother.psn_no}")
        self.assertEqual(sorted(row["scheme"]["id"] for row in person["coverage"]),
                         ["employee", "maternity", "work_injury"])
        stay = Stay(self.gateway, mother)
        stay.med_type = "2107"
        funds, info = self.settled(stay)
        total = Decimal(str(info["medfee_sumamt"]))
        self.assertEqual(funds, {"510100": min(Decimal(5000), Decimal(str(info["inscp_scp_amt"])))})
        self.assertGreater(total, 0)
        visit = Visit(self.gateway, mother)
        funds, _ = self.settled(visit, med_type="51")
        self.assertEqual(list(funds), ["510100"])
        basic = Stay(self.gateway, Person(mother.psn_no, mother.certno, mother.name, "310", "11"))
        funds, _ = self.settled(basic)
        self.assertNotIn("510100", funds)
        self.assertIn("310100", funds)

    def test_a_scheme_refuses_what_it_does_not_cover(self):
        worker = self.insured(802, "hospital", "flexible", "399", "61")
        self.refused(Visit(self.gateway, Person(worker.psn_no, worker.certno, worker.name, "310",
                                                "11")).register())
        mother = self.insured(803, "maternity", "active", "510", "11")
        stay = Stay(self.gateway, mother)  # an ordinary stay is no benefit of maternity insurance
        self.refused(stay.register())

    def test_every_category_of_a_scheme_is_registered_and_settled(self):
        for sequence, (category, code) in enumerate(CATEGORIES.items(), 810):
            with self.subTest(category=category):
                worker = self.insured(sequence, "hospital", category, "399", code)
                answer = self.gateway.call("1101", {"data": {
                    "mdtrt_cert_type": "02", "mdtrt_cert_no": worker.certno, "card_sn": "",
                    "begntime": "", "psn_cert_type": "01", "certno": worker.certno,
                    "psn_name": worker.name}})
                rows = self.must(answer).output["insuinfo"]
                self.assertEqual([(row["insutype"], row["psn_type"]) for row in rows],
                                 [("399", code)])
                funds, _ = self.settled(Stay(self.gateway, worker))
                self.assertIn("399100", funds)
                supplement = category in ("laid_off", "closed_firm", "hardship")
                self.assertEqual("370100" in funds, supplement, funds)

    def test_the_form_offers_every_scheme_with_its_categories(self):
        template = self.clerk.get("/api/import-template")
        offered = {row["scheme"]["id"]: [one["id"] for one in row["categories"]]
                   for row in template["schemes"]}
        self.assertEqual(offered["hospital"], list(CATEGORIES))
        self.assertEqual([row["scheme"]["id"] for row in template["schemes"] if row["usual"]],
                         ["employee"])


if __name__ == "__main__":
    unittest.main()
