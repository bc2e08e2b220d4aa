"""Every limit of the table in docs/concepts/security.md: what is within is served, what is beyond
is refused as the table says. Those that take thousands of connections or hours stand in the unit
tests that are named here."""

import re
import socket
import unittest

from console_client import Client, ConsoleTest
from harness import ROOT

KIB = 1024
# Limits that a unit test holds: its file and its name.
IN_UNIT_TESTS = {
    "time for an answer to be taken": ("src/http/server_test.cc", "AnAnswerThatIsNotTaken"),
    "idle connection": ("src/http/server_test.cc", "IdleConnectionsAreClosedSilently"),
    "connections": ("src/http/server_test.cc", "TooManyConnectionsGet503"),
    "session without a request": ("src/console/sessions_test.cc", "EndsWhenNotUsed"),
    "session at all": ("src/console/sessions_test.cc", "EndsAfterItsLongestTime"),
    "time of a signature": ("src/gateway/signatures_test.cc", "TakesNothingFromOutsideTheWindow"),
}
# And those that another file of this folder holds.
IN_OTHER_TESTS = {
    "keys of one kind per institution": ("signature_test.py", "test_what_is_no_key_is_refused"),
    "failed sign-ins": ("console_test.py", "test_guessing_is_slowed_down"),
}


def table():
    """The names of the limits in the table."""
    text = (ROOT / "docs/concepts/security.md").read_text(encoding="utf-8")
    rows = text.split("## Limits")[1].split("\n## ")[0].splitlines()
    return [row.split("|")[1].strip() for row in rows if row.startswith("| ")][1:]


class LimitsTest(ConsoleTest):
    arguments = {"persons": 100}

    def status(self, data):
        """The status of the first answer to these bytes."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=40) as link:
            try:
                link.sendall(data)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has answered before it had everything
            reply = b""
            while b"\r\n" not in reply:
                more = link.recv(4096)
                if not more:
                    break
                reply += more
        return int(reply.split(b" ", 2)[1])

    def ask(self, headers=b"", body=b"", path=b"/api/session", method=b"POST"):
        return self.status(method + b" " + path + b" HTTP/1.1\r\nHost: a\r\n" + headers +
                           b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def check_request_headers(self):
        def padded(size):
            return b"X-Padding: " + b"x" * size + b"\r\n"

        self.assertEqual(self.ask(padded(15 * KIB), path=b"/healthz", method=b"GET"), 200)
        self.assertEqual(self.ask(padded(16 * KIB), path=b"/healthz", method=b"GET"), 431)

    def check_request_body(self):
        most = 4 * KIB * KIB
        self.assertEqual(self.ask(body=b" " * most), 400, "no JSON, but not too large")
        self.assertEqual(self.ask(body=b" " * (most + 1)), 413)

    def check_time_from_first_to_last_byte_of_a_request(self):
        self.assertEqual(self.status(b"GET /healthz HTTP/1.1\r\nHost:"), 408)

    def check_depth_of_json(self):
        def nested(depth):
            return b'{"user":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"

        client = Client(self.server.port)
        self.refused(client.send("POST", "/api/session", nested(32)), 400, "bad_parameter")
        self.refused(client.send("POST", "/api/session", nested(33)), 400, "bad_json")

    def check_user_name(self):
        client = Client(self.server.port)
        self.refused(client.sign_in("u" * 64, "x"), 401, "wrong_credentials")
        self.refused(client.sign_in("u" * 65, "x"), 400, "bad_parameter")

    def check_password(self):
        client = Client(self.server.port)
        self.refused(client.sign_in("nobody", "p" * 256), 401, "wrong_credentials")
        self.refused(client.sign_in("nobody", "p" * 257), 400, "bad_parameter")

    def check_search_text(self):
        clerk = self.client("clerk")
        clerk.get("/api/persons", q="x" * 256)
        self.refused(clerk.send("GET", "/api/persons?q=" + "x" * 257), 400, "bad_parameter")

    def check_items_of_a_page(self):
        clerk = self.client("clerk")
        clerk.get("/api/persons", limit=200)
        self.refused(clerk.send("GET", "/api/persons?limit=201"), 400, "bad_parameter")

    def check_encounters_of_a_trial(self):
        def trial(encounters, lines):
            line = {"class": "A", "amount": "1.00"}
            return self.client("clerk").send("POST", "/api/policies/demo-city/try", {
                "scheme": "employee", "person": {"category": "active", "birth_date": "1980-05-01"},
                "encounters": [{"id": f"e{number}", "benefit": "outpatient", "date": "2026-03-10",
                                "provider_level": 1, "lines": [line] * lines}
                               for number in range(encounters)]})

        self.assertEqual(trial(20, 100)[0].status, 200)
        self.refused(trial(21, 1), 400, "bad_parameter")
        self.refused(trial(1, 101), 400, "bad_parameter")

    def test_each_limit_of_the_table(self):
        for name in table():
            with self.subTest(name):
                if name in IN_UNIT_TESTS:
                    file, test = IN_UNIT_TESTS[name]
                    self.assertIn(test, (ROOT / file).read_text(encoding="utf-8"))
                elif name in IN_OTHER_TESTS:
                    file, test = IN_OTHER_TESTS[name]
                    self.assertIn(test, (ROOT / "tests/api" / file).read_text(encoding="utf-8"))
                else:
                    getattr(self, "check_" + re.sub(r"\W+", "_", name.lower()))()


if __name__ == "__main__":
    unittest.main()
