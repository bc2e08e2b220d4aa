"""B2: fixed yearly contributions: previewed, posted, repeated, paid, explained, taken back."""

import decimal
import time
import unittest

from harness import PACKS, Server, tongchou
from residents import VILLAGE, YEAR, Residents

D = decimal.Decimal
# The pack's amounts of an adult's year: own part, central, region, city, county.
OWN, CENTRAL, REGION, CITY, COUNTY = D(420), D(390), D(120), D(120), D(80)


class FixedTest(Residents):
    def test_a_year_from_preview_to_payment(self):
        village, payers = self.payer("village", VILLAGE), self.finance_payers()
        job, refused = self.imported([self.person(n, village) for n in range(100, 110)]
                                     + [self.person(110, village, category="未成年居民")])
        self.assertEqual((job["accepted"], refused), (11, {}))
        preview = self.run_year(preview=True)
        self.assertEqual(self.bills_of(village), [], "a preview stores nothing")
        posted = self.run_year()
        self.assertEqual(posted["figures"], preview["figures"])
        kinds = {row["name"]: row for row in posted["payer_kinds"]}
        self.assertEqual(kinds["village"]["persons"], 11)
        self.assertEqual(D(kinds["village"]["figures"]["total"]), 10 * OWN + 400)
        for kind, amount in (("finance_central", CENTRAL), ("finance_region", REGION),
                             ("finance_city", CITY), ("finance_county", COUNTY)):
            # Somebody whose part another test left open may be levied in passing.
            row = kinds[kind]
            self.assertGreaterEqual(row["persons"], 11)
            self.assertEqual(D(row["figures"]["total"]), row["persons"] * amount, kind)
            self.assertEqual(self.bills_of(payers[kind])[-1]["persons"], row["persons"])
        self.assertEqual(self.run_year()["bills"], 0, "a repeated run levies nothing twice")
        bill = self.one_bill(village)
        self.assertEqual(bill["due"], f"{YEAR - 1}-12-31")
        self.explained(bill, self.number_of(100))
        self.pay(bill)
        self.assertEqual(self.debt(bill)["open"]["total"], "0.00")
        self.assertEqual(self.finance.get(f"/api/employers/{village}/dues")["frozen"], [])
        self.verified()

    def explained(self, bill, psn_no):
        why = self.clerk.get(f"/api/levy/bills/{bill['number']}/lines/{psn_no}")
        steps = {step["figure"]: step for step in why["steps"]}
        self.assertEqual(D(steps["person"]["amount"]), OWN)
        self.assertEqual(steps["person"]["citation"]["article"], "第四条")
        self.assertEqual(steps["person"]["citation"]["since"], "2027-01-01")
        levied = self.clerk.get(f"/api/persons/{psn_no}/levy")["items"]
        self.assertEqual(sum(D(row["figures"]["total"]) for row in levied),
                         OWN + CENTRAL + REGION + CITY + COUNTY)

    def test_late_joiners_and_those_who_do_not_pay_become_supplementary_bills(self):
        village = self.payer("village", VILLAGE)
        self.finance_payers()
        self.imported([self.person(n, village) for n in range(120, 124)])
        self.run_year()
        first = self.one_bill(village)
        self.imported([self.person(124, village)])
        posted = self.run_year()
        self.assertEqual(posted["bills"], posted["supplementary"])
        more = [bill for bill in self.bills_of(village) if bill["kind"]["id"] == "supplementary"]
        self.assertEqual([D(bill["figures"]["total"]) for bill in more], [OWN])
        # Who does not pay is taken off the roll: the village owes one head less.
        self.imported([self.person(123, village, end=f"{YEAR - 1}-12-31", begin=None)])
        job, refused = self.imported([self.person(123, village, end=f"{YEAR}-01-01")])
        self.assertEqual(refused, {})
        self.run_year()
        owed = sum(D(bill["figures"]["total"]) for bill in self.bills_of(village))
        self.assertEqual(owed, 5 * OWN, "somebody covered for a day of the year owes it")
        answer, made = self.finance.send("POST", f"/api/levy/bills/{first['number']}/reversal",
                                         {"reason": "试"})
        self.refused((answer, made), 409, "later_settlement_exists")
        self.verified()

    def test_the_same_payment_file_counts_once(self):
        village = self.payer("village", VILLAGE)
        self.finance_payers()
        self.imported([self.person(n, village) for n in range(130, 133)])
        self.run_year()
        bill = self.one_bill(village)
        rows = [self.row(900, bill["figures"]["total"], bill=bill["number"])]
        self.post(rows)
        answer, body = self.clerk.send("POST", "/api/receipt-files", {
            "file_name": "again.csv", "digest": __import__("hashlib").sha256(
                repr(rows).encode()).hexdigest(), "rows": 1})
        self.refused((answer, body), 409, "file_sent_before")
        self.assertEqual(D(self.debt(bill)["paid"]["total"]), 3 * OWN)

    def test_a_part_that_nobody_is_registered_to_pay_is_told_and_levied_later(self):
        village = self.payer("village", "990122/990122100/990122100001")
        self.imported([self.person(140, village)])
        posted = self.run_year()
        told = [row for row in posted["problems"] if row["employer"] == village]
        self.assertEqual({row["code"] for row in told}, {"no_payer"})
        self.assertEqual(D(self.one_bill(village)["figures"]["total"]), OWN)
        county = self.payer("finance_county", "990122")
        self.run_year()
        self.assertEqual(D(self.one_bill(county)["figures"]["total"]), COUNTY)

    def test_years_without_values_and_years_that_are_not_open_are_refused(self):
        for year, words in ((2025, "定额筹资标准"), (2028, "集中缴费期")):
            _, job = self.finance.send("POST", f"/api/fixed/{year}/run")
            while job["status"] == "running":
                time.sleep(0.05)
                job = self.finance.get(f"/api/jobs/{job['id']}")
            self.assertEqual(job["status"], "failed", (year, job))
            self.assertIn(words, job["lines"][0]["text"]["zh"])
        self.refused(self.clerk.send("POST", f"/api/fixed/{YEAR}/run"), 403, "right_missing")
        self.refused(self.finance.send("POST", "/api/fixed/abc/run"), 400, "bad_parameter")


class KilledRunTest(Residents):
    def test_a_run_killed_in_the_middle_is_completed_by_the_next(self):
        villages = [self.payer("village", VILLAGE) for _ in range(30)]
        self.finance_payers()
        for i, village in enumerate(villages):
            self.imported([self.person(200 + 20 * i + n, village) for n in range(20)])
        self.finance.send("POST", f"/api/fixed/{YEAR}/run")
        time.sleep(0.05)
        self.server.kill()
        self.server.start()
        self.server.wait_until_ready()
        self.setUp()
        self.run_year()
        whole = self.finance.get(f"/api/fixed/{YEAR}")
        kinds = {row["name"]: row for row in whole["payer_kinds"]}
        self.assertEqual(kinds["village"]["persons"], 600)
        self.assertEqual(D(kinds["village"]["figures"]["total"]), 600 * OWN)
        self.assertEqual(D(kinds["finance_city"]["figures"]["total"]), 600 * CITY)
        self.verified()


class CommandTest(unittest.TestCase):
    def test_the_command_runs_the_year(self):
        server = Server(persons=20)
        try:
            server.start()
            server.wait_until_ready()
            server.stop()
            done = tongchou("levy-run", "fixed", "--year", str(YEAR), "--preview", *server.store(),
                            "--packs", PACKS)
            self.assertEqual(done.returncode, 0, done.stderr)
            refused = tongchou("levy-run", "fixed", "--year", "2025", *server.store(), "--packs",
                               PACKS)
            self.assertEqual(refused.returncode, 2)
            self.assertIn("定额筹资", refused.stderr.decode())
        finally:
            server.remove()


if __name__ == "__main__":
    unittest.main()
