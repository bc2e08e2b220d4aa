"""The command line: help, bad flags, cases in and answers out, packs, and that docs name all."""

import json
import pathlib
import re
import unittest

from harness import BINARY, ROOT, tongchou

PACKS = ROOT / "policies"
CASE = {"id": "c1", "policy": "demo-city", "scheme": "employee",
        "person": {"category": "active", "birth_date": "1980-01-01"}, "account_balance": "100.00",
        "encounters": [{"id": "e1", "benefit": "inpatient", "date": "2026-03-01",
                        "provider_level": 3, "use_account": True,
                        "lines": [{"class": "A", "amount": "10900.00"}]}]}


def text(done):
    return (done.stdout + done.stderr).decode("utf-8")


@unittest.skipUnless(pathlib.Path(BINARY).exists(), "no binary: build it first")
class CommandLineTest(unittest.TestCase):
    def test_help_names_the_commands(self):
        done = tongchou("--help")
        self.assertEqual(done.returncode, 0)
        for command in ("serve", "settle", "levy", "late-fee", "prefund", "policy", "ledger"):
            self.assertIn(command, text(done))

    def test_bad_flags(self):
        for arguments in (["--no-such-flag"], ["serve", "--no-such-flag"], ["no-such-command"],
                          ["serve", "--port", "99999"], ["serve", "--port", "x"], []):
            with self.subTest(arguments):
                done = tongchou(*arguments)
                self.assertNotIn(done.returncode, (0, -6, -11), text(done))
                self.assertTrue(text(done).strip())

    def test_every_option_is_documented(self):
        page = (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8")
        for command in ([], ["serve"], ["settle"], ["levy"], ["late-fee"], ["prefund"],
                        ["policy"], ["policy", "check"], ["policy", "test"], ["policy", "show"],
                        ["policy", "explain"], ["ledger"], ["ledger", "verify"]):
            done = tongchou(*command, "--help")
            self.assertEqual(done.returncode, 0, command)
            for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text(done)):
                self.assertIn(f"`{option}", page, f"{' '.join(command)} {option}")

    def test_a_case(self):
        done = tongchou("settle", "--packs", PACKS, stdin=json.dumps(CASE).encode() + b"\n")
        self.assertEqual(done.returncode, 0, text(done))
        answer = json.loads(done.stdout)["results"][0]
        # (10900 - 900) x 85 %, the account pays what it has of the rest.
        self.assertEqual(answer["funds"], {"pooled": "8500.00"})
        self.assertEqual((answer["burden"], answer["account"], answer["cash"]),
                         ("2400.00", "100.00", "2300.00"))

    def test_a_bad_line_is_named_and_the_others_answered(self):
        line = json.dumps(CASE).encode()
        for bad in (b"{", b"[]", b"7", b'{"id": 1}', b"\xff"):
            with self.subTest(bad):
                done = tongchou("settle", "--packs", PACKS, stdin=line + b"\n" + bad + b"\n" + line)
                self.assertEqual(done.returncode, 2, text(done))
                self.assertIn("2", done.stderr.decode())
                good = [json.loads(row) for row in done.stdout.decode().splitlines() if row]
                self.assertEqual(sum("results" in row for row in good), 2)

    def test_packs_are_checked_shown_and_explained(self):
        for arguments in (["policy", "check"], ["policy", "test"]):
            done = tongchou(*arguments, "--packs", PACKS)
            self.assertEqual(done.returncode, 0, text(done))
        done = tongchou("policy", "show", "demo-city", "--packs", PACKS)
        self.assertEqual(done.returncode, 0, text(done))
        self.assertIn("demo-city", text(done))

    def test_a_folder_without_packs(self):
        done = tongchou("policy", "check", "--packs", "/nonexistent")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("/nonexistent", text(done))

    def test_ledger_verify_without_a_store(self):
        done = tongchou("ledger", "verify", "--data", "/nonexistent/data")
        self.assertNotIn(done.returncode, (0, -6, -11))
        self.assertIn("/nonexistent", text(done))


if __name__ == "__main__":
    unittest.main()
