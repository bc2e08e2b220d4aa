"""B3: the ladder of notices: what is due, a run, papers, PDF, and that it stops when paid."""

import decimal
import http.client
import unittest

from receipts_b6_test import Collector

D = decimal.Decimal


class DunningTest(Collector):
    def test_notices_are_sent_once_printed_and_end_with_the_debt(self):
        self.levy()
        due = self.clerk.get("/api/arrears", due="yes", limit=200)
        self.assertGreater(due["total"], 5)
        self.assertEqual(sum(D(row["total"]) for row in due["items"]), D(due["amount"]))
        first = due["items"][0]
        self.assertEqual((first["step"]["id"], first["next"]["id"]), ("none", "notice"))
        self.refused(self.finance.send("POST", "/api/dunning/run"), 403, "right_missing")
        self.assertEqual(self.job(self.clerk, "/api/dunning/run")["papers"], due["total"])
        self.assertEqual(self.job(self.clerk, "/api/dunning/run")["papers"], 0, "once a day")
        self.assertEqual(self.clerk.get("/api/arrears", due="yes")["total"], 0)
        self.assertEqual(self.clerk.get("/api/arrears", step="notice")["total"], due["total"])
        papers = self.clerk.get("/api/dunning/papers", day=self.today)["items"]
        self.assertEqual(len(papers), due["total"])
        own = self.clerk.get("/api/dunning/papers", employer=first["employer"])["items"]
        self.assertEqual([paper["step"]["id"] for paper in own], ["notice"])
        self.assertEqual(D(own[0]["total"]), sum(D(bill["total"]) for bill in own[0]["bills"]))
        for query in (f"id={own[0]['id']}", f"day={self.today}&lang=en"):
            status, body = self.pdf(query)
            self.assertEqual(status, 200)
            self.assertTrue(body.startswith(b"%PDF-"), body[:40])
        self.assertEqual(self.pdf("id=E00001/99")[0], 404)
        self.post([self.row(0, first["total"], payer=first["employer"])])
        left = self.clerk.get("/api/arrears", q=first["employer"])["items"]
        self.assertEqual([row for row in left if row["employer"] == first["employer"]], [])
        rates = self.finance.get("/api/collection", month=self.month)
        paid = next(row for row in rates["employers"] if row["name"] == first["employer"])
        self.assertEqual(paid["owed"], paid["paid"])
        self.assertEqual(sum(D(row["owed"]) for row in rates["offices"]),
                         sum(D(row["owed"]) for row in rates["employers"]))

    def pdf(self, query):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", f"/api/dunning/papers/pdf?{query}",
                           headers={"Cookie": self.clerk.cookie})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body


if __name__ == "__main__":
    unittest.main()
