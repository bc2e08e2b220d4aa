"""kill -9 in a loop under load: after each restart everything that was answered is there exactly
once, a repeated message gets the stored answer, and at the end the books agree from the first
entry."""

import http.client
import random
import threading
import time
import unittest
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from flows import DAY, Stay, Visit, query
from gateway import Gateway, money
from harness import LONG
from region import GatewayTest

KILLS = 60 if LONG else 10
CLIENTS = 6
SEED = 20_261_122
UNDER_LOAD_SECONDS = (0.15, 0.3, 0.05, 0.5, 0.1)
REPEATS = 0.2  # of the messages are sent a second time at once, as after a time-out
GONE = (OSError, EOFError, ValueError, TypeError, http.client.HTTPException)


@dataclass
class Sent:
    """A message that was sent, about which visit, with its answer if one came back."""

    visit: Visit
    body: dict
    answer: object = None


@dataclass
class Client:
    """One till: stays and visits, one after the other, until the server is gone."""

    gateway: Gateway
    person: object
    lines: list
    choose: random.Random
    sent: list = field(default_factory=list)
    wrong: list = field(default_factory=list)

    def work(self):
        try:
            while True:
                self.choose.choice((self.outpatient, self.outpatient, self.stay))()
        except GONE:
            self.gateway.close()
        except AssertionError as refusal:
            self.wrong.append(str(refusal))

    def send(self, visit, infno, content):
        """Sends, keeps what was sent, and now and then sends the same again."""
        message = Sent(visit, self.gateway.envelope(infno, content))
        self.sent.append(message)
        message.answer = self.ask(message)
        if self.choose.random() < REPEATS and self.ask(message).output != message.answer.output:
            raise AssertionError(f"{infno} sent again got another answer")
        return message.answer.output

    def ask(self, message):
        answer = self.gateway.post(message.body)
        if not answer.ok:
            raise AssertionError(f"{message.body['infno']} refused: {answer.json}")
        return answer

    def settle(self, visit, infno, undo):
        """Settles, and half of the time takes it back."""
        output = self.send(visit, infno, {"data": visit.settle_data()})
        if self.choose.random() < 0.5:
            self.send(visit, undo, {"data": {"setl_id": output["setlinfo"]["setl_id"],
                                             "mdtrt_id": visit.mdtrt_id,
                                             "psn_no": self.person.psn_no}})

    def outpatient(self):
        self.settle(Visit(self.gateway, self.person).until_uploaded(self.lines), "2207", "2208")

    def stay(self):
        """A stay that its settlement ends, so that the person can be admitted again."""
        stay = Stay(self.gateway, self.person)
        stay.mdtrt_id = self.send(stay, "2401", stay.admission())["result"]["mdtrt_id"]
        for number, line in enumerate(self.lines, 1):
            rows = stay.rows([line], start=number, med_type="21")
            stay.result += self.send(stay, "2301", {"feedetail": rows})["result"]
            stay.lines.append(line)
        self.settle(stay, "2304", "2305")


class CrashTest(GatewayTest):
    def clients(self, kill):
        return [Client(Gateway(self.server.port, self.region.hospital, self.region.area),
                       self.person(), self.region.lines(), random.Random(f"{SEED} {kill} {number}"))
                for number in range(CLIENTS)]

    def under_load(self, clients, seconds):
        threads = [threading.Thread(target=client.work) for client in clients]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        self.server.kill()
        for thread in threads:
            thread.join()

    def check(self, message):
        """Sent again, the message has one outcome, the same as before the crash. Returns the
        settlement that it made, if it made one."""
        again = self.must(self.gateway.post(message.body)).output
        if message.answer is not None:
            self.assertEqual(again, message.answer.output)
        self.assertEqual(again, self.must(self.gateway.post(message.body)).output)
        visit, infno = message.visit, message.body["infno"]
        if infno == "2401":
            visit.mdtrt_id = again["result"]["mdtrt_id"]
        if infno in ("2401", "2301"):
            return None
        visit.setl_id = again["setlinfo"]["setl_id"]
        shown = self.must(query(self.gateway, "5203", visit)).output["setlinfo"]
        self.assertEqual(shown["medins_setl_id"], message.body["msgid"])
        return visit.setl_id

    def check_stay(self, stay, messages):
        """The stay is there once, with every uploaded line once; it ends if it has not."""
        listed = self.must(query(
            self.gateway, "5201", stay, mdtrt_id="", begntime=f"{DAY} 00:00:00",
            endtime=f"{DAY} 23:59:59", med_type="21")).output["mdtrtinfo"]
        self.assertEqual([row["mdtrt_id"] for row in listed].count(stay.mdtrt_id), 1)
        uploads = [message for message in messages if message.body["infno"] == "2301"]
        fees = sum((Decimal(row["det_item_fee_sumamt"]) for message in uploads
                    for row in message.body["input"]["feedetail"]), Decimal(0))
        if any(message.body["infno"] == "2304" for message in messages):
            shown = self.must(query(self.gateway, "5203", stay)).output["setlinfo"]
            self.assertEqual(abs(money(shown["medfee_sumamt"])), fees)
        elif fees:
            nothing = {"fulamt_ownpay_amt": "", "overlmt_selfpay": "", "preselfpay_amt": "",
                       "inscp_scp_amt": ""}
            self.must(stay.settle(medfee_sumamt=str(fees), **nothing))
        else:
            self.must(stay.of_visit("2404"))

    def check_client(self, client):
        """Returns the settlements and reversals that the client's messages made."""
        made = [setl_id for setl_id in map(self.check, client.sent) if setl_id]
        stays = {id(message.visit): message.visit for message in client.sent
                 if isinstance(message.visit, Stay)}
        for stay in stays.values():
            self.check_stay(stay, [message for message in client.sent if message.visit is stay])
        return made

    def test_kill_under_load(self):
        made, sent = [], Counter()
        for kill in range(KILLS):
            clients = self.clients(kill)
            self.under_load(clients, UNDER_LOAD_SECONDS[kill % len(UNDER_LOAD_SECONDS)])
            self.assertEqual([client.wrong for client in clients if client.wrong], [])
            started = time.monotonic()
            self.server.start()
            print(f"kill {kill + 1}/{KILLS}: {sum(len(c.sent) for c in clients)} sent, back after "
                  f"{time.monotonic() - started:.2f} s", flush=True)
            self.gateway.close()
            for client in clients:
                made += self.check_client(client)
                sent.update(message.body["infno"] for message in client.sent)
        print("sent:", dict(sorted(sent.items())), flush=True)
        self.assertEqual(len(made), len(set(made)), "each settlement is there once")
        for infno in ("2207", "2208", "2301", "2401"):
            self.assertGreater(sent[infno], KILLS // 2, f"there was load of {infno}")
        self.server.kill()
        status, output = self.server.verify()
        self.assertEqual(status, 0, output[-4000:])
        self.server.start()


if __name__ == "__main__":
    unittest.main()
