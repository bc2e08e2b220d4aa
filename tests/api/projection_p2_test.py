"""P2: levy and spending of the months to come: balances follow from income and spending, a rule
that begins later changes nothing before, the same seed gives the same; refusals; cancelling; a
server that is killed."""

import csv
import http.client
import io
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
from what_if_p2_test import DEARER, FIRST, LOW_SHARE, SHARE, changed_pack, wait

LATER = "demo-city-next-year"  # lower shares of employees, from the first July that is ahead
ENDING = "demo-city-ending"  # holds for another year only
MONTHS = 60
STILL = [{"code": code, "value": 0} for code in (
    "price_growth", "wage_growth", "ageing", "price_deviation", "visit_deviation",
    "wage_deviation")]
LATER_FROM = f"{NOW.year + 1}-07"


def project(client, *variants, assumptions=(), **more):
    """Runs a projection to its end and gives the result."""
    answer, job = client.send("POST", "/api/projections", {
        "variants": list(variants) or [""], "assumptions": list(assumptions), **more})
    if answer.status != 202:
        raise AssertionError(f"{variants}: {answer.status} {job}")
    job = wait(client, job)
    if job["status"] != "succeeded":
        raise AssertionError(f"{variants}: {job}")
    return client.get(f"/api/projections/{job['projection']['number']}")


def amounts(fund, name):
    return [Decimal(month[name]) for month in fund["months"]]


class ProjectionTest(ConsoleTest):
    @classmethod
    def setUpClass(cls):
        cls.packs = pathlib.Path(tempfile.mkdtemp(prefix="tongchou-packs-"))
        cls.addClassCleanup(shutil.rmtree, cls.packs, ignore_errors=True)
        original = harness.PACKS
        shutil.copytree(pathlib.Path(original) / "demo-city", cls.packs / "demo-city")
        changed_pack(cls.packs, DEARER, (SHARE, LOW_SHARE))
        changed_pack(cls.packs, LATER, (
            FIRST + "              " + SHARE,
            FIRST.replace("from: 2026-01-01", f"from: 2026-01-01\n              through: "
                          f"{NOW.year + 1}-06-30") + "              " + SHARE
            + "            " + FIRST.replace("2026-01-01", f"{LATER_FROM}-01") + "              "
            + LOW_SHARE))
        changed_pack(cls.packs, ENDING)
        area = (cls.packs / ENDING / "area.yaml").read_text("utf-8")
        held = "in_force: {from: 2026-01-01}"
        assert held in area
        (cls.packs / ENDING / "area.yaml").write_text(
            area.replace(held, held[:-1] + f", through: {NOW.year + 1}-12-31}}"), "utf-8")
        harness.PACKS = str(cls.packs)
        cls.addClassCleanup(setattr, harness, "PACKS", original)
        cls.arguments = {"extra": ("--pack", "demo-city"), "persons": 400}
        super().setUpClass()

    def setUp(self):
        self.officer = self.client("officer")

    def test_every_balance_follows_and_the_funds_add_up(self):
        result = project(self.officer, "", DEARER)
        self.assertEqual(len(result["variants"]), 2)
        for variant in result["variants"]:
            *funds, together = variant["funds"]
            self.assertEqual((together["scheme"], len(together["months"])), ("", MONTHS))
            for fund in variant["funds"]:
                balance = Decimal(fund["opening"])
                for month in fund["months"]:
                    balance += Decimal(month["income"]) - Decimal(month["spending"])
                    self.assertEqual(Decimal(month["balance"]), balance)
                    self.assertLessEqual(Decimal(month["low"]), Decimal(month["middle"]))
                    self.assertLessEqual(Decimal(month["middle"]), Decimal(month["high"]))
                below = [m["month"] for m in fund["months"] if Decimal(m["balance"]) < 0]
                self.assertEqual(fund["below_zero"], below[0] if below else None)
            for name in ("income", "spending", "balance"):
                sums = [sum(column) for column in zip(*(amounts(fund, name) for fund in funds))]
                self.assertEqual(sums, amounts(together, name))
            last = together["months"][-1]
            spent = sum(amounts(together, "spending")[-12:])
            months = (Decimal(last["balance"]) * 12 / spent)
            self.assertEqual(Decimal(last["payable_months"]),
                             max(months, Decimal(0)).quantize(Decimal("0.1"), "ROUND_DOWN"))
        balances = {(fund["scheme"], fund["fund"]): fund["opening"]
                    for fund in result["variants"][0]["funds"]}
        flows = self.client("finance").get("/api/overview")["funds"]
        for flow in flows:
            key = (flow["scheme"]["id"], flow["fund"]["id"])
            if key in balances:
                self.assertEqual(balances[key], flow["balance"])

    def test_dearer_rules_cost_less_and_change_no_income(self):
        result = project(self.officer, "", DEARER)
        now, dearer = (variant["funds"][-1] for variant in result["variants"])
        self.assertEqual(amounts(now, "income"), amounts(dearer, "income"))
        self.assertTrue(all(a < b for a, b in zip(amounts(dearer, "spending"),
                                                  amounts(now, "spending"))))

    def test_a_rule_from_next_july_changes_nothing_before(self):
        result = project(self.officer, "", LATER, DEARER)
        now, later, dearer = (variant["funds"][-1]["months"] for variant in result["variants"])
        for i, month in enumerate(now):
            like = now if month["month"] < LATER_FROM else dearer
            self.assertEqual(later[i]["spending"], like[i]["spending"], month["month"])

    def test_without_growth_every_month_is_the_mean_of_the_history(self):
        result = project(self.officer, assumptions=STILL)
        self.assertEqual(result["base"], "rate", "the demo has a month of history")
        self.assertTrue(any("full months" in note["en"] for note in result["notes"]))
        together = result["variants"][0]["funds"][-1]
        for name in ("income", "spending"):
            self.assertEqual(len(set(amounts(together, name))), 1, name)
        for month in together["months"]:
            self.assertEqual((month["low"], month["high"]), (month["balance"], month["balance"]))
        answer, job = self.officer.send("POST", "/api/what-if", {
            "variants": [""], "from": result["from"], "through": result["through"]})
        self.assertEqual(answer.status, 202)
        job = wait(self.officer, job)
        paid = self.officer.get(f"/api/what-if/{job['what_if']['number']}")
        spent = {(f["scheme"], f["fund"]): Decimal(f["variants"][0]["paid"]) for f in paid["funds"]}
        days = paid["days"]
        for fund in result["variants"][0]["funds"][:-1]:
            a_month = spent.get((fund["scheme"], fund["fund"]), Decimal(0)) * 365 / 12 / days
            self.assertEqual(amounts(fund, "spending")[0],
                             a_month.quantize(Decimal("0.01"), "ROUND_HALF_UP"))

    def test_higher_prices_never_raise_a_balance(self):
        before = None
        for growth in (0, 300, 900):
            result = project(self.officer,
                             assumptions=[{"code": "price_growth", "value": growth}])
            balances = amounts(result["variants"][0]["funds"][-1], "balance")
            if before is not None:
                self.assertTrue(all(a <= b for a, b in zip(balances, before)))
                self.assertLess(balances[-1], before[-1])
            before = balances

    def test_the_same_seed_gives_the_same_band(self):
        one, same, other = (project(self.officer, seed=seed) for seed in (5, 5, 6))
        self.assertEqual(one["variants"], same["variants"])
        self.assertNotEqual(one["variants"], other["variants"])
        self.assertEqual(*(amounts(result["variants"][0]["funds"][-1], "balance")
                           for result in (one, other)))

    def test_what_was_assumed_stands_in_the_result(self):
        usual = self.officer.get("/api/projection-assumptions")["items"]
        self.assertTrue(all(row["value"] == row["usual"] for row in usual))
        result = project(self.officer, assumptions=[{"code": "retirement_age", "value": 55}])
        for before, after in zip(usual, result["assumptions"]):
            expected = 55 if before["code"] == "retirement_age" else before["usual"]
            self.assertEqual(after["value"], expected)
            self.assertTrue(after["name"]["zh"] and after["name"]["en"] and after["source"]["en"])
        employees = next(row for row in result["members"] if row["scheme"] == "employee")
        self.assertTrue(employees["by_wages"])
        self.assertLess(employees["years"][0]["payers"], employees["years"][0]["all"])
        for year in employees["years"]:
            self.assertAlmostEqual(year["young"] + year["working"] + year["old"], year["all"],
                                   delta=2)

    def test_wrong_orders_are_refused(self):
        def sent(client=None, **order):
            return (client or self.officer).send(
                "POST", "/api/projections", {"variants": [""], "assumptions": [], **order})

        def assumed(code, value):
            return sent(assumptions=[{"code": code, "value": value}])
        self.refused(assumed("price_growth", 3001), 422, "bad_assumption")
        self.refused(assumed("retirement_age", 39), 422, "bad_assumption")
        self.refused(assumed("luck", 1), 422, "bad_assumption")
        self.refused(assumed("price_growth", "3"), 422, "bad_field_type")
        self.refused(sent(assumptions=["price_growth"]), 422, "bad_field_type")
        self.refused(sent(variants=[]), 400, "bad_parameter")
        self.refused(sent(variants=[""] * 5), 400, "bad_parameter")
        self.refused(sent(variants=["paid"]), 400, "bad_parameter")
        self.refused(sent(variants=["nowhere"]), 404, "unknown_policy")
        self.refused(sent(variants=[ENDING]), 422, "no_policy_in_force")
        self.refused(sent(paths=9), 400, "bad_parameter")
        self.refused(sent(paths=1001), 400, "bad_parameter")
        self.refused(sent(self.client("clerk")), 403, "right_missing")
        self.refused(self.client("clerk").send("GET", "/api/projections"), 403, "right_missing")
        self.refused(self.officer.send("GET", "/api/projections/99999"), 404, "unknown_result")

    def test_results_are_kept_listed_and_printed(self):
        result = project(self.officer)
        heads = self.officer.get("/api/projections")["items"]
        self.assertEqual(heads[0]["number"], result["number"])
        self.assertNotIn("funds", heads[0]["variants"][0])
        self.assertEqual(self.client("auditor").get(f"/api/projections/{result['number']}"), result)
        self.assertEqual(result["by"], "officer")
        for lang in ("zh", "en"):
            answer, body = self.printed(result["number"], lang)
            self.assertEqual((answer.status, body[:5]), (200, b"%PDF-"))

    def printed(self, number, lang):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", f"/api/projections/{number}/pdf?lang={lang}",
                           headers={"Cookie": self.officer.cookie})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def test_what_is_cancelled_keeps_nothing(self):
        before = len(self.officer.get("/api/projections")["items"])
        ended = []
        for _ in range(20):
            for extract in self.server.data.glob("history-*.extract"):
                extract.unlink()
            answer, job = self.officer.send("POST", "/api/projections", {
                "variants": ["", DEARER, LATER, DEARER], "assumptions": [], "paths": 1000})
            self.assertEqual(answer.status, 202, job)
            self.assertTrue(job["can_be_cancelled"])
            self.officer.send("POST", f"/api/jobs/{job['id']}/cancel")
            ended.append(wait(self.officer, job)["status"])
            if ended[-1] == "cancelled":
                break
        self.assertEqual(ended[-1], "cancelled", ended)
        kept = len(self.officer.get("/api/projections")["items"])
        self.assertEqual(kept, before + ended.count("succeeded"))

    def test_a_server_that_is_killed_keeps_a_whole_result_or_none(self):
        server = Server(persons=100, extra=("--pack", "demo-city")).start()
        self.addCleanup(server.remove)
        for pause in (0, 0.02, 0.1):
            officer = Client(server.port)
            officer.sign_in("officer")
            answer, job = officer.send("POST", "/api/projections", {
                "variants": [""], "assumptions": [], "paths": 1000})
            self.assertEqual(answer.status, 202, job)
            time.sleep(pause)
            server.kill()
            self.assertEqual(server.verify()[0], 0)
            server.start()
        officer = Client(server.port)
        officer.sign_in("officer")
        for head in officer.get("/api/projections")["items"]:
            self.assertEqual(len(officer.get(f"/api/projections/{head['number']}")["variants"]), 1)
        self.assertEqual(len(project(officer)["variants"]), 1)

    def test_the_command_line_computes_the_same(self):
        computed = project(self.officer, "", DEARER, seed=3,
                           assumptions=[{"code": "price_growth", "value": 500}])
        place = [*self.server.store(), "--packs", harness.PACKS]
        if "--data" not in place:  # where the extract of a store in PostgreSQL is
            place += ["--data", str(self.server.data)]
        order = ["policy", "project", "demo-city", DEARER, "--seed", "3", "--assume",
                 "price_growth=500", *place]
        done = tongchou(*order, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        printed = json.loads(done.stdout)
        self.assertIsNone(printed["number"])
        for name in ("assumptions", "members", "notes", "from", "through", "first_month"):
            self.assertEqual(printed[name], computed[name])
        for one, other in zip(printed["variants"], computed["variants"], strict=True):
            self.assertEqual((one["funds"], one["ages"]), (other["funds"], other["ages"]))
        done = tongchou(*order, "--csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        self.assertEqual(len(rows), sum(len(v["funds"]) for v in printed["variants"]) * MONTHS)
        last = printed["variants"][1]["funds"][-1]["months"][-1]
        self.assertEqual((rows[-1]["month"], rows[-1]["balance"]), (last["month"], last["balance"]))
        done = tongchou(*order)
        self.assertIn(last["balance"], done.stdout.decode())
        self.assertIn("price_growth=500", done.stdout.decode())
        for wrong in ("price_growth=9999", "price_growth", "luck=1", "price_growth=3.5"):
            done = tongchou("policy", "project", *place, "--assume", wrong)
            self.assertEqual(done.returncode, 2, wrong)


if __name__ == "__main__":
    unittest.main()
