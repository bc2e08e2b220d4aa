"""C4, A5, A9: balances that are transferred, inherited, refunded or paid to those elsewhere."""

import datetime
import decimal
import time
import unittest

from console_client import ConsoleTest

D = decimal.Decimal


class LeavingTest(ConsoleTest):
    arguments = {"persons": 300}

    def setUp(self):
        self.clerk, self.reviewer = self.client("clerk"), self.client("reviewer")
        self.finance = self.client("finance")
        self.today = datetime.date.fromisoformat(self.clerk.get("/api/region")["today"])

    def holder(self, skip):
        """Somebody in service with money in the account and open coverage."""
        found = 0
        cursor = {}
        while True:
            page = self.clerk.get("/api/persons", limit=200, **cursor)
            for one in page["items"]:
                if one["status"] != "active" or one["category"]["id"] != "active":
                    continue
                full = self.clerk.get(f"/api/persons/{one['psn_no']}")
                if full["account"] and D(full["account"]["balance"]) > 0:
                    found += 1
                    if found > skip:
                        return full
            cursor = {"cursor": page["next_cursor"]}

    def form(self, **more):
        return {"kind": "transfer_out", "day": str(self.today - datetime.timedelta(days=3)),
                "receiver": "邻市医保中心", "receiver_account": "工行 6222", "place": "990300",
                "documents": "转移接续函", "reason": "调动", **more}

    def ask(self, psn_no, **more):
        answer, payout = self.clerk.send("POST", f"/api/persons/{psn_no}/payouts",
                                         self.form(**more))
        self.assertEqual(answer.status, 200, payout)
        return payout

    def act(self, client, payout, act, body):
        return client.send("POST", f"/api/persons/{payout['psn_no']}/payouts/"
                                   f"{payout['number']}/{act}", body)

    def verify(self):
        _, job = self.finance.send("POST", "/api/ledger/verify")
        while job["status"] == "running":
            time.sleep(0.1)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        self.assertTrue(job["clean"], job)

    def test_who_moves_away_takes_balance_and_interest_along(self):
        person = self.holder(0)
        psn_no, balance = person["psn_no"], D(person["account"]["balance"])
        payout = self.ask(psn_no)
        self.assertEqual(payout["state"], "waiting")
        self.refused(self.clerk.send("POST", f"/api/persons/{psn_no}/payouts", self.form()), 409,
                     "request_waiting")
        self.refused(self.act(self.clerk, payout, "decision", {"approve": True}), 403,
                     "right_missing")
        _, paid = self.act(self.reviewer, payout, "decision", {"approve": True, "note": "同意"})
        self.assertEqual(paid["state"], "approved", paid)
        self.assertGreater(D(paid["interest"]), 0)
        self.assertEqual(D(paid["amount"]), balance + D(paid["interest"]))
        after = self.clerk.get(f"/api/persons/{psn_no}")
        self.assertEqual(D(after["account"]["balance"]), 0)
        self.assertEqual(after["coverage"][0]["through"], payout["day"])
        kinds = [row["kind"]["id"] for row in after["account"]["movements"][:2]]
        self.assertEqual(kinds, ["payout", "closing_interest"])
        listed = self.finance.get("/api/payouts")["items"]
        self.assertIn(payout["id"], [row["id"] for row in listed])
        entry = self.finance.get(f"/api/ledger/entries/{paid['entry']}")
        self.assertEqual(entry["kind"]["id"], "payout")

        _, back = self.act(self.finance, payout, "reversal", {"reason": "未迁出"})
        self.assertTrue(back["reversed_at"], back)
        again = self.clerk.get(f"/api/persons/{psn_no}")
        self.assertEqual(D(again["account"]["balance"]), balance)
        self.refused(self.act(self.finance, payout, "reversal", {"reason": "x"}), 409,
                     "payout_not_posted")
        self.verify()

    def test_heirs_are_named_and_documents_shown(self):
        psn_no = self.holder(1)["psn_no"]
        path = f"/api/persons/{psn_no}/payouts"
        for missing in ("receiver", "documents", "reason", "day"):
            form = self.form(kind="inheritance", **{missing: ""})
            if missing == "day":
                del form["day"]
            answer, body = self.clerk.send("POST", path, form)
            self.assertEqual(body["error"]["where"], missing, body)
        self.refused(self.clerk.send("POST", path, self.form(kind="gift")), 400, "bad_parameter")
        tomorrow = str(self.today + datetime.timedelta(days=1))
        self.refused(self.clerk.send("POST", path, self.form(day=tomorrow)), 422,
                     "time_in_future")
        payout = self.ask(psn_no, kind="inheritance", receiver="张某之子 张小某")
        _, refused = self.act(self.reviewer, payout, "decision", {"approve": False, "note": "材料不全"})
        self.assertEqual(refused["state"], "refused")
        self.assertIsNone(refused["amount"])
        self.refused(self.act(self.reviewer, payout, "decision", {"approve": True}), 409,
                     "request_decided")

    def test_those_settled_elsewhere_are_paid_once_a_period(self):
        person = self.holder(2)
        psn_no, year = person["psn_no"], self.today.year
        form = {"year": year, "settled": True, "from": f"{year}-03-01", "through": f"{year}-12-31",
                "place": "海南省三亚市", "documents": "异地安置登记表"}
        answer, made = self.clerk.send("POST", f"/api/persons/{psn_no}/offsite", form)
        self.assertEqual(answer.status, 200, made)
        self.refused(self.clerk.send("POST", f"/api/persons/{psn_no}/offsite",
                                     {**form, "through": f"{year + 1}-01-05"}), 422, "bad_period")
        rows = self.clerk.get(f"/api/offsite/{year}")["items"]
        self.assertEqual([row["psn_no"] for row in rows], [psn_no])
        if self.today.month <= 6:
            return  # no period of the year is over yet
        path = f"/api/offsite/{year}/payouts/1"
        _, run = self.clerk.send("POST", path)
        self.assertEqual((run["made"], run["before"]), (1, 0), run)
        _, run = self.clerk.send("POST", path)
        self.assertEqual((run["made"], run["before"]), (0, 1), run)
        payout = self.clerk.get(f"/api/persons/{psn_no}/payouts")["items"][0]
        _, paid = self.act(self.finance, payout, "decision", {"approve": True})
        self.assertEqual(D(paid["amount"]), D(person["account"]["balance"]), paid)
        after = self.clerk.get(f"/api/persons/{psn_no}")
        self.assertEqual(after["status"], "active")
        self.refused(self.clerk.send("POST", f"/api/offsite/{year}/payouts/9"), 400,
                     "bad_parameter")
        self.verify()


if __name__ == "__main__":
    unittest.main()
