"""What waits for each role, in its office, and that it goes when it is done."""

import unittest

from console_client import ConsoleTest

KINDS = {
    "clerk": {"cards_to_make", "held_receipts", "imports_to_correct", "notices_to_send"},
    "reviewer": {"employers_to_decide", "identities_to_decide", "cards_to_decide",
                 "payouts_to_decide"},
    "finance": {"payouts_to_decide", "refunds_to_decide", "files_to_post",
                "recomputes_to_post"},
    "leader": {"drafts_to_decide", "drafts_to_publish", "recomputes_to_decide"},
    "auditor": set(), "admin": set(),
}


class TasksTest(ConsoleTest):
    arguments = {"persons": 120}

    def tasks(self, client):
        items = client.get("/api/tasks")["items"]
        self.assertFalse(any(item["more"] for item in items))
        return {item["task"]["id"]: item["count"] for item in items}

    def must(self, sent):
        answer, body = sent
        self.assertEqual(answer.status, 200, body)
        return body

    def test_each_role_is_told_of_its_own_work_alone(self):
        for role, kinds in KINDS.items():
            self.assertEqual(set(self.tasks(self.client(role))), kinds, role)

    def test_what_is_asked_for_waits_for_who_decides_until_it_is_decided(self):
        clerk, reviewer = self.client("clerk"), self.client("reviewer")
        before = self.tasks(reviewer)
        psn_no = clerk.get("/api/persons", limit=1)["items"][0]["psn_no"]
        path = f"/api/persons/{psn_no}/cards"
        card = self.must(clerk.send("POST", path, {"item": "ic_card"}))
        code = clerk.get("/api/employers", limit=1)["items"][0]["code"]
        asked = self.must(clerk.send("POST", f"/api/employers/{code}/cancellation", {
            "event_day": clerk.get("/api/region")["today"], "reason": "试"}))
        after = self.tasks(reviewer)
        for kind in ("cards_to_decide", "employers_to_decide"):
            self.assertEqual(after[kind], before[kind] + 1, kind)
        to_make = self.tasks(clerk)["cards_to_make"]
        self.must(reviewer.send("POST", f"{path}/{card['paper']}/decision", {"approve": True}))
        number = asked["id"].split("/")[1]
        self.must(reviewer.send("POST", f"/api/employers/{code}/requests/{number}/decision",
                                {"approve": False}))
        self.assertEqual(self.tasks(reviewer), before)
        self.assertEqual(self.tasks(clerk)["cards_to_make"], to_make + 1)
        district = self.client("district")
        mine = clerk.get(f"/api/persons/{psn_no}")["office"]
        office = district.get("/api/session")["office"]
        below = f"{(mine or {}).get('path', '')}/".startswith(f"{office['path']}/")
        self.assertEqual(self.tasks(district)["cards_to_make"] > 0, below)

    def test_an_import_with_refused_rows_waits_for_who_sent_it(self):
        clerk = self.client("clerk")
        before = self.tasks(clerk)["imports_to_correct"]
        code = clerk.get("/api/employers", limit=1)["items"][0]["code"]
        job = self.must(clerk.send("POST", "/api/imports", {
            "file_name": "a.csv", "file_digest": "tasks", "employer": code, "year": 2026,
            "rows": 1}))
        self.must(clerk.send("POST", f"/api/imports/{job['id']}/chunks/1",
                             {"rows": [{"row": 2, "name": "甲"}]}))
        self.assertEqual(self.tasks(clerk)["imports_to_correct"], before + 1)


if __name__ == "__main__":
    unittest.main()
