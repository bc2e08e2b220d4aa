"""C2: the yearly interest of accounts: previewed, posted, repeated, taken back, explained."""

import datetime
import decimal
import pathlib
import shutil
import tempfile
import time
import unittest

import harness
from console_client import ConsoleTest

D = decimal.Decimal


class InterestTest(ConsoleTest):
    """On a copy of the demo's pack whose benefit year begins with this month."""

    arguments = {"persons": 300}

    @classmethod
    def setUpClass(cls):
        cls.packs = harness.PACKS
        cls.folder = tempfile.mkdtemp(prefix="tongchou-packs-")
        shutil.copytree(cls.packs, cls.folder, dirs_exist_ok=True)
        area = pathlib.Path(cls.folder, "demo-city/area.yaml")
        text = area.read_text(encoding="utf-8")
        cls.today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
        area.write_text(text.replace("benefit_year_starts: 01-01",
                                     f"benefit_year_starts: {cls.today:%m}-01"), encoding="utf-8")
        harness.PACKS = cls.folder
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        harness.PACKS = cls.packs
        shutil.rmtree(cls.folder)

    def setUp(self):
        self.finance, self.clerk = self.client("finance"), self.client("clerk")
        self.year = self.today.year - 1

    def job(self, act, body=None):
        answer, job = self.finance.send("POST", f"/api/interest/{self.year}/{act}", body)
        self.assertEqual(answer.status, 202, job)
        while job["status"] == "running":
            time.sleep(0.05)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        self.assertEqual(job["status"], "succeeded", job)
        return job["result"]

    def verify(self):
        _, job = self.finance.send("POST", "/api/ledger/verify")
        while job["status"] == "running":
            time.sleep(0.1)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        return job

    def person(self):
        for one in self.clerk.get("/api/persons", limit=200)["items"]:
            full = self.clerk.get(f"/api/persons/{one['psn_no']}")
            if full["account"] and D(full["account"]["balance"]) > 0:
                return full
        raise AssertionError("nobody has an account")

    def test_a_year_from_preview_to_reversal(self):
        preview = self.job("preview")
        self.assertGreater(preview["persons"], 50)
        self.assertGreater(D(preview["figures"]["total"]), 0)
        self.assertEqual(self.finance.get("/api/interest")["items"], [],
                         "a preview stores nothing")
        person = self.person()
        posted = self.job("run")
        self.assertEqual(posted["figures"], preview["figures"])
        self.assertEqual(self.job("run")["persons"], 0, "a repeated run credits nobody twice")
        self.check_person(person)
        self.assertTrue(self.verify()["clean"])

        self.refused(self.finance.send("POST", f"/api/interest/{self.year}/reversal",
                                       {"reason": ""}), 422, "missing_field")
        back = self.job("reversal", {"reason": "利率有误"})
        self.assertEqual(D(back["figures"]["total"]), -D(posted["figures"]["total"]))
        self.assertEqual(self.job("run")["figures"], posted["figures"])
        self.assertTrue(self.verify()["clean"])

    def check_person(self, before):
        psn_no = before["psn_no"]
        explained = self.clerk.get(f"/api/persons/{psn_no}/interest/{self.year}")
        self.assertEqual(explained["earned"], explained["posted"])
        for stretch in explained["stretches"]:
            self.assertIn("×", stretch["arithmetic"])
        self.assertTrue(all(rate["article"] for rate in explained["rates"]))
        now = self.clerk.get(f"/api/persons/{psn_no}")["account"]["balance"]
        self.assertEqual(D(now) - D(before["account"]["balance"]), D(explained["earned"]["total"]))

    def test_only_finance_runs_it_and_only_when_the_year_is_over(self):
        self.refused(self.clerk.send("POST", f"/api/interest/{self.year}/run"), 403,
                     "right_missing")
        answer, job = self.finance.send("POST", f"/api/interest/{self.year + 1}/run")
        self.assertEqual(answer.status, 202, job)
        while job["status"] == "running":
            time.sleep(0.05)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        self.assertEqual(job["status"], "failed")
        self.assertIn("年度", job["lines"][0]["text"]["zh"])
        self.refused(self.finance.send("POST", "/api/interest/x/run"), 400, "bad_parameter")


if __name__ == "__main__":
    unittest.main()
