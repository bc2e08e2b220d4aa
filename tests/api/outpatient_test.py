"""Outpatient visits: registration to settlement and back, with the amounts that must hold."""

import json
import unittest
from decimal import Decimal

from flows import DAY, Visit, account_balance, query
from gateway import broken_identities, money
from region import GatewayTest

SETTLED = ("medfee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt",
           "inscp_scp_amt", "act_pay_dedc", "hifp_pay", "fund_pay_sumamt", "psn_part_amt",
           "acct_pay", "psn_cash_pay", "balc")


class OutpatientTest(GatewayTest):
    def visit(self):
        return Visit(self.gateway, self.person()).until_uploaded(self.region.lines())

    def test_from_registration_to_settlement(self):
        visit = self.visit()
        for row in visit.result:
            parts = sum(money(row[name]) for name in ("fulamt_ownpay_amt", "overlmt_amt",
                                                      "preselfpay_amt", "inscp_scp_amt"))
            self.assertEqual(money(row["det_item_fee_sumamt"]), parts)
        trial = self.must(visit.trial()).output
        settled = self.must(visit.settle()).output
        info, detail = settled["setlinfo"], settled["setldetail"]
        self.assertEqual(broken_identities(info, detail), [])
        self.assertEqual(info["medins_setl_id"], visit.msgid)
        self.assertEqual(info["psn_no"], visit.person.psn_no)
        for name in SETTLED:
            self.assertEqual(trial["setlinfo"][name], info[name], name)
        self.assertFalse(trial["setlinfo"].get("setl_id"))

    def test_amounts_are_numbers_with_two_decimals(self):
        visit = self.visit()
        text = self.must(visit.settle()).body.decode()
        for name in SETTLED:
            self.assertRegex(text, rf'"{name}"\s*:\s*-?\d+\.\d\d[,}}\s]')

    def test_a_trial_changes_nothing(self):
        visit = self.visit()
        before = account_balance(self.gateway, visit.person)
        first = self.must(visit.trial()).output["setlinfo"]
        for _ in range(3):
            self.assertEqual(self.must(visit.trial()).output["setlinfo"]["balc"], first["balc"])
        self.assertEqual(account_balance(self.gateway, visit.person), before)
        self.assertEqual(money(self.must(visit.settle()).output["setlinfo"]["balc"]),
                         money(first["balc"]))

    def test_the_account_pays_and_the_balance_falls(self):
        visit = self.visit()
        before = account_balance(self.gateway, visit.person)
        info = self.must(visit.settle()).output["setlinfo"]
        after = account_balance(self.gateway, visit.person)
        self.assertEqual(before - money(info["acct_pay"]), after)
        self.assertEqual(money(info["balc"]), after)

    def test_without_the_account_cash_pays(self):
        visit = self.visit()
        info = self.must(visit.settle(acct_used_flag="0")).output["setlinfo"]
        self.assertEqual(money(info["acct_pay"]), 0)
        self.assertEqual(money(info["psn_cash_pay"]), money(info["psn_part_amt"]))

    def test_undo_negates_and_restores(self):
        visit = self.visit()
        before = account_balance(self.gateway, visit.person)
        info = self.must(visit.settle()).output["setlinfo"]
        undone = self.must(visit.undo()).output
        back = undone["setlinfo"]
        self.assertNotEqual(back["setl_id"], info["setl_id"])
        for name in SETTLED[:-1]:
            if name != "psn_cash_pay":
                self.assertEqual(money(back[name]), -money(info[name]), name)
        self.assertEqual(money(back["psn_cash_pay"]), money(back["pdn_cash_pay"]))
        self.assertEqual(broken_identities(back, undone["setldetail"], sign=-1), [])
        self.assertEqual(account_balance(self.gateway, visit.person), before)

    def test_after_undo_the_same_settles_to_the_same(self):
        visit = self.visit()
        first = self.must(visit.settle()).output["setlinfo"]
        self.must(visit.undo())
        second = self.must(visit.settle()).output["setlinfo"]
        for name in SETTLED:
            self.assertEqual(first[name], second[name], name)
        self.assertNotEqual(first["setl_id"], second["setl_id"])

    def test_undo_all_the_way_to_the_registration(self):
        visit = self.visit()
        self.refused(visit.cancel(), "visit_has_fees")
        self.must(visit.settle())
        self.refused(visit.drop_lines(visit.batch))
        self.must(visit.drop_lines("0000"))  # nothing unsettled: nothing happens
        self.refused(visit.cancel(), "visit_has_fees")
        self.must(visit.undo())
        self.must(visit.drop_lines("0000"))
        self.must(visit.cancel())
        self.refused(visit.upload(self.region.lines()), "visit_cancelled")

    def test_queries_show_what_was_settled(self):
        visit = self.visit()
        info = self.must(visit.settle()).output["setlinfo"]
        shown = self.must(query(self.gateway, "5203", visit)).output
        for name in SETTLED[:-1]:
            self.assertEqual(money(shown["setlinfo"][name]), money(info[name]), name)
        self.assertEqual(money(shown["setlinfo"]["psn_pay"]), money(info["psn_part_amt"]))
        self.assertEqual(money(shown["setlinfo"]["cash_payamt"]), money(info["psn_cash_pay"]))
        lines = self.must(query(self.gateway, "5204", visit)).output
        self.assertIsInstance(lines, list)
        self.assertEqual(sum(money(row["det_item_fee_sumamt"]) for row in lines),
                         money(info["medfee_sumamt"]))
        diagnoses = self.must(query(self.gateway, "5202", visit)).output["diseinfo"]
        self.assertEqual(diagnoses[0]["diag_code"], "J06.900")
        visits = self.must(query(self.gateway, "5201", visit, begntime=f"{DAY} 00:00:00",
                                 endtime=f"{DAY} 23:59:59", med_type="11")).output
        self.assertIn(visit.mdtrt_id, [row["mdtrt_id"] for row in visits["mdtrtinfo"]])


class ToleranceTest(GatewayTest):
    """What real clients send differently and must be understood all the same."""

    def setUp(self):
        super().setUp()
        self.visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        self.expected = self.must(self.visit.trial()).output["setlinfo"]

    def same(self, answer):
        info = self.must(answer).output["setlinfo"]
        self.assertEqual([info[name] for name in SETTLED],
                         [self.expected[name] for name in SETTLED])

    def envelope(self, **changes):
        return self.gateway.envelope("2206", {"data": self.visit.settle_data()}, **changes)

    def test_input_as_text(self):
        content = json.dumps({"data": self.visit.settle_data()}, ensure_ascii=False)
        self.same(self.gateway.call("2206", content))

    def test_input_with_a_capital(self):
        body = self.envelope()
        body["Input"] = body.pop("input")
        self.same(self.gateway.post(body))

    def test_content_types(self):
        body = self.envelope()
        self.same(self.gateway.post(body, content_type="text/plain"))
        self.same(self.gateway.post(body, content_type="text/plain; charset=UTF-8"))
        form = b"=" + json.dumps(body, ensure_ascii=False).encode()
        self.same(self.gateway.post(form, content_type="application/x-www-form-urlencoded"))

    def test_the_path_form(self):
        path = "/fsi/api/outpatientSettleService/preSettletment"
        self.same(self.gateway.post(self.envelope(), path=path))

    def test_numbers_as_text_and_text_as_numbers(self):
        total = self.visit.settle_data()["medfee_sumamt"]
        body = json.dumps(self.envelope(), ensure_ascii=False)
        self.same(self.gateway.post(body.replace(f'"{total}"', total).encode()))
        self.same(self.gateway.post(self.envelope(opter_type=1, infver=1)))
        self.same(self.gateway.call("2206", {"data": self.visit.settle_data(acct_used_flag=1)}))

    def test_empty_ones_written_as_words(self):
        self.same(self.gateway.post(self.envelope(dev_no="null", cainfo="NULL", sign_no="null",
                                                  dev_safe_info=None, signtype=None)))

    def test_unknown_fields_are_ignored(self):
        self.same(self.gateway.post(self.envelope(serv_code="x", app_id={"a": [1]})))
        data = self.visit.settle_data(something_new="1", exp_content="")
        self.same(self.gateway.call("2206", {"data": data, "other": []}))

    def test_msgids_of_other_shapes(self):
        for msgid in ("a" * 28, "f" * 30, "H0000000000120260210093000123" + "10"):
            self.same(self.gateway.call("2206", {"data": self.visit.settle_data()}, msgid))

    def test_one_line_not_in_a_list(self):
        visit = Visit(self.gateway, self.person())
        self.must(visit.register())
        self.must(visit.describe())
        line = self.region.lines()[:1]
        row = visit.rows(line)[0]
        answer = self.must(self.gateway.call("2204", {"feedetail": row}))
        self.assertEqual(len(answer.output["result"]), 1)

    def test_amounts_without_decimals_or_with_more_zeros(self):
        total = Decimal(self.visit.settle_data()["medfee_sumamt"])
        self.same(self.gateway.call("2206", {"data": self.visit.settle_data(
            medfee_sumamt=f"{total:.4f}")}))


class SignInTest(GatewayTest):
    def test_sign_in_and_out(self):
        answer = self.must(self.gateway.call("9001", {"signIn": {
            "opter_no": "0001", "mac": "00-00", "ip": "127.0.0.1"}}))
        sign_no = answer.output["signinoutb"]["sign_no"]
        self.assertTrue(sign_no)
        out = self.must(self.gateway.call("9002", {"signOut": {
            "sign_no": sign_no, "opter_no": "0001"}})).output
        self.assertTrue(out["sign_time"])
        self.assertTrue(out["signoutoutb"]["sign_time"])

    def test_a_person_by_certificate(self):
        person = self.person()
        answer = self.must(self.gateway.call("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": person.certno, "card_sn": "",
            "begntime": "", "psn_cert_type": "01", "certno": person.certno,
            "psn_name": person.name}}))
        base = answer.output["baseinfo"]
        self.assertEqual((base["psn_no"], base["psn_name"]), (person.psn_no, person.name))
        insured = [row["insutype"] for row in answer.output["insuinfo"]]
        self.assertIn(person.insutype, insured)

    def test_the_envelope_of_an_answer(self):
        answer = self.gateway.call("9001", {"signIn": {"opter_no": "1", "mac": "1", "ip": "1"}})
        self.assertEqual(len(answer.json["inf_refmsgid"]), 30)
        for name in ("refmsg_time", "respond_time"):
            self.assertRegex(answer.json[name], r"^\d{17}$")


if __name__ == "__main__":
    unittest.main()
