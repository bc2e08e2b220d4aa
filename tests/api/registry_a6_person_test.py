"""A2, A4, A6: one person registered, retired and renamed at the desk; rare characters survive."""

import datetime
import unittest

from console_client import ConsoleTest

RARE = "买买提·𠮷𡈽"  # a middle dot and two characters of CJK Extension B


def identity_number(birth, sequence):
    digits = f"990100{birth:%Y%m%d}{sequence:03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return digits + "10X98765432"[sum(int(a) * b for a, b in zip(digits, weights)) % 11]


class PersonTest(ConsoleTest):
    arguments = {"persons": 300}

    def setUp(self):
        self.clerk, self.reviewer = self.client("clerk"), self.client("reviewer")
        self.employer = self.clerk.get("/api/employers", state="active")["items"][0]["code"]
        self.today = datetime.date.fromisoformat(self.clerk.get("/api/region")["today"])

    def form(self, sequence, **more):
        return {"name": RARE, "cert_no": identity_number(datetime.date(1966, 2, 1), sequence),
                "category": "active", "wage": "5200.00", "employer": self.employer,
                "begin": str(self.today.replace(day=1) - datetime.timedelta(days=40)), **more}

    def register(self, form):
        answer, body = self.clerk.send("POST", "/api/persons", form)
        self.assertEqual(answer.status, 200, body)
        return body

    def test_registered_retired_and_renamed_with_a_history(self):
        form = self.form(701)
        made = self.register(form)
        self.assertTrue(made["changed"] and made["late"])
        psn_no = made["psn_no"]
        self.assertFalse(self.register(form)["changed"], "the same row again changes nothing")
        found = self.clerk.get("/api/persons", q="买买提·𠮷")["items"]
        self.assertEqual([(one["psn_no"], one["name"]) for one in found], [(psn_no, RARE)])
        self.register(self.form(701, category="retired", begin=str(self.today)))
        person = self.clerk.get(f"/api/persons/{psn_no}")
        self.assertEqual([row["category"]["id"] for row in person["coverage"]],
                         ["retired", "active"])

        path = f"/api/persons/{psn_no}/identity-requests"
        change = {"name": "买买提·𠮷", "cert_type": "01", "cert_no": form["cert_no"],
                  "documents": "户口簿", "reason": "更名"}
        answer, request = self.clerk.send("POST", path, change)
        self.assertEqual(answer.status, 200, request)
        self.refused(self.clerk.send("POST", path, change), 409, "request_waiting")
        self.assertEqual(self.clerk.get(f"/api/persons/{psn_no}")["name"], RARE)
        decision = f"{path}/{request['number']}/decision"
        self.refused(self.clerk.send("POST", decision, {"approve": True}), 403, "right_missing")
        _, decided = self.reviewer.send("POST", decision, {"approve": True, "note": "核对无误"})
        self.assertEqual(decided["state"], "approved", decided)
        self.assertEqual(self.clerk.get(f"/api/persons/{psn_no}")["name"], "买买提·𠮷")
        listed = self.reviewer.get("/api/identity-requests")["items"]
        self.assertIn(request["id"], [one["id"] for one in listed])
        kinds = [one["kind"] for one in self.clerk.get(f"/api/persons/{psn_no}/timeline")["items"]]
        self.assertEqual(sorted(kinds), ["coverage", "coverage", "identity", "wage"])

    def test_the_checks_are_those_of_an_import(self):
        for field, value, code in (("cert_no", "990100196602010010", "bad_id_number"),
                                   ("category", "wizard", "unknown_category"),
                                   ("wage", "-1", "bad_amount"),
                                   ("begin", "2026-02-30", "bad_date"),
                                   ("employer", "E99999", "unknown_employer"),
                                   ("name", "", "missing_field")):
            answer, body = self.clerk.send("POST", "/api/persons", self.form(702, **{field: value}))
            self.assertEqual((body["error"]["code"], body["error"]["where"]), (code, field), body)
        self.refused(self.reviewer.send("POST", "/api/persons", self.form(702)), 403,
                     "right_missing")
        self.register(self.form(703))
        taken = self.register(self.form(704))["psn_no"]
        self.refused(self.clerk.send("POST", f"/api/persons/{taken}/identity-requests", {
            "name": RARE, "cert_type": "01", "cert_no": self.form(703)["cert_no"],
            "documents": "身份证", "reason": "更正"}), 409, "duplicate_id")


if __name__ == "__main__":
    unittest.main()
