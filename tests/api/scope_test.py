"""Who sees what: offices and their persons, passwords, sign-out, browsers' rules, other sites."""

import http.client
import json
import unittest

from console_client import Client, ConsoleTest
from harness import PACKS, tongchou


class ScopeTest(ConsoleTest):
    """Two counties with a township each; every second person belongs to the one or the other."""

    arguments = {"persons": 120}

    @classmethod
    def run_command(cls, *arguments):
        done = tongchou(*arguments, *cls.server.store(), "--packs", PACKS)
        output = (done.stdout + done.stderr).decode()
        if done.returncode != 0:
            raise AssertionError(output)
        return output

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code, parent in (("C1", ""), ("C2", ""), ("T1", "C1"), ("T2", "C2")):
            cls.run_command("organisation", "add", "--code", code, "--name", code,
                            *(("--parent", parent) if parent else ()))
        clerk = Client(cls.server.port)
        clerk.sign_in("clerk")
        cls.everybody = [row["psn_no"] for row in clerk.get("/api/persons", limit=200)["items"]]
        cls.settled = clerk.get("/api/settlements", limit=200)["items"]
        cls.mine, cls.theirs = cls.everybody[0::2], cls.everybody[1::2]
        cls.run_command("organisation", "assign", "--code", "T1", *cls.mine)
        cls.run_command("organisation", "assign", "--code", "C2", *cls.theirs)
        cls.clients = {}
        for login, code in (("county-one", "C1"), ("town-one", "T1"), ("town-two", "T2")):
            output = cls.run_command("user", "add", "--login", login, "--name", login, "--role",
                                     "clerk", "--role", "leader", "--organisation", code)
            password = output.split()[-1]
            cls.clients[login] = Client(cls.server.port)
            answer, _ = cls.clients[login].sign_in(login, password)
            if answer.status != 200:
                raise AssertionError(f"{login} cannot sign in")

    def listed(self, client, path, key, **query):
        seen, cursor = [], {}
        while True:
            page = client.get(path, limit=7, **query, **cursor)
            seen += [row[key] for row in page["items"]]
            if page["next_cursor"] is None:
                return seen
            cursor = {"cursor": page["next_cursor"]}

    def test_lists_and_searches_hold_the_persons_of_the_office_and_below(self):
        for login in ("county-one", "town-one"):
            self.assertEqual(self.listed(self.clients[login], "/api/persons", "psn_no"), self.mine)
        self.assertEqual(self.listed(self.clients["town-two"], "/api/persons", "psn_no"), [])
        clerk = self.client("clerk")
        stranger = clerk.get(f"/api/persons/{self.theirs[0]}")
        _, shown = clerk.send("POST", f"/api/persons/{self.theirs[0]}/certificate")
        for text in (stranger["psn_no"], stranger["name"], shown["cert_no"]):
            found = self.listed(self.clients["county-one"], "/api/persons", "psn_no", q=text)
            self.assertNotIn(self.theirs[0], found, text)
            self.assertIn(self.theirs[0], self.listed(clerk, "/api/persons", "psn_no", q=text))

    def test_another_countys_person_is_unknown_by_every_way(self):
        client = self.clients["county-one"]
        for number in self.theirs[:5]:
            unknown = client.send("GET", "/api/persons/99010010000000000000")[1]["error"]
            for method, path in (("GET", ""), ("GET", "/settlements"), ("POST", "/certificate")):
                refused = client.send(method, f"/api/persons/{number}{path}")
                self.refused(refused, 404, "unknown_person")
                self.assertEqual(refused[1]["error"]["zh"], unknown["zh"])
        self.assertEqual(client.get(f"/api/persons/{self.mine[0]}")["psn_no"], self.mine[0])

    def test_settlements_of_others_are_unknown_in_lists_by_number_and_explained(self):
        client = self.clients["county-one"]
        seen = self.listed(client, "/api/settlements", "setl_id")
        theirs = [row for row in self.settled if row["psn_no"] in self.theirs]
        mine = [row for row in self.settled if row["psn_no"] in self.mine]
        self.assertTrue(theirs and mine)
        for row in mine:
            self.assertIn(row["setl_id"], seen)
        for row in theirs:
            self.assertNotIn(row["setl_id"], seen)
        for path in ("", "/explanation"):
            self.refused(client.send("GET", f"/api/settlements/{theirs[0]['setl_id']}{path}"), 404,
                         "unknown_settlement")
            client.get(f"/api/settlements/{mine[0]['setl_id']}{path}")

    def test_an_auditor_of_an_office_sees_what_its_users_did_alone(self):
        output = self.run_command("user", "add", "--login", "watch-one", "--name", "w", "--role",
                                  "auditor", "--organisation", "C1")
        watch = Client(self.server.port)
        watch.sign_in("watch-one", output.split()[-1])
        self.clients["town-one"].get(f"/api/persons/{self.mine[0]}")
        self.clients["town-two"].send("GET", f"/api/persons/{self.theirs[0]}")
        seen = watch.get("/api/audit", limit=200)["items"]
        self.assertIn(("town-one", "person.read", self.mine[0]),
                      [(row["actor"], row["action"], row["subject"]) for row in seen])
        self.assertLessEqual({row["actor"] for row in seen},
                             {"county-one", "town-one", "watch-one"})
        self.refused(self.clients["county-one"].send("GET", "/api/audit"), 403, "right_missing")

    def test_the_overview_names_nobody_from_elsewhere(self):
        for login in ("county-one", "town-two"):
            text = json.dumps(self.clients[login].get("/api/overview"))
            for number in self.theirs:
                self.assertNotIn(number, text)


class OwnAccountTest(ConsoleTest):
    arguments = {"persons": 100}

    def test_a_password_is_changed_by_who_knows_it_and_ends_every_session(self):
        first, second = self.client("finance"), self.client("finance")

        def change(**body):
            return first.send("POST", "/api/password", body)

        self.refused(change(present="wrong", new="Another-one-1"), 422, "wrong_password")
        for weak in ("Short-1", "onlysmallletters", "my-finance-Pass1", "demo-finance"):
            self.refused(change(present="demo-finance", new=weak), 422, "weak_password")
        self.refused(change(present="demo-finance"), 400, "bad_parameter")
        self.refused(first.send("POST", "/api/password", {}, token=False), 403, "csrf_mismatch")
        answer, _ = change(present="demo-finance", new="Another-one-1")
        self.assertEqual(answer.status, 200)
        for client in (first, second):
            self.refused(client.send("GET", "/api/session"), 401, "not_signed_in")
        self.refused(Client(self.server.port).sign_in("finance"), 401, "wrong_credentials")
        answer, _ = Client(self.server.port).sign_in("finance", "Another-one-1")
        self.assertEqual(answer.status, 200)

    def test_signing_out_everywhere_ends_every_session_of_the_user_alone(self):
        first, second, other = self.client("clerk"), self.client("clerk"), self.client("leader")
        self.refused(first.send("DELETE", "/api/sessions", token=False), 403, "csrf_mismatch")
        self.assertEqual(first.send("DELETE", "/api/sessions")[0].status, 200)
        for client in (first, second):
            self.refused(client.send("GET", "/api/session"), 401, "not_signed_in")
        other.get("/api/session")

    def test_writes_from_other_sites_are_refused(self):
        client = self.client("leader")
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                        {"Origin": "https://elsewhere.example"}, {"Origin": "null"}):
            self.refused(client.send("POST", "/api/ledger/verify", headers=headers), 403,
                         "wrong_origin")
            self.refused(client.send("POST", "/api/session", {"user": "leader", "password": "x"},
                                     headers=headers), 403, "wrong_origin")
        own = {"Sec-Fetch-Site": "same-origin", "Origin": f"http://127.0.0.1:{self.server.port}"}
        answer, _ = client.send("POST", "/api/ledger/verify", headers=own)
        self.assertEqual(answer.status, 202)

    def test_browsers_are_told_what_not_to_do(self):
        for path in ("/", "/api/session", "/api/none"):
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            policy = answer.getheader("Content-Security-Policy")
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertNotIn("'unsafe-inline'", policy.split("script-src")[1].split(";")[0])
            self.assertEqual(answer.getheader("X-Content-Type-Options"), "nosniff")
            self.assertEqual(answer.getheader("X-Frame-Options"), "DENY")
            self.assertIsNone(answer.getheader("Strict-Transport-Security"))

    def test_a_certificate_is_shown_to_whom_it_concerns_and_noted(self):
        leader, clerk = self.client("leader"), self.client("clerk")
        number = clerk.get("/api/persons", limit=1)["items"][0]["psn_no"]
        self.refused(leader.send("POST", f"/api/persons/{number}/certificate"), 403,
                     "right_missing")
        _, shown = clerk.send("POST", f"/api/persons/{number}/certificate")
        self.assertRegex(shown["cert_no"], r"^\d{17}[\dX]$")


if __name__ == "__main__":
    unittest.main()
