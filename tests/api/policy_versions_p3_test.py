"""P3: a policy from a draft to publication, by two persons, and settlements by the new version."""

import datetime
import http.client
import io
import itertools
import tarfile
import unittest

from console_client import Client, ConsoleTest
from flows import Visit
from gateway import Gateway, money
from harness import DATABASE_SERVER, PACKS, Server, tongchou
from region import GatewayTest

FILE = "employee.yaml"
SHARE = "              table: {1: 70%, 2: 60%, 3: 50%}\n"
TODAY = datetime.date.today()
DAYS = itertools.count(40)


def later():
    """A day to come, another one each time."""
    return (TODAY + datetime.timedelta(days=next(DAYS))).isoformat()


def with_period(text, day, share):
    """The outpatient shares, with other ones of levels 2 and 3 from `day` on."""
    end = text.index("          adjust:", text.index(SHARE))
    return (text[:end] + f"            - from: {day}\n"
            "              source: {document: employee, article: 第十三条}\n"
            f"              table: {{1: 70%, 2: {share}%, 3: {share}%}}\n" + text[end:])


def send(client, method, path, body=None, status=200):
    answer, text = client.send(method, path, body)
    if answer.status != status:
        raise AssertionError(f"{method} {path}: {answer.status} {text}")
    return text


def text_of(draft, path):
    return next(file["text"] for file in draft["files"] if file["path"] == path)


def paid(trial):
    """By the funds."""
    return money(trial.output["setlinfo"]["fund_pay_sumamt"])


def drafted(officer, title, day, share):
    """A draft that changes the share from `day` on."""
    draft = send(officer, "POST", "/api/policy-drafts", {"title": title})
    text = with_period(text_of(draft, FILE), day, share)
    return send(officer, "PUT", f"/api/policy-drafts/{draft['number']}", {
        "version": draft["version"], "files": [{"path": FILE, "text": text}]})


def published(officer, leader, draft, reason=""):
    path = f"/api/policy-drafts/{draft['number']}"
    send(officer, "POST", f"{path}/submit")
    send(leader, "POST", f"{path}/decide", {"approve": True, "note": "agreed"})
    return send(leader, "POST", f"{path}/publish", {"reason": reason})


class PolicyVersionsTest(ConsoleTest, GatewayTest):
    def setUp(self):
        super().setUp()
        self.officer, self.leader = self.client("officer"), self.client("leader")

    def settled(self):
        visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines())
        info = self.must(visit.settle()).output["setlinfo"]
        return self.client("leader").get(f"/api/settlements/{info['setl_id']}")

    def visit_with_a_share(self):
        """A visit of which the funds pay a part, and how much; it is not settled."""
        while True:
            visit = Visit(self.gateway, self.person()).until_uploaded(self.region.lines(4))
            if (amount := paid(self.must(visit.trial()))) > 0:
                return visit, amount

    def test_the_story_from_draft_to_settlements_and_over_a_restart(self):
        day = later()
        draft = drafted(self.officer, "三级门诊", day, 65)
        path = f"/api/policy-drafts/{draft['number']}"
        check = send(self.officer, "POST", f"{path}/check")
        self.assertTrue(check["passed"], check["refused"])
        self.assertTrue(check["examples"] and all(one["passed"] for one in check["examples"]))
        self.assertEqual({change["from"] for change in check["changes"]}, {day})
        self.assertEqual(check["first_changed"], day)
        diff = self.leader.get(f"/api/policies/draft:{draft['number']}/diff", **{"from": ""})
        self.assertEqual(len(diff["changes"]), len(check["changes"]))
        self.refused(self.officer.send("POST", f"{path}/decide", {"approve": True}), 403,
                     "right_missing")
        self.refused(self.leader.send("POST", f"{path}/publish", {}), 409, "draft_state")
        before = self.leader.get("/api/policy-versions")["items"]
        version = published(self.officer, self.leader, draft)
        self.assertEqual((version["number"], version["valid_from"], version["author"],
                          version["approver"], version["state"]),
                         (len(before) + 1, day, "officer", "leader", "published"))
        versions = self.leader.get("/api/policy-versions", known_on=TODAY.isoformat())["items"]
        self.assertEqual([one["state"] for one in versions],
                         ["superseded"] * len(before) + ["published"])
        self.assertEqual([one["known"] for one in versions][-1], True)
        self.assertEqual(self.settled()["pack"]["digest"], version["digest"])
        self.server.stop()
        self.server.start()
        self.gateway = Gateway(self.server.port, self.region.hospital, self.region.area)
        self.addCleanup(self.gateway.close)
        self.leader = self.client("leader")
        after = self.leader.get("/api/policy-versions")["items"]
        self.assertEqual(after[-1]["digest"], version["digest"])
        self.assertEqual(self.settled()["pack"]["digest"], version["digest"])
        status, output = self.server.verify()
        self.assertEqual(status, 0, output)

    def with_both_roles(self):
        """Somebody who may write and approve."""
        done = tongchou("user", "add", *self.server.store(), "--packs", PACKS, "--login", "both",
                        "--name", "Both", "--role", "officer", "leader")
        self.assertEqual(done.returncode, 0, done.stderr)
        both = Client(self.server.port)
        self.assertEqual(both.sign_in("both", done.stdout.split()[-1].decode())[0].status, 200)
        return both

    def test_two_officers_and_own_approval(self):
        draft = drafted(self.officer, "two", later(), 66)
        path = f"/api/policy-drafts/{draft['number']}"
        first = send(self.officer, "PUT", path, {"version": draft["version"], "files": [
            {"path": "area.yaml", "text": text_of(draft, "area.yaml") + "# one\n"}]})
        late = self.officer.send("PUT", path, {"version": draft["version"], "files": [
            {"path": "area.yaml", "text": "# lost?\n"}]})
        self.refused(late, 409, "stale_version")
        self.assertIn("officer", late[1]["error"]["en"])
        self.assertEqual(self.officer.get(path)["files"], first["files"])
        both = self.with_both_roles()
        saved = send(both, "PUT", path, {"version": first["version"], "files": [
            {"path": "area.yaml", "text": text_of(draft, "area.yaml") + "# two\n"}]})
        self.assertEqual(saved["author"], "officer, both")
        send(self.officer, "POST", f"{path}/submit")
        self.refused(both.send("POST", f"{path}/decide", {"approve": True}), 403, "own_request")
        send(self.officer, "POST", f"{path}/withdraw", {"note": "enough"})
        self.refused(self.officer.send("POST", f"{path}/submit"), 409, "draft_state")

    def test_a_draft_on_a_superseded_version_and_a_past_date(self):
        comment = send(self.officer, "POST", "/api/policy-drafts", {"title": "comment"})
        path = f"/api/policy-drafts/{comment['number']}"
        text = text_of(comment, "parameters.yaml") + "# a note\n"
        comment = send(self.officer, "PUT", path, {"version": comment["version"], "files": [
            {"path": "parameters.yaml", "text": text}]})
        conflict = drafted(self.officer, "conflict", later(), 67)
        past = (TODAY - datetime.timedelta(days=3)).isoformat()
        late = drafted(self.officer, "late document", past, 64)
        late_path = f"/api/policy-drafts/{late['number']}"
        check = send(self.officer, "POST", f"{late_path}/check")
        self.assertTrue(check["past"])
        send(self.officer, "POST", f"{late_path}/submit")
        send(self.leader, "POST", f"{late_path}/decide", {"approve": True})
        self.refused(self.leader.send("POST", f"{late_path}/publish", {}), 422,
                     "past_needs_reason")
        visit, before = self.visit_with_a_share()
        version = send(self.leader, "POST", f"{late_path}/publish", {"reason": "came late"})
        self.assertEqual((version["reason"], version["valid_from"]), ("came late", past))
        self.assertGreater(paid(visit.trial()), before)
        self.assertTrue(self.officer.get(path)["base_superseded"])
        self.refused(self.officer.send("POST", f"{path}/submit"), 409, "draft_superseded")
        updated = send(self.officer, "POST", f"{path}/update")
        self.assertEqual(updated["base"], f"version:{version['number']}")
        self.assertEqual(text_of(updated, "parameters.yaml"), text)
        self.assertIn("64%", text_of(updated, FILE))
        answer = self.officer.send("POST", f"/api/policy-drafts/{conflict['number']}/update")
        self.refused(answer, 409, "draft_conflict")
        self.assertEqual(answer[1]["error"]["where"], FILE)

    def test_bad_input_is_told_and_an_archive_comes_back(self):
        post = self.officer.send
        self.refused(post("POST", "/api/policy-drafts", {"title": ""}), 422, "missing_field")
        self.refused(post("POST", "/api/policy-drafts", {"title": "x", "base": "version:999"}),
                     404, "unknown_version")
        self.refused(post("GET", "/api/policy-drafts/999"), 404, "unknown_draft")
        self.refused(post("GET", "/api/policy-drafts/x"), 404, "unknown_draft")
        self.refused(post("GET", "/api/policy-versions/0"), 404, "unknown_version")
        self.refused(self.leader.send("POST", "/api/policy-drafts", {"title": "x"}), 403,
                     "right_missing")
        draft = send(self.officer, "POST", "/api/policy-drafts", {"title": "bad"})
        path = f"/api/policy-drafts/{draft['number']}"
        self.refused(post("POST", f"{path}/submit"), 422, "draft_unchanged")
        for name in ("../x.yaml", "/etc/x", ".hidden", "a//b"):
            self.refused(post("PUT", path, {"version": draft["version"], "files": [
                {"path": name, "text": ""}]}), 422, "bad_edit")
        broken = text_of(draft, FILE).replace(SHARE, SHARE.replace("50%", "150%"), 1)
        draft = send(self.officer, "PUT", path, {"version": draft["version"], "files": [
            {"path": FILE, "text": broken}]})
        check = send(self.officer, "POST", f"{path}/check")
        self.assertFalse(check["passed"])
        self.assertEqual(check["findings"][0]["file"], FILE)
        self.refused(post("POST", f"{path}/submit"), 422, "policy_invalid")
        archive = self.archive(1)
        again = self.imported(archive)
        first = self.officer.get("/api/policy-versions/1")
        self.assertEqual({file["path"]: file["text"] for file in again["files"]},
                         {file["path"]: file["text"] for file in first["files"]})
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            self.assertIn("demo-city/area.yaml", packed.getnames())
        for damaged in (b"", b"x" * 600, archive[:5000]):
            answer = post("POST", "/api/policy-drafts/import?title=x", damaged)
            self.refused(answer, 422, "bad_archive")

    def archive(self, number):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", f"/api/policy-versions/{number}/archive",
                           headers={"Cookie": self.officer.cookie})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        self.assertEqual((answer.status, answer.getheader("Content-Type")),
                         (200, "application/x-tar"))
        return body

    def imported(self, archive):
        return send(self.officer, "POST", "/api/policy-drafts/import?title=back", archive)


@unittest.skipUnless(DATABASE_SERVER, "TONGCHOU_API_DATABASE is not set")
class TwoServersTest(GatewayTest):
    def test_the_other_server_settles_by_what_was_published_here(self):
        second = Server(beside=self.server).start()
        self.addCleanup(second.remove)
        officer, leader = Client(self.server.port), Client(self.server.port)
        officer.sign_in("officer")
        leader.sign_in("leader")
        version = published(officer, leader, drafted(officer, "here", later(), 65))
        gateway = Gateway(second.port, self.region.hospital, self.region.area)
        self.addCleanup(gateway.close)
        visit = Visit(gateway, self.person()).until_uploaded(self.region.lines())
        info = self.must(visit.settle()).output["setlinfo"]
        settlement = leader.get(f"/api/settlements/{info['setl_id']}")
        self.assertEqual(settlement["pack"]["digest"], version["digest"])


if __name__ == "__main__":
    unittest.main()
