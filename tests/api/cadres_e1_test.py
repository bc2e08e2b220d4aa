"""E1: the yearly standard of retired cadres, its levy, managed accounts, costs, the surplus."""

import decimal
import threading
import unittest

from special import SpecialTest

D = decimal.Decimal


class CadresTest(SpecialTest):
    def test_the_year_of_the_cadres(self):
        year = int(self.today[:4]) + 1
        unit, poor, finance = self.unit(), self.unit(), self.unit("finance", "财政局")
        one, two, exempt = self.cadre(unit), self.cadre(unit), self.cadre(poor)
        self.refused(self.finance.send("GET", f"/api/cadre-levy/{year}"), 409, "no_standard")
        path = f"/api/special-standards/cadre/{year}"
        self.refused(self.clerk.send("POST", path, {"documents": "测算"}), 422, "no_cost")
        asked = self.ok(self.clerk.send("POST", path, {"cost": "36000.00", "heads": 3,
                                                       "documents": "决算", "adjustment": "-600"}))
        self.assertEqual(asked["value"], "11400.00")
        self.assertEqual(asked["steps"][0]["citation"]["article"], "第三条")
        self.refused(self.clerk.send("POST", path, {"documents": "再次"}), 409, "standard_set")
        self.refused(self.clerk.send("POST", path + "/decision", {"approve": True}), 403,
                     "right_missing")
        self.ok(self.reviewer.send("POST", path + "/decision", {"approve": True, "note": "同意"}))
        self.exempt(year, poor, finance)

        preview = self.finance.get(f"/api/cadre-levy/{year}")
        levy = self.ok(self.finance.send("POST", f"/api/cadre-levy/{year}"))
        self.assertEqual([part["amount"] for part in levy["parts"]],
                         [part["amount"] for part in preview["parts"]])
        parts = {part["payer"]: part for part in levy["parts"]}
        self.assertEqual(parts[unit]["amount"], "22800.00")
        self.assertEqual(parts[unit]["due"], f"{year - 1}-12-31")
        self.assertTrue(parts[finance]["exempt"])
        self.assertEqual(parts[finance]["due"], f"{year}-03-31")
        again = self.ok(self.finance.send("POST", f"/api/cadre-levy/{year}"))
        billed = sum(len(part["cadres"]) for part in levy["parts"])
        self.assertEqual((again["parts"], again["before"]), ([], billed), "nobody is billed twice")

        self.pay("22800.00", parts[unit]["bill"])
        managed = self.clerk.get(f"/api/persons/{one}/managed")
        self.assertEqual(managed["balance"], "4560.00", "40 % of the standard")
        self.assertEqual(self.clerk.get(f"/api/persons/{exempt}/managed")["balance"], "0.00")
        self.check_costs(one)
        self.check_surplus(two, year)
        self.verified()

    def exempt(self, year, poor, finance):
        form = {"employer": poor, "payer": poor, "documents": "审批表", "reason": "停产"}
        self.refused(self.clerk.send("POST", f"/api/hardship/{year}", form), 400, "bad_parameter")
        form["payer"] = finance
        self.ok(self.clerk.send("POST", f"/api/hardship/{year}", form))
        self.refused(self.clerk.send("POST", f"/api/hardship/{year}", form), 409,
                     "request_waiting")
        self.ok(self.reviewer.send("POST", f"/api/hardship/{year}/{poor}/decision",
                                   {"approve": True}))

    def check_costs(self, psn_no):
        claim = self.ok(self.claim(psn_no))
        self.refused(self.claim(psn_no), 409, "request_waiting")
        self.refused(self.decide(claim, client=self.clerk), 403, "right_missing")
        paid = self.ok(self.decide(claim))
        self.assertEqual((paid["managed"], paid["pooled"]), ("4560.00", "440.00"))
        entry = self.finance.get(f"/api/ledger/entries/{paid['entry']}")
        self.assertEqual(entry["kind"]["id"], "special_claim")
        self.ok(self.decide(claim, "reversal", {"reason": "重复"}))
        self.refused(self.decide(claim, "reversal", {"reason": "重复"}), 409, "special_not_posted")
        self.assertEqual(self.clerk.get(f"/api/persons/{psn_no}/managed")["balance"], "4560.00")
        for bills, eligible in (("100", "0"), ("100", "200"), ("x", "1")):
            self.refused(self.claim(psn_no, bills=bills, eligible=eligible), 422, "bad_amount")

    def check_surplus(self, psn_no, year):
        self.refused(self.claim(psn_no, kind="surplus", year=year), 409, "year_not_over")
        self.refused(self.clerk.send("POST", f"/api/surplus/{year}"), 409, "year_not_over")
        self.refused(self.claim(self.somebody(), year=year), 409, "not_of_group")

    def somebody(self):
        return self.clerk.get("/api/persons", limit=1)["items"][0]["psn_no"]

    def test_a_levy_that_was_killed_is_completed(self):
        year = int(self.today[:4])
        units = [self.unit() for _ in range(12)]
        for unit in units:
            self.cadre(unit)
        self.standard(year)
        thread = threading.Thread(target=self.quietly, args=(self.finance.send, year))
        thread.start()
        self.server.kill()
        thread.join()
        self.server.start()
        self.setUp()
        self.ok(self.finance.send("POST", f"/api/cadre-levy/{year}"))
        for unit in units:
            self.assertEqual(len(self.dues(f"{unit}_cadre")["debts"]), 1, unit)
        self.verified()

    @staticmethod
    def quietly(send, year):
        try:
            send("POST", f"/api/cadre-levy/{year}")
        except (OSError, ValueError):
            pass


if __name__ == "__main__":
    unittest.main()
