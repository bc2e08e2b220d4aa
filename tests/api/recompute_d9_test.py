"""D9: a document arrives late and applies from March: listed, approved, posted, paid, and nothing
is posted twice when the server is killed half-way."""

import decimal
import http.client
import json
import pathlib
import shutil
import tempfile
import time
import unittest

import harness
from console_client import ConsoleTest

D = decimal.Decimal
LATE = "demo-city-late"
ORDER = {"from": "2026-03-01", "reason": "市医保〔2026〕9号", "variant": LATE}


class RecomputeTest(ConsoleTest):
    """Beside the demo's pack stands the same area's later version: 87 % where 85 % was."""

    arguments = {"persons": 2000, "extra": ("--pack", "demo-city")}

    @classmethod
    def setUpClass(cls):
        cls.packs = harness.PACKS
        cls.folder = tempfile.mkdtemp(prefix="tongchou-packs-")
        shutil.copytree(cls.packs, cls.folder, dirs_exist_ok=True)
        late = pathlib.Path(cls.folder, LATE)
        shutil.copytree(pathlib.Path(cls.folder, "demo-city"), late)
        for name, before, after in (
                ("area.yaml", "pack: demo-city", f"pack: {LATE}"),
                ("employee.yaml", "table: {1: 92%, 2: 88%, 3: 85%}",
                 "table: {1: 94%, 2: 90%, 3: 87%}")):
            text = (late / name).read_text(encoding="utf-8")
            assert before in text
            (late / name).write_text(text.replace(before, after, 1), encoding="utf-8")
        harness.PACKS = cls.folder
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        try:
            super().tearDownClass()
        finally:
            harness.PACKS = cls.packs
            shutil.rmtree(cls.folder)

    def setUp(self):
        self.finance, self.leader = self.client("finance"), self.client("leader")

    def job(self, path, body=None):
        answer, job = self.finance.send("POST", path, body)
        self.assertEqual(answer.status, 202, job)
        while job["status"] == "running":
            time.sleep(0.05)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        return job

    def persons(self, number):
        items, cursor = [], ""
        while cursor is not None:
            page = self.finance.get(f"/api/recomputes/{number}/persons", cursor=cursor)
            items, cursor = items + page["items"], page["next_cursor"]
        return items

    def verified(self):
        status, output = self.server.verify()
        self.assertEqual(status, 0, output)

    def post_killed(self, path, seconds):
        """Starts posting and kills the server soon after; True when something was left to do."""
        self.finance.send("POST", path)
        time.sleep(seconds)
        self.server.kill()
        self.server.start()
        self.setUp()
        stages = {one["stage"] for one in self.persons(path.split("/")[3])}
        return "listed" in stages

    def test_the_story(self):
        clerk = self.client("clerk")
        self.refused(clerk.send("GET", "/api/recomputes"), 403, "right_missing")
        drawn = self.job("/api/recomputes", ORDER)
        self.assertEqual(drawn["status"], "succeeded", drawn)
        paper = drawn["result"]
        number, path = paper["number"], f"/api/recomputes/{paper['number']}"
        listed = self.persons(number)
        self.check_list(paper, listed)
        self.refused(self.finance.send("POST", f"{path}/decision", {"approve": True}), 403,
                     "right_missing")
        early = self.job(f"{path}/posting")
        self.assertEqual(early["status"], "failed", "nothing is posted before it is approved")
        answer, approved = self.leader.send("POST", f"{path}/decision",
                                            {"approve": True, "note": "同意"})
        self.assertEqual((answer.status, approved["state"]), (200, "approved"), approved)

        half_way = [self.post_killed(f"{path}/posting", seconds)
                    for seconds in (0, 0.01, 0.02, 0.05)]
        self.verified()
        done = self.job(f"{path}/posting")
        self.assertEqual(done["status"], "succeeded", done)
        self.assertIn(True, half_way, "the server was never killed half-way")
        self.assertEqual((done["result"]["posted"], done["result"]["skipped"]),
                         (paper["persons"], 0))
        self.check_posted(listed[0])
        self.verified()

        answer, paid = self.finance.send("POST", f"{path}/payments", {"reference": "B1"})
        self.assertEqual(answer.status, 200, paid)
        self.assertEqual((paid["paid"], paid["recovered"]), (paper["to_pay"], paper["to_recover"]))
        self.assertEqual({one["stage"] for one in self.persons(number)}, {"settled"})
        self.refused(self.finance.send("POST", f"{path}/payments",
                                       {"psn_no": listed[0]["psn_no"]}), 409, "recompute_state")
        owed = [row["balance"] for row in self.finance.get("/api/ledger/accounts")["items"]
                if "insured" in row["account"]]
        self.assertEqual({D(balance) for balance in owed} - {D(0)}, set(), owed)
        again = self.job("/api/recomputes", ORDER)
        self.assertEqual(again["status"], "failed", "nothing is left to do again")
        self.check_papers(path, listed[0]["psn_no"], paper["providers"][0]["provider"])
        self.check_command_line(number)

    def check_list(self, paper, listed):
        self.assertGreater(paper["persons"], 5)
        self.assertEqual(paper["persons"], len(listed))
        due = sum(D(one["due"]) for one in listed)
        self.assertEqual(due, D(paper["to_pay"]) - D(paper["to_recover"]))
        for one in listed:
            for line in one["lines"]:
                self.assertGreaterEqual(line["date"], ORDER["from"])
                for side in ("before", "after"):
                    self.assertEqual(D(line["eligible"][side]),
                                     D(line["funds"][side]) + D(line["burden"][side]))
                moved = sum(D(fund["paid"]["after"]) - D(fund["paid"]["before"])
                            for fund in line["by_fund"])
                self.assertEqual(moved, D(line["cash"]["before"]) - D(line["cash"]["after"]))

    def check_posted(self, one):
        """The person's page shows the old one, its reversal and the new one, and why."""
        line = one["lines"][0]
        old = self.leader.get(f"/api/settlements/{line['setl_id']}")
        self.assertEqual(old["recompute"]["reason"], ORDER["reason"])
        new = self.leader.get(f"/api/settlements/{old['recompute']['redone']}")
        self.assertEqual(new["figures"]["cash"], line["cash"]["after"])
        self.assertEqual((new["visit"], new["provider"]), (old["visit"], old["provider"]))
        self.assertIsNone(new["reversed_by"])
        explained = self.leader.get(f"/api/settlements/{new['setl_id']}/explanation")
        self.assertTrue(explained["reproduced"])
        items = self.leader.get(f"/api/persons/{one['psn_no']}/settlements", limit=200)["items"]
        tied = [item for item in items if item["recompute"]]
        self.assertEqual(len(tied), 3 * one["redone"])

    def check_papers(self, path, psn_no, provider):
        for paper in (f"{path}/persons/{psn_no}/pdf", f"{path}/providers/{provider}/pdf"):
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            connection.request("GET", paper, headers={"Cookie": self.finance.cookie})
            answer = connection.getresponse()
            self.assertEqual((answer.status, answer.read()[:4]), (200, b"%PDF"))
            connection.close()

    def check_command_line(self, number):
        flags = (*self.server.store(), "--packs", harness.PACKS)
        shown = harness.tongchou("policy", "recompute", "show", number, "--json", *flags)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertEqual(json.loads(shown.stdout)["state"], "posted")
        table = harness.tongchou("policy", "recompute", "show", number, "--csv", *flags)
        rows = table.stdout.decode().splitlines()
        self.assertEqual(len(rows) - 1, json.loads(shown.stdout)["settlements"])
        posted = harness.tongchou("policy", "recompute", "post", "999999", *flags)
        self.assertEqual(posted.returncode, 2)

    def test_bad_orders_are_refused(self):
        for change, status, code in (({"reason": ""}, 422, "missing_field"),
                                     ({"from": ""}, 422, None)):
            answer, body = self.finance.send("POST", "/api/recomputes", {**ORDER, **change})
            self.assertIn(answer.status, (400, status), body)
            if code:
                self.assertEqual(body["error"]["code"], code)
        unknown = self.job("/api/recomputes", {**ORDER, "variant": "no-such-pack"})
        self.assertEqual(unknown["status"], "failed")
        self.refused(self.finance.send("GET", "/api/recomputes/000099"), 404, "unknown_recompute")


if __name__ == "__main__":
    unittest.main()
