"""A9: who is registered as living elsewhere is treated there as the pack says."""

import datetime
import unittest

from console_client import Client
from crossing_test import Across
from flows import Stay
from gateway import money
from harness import tongchou, PACKS

OTHER_AREA = "990300"


class OffsiteTest(Across):
    def setUp(self):
        super().setUp()
        self.clerk = Client(self.server.port)
        self.assertEqual(self.clerk.sign_in("clerk", area="990100")[0].status, 200)
        self.today = datetime.date.fromisoformat(self.clerk.get("/api/region")["today"])

    def register(self, person, **changes):
        year = self.today.year
        answer, made = self.clerk.send("POST", f"/api/persons/{person.psn_no}/offsite", {
            "year": year, "settled": True, "from": f"{year}-01-01", "through": f"{year}-12-31",
            "place": "邻县", "documents": "异地安置登记表", **changes})
        return answer, made

    def registered(self, person, **changes):
        answer, made = self.register(person, **changes)
        self.assertEqual(answer.status, 200, made)
        return made

    def stay(self, person, gateway=None):
        """A settled stay: its figures."""
        stay = Stay(gateway or self.gateway, person)
        self.must(stay.register())
        self.must(stay.upload(self.region.lines(20)))
        self.must(stay.discharge())
        self.must(stay.settle())
        return stay

    def figures(self, stay):
        return self.clerk.get(f"/api/settlements/{stay.setl_id}")["figures"]

    def own_part(self, stay):
        return money(self.figures(stay)["first_self_pay"])

    def why(self, stay):
        told = self.clerk.get(f"/api/settlements/{stay.setl_id}/explanation")
        self.assertTrue(told["reproduced"])
        lines = next(one for one in told["figures"] if one["figure"] == "first_self_pay")["lines"]
        return next(line for line in lines if line["step"] == "referral")["text"]

    def test_care_where_somebody_is_registered_counts_as_at_home(self):
        stranger, settled = self.person(), self.person()
        self.registered(settled, area="990200")
        away, there = self.stay(stranger), self.stay(settled)
        at_home = self.stay(self.person(), self.city_gateway())
        self.assertEqual(self.figures(away)["total"], self.figures(there)["total"])
        self.assertGreater(self.own_part(away), self.own_part(there))
        # 20 % of what is eligible before; class B drugs bear their own ratio everywhere.
        eligible = money(self.figures(there)["eligible"])
        self.assertEqual(self.own_part(away) - self.own_part(there),
                         round(eligible * 20 / 100, 2))
        self.assertEqual(self.own_part(there), self.own_part(at_home))
        self.assertNotIn("异地居住", self.why(away)["zh"])
        reason = self.why(there)
        self.assertIn("已登记异地居住", reason["zh"])
        self.assertIn("第七条", reason["zh"])
        self.assertIn("registered as living", reason["en"])
        self.must(there.undo())

    def test_a_registration_for_another_area_or_other_days_changes_nothing(self):
        elsewhere, over = self.person(), self.person()
        self.registered(elsewhere, area=OTHER_AREA)
        yesterday = self.today - datetime.timedelta(days=1)
        self.registered(over, through=str(yesterday))
        unreferred = self.own_part(self.stay(self.person()))
        for person in (elsewhere, over):
            self.assertEqual(self.own_part(self.stay(person)), unreferred)
        self.registered(elsewhere)
        self.assertLess(self.own_part(self.stay(elsewhere)), unreferred,
                        "corrected: any area; the next stay counts as at home")

    def test_an_area_that_is_none_and_the_own_one_are_refused(self):
        person = self.person()
        for area in ("99", "abcdef", "990100"):
            answer, body = self.register(person, area=area)
            self.assertEqual(body["error"]["code"], "field_too_long" if len(area) > 6
                             else "bad_parameter", body)
            self.assertEqual(body["error"]["where"], "area")

    def test_the_books_agree(self):
        self.registered(person := self.person())
        self.stay(person)
        self.server.stop()
        for pack in ("demo-city", "demo-county"):
            done = tongchou("ledger", "verify", "--pack", pack, *self.server.store(), "--packs",
                            PACKS)
            self.assertEqual(done.returncode, 0, done.stdout.decode())
        self.server.start()


if __name__ == "__main__":
    unittest.main()
