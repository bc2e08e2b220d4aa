"""A7, L2: cards: applied for, approved, paid for, made; lost and replaced, refused at once."""

import unittest

from console_client import Client
from flows import Visit, Purchase
from gateway import Gateway
from region import GatewayTest


class CardTest(GatewayTest):
    def setUp(self):
        super().setUp()
        self.clerk, self.reviewer = self.console("clerk"), self.console("reviewer")
        self.holder = self.person()
        self.path = f"/api/persons/{self.holder.psn_no}/cards"

    def console(self, user):
        client = Client(self.server.port)
        answer, body = client.sign_in(user)
        self.assertEqual(answer.status, 200, body)
        return client

    def ok(self, sent):
        answer, body = sent
        self.assertEqual(answer.status, 200, body)
        return body

    def no(self, sent, status, code):
        answer, body = sent
        self.assertEqual((answer.status, body["error"]["code"]), (status, code), body)

    def step(self, card, step, **more):
        return self.clerk.send("POST", f"{self.path}/{card['paper']}/steps",
                               {"step": step, **more})

    def decide(self, card, approve=True):
        return self.reviewer.send("POST", f"{self.path}/{card['paper']}/decision",
                                  {"approve": approve, "note": "核对"})

    def make(self, **number):
        card = self.ok(self.clerk.send("POST", self.path, {"item": "ic_card"}))
        self.ok(self.decide(card))
        self.ok(self.step(card, "pay"))
        return self.ok(self.step(card, "make", **number))

    def shown(self, card):
        """The fields by which a call shows the card."""
        return {"mdtrt_cert_type": "03", "mdtrt_cert_no": card["number"], "card_sn": "1"}

    def ask(self, card, **more):
        return self.gateway.call("1101", {"data": {
            **self.shown(card), "begntime": "", "psn_cert_type": "01",
            "certno": self.holder.certno, "psn_name": self.holder.name, **more}})

    def test_from_the_application_to_the_card(self):
        items = self.clerk.get("/api/card-items")["items"]
        self.assertIn("ic_card", [one["item"]["id"] for one in items])
        card = self.ok(self.clerk.send("POST", self.path, {"item": "ic_card", "note": "单位代办"}))
        self.assertEqual((card["state"]["id"], card["fee"]), ("applied_for", "15.00"))
        self.no(self.clerk.send("POST", self.path, {"item": "ic_card"}), 409, "request_waiting")
        self.no(self.clerk.send("POST", f"{self.path}/{card['paper']}/decision",
                                {"approve": True}), 403, "right_missing")
        self.no(self.step(card, "make"), 409, "card_state")
        self.ok(self.decide(card))
        self.no(self.step(card, "make"), 409, "card_state")
        self.ok(self.step(card, "pay"))
        made = self.ok(self.step(card, "make"))
        self.assertEqual(made["state"]["id"], "in_force")
        self.assertEqual([event["step"]["id"] for event in made["events"]],
                         ["apply", "approve", "pay", "make"])
        listed = self.clerk.get("/api/cards")["items"]
        self.assertIn(card["id"], [one["id"] for one in listed])
        self.assertEqual(self.must(self.ask(made)).output["baseinfo"]["psn_no"],
                         self.holder.psn_no)

    def test_a_lost_card_is_refused_by_the_next_call_of_every_kind(self):
        card = self.make()
        visit = Visit(self.gateway, self.holder).until_uploaded(self.region.lines())
        message = self.gateway.msgid()
        settled = self.must(visit.settle(message, **self.shown(card)))
        self.ok(self.step(card, "report_lost", note="电话挂失"))
        self.refused(self.ask(card), "卡")
        again = Visit(self.gateway, self.holder)
        self.refused(again.register(**self.shown(card)), "卡")
        pharmacy = Gateway(self.server.port, self.region.pharmacy, self.region.area)
        purchase = Purchase(pharmacy, self.holder, self.region.lines())
        self.refused(purchase.settle(**self.shown(card)), "卡")
        # What was accepted before stays accepted: its message is answered as it was.
        repeated = self.must(visit.settle(message, **self.shown(card)))
        self.assertEqual(repeated.output, settled.output)
        timeline = self.clerk.get(f"/api/persons/{self.holder.psn_no}/timeline")["items"]
        self.assertTrue(any(one["kind"] == "card" and "挂失" in one["text"]["zh"]
                            for one in timeline))
        self.ok(self.step(card, "find"))
        self.must(self.ask(card))

    def test_a_replacement_ends_the_old_card(self):
        old = self.make(number="A7" + self.holder.psn_no[-8:])
        self.ok(self.step(old, "report_lost", note="遗失"))
        new = self.make(number="B7" + self.holder.psn_no[-8:])
        self.assertEqual((new["replaces"], new["fee"]), (old["id"], "10.00"))
        self.refused(self.ask(old), "卡")
        self.must(self.ask(new))
        self.no(self.step(old, "find"), 409, "card_state")

    def test_a_card_is_its_holders(self):
        card = self.make()
        other = self.person()
        data = {"data": {**self.shown(card), "begntime": "", "psn_cert_type": "01",
                         "certno": other.certno, "psn_name": other.name}}
        self.refused(self.gateway.call("1101", data), "不符")
        unknown = {**card, "number": "X123456789"}
        self.refused(self.ask(unknown), "没有这张卡")


if __name__ == "__main__":
    unittest.main()
