"""D9 with a published version: a draft on the command line beside the running server, a rule of a
past day, the settlements since done again; and a hospital that undoes one of them afterwards."""

import datetime
import json
import pathlib
import shutil
import tempfile
import time
import unittest
from decimal import Decimal

from console_client import Client, ConsoleTest
from flows import Visit
from gateway import money
from harness import PACKS, tongchou
from region import GatewayTest

SHARE = "              table: {1: 70%, 2: 60%, 3: 50%}\n"
PAST = (datetime.date.today() - datetime.timedelta(days=30)).isoformat()
REASON = "市医保〔2026〕9号"
SECONDS = 30  # the server looks every few seconds


class PublishedTest(ConsoleTest, GatewayTest):
    arguments = {"persons": 300}

    def setUp(self):
        super().setUp()
        self.finance, self.leader = self.client("finance"), self.client("leader")

    def policy(self, *arguments, status=0):
        """One `tongchou policy` on the server's store: the JSON of its last line."""
        done = tongchou("policy", *arguments, *self.server.store(), "--packs", PACKS, "--json")
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return json.loads(done.stdout.decode().splitlines()[-1]) if status == 0 else None

    def files(self, more):
        """The demo's files with `more` behind the outpatient shares."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="tongchou-draft-"))
        self.addCleanup(shutil.rmtree, folder)
        shutil.copytree(pathlib.Path(PACKS, "demo-city"), folder / "demo-city")
        file = folder / "demo-city" / "employee.yaml"
        text = file.read_text(encoding="utf-8")
        self.assertIn(SHARE, text)
        file.write_text(text.replace(SHARE, SHARE + more, 1), encoding="utf-8")
        return folder

    def published(self):
        """A version whose outpatient shares are five points higher since PAST."""
        folder = self.files(f"            - from: {PAST}\n"
                            "              source: {document: employee, article: 第十三条}\n"
                            "              table: {1: 75%, 2: 65%, 3: 55%}\n")
        draft = str(self.policy("draft", "new", "--as", "officer", "--title", "five points",
                                "--from", folder)["number"])
        self.policy("draft", "submit", draft, "--as", "officer")
        self.policy("approve", draft, "--as", "officer", status=2)  # the author himself
        self.policy("approve", draft, "--as", "leader")
        self.policy("publish", draft, "--as", "leader", status=2)  # a past day needs a reason
        return self.policy("publish", draft, "--as", "leader", "--reason", REASON)

    def both(self):
        """Somebody who may draw up and approve."""
        done = tongchou("user", "add", *self.server.store(), "--packs", PACKS, "--login", "both",
                        "--name", "Both", "--role", "finance", "leader")
        self.assertEqual(done.returncode, 0, done.stderr)
        both = Client(self.server.port)
        both.sign_in("both", done.stdout.split()[-1].decode())
        return both

    def job(self, client, path, body=None):
        answer, job = client.send("POST", path, body)
        self.assertEqual(answer.status, 202, job)
        while job["status"] == "running":
            time.sleep(0.05)
            job = client.get(f"/api/jobs/{job['id']}")
        return job

    def drawn(self, client):
        """A list by what holds, once the server has taken in what was published beside it."""
        until = time.monotonic() + SECONDS
        while True:
            job = self.job(client, "/api/recomputes", {"from": PAST, "reason": REASON})
            if job["status"] == "succeeded":
                return job["result"]
            self.assertLess(time.monotonic(), until, job)
            time.sleep(0.2)

    def row(self, number, psn_no):
        items = self.finance.get(f"/api/recomputes/{number}/persons")["items"]
        return next(item for item in items if item["psn_no"] == psn_no)

    def tasks(self, client):
        return {item["task"]["id"]: item["count"] for item in client.get("/api/tasks")["items"]}

    def settled(self, lines):
        """A visit of which the funds paid a part, settled; and what its answer told."""
        while True:
            visit = Visit(self.gateway, self.person()).until_uploaded(lines)
            info = self.must(visit.settle()).output["setlinfo"]
            if money(info["fund_pay_sumamt"]) > 0:
                return visit, info

    def undone(self, visit, told):
        """The hospital undoes by the number, and is told the figures, of the counter."""
        answer = self.must(visit.undo()).output["setlinfo"]
        for name in ("medfee_sumamt", "fund_pay_sumamt", "acct_pay", "psn_cash_pay"):
            self.assertEqual(money(answer[name]), -money(told[name]), name)

    def verified(self):
        status, output = self.server.verify()
        self.assertEqual(status, 0, output)

    def test_the_story(self):
        early, late = self.settled(self.region.lines(4)), self.settled(self.region.lines(3))
        version = self.published()
        both = self.both()
        paper = self.drawn(both)
        number, path = paper["number"], f"/api/recomputes/{paper['number']}"
        self.assertEqual(paper["digest"], version["digest"])
        self.refused(both.send("POST", f"{path}/decision", {"approve": True}), 403, "own_request")
        self.assertEqual(self.tasks(self.leader)["recomputes_to_decide"], 1)
        self.assertEqual(self.tasks(both)["recomputes_to_decide"], 0)
        self.assertEqual(self.leader.send("POST", f"{path}/decision", {"approve": True})[0].status,
                         200)
        self.assertEqual(self.tasks(self.finance)["recomputes_to_post"], 1)
        self.assertEqual(self.job(self.finance, f"{path}/posting")["status"], "succeeded")
        self.assertEqual(self.tasks(self.finance)["recomputes_to_post"], 0)

        self.undone(*early)
        self.assertEqual(Decimal(self.row(number, early[0].person.psn_no)["open"]), 0)
        again = self.must(early[0].settle()).output["setlinfo"]
        self.assertGreater(money(again["fund_pay_sumamt"]), money(early[1]["fund_pay_sumamt"]))
        self.verified()
        answer, paid = self.finance.send("POST", f"{path}/payments", {"reference": "B1"})
        self.assertEqual(answer.status, 200, paid)
        self.undone(*late)
        row = self.row(number, late[0].person.psn_no)
        self.assertEqual((row["stage"], Decimal(row["open"])), ("posted", -Decimal(row["due"])))
        self.assertEqual(len(row["taken_back"]), 1)
        answer, paid = self.finance.send("POST", f"{path}/payments", {"reference": "B2"})
        self.assertEqual((answer.status, paid["persons"], Decimal(paid["recovered"])),
                         (200, 1, Decimal(row["due"])))
        self.assertEqual(self.row(number, late[0].person.psn_no)["stage"], "settled")
        self.verified()


if __name__ == "__main__":
    unittest.main()
