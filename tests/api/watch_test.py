"""What a running server tells about itself: health, metrics, and a log that names no person."""

import http.client
import json
import re
import socket
import time
import unittest

from flows import Visit, query
from gateway import CALL
from harness import DATABASE_SERVER, Server
from region import GatewayTest, learn

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
SAMPLE = re.compile(r'^(\w+)(?:\{(.*)\})? (\S+)$')


class WatchTest(GatewayTest):
    """Each test asks a server that writes a JSON log at the most talkative level."""

    arguments = {"extra": ["--log-format", "json", "--log-level", "debug"]}

    def get(self, path, headers=None, method="GET", body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        self.addCleanup(connection.close)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def metrics(self):
        """{(name, labels): value} of everything served."""
        status, text = self.get("/metrics")
        self.assertEqual(status, 200)
        samples = {}
        for line in text.splitlines():
            if line.startswith("#"):
                continue
            match = SAMPLE.match(line)
            self.assertTrue(match, line)
            self.assertNotIn(match.groups()[:2], samples, "each sample stands once")
            samples[match.group(1), match.group(2) or ""] = float(match.group(3))
        return samples

    def log_lines(self, event):
        lines = [line for line in self.server.output().splitlines() if line.startswith("{")]
        return [line for line in map(json.loads, lines) if line["event"] == event]

    def settle(self):
        """A whole visit, settled, asked for again, undone; the visit."""
        visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        body = self.gateway.envelope("2207", {"data": visit.settle_data()})
        settled = self.must(self.gateway.post(body))
        self.must(self.gateway.post(body))
        visit.setl_id = settled.output["setlinfo"]["setl_id"]
        self.must(query(self.gateway, "5203", visit))
        self.must(visit.undo())
        return visit, body["msgid"]

    def test_health_and_readiness(self):
        self.assertEqual(self.get("/healthz")[0], 200)
        status, text = self.get("/readyz")
        self.assertEqual(status, 200, text)
        self.assertEqual([(part["part"], part["area"], part["ok"])
                          for part in json.loads(text)["parts"]],
                         [(part, self.region.area, True)
                          for part in ("store", "committer", "policies")])

    @unittest.skipUnless(DATABASE_SERVER, "TONGCHOU_API_DATABASE is not set")
    def test_looking_at_the_metrics_opens_no_connection_to_the_database(self):
        def sessions():
            time.sleep(1.5)  # sessions tell the database's statistics of themselves within a second
            return int(self.server.database.execute(
                "SELECT pg_stat_clear_snapshot(); SELECT sessions FROM pg_stat_database "
                f"WHERE datname = '{self.server.database.name}'").split()[-1])
        self.metrics()
        before = sessions()
        for _ in range(5):
            self.metrics()
        self.assertEqual(sessions(), before)

    def test_metrics_count_what_happened(self):
        before = self.metrics()
        self.settle()
        self.refused(self.gateway.call("2207", {"data": {"psn_no": "1"}}))
        self.refused(self.gateway.call("9999", {}))
        after = self.metrics()

        def grown(name, labels=None):
            return sum(value - before.get(key, 0) for key, value in after.items()
                       if key[0] == name and (labels is None or key[1] == labels))

        self.assertEqual(grown("tongchou_settlements_total"), 1)
        self.assertEqual(grown("tongchou_reversals_total"), 1)
        self.assertEqual(grown("tongchou_calls_total", 'infno="2207"'), 2)
        self.assertEqual(grown("tongchou_repeats_total"), 1)
        self.assertEqual(grown("tongchou_refusals_total"), 2)
        self.assertEqual(
            grown("tongchou_refusals_total", 'infno="other",code="unknown_transaction"'), 1)
        self.assertGreaterEqual(grown("tongchou_commit_seconds_count"), 4)
        self.assertEqual(grown("tongchou_commit_failures_total"), 0)
        self.assertGreaterEqual(grown("tongchou_http_requests_total",
                                      'class="gateway",status="200"'), 8)
        self.assertGreater(after["tongchou_store_bytes", ""], 0)
        self.assertGreater(after["process_resident_memory_bytes", ""], 1 << 20)
        self.assertGreaterEqual(after["tongchou_http_connections", ""], 1)
        self.assertGreater(sum(value for key, value in after.items()
                               if key[0] == "tongchou_fund_balance_yuan"), 0)

    def test_a_request_that_is_not_http_is_counted(self):
        before = self.metrics().get(("tongchou_http_requests_total", 'class="none",status="400"'),
                                    0)
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as link:
            link.sendall(b"nonsense\r\n\r\n")
            link.recv(4096)
        self.assertEqual(self.metrics()["tongchou_http_requests_total",
                                        'class="none",status="400"'], before + 1)

    def test_each_call_has_one_line(self):
        visit, msgid = self.settle()
        lines = [line for line in self.log_lines("call") if line.get("msgid") == msgid]
        self.assertEqual([line["result"] for line in lines], ["ok", "repeated"])
        first = lines[0]
        self.assertEqual((first["infno"], first["provider"], first["level"]),
                         ("2207", self.gateway.institution, "info"))
        self.assertGreater(first["batch"], 0)
        self.assertEqual(lines[1]["batch"], 0, "nothing was stored for the repeated one")
        self.assertRegex(first["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$")
        self.assertRegex(first["trace"], r"^[0-9a-f]{32}$")
        self.assertNotEqual(first["trace"], lines[1]["trace"])
        self.assertIsInstance(first["took_us"], int)
        self.assertIn(first["batch"], [line["batch"] for line in self.log_lines("commit")])
        self.assertTrue(visit.setl_id)

    def test_a_refusal_has_its_code(self):
        self.refused(self.gateway.call("2207", {"data": {"psn_no": "1"}}, msgid="refused-once"))
        line = [line for line in self.log_lines("call") if line.get("msgid") == "refused-once"][-1]
        self.assertEqual(line["level"], "info")
        self.assertNotIn(line["result"], ("ok", "repeated"))

    def test_the_trace_of_the_caller_is_kept(self):
        header = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01",
                  "Content-Type": "application/json"}
        body = json.dumps(self.gateway.envelope("9999", {}, msgid="traced-once"))
        self.assertEqual(self.get(CALL, header, "POST", body)[0], 200)
        line = [line for line in self.log_lines("call") if line.get("msgid") == "traced-once"][-1]
        self.assertEqual(line["trace"], TRACE)
        self.get("/api/region", header)
        self.assertIn(TRACE, [line.get("trace") for line in self.log_lines("request")])

    def test_nobody_is_named_in_the_log(self):
        before = len(self.server.output())
        person = self.person()
        learn(self.server.port, people=8)  # pages of persons, 1101 for each of them
        visit = Visit(self.gateway, person).until_uploaded(self.region.lines())
        self.must(self.gateway.call("2207", {"data": visit.settle_data()}))
        self.refused(self.gateway.call("2201", {"data": {"certno": person.certno,
                                                         "psn_name": person.name}}))
        self.get(f"/api/persons?q={person.certno}")
        self.get(f"/api/persons/{person.psn_no}")
        self.get(f"/no/such/{person.certno}")
        written = self.server.output()[before:]
        self.assertGreater(written.count('"event":"call"'), 5, "there was something to write")
        for someone in self.region.people:
            for word in (someone.certno, someone.name, someone.psn_no):
                self.assertNotIn(word, written)
        for secret in ("demo-clerk", "demo-admin"):
            self.assertNotIn(secret, written)


class StopTest(unittest.TestCase):
    """The log of a whole life, in the form for people."""

    def test_start_and_stop_are_written(self):
        server = Server(persons=200, extra=["--log-level", "info"])
        self.addCleanup(server.remove)
        server.start()
        self.assertEqual(server.stop(), 0)
        words = [line.split()[3] for line in server.output().splitlines()
                 if re.match(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} ", line)]
        self.assertEqual(words, ["started", "stopping", "stopped"])
        self.assertFalse((server.data / "tongchou.db-wal").exists(), "the log is folded back")

    def test_a_file_for_the_log(self):
        server = Server(persons=200)
        server.extra += ["--log-file", str(server.folder / "tongchou.log")]
        self.addCleanup(server.remove)
        server.start()
        self.assertEqual(server.stop(), 0)
        text = (server.folder / "tongchou.log").read_text(encoding="utf-8")
        self.assertIn(" started ", text)
        self.assertNotIn(" started ", server.output())


if __name__ == "__main__":
    unittest.main()
