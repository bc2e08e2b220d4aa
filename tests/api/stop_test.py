"""SIGTERM under load: what was asked is answered, what was answered is kept, the exit is clean."""

import random
import threading
import time
import unittest

from crash_test import Client, query
from gateway import Gateway
from harness import LONG
from region import GatewayTest

CLIENTS = 6
STOPS = 5 if LONG else 1
UNDER_LOAD_SECONDS = 1.5


class StopTest(GatewayTest):
    def clients(self):
        return [Client(Gateway(self.server.port, self.region.hospital, self.region.area),
                       self.person(), self.region.lines(), random.Random(number))
                for number in range(CLIENTS)]

    def test_stop_under_load(self):
        for _ in range(STOPS):
            clients = self.clients()
            threads = [threading.Thread(target=client.work) for client in clients]
            for thread in threads:
                thread.start()
            time.sleep(UNDER_LOAD_SECONDS)
            self.assertEqual(self.server.stop(), 0)
            for thread in threads:
                thread.join()
            self.assertEqual([client.wrong for client in clients if client.wrong], [])
            self.assertFalse((self.server.data / "tongchou.db-wal").exists(),
                             "the write-ahead log was folded back")
            self.server.start()
            self.gateway.close()
            self.check([message for client in clients for message in client.sent])

    def check(self, sent):
        answered = [message for message in sent if message.answer is not None]
        self.assertGreater(len(answered), CLIENTS, "there was load")
        for message in answered:
            again = self.must(self.gateway.post(message.body))
            self.assertEqual(again.output, message.answer.output, "the stored answer")
            if "setlinfo" not in again.output:
                continue
            message.visit.setl_id = again.output["setlinfo"]["setl_id"]
            shown = self.must(query(self.gateway, "5203", message.visit)).output["setlinfo"]
            self.assertEqual(shown["medins_setl_id"], message.body["msgid"])


if __name__ == "__main__":
    unittest.main()
