"""Somebody insured in one area is treated in another one of the same server: settled under the
rules and with the money of the first, undone, killed in between, cleared by the month."""

import json
import random
import threading
import time
import unittest
from decimal import Decimal

from flows import DAY, Line, Purchase, Stay, Visit, account_balance, query, reverse
from gateway import Gateway, broken_identities, money
from harness import DATABASE_SERVER, LONG, PACKS, Server, tongchou
from region import GatewayTest

CITY, COUNTY = "990100", "990200"
PHARMACY = f"P{COUNTY}00001"
KILLS = 40 if LONG else 8
CLIENTS = 4
TURNS = 100 if LONG else 24  # of two servers at one message
SEED = 20_261_122
UNDER_LOAD_SECONDS = (0.1, 0.25, 0.05, 0.4)
OPEN_SECONDS = 30  # an order that a crash left open is finished long before


class AcrossGateway(Gateway):
    """A hospital of the county about somebody who is insured in the city."""

    insured = CITY

    def envelope(self, infno, content, msgid=None, **changes):
        return super().envelope(infno, content, msgid, **{"insuplc_admdvs": self.insured,
                                                          **changes})


class Across(GatewayTest):
    arguments = {"persons": 300, "extra": ("--areas", "demo-city,demo-county")}

    def setUp(self):
        self.gateway = self.across()

    def across(self, institution=f"H{COUNTY}00001"):
        gateway = AcrossGateway(self.server.port, institution, COUNTY)
        self.addCleanup(gateway.close)
        return gateway

    def city_gateway(self):
        gateway = Gateway(self.server.port, self.region.hospital, CITY)
        self.addCleanup(gateway.close)
        return gateway

    def clearing(self, month, *flags):
        done = tongchou("clearing", "--month", month, "--json", *flags, *self.server.store(),
                        "--packs", PACKS)
        self.assertIn(done.returncode, (0, 1), done.stderr.decode())
        pairs = json.loads(done.stdout)["pairs"]
        return {(pair["insured"], pair["treated"]): pair for pair in pairs}


    def answer_of(self, body):
        """The outcome of a message; while its order is being finished it is asked again."""
        until = time.monotonic() + OPEN_SECONDS
        while True:
            answer = self.gateway.post(body)
            if answer.ok or "crossing_in_progress" not in answer.text:
                return answer
            self.assertLess(time.monotonic(), until, "the order is never finished")
            time.sleep(0.05)


class CrossingTest(Across):
    def visit(self):
        return Visit(self.gateway, self.person()).until_uploaded(self.region.lines())

    def who_is(self, person, **changes):
        return self.gateway.call("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": person.certno, "card_sn": "", "begntime": "",
            "psn_cert_type": "01", "certno": person.certno, "psn_name": person.name}}, **changes)

    def test_a_hospital_learns_where_somebody_is_insured(self):
        person = self.person()
        for asked in (CITY, "", COUNTY):  # as it knows, does not know, or takes for granted
            found = self.must(self.who_is(person, insuplc_admdvs=asked)).output
            self.assertEqual(found["baseinfo"]["psn_no"], person.psn_no)
            self.assertEqual({row["insuplc_admdvs"] for row in found["insuinfo"]}, {CITY})

    def test_a_visit_is_settled_with_the_money_and_number_of_the_area_of_insurance(self):
        visit = self.visit()
        before = account_balance(self.gateway, visit.person)
        tried = self.must(visit.trial()).output["setlinfo"]
        settled = self.must(visit.settle()).output
        info = settled["setlinfo"]
        self.assertEqual(broken_identities(info, settled["setldetail"]), [])
        self.assertTrue(visit.setl_id.startswith(CITY), visit.setl_id)
        self.assertEqual(info["medins_setl_id"], visit.msgid)
        for name in ("fund_pay_sumamt", "acct_pay", "psn_cash_pay", "balc"):
            self.assertEqual(info[name], tried[name], name)
        self.assertEqual(before - account_balance(self.gateway, visit.person),
                         money(info["acct_pay"]))
        shown = self.must(query(self.gateway, "5203", visit)).output["setlinfo"]
        self.assertEqual((shown["insu_optins"], shown["fixmedins_poolarea"]), (CITY, COUNTY))
        self.assertEqual(shown["fixmedins_code"], self.gateway.institution)

    def test_the_rules_are_those_of_the_area_of_insurance(self):
        person, line = self.person(), self.region.lines()[0]
        count = str(int(Decimal("4000") / Decimal(line.price)) + 1)

        def funds_at(gateway):
            visit = Visit(gateway, person).until_uploaded([Line(line.code, line.price, count)])
            info = self.must(visit.trial()).output["setlinfo"]
            self.must(visit.drop_lines())
            self.must(visit.cancel())
            return money(info["fund_pay_sumamt"])
        at_home = funds_at(self.city_gateway())
        of_level_2_and_3 = ("05", "01")
        away = {funds_at(self.across(f"H{COUNTY}000{number}")) for number in of_level_2_and_3}
        self.assertGreater(at_home, 0)
        self.assertIn(at_home, away)

    def test_a_settlement_is_undone_by_its_number_and_by_its_message(self):
        for undo in ("2208", "2601"):
            with self.subTest(undo):
                visit = self.visit()
                before = account_balance(self.gateway, visit.person)
                self.must(visit.settle())
                if undo == "2208":
                    info = self.must(visit.undo()).output["setlinfo"]
                    self.assertEqual(info["refd_setl_flag"], "1")
                else:
                    self.must(reverse(self.gateway, visit.person, visit.msgid, "2207"))
                self.assertEqual(account_balance(self.gateway, visit.person), before)
                self.refused(visit.undo(), "already_reversed")
                self.must(visit.drop_lines())
                self.must(visit.cancel())

    def test_a_message_sent_again_is_answered_again_and_another_under_its_number_refused(self):
        visit = self.visit()
        body = self.gateway.envelope("2207", {"data": visit.settle_data()})
        first = self.must(self.gateway.post(body))
        self.assertEqual(self.must(self.gateway.post(body)).output, first.output)
        self.refused(self.gateway.call("2207", {"data": visit.settle_data(invono="another")},
                                       body["msgid"]), "message_id_reused")

    def test_a_refusal_does_not_use_up_the_message(self):
        visit = self.visit()
        msgid = self.gateway.msgid()
        self.refused(visit.settle(msgid, medfee_sumamt="0.01"), "stated_amount_differs")
        self.must(visit.settle(msgid))
        self.refused(visit.settle(), "already_settled")

    def test_a_stay_with_discharge_settlement_and_undoing(self):
        stay = Stay(self.gateway, self.person())
        self.must(stay.register())
        self.must(stay.upload(self.region.lines(20)))
        self.must(stay.discharge())
        tried = self.must(stay.trial()).output["setlinfo"]
        settled = self.must(stay.settle()).output
        self.assertEqual(broken_identities(settled["setlinfo"], settled["setldetail"]), [])
        self.assertEqual(settled["setlinfo"]["fund_pay_sumamt"], tried["fund_pay_sumamt"])
        self.must(stay.undo())
        self.must(stay.of_visit("2405"))
        self.must(stay.drop_lines())
        self.must(stay.of_visit("2404"))

    def test_an_admission_is_undone_by_its_message(self):
        stay = Stay(self.gateway, self.person())
        self.must(stay.register())
        self.must(reverse(self.gateway, stay.person, stay.msgid, "2401"))
        self.must(stay.register())
        self.must(stay.of_visit("2404"))

    def purchase(self):
        return Purchase(self.across(PHARMACY), self.person(), self.region.lines())

    def test_a_purchase_is_paid_from_the_account_of_the_area_of_insurance(self):
        purchase = self.purchase()
        before = account_balance(self.gateway, purchase.person)
        tried = self.must(purchase.trial()).output
        self.assertEqual(account_balance(self.gateway, purchase.person), before)
        bought = self.must(purchase.settle()).output
        info = bought["setlinfo"]
        self.assertEqual(broken_identities(info, bought["setldetail"]), [])
        self.assertTrue(purchase.setl_id.startswith(CITY), purchase.setl_id)
        self.assertGreater(money(info["acct_pay"]), 0)
        for name in ("fund_pay_sumamt", "acct_pay", "psn_cash_pay", "balc"):
            self.assertEqual(info[name], tried["setlinfo"][name], name)
        self.assertEqual([row["feedetl_sn"] for row in bought["detlcutinfo"]],
                         [row["feedetl_sn"] for row in tried["detlcutinfo"]])
        self.assertEqual(before - account_balance(self.gateway, purchase.person),
                         money(info["acct_pay"]))
        shown = self.must(query(purchase.gateway, "5203", purchase)).output["setlinfo"]
        self.assertEqual((shown["insu_optins"], shown["fixmedins_poolarea"]), (CITY, COUNTY))

    def test_a_purchase_is_undone_by_its_number_and_by_its_message(self):
        for undo in ("2103", "2601"):
            with self.subTest(undo):
                purchase = self.purchase()
                before = account_balance(self.gateway, purchase.person)
                self.must(purchase.settle())
                if undo == "2103":
                    self.must(purchase.undo())
                else:
                    self.must(reverse(purchase.gateway, purchase.person, purchase.msgid, "2102"))
                self.assertEqual(account_balance(self.gateway, purchase.person), before)
                self.refused(purchase.undo(), "already_reversed")

    def test_a_purchase_sent_again_is_answered_again_and_a_refused_one_may_be_mended(self):
        purchase = self.purchase()
        body = purchase.gateway.envelope("2102", purchase.content())
        first = self.must(purchase.gateway.post(body))
        self.assertEqual(self.must(purchase.gateway.post(body)).output, first.output)
        again = self.purchase()
        msgid = again.gateway.msgid()
        self.refused(again.settle(msgid, medfee_sumamt="0.01"), "stated_amount_differs")
        self.must(again.settle(msgid))

    def test_the_months_of_both_sides_agree(self):
        self.must(self.visit().settle())
        pairs = self.clearing(DAY[:7])
        self.assertEqual(set(pairs), {(CITY, COUNTY), (COUNTY, CITY)})
        for pair in pairs.values():
            self.assertEqual((pair["difference"], pair["single_sided"]), ("0.00", 0))
        here = pairs[(CITY, COUNTY)]
        self.assertEqual(here["owed"], str(sum((Decimal(item["claimed"]) for item in here["items"]),
                                               Decimal("0.00"))))
        self.assertIn("matched", {item["state"] for item in here["items"]})

    def test_a_month_that_is_not_over_is_not_paid(self):
        done = tongchou("clearing", "--month", DAY[:7], "--post", *self.server.store(), "--packs",
                        PACKS)
        self.assertEqual(done.returncode, 2)
        self.assertIn("尚未结束", done.stderr.decode())

    def test_a_month_that_is_none(self):
        done = tongchou("clearing", "--month", "2026-13", *self.server.store(), "--packs", PACKS)
        self.assertEqual(done.returncode, 2)
        for word in ("2026-13", "不是月份", "not a month"):
            self.assertIn(word, done.stderr.decode())


class CrossingCrashTest(Across):
    """kill -9 again and again while people of the city are settled and undone in the county."""

    def work(self, sale, sent, choose):
        """One till, of a hospital or a pharmacy: settles, and half of the time takes back, until
        the server is gone."""
        gateway = sale.gateway
        bought = isinstance(sale, Purchase)

        def send(infno, content):
            body = gateway.envelope(infno, content)
            sent.append([body, None])
            sent[-1][1] = gateway.post(body)
            return sent[-1][1]
        try:
            while True:
                if bought:
                    answer = send("2102", sale.content())
                else:
                    sale.until_uploaded(self.region.lines())
                    answer = send("2207", {"data": sale.settle_data()})
                if not answer.ok:
                    return
                info = answer.output["setlinfo"]
                if choose.random() < 0.5:
                    send("2103" if bought else "2208", {"data": {
                        "setl_id": info["setl_id"], "mdtrt_id": info["mdtrt_id"],
                        "psn_no": sale.person.psn_no}})
        except (OSError, EOFError, ValueError, TypeError, AssertionError):
            gateway.close()

    def test_what_a_crash_cut_in_two_is_finished_once(self):
        settlements, interrupted = set(), 0
        for kill in range(KILLS):
            tills = [Visit(self.across(), self.person()) for _ in range(CLIENTS - 1)]
            tills.append(Purchase(self.across(PHARMACY), self.person(), self.region.lines()))
            sent = [[] for _ in tills]
            threads = [threading.Thread(target=self.work, args=(
                till, messages, random.Random(f"{SEED} {kill} {number}")))
                for number, (till, messages) in enumerate(zip(tills, sent))]
            for thread in threads:
                thread.start()
            # A slow machine gets the time to answer something before it is cut off.
            until = time.monotonic() + OPEN_SECONDS
            while time.monotonic() < until and not any(
                    answer for messages in sent for _, answer in messages):
                time.sleep(0.01)
            time.sleep(UNDER_LOAD_SECONDS[kill % len(UNDER_LOAD_SECONDS)])
            self.server.kill()
            for thread in threads:
                thread.join()
            self.server.start()
            self.gateway.close()
            for body, answer in (message for messages in sent for message in messages):
                again = self.must(self.answer_of(body))
                if answer is None or not answer.ok:
                    interrupted += 1
                else:
                    self.assertEqual(again.output, answer.output)
                made = again.output["setlinfo"]["setl_id"]
                self.assertNotIn(made, settlements, "each message made one settlement")
                settlements.add(made)
        self.assertGreater(len(settlements), KILLS)
        self.assertGreater(interrupted, 0, "some message was cut off")
        self.server.kill()
        status, output = self.server.verify()
        self.assertEqual(status, 0, output[-4000:])
        self.server.start()
        pairs = self.clearing(DAY[:7])
        listed = [item["settlement"] for item in pairs[(CITY, COUNTY)]["items"]]
        self.assertEqual(len(listed), len(set(listed)))
        self.assertTrue(settlements <= set(listed), settlements - set(listed))
        self.assertEqual(pairs[(CITY, COUNTY)]["difference"], "0.00")


@unittest.skipUnless(DATABASE_SERVER, "TONGCHOU_API_DATABASE is not set")
class CrossingAtTwoServersTest(Across):
    """One message at two servers at once, while what refuses it is taken away and servers die."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = Server(beside=cls.server, extra=("--areas", "demo-city,demo-county")).start()
        cls.addClassCleanup(cls.second.remove)

    def send(self, port, body, answers):
        gateway = Gateway(port, body["fixmedins_code"], COUNTY)
        try:
            answers.append(gateway.post(body))
        except (OSError, EOFError, ValueError, TypeError):
            pass  # the server was killed
        finally:
            gateway.close()

    def race(self, visit, kill_after=None):
        """Sends to both what is refused as settled, and takes back what it is settled by. Returns
        the message and its answers."""
        gateway = visit.gateway
        self.must(visit.settle())
        undo = gateway.envelope("2208", {"data": {
            "setl_id": visit.setl_id, "mdtrt_id": visit.mdtrt_id,
            "psn_no": visit.person.psn_no}})
        body = gateway.envelope("2207", {"data": visit.settle_data()})
        answers, undone = [], []
        ports = [self.server.port, self.second.port]
        threads = [threading.Thread(target=self.send, args=(port, body, answers))
                   for port in ports * 2]
        threads.insert(2, threading.Thread(target=self.send, args=(ports[0], undo, undone)))
        for thread in threads:
            thread.start()
        if kill_after is not None:
            time.sleep(kill_after)
            self.second.kill()
        for thread in threads:
            thread.join()
        if kill_after is not None:
            self.second.start()
        self.must(undone[0])
        return body, answers

    def test_both_areas_agree_whatever_comes_of_it(self):
        draw = random.Random(SEED)
        mixed = 0
        for turn in range(TURNS):
            visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
            kill_after = draw.random() * 0.02 if turn % 4 == 3 else None
            body, answers = self.race(visit, kill_after)
            settled = {answer.output["setlinfo"]["setl_id"] for answer in answers if answer.ok}
            mixed += bool(settled) and not all(answer.ok for answer in answers)
            again = self.must(self.answer_of(body)).output["setlinfo"]["setl_id"]
            self.assertLessEqual(settled, {again}, "whoever heard of a settlement heard of this")
        self.assertGreater(mixed, 0, "somebody was refused while somebody else was not")
        for server in (self.server, self.second):
            self.assertTrue(server.running(), server.output()[-2000:])
        status, output = self.server.verify()
        self.assertEqual(status, 0, output[-4000:])
        pair = self.clearing(DAY[:7])[(CITY, COUNTY)]
        self.assertEqual((pair["difference"], pair["single_sided"]), ("0.00", 0))


if __name__ == "__main__":
    unittest.main()
