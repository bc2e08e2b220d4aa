"""B6, B4, C1: receipts matched to bills, posted, held, decided, undone; accounts credited."""

import decimal
import hashlib
import random
import signal
import subprocess
import time
import unittest

from console_client import ConsoleTest
from harness import BINARY, PACKS, Server, tongchou

D = decimal.Decimal


def file_digest(rows):
    return hashlib.sha256(repr(rows).encode()).hexdigest()


class Collector(ConsoleTest):
    """A finance officer, a clerk, and a month that is levied."""
    arguments = {"persons": 400}
    months_ago = 0

    def setUp(self):
        self.finance, self.clerk = self.client("finance"), self.client("clerk")
        self.today = self.finance.get("/api/region")["today"]
        self.month = self.today[:7]
        self.salt = random.randrange(10**9)

    def job(self, client, path):
        answer, job = client.send("POST", path)
        self.assertEqual(answer.status, 202, job)
        while job["status"] == "running":
            time.sleep(0.05)
            job = client.get(f"/api/jobs/{job['id']}")
        self.assertEqual(job["status"], "succeeded", job)
        return job["result"] or job.get("posting") or job.get("dunning")

    def levy(self, month=None):
        return self.job(self.finance, f"/api/levy/months/{month or self.month}/run")

    def bills(self, month=None):
        rows = self.finance.get(f"/api/levy/months/{month or self.month}/bills", limit=200)
        return [bill for bill in rows["items"] if bill["standing"]]

    def dues(self, employer):
        return self.finance.get(f"/api/employers/{employer}/dues")

    def debt(self, bill):
        debts = self.dues(bill["employer"])["debts"]
        return next(debt for debt in debts if debt["bill"] == bill["number"])

    def reference(self, n):
        return f"R{self.salt}-{n}"

    def row(self, n, amount, **cells):
        return {"row": n + 2, "date": self.today, "amount": str(amount),
                "reference": self.reference(n), **cells}

    def send(self, rows, name="bank.csv"):
        answer, file = self.clerk.send("POST", "/api/receipt-files", {
            "file_name": name, "digest": file_digest(rows), "rows": len(rows)})
        self.assertEqual(answer.status, 200, file)
        for part in range(file["parts"], file["all_parts"]):
            answer, file = self.clerk.send(
                "POST", f"/api/receipt-files/{file['id']}/parts/{part + 1}",
                {"rows": rows[part * 1000:(part + 1) * 1000]})
            self.assertEqual(answer.status, 200, file)
        return file

    def post(self, rows):
        file = self.send(rows)
        return self.job(self.finance, f"/api/receipt-files/{file['id']}/posting")

    def verified(self):
        _, job = self.finance.send("POST", "/api/ledger/verify")
        while job["status"] == "running":
            time.sleep(0.05)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        self.assertTrue(job["clean"], job["lines"])


class ReceiptsTest(Collector):
    def setUp(self):
        super().setUp()
        self.levy()
        self.open = [bill for bill in self.bills()
                     if D(self.debt(bill)["open"]["total"]) > 0]

    def test_a_file_from_preview_to_credited_accounts(self):
        by_number, by_code, part = self.open[0], self.open[1], self.open[2]
        owed = {bill["number"]: D(self.debt(bill)["open"]["total"]) for bill in self.open[:3]}
        lines = self.clerk.get(f"/api/levy/bills/{by_number['number']}/lines", limit=200)["items"]
        member = next(line for line in lines if D(line["figures"]["account"]) > 0)
        balance = D(self.clerk.get(f"/api/persons/{member['psn_no']}")["account"]["balance"])
        rows = [self.row(0, owed[by_number["number"]], note=f"缴费 {by_number['number']} 三月"),
                self.row(1, owed[by_code["number"]], payer=by_code["employer"]),
                self.row(2, owed[part["number"]] / 2, payer_name=part["employer_name"]),
                self.row(3, 10, payer="E99999"), self.row(4, "ten", payer="E00001"),
                self.row(5, 7, bill="202601-E99999-1")]
        file = self.send(rows)
        preview = self.job(self.clerk, f"/api/receipt-files/{file['id']}/preview")
        self.assertEqual(D(self.debt(by_number)["paid"]["total"]), 0, "a preview stores nothing")
        posted = self.job(self.finance, f"/api/receipt-files/{file['id']}/posting")
        self.assertEqual(posted["counts"], preview["counts"])
        self.assertEqual({name: count["lines"] for name, count in posted["counts"].items()},
                         {"waiting": 0, "matched": 3, "held": 2, "refused": 1})
        self.assertEqual({row["rule"]["id"]: row["lines"] for row in posted["rules"]},
                         {"bill_number": 1, "exact_amount": 1, "oldest_first": 1, "by_hand": 0})
        self.assertEqual(D(self.debt(by_number)["open"]["total"]), 0)
        half = self.debt(part)
        self.assertEqual(D(half["open"]["total"]), owed[part["number"]] - owed[part["number"]] / 2)
        self.assertEqual(sum(D(half["paid"][fund]) for fund in half["paid"] if fund != "total"),
                         D(half["paid"]["total"]))
        self.assertGreater(posted["credited"]["persons"], 0)
        after = D(self.clerk.get(f"/api/persons/{member['psn_no']}")["account"]["balance"])
        self.assertEqual(after - balance, D(member["figures"]["account"]))
        codes = {line["cells"]["reference"]: line["problem"]["code"] for line in posted["open"]}
        self.assertEqual(codes, {self.reference(3): "unknown_payer",
                                 self.reference(4): "bad_amount",
                                 self.reference(5): "unknown_payer"})
        again = self.job(self.finance, f"/api/receipt-files/{file['id']}/posting")
        self.assertEqual(again["counts"]["matched"]["lines"], 0, "nothing is posted twice")
        self.verified()

    def test_the_same_file_and_the_same_reference_are_not_taken_twice(self):
        rows = [self.row(0, 100, payer=self.open[0]["employer"])]
        self.post(rows)
        answer = self.clerk.send("POST", "/api/receipt-files", {
            "file_name": "again.csv", "digest": file_digest(rows), "rows": 1})
        self.refused(answer, 409, "file_sent_before")
        self.assertIn("bank.csv", answer[1]["error"]["zh"])
        more = self.post(rows + [self.row(1, 5, payer=self.open[0]["employer"])])
        self.assertEqual(more["counts"]["refused"]["lines"], 1)
        self.assertEqual(more["open"][0]["problem"]["code"], "reference_known")
        self.assertEqual(more["counts"]["matched"]["lines"], 1)
        self.verified()

    def test_a_held_receipt_is_assigned_returned_and_taken_back(self):
        bill = self.open[0]
        before = D(self.debt(bill)["open"]["total"])
        credit = D(self.dues(bill["employer"])["credit"])
        self.post([self.row(0, before, payer_name="来历不明"), self.row(1, 3, payer_name="来历不明")])
        held = [row["reference"] for row in self.clerk.get("/api/receipts", limit=200)["items"]]
        self.assertTrue({self.reference(0), self.reference(1)} <= set(held))
        ask = {"reference": self.reference(0), "bill": bill["number"], "reason": "电话核实"}
        self.refused(self.finance.send("POST", "/api/receipts/assignment", ask), 403,
                     "right_missing")
        answer, receipt = self.clerk.send("POST", "/api/receipts/assignment", ask)
        self.assertEqual(answer.status, 200, receipt)
        self.assertEqual((receipt["state"], receipt["rule"]["id"]), ("matched", "by_hand"))
        self.assertEqual(D(self.debt(bill)["open"]["total"]), 0)
        self.refused(self.clerk.send("POST", "/api/receipts/assignment", ask), 409,
                     "receipt_decided")
        self.refused(self.finance.send("POST", f"/api/levy/bills/{bill['number']}/reversal",
                                       {"reason": "x"}), 409, "bill_paid")
        undo = {"reference": self.reference(0), "reason": "指错单位"}
        self.refused(self.clerk.send("POST", "/api/receipts/reversal", undo), 403, "right_missing")
        answer, receipt = self.finance.send("POST", "/api/receipts/reversal", undo)
        self.assertEqual((answer.status, receipt["state"]), (200, "held"), receipt)
        self.assertEqual(D(self.debt(bill)["open"]["total"]), before)
        self.assertEqual(D(self.dues(bill["employer"])["credit"]), credit)
        self.verified()
        back = {"reference": self.reference(1), "reason": "转错账户"}
        answer, receipt = self.finance.send("POST", "/api/receipts/return", back)
        self.assertEqual((answer.status, receipt["state"]), (200, "returned"), receipt)
        self.verified()
        self.refused(self.finance.send("POST", "/api/receipts/return", {**back, "reason": ""}),
                     422, "missing_field")
        self.refused(self.finance.send("POST", "/api/receipts/reversal",
                                       {"reference": "NONE", "reason": "x"}), 404,
                     "unknown_receipt")

    def test_an_overpayment_stays_as_credit_and_an_undone_one_refuses_what_rests_on_it(self):
        bill = self.open[3]
        owed = D(self.debt(bill)["open"]["total"])
        self.post([self.row(0, owed + 50, payer=bill["employer"])])
        self.assertEqual(D(self.dues(bill["employer"])["credit"]), 50)
        self.verified()
        answer, _ = self.finance.send("POST", "/api/receipts/reversal",
                                      {"reference": self.reference(0), "reason": "银行退票"})
        self.assertEqual(answer.status, 200)
        self.assertEqual(D(self.dues(bill["employer"])["credit"]), 0)
        self.assertEqual(D(self.debt(bill)["open"]["total"]), owed)
        self.verified()

    def test_wrong_requests_are_refused(self):
        ask = {"file_name": "a.csv", "digest": "abc", "rows": 1}
        self.refused(self.clerk.send("POST", "/api/receipt-files", ask), 400, "bad_parameter")
        self.refused(self.finance.send("POST", "/api/receipt-files", ask), 403, "right_missing")
        file = self.clerk.send("POST", "/api/receipt-files", {
            "file_name": "two.csv", "digest": file_digest([self.salt]), "rows": 2})[1]
        self.refused(self.clerk.send("POST", f"/api/receipt-files/{file['id']}/parts/1",
                                     {"rows": [self.row(0, 1)]}), 422, "too_many_lines")
        answer, job = self.finance.send("POST", f"/api/receipt-files/{file['id']}/posting")
        while job["status"] == "running":
            time.sleep(0.05)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        self.assertEqual(job["status"], "failed")
        self.refused(self.clerk.send("GET", "/api/receipt-files/none"), 404, "unknown_receipt_file")


class CommandLineTest(unittest.TestCase):
    """Files of every encoding; a cancelled employer; a run that is killed in the middle."""

    def setUp(self):
        self.server = Server(persons=2000).start()
        self.addCleanup(self.server.remove)
        self.server.stop()
        self.today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))
        self.arguments = (*self.server.store(), "--packs", PACKS)
        tongchou("levy-run", "post", "--month", self.today[:7], *self.arguments)

    def bills(self):
        listed = tongchou("dunning", "list", *self.arguments).stdout.decode().splitlines()
        rows = [line.split() for line in listed if line.startswith("    ")]
        return [(row[0], row[1]) for row in rows]

    def write(self, name, text, encoding="utf-8"):
        path = f"{self.server.folder}/{name}"
        with open(path, "wb") as file:
            file.write(text.encode(encoding))
        return path

    def test_encodings_and_columns(self):
        number, amount = self.bills()[0]
        head = "到账日期,金额,银行流水号,缴费单号,备考\n"
        done = tongchou("receipts", "import", self.write(
            "gb.csv", head + f"{self.today},{amount},GB-1,{number},第一笔\n", "gb18030"),
            *self.arguments)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        again = tongchou("receipts", "import", f"{self.server.folder}/gb.csv", *self.arguments)
        self.assertEqual(again.returncode, 2)
        self.assertIn("gb.csv", again.stderr.decode())
        wrong = tongchou("receipts", "import", self.write("no.csv", "日期,金额\n2026-01-01,5\n"),
                         *self.arguments)
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("到账日期", wrong.stderr.decode())
        bytes_only = f"{self.server.folder}/bad.csv"
        with open(bytes_only, "wb") as file:
            file.write(b"\xff\xff\xff")
        self.assertEqual(tongchou("receipts", "import", bytes_only, *self.arguments).returncode, 2)

    def test_killed_in_the_middle_and_repeated(self):
        bills = self.bills()
        lines = ["date,amount,reference,bill,payer"]
        for n in range(12_000):
            number, amount = bills[n % len(bills)]
            lines.append(f"{self.today},{D(amount) / 100:.2f},K-{n},{number},")
        path = self.write("big.csv", "\n".join(lines))
        preview = tongchou("receipts", "import", path, "--send-only", *self.arguments)
        self.assertIn("matched 12000", preview.stdout.decode(), preview.stderr)
        for delay in (0.1, 0.2, 0.4):
            run = subprocess.Popen([BINARY, "receipts", "import", path, *map(str, self.arguments)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            run.send_signal(signal.SIGKILL)
            run.wait()
        done = tongchou("receipts", "import", path, *self.arguments)
        self.assertIn(done.returncode, (0, 2), done.stdout + done.stderr)  # 2: it was done already
        files = tongchou("receipts", "list", *self.arguments).stdout.decode()
        self.assertIn("matched 12000", files)
        self.assertEqual(files.count("big.csv"), 1)
        status, output = self.server.verify()
        self.assertEqual(status, 0, output)


if __name__ == "__main__":
    unittest.main()
