"""Tills that settle while something happens to the store. They try again as real ones do when the
centre says that it is not available, and send everything twice."""

import threading
import time

from flows import Visit
from gateway import Gateway


class Tills:
    """`count` tills at work from `start` until `seconds` are over."""

    def __init__(self, server, region, seconds, count=6):
        self.server, self.region = server, region
        self.until = time.monotonic() + seconds
        self.visits = []  # that were answered, in no order
        self.wrong = []
        self.threads = [threading.Thread(target=self._work) for _ in range(count)]

    def start(self):
        for thread in self.threads:
            thread.start()
        return self

    def at_work(self):
        return time.monotonic() < self.until

    def join(self):
        for thread in self.threads:
            thread.join()

    def check(self, test, least):
        """Ended: at least so many were settled, each once, and a repeat had the same answer."""
        test.assertEqual(self.wrong, [])
        settled = [visit.setl_id for visit in self.visits]
        test.assertEqual(len(settled), len(set(settled)), "each settlement is there once")
        test.assertGreaterEqual(len(settled), least)

    def _work(self):
        gateway = Gateway(self.server.port, self.region.hospital, self.region.area)
        try:
            while self.at_work():
                visit = self._patiently(lambda: self._uploaded(gateway))
                body = gateway.envelope("2207", {"data": visit.settle_data()})
                answer = self._patiently(lambda: self._answered(gateway, body))
                again = self._patiently(lambda: self._answered(gateway, body))
                if answer.output != again.output:
                    self.wrong.append((answer.json, again.json))
                visit.setl_id = answer.output["setlinfo"]["setl_id"]
                self.visits.append(visit)
        except Exception as failure:  # into the list: the thread's own end is not looked at
            self.wrong.append(repr(failure))
        finally:
            gateway.close()

    def _uploaded(self, gateway):
        return Visit(gateway, self.region.next_person()).until_uploaded(self.region.lines())

    @staticmethod
    def _answered(gateway, body):
        answer = gateway.post(body)
        if not answer.ok:
            raise AssertionError(f"refused: {answer.json}")
        return answer

    def _patiently(self, call):
        while True:
            try:
                return call()
            except AssertionError as refusal:
                if "暂不可用" not in str(refusal) or time.monotonic() > self.until + 30:
                    raise
                time.sleep(0.02)
