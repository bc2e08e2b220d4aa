"""B5: arrears freeze the pooled benefit at the gateway, the account stays usable, payment thaws."""

import datetime
import decimal
import time
import unittest

from console_client import Client
from flows import Visit
from gateway import money
from region import GatewayTest
from receipts_b6_test import file_digest

D = decimal.Decimal


def months_before(day, months):
    first = datetime.date.fromisoformat(day).replace(day=1)
    for _ in range(months):
        first = (first - datetime.timedelta(days=1)).replace(day=1)
    return first


class ArrearsTest(GatewayTest):
    def signed_in(self, user):
        client = Client(self.server.port)
        self.assertEqual(client.sign_in(user)[0].status, 200)
        return client

    def job(self, client, path):
        answer, job = client.send("POST", path)
        self.assertEqual(answer.status, 202, job)
        while job["status"] == "running":
            time.sleep(0.05)
            job = client.get(f"/api/jobs/{job['id']}")
        self.assertEqual(job["status"], "succeeded", job)
        return job

    def settled(self, person):
        visit = Visit(self.gateway, person).until_uploaded(self.region.lines(2))
        return self.must(visit.settle()).output["setlinfo"]

    def test_frozen_days_at_the_till_and_back(self):
        finance, clerk = self.signed_in("finance"), self.signed_in("clerk")
        today = finance.get("/api/region")["today"]
        person, employer = next(self.members(clerk))
        self.assertGreater(money(self.settled(person)["hifp_pay"]), 0)
        month = months_before(today, 3)
        self.job(finance, f"/api/levy/months/{month.isoformat()[:7]}/run")
        dues = finance.get(f"/api/employers/{employer}/dues")
        begins = months_before(month.isoformat(), 0)
        for _ in range(2):
            begins = (begins + datetime.timedelta(days=31)).replace(day=1)
        self.assertEqual([days["from"] for days in dues["frozen"]], [begins.isoformat()])
        info = self.settled(person)
        self.assertEqual(money(info["hifp_pay"]), 0, "the pooled fund pays nothing")
        self.assertEqual(money(info["fund_pay_sumamt"]), 0)
        self.assertGreater(money(info["acct_pay"]), 0, "the account stays usable")
        shown = clerk.get(f"/api/persons/{person.psn_no}")
        self.assertEqual(shown["status"], "frozen")
        frozen = [row for row in shown["coverage"] if row["status"] == "frozen"]
        self.assertIn(dues["debts"][0]["bill"], frozen[0]["reason"]["zh"])
        self.pay(finance, clerk, today, dues["debts"][0])
        after = finance.get(f"/api/employers/{employer}/dues")
        self.assertEqual(after["frozen"][0]["paid"], today)
        self.assertEqual(after["frozen"][0]["through"],
                         (datetime.date.fromisoformat(today)
                          - datetime.timedelta(days=1)).isoformat())
        history = clerk.get(f"/api/persons/{person.psn_no}")
        self.assertEqual(history["status"], "active")
        self.assertGreater(money(self.settled(person)["hifp_pay"]), 0, "paid: it pays again")
        self.assertTrue([row for row in history["coverage"]
                         if row["reason"] and row["from"] == begins.isoformat()],
                        "which days were frozen stays known")

    def members(self, clerk):
        """Active members of employers, insured long enough to be levied."""
        for one in self.region.people:
            row = clerk.get(f"/api/persons/{one.psn_no}")
            if len(row["coverage"]) == 1 and row["coverage"][0]["employer"]:
                named = clerk.get("/api/employers", q=row["coverage"][0]["employer"])
                yield one, named["items"][0]["code"]

    def pay(self, finance, clerk, today, debt):
        late = D(debt["open"]["total"]) + D(debt["fee_if_paid"])
        self.assertGreater(D(debt["fee_if_paid"]), 0)
        rows = [{"row": 2, "date": today, "amount": str(late), "reference": f"F-{debt['bill']}",
                 "bill": debt["bill"]}]
        answer, file = clerk.send("POST", "/api/receipt-files", {
            "file_name": "late.csv", "digest": file_digest(rows), "rows": 1})
        self.assertEqual(answer.status, 200, file)
        path = f"/api/receipt-files/{file['id']}"
        self.assertEqual(clerk.send("POST", f"{path}/parts/1", {"rows": rows})[0].status, 200)
        posted = self.job(finance, f"{path}/posting")["posting"]
        self.assertEqual(posted["counts"]["matched"]["lines"], 1)


if __name__ == "__main__":
    unittest.main()
