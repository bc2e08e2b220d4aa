"""Stays and pharmacies: admission to settlement and back; lines and settlement in one call."""

import unittest
from decimal import Decimal

from flows import Line, Purchase, Stay, account_balance, query
from gateway import broken_identities, money
from region import GatewayTest


class InpatientTest(GatewayTest):
    def stay(self):
        return Stay(self.gateway, self.person()).until_uploaded(self.region.lines(times=40))

    def test_from_admission_to_settlement(self):
        stay = self.stay()
        trial = self.must(stay.trial()).output["setlinfo"]
        self.must(stay.discharge())
        settled = self.must(stay.settle()).output
        info = settled["setlinfo"]
        self.assertEqual(broken_identities(info, settled["setldetail"]), [])
        self.assertGreater(money(info["fund_pay_sumamt"]), 0)
        self.assertEqual(money(trial["fund_pay_sumamt"]), money(info["fund_pay_sumamt"]))
        self.assertEqual(info["medins_setl_id"], stay.msgid)

    def test_lines_may_come_day_by_day_and_go_back(self):
        stay = Stay(self.gateway, self.person())
        self.must(stay.register())
        lines = self.region.lines()
        self.must(stay.upload(lines[:2], start=1))
        self.must(stay.upload(lines[2:], start=3))
        self.must(stay.drop_lines("0000"))
        stay.lines, stay.result = [], []
        self.must(stay.upload(lines, start=11))
        self.must(stay.discharge())
        info = self.must(stay.settle()).output["setlinfo"]
        self.assertEqual(money(info["medfee_sumamt"]), sum(line.amount for line in lines))

    def test_a_refund_row_takes_back_part_of_a_line(self):
        stay = Stay(self.gateway, self.person())
        self.must(stay.register())
        line = self.region.lines()[0]
        self.must(stay.upload([Line(line.code, line.price, "5")], start=1))
        self.must(stay.upload([Line(line.code, line.price, "-2")], start=2, init_feedetl_sn="1"))
        self.must(stay.discharge())
        info = self.must(stay.settle()).output["setlinfo"]
        self.assertEqual(money(info["medfee_sumamt"]),
                         (Decimal(line.price) * 3).quantize(Decimal("0.01")))

    def test_more_cannot_be_refunded_than_was_charged(self):
        stay = Stay(self.gateway, self.person())
        self.must(stay.register())
        line = self.region.lines()[0]
        self.must(stay.upload([Line(line.code, line.price, "1")], start=1))
        self.refused(stay.upload([Line(line.code, line.price, "-2")], start=2,
                                 init_feedetl_sn="1"))

    def test_changes_of_the_stay_and_undo_all_the_way(self):
        stay = self.stay()
        self.refused(stay.of_visit("2404"))
        self.must(stay.discharge())
        before = account_balance(self.gateway, stay.person)
        info = self.must(stay.settle()).output["setlinfo"]
        back = self.must(stay.undo()).output["setlinfo"]
        self.assertEqual(money(back["fund_pay_sumamt"]), -money(info["fund_pay_sumamt"]))
        self.assertEqual(account_balance(self.gateway, stay.person), before)
        self.must(stay.of_visit("2405"))
        self.must(stay.drop_lines())
        self.must(stay.of_visit("2404"))
        self.refused(stay.trial())

    def test_a_second_stay_has_a_smaller_deductible(self):
        first, second = self.stay(), None
        self.must(first.discharge())
        one = self.must(first.settle()).output["setlinfo"]
        second = Stay(self.gateway, first.person).until_uploaded(self.region.lines(times=40))
        self.must(second.discharge())
        two = self.must(second.settle()).output["setlinfo"]
        self.assertLess(money(two["act_pay_dedc"]), money(one["act_pay_dedc"]))
        self.assertGreater(money(two["fund_pay_sumamt"]), money(one["fund_pay_sumamt"]))
        self.refused(first.undo(), "later_settlement_exists")

    def test_queries_show_the_stay(self):
        stay = self.stay()
        self.must(stay.discharge())
        info = self.must(stay.settle()).output["setlinfo"]
        shown = self.must(query(self.gateway, "5203", stay)).output["setlinfo"]
        self.assertEqual(money(shown["fund_pay_sumamt"]), money(info["fund_pay_sumamt"]))


class PharmacyTest(GatewayTest):
    institution = "pharmacy"

    def purchase(self):
        return Purchase(self.gateway, self.person(), self.region.lines()[:2])

    def test_a_purchase(self):
        purchase = self.purchase()
        before = account_balance(self.gateway, purchase.person)
        trial = self.must(purchase.trial()).output["setlinfo"]
        self.assertEqual(account_balance(self.gateway, purchase.person), before)
        settled = self.must(purchase.settle()).output
        info = settled["setlinfo"]
        self.assertEqual(broken_identities(info, settled["setldetail"]), [])
        self.assertEqual(money(trial["acct_pay"]), money(info["acct_pay"]))
        self.assertEqual(account_balance(self.gateway, purchase.person),
                         before - money(info["acct_pay"]))
        self.assertEqual(len(settled["detlcutinfo"]), 2)

    def test_undo(self):
        purchase = self.purchase()
        before = account_balance(self.gateway, purchase.person)
        info = self.must(purchase.settle()).output["setlinfo"]
        back = self.must(purchase.undo()).output["setlinfo"]
        self.assertEqual(money(back["medfee_sumamt"]), -money(info["medfee_sumamt"]))
        for pair in (("psn_pay", "psn_part_amt"), ("cash_payamt", "psn_cash_pay")):
            self.assertEqual(money(back[pair[0]]), money(back[pair[1]]))
        self.assertEqual(account_balance(self.gateway, purchase.person), before)
        self.refused(purchase.undo())

    def test_every_pharmacy_transaction_by_its_number_in_the_path(self):
        purchase = self.purchase()

        def by_path(infno, content):
            body = self.gateway.envelope(infno, content)
            return self.must(self.gateway.post(body, path=f"/fsi/api/{infno}")).output["setlinfo"]
        trial = by_path("2101", purchase.content())
        bought = by_path("2102", purchase.content())
        self.assertEqual(money(trial["acct_pay"]), money(bought["acct_pay"]))
        back = by_path("2103", {"data": {"setl_id": bought["setl_id"],
                                         "mdtrt_id": bought["mdtrt_id"],
                                         "psn_no": purchase.person.psn_no}})
        self.assertEqual(money(back["acct_pay"]), -money(bought["acct_pay"]))

    def test_lines_that_do_not_add_up(self):
        self.refused(self.purchase().settle(medfee_sumamt="1.00"))

    def test_a_line_number_twice(self):
        purchase = self.purchase()
        content = purchase.content()
        content["drugdetail"][1]["feedetl_sn"] = content["drugdetail"][0]["feedetl_sn"]
        self.refused(self.gateway.call("2102", content))


if __name__ == "__main__":
    unittest.main()
