"""P2: what a change of policy would have cost: the same cases settled under it come to the same
fen; months before the change stay as they are; one case side by side; refusals; cancelling."""

import datetime
import http.client
import json
import pathlib
import shutil
import tempfile
import time
import unittest
from decimal import Decimal

import harness
from console_client import Client, ConsoleTest
from gateway import NOW
from harness import Server, tongchou

DEARER = "demo-city-dearer"  # shares, caps and deductibles of employees, from the beginning
LATER = "demo-city-later"  # shares alone, from the first day of the last month
SHARE = "table: {1: 70%, 2: 60%, 3: 50%}\n"
LOW_SHARE = "table: {1: 60%, 2: 45%, 3: 30%}\n"
FIRST = "- from: 2026-01-01\n              source: {document: employee, article: 第十三条}\n"
XUZHOU = ("xuzhou-county-2004", "xuzhou-county-2004-as-built")


def changed_pack(folder, name, *changes):
    """A copy of demo-city under another name with changed rules of employees."""
    target = folder / name
    shutil.copytree(pathlib.Path(folder) / "demo-city", target)
    area = (target / "area.yaml").read_text("utf-8")
    (target / "area.yaml").write_text(area.replace("pack: demo-city\n", f"pack: {name}\n"), "utf-8")
    rules = (target / "employee.yaml").read_text("utf-8")
    for before, after in changes:
        assert rules.count(before) >= 1, before
        rules = rules.replace(before, after, 1)
    (target / "employee.yaml").write_text(rules, "utf-8")
    shutil.rmtree(target / "examples")  # they state what demo-city pays


def last_month():
    """The first day of the month that the demo's last encounters are in: that of yesterday."""
    return (NOW.date() - datetime.timedelta(days=1)).replace(day=1)


def wait(client, job):
    until = time.monotonic() + 60
    while job["status"] == "running" and time.monotonic() < until:
        time.sleep(0.05)
        job = client.get(f"/api/jobs/{job['id']}")
    return job


def compute(client, **order):
    """Runs a what-if to its end and gives the result."""
    answer, job = client.send("POST", "/api/what-if", order)
    if answer.status != 202:
        raise AssertionError(f"{order}: {answer.status} {job}")
    job = wait(client, job)
    if job["status"] != "succeeded":
        raise AssertionError(f"{order}: {job}")
    return client.get(f"/api/what-if/{job['what_if']['number']}")


def column(result, variant):
    """Everything a variant came to, by table and code."""
    sums = {("fund", fund["scheme"], fund["fund"]): fund["variants"][variant]["paid"]
            for fund in result["funds"]}
    for table in result["tables"]:
        for row in table["rows"]:
            sums[table["by"], row["code"]] = row["variants"][variant]
    return sums


class WhatIfTest(ConsoleTest):
    @classmethod
    def setUpClass(cls):
        cls.packs = pathlib.Path(tempfile.mkdtemp(prefix="tongchou-packs-"))
        cls.addClassCleanup(shutil.rmtree, cls.packs, ignore_errors=True)
        original = harness.PACKS
        for name in ("demo-city", *XUZHOU):
            shutil.copytree(pathlib.Path(original) / name, cls.packs / name)
        changed_pack(cls.packs, DEARER, (SHARE, LOW_SHARE),
                     ("active: 2500 CNY, retired: 3000 CNY", "active: 300 CNY, retired: 500 CNY"),
                     ("1: {1: 300 CNY, 2: 150 CNY", "1: {1: 400 CNY, 2: 200 CNY"))
        first = last_month()
        changed_pack(cls.packs, LATER, (
            FIRST + "              " + SHARE,
            FIRST.replace("from: 2026-01-01", "from: 2026-01-01\n              through: "
                          f"{first - datetime.timedelta(days=1)}") + "              " + SHARE
            + "            " + FIRST.replace("2026-01-01", str(first)) + "              "
            + LOW_SHARE))
        harness.PACKS = str(cls.packs)
        cls.addClassCleanup(setattr, harness, "PACKS", original)
        cls.arguments = {"extra": ("--pack", "demo-city"), "persons": 400}
        super().setUpClass()
        today = NOW.date()
        cls.period = {"from": str(today - datetime.timedelta(days=60)), "through": str(today)}

    def setUp(self):
        self.officer = self.client("officer")

    def run_what_if(self, *variants, **more):
        return compute(self.officer, variants=list(variants), **{**self.period, **more})

    def test_the_rules_that_hold_come_to_what_was_paid(self):
        result = self.run_what_if("", base="paid")
        self.assertEqual(column(result, 0), column(result, 1))
        self.assertEqual(result["variants"][1]["refused"], 0)
        self.assertEqual((result["variants"][1]["gain"]["persons"],
                          result["variants"][1]["lose"]["persons"]), (0, 0))
        self.assertEqual(result["variants"][1]["same"], result["persons"])
        self.assertGreater(result["encounters"], 100)
        flows = self.client("finance").get("/api/overview")["funds"]
        spent = sum(Decimal(fund["spent"]) for fund in flows if fund["fund"]["id"] != "account")
        paid = sum(Decimal(fund["variants"][0]["paid"]) for fund in result["funds"])
        self.assertEqual(paid, spent)

    def test_it_comes_to_what_settling_the_same_cases_under_it_comes_to(self):
        other = Server(persons=400, extra=("--pack", DEARER)).start()
        self.addCleanup(other.remove)
        officer = Client(other.port)
        officer.sign_in("officer")
        settled = compute(officer, variants=[""], base="paid", **self.period)
        computed = self.run_what_if(DEARER)
        self.assertEqual(column(computed, 1), column(settled, 0))
        self.assertNotEqual(column(computed, 0), column(computed, 1))
        other.stop()

    def test_a_change_that_begins_later_leaves_earlier_months_to_the_fen(self):
        result = self.run_what_if(LATER, DEARER)
        months = next(table for table in result["tables"] if table["by"] == "month")
        earlier = [row for row in months["rows"] if row["code"] < str(last_month())[:7]]
        later = [row for row in months["rows"] if row["code"] >= str(last_month())[:7]]
        for row in earlier:
            self.assertEqual(row["variants"][0], row["variants"][1])
        self.assertTrue(later)
        if NOW.date().day > 8:  # enough visits were in this month
            self.assertTrue(any(row["variants"][0] != row["variants"][1] for row in later))
        self.assertTrue(any(row["variants"][0] != row["variants"][2] for row in months["rows"]))

    def test_parts_add_up_and_the_months_left_follow_from_the_balance(self):
        result = self.run_what_if(DEARER)
        tables = {table["by"]: table["rows"] for table in result["tables"]}
        for variant in (0, 1):
            whole = tables["all"][0]["variants"][variant]
            self.assertEqual(Decimal(whole["funds"]) + Decimal(whole["burden"]),
                             Decimal(whole["eligible"]))
            for by in ("scheme", "benefit", "level", "category", "age", "office", "provider",
                       "month"):
                for figure in ("total", "eligible", "funds", "burden"):
                    self.assertEqual(sum(Decimal(row["variants"][variant][figure])
                                         for row in tables[by]), Decimal(whole[figure]), by)
                self.assertEqual(sum(row["variants"][variant]["encounters"] for row in tables[by]),
                                 whole["encounters"])
            paid = sum(Decimal(fund["variants"][variant]["paid"]) for fund in result["funds"])
            self.assertEqual(paid, Decimal(whole["funds"]))
        before, after = tables["all"][0]["variants"]
        shown = result["variants"][1]
        change = Decimal(after["funds"]) - Decimal(before["funds"])
        self.assertEqual(Decimal(shown["gain"]["amount"]) - Decimal(shown["lose"]["amount"]),
                         change)
        for side in ("gain", "lose"):
            self.assertEqual(sum(bin["persons"] for bin in shown[side]["bins"]),
                             shown[side]["persons"])
        fund = next(fund for fund in result["funds"] if fund["fund"] == "pooled")
        self.assertIn(result["days"], range(20, 61), "the demo's days and not the whole period")
        a_month = Decimal(fund["variants"][1]["paid"]) * 365 / 12 / result["days"]
        months = Decimal(fund["balance"]) / a_month
        self.assertEqual(Decimal(fund["variants"][1]["months_left"]),
                         months.quantize(Decimal("0.1"), rounding="ROUND_DOWN"))

    def test_whoever_loses_most_is_explained_side_by_side(self):
        result = self.run_what_if(DEARER)
        most = result["variants"][1]["lose"]["most"]
        self.assertGreater(len(most), 0)
        losses = [Decimal(row["difference"]) for row in most]
        self.assertEqual(losses, sorted(losses))
        path = f"/api/what-if/{result['number']}/cases/{most[0]['case']}"
        change = self.officer.get(path)
        self.assertLess(Decimal(change["after"]["funds"]), Decimal(change["before"]["funds"]))
        self.assertTrue(any(line["differs"] for line in change["lines"]))
        first = next(line for line in change["lines"] if line["differs"])
        self.assertTrue(first["before"] or first["after"])
        # What stands in the books is the side of the rules that hold.
        settled = self.client("leader").get(f"/api/settlements/{most[0]['case']}")
        self.assertEqual(Decimal(settled["figures"]["eligible"]),
                         Decimal(change["before"]["eligible"]))
        self.assertNotIn("psn_no", json.dumps(change))
        self.refused(self.officer.send("GET", f"/api/what-if/{result['number']}/cases/9"), 404,
                     "unknown_settlement")
        self.refused(self.officer.send("GET", path + "?variant=7"), 400, "bad_parameter")

    def test_two_readings_of_a_cap_compare_on_made_cases(self):
        result = self.run_what_if(XUZHOU[1], base=XUZHOU[0], source="sample", sample_persons=3000)
        self.assertEqual((result["sample"], result["variants"][1]["refused"]), (XUZHOU[0], 0))
        before, after = result["tables"][0]["rows"][0]["variants"]
        self.assertEqual(before["total"], after["total"])
        self.assertLess(Decimal(after["funds"]), Decimal(before["funds"]))
        pooled = next(fund for fund in result["funds"] if fund["fund"] == "pooled")
        self.assertIsNone(pooled["balance"])
        self.assertGreater(result["variants"][1]["lose"]["persons"], 10)
        worst = result["variants"][1]["lose"]["most"][0]["case"]
        change = self.officer.get(f"/api/what-if/{result['number']}/cases/{worst}")
        self.assertTrue(any(line["differs"] for line in change["lines"]))
        again = self.run_what_if(XUZHOU[1], base=XUZHOU[0], source="sample", sample_persons=3000)
        self.assertEqual(again["tables"], result["tables"])
        other = self.run_what_if(XUZHOU[1], base=XUZHOU[0], source="sample", sample_persons=3000,
                                 seed=7)
        self.assertNotEqual(other["tables"], result["tables"])
        own = self.run_what_if(DEARER, source="sample", sample_persons=2000)
        self.assertEqual((own["sample"], own["variants"][0]["refused"]), ("demo-city", 0))

    def test_rules_that_do_not_know_a_case_say_so_and_count_it(self):
        result = self.run_what_if(XUZHOU[0])
        shown = result["variants"][1]
        self.assertEqual(sum(row["encounters"] for row in shown["refusals"]), shown["refused"])
        self.assertGreater(shown["refused"], 0)
        everything = result["tables"][0]["rows"][0]["variants"]
        self.assertEqual(everything[1]["encounters"] + shown["refused"], result["encounters"])
        self.assertEqual(everything[0]["encounters"], result["encounters"])

    def test_results_are_kept_listed_and_printed(self):
        result = self.run_what_if(DEARER)
        heads = self.officer.get("/api/what-if")["items"]
        self.assertIn(result["number"], [head["number"] for head in heads])
        self.assertEqual(heads[0]["number"], max(head["number"] for head in heads))
        self.assertEqual(self.client("auditor").get(f"/api/what-if/{result['number']}"), result)
        self.assertEqual((result["by"], len(result["variants"][1]["digest"])), ("officer", 64))
        for lang in ("zh", "en"):
            raw = self.raw(f"/api/what-if/{result['number']}/pdf?lang={lang}")
            self.assertEqual(raw[:5], b"%PDF-")
        self.refused(self.officer.send("GET", "/api/what-if/99999"), 404, "unknown_result")

    def raw(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", path, headers={"Cookie": self.officer.cookie})
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        content = answer.read()
        connection.close()
        return content

    def test_wrong_orders_are_refused(self):
        def sent(client=None, **order):
            return (client or self.officer).send(
                "POST", "/api/what-if", {"variants": [DEARER], **self.period, **order})
        self.refused(sent(variants=["no-such-pack"]), 404, "unknown_policy")
        self.refused(sent(variants=["0" * 64]), 404, "unknown_version")
        self.refused(sent(variants=[]), 400, "bad_parameter")
        self.refused(sent(**{"from": "2026-02-30"}), 422, "bad_date")
        self.refused(sent(**{"from": self.period["through"], "through": self.period["from"]}), 400,
                     "bad_parameter")
        self.refused(sent(source="sample", base="paid"), 400, "bad_parameter")
        self.refused(sent(self.client("clerk")), 403, "right_missing")
        self.refused(self.client("clerk").send("GET", "/api/what-if"), 403, "right_missing")
        answer, job = sent(**{"from": "2025-01-01", "through": "2025-12-31"})
        self.assertEqual(answer.status, 202)
        job = wait(self.officer, job)
        self.assertEqual(job["status"], "failed")
        self.assertTrue(job["lines"][0]["text"]["en"])

    def test_a_cancelled_what_if_keeps_nothing(self):
        before = len(self.officer.get("/api/what-if")["items"])
        answer, job = self.officer.send("POST", "/api/what-if", {
            "variants": [XUZHOU[1]] * 10, "base": XUZHOU[0], "source": "sample",
            "sample_persons": 200000, **self.period})
        self.assertEqual(answer.status, 202, job)
        self.assertTrue(job["can_be_cancelled"])
        answer, told = self.officer.send("POST", f"/api/jobs/{job['id']}/cancel")
        self.assertEqual(answer.status, 200, told)
        job = wait(self.officer, job)
        self.assertEqual((job["status"], job["clean"]), ("cancelled", None))
        self.assertEqual(len(self.officer.get("/api/what-if")["items"]), before)
        self.refused(self.officer.send("POST", "/api/jobs/J999/cancel"), 404, "unknown_job")
        self.assertEqual(self.run_what_if(DEARER)["variants"][1]["name"], DEARER)

    def test_the_command_line_computes_the_same(self):
        computed = self.run_what_if(DEARER)
        place = [*self.server.store(), "--packs", harness.PACKS]
        if "--data" not in place:  # where the extract of a store in PostgreSQL is
            place += ["--data", str(self.server.data)]
        days = ["--from", self.period["from"], "--to", self.period["through"]]
        done = tongchou("policy", "extract", *place)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = tongchou("policy", "whatif", DEARER, *days, *place, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        printed = json.loads(done.stdout)
        self.assertEqual(printed["tables"], computed["tables"])
        self.assertIsNone(printed["number"])
        done = tongchou("policy", "whatif", XUZHOU[0], *days, *place, "--csv")
        self.assertEqual(done.returncode, 1, "some encounters cannot be computed")
        self.assertTrue(done.stdout.decode().startswith("table,code,"))
        done = tongchou("policy", "whatif", DEARER, *days, *place)
        everything = computed["tables"][0]["rows"][0]["variants"][1]
        self.assertIn(everything["funds"], done.stdout.decode())
        done = tongchou("policy", "whatif", "nowhere", *days, *place)
        self.assertEqual(done.returncode, 2)
        self.assertIn("nowhere", done.stderr.decode())

    def test_the_extract_names_nobody(self):
        self.run_what_if(DEARER)
        extracts = list(self.server.data.glob("history-*.extract"))
        self.assertTrue(extracts)
        content = extracts[0].read_bytes()
        for person in self.client("clerk").get("/api/persons", limit=50)["items"]:
            self.assertNotIn(person["psn_no"].encode(), content)
            self.assertNotIn(person["name"].encode(), content)


if __name__ == "__main__":
    unittest.main()
