"""A message sent twice, undone, or of unknown outcome: money moves once or not at all."""

import threading
import unittest

from flows import Purchase, Stay, Visit, account_balance, query, reverse
from gateway import Gateway, money
from region import GatewayTest


class IdempotencyTest(GatewayTest):
    def visit(self):
        return Visit(self.gateway, self.person()).until_uploaded(self.region.lines())

    def test_the_same_message_again_gets_the_stored_answer(self):
        visit = self.visit()
        body = self.gateway.envelope("2207", {"data": visit.settle_data()})
        first = self.must(self.gateway.post(body))
        balance = account_balance(self.gateway, visit.person)
        again = self.must(self.gateway.post(body))
        self.assertEqual(first.output, again.output)
        self.assertEqual(account_balance(self.gateway, visit.person), balance)

    def test_the_same_message_id_with_another_body_is_refused(self):
        visit = self.visit()
        first = self.must(visit.settle())
        other = self.refused(self.gateway.call(
            "2207", {"data": visit.settle_data(invono="another")}, visit.msgid))
        self.assertNotEqual(first.body, other.body)
        self.assertTrue(query(self.gateway, "5203", visit).ok)

    def test_the_message_id_counts_per_institution(self):
        one = self.visit()
        msgid = self.gateway.msgid()
        self.must(one.settle(msgid))
        other = Gateway(self.server.port, self.region.other_hospital, self.region.area)
        self.addCleanup(other.close)
        two = Visit(other, self.person()).until_uploaded(self.region.lines())
        self.must(two.settle(msgid))

    def test_a_refusal_does_not_use_up_the_message_id(self):
        visit = self.visit()
        msgid = self.gateway.msgid()
        self.refused(visit.settle(msgid, medfee_sumamt="0.01"))
        self.must(visit.settle(msgid))

    def test_many_at_once_settle_once(self):
        visit = self.visit()
        before = account_balance(self.gateway, visit.person)
        body = self.gateway.envelope("2207", {"data": visit.settle_data()})
        answers = []

        def send():
            gateway = Gateway(self.server.port, self.region.hospital, self.region.area)
            answers.append(gateway.post(body))
            gateway.close()
        threads = [threading.Thread(target=send) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        good = [answer for answer in answers if answer.ok]
        self.assertEqual(len(good), 16, [answer.text for answer in answers if not answer.ok])
        self.assertEqual({answer.output["setlinfo"]["setl_id"] for answer in good},
                         {good[0].output["setlinfo"]["setl_id"]})
        paid = money(good[0].output["setlinfo"]["acct_pay"])
        self.assertEqual(account_balance(self.gateway, visit.person), before - paid)

    def test_a_visit_settles_once_and_undoes_once(self):
        visit = self.visit()
        self.must(visit.settle())
        self.refused(visit.settle())
        self.must(visit.undo())
        self.refused(visit.undo())

    def test_an_undo_sent_again_gets_the_stored_answer(self):
        visit = self.visit()
        self.must(visit.settle())
        body = self.gateway.envelope("2208", {"data": {
            "setl_id": visit.setl_id, "mdtrt_id": visit.mdtrt_id, "psn_no": visit.person.psn_no}})
        first, again = self.must(self.gateway.post(body)), self.must(self.gateway.post(body))
        self.assertEqual(first.output, again.output)


class ReversalTest(GatewayTest):
    """2601, for calls whose outcome the sender does not know."""

    def test_an_outpatient_settlement(self):
        visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        before = account_balance(self.gateway, visit.person)
        self.must(visit.settle())
        self.must(reverse(self.gateway, visit.person, visit.msgid, "2207"))
        self.assertEqual(account_balance(self.gateway, visit.person), before)
        self.refused(visit.undo())
        self.must(visit.settle())

    def test_an_inpatient_settlement(self):
        stay = Stay(self.gateway, self.person()).until_uploaded(self.region.lines())
        self.must(stay.discharge())
        self.must(stay.settle())
        self.must(reverse(self.gateway, stay.person, stay.msgid, "2304"))
        self.refused(stay.undo())

    def test_a_purchase(self):
        gateway = Gateway(self.server.port, self.region.pharmacy, self.region.area)
        self.addCleanup(gateway.close)
        purchase = Purchase(gateway, self.person(), self.region.lines()[:1])
        before = account_balance(gateway, purchase.person)
        self.must(purchase.settle())
        self.must(reverse(gateway, purchase.person, purchase.msgid, "2102"))
        self.assertEqual(account_balance(gateway, purchase.person), before)

    def test_an_admission(self):
        stay = Stay(self.gateway, self.person())
        self.must(stay.register())
        self.must(reverse(self.gateway, stay.person, stay.msgid, "2401"))
        self.refused(stay.upload(self.region.lines()), "visit_cancelled")
        self.refused(stay.of_visit("2404"), "visit_cancelled")
        again = Stay(self.gateway, stay.person).until_uploaded(self.region.lines())
        self.assertNotEqual(again.mdtrt_id, stay.mdtrt_id)
        self.must(again.discharge())
        self.must(again.settle())

    def test_an_admission_with_fees_keeps_its_stay(self):
        stay = Stay(self.gateway, self.person()).until_uploaded(self.region.lines())
        self.refused(reverse(self.gateway, stay.person, stay.msgid, "2401"), "visit_has_fees")
        self.must(stay.drop_lines())
        self.must(reverse(self.gateway, stay.person, stay.msgid, "2401"))

    def test_sent_again_it_gets_the_stored_answer_and_anew_it_is_refused(self):
        visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        stay = Stay(self.gateway, self.person())
        self.must(visit.settle())
        self.must(stay.register())
        for made, infno, code in ((visit, "2207", "already_reversed"),
                                  (stay, "2401", "visit_cancelled")):
            with self.subTest(infno):
                msgid = self.gateway.msgid()
                balance = account_balance(self.gateway, made.person)
                first = self.must(reverse(self.gateway, made.person, made.msgid, infno, msgid))
                after = account_balance(self.gateway, made.person)
                again = self.must(reverse(self.gateway, made.person, made.msgid, infno, msgid))
                self.assertEqual(first.output, again.output)
                self.refused(reverse(self.gateway, made.person, made.msgid, infno), code)
                self.assertEqual(account_balance(self.gateway, made.person), after)
                self.assertEqual(after > balance, made is visit)

    def test_the_original_sent_again_later_does_not_come_back_to_life(self):
        visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        before = account_balance(self.gateway, visit.person)
        body = self.gateway.envelope("2207", {"data": visit.settle_data()})
        first = self.must(self.gateway.post(body))
        self.must(reverse(self.gateway, visit.person, body["msgid"], "2207"))
        self.assertEqual(self.must(self.gateway.post(body)).output, first.output)
        self.assertEqual(account_balance(self.gateway, visit.person), before)

    def test_what_never_arrived(self):
        visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        for infno in ("2102", "2207", "2304", "2401"):
            with self.subTest(infno):
                self.refused(reverse(self.gateway, visit.person, "nothing-of-this-id", infno),
                             "unknown_message", "nothing-of-this-id")
        self.must(visit.settle())

    def test_what_is_undone_already(self):
        visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        self.must(visit.settle())
        self.must(visit.undo())
        self.refused(reverse(self.gateway, visit.person, visit.msgid, "2207"), "already_reversed")

    def test_what_cannot_be_reversed(self):
        visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        self.must(visit.settle())
        self.refused(reverse(self.gateway, visit.person, visit.msgid, "2204"), "not_undoable")
        self.refused(reverse(self.gateway, visit.person, visit.msgid, "2304"), "not_undoable")
        self.refused(reverse(self.gateway, self.person(), visit.msgid, "2207"))
        self.assertEqual(self.must(query(self.gateway, "5203", visit)).output["setlinfo"]
                         ["refd_setl_flag"], "0")

    def test_another_institution_does_not_know_the_message(self):
        visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        stay = Stay(self.gateway, self.person())
        self.must(visit.settle())
        self.must(stay.register())
        other = Gateway(self.server.port, self.region.other_hospital, self.region.area)
        self.addCleanup(other.close)
        self.refused(reverse(other, visit.person, visit.msgid, "2207"), "unknown_message")
        self.refused(reverse(other, stay.person, stay.msgid, "2401"), "unknown_message")
        self.must(visit.undo())
        self.must(stay.of_visit("2404"))


if __name__ == "__main__":
    unittest.main()
