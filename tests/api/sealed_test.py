"""Identifiers at rest: in no file, found all the same, readable with the key file alone."""

import os
import pathlib
import re
import shutil
import unittest

from flows import Visit
from harness import PACKS, Server, tongchou
from region import Console, GatewayTest


class SealedTest(GatewayTest):
    def test_no_identifier_stands_in_the_store_or_the_log(self):
        person = self.person()
        visit = Visit(self.gateway, person)
        visit.until_uploaded(self.region.lines())
        visit.settle()
        kept = self.server.contents()
        self.assertIn(person.psn_no.encode(), kept, "the answers are there")
        for somebody in self.region.people:
            self.assertNotIn(somebody.certno.encode(), kept)
            self.assertNotIn(somebody.certno, self.server.output().split("curl")[0])
        # No number that looks like one, whoever's it is.
        self.assertIsNone(re.search(rb'"certno":"\d{17}[\dX]"', kept))

    def test_the_key_file_is_its_owners_and_lies_apart(self):
        keys = self.server.keys
        self.assertEqual(keys.stat().st_mode & 0o777, 0o600)
        self.assertFalse(list(self.server.data.glob("*keys*")))
        secret = keys.read_text().split()[-1]
        self.assertNotIn(secret, self.server.output())
        self.assertNotIn(bytes.fromhex(secret), self.server.contents())


class KeyFileTest(unittest.TestCase):
    def setUp(self):
        self.server = Server(persons=100)
        self.addCleanup(self.server.remove)
        self.server.start()
        self.keys = self.server.keys

    def run_command(self, *arguments):
        store = self.server.place() if "--keys" in arguments else self.server.store()
        done = tongchou(*arguments, *store, "--packs", PACKS)
        return done.returncode, (done.stdout + done.stderr).decode()

    def certificate(self):
        console = Console(self.server.port)
        number = console.get("/api/persons", limit=1)["items"][0]["psn_no"]
        found = console.person(number)["cert_no"]
        self.assertEqual(console.get("/api/persons", q=found)["items"][0]["psn_no"], number)
        console.connection.close()
        return found

    def test_a_store_is_sealed_anew_with_the_server_stopped_and_not_before(self):
        before = self.certificate()
        status, output = self.run_command("keys", "rotate")
        self.assertNotEqual(status, 0)
        self.assertIn("in use", output)
        self.assertEqual(len(self.keys.read_text().split("\n")), 7)
        self.server.stop()
        status, output = self.run_command("keys", "rotate")
        self.assertEqual(status, 0, output)
        self.server.start()
        self.assertEqual(self.certificate(), before)
        self.server.stop()
        # The new key alone opens everything.
        lines = self.keys.read_text().splitlines()
        self.keys.write_text("\n".join(lines[:-2] + lines[-1:]) + "\n")
        self.server.start()
        self.assertEqual(self.certificate(), before)
        self.server.stop()
        self.assertEqual(self.server.verify()[0], 0)

    def test_without_its_key_a_store_is_not_opened_and_nothing_is_changed(self):
        self.server.stop()
        kept = self.keys.with_name("kept")
        shutil.move(self.keys, kept)
        before = self.server.contents()
        status, output = self.run_command("ledger", "verify")
        self.assertEqual(status, 2)
        self.assertIn("--keys", output)
        with self.assertRaisesRegex(RuntimeError, "--keys"):
            self.server.start()
        self.assertFalse(self.keys.exists(), "no useless file is left behind")
        self.assertEqual(self.server.contents(), before)
        self.assertEqual(self.run_command("ledger", "verify", "--keys", kept)[0], 0)

    def test_a_key_file_that_others_may_read_is_refused(self):
        self.server.stop()
        os.chmod(self.keys, 0o644)
        with self.assertRaisesRegex(RuntimeError, "chmod 600"):
            self.server.start()
        os.chmod(self.keys, 0o600)
        pathlib.Path(self.keys).write_text("tongchou-keys 1\nnonsense\n")
        with self.assertRaisesRegex(RuntimeError, "line 2"):
            self.server.start()


if __name__ == "__main__":
    unittest.main()
