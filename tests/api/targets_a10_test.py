"""A10: enrolment targets by scheme, office and year, and how far they are reached, day by day."""

import http.client
import subprocess
import unittest

from residents import TOWNSHIP, VILLAGE, Residents

OFFICE = VILLAGE.rsplit("/", 1)[-1]


class TargetTest(Residents):
    def setUp(self):
        super().setUp()
        self.leader = self.client("leader")

    def set(self, office, target, population=0, year=2026, status=200):
        answer, body = self.leader.send("POST", "/api/targets", {
            "year": year, "scheme": "resident", "office": office, "target": target,
            "population": population})
        self.assertEqual(answer.status, status, body)
        return body

    def progress(self, organisation="", day=None, year=2026, **query):
        return self.leader.get(f"/api/targets/{year}/resident", organisation=organisation,
                               **({"day": day} if day else {}), **query)

    def row(self, progress, organisation):
        return next(row for row in progress["offices"] if row["organisation"] == organisation)

    def test_progress_against_target_and_population_down_the_tree(self):
        village = self.payer("village", VILLAGE)
        before = self.progress(TOWNSHIP, "2026-11-01")
        self.imported([self.person(500 + n, village, begin="2026-03-01") for n in range(3)])
        self.set("990121100", 8, 10)
        self.set(OFFICE, 4, 6)
        after = self.progress(TOWNSHIP, "2026-11-01")
        self.assertEqual(after["whole"]["covered"], before["whole"]["covered"] + 3)
        self.assertEqual((after["whole"]["target"], after["whole"]["population"]), (8, 10))
        mine = self.row(after, VILLAGE)
        self.assertEqual(mine["covered"], self.row(before, VILLAGE)["covered"] + 3)
        self.assertEqual(float(mine["completion"]), round(mine["covered"] / 4, 4))
        self.assertEqual(float(mine["coverage"]), round(mine["covered"] / 6, 4))
        self.assertEqual(sum(row["covered"] for row in after["offices"]),
                         after["whole"]["covered"])
        county = self.progress("990121", "2026-11-01")
        self.assertEqual(self.row(county, TOWNSHIP)["covered"], after["whole"]["covered"])
        self.assertEqual([point["day"] for point in after["points"]][-1], "2026-11-01")

    def test_a_day_keeps_its_number_when_persons_leave_later(self):
        village = self.payer("village", VILLAGE)
        self.imported([self.person(510 + n, village, begin="2026-03-01") for n in range(2)])
        june = self.progress(VILLAGE, "2026-06-30")
        august = self.progress(VILLAGE, "2026-08-31")
        self.imported([self.person(510, village, begin="2026-03-01", end="2026-07-31")])
        self.assertEqual(self.progress(VILLAGE, "2026-06-30")["whole"], june["whole"])
        self.assertEqual(self.progress(VILLAGE, "2026-08-31")["whole"]["covered"],
                         august["whole"]["covered"] - 1)
        daily = self.progress(VILLAGE, "2026-08-31", step_days=1)["points"]
        by_day = {point["day"]: point["covered"] for point in daily}
        self.assertEqual(by_day["2026-07-31"] - by_day["2026-08-01"], 1)
        self.assertEqual(len(daily), 243)

    def test_what_is_refused(self):
        for target, population in ((0, 0), (-3, 0), (10, 9), (3_000_000_000, 0)):
            self.set("", target, population, status=400)
        self.set("999", 5, status=404)
        self.set("", 5, year=1800, status=400)
        send = self.leader.send
        self.refused(send("POST", "/api/targets", {"year": 2026, "scheme": "moon", "target": 1}),
                     422, "unknown_scheme")
        self.refused(self.clerk.send("POST", "/api/targets", {
            "year": 2026, "scheme": "resident", "target": 5}), 403, "right_missing")
        self.refused(send("GET", "/api/targets/2026/resident?day=2025-12-31"), 400,
                     "bad_parameter")
        self.refused(send("GET", "/api/targets/2026/resident?step_days=0"), 400, "bad_parameter")
        self.refused(send("GET", "/api/targets/2026/resident?organisation=999"), 404,
                     "unknown_organisation")

    def test_the_report_is_printed(self):
        self.set("", 1000, 1200)
        for lang, words in (("zh", ("参保任务进度", "完成率", "1000")),
                            ("en", ("Progress of enrolment", "Completion", "1000"))):
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            connection.request("GET", f"/api/targets/2026/resident/pdf?lang={lang}",
                               headers={"Cookie": self.leader.cookie})
            answer = connection.getresponse()
            paper = answer.read()
            connection.close()
            self.assertEqual(answer.getheader("Content-Type"), "application/pdf")
            text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, check=True,
                                  capture_output=True).stdout.decode()
            for word in words:
                self.assertIn(word, text)


if __name__ == "__main__":
    unittest.main()
