"""C5, L3: an insured person signs in and sees nothing but the own data."""

import http.client
import re
import unittest

from console_client import Client
from flows import Visit
from harness import ROOT
from region import GatewayTest

PASSWORD = "Correct-horse-7"


def operations():
    """Every operation of the contract: method, path, x-own (None: the staff's alone), open."""
    path = method = own = security = None
    found = []
    for line in [*(ROOT / "api/openapi.yaml").read_text().splitlines(), "components:"]:
        at = re.match(r"  (/api/\S+):$|    (get|post|delete):$|components:", line)
        if at and method:
            found.append((method.upper(), path, own, security))
            method = None
        if line == "components:":
            if found:
                break
        if at and at.group(1):
            path = at.group(1)
        elif at and at.group(2):
            method, own, security = at.group(2), None, False
        elif line.startswith("      x-own: "):
            own = line.split(": ")[1]
        elif line == "      security: []":
            security = True
    return found


class MemberTest(GatewayTest):
    def setUp(self):
        super().setUp()
        self.clerk = self.staff("clerk")
        self.holder = self.person()
        self.path = f"/api/persons/{self.holder.psn_no}"
        self.year = self.clerk.get("/api/region")["today"][:4]

    def staff(self, user):
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

    def code_of(self, person):
        return self.ok(self.clerk.send("POST", f"/api/persons/{person.psn_no}/login",
                                       {"cert_no": person.certno}))["code"]

    def sign_in(self, person, password, **more):
        client = Client(self.server.port)
        answer, body = client.send("POST", "/api/member-session", {
            "cert_no": person.certno, "password": password, **more})
        if answer.status == 200:
            client.cookie = answer.getheader("Set-Cookie").split(";")[0]
            client.token = body["csrf"]
        return client, (answer, body)

    def member(self, person=None):
        person = person or self.holder
        client, sent = self.sign_in(person, self.code_of(person), new=PASSWORD)
        self.assertEqual(self.ok(sent)["person"], person.psn_no)
        return client

    def pdf(self, client, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", path, headers={"Cookie": client.cookie})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def test_a_login_is_opened_against_the_certificate_and_begins_with_a_code(self):
        self.assertEqual(self.clerk.get(f"{self.path}/login")["state"]["id"], "none")
        self.no(self.clerk.send("POST", f"{self.path}/login", {"cert_no": "11010519491231002X"}),
                422, "person_differs")
        self.no(self.staff("reviewer").send("POST", f"{self.path}/login", {"cert_no": "1"}), 403,
                "right_missing")
        code = self.code_of(self.holder)
        self.assertEqual(self.clerk.get(f"{self.path}/login")["state"]["id"], "code")
        self.no(self.sign_in(self.holder, code)[1], 409, "password_to_be_set")
        self.no(self.sign_in(self.holder, code, new="short")[1], 422, "weak_password")
        self.no(self.sign_in(self.holder, "wrong", new=PASSWORD)[1], 401, "wrong_credentials")
        self.ok(self.sign_in(self.holder, code, new=PASSWORD)[1])
        self.no(self.sign_in(self.holder, code, new=PASSWORD)[1], 401, "wrong_credentials")
        session = self.ok(self.sign_in(self.holder, PASSWORD)[1])
        self.assertEqual((session["roles"], session["name"]), (["member"], self.holder.name))
        stranger = self.person(certno="11010519491231002X")
        self.no(self.sign_in(stranger, PASSWORD)[1], 401, "wrong_credentials")
        trail = self.staff("auditor").get("/api/audit", subject=self.holder.psn_no)["items"]
        self.assertTrue({"open_member_login", "set_member_password"} <=
                        {row["action"] for row in trail}, trail)

    def test_the_person_sees_the_own_data_and_of_others_nothing(self):
        settled = Visit(self.gateway, self.holder).until_uploaded(self.region.lines())
        self.must(settled.settle())
        other = self.person()
        foreign = Visit(self.gateway, other).until_uploaded(self.region.lines())
        self.must(foreign.settle())
        member = self.member()
        own = member.get(self.path)
        self.assertEqual(own["name"], self.holder.name)
        self.assertNotIn(self.holder.certno, str(own))
        listed = [row["setl_id"] for row in member.get(f"{self.path}/settlements")["items"]]
        self.assertIn(settled.setl_id, listed)
        self.assertTrue(member.get(f"/api/settlements/{settled.setl_id}")["lines"])
        self.assertTrue(member.get(f"/api/settlements/{settled.setl_id}/explanation")["figures"])
        statement = member.get(f"{self.path}/statements/{self.year}")
        self.assertEqual(statement["closing"], own["account"]["balance"])
        status, body = self.pdf(member, f"{self.path}/statements/{self.year}/pdf")
        self.assertEqual((status, body[:5]), (200, b"%PDF-"))
        for path in ("", "/settlements", f"/statements/{self.year}", "/cards"):
            self.no(member.send("GET", f"/api/persons/{other.psn_no}{path}"), 404,
                    "unknown_person")
        self.assertEqual(self.pdf(member, f"/api/persons/{other.psn_no}/statements/"
                                          f"{self.year}/pdf")[0], 404)
        for path in ("", "/explanation"):
            self.no(member.send("GET", f"/api/settlements/{foreign.setl_id}{path}"), 404,
                    "unknown_settlement")

    def test_every_operation_of_the_staff_refuses_the_role(self):
        member = self.member()
        checked = owned = 0
        for method, path, own, is_open in operations():
            if is_open or path == "/api/session":
                continue
            filled = path.replace("{psn_no}", self.holder.psn_no).replace("{year}", self.year)
            filled = re.sub(r"\{\w+\}", "1", filled)
            if own is None:
                answer = member.send(method, filled, {} if method == "POST" else None)
                self.no(answer, 403, "right_missing")
                checked += 1
            else:
                owned += 1
        self.assertGreater(checked, 80)
        self.assertEqual(owned, 11)
        self.ok(member.send("GET", "/api/session"))

    def test_a_card_that_its_holder_reports_lost_is_refused_at_once(self):
        reviewer = self.staff("reviewer")
        card = self.ok(self.clerk.send("POST", f"{self.path}/cards", {"item": "ic_card"}))
        steps = f"{self.path}/cards/{card['paper']}"
        self.ok(reviewer.send("POST", f"{steps}/decision", {"approve": True}))
        for step in ("pay", "make"):
            card = self.ok(self.clerk.send("POST", f"{steps}/steps", {"step": step}))
        shown = {"mdtrt_cert_type": "03", "mdtrt_cert_no": card["number"], "card_sn": "1"}
        ask = {"data": {**shown, "begntime": "", "psn_cert_type": "01",
                        "certno": self.holder.certno, "psn_name": self.holder.name}}
        self.must(self.gateway.call("1101", ask))
        member = self.member()
        self.assertEqual(member.get(f"{self.path}/cards")["items"][0]["state"]["id"], "in_force")
        self.no(member.send("POST", f"{steps}/steps", {"step": "report_lost", "note": "x"}), 403,
                "right_missing")
        other = self.person()
        self.no(member.send("POST", f"/api/persons/{other.psn_no}/cards/001/loss"), 404,
                "unknown_person")
        lost = self.ok(member.send("POST", f"{steps}/loss"))
        self.assertEqual(lost["state"]["id"], "lost")
        self.refused(self.gateway.call("1101", ask), "卡")
        self.no(member.send("POST", f"{steps}/loss"), 409, "card_state")
        self.no(self.clerk.send("POST", f"{steps}/loss"), 403, "right_missing")

    def test_a_closed_login_ends_at_once(self):
        member = self.member()
        member.get(self.path)
        closure = f"{self.path}/login/closure"
        self.no(self.clerk.send("POST", closure, {"reason": ""}), 422, "missing_field")
        closed = self.ok(self.clerk.send("POST", closure, {"reason": "本人申请"}))
        self.assertEqual(closed["state"]["id"], "closed")
        self.no(member.send("GET", self.path), 401, "not_signed_in")
        self.no(self.sign_in(self.holder, PASSWORD)[1], 401, "wrong_credentials")
        self.no(self.clerk.send("POST", closure, {"reason": "再次"}), 404, "no_login")
        self.member().get(self.path)

    def test_who_leaves_is_signed_out_and_stays_so(self):
        member = self.member()
        form = {"kind": "inheritance", "day": self.clerk.get("/api/region")["today"],
                "receiver": "继承人", "receiver_account": "工行 6222", "documents": "死亡证明",
                "reason": "死亡"}
        payout = self.ok(self.clerk.send("POST", f"{self.path}/payouts", form))
        member.get(self.path)
        self.ok(self.staff("reviewer").send(
            "POST", f"{self.path}/payouts/{payout['number']}/decision", {"approve": True}))
        self.no(member.send("GET", self.path), 401, "not_signed_in")
        self.no(self.sign_in(self.holder, PASSWORD)[1], 404, "no_login")
        self.assertEqual(self.clerk.get(f"{self.path}/login")["state"]["id"], "left")

    def test_a_new_password_ends_every_session_of_the_person(self):
        first, second = self.member(), self.sign_in(self.holder, PASSWORD)[0]
        wrong = {"present": "wrong", "new": "Another-horse-8"}
        self.no(second.send("POST", "/api/password", wrong), 422, "wrong_password")
        self.ok(second.send("POST", "/api/password", {**wrong, "present": PASSWORD}))
        for client in (first, second):
            self.no(client.send("GET", self.path), 401, "not_signed_in")
        self.ok(self.sign_in(self.holder, "Another-horse-8")[1])

    def test_guessing_locks_out(self):
        self.member()
        for _ in range(8):
            self.no(self.sign_in(self.holder, "guess")[1], 401, "wrong_credentials")
        self.no(self.sign_in(self.holder, PASSWORD)[1], 429, "too_many_attempts")


if __name__ == "__main__":
    unittest.main()
