"""E3: disabled soldiers on a list of their own, billed each month to whose duty they are."""

import decimal
import unittest

from special import SpecialTest

D = decimal.Decimal


class SoldiersTest(SpecialTest):
    def test_a_month_from_settlements_to_the_payers_bill(self):
        payer = self.unit("government", "民政局")
        month, soldier = self.soldier()
        form = {"psn_no": soldier, "payer": payer, "from": f"{month}-01", "documents": "残疾军人证"}
        self.ok(self.clerk.send("POST", "/api/special/soldier/members", form))
        self.refused(self.clerk.send("POST", "/api/special/soldier/members", form), 409,
                     "duplicate_id")
        sheet = self.sheet(self.finance.get(f"/api/soldiers/{month}"), payer)
        self.assertIsNone(sheet["bill"])
        self.assertGreater(D(sheet["amount"]), 0)
        self.assertLess(D(sheet["amount"]), D(sheet["soldiers"][0]["total"]) + 1)
        self.refused(self.clerk.send("POST", f"/api/soldiers/{month}"), 403, "right_missing")
        posted = self.sheet(self.ok(self.finance.send("POST", f"/api/soldiers/{month}")), payer)
        self.assertEqual(posted["amount"], sheet["amount"])
        again = self.sheet(self.ok(self.finance.send("POST", f"/api/soldiers/{month}")), payer)
        self.assertEqual((again["bill"], again["posted"]), (posted["bill"], False))
        self.pay(posted["amount"], posted["bill"])
        self.assertEqual(D(self.dues(f"{payer}_soldier")["debts"][0]["open"]["total"]), 0)
        why = self.clerk.get(f"/api/levy/bills/{posted['bill']}/lines/{soldier}")
        self.assertEqual(why["steps"][0]["amount"], posted["amount"])
        self.refused(self.finance.send("POST", f"/api/soldiers/{self.month}"), 422,
                     "time_in_future")
        self.verified()

    def soldier(self):
        """A month that is over and somebody of the demo for whom funds paid in it."""
        cursor = {}
        while True:
            page = self.clerk.get("/api/settlements", limit=200, **cursor)
            for row in page["items"]:
                month = row["time"][:7]
                taken_back = row["reversed"] or row["kind"] == "reversal"
                if row["scheme"]["id"] != "employee" or taken_back or month == self.month:
                    continue
                full = self.clerk.get(f"/api/settlements/{row['setl_id']}")
                funds = {part["fund"]["id"] for part in full["figures"]["funds"]}
                if funds and funds <= {"pooled", "large_illness", "civil_servant"}:
                    return month, row["psn_no"]
            cursor = {"cursor": page["next_cursor"]}

    def sheet(self, month, payer):
        return next(sheet for sheet in month["sheets"] if sheet["payer"] == payer)

    def test_who_is_not_covered_is_no_soldier_of_ours(self):
        cadre = self.cadre(self.unit())
        self.ok(self.clerk.send("POST", f"/api/special/cadre/members/{cadre}/end",
                                {"day": f"{self.today[:4]}-01-31", "reason": "去世"}))
        form = {"psn_no": cadre, "payer": self.unit(), "from": self.today, "documents": "x"}
        self.refused(self.clerk.send("POST", "/api/special/soldier/members", form), 422,
                     "no_coverage")


if __name__ == "__main__":
    unittest.main()
