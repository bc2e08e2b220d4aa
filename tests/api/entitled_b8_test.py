"""B8: civil affairs pays for entitled groups, and its payment credits their accounts once."""

import decimal
import unittest

from residents import TOWNSHIP, YEAR, Residents

D = decimal.Decimal
OWN, CREDIT = D(420), D(150)
# An office for each test: who leaves a group goes back to the village's own roll.
VILLAGES = [f"{TOWNSHIP}/{code}" for code in ("990121100200", "990121100201", "990121100003")]
VILLAGES.append("990121/990121101/990121101200")


class EntitledTest(Residents):
    def setUp(self):
        super().setUp()
        self.village = self.payer("village", VILLAGES.pop())
        self.payers = self.finance_payers()

    def enter(self, psn_no, identity, day=f"{YEAR}-01-01", status=200):
        answer, body = self.clerk.send("POST", f"/api/persons/{psn_no}/entitled", {
            "identity": identity, "evidence": "优抚证 0001", "from": day})
        self.assertEqual(answer.status, status, body)
        return body

    def coverage(self, psn_no):
        return sorted(self.clerk.get(f"/api/persons/{psn_no}")["coverage"],
                      key=lambda row: row["from"])

    def balance(self, psn_no):
        account = self.clerk.get(f"/api/persons/{psn_no}")["account"]
        return D(account["balance"] if account else 0)

    def test_civil_affairs_gets_one_bill_by_name_and_its_payment_credits_once(self):
        self.imported([self.person(n, self.village) for n in range(300, 305)])
        veteran, poor, plain = (self.number_of(n) for n in (300, 301, 302))
        self.enter(veteran, "entitled")
        self.enter(poor, "low_income")
        self.run_year()
        bill = self.one_bill(self.payers["civil_affairs"])
        lines = self.clerk.get(f"/api/levy/bills/{bill['number']}/lines")["items"]
        self.assertEqual({line["psn_no"]: D(line["figures"]["total"]) for line in lines},
                         {veteran: OWN, poor: OWN / 2})
        village = self.one_bill(self.village)
        self.assertEqual(D(village["figures"]["total"]), 3 * OWN + OWN / 2)
        self.assertEqual(self.balance(veteran), 0, "nothing is credited before money comes in")
        self.pay(bill, n=1)
        self.assertEqual(self.balance(veteran), CREDIT)
        self.assertEqual(self.balance(poor), 0)
        self.pay(village, n=2)
        self.run_year()
        self.assertEqual(self.balance(veteran), CREDIT, "once a year")
        self.assertEqual(self.balance(plain), 0)
        why = self.clerk.get(f"/api/levy/bills/{bill['number']}/lines/{veteran}")
        credited = next(step for step in why["steps"] if step["figure"] == "account")
        self.assertEqual((D(credited["amount"]), credited["citation"]["article"]),
                         (CREDIT, "第七条"))
        self.verified()

    def test_the_covered_move_between_rolls_with_the_days_of_their_group(self):
        self.imported([self.person(310, self.village)])
        psn_no = self.number_of(310)
        spans = self.enter(psn_no, "destitute", f"{YEAR}-03-01")["items"]
        self.assertEqual([(span["identity"]["id"], span["through"]) for span in spans],
                         [("destitute", None)])
        shown = self.coverage(psn_no)
        self.assertEqual([(row["from"], row["through"]) for row in shown],
                         [(f"{YEAR}-01-01", f"{YEAR}-02-28"), (f"{YEAR}-03-01", None)])
        self.assertNotEqual(shown[0]["employer"], shown[1]["employer"])
        answer, body = self.clerk.send("POST", f"/api/persons/{psn_no}/entitled/end", {
            "last": f"{YEAR}-06-30", "reason": "退出"})
        self.assertEqual(answer.status, 200, body)
        shown = self.coverage(psn_no)
        self.assertEqual(shown[-1]["employer"], shown[0]["employer"])
        self.run_year()
        village = self.one_bill(self.village)
        self.assertEqual(D(village["figures"]["total"]), OWN, "the year is owed as it began")

    def test_what_is_refused(self):
        self.imported([self.person(320, self.village)])
        psn_no = self.number_of(320)
        path = f"/api/persons/{psn_no}/entitled"
        good = {"identity": "entitled", "evidence": "证", "from": f"{YEAR}-01-01"}
        for change, status, code in (({"identity": "rich"}, 400, "bad_parameter"),
                                     ({"evidence": ""}, 422, "missing_field"),
                                     ({"from": "2026-13-01"}, 422, "bad_date")):
            self.refused(self.clerk.send("POST", path, {**good, **change}), status, code)
        self.enter(psn_no, "entitled")
        self.refused(self.clerk.send("POST", path, good), 409, "entitled_already")
        self.refused(self.clerk.send("POST", "/api/persons/990100199999999999/entitled", good),
                     404, "unknown_person")
        self.refused(self.finance.send("POST", path, good), 403, "right_missing")
        self.refused(self.clerk.send("POST", f"/api/persons/{psn_no}/roll",
                                     {"payer": "E99999", "from": f"{YEAR}-01-01"}),
                     404, "unknown_employer")

    def test_without_civil_affairs_nobody_is_moved_to_it(self):
        village = self.payer("village", "990122/990122100/990122100001")
        self.imported([self.person(330, village)])
        self.refused(self.clerk.send("POST", f"/api/persons/{self.number_of(330)}/entitled", {
            "identity": "entitled", "evidence": "证", "from": f"{YEAR}-01-01"}), 422, "no_payer")


if __name__ == "__main__":
    unittest.main()
