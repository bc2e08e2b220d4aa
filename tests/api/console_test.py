"""The console's API on the real binary: who may do what, what is refused and how, and that pages
agree with each other to the fen."""

import json
import re
import time
import unittest
import urllib.parse
from decimal import Decimal

from console_client import Client, ConsoleTest
from harness import ROOT, tongchou

RIGHTS = {  # path -> roles that may read it
    "/api/overview": {"clerk", "reviewer", "finance", "leader", "auditor", "admin"},
    "/api/persons": {"clerk", "reviewer", "leader", "auditor"},
    "/api/employers": {"clerk", "reviewer", "finance", "leader", "auditor"},
    "/api/imports": {"clerk"},
    "/api/levy/runs": {"clerk", "reviewer", "finance", "leader", "auditor"},
    "/api/settlements": {"clerk", "leader", "auditor"},
    "/api/clearing/2026-03": {"finance", "leader", "auditor"},
    "/api/ledger/accounts": {"finance", "leader", "auditor"},
    "/api/ledger/entries": {"finance", "leader", "auditor"},
    "/api/policies": {"clerk", "reviewer", "finance", "leader", "auditor", "admin"},
}
FIGURES = ("total", "full_self_pay", "over_ceiling", "first_self_pay", "eligible", "deductible",
           "burden", "account", "cash", "account_balance")


class SessionTest(ConsoleTest):
    arguments = {"persons": 100}

    def test_nothing_is_open_without_a_session(self):
        stranger = Client(self.server.port)
        for path in [*RIGHTS, "/api/session", "/api/region", "/api/jobs/J1", "/api/persons/1"]:
            self.refused(stranger.send("GET", path), 401, "not_signed_in")
        stranger.cookie = "tc_session=" + "0" * 32
        self.refused(stranger.send("GET", "/api/region"), 401, "not_signed_in")

    def test_the_cookie_is_closed_to_scripts_and_other_sites(self):
        client = Client(self.server.port)
        answer, _ = client.sign_in("clerk")
        for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(part, answer.getheader("Set-Cookie"))
        self.assertEqual(answer.getheader("Cache-Control"), "no-store")
        self.assertNotIn("Secure", answer.getheader("Set-Cookie"))
        answer, _ = client.send("POST", "/api/session", {"user": "clerk", "password": "demo-clerk"},
                                headers={"X-Forwarded-Proto": "https"})
        self.assertIn("Secure", answer.getheader("Set-Cookie"))

    def test_a_wrong_password_and_an_unknown_user_are_told_alike(self):
        client = Client(self.server.port)
        wrong = client.sign_in("leader", "not it at all")
        unknown = client.sign_in("nobody", "not it at all")
        self.refused(wrong, 401, "wrong_credentials")
        self.assertEqual(wrong[1], unknown[1])

    def test_guessing_is_slowed_down(self):
        client = Client(self.server.port)
        for _ in range(8):
            self.refused(client.sign_in("auditor", "guess-guess"), 401, "wrong_credentials")
        self.refused(client.sign_in("auditor"), 429, "too_many_attempts")
        self.assertEqual(client.sign_in("finance")[0].status, 200, "others may still come in")

    def test_bad_sign_ins_are_refused(self):
        client = Client(self.server.port)
        self.refused(client.send("POST", "/api/session", "{"), 400, "bad_json")
        for body in ({}, {"user": "clerk"}, {"user": 1, "password": "x"},
                     {"user": "x" * 65, "password": "x"}, {"user": "x", "password": "x" * 257}):
            self.refused(client.send("POST", "/api/session", body), 400, "bad_parameter")

    def test_signing_out_ends_the_session(self):
        client = self.client("clerk")
        self.refused(client.send("DELETE", "/api/session", token=False), 403, "csrf_mismatch")
        answer, _ = client.send("DELETE", "/api/session")
        self.assertEqual(answer.status, 204)
        self.refused(client.send("GET", "/api/session"), 401, "not_signed_in")

    def test_roles_are_enforced_by_the_server(self):
        for user in ("clerk", "reviewer", "finance", "leader", "admin"):
            client = self.client(user)
            for path, roles in RIGHTS.items():
                answer, body = client.send("GET", path)
                self.assertEqual(answer.status, 200 if user in roles else 403, (user, path, body))

    def test_a_user_added_beside_the_server_signs_in(self):
        flags = ("user", "add", *self.server.store(), "--packs", ROOT / "policies",
                 "--login", "liwei", "--name", "李伟", "--role", "finance", "auditor")
        done = tongchou(*flags)
        self.assertEqual(done.returncode, 0, done.stderr)
        answer, body = Client(self.server.port).sign_in("liwei", done.stdout.split()[-1].decode())
        self.assertEqual((answer.status, body.get("roles")), (200, ["finance", "auditor"]), body)
        self.assertEqual(tongchou(*flags).returncode, 2, "the name is taken")

    def test_a_write_needs_the_token(self):
        client = self.client("finance")
        self.refused(client.send("POST", "/api/ledger/verify", token=False), 403, "csrf_mismatch")
        client.token = "0" * len(client.token)
        self.refused(client.send("POST", "/api/ledger/verify"), 403, "csrf_mismatch")

    def test_paths_and_methods(self):
        client = self.client("clerk")
        self.refused(client.send("GET", "/api/nothing"), 404, "no_such_path")
        self.refused(client.send("PUT", "/api/persons"), 405, "method_not_allowed")


class PagesTest(ConsoleTest):
    arguments = {"persons": 300}

    def setUp(self):
        self.user = self.client("leader")

    def pages(self, path, limit, **query):
        cursor, items = None, []
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = self.user.get(path, limit=limit, **query, **more)
            items += page["items"]
            self.assertLessEqual(len(page["items"]), limit)
            cursor = page["next_cursor"]
            if cursor is None:
                return items

    def test_paging_gives_everything_once(self):
        small = [row["psn_no"] for row in self.pages("/api/persons", 7)]
        large = [row["psn_no"] for row in self.pages("/api/persons", 200)]
        self.assertEqual(small, large)
        self.assertEqual(len(set(small)), 300)
        settled = [row["setl_id"] for row in self.pages("/api/settlements", 23)]
        self.assertEqual(settled, [row["setl_id"] for row in self.pages("/api/settlements", 200)])
        entries = [row["no"] for row in self.pages("/api/ledger/entries", 50)]
        self.assertEqual(len(entries), self.user.get("/api/ledger/accounts")["entries"])

    def test_bad_parameters_are_refused(self):
        for path in ("/api/persons?limit=0", "/api/persons?limit=201", "/api/persons?limit=x",
                     "/api/overview?date=2026-02-30", "/api/settlements?date_from=today",
                     "/api/ledger/entries?cursor=x", "/api/ledger/entries?date_to=1"):
            self.refused(self.user.send("GET", path), 400, "bad_parameter")
        for path, code in (("persons/0", "unknown_person"), ("persons/x/settlements",
                           "unknown_person"), ("settlements/x", "unknown_settlement"),
                           ("settlements/9/explanation", "unknown_settlement"),
                           ("ledger/entries/0", "unknown_entry"), ("jobs/J9", "unknown_job"),
                           ("policies/none", "unknown_policy")):
            self.refused(self.user.send("GET", f"/api/{path}"), 404, code)

    def test_a_person_is_found_by_name_number_and_certificate(self):
        row = self.user.get("/api/persons", limit=1)["items"][0]
        person = self.user.get(f"/api/persons/{row['psn_no']}")
        clerk = self.client("clerk")
        _, shown = clerk.send("POST", f"/api/persons/{row['psn_no']}/certificate")
        certificate = shown["cert_no"]
        self.assertNotIn(certificate, json.dumps(row) + json.dumps(person))
        self.assertEqual(person["cert_no_masked"], row["cert_no_masked"])
        for text in (person["name"], person["name"][0], person["psn_no"], certificate):
            found = self.pages("/api/persons", 200, q=text)
            self.assertIn(row["psn_no"], [one["psn_no"] for one in found], text)
        self.assertEqual(self.user.get("/api/persons", q="zzzz")["items"], [])

    def test_every_figure_of_a_settlement_is_explained_and_reproduced(self):
        kinds = set()
        rows = self.pages("/api/settlements", 200)
        for row in rows[:60] + [row for row in rows if row["kind"] == "reversal"][:5]:
            settlement = self.user.get(f"/api/settlements/{row['setl_id']}")
            explanation = self.user.get(f"/api/settlements/{row['setl_id']}/explanation")
            self.assertTrue(explanation["reproduced"])
            told = {one["figure"]: one for one in explanation["figures"]}
            figures = settlement["figures"]
            for name in FIGURES:
                self.assertEqual(told[name]["amount"], figures[name], (row["setl_id"], name))
                self.assertTrue(told[name]["lines"], name)
            for paid in figures["funds"]:
                self.assertEqual(told["fund:" + paid["fund"]["id"]]["amount"], paid["amount"])
            self.identities(figures)
            for name, part in (("total", "amount"), ("full_self_pay", "full_self_pay"),
                               ("over_ceiling", "over_ceiling")):
                self.assertEqual(Decimal(figures[name]), sum(Decimal(line[part])
                                 for line in settlement["lines"]), (row["setl_id"], name))
            self.counts_lines_alike(settlement, told)
            kinds.add(settlement["kind"])
            self.assertEqual(row["total"], figures["total"])
        self.assertEqual(kinds, {"settlement", "reversal"})

    def counts_lines_alike(self, settlement, told):
        """What an explanation says of "line 3" is in the third line of the settlement."""
        sign = -1 if settlement["kind"] == "reversal" else 1
        for name in ("full_self_pay", "over_ceiling"):
            for step in told[name]["lines"]:
                place = re.fullmatch(r"scope\.line_(\d+)", step["step"])
                if place:
                    line = settlement["lines"][int(place[1]) - 1]
                    self.assertEqual(sign * Decimal(step["amount"]), Decimal(line[name]))

    def test_a_line_says_which_ratio_applies_and_whether_it_is_the_default_of_its_class(self):
        told = set()
        for row in self.pages("/api/settlements", 200):
            settlement = self.user.get(f"/api/settlements/{row['setl_id']}")
            for line in settlement["lines"]:
                told.add((line["class"], line["first_ratio_of_class"]))
                if line["class"] == "C":
                    self.assertIsNone(line["first_ratio"])
                elif line["first_ratio_of_class"]:
                    self.assertEqual(Decimal(line["first_ratio"]),
                                     {"A": 0, "B": Decimal("0.1")}[line["class"]])
        self.assertIn(("B", True), told)
        self.assertIn(("B", False), told)

    def test_a_reversal_shows_the_lines_it_takes_back(self):
        rows = [row for row in self.pages("/api/settlements", 200) if row["kind"] == "reversal"]
        for row in rows[:8]:
            reversal = self.user.get(f"/api/settlements/{row['setl_id']}")
            original = self.user.get(f"/api/settlements/{reversal['reverses']}")
            self.assertTrue(original["lines"])
            self.assertEqual([(line["item_code"], -Decimal(line["amount"]))
                              for line in original["lines"]],
                             [(line["item_code"], Decimal(line["amount"]))
                              for line in reversal["lines"]])

    def test_a_funds_balance_is_what_it_had_and_got_less_what_it_spent(self):
        for fund in self.user.get("/api/overview")["funds"]:
            of = {name: Decimal(fund[name]) for name in ("opening", "income", "spent", "balance")}
            self.assertEqual(of["opening"] + of["income"] - of["spent"], of["balance"], fund)

    def identities(self, figures):
        of = {name: Decimal(figures[name]) for name in FIGURES}
        funds = sum((Decimal(one["amount"]) for one in figures["funds"]), Decimal(0))
        self.assertEqual(of["total"], of["full_self_pay"] + of["over_ceiling"] +
                         of["first_self_pay"] + of["eligible"])
        self.assertEqual(of["eligible"], funds + of["burden"])
        self.assertEqual(of["total"], funds + of["account"] + of["cash"])

    def test_a_persons_year_is_the_sum_of_the_settlements(self):
        number = next(row["psn_no"] for row in self.pages("/api/settlements", 200)
                      if row["kind"] == "reversal")
        person = self.user.get(f"/api/persons/{number}")
        rows = self.pages(f"/api/persons/{number}/settlements", 200)
        for name in ("total", "fund", "account", "cash"):
            self.assertEqual(Decimal(person["year"]["totals"][name]),
                             sum(Decimal(row[name]) for row in rows), name)
        if person["account"]:
            self.assertEqual(person["account"]["movements"][0]["balance"],
                             person["account"]["balance"])

    def test_the_overview_is_the_sum_of_the_settlements(self):
        latest = self.user.get("/api/overview")["latest_date"]
        overview = self.user.get("/api/overview", date=latest)
        rows = self.pages("/api/settlements", 200, date_from=latest, date_to=latest)
        self.assertEqual(overview["day"]["count"],
                         sum(row["kind"] == "settlement" for row in rows))
        for name in ("total", "fund", "account", "cash"):
            self.assertEqual(Decimal(overview["day"][name]), sum(Decimal(row[name])
                                                                 for row in rows))
        self.assertEqual(len(overview["series"]), 30)
        self.assertEqual(overview["series"][-1]["totals"], overview["day"])
        for part in ("by_level", "by_benefit"):
            self.assertEqual(Decimal(overview["month"]["total"]),
                             sum(Decimal(one["totals"]["total"]) for one in overview[part]))

    def test_the_ledger_balances_and_its_entries_chain(self):
        accounts = self.user.get("/api/ledger/accounts")
        self.assertEqual(accounts["debit"], accounts["credit"])
        entries = self.pages("/api/ledger/entries", 200)
        self.assertEqual(entries[0]["hash"], accounts["head"])
        for newer, older in zip(entries, entries[1:]):
            self.assertEqual(newer["previous_hash"], older["hash"])
        settled = next(entry for entry in entries if entry["source"]["type"] == "settlement")
        self.user.get(f"/api/settlements/{settled['source']['id']}")

    def test_verification_runs_as_a_job(self):
        answer, job = self.user.send("POST", "/api/ledger/verify")
        self.assertEqual(answer.status, 202)
        while job["status"] == "running":
            job = self.user.get(f"/api/jobs/{job['id']}")
        self.assertEqual((job["status"], job["clean"], job["progress"]), ("succeeded", True, 1.0))


class PoliciesTest(ConsoleTest):
    arguments = {"persons": 100}

    def setUp(self):
        self.user = self.client("admin")

    def test_every_example_of_every_pack_passes(self):
        for pack in self.user.get("/api/policies")["items"]:
            view = self.user.get(f"/api/policies/{pack['id']}")
            for example in view["examples"]:
                name = urllib.parse.quote(example["name"], safe="")
                answer, run = self.user.send(
                    "POST", f"/api/policies/{pack['id']}/examples/{name}/run")
                self.assertEqual(answer.status, 200, run)
                self.assertTrue(run["passed"], run["comparisons"])
                self.assertTrue(run["comparisons"])

    def case(self, **changes):
        return {"scheme": "employee",
                "person": {"category": "active", "birth_date": "1980-05-01"},
                "account_balance": "100.00",
                "encounters": [{"id": "1", "benefit": "inpatient", "date": "2026-03-01",
                                "provider_level": 3, "use_account": True,
                                "lines": [{"class": "A", "amount": "10000.00"}]},
                               {"id": "2", "reverses": "1"}], **changes}

    def test_a_free_case_is_settled_and_explained(self):
        answer, run = self.user.send("POST", "/api/policies/demo-city/try", self.case())
        self.assertEqual(answer.status, 200, run)
        first, second = run["results"]
        self.assertEqual(first["figures"]["funds"][0]["amount"], "7735.00")
        self.assertTrue(first["explanation"]["figures"])
        self.assertEqual(second["figures"]["total"], "-10000.00")
        wrong = self.case(scheme="none")
        _, run = self.user.send("POST", "/api/policies/demo-city/try", wrong)
        self.assertEqual(run["results"][0]["error"]["code"], "unknown_scheme")

    def test_what_is_not_a_case_is_refused(self):
        path = "/api/policies/demo-city/try"
        self.refused(self.user.send("POST", path, "["), 400, "bad_json")
        self.refused(self.user.send("POST", path, []), 400, "bad_json")
        self.refused(self.user.send("POST", path, {}), 400, "bad_case")
        self.refused(self.user.send("POST", path, self.case(encounters=[])), 400, "bad_parameter")
        many = [{"id": str(i), "reverses": "1"} for i in range(21)]
        self.refused(self.user.send("POST", path, self.case(encounters=many)), 400,
                     "bad_parameter")
        self.refused(self.user.send("POST", "/api/policies/demo-city/examples/none/run"), 404,
                     "unknown_example")


class EmptyTest(ConsoleTest):
    arguments = {"extra": ("--empty",)}

    def printed_password(self):
        until = time.monotonic() + 10
        while time.monotonic() < until:
            for line in self.server.output().splitlines():
                if line.strip().startswith("admin"):
                    return line.split()[1]
            time.sleep(0.05)
        raise AssertionError(self.server.output())

    def test_the_printed_administrator_comes_in_to_an_empty_region(self):
        client = Client(self.server.port)
        answer, body = client.sign_in("admin", self.printed_password())
        self.assertEqual(answer.status, 200, body)
        region = client.get("/api/region")
        self.assertEqual((region["persons"], region["demo"]), (0, False))
        self.assertIsNone(client.get("/api/overview")["latest_date"])
        self.refused(client.sign_in("admin", "demo-admin"), 401, "wrong_credentials")


if __name__ == "__main__":
    unittest.main()
