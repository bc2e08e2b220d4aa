"""E4: those settled elsewhere are reimbursed through their unit up to a quota of the year."""

import decimal
import http.client
import unittest

from special import SpecialTest

D = decimal.Decimal


class OffsiteQuotaTest(SpecialTest):
    def retired(self, skip=0):
        cursor = {}
        while True:
            page = self.clerk.get("/api/persons", limit=200, **cursor)
            for row in page["items"]:
                if row["status"] == "active" and row["category"]["id"] == "retired":
                    skip -= 1
                    if skip < 0:
                        return row["psn_no"]
            cursor = {"cursor": page["next_cursor"]}

    def test_costs_up_to_the_quota_and_not_beyond(self):
        year = int(self.today[:4])
        psn_no = self.retired()
        ask = dict(kind="offsite_cost", bills="8000.00", eligible="8000.00")
        self.refused(self.claim(psn_no, **ask), 409, "no_standard")
        quota = self.standard(year, "offsite")
        self.assertEqual(quota["value"], "12000.00")
        self.assertEqual([step["citation"]["article"] for step in quota["steps"]],
                         ["第八条", "第八条"])
        self.refused(self.claim(psn_no, **ask), 409, "not_of_group")
        self.ok(self.clerk.send("POST", f"/api/persons/{psn_no}/offsite", {
            "year": year, "settled": True, "from": f"{year}-01-01", "through": f"{year}-12-31",
            "place": "海南省三亚市", "documents": "登记表"}))
        first = self.ok(self.decide(self.ok(self.claim(psn_no, **ask))))
        self.assertEqual((first["paid"], first["limit"]), ("8000.00", "12000.00"))
        self.assertTrue(first["unit"])
        second = self.ok(self.decide(self.ok(self.claim(psn_no, **ask))))
        self.assertEqual((second["paid"], second["limit"]), ("4000.00", "4000.00"))
        self.refused(self.claim(psn_no, **ask), 409, "nothing_left")
        self.check_slip(first)
        self.ok(self.decide(first, "reversal", {"reason": "票据有误"}))
        self.check_slip(first)
        refused = self.ok(self.claim(psn_no, **ask))
        slip = f"/api/persons/{psn_no}/special-claims/{refused['number']}/pdf"
        self.ok(self.decide(refused, body={"approve": False, "note": "材料不全"}))
        self.refused(self.clerk.send("GET", slip), 409, "payout_not_posted")
        self.refused(self.clerk.send("GET", slip.replace(refused["number"], "999")), 404,
                     "unknown_request")
        listed = self.finance.get("/api/special-claims")["items"]
        self.assertEqual({row["state"] for row in listed if row["psn_no"] == psn_no},
                         {"approved", "refused"})
        self.verified()

    def check_slip(self, claim):
        path = f"/api/persons/{claim['psn_no']}/special-claims/{claim['number']}/pdf"
        for lang in ("zh", "en"):
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            connection.request("GET", f"{path}?lang={lang}", headers={"Cookie": self.clerk.cookie})
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            self.assertEqual((answer.status, body[:5]), (200, b"%PDF-"), body[:200])

    def test_the_quota_is_last_years_average_of_the_retired(self):
        year = int(self.today[:4]) + 1
        computed = self.clerk.get(f"/api/special-standards/offsite/{year}")["computed"]
        self.assertEqual(computed["cost_year"], year - 1)
        self.assertGreater(computed["heads"], 0)
        self.assertGreater(D(computed["cost"]), 0)
        cents = (D(computed["cost"]) * 100 / computed["heads"]).quantize(D(1), "ROUND_HALF_UP")
        self.assertEqual(D(computed["value"]) * 100, cents)
        self.assertIn("÷", computed["steps"][0]["arithmetic"]["zh"])


if __name__ == "__main__":
    unittest.main()
