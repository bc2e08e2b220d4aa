"""The console of a server with two areas: whose users see what, and clearing between the two."""

import unittest
from decimal import Decimal

from console_client import Client, ConsoleTest
from flows import DAY, Visit
from gateway import Gateway
from region import learn

CITY, COUNTY = "990100", "990200"
MONTH = DAY[:7]


class TwoAreas(ConsoleTest):
    arguments = {"persons": 200, "extra": ("--areas", "demo-city,demo-county")}


class AreasTest(TwoAreas):
    def test_the_areas_are_told_before_anybody_signs_in(self):
        answer, body = Client(self.server.port).send("GET", "/api/areas")
        self.assertEqual(answer.status, 200)
        self.assertEqual([item["id"] for item in body["items"]], [CITY, COUNTY])

    def test_a_user_sees_the_area_that_was_named(self):
        for area, named in ((CITY, {}), (CITY, {"area": CITY}), (COUNTY, {"area": COUNTY})):
            client = self.client("clerk", **named)
            self.assertEqual(client.get("/api/session")["area"]["id"], area)
            self.assertEqual(client.get("/api/region")["area"], area)
            for person in client.get("/api/persons")["items"]:
                self.assertTrue(person["psn_no"].startswith(area), person["psn_no"])

    def test_a_person_of_another_area_is_unknown(self):
        city = self.client("clerk").get("/api/persons")["items"][0]["psn_no"]
        county = self.client("clerk", area=COUNTY)
        self.refused(county.send("GET", f"/api/persons/{city}"), 404, "unknown_person")

    def test_an_area_that_is_not_served_is_refused(self):
        self.refused(Client(self.server.port).sign_in("clerk", area="110000"), 400, "bad_parameter")

    def test_signing_out_ends_the_session_of_the_second_area_too(self):
        client = self.client("clerk", area=COUNTY)
        self.assertEqual(client.send("DELETE", "/api/session")[0].status, 204)
        self.refused(client.send("GET", "/api/session"), 401, "not_signed_in")

    def test_metrics_and_readiness_are_those_of_every_area(self):
        parts = self.client("clerk").send("GET", "/readyz")[1]["parts"]
        self.assertEqual({part["area"] for part in parts}, {CITY, COUNTY})


class ClearingTest(TwoAreas):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        region = learn(cls.server.port, people=6)
        gateway = Gateway(cls.server.port, f"H{COUNTY}00001", COUNTY)
        cls.addClassCleanup(gateway.close)
        real = gateway.envelope
        gateway.envelope = lambda *args, **more: real(*args, insuplc_admdvs=CITY, **more)
        for _ in range(3):
            visit = Visit(gateway, region.next_person()).until_uploaded(region.lines())
            settled = visit.settle()
            if not settled.ok:
                raise AssertionError(settled.json)

    def pair(self, client):
        clearing = client.get(f"/api/clearing/{MONTH}")
        self.assertEqual(clearing["month"], MONTH)
        self.assertEqual(len(clearing["pairs"]), 1)
        self.assertEqual(clearing["open"], [])
        return clearing["pairs"][0]

    def items(self, client, statement):
        path, items, cursor = f"/api/clearing/{MONTH}/items", [], ""
        while cursor is not None:
            page = client.get(path, insured=statement["insured"]["id"], limit=2,
                              treated=statement["treated"]["id"], cursor=cursor)
            self.assertLessEqual(len(page["items"]), 2)
            items += page["items"]
            cursor = page["next_cursor"]
        return items

    def test_both_areas_see_the_same_from_their_sides(self):
        here, there = (self.pair(self.client("finance", area=area)) for area in (CITY, COUNTY))
        self.assertEqual(here["owing"], there["claiming"])
        self.assertEqual(here["claiming"], there["owing"])
        self.assertEqual(Decimal(here["net"]), -Decimal(there["net"]))
        self.assertEqual(Decimal(here["net"]), Decimal(here["claiming"]["claimed"]) -
                         Decimal(here["owing"]["owed"]))
        self.assertGreater(Decimal(here["owing"]["owed"]), 0)
        self.assertEqual((here["owing"]["insured"]["id"], here["other"]["id"]), (CITY, COUNTY))

    def test_the_items_make_the_sums(self):
        client = self.client("finance")
        pair = self.pair(client)
        for statement in (pair["owing"], pair["claiming"]):
            items = self.items(client, statement)
            self.assertEqual(len(items), statement["items"])
            self.assertEqual(len({item["crossing"] for item in items}), len(items))
            for side in ("owed", "claimed"):
                total = sum((Decimal(item[side]) for item in items), Decimal("0.00"))
                self.assertEqual(str(total), statement[side])
            self.assertEqual({item["state"]["id"] for item in items}, {"matched"})
            self.assertEqual((statement["difference"], statement["single_sided"]), ("0.00", 0))

    def test_a_month_is_posted_when_it_is_over_by_finance_of_who_owes(self):
        client = self.client("finance")
        year, month = int(MONTH[:4]), int(MONTH[5:])
        before = f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"
        ours = f"posting?insured={CITY}&treated={COUNTY}"
        self.refused(client.send("POST", f"/api/clearing/{MONTH}/{ours}"), 409, "clearing_not_due")
        theirs = f"/api/clearing/{before}/posting?insured={COUNTY}&treated={CITY}"
        self.refused(client.send("POST", theirs), 403, "right_missing")
        self.refused(self.client("leader").send("POST", f"/api/clearing/{before}/{ours}"), 403,
                     "right_missing")
        owed = client.get(f"/api/clearing/{before}")["pairs"][0]["owing"]["owed"]
        answer, paid = client.send("POST", f"/api/clearing/{before}/{ours}")
        self.assertEqual((answer.status, paid["amount"]), (200, owed), paid)
        self.assertEqual(paid["paid_now"], Decimal(owed) > 0, "nothing owed books nothing")
        _, again = client.send("POST", f"/api/clearing/{before}/{ours}")
        self.assertEqual((again["paid_now"], again["received_now"]), (False, False))

    def test_what_is_refused(self):
        client = self.client("finance")
        self.refused(client.send("GET", "/api/clearing/2026-13"), 422, "bad_date")
        for query in ("", f"?insured={CITY}", f"?insured={CITY}&treated={CITY}",
                      f"?insured={CITY}&treated=110000"):
            self.refused(client.send("GET", f"/api/clearing/{MONTH}/items{query}"), 422,
                         "no_neighbour")
        self.refused(self.client("clerk").send("GET", f"/api/clearing/{MONTH}"), 403,
                     "right_missing")

    def test_a_search_for_persons_leaves_a_row_without_the_certificate(self):
        clerk, auditor = self.client("clerk"), self.client("auditor")
        person = clerk.get("/api/persons", limit=1)["items"][0]
        certificate = clerk.send("POST", f"/api/persons/{person['psn_no']}/certificate")[1]
        clerk.get("/api/persons", q=certificate["cert_no"])
        clerk.get("/api/persons", q=person["name"])
        rows = auditor.get("/api/audit", action="person.search")["items"]
        subjects = [row["subject"] for row in rows if row["actor"] == "clerk"]
        self.assertTrue(subjects[0].startswith(f"{person['name']} ("), subjects)
        masked = person["cert_no_masked"]
        self.assertEqual(subjects[1], f"{masked} (1)")
        self.assertNotIn(certificate["cert_no"], str(rows))


if __name__ == "__main__":
    unittest.main()
