"""B7: pre-funding and back payments as bills of an employer, printed, received, taken back."""

import decimal
import http.client
import pathlib
import subprocess
import tempfile
import unittest

from special import SpecialTest

D = decimal.Decimal


class PrefundTest(SpecialTest):
    def employer(self):
        """One with retirees who are not on a bill yet."""
        for employer in self.clerk.get("/api/employers", limit=200)["items"]:
            table = self.table(employer["code"])
            if table["lines"] and not table["standing"] and D(table["total"]) > 0:
                return employer["code"], table
        raise AssertionError("no employer has retirees")

    def form(self, **more):
        return {"kind": "life", "declared": self.today, **more}

    def table(self, code, **more):
        return self.ok(self.clerk.send("POST", f"/api/employers/{code}/prefund/preview",
                                       self.form(**more)))

    def test_from_the_table_to_the_money_and_back(self):
        code, table = self.employer()
        for line in table["lines"]:
            months = max(78 * 12 - line["age_months"], 0)
            self.assertEqual(D(line["amount"]), months * D("480"), "96000 / 12 x 6 % a month")
        path = f"/api/employers/{code}/prefund"
        self.refused(self.clerk.send("POST", path, self.form(documents="裁定书")), 403,
                     "right_missing")
        self.refused(self.finance.send("POST", path, self.form()), 422, "missing_field")
        bill = self.ok(self.finance.send("POST", path, self.form(documents="裁定书")))
        self.assertEqual(D(bill["figures"]["total"]), D(table["total"]))
        self.assertEqual(bill["number"], f"{self.today[:4]}{self.today[5:7]}-{code}_prefund-1")
        self.refused(self.finance.send("POST", path, self.form(documents="裁定书")), 409,
                     "claim_stands")
        self.check_paper(bill, table)
        self.check_explanation(bill, table)

        claimed = next(line for line in table["lines"] if D(line["amount"]) > 0)
        shown = self.clerk.get(f"/api/persons/{claimed['psn_no']}/levy")["items"]
        self.assertIn((bill["number"], claimed["amount"]),
                      [(row["bill"]["number"], row["figures"]["total"]) for row in shown],
                      "the page of the person lists the claim")

        dues = self.dues(f"{code}_prefund")
        self.assertEqual([debt["bill"] for debt in dues["debts"]], [bill["number"]])
        posted = self.pay(table["total"], bill["number"])
        self.assertEqual(posted["counts"]["matched"]["lines"], 1)
        self.assertEqual(D(self.dues(f"{code}_prefund")["debts"][0]["open"]["total"]), 0)
        self.refused(self.finance.send("POST", f"/api/levy/bills/{bill['number']}/reversal",
                                       {"reason": "错单"}), 409, "bill_paid")
        reference = self.dues(f"{code}_prefund")["payments"][0]["reference"]
        self.ok(self.finance.send("POST", "/api/receipts/reversal",
                                  {"reference": reference, "reason": "退票"}))
        self.ok(self.finance.send("POST", f"/api/levy/bills/{bill['number']}/reversal",
                                  {"reason": "错单"}))
        self.assertEqual(self.table(code)["standing"], [])
        self.verified()

    def check_paper(self, bill, table):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", f"/api/prefund/{bill['number']}/pdf",
                           headers={"Cookie": self.finance.cookie})
        answer = connection.getresponse()
        paper = answer.read()
        connection.close()
        self.assertEqual(answer.status, 200)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "p.pdf")
            file.write_bytes(paper)
            text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True,
                                  check=True).stdout.decode()
        self.assertIn("汇总表", text)
        self.assertIn(bill["number"], text)
        self.assertIn("盖章", text)
        self.assertIn(table["lines"][0]["name"], text)

    def check_explanation(self, bill, table):
        line = next(line for line in table["lines"] if D(line["amount"]) > 0)
        shown = self.clerk.get(f"/api/levy/bills/{bill['number']}/lines")["items"][0]
        self.assertEqual(shown["category"]["name"]["zh"], "预提（余年）")
        why = self.clerk.get(f"/api/levy/bills/{bill['number']}/lines/{line['psn_no']}")
        self.assertEqual(why["steps"][-1]["amount"], line["amount"])
        self.assertEqual(why["steps"][-1]["citation"]["article"], "第十二条")
        self.assertIn("×", why["steps"][0]["arithmetic"]["zh"])

    def test_fixed_years_and_the_statutory_age(self):
        code, _ = self.employer()
        years = self.table(code, kind="years")
        self.assertTrue(all(line["months"] == 120 for line in years["lines"]))
        one = years["lines"][0]["psn_no"]
        self.assertEqual([line["psn_no"] for line in self.table(code, persons=one)["lines"]], [one])
        wage = self.table(code, kind="years", average_monthly_wage="1000.00", persons=one)
        self.assertEqual(D(wage["total"]), D("7200.00"))
        self.refused(self.clerk.send("POST", f"/api/employers/{code}/prefund/preview",
                                     self.form(persons="990100100000999999")), 404,
                     "unknown_person")
        self.refused(self.clerk.send("POST", f"/api/employers/{code}/prefund/preview",
                                     self.form(kind="gift")), 400, "bad_parameter")
        self.refused(self.clerk.send("POST", f"/api/employers/{code}/prefund/preview",
                                     {"kind": "life"}), 422, "missing_field")
        self.refused(self.clerk.send("POST", "/api/employers/E99999/prefund/preview",
                                     self.form()), 404, "unknown_employer")


if __name__ == "__main__":
    unittest.main()
