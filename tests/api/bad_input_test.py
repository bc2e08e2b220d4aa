"""Every kind of bad input: a clear refusal, nothing stored, the next request served.

What | where
wrong JSON, half-sent, slow, over the size limit | transport_test.py, by these words
wrong types, missing required fields, unknown person or provider, inexact amounts, lines that do
not add up, dates outside coverage | BadInputTest, by these words
a stay settled twice, settle after undo, undo twice | StayOrderTest, by these words
a killed process, a repeated message | crash_test.py, idempotency_test.py
"""

import unittest

from flows import Line, Purchase, Stay, Visit, account_balance, identity, query
from gateway import Gateway
from region import Console, GatewayTest


class BadInputTest(GatewayTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.console = Console(cls.server.port, "finance")
        cls.addClassCleanup(cls.console.connection.close)

    def setUp(self):
        super().setUp()
        self.visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        self.entries = self.journal_entries()

    def tearDown(self):
        """Whatever was refused: no money moved, and the visit still settles."""
        self.assertEqual(self.journal_entries(), self.entries)
        self.must(self.visit.settle())

    def journal_entries(self):
        return self.console.get("/api/ledger/accounts")["entries"]

    def settle_refused(self, *words, **changes):
        before = account_balance(self.gateway, self.visit.person)
        self.refused(self.visit.settle(**changes), *words)
        self.assertEqual(account_balance(self.gateway, self.visit.person), before)

    def test_missing_required_fields(self):
        for name in ("psn_no", "mdtrt_id", "medfee_sumamt", "chrg_bchno", "insutype", "med_type",
                     "acct_used_flag"):
            for value in ("", "null"):
                with self.subTest(name, value=value):
                    self.settle_refused(name, **{name: value})
            with self.subTest(name, value="absent"):
                data = self.visit.settle_data()
                del data[name]
                self.refused(self.gateway.call("2207", {"data": data}), name)

    def test_missing_envelope_fields(self):
        data = {"data": self.visit.settle_data()}
        for name in ("infno", "msgid", "fixmedins_code", "input"):
            for value in (None, "", "null"):
                with self.subTest(name, value=value):
                    body = self.gateway.envelope("2207", data)
                    body.pop(name) if value is None else body.update({name: value})
                    self.refused(self.gateway.post(body), name)

    def test_wrong_types(self):
        for name in ("psn_no", "mdtrt_id", "medfee_sumamt", "chrg_bchno"):
            for value in ({}, {"a": 1}, [], [1, 2], True):
                with self.subTest(name, value=value):
                    self.settle_refused(name, **{name: value})
        for content in ("text", 7, [], [[]], {"data": "x"}, {"data": 7}, {"data": [[]]}, {}, None):
            with self.subTest(content):
                self.refused(self.gateway.call("2207", content))
        for name, value in (("infno", {}), ("msgid", []), ("fixmedins_code", {"a": 1})):
            with self.subTest(name):
                body = self.gateway.envelope("2207", {"data": self.visit.settle_data()})
                body[name] = value
                self.refused(self.gateway.post(body), name)

    def test_unknown_person(self):
        self.settle_refused(psn_no="99999999999999999999")
        stranger = Visit(self.gateway, self.person(psn_no="no-such-person"))
        self.refused(stranger.register())
        self.refused(self.gateway.call("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": "110101190001010000", "card_sn": "",
            "begntime": "", "psn_cert_type": "01", "certno": "110101190001010000",
            "psn_name": "无名氏"}}))

    def test_unknown_provider(self):
        stranger = Gateway(self.server.port, "H99999999999", self.region.area)
        self.addCleanup(stranger.close)
        visit = Visit(stranger, self.visit.person)
        self.refused(visit.register())

    def test_another_institution_may_not_touch_the_visit(self):
        other = Gateway(self.server.port, self.region.other_hospital, self.region.area)
        self.addCleanup(other.close)
        self.refused(other.call("2207", {"data": self.visit.settle_data()}))
        self.refused(other.call("2205", {"data": {
            "mdtrt_id": self.visit.mdtrt_id, "chrg_bchno": "0000",
            "psn_no": self.visit.person.psn_no}}))

    def test_another_person_may_not_settle_the_visit(self):
        other = self.person()
        self.settle_refused(**identity(other))

    def test_amounts_that_are_not_exact(self):
        for amount in ("12.345", "1e2", "abc", "-5.00", "1,000.00", "１２.００", "0x10", "NaN",
                       "1.", ".5", "1..2", "99999999999999999999.00", "1 2"):
            with self.subTest(amount):
                self.settle_refused("medfee_sumamt", medfee_sumamt=amount)

    def test_a_json_number_is_read_exactly(self):
        body = self.gateway.envelope("2207", {"data": self.visit.settle_data()})
        text = self.text(body).replace(f'"{body["input"]["data"]["medfee_sumamt"]}"',
                                       "123456789.10000000000000001", 1)
        self.refused(self.gateway.post(text.encode()), "medfee_sumamt")

    def test_a_total_that_is_not_that_of_the_lines(self):
        total = self.visit.settle_data()["medfee_sumamt"]
        self.settle_refused(total, medfee_sumamt="1.00")

    def test_parts_that_are_not_those_of_the_lines(self):
        for name in ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"):
            with self.subTest(name):
                self.settle_refused(name, **{name: "0.03"})

    def test_lines(self):
        good = self.region.lines()[0]
        cases = {
            "unknown item": ([Line("no-such-item", "1.00")], {}),
            "amount is not price times count": ([good], {"det_item_fee_sumamt": "0.01"}),
            "count with letters": ([good], {"cnt": "two"}),
            "negative price": ([Line(good.code, "-1.00")], {}),
            "not a time": ([good], {"fee_ocur_time": "2026-02-30 00:00:00"}),
            "no code": ([good], {"med_list_codg": ""}),
            "line number nought": ([good], {"feedetl_sn": "0"}),
        }
        for name, (lines, more) in cases.items():
            with self.subTest(name):
                rows = self.visit.rows(lines, "B2", 50, **more)
                self.refused(self.gateway.call("2204", {"feedetail": rows}))

    def test_a_line_number_twice(self):
        rows = self.visit.rows(self.region.lines()[:2], "B2", 50)
        rows[1]["feedetl_sn"] = rows[0]["feedetl_sn"]
        self.refused(self.gateway.call("2204", {"feedetail": rows}))
        rows = self.visit.rows(self.region.lines()[:1], "B2", 1)
        self.refused(self.gateway.call("2204", {"feedetail": rows}))

    def test_no_lines(self):
        self.refused(self.gateway.call("2204", {"feedetail": []}))
        empty = Visit(self.gateway, self.person())
        self.must(empty.register())
        self.must(empty.describe())
        self.refused(empty.settle(fulamt_ownpay_amt="0", overlmt_selfpay="0", preselfpay_amt="0",
                                  inscp_scp_amt="0"))

    def test_one_bad_line_stores_none(self):
        rows = self.visit.rows(self.region.lines()[:2], "B9", 70)
        rows[1]["det_item_fee_sumamt"] = "0.01"
        self.refused(self.gateway.call("2204", {"feedetail": rows}))
        self.refused(self.gateway.call("2207", {"data": self.visit.settle_data(
            chrg_bchno="B9", medfee_sumamt=rows[0]["det_item_fee_sumamt"])}))

    def test_dates(self):
        person = self.person()
        for time in ("1999-01-01 08:00:00", "2026-02-30 08:00:00", "2026-13-01 08:00:00",
                     "yesterday", "2126-01-01 08:00:00"):
            with self.subTest(time):
                self.refused(Visit(self.gateway, person).register(begntime=time))

    def test_dates_outside_coverage(self):
        person, before = self.person(), "1999-01-01 08:00:00"
        self.refused(Visit(self.gateway, person).register(begntime=before), "no_coverage")
        self.refused(Stay(self.gateway, person).register(begntime=before), "no_coverage")
        pharmacy = Gateway(self.server.port, self.region.pharmacy, self.region.area)
        self.addCleanup(pharmacy.close)
        purchase = Purchase(pharmacy, person, self.region.lines()[:1])
        self.refused(purchase.trial(begntime=before))
        self.refused(purchase.settle(begntime=before))
        stay = Stay(self.gateway, person)  # the same person can be admitted today
        self.must(stay.register())
        self.must(stay.of_visit("2404"))

    def test_a_scheme_that_does_not_cover_the_person(self):
        self.refused(Visit(self.gateway, self.person()).register(insutype="390"), "no_coverage")

    def test_unknown_visit_and_settlement(self):
        self.settle_refused(mdtrt_id="no-such-visit")
        self.refused(self.visit.undo(setl_id="no-such-settlement"))
        self.refused(query(self.gateway, "5203", self.visit, setl_id="no-such-settlement"))
        self.refused(query(self.gateway, "5204", self.visit, setl_id="no-such-settlement"))

    def test_unknown_codes(self):
        for changes in ({"insutype": "999"}, {"med_type": "9999"}, {"acct_used_flag": "7"},
                        {"psn_setlway": "99"}):
            with self.subTest(str(changes)):
                self.settle_refused(**changes)

    def test_texts_that_are_too_long(self):
        self.settle_refused("invono", invono="9" * 5000)
        body = self.gateway.envelope("2207", {"data": self.visit.settle_data()}, msgid="x" * 500)
        self.refused(self.gateway.post(body), "msgid")

    def test_text_that_looks_like_commands(self):
        for text in ("'; DROP TABLE settlement; --", "<script>alert(1)</script>", "%s%n", "\\x00"):
            with self.subTest(text):
                self.refused(self.gateway.call("2207", {"data": self.visit.settle_data(
                    mdtrt_id=text[:30])}))


class StayOrderTest(GatewayTest):
    def stay(self):
        return Stay(self.gateway, self.person()).until_uploaded(self.region.lines())

    def test_settle_before_discharge(self):
        stay = self.stay()
        self.refused(stay.settle(dscgTime=""), "not_discharged")
        self.must(stay.discharge())
        self.refused(stay.discharge(), "already_discharged")
        self.must(stay.settle())

    def test_a_stay_settled_twice(self):
        stay = self.stay()
        self.must(stay.settle())
        before = account_balance(self.gateway, stay.person)
        self.refused(stay.settle(), "already_settled")
        self.assertEqual(account_balance(self.gateway, stay.person), before)
        self.refused(stay.of_visit("2405"), "visit_settled")
        self.refused(stay.upload(self.region.lines()[:1], start=90))
        self.must(stay.undo())

    def test_settle_after_undo_of_the_stay(self):
        stay = self.stay()
        self.must(stay.discharge())
        self.must(stay.settle())
        self.must(stay.undo())
        self.must(stay.of_visit("2405"))
        self.must(stay.drop_lines())
        self.must(stay.of_visit("2404"))
        self.refused(stay.settle(), "visit_cancelled")
        self.refused(stay.trial(), "visit_cancelled")

    def test_settle_after_undo_settles_the_lines_once_more_and_once_only(self):
        stay = self.stay()
        first = self.must(stay.settle()).output["setlinfo"]
        self.must(stay.undo())
        second = self.must(stay.settle()).output["setlinfo"]
        self.assertEqual(first["fund_pay_sumamt"], second["fund_pay_sumamt"])
        self.refused(stay.settle(), "already_settled")

    def test_undo_twice(self):
        stay = self.stay()
        self.must(stay.settle())
        self.must(stay.undo())
        before = account_balance(self.gateway, stay.person)
        self.refused(stay.undo(), "already_reversed")
        self.assertEqual(account_balance(self.gateway, stay.person), before)

    def test_undo_of_an_undo(self):
        stay = self.stay()
        self.must(stay.settle())
        undone = self.must(stay.undo()).output["setlinfo"]
        self.refused(stay.undo(setl_id=undone["setl_id"]), "unknown_reference")

    def test_discharge_before_admission(self):
        self.refused(self.stay().discharge(endtime="2026-01-01 08:00:00"), "bad_period")


if __name__ == "__main__":
    unittest.main()
