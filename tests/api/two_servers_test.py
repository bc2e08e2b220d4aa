"""Two server processes on one PostgreSQL, the same persons at both: no money is lost, doubled or
out of order, and a message has one answer wherever it is sent."""

import random
import threading
import unittest
from dataclasses import dataclass, field

from flows import Visit, account_balance, query
from gateway import Gateway, money
from harness import DATABASE_SERVER, LONG, Server
from region import GatewayTest

CLIENTS = 8
VISITS = 60 if LONG else 12
SEED = 20260101


@dataclass
class Till:
    """A client that goes to a server drawn anew for every call."""

    ports: tuple
    region: object
    draw: random.Random
    people: list
    settled: dict = field(default_factory=dict)  # setl_id -> visit
    wrong: list = field(default_factory=list)

    def work(self):
        gateways = [Gateway(port, self.region.hospital, self.region.area) for port in self.ports]
        try:
            for _ in range(VISITS):
                self.visit(gateways)
        except Exception as failure:  # into the list: the thread's own end is not looked at
            self.wrong.append(repr(failure))
        finally:
            for gateway in gateways:
                gateway.close()

    def must(self, answer):
        if not answer.ok:
            raise AssertionError(f"refused: {answer.json}")
        return answer

    def twice(self, gateways, body):
        """The message at one server, then at the other: one answer."""
        one, other = self.draw.sample(gateways, 2)
        answer, again = self.must(one.post(body)), self.must(other.post(body))
        if answer.output != again.output:
            raise AssertionError(f"two answers: {answer.json} {again.json}")
        return answer

    def visit(self, gateways):
        visit = Visit(self.draw.choice(gateways), self.draw.choice(self.people))
        self.must(visit.register())
        visit.gateway = self.draw.choice(gateways)
        self.must(visit.describe())
        visit.gateway = self.draw.choice(gateways)
        self.must(visit.upload(self.region.lines()))
        body = visit.gateway.envelope("2207", {"data": visit.settle_data()})
        visit.setl_id = self.twice(gateways, body).output["setlinfo"]["setl_id"]
        self.settled[visit.setl_id] = visit


@unittest.skipUnless(DATABASE_SERVER, "TONGCHOU_API_DATABASE is not set")
class TwoServersTest(GatewayTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = Server(beside=cls.server).start()
        cls.addClassCleanup(cls.second.remove)
        cls.ports = (cls.server.port, cls.second.port)

    def at(self, port):
        gateway = Gateway(port, self.region.hospital, self.region.area)
        self.addCleanup(gateway.close)
        return gateway

    def test_the_same_persons_at_both(self):
        people = [self.person() for _ in range(10)]
        tills = [Till(self.ports, self.region, random.Random(SEED + i), people)
                 for i in range(CLIENTS)]
        threads = [threading.Thread(target=till.work) for till in tills]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([till.wrong for till in tills if till.wrong], [])
        settled = [setl_id for till in tills for setl_id in till.settled]
        self.assertEqual(len(settled), CLIENTS * VISITS)
        self.assertEqual(len(set(settled)), len(settled), "each settlement is there once")
        gateways = [self.at(port) for port in self.ports]
        for till in tills:
            for visit in till.settled.values():
                one, other = (self.must(query(gateway, "5203", visit)) for gateway in gateways)
                self.assertEqual(one.output, other.output)
        for person in people:
            balances = {account_balance(gateway, person) for gateway in gateways}
            self.assertEqual(len(balances), 1)
        for server in (self.server, self.second):
            self.assertTrue(server.running(), server.output()[-2000:])
        status, output = self.server.verify()
        self.assertEqual(status, 0, output[-4000:])

    def test_one_message_at_both_at_once_settles_once(self):
        for _ in range(10):
            visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
            before = account_balance(self.gateway, visit.person)
            body = self.gateway.envelope("2207", {"data": visit.settle_data()})
            answers = []
            threads = [threading.Thread(target=lambda port=port: answers.append(
                self.at(port).post(body))) for port in self.ports * 3]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual([answer.json for answer in answers if not answer.ok], [])
            self.assertEqual(len({answer.text + str(answer.output) for answer in answers}), 1)
            paid = money(answers[0].output["setlinfo"]["acct_pay"])
            self.assertEqual(account_balance(self.gateway, visit.person), before - paid)

    def test_an_undo_at_the_other_server_and_its_repeat_at_the_first(self):
        here, there = (self.at(port) for port in self.ports)
        visit = Visit(here, self.person()).until_uploaded(self.region.lines())
        before = account_balance(here, visit.person)
        self.must(visit.settle())
        body = there.envelope("2208", {"data": {
            "setl_id": visit.setl_id, "mdtrt_id": visit.mdtrt_id, "psn_no": visit.person.psn_no}})
        undone = self.must(there.post(body))
        self.assertEqual(self.must(here.post(body)).output, undone.output)
        self.assertEqual(account_balance(here, visit.person), before)
        self.refused(visit.undo())

    def test_one_is_killed_and_the_other_goes_on(self):
        visit = Visit(self.at(self.second.port), self.person()).until_uploaded(self.region.lines())
        self.second.kill()
        visit.gateway = self.gateway
        self.must(visit.settle())
        self.second.start()
        self.must(query(self.at(self.second.port), "5203", visit))


if __name__ == "__main__":
    unittest.main()
