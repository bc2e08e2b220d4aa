"""A8: households: registered singly and by file, joined, left, split, headed anew, found."""

import unittest

from residents import VILLAGE, YEAR, Residents

OFFICE = VILLAGE.rsplit("/", 1)[-1]


class HouseholdTest(Residents):
    def setUp(self):
        super().setUp()
        self.village = self.payer("village", VILLAGE)

    def persons(self, first, count):
        self.imported([self.person(n, self.village) for n in range(first, first + count)])
        return [self.number_of(n) for n in range(first, first + count)]

    def opened(self, head, **more):
        answer, body = self.clerk.send("POST", "/api/households", {
            "head": head, "organisation": OFFICE, "address": "柳河村3组12号",
            "from": "2026-01-01", **more})
        self.assertEqual(answer.status, 200, body)
        return body

    def step(self, code, kind, status=200, **body):
        answer, body = self.clerk.send("POST", f"/api/households/{code}/{kind}", body)
        self.assertEqual(answer.status, status, body)
        return body

    def present(self, household):
        return {row["psn_no"]: row["relation"]["id"] for row in household["members"]
                if row["present"]}

    def test_a_household_from_its_registration_to_its_split(self):
        head, wife, son, daughter = self.persons(400, 4)
        code = self.opened(head)["code"]
        self.step(code, "join", psn_no=wife, relation="spouse", day="2026-01-01")
        self.step(code, "join", psn_no=son, relation="child", day="2026-02-01")
        made = self.step(code, "join", psn_no=daughter, relation="child", day="2026-03-01")
        self.assertEqual(self.present(made), {head: "head", wife: "spouse", son: "child",
                                              daughter: "child"})
        self.refused(self.clerk.send("POST", f"/api/households/{code}/leave",
                                     {"psn_no": head, "day": "2026-04-30"}), 422, "no_head")
        split = self.step(code, "split", head=son, members=[daughter], organisation=OFFICE,
                          **{"from": "2026-06-01"})
        self.assertEqual(self.present(split), {son: "head", daughter: "child"})
        old = self.clerk.get(f"/api/households/{code}")
        self.assertEqual(self.present(old), {head: "head", wife: "spouse"})
        gone = next(row for row in old["members"] if row["psn_no"] == son)
        self.assertEqual((gone["from"], gone["through"]), ("2026-02-01", "2026-05-31"))
        left = self.step(code, "leave", psn_no=head, day="2026-07-31", new_head=wife)
        self.assertEqual(self.present(left), {wife: "head"})
        mine = self.clerk.get(f"/api/persons/{son}/household")["household"]
        self.assertEqual(mine["code"], split["code"])
        self.assertIsNone(self.clerk.get(f"/api/persons/{head}/household")["household"])
        headed = self.step(split["code"], "head", psn_no=daughter, relation="sibling",
                           day="2026-09-01")
        self.assertEqual(self.present(headed), {daughter: "head", son: "sibling"})

    def test_what_is_refused(self):
        head, other, third = self.persons(410, 3)
        code = self.opened(head, code="H-410")["code"]
        send = self.clerk.send
        self.refused(send("POST", "/api/households", {
            "head": head, "organisation": OFFICE, "from": "2026-01-01"}),
            409, "in_other_household")
        for change, status, got in (({"organisation": "999"}, 404, "unknown_organisation"),
                                    ({"head": ""}, 422, "missing_field"),
                                    ({"code": "H-410"}, 409, "duplicate_id"),
                                    ({"code": "户1"}, 400, "bad_parameter"),
                                    ({"head": "990100199999999999"}, 404, "unknown_person")):
            body = {"head": other, "organisation": OFFICE, "from": "2026-01-01", **change}
            self.refused(send("POST", "/api/households", body), status, got)
        self.opened(other, code="H-411")
        path = f"/api/households/{code}"
        self.refused(send("POST", f"{path}/join", {"psn_no": other, "relation": "spouse",
                                                   "day": "2026-01-01"}),
                     409, "in_other_household")
        self.refused(send("POST", f"{path}/join", {"psn_no": third, "relation": "head",
                                                   "day": "2026-01-01"}), 400, "bad_parameter")
        self.refused(send("POST", f"{path}/leave", {"psn_no": third, "day": "2026-01-01"}),
                     409, "not_in_household")
        self.refused(send("POST", "/api/households/H-0/leave", {"psn_no": third,
                                                               "day": "2026-01-01"}),
                     404, "unknown_household")
        self.refused(self.finance.send("POST", f"{path}/leave", {"psn_no": head,
                                                                 "day": "2026-01-01"}),
                     403, "right_missing")

    def test_households_come_from_the_same_file_as_their_members(self):
        def member(n, household, relation):
            return self.person(n, self.village, household=household, relation=relation)
        rows = [member(420, "F1", "户主"), member(421, "F1", "配偶"), member(422, "F2", "子女"),
                member(423, "F2", "户主"), member(424, "F1", "户主"), member(425, "F1", "亲家"),
                member(426, "F2", "")]
        job, refused = self.imported(rows)
        self.assertEqual(refused, {424: ("no_head", "relation"),
                                   426: ("bad_parameter", "relation"),
                                   427: ("bad_parameter", "relation"),
                                   428: ("missing_field", "relation")})
        self.assertEqual(job["accepted"], 3)
        again, refused = self.imported(rows[:2] + [member(421, "F2", "子女")])
        self.assertEqual(again["unchanged"], 2)
        again, refused = self.imported([member(421, "F2", "子女")])
        self.assertEqual(list(refused.values()), [("in_other_household", "household")])
        self.assertEqual(self.present(self.clerk.get("/api/households/F1")),
                         {self.number_of(420): "head", self.number_of(421): "spouse"})

    def test_found_by_code_member_and_village(self):
        head, = self.persons(430, 1)
        self.opened(head, code="Z-430")
        for query in ({"text": "Z-43"}, {"text": head}, {"text": "居民430"}):
            found = self.clerk.get("/api/households", **query)["items"]
            self.assertEqual([row["code"] for row in found], ["Z-430"], query)
        here = self.clerk.get("/api/households", organisation=VILLAGE, limit=200)["items"]
        self.assertIn("Z-430", [row["code"] for row in here])
        there = self.clerk.get("/api/households", organisation="990122", limit=200)["items"]
        self.assertEqual(there, [])


if __name__ == "__main__":
    unittest.main()
