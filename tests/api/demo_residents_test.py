"""A2, A8, A10, B2 in the demo region: its residents have payers, households, a target and the bills
of the year that is being collected; a helper of a township sees those of the township."""

import decimal
import unittest

from console_client import ConsoleTest

D = decimal.Decimal


class DemoResidentsTest(ConsoleTest):
    arguments = {"persons": 1500}

    def setUp(self):
        self.clerk, self.finance = self.client("clerk"), self.client("finance")
        today = self.finance.get("/api/region")["today"]
        self.this_year = int(today[:4])
        self.year = self.this_year + 1 if today[5:7] >= "09" else self.this_year

    def test_the_fixed_contributions_of_the_open_year_are_levied(self):
        whole = self.finance.get(f"/api/fixed/{self.year}")
        kinds = {row["name"]: row for row in whole["payer_kinds"]}
        for kind in ("village", "household", "finance_central", "finance_region", "finance_city",
                     "finance_county"):
            self.assertGreater(D(kinds[kind]["figures"]["total"]), 0, kind)
        self.assertGreater(kinds["finance_central"]["persons"], kinds["village"]["persons"])
        bill = next(row for row in self.finance.get(f"/api/fixed/{self.year}/bills")["items"])
        line = self.clerk.get(f"/api/levy/bills/{bill['number']}/lines")["items"][0]
        levied = self.clerk.get(f"/api/persons/{line['psn_no']}/levy")["items"]
        self.assertIn(bill["number"], [row["bill"]["number"] for row in levied])

    def test_families_have_households_and_the_year_a_target(self):
        self.assertTrue(self.clerk.get("/api/households")["items"])
        progress = self.clerk.get(f"/api/targets/{self.this_year}/resident")
        self.assertGreater(progress["whole"]["covered"], 0)
        self.assertGreater(progress["whole"]["target"], progress["whole"]["covered"])

    def test_a_helper_sees_the_residents_of_the_township(self):
        helper = self.client("helper")
        mine = {row["psn_no"] for row in helper.get("/api/persons", limit=200)["items"]}
        self.assertTrue(mine)
        self.assertLess(mine, {row["psn_no"] for row in self.every_person()})

    def every_person(self):
        cursor = {}
        while True:
            page = self.clerk.get("/api/persons", limit=200, **cursor)
            yield from page["items"]
            if page["next_cursor"] is None:
                return
            cursor = {"cursor": page["next_cursor"]}


if __name__ == "__main__":
    unittest.main()
