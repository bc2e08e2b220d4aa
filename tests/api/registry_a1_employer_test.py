"""A1, A6: employers are registered, changed and cancelled through the console, by two persons."""

import unittest

from console_client import ConsoleTest

FORM = {"name": "示范机械有限公司", "unit_kind": "enterprise", "credit_code": "91350100M000100Y43",
        "address": "示范路1号", "contact": "李四", "phone": "0990-1234", "legal_person": "王五",
        "bank_name": "示范银行", "bank_account": "6222000011112222", "documents": "营业执照、银行开户许可证"}


class EmployerTest(ConsoleTest):
    arguments = {"persons": 60}

    def setUp(self):
        self.clerk, self.reviewer = self.client("clerk"), self.client("reviewer")
        self.today = self.clerk.get("/api/region")["today"]

    def must(self, sent, status=200):
        answer, body = sent
        self.assertEqual(answer.status, status, body)
        return body

    def opened(self, **changes):
        form = {**FORM, "credit_code": "", "event_day": self.today, **changes}
        return self.must(self.clerk.send("POST", "/api/employers", form))

    def test_a_file_is_opened_listed_filtered_and_shown(self):
        made = self.opened(name="甲单位机械厂", credit_code=FORM["credit_code"])
        self.assertRegex(made["code"], r"^E\d{5}$")
        self.assertFalse(made["late"])
        shown = self.clerk.get(f"/api/employers/{made['code']}")
        for key, value in FORM.items():
            if key not in ("name",):
                self.assertEqual(shown[key], value)
        found = self.clerk.get("/api/employers", q="甲单位")
        self.assertEqual([row["code"] for row in found["items"]], [made["code"]])
        by_code = self.clerk.get("/api/employers", q=FORM["credit_code"][:10])
        self.assertEqual(by_code["total"], 1)
        self.assertEqual(self.clerk.get("/api/employers", q="没有这个单位")["total"], 0)
        page = self.clerk.get("/api/employers", limit=200)
        self.assertEqual(page["total"], len(self.all_employers()))
        self.refused(self.clerk.send("POST", "/api/employers", {
            **FORM, "event_day": self.today}), 409, "duplicate_id")

    def all_employers(self):
        rows, cursor = [], {}
        while True:
            page = self.clerk.get("/api/employers", limit=97, **cursor)
            rows += page["items"]
            if page["next_cursor"] is None:
                return rows
            cursor = {"cursor": page["next_cursor"]}

    def test_what_is_reported_after_thirty_days_is_marked_late(self):
        self.assertTrue(self.opened(event_day="2026-01-01")["late"])

    def test_a_form_is_refused_with_its_field(self):
        for changes, code in (({"name": ""}, "missing_field"), ({"documents": ""}, "missing_field"),
                              ({"event_day": ""}, "missing_field"),
                              ({"event_day": "2026-02-30"}, "bad_date"),
                              ({"event_day": "2999-01-01"}, "time_in_future"),
                              ({"credit_code": "91350100M000100Y44"}, "bad_credit_code"),
                              ({"name": 7}, "bad_field_type"),
                              ({"name": "长" * 200}, "field_too_long")):
            answer, body = self.clerk.send("POST", "/api/employers", {
                **FORM, "credit_code": "", "event_day": self.today, **changes})
            self.assertEqual(body["error"]["code"], code, changes)
            self.assertEqual(body["error"]["where"], next(iter(changes)))
        self.refused(self.reviewer.send("POST", "/api/employers", {}), 403, "right_missing")
        self.refused(self.clerk.send("POST", "/api/employers", "not json"), 400, "bad_json")

    def test_a_change_waits_for_another_person_and_is_kept_with_its_reason(self):
        code = self.opened(name="旧名称")["code"]
        asked = self.must(self.clerk.send("POST", f"/api/employers/{code}/changes", {
            **FORM, "credit_code": "", "name": "新名称", "event_day": self.today, "reason": "更名"}))
        self.assertEqual(asked["state"], "waiting")
        self.assertEqual(self.clerk.get(f"/api/employers/{code}")["name"], "旧名称")
        path = f"/api/employers/{code}/requests/1/decision"
        self.refused(self.clerk.send("POST", path, {"approve": True}), 403, "right_missing")
        waiting = self.reviewer.get("/api/employer-requests", state="waiting")["items"]
        self.assertIn(asked["id"], [row["id"] for row in waiting])
        decided = self.must(self.reviewer.send("POST", path, {"approve": True, "note": "属实"}))
        self.assertEqual((decided["state"], decided["decided_by"]), ("approved", "reviewer"))
        shown = self.clerk.get(f"/api/employers/{code}")
        self.assertEqual(shown["name"], "新名称")
        self.assertEqual(shown["requests"][0]["reason"], "更名")
        self.refused(self.reviewer.send("POST", path, {"approve": True}), 409, "request_decided")
        self.refused(self.reviewer.send("POST", f"/api/employers/{code}/requests/9/decision",
                                        {"approve": True}), 404, "unknown_request")

    def test_a_refused_change_changes_nothing(self):
        code = self.opened(name="原样")["code"]
        self.must(self.clerk.send("POST", f"/api/employers/{code}/changes", {
            **FORM, "credit_code": "", "name": "别的", "event_day": self.today, "reason": "x"}))
        self.must(self.reviewer.send("POST", f"/api/employers/{code}/requests/1/decision",
                                     {"approve": False, "note": "材料不全"}))
        self.assertEqual(self.clerk.get(f"/api/employers/{code}")["name"], "原样")

    def test_a_unit_with_members_cannot_be_cancelled_and_a_cancelled_one_takes_no_change(self):
        staffed = next(row["code"] for row in self.all_employers()
                       if self.clerk.get(f"/api/employers/{row['code']}/members")["items"])
        self.must(self.clerk.send("POST", f"/api/employers/{staffed}/cancellation",
                                  {"event_day": self.today, "reason": "撤销"}))
        self.refused(self.reviewer.send("POST", f"/api/employers/{staffed}/requests/1/decision",
                                        {"approve": True}), 409, "members_left")
        code = self.opened()["code"]
        self.must(self.clerk.send("POST", f"/api/employers/{code}/cancellation",
                                  {"event_day": self.today, "reason": "破产"}))
        self.must(self.reviewer.send("POST", f"/api/employers/{code}/requests/1/decision",
                                     {"approve": True}))
        self.assertEqual(self.clerk.get(f"/api/employers/{code}")["state"], "cancelled")
        self.refused(self.clerk.send("POST", f"/api/employers/{code}/changes", {
            **FORM, "credit_code": "", "event_day": self.today, "reason": "x"}), 409,
            "employer_cancelled")


if __name__ == "__main__":
    unittest.main()
