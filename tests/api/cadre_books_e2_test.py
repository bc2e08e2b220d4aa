"""E2: the fund and books of cadres are apart; their health files are seen by few and audited."""

import decimal
import unittest

from special import SpecialTest

D = decimal.Decimal


class CadreBooksTest(SpecialTest):
    def balances(self):
        return {row["account"]: row["balance"]
                for row in self.finance.get("/api/ledger/accounts")["items"]}

    def test_money_of_cadres_moves_their_funds_alone(self):
        year = int(self.today[:4]) + 1
        unit = self.unit()
        psn_no = self.cadre(unit)
        self.standard(year)
        before = self.balances()
        levy = self.ok(self.finance.send("POST", f"/api/cadre-levy/{year}"))
        part = next(part for part in levy["parts"] if part["payer"] == unit)
        self.pay(part["amount"], part["bill"])
        self.ok(self.decide(self.ok(self.claim(psn_no))))
        after = self.balances()
        moved = {code.split(".")[0] for code in after if after[code] != before.get(code, "0.00")}
        self.assertEqual(moved, {"cadre"})
        self.assertEqual(D(after["cadre.pooled.bank"]) - D(before["cadre.pooled.bank"]),
                         D("12000") * D("0.6") - D("200"))
        self.assertEqual(self.dues(unit)["debts"], [], "nothing of it is in the unit's levy")
        self.verified()

    def test_an_undone_receipt_is_taken_back_from_the_managed_account(self):
        year = int(self.today[:4]) + 3
        unit = self.unit()
        psn_no = self.cadre(unit)
        self.standard(year)
        levy = self.ok(self.finance.send("POST", f"/api/cadre-levy/{year}"))
        part = next(part for part in levy["parts"] if part["payer"] == unit)
        self.pay(part["amount"], part["bill"])
        managed = f"/api/persons/{psn_no}/managed"
        self.assertEqual(self.clerk.get(managed)["balance"], "4800.00")
        reference = self.dues(f"{unit}_cadre")["payments"][0]["reference"]
        self.ok(self.finance.send("POST", "/api/receipts/reversal",
                                  {"reference": reference, "reason": "退票"}))
        self.assertEqual(self.clerk.get(managed)["balance"], "0.00")
        self.verified()

    def test_lists_and_their_dates(self):
        unit = self.unit()
        psn_no = self.cadre(unit, "county_cadre")
        rows = self.clerk.get("/api/special/county_cadre/members")["items"]
        mine = next(row for row in rows if row["psn_no"] == psn_no)
        self.assertEqual(mine["spans"][0]["payer"], unit)
        person = self.clerk.get(f"/api/persons/{psn_no}")
        self.assertEqual(person["coverage"][0]["scheme"]["id"], "cadre")
        form = {"psn_no": psn_no, "payer": unit, "from": self.today, "documents": "x"}
        self.refused(self.clerk.send("POST", "/api/special/cadre/members", form), 409,
                     "duplicate_id")
        end = f"/api/special/county_cadre/members/{psn_no}/end"
        self.refused(self.clerk.send("POST", end, {"day": "2020-01-01", "reason": "x"}), 422,
                     "bad_period")
        self.ok(self.clerk.send("POST", end, {"day": self.today, "reason": "去世"}))
        self.refused(self.clerk.send("POST", end, {"day": self.today, "reason": "去世"}), 409,
                     "not_of_group")
        for missing in ("payer", "documents", "name", "cert_no"):
            form = {"name": "某", "cert_no": "110105196602017313", "payer": unit,
                    "from": self.today, "documents": "x", missing: ""}
            answer, body = self.clerk.send("POST", "/api/special/cadre/members", form)
            self.assertEqual((answer.status, body["error"]["where"]), (422, missing), body)
        self.refused(self.clerk.send("POST", "/api/special/nobody/members", form), 400,
                     "bad_parameter")

    def test_every_look_at_a_health_file_is_audited(self):
        psn_no = self.cadre(self.unit())
        path = f"/api/persons/{psn_no}/checkups"
        form = {"day": self.today, "place": "市医院", "doctor": "李医生", "findings": "血压偏高"}
        self.ok(self.clerk.send("POST", path, form))
        self.assertEqual(self.clerk.get(path)["items"][0]["findings"], "血压偏高")
        for other in ("reviewer", "finance", "leader"):
            self.refused(self.client(other).send("GET", path), 403, "right_missing")
        audit = self.client("auditor").get("/api/audit", subject=psn_no)["items"]
        looks = [row for row in audit if row["action"] == "read_health_file"]
        self.assertEqual(len(looks), 1)
        somebody = self.clerk.get("/api/persons", limit=1)["items"][0]["psn_no"]
        self.refused(self.clerk.send("POST", f"/api/persons/{somebody}/checkups", form), 409,
                     "not_of_group")
        self.refused(self.clerk.send("POST", path, {**form, "findings": ""}), 422,
                     "missing_field")
        self.assertNotIn("血压偏高".encode(), self.server.contents(), "findings are kept sealed")


if __name__ == "__main__":
    unittest.main()
