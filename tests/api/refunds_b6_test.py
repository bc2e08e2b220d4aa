"""B6, A6: credit of an employer is paid back by two persons; never more, never beside debts."""

import unittest

from receipts_b6_test import Collector, D


class RefundTest(Collector):
    def setUp(self):
        super().setUp()
        self.levy()
        self.open = [bill for bill in self.bills() if D(self.debt(bill)["open"]["total"]) > 0]

    def form(self, amount, **more):
        return {"amount": str(amount), "receiver": "示范单位", "receiver_account": "工行 6222",
                "reason": "多缴", **more}

    def ask(self, code, amount, **more):
        return self.clerk.send("POST", f"/api/employers/{code}/refunds",
                               self.form(amount, **more))

    def must(self, sent):
        answer, body = sent
        self.assertEqual(answer.status, 200, body)
        return body

    def decide(self, refund, approve=True, client=None):
        return (client or self.finance).send(
            "POST", f"/api/employers/{refund['employer']}/refunds/{refund['paper']}/decision",
            {"approve": approve, "note": "核对"})

    def overpaid(self, index, more):
        """An employer that has paid everything and `more`."""
        employer = self.open[index]["employer"]
        owed = sum(D(debt["open"]["total"]) + D(debt["fee_if_paid"])
                   for debt in self.dues(employer)["debts"])
        self.post([self.row(index, owed + more, payer=employer)])
        self.assertEqual(D(self.dues(employer)["credit"]), more)
        return employer

    def test_credit_is_asked_for_approved_paid_and_taken_back(self):
        code = self.overpaid(0, D("88.50"))
        self.refused(self.finance.send("POST", f"/api/employers/{code}/refunds",
                                       self.form("1.00")), 403, "right_missing")
        for amount, more, status, error in (("0.00", {}, 422, "bad_amount"),
                                            ("abc", {}, 422, "bad_amount"),
                                            ("1.00", {"reason": ""}, 422, "missing_field"),
                                            ("88.51", {}, 409, "credit_too_low")):
            self.refused(self.ask(code, amount, **more), status, error)
        refund = self.must(self.ask(code, "88.50"))
        self.assertEqual((refund["state"], refund["payment"]), ("waiting", None))
        self.refused(self.ask(code, "1.00"), 409, "request_waiting")
        self.assertEqual(D(self.dues(code)["credit"]), D("88.50"), "nothing is paid yet")
        waiting = self.finance.get("/api/refunds", state="waiting")["items"]
        self.assertIn(refund["id"], [row["id"] for row in waiting])
        self.refused(self.decide(refund, client=self.clerk), 403, "right_missing")
        paid = self.must(self.decide(refund))
        self.assertEqual(paid["state"], "approved")
        dues = self.dues(code)
        self.assertEqual(D(dues["credit"]), 0)
        payment = dues["payments"][0]
        self.assertEqual((payment["kind"], payment["amount"], payment["number"]),
                         ("refunded", "-88.50", paid["payment"]))
        entry = self.finance.get(f"/api/ledger/entries/{payment['entry']}")
        self.assertEqual(entry["kind"]["id"], "receipt")
        self.refused(self.decide(refund), 409, "request_decided")
        self.verified()
        self.refused(self.finance.send("POST", "/api/receipts/reversal", {
            "reference": self.reference(0), "reason": "银行退票"}), 409, "later_payment")
        back = f"/api/employers/{code}/refunds/{refund['paper']}/reversal"
        self.refused(self.finance.send("POST", back, {"reason": ""}), 422, "missing_field")
        taken = self.must(self.finance.send("POST", back, {"reason": "账号有误，银行退回"}))
        self.assertTrue(taken["reversed"])
        self.assertEqual(D(self.dues(code)["credit"]), D("88.50"))
        self.refused(self.finance.send("POST", back, {"reason": "再次"}), 409, "refund_not_paid")
        self.verified()

    def test_nothing_is_paid_back_while_bills_are_open(self):
        code = self.overpaid(1, D(40))
        refund = self.must(self.ask(code, "40.00"))
        other = self.open[2]
        self.refused(self.ask(other["employer"], "1.00"), 409, "debts_open")
        said = self.ask(other["employer"], "1.00")[1]["error"]
        self.assertIn(other["number"], said["zh"])
        self.assertIn(other["number"], said["en"])
        refused = self.must(self.decide(refund, approve=False))
        self.assertEqual((refused["state"], refused["payment"]), ("refused", None))
        self.assertEqual(D(self.dues(code)["credit"]), 40)
        again = self.must(self.ask(code, "40.00"))
        self.assertNotEqual(again["id"], refund["id"])
        self.verified()

    def test_the_credit_of_a_cancelled_employer_is_paid_back(self):
        reviewer = self.client("reviewer")
        made = self.must(self.clerk.send("POST", "/api/employers", {
            "name": f"将注销单位{self.salt}", "unit_kind": "enterprise", "credit_code": "",
            "documents": "营业执照", "event_day": self.today}))
        code = made["code"]
        self.post([self.row(9, 300, payer=code)])
        self.must(self.clerk.send("POST", f"/api/employers/{code}/cancellation",
                                  {"event_day": self.today, "reason": "注销"}))
        self.must(reviewer.send("POST", f"/api/employers/{code}/requests/1/decision",
                                {"approve": True}))
        self.assertEqual(self.clerk.get(f"/api/employers/{code}")["state"], "cancelled")
        refund = self.must(self.ask(code, "300.00", reason="单位注销"))
        self.must(self.decide(refund))
        self.assertEqual(D(self.dues(code)["credit"]), 0)
        # What comes in afterwards waits for a decision, and says why.
        posted = self.post([self.row(10, 5, payer=code)])
        self.assertEqual(posted["counts"]["held"]["lines"], 1)
        self.assertEqual(posted["open"][0]["problem"]["code"], "employer_cancelled")
        self.verified()

    def test_a_payer_name_of_several_employers_is_nobody_until_a_clerk_says_who(self):
        name = f"同名单位{self.salt}"
        codes = [self.must(self.clerk.send("POST", "/api/employers", {
            "name": name, "unit_kind": "enterprise", "credit_code": "", "documents": "营业执照",
            "event_day": self.today}))["code"] for _ in range(2)]
        posted = self.post([self.row(11, 6, payer_name=name)])
        self.assertEqual(posted["open"][0]["problem"]["code"], "unknown_payer")
        self.must(self.clerk.send("POST", "/api/receipts/assignment", {
            "reference": self.reference(11), "employer": codes[1], "reason": "电话核实"}))
        self.assertEqual(D(self.dues(codes[1])["credit"]), 6)
        self.assertEqual(D(self.dues(codes[0])["credit"]), 0)
        self.verified()


if __name__ == "__main__":
    unittest.main()
