"""C5: the statement of an account equals its movements, to the fen."""

import decimal
import http.client
import unittest

from console_client import ConsoleTest
from harness import PACKS, tongchou

D = decimal.Decimal


class StatementTest(ConsoleTest):
    arguments = {"persons": 300}

    def setUp(self):
        self.clerk = self.client("clerk")
        self.year = self.clerk.get("/api/region")["today"][:4]

    def people(self):
        return [one["psn_no"] for one in self.clerk.get("/api/persons", limit=100)["items"]]

    def test_opening_and_everything_listed_is_the_closing_balance(self):
        seen = 0
        for psn_no in self.people():
            statement = self.clerk.get(f"/api/persons/{psn_no}/statements/{self.year}")
            balance = D(statement["opening"])
            for line in statement["lines"]:
                balance += D(line["amount"])
                self.assertEqual(balance, D(line["balance"]))
                if line["kind"]["id"] == "payment":
                    self.assertTrue(line["provider"] and line["setl_id"], line)
            self.assertEqual(balance, D(statement["closing"]))
            sums = sum(D(one) for one in statement["sums"].values())
            self.assertEqual(D(statement["opening"]) + sums, D(statement["closing"]))
            for name in statement["sums"]:
                self.assertEqual(sum(D(month["sums"][name]) for month in statement["months"]),
                                 D(statement["sums"][name]))
            account = self.clerk.get(f"/api/persons/{psn_no}")["account"]
            if account:
                self.assertEqual(D(account["balance"]), D(statement["closing"]))
                seen += len(statement["lines"])
        self.assertGreater(seen, 100)

    def test_a_year_to_come_and_a_person_of_nowhere_have_none(self):
        psn_no = self.people()[0]
        path = f"/api/persons/{psn_no}/statements"
        self.refused(self.clerk.send("GET", f"{path}/{int(self.year) + 1}"), 422,
                     "time_in_future")
        self.refused(self.clerk.send("GET", f"{path}/abc"), 400, "bad_parameter")
        self.refused(self.clerk.send("GET", f"/api/persons/1/statements/{self.year}"), 404,
                     "unknown_person")

    def test_it_is_printed_in_both_languages(self):
        psn_no = self.people()[0]
        for lang in ("zh", "en"):
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            connection.request("GET", f"/api/persons/{psn_no}/statements/{self.year}/pdf"
                                      f"?lang={lang}", headers={"Cookie": self.clerk.cookie})
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            self.assertEqual(answer.status, 200, body[:200])
            self.assertEqual(answer.getheader("Content-Type"), "application/pdf")
            self.assertTrue(body.startswith(b"%PDF-"))
        self.refused(self.clerk.send("GET", f"/api/persons/1/statements/{self.year}/pdf"), 404,
                     "unknown_person")

    def test_the_command_line_prints_the_same_as_a_table(self):
        psn_no = self.people()[0]
        statement = self.clerk.get(f"/api/persons/{psn_no}/statements/{self.year}")
        done = tongchou("account", "statement", "--person", psn_no, "--year", self.year, "--csv",
                        "--packs", PACKS, *self.server.store())
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = done.stdout.decode("utf-8-sig").splitlines()
        self.assertEqual(len(rows), len(statement["lines"]) + 1)


if __name__ == "__main__":
    unittest.main()
