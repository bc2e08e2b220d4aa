"""The audit trail in the console: every look and change, found by person, user, action and day."""

import datetime
import unittest

from console_client import Client, ConsoleTest


class AuditTest(ConsoleTest):
    arguments = {"persons": 200}

    def rows(self, **query):
        """Every row that fits, newest first, page by page."""
        client, rows, cursor = self.client("auditor"), [], {}
        while True:
            page = client.get("/api/audit", limit=200, **query, **cursor)
            rows += page["items"]
            if page["next_cursor"] is None:
                return rows
            cursor = {"cursor": page["next_cursor"]}

    def test_every_look_at_a_person_and_a_settlement_is_found(self):
        clerk = self.client("clerk")
        settled = clerk.get("/api/settlements", limit=1)["items"][0]
        person, number = settled["psn_no"], settled["setl_id"]
        clerk.get(f"/api/persons/{person}")
        clerk.send("POST", f"/api/persons/{person}/certificate")
        clerk.get(f"/api/settlements/{number}")
        rows = self.rows(actor="clerk", subject=person)
        self.assertEqual([(row["action"], row["subject"], row["subject_kind"]) for row in rows[:3]],
                         [("settlement.read", number, "settlement"),
                          ("person.identify", person, "person"),
                          ("person.read", person, "person")])
        self.assertEqual({row["actor_name"] for row in rows}, {"经办员"})
        # With what hospitals did for the person, and nothing of anybody else's.
        everybody = self.rows(subject=person)
        self.assertGreater(len(everybody), len(rows))
        self.assertIn(number, [row["subject"] for row in everybody])

    def test_rows_come_newest_first_without_a_gap_or_a_double(self):
        rows = self.rows()
        numbers = [int(row["no"]) for row in rows]
        self.assertEqual(numbers, list(range(numbers[0], 0, -1)))

    def test_days_and_actions_are_kept_to(self):
        everything = self.rows()
        first = everything[-1]["time"][:10]
        today = everything[0]["time"][:10]
        for start, end in ((first, first), (today, today), (first, today)):
            wanted = [row["no"] for row in everything if start <= row["time"][:10] <= end]
            found = [row["no"] for row in self.rows(date_from=start, date_to=end)]
            self.assertEqual([no for no in found if no in set(wanted)], wanted)
            self.assertLessEqual(set(wanted), set(found))
        before = datetime.date.fromisoformat(first) - datetime.timedelta(days=1)
        self.assertEqual(self.rows(date_to=str(before)), [])
        actions = {row["action"] for row in self.rows(action="2207")}
        self.assertEqual(actions, {"2207"})
        self.assertEqual(self.rows(subject="nobody", actor="clerk"), [])

    def test_who_may_not_see_it_is_refused_and_who_searches_leaves_a_row(self):
        for user in ("clerk", "leader", "finance"):
            self.refused(self.client(user).send("GET", "/api/audit"), 403, "right_missing")
        self.refused(Client(self.server.port).send("GET", "/api/audit"), 401, "not_signed_in")
        admin = self.client("admin")
        admin.get("/api/audit", subject="nobody-in-particular")
        newest = admin.get("/api/audit", limit=5)["items"]
        self.assertIn(("admin", "audit.read", "nobody-in-particular"),
                      [(row["actor"], row["action"], row["subject"]) for row in newest])


if __name__ == "__main__":
    unittest.main()
