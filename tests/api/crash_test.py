"""kill -9 in a loop under load: after each restart every answered settlement is there exactly once,
a repeated message gets the stored answer, and at the end the books agree from the first entry."""

import threading
import time
import unittest
from dataclasses import dataclass, field

from flows import Visit, query
from gateway import Gateway
from harness import LONG
from region import GatewayTest

KILLS = 60 if LONG else 10
CLIENTS = 6
UNDER_LOAD_SECONDS = (0.15, 0.3, 0.05, 0.5, 0.1)


@dataclass
class Sent:
    """A settling message that was sent, with its answer if one came back."""

    visit: Visit
    body: dict
    answer: object = None


@dataclass
class Client:
    """One till: visits one after the other until the server is gone."""

    gateway: Gateway
    person: object
    lines: list
    sent: list = field(default_factory=list)
    wrong: list = field(default_factory=list)

    def work(self):
        try:
            while True:
                visit = Visit(self.gateway, self.person).until_uploaded(self.lines)
                message = Sent(visit, self.gateway.envelope("2207", {"data": visit.settle_data()}))
                self.sent.append(message)
                answer = self.gateway.post(message.body)
                if not answer.ok:
                    self.wrong.append(answer.json)
                    return
                message.answer = answer
                visit.setl_id = answer.output["setlinfo"]["setl_id"]
        except (OSError, EOFError, ValueError, TypeError, http_error()):
            self.gateway.close()
        except AssertionError as refusal:
            self.wrong.append(str(refusal))


def http_error():
    import http.client
    return http.client.HTTPException


class CrashTest(GatewayTest):
    def clients(self):
        people = [self.person() for _ in range(CLIENTS)]
        return [Client(Gateway(self.server.port, self.region.hospital, self.region.area), person,
                       self.region.lines()) for person in people]

    def under_load(self, clients, seconds):
        threads = [threading.Thread(target=client.work) for client in clients]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        self.server.kill()
        for thread in threads:
            thread.join()

    def check(self, message, unanswered_settled):
        """Sent again, the message has one outcome, the same as before the crash."""
        again = self.must(self.gateway.post(message.body))
        visit = message.visit
        visit.setl_id = again.output["setlinfo"]["setl_id"]
        if message.answer is not None:
            self.assertEqual(again.output, message.answer.output)
        else:
            unanswered_settled.append(visit.setl_id)
        self.assertEqual(again.output, self.must(self.gateway.post(message.body)).output)
        shown = self.must(query(self.gateway, "5203", visit)).output["setlinfo"]
        self.assertEqual(shown["medins_setl_id"], message.body["msgid"])

    def test_kill_under_load(self):
        settled, unanswered = [], []
        for kill in range(KILLS):
            clients = self.clients()
            self.under_load(clients, UNDER_LOAD_SECONDS[kill % len(UNDER_LOAD_SECONDS)])
            self.assertEqual([client.wrong for client in clients if client.wrong], [])
            started = time.monotonic()
            self.server.start()
            print(f"kill {kill + 1}/{KILLS}: {sum(len(c.sent) for c in clients)} sent, back after "
                  f"{time.monotonic() - started:.2f} s", flush=True)
            self.gateway.close()
            for client in clients:
                for message in client.sent:
                    self.check(message, unanswered)
                    settled.append(message.visit.setl_id)
        self.assertEqual(len(settled), len(set(settled)), "each settlement is there once")
        self.assertGreater(len(settled), KILLS, "there was load")
        self.server.kill()
        status, output = self.server.verify()
        self.assertEqual(status, 0, output[-4000:])
        self.server.start()


if __name__ == "__main__":
    unittest.main()
