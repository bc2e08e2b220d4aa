"""B1, B2, B4: the monthly levy: previewed, posted, repeated, reversed, explained."""

import decimal
import signal
import subprocess
import time
import unittest

from console_client import ConsoleTest
from harness import BINARY, PACKS, Server, tongchou

D = decimal.Decimal


class LevyTest(ConsoleTest):
    arguments = {"persons": 400}

    def setUp(self):
        self.finance, self.clerk = self.client("finance"), self.client("clerk")
        self.month = self.finance.get("/api/region")["today"][:7]

    def job(self, path):
        answer, job = self.finance.send("POST", path)
        self.assertEqual(answer.status, 202, job)
        while job["status"] == "running":
            time.sleep(0.05)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        self.assertEqual(job["status"], "succeeded", job)
        return job["result"]

    def bills(self):
        rows, cursor = [], {}
        while True:
            page = self.finance.get(f"/api/levy/months/{self.month}/bills", limit=50, **cursor)
            rows += page["items"]
            if page["next_cursor"] is None:
                return rows
            cursor = {"cursor": page["next_cursor"]}

    def test_a_month_from_preview_to_reversal(self):
        preview = self.job(f"/api/levy/months/{self.month}/preview")
        self.assertEqual(self.bills(), [], "a preview stores nothing")
        posted = self.job(f"/api/levy/months/{self.month}/run")
        self.assertEqual(posted["figures"], preview["figures"])
        self.assertGreater(posted["persons"], 50)
        bills = self.bills()
        self.assertEqual(len(bills), posted["bills"])
        self.assertEqual(sum(D(bill["figures"]["total"]) for bill in bills),
                         D(posted["figures"]["total"]))
        figures = posted["figures"]
        self.assertEqual(D(figures["employer"]) + D(figures["person"]),
                         D(figures["account"]) + D(figures["pooled"]))
        self.assertEqual(self.job(f"/api/levy/months/{self.month}/run")["bills"], 0)
        totals = self.finance.get(f"/api/levy/months/{self.month}")
        self.assertEqual(totals["figures"], posted["figures"])
        self.check_lines(bills[0])
        self.reverse(bills[0])
        verified = self.verify()
        self.assertTrue(verified["clean"], verified)

    def check_lines(self, bill):
        number = bill["number"]
        lines = self.clerk.get(f"/api/levy/bills/{number}/lines", limit=200)["items"]
        self.assertEqual(sum(D(line["figures"]["total"]) for line in lines),
                         D(bill["figures"]["total"]))
        psn_no = lines[0]["psn_no"]
        explained = self.clerk.get(f"/api/levy/bills/{number}/lines/{psn_no}")
        self.assertEqual(explained["owed"], lines[0]["figures"])
        for step in explained["steps"]:
            self.assertTrue(step["arithmetic"]["zh"] and step["arithmetic"]["en"])
        self.assertTrue(any(step["citation"] for step in explained["steps"]))
        own = self.clerk.get(f"/api/persons/{psn_no}/levy")["items"]
        self.assertEqual(own[0]["bill"]["number"], number)
        self.refused(self.finance.send("GET", f"/api/levy/bills/{number}/lines"), 403,
                     "right_missing")
        self.refused(self.clerk.send("GET", "/api/levy/bills/202601-E99999-1"), 404, "unknown_bill")

    def reverse(self, bill):
        path = f"/api/levy/bills/{bill['number']}/reversal"
        self.refused(self.clerk.send("POST", path, {"reason": "x"}), 403, "right_missing")
        self.refused(self.finance.send("POST", path, {}), 422, "missing_field")
        answer, made = self.finance.send("POST", path, {"reason": "重复"})
        self.assertEqual(answer.status, 200, made)
        self.assertEqual(D(made["figures"]["total"]), -D(bill["figures"]["total"]))
        self.refused(self.finance.send("POST", path, {"reason": "重复"}), 409, "bill_reversed")
        again = self.job(f"/api/levy/months/{self.month}/run")
        self.assertEqual(again["bills"], 1, "what was taken back is levied anew")

    def verify(self):
        _, job = self.finance.send("POST", "/api/ledger/verify")
        while job["status"] == "running":
            time.sleep(0.05)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        return job

    def test_months_that_cannot_be_levied_are_refused(self):
        for month, code in (("2026-13", "bad_date"), ("soon", "bad_date")):
            answer, body = self.finance.send("POST", f"/api/levy/months/{month}/preview")
            self.assertEqual(body["error"]["code"], code)
        answer, job = self.finance.send("POST", "/api/levy/months/2999-01/run")
        while job["status"] == "running":
            time.sleep(0.05)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        self.assertEqual(job["status"], "failed")
        self.refused(self.clerk.send("POST", f"/api/levy/months/{self.month}/run"), 403,
                     "right_missing")


class KilledRunTest(unittest.TestCase):
    """A run that is killed in the middle is completed by the next one without doubling."""

    def test_kill_and_repeat(self):
        server = Server(persons=2000).start()
        self.addCleanup(server.remove)
        server.stop()
        month = time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600))
        arguments = ("--month", month, *server.store(), "--packs", PACKS)
        wanted = self.sums(tongchou("levy-run", "preview", *arguments))
        self.assertNotIn("缴费单 0", wanted[0])
        for delay in (0.15, 0.3, 0.5):
            run = subprocess.Popen([BINARY, "levy-run", "post", *map(str, arguments)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            run.send_signal(signal.SIGKILL)
            run.wait()
        self.sums(tongchou("levy-run", "post", *arguments))
        nothing = self.sums(tongchou("levy-run", "preview", *arguments))
        self.assertIn("缴费单 0", nothing[0])
        status, output = server.verify()
        self.assertEqual(status, 0, output)
        balances = tongchou("ledger", "balances", *server.store(), "--packs", PACKS).stdout.decode()
        owed = next(line for line in wanted if "to the pooled fund" in line).split()[-1]
        claims = [line for line in balances.splitlines() if "employee.pooled.receivable" in line]
        self.assertTrue(claims and all(owed in line.replace(",", "") for line in claims),
                        (owed, claims))

    def sums(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.decode().splitlines()


if __name__ == "__main__":
    unittest.main()
