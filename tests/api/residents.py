"""What the tests of residents share: payers, rolls that come from a file, runs of a year."""

import random

from receipts_b6_test import Collector
from registry_a2_import_test import id_number

VILLAGE = "990121/990121100/990121100200"
TOWNSHIP = "990121/990121100"
YEAR = 2027  # its collection is open from September 2026 on


class Residents(Collector):
    """A clerk and a finance officer, and payers of fixed contributions."""

    arguments = {"persons": 60}
    files = 0

    def payer(self, kind, organisation="", name=None):
        answer, body = self.clerk.send("POST", "/api/employers", {
            "name": name or f"{kind}{random.randrange(10**9)}", "unit_kind": kind,
            "organisation": organisation, "documents": "批复", "event_day": self.today})
        self.assertEqual(answer.status, 200, body)
        return body["code"]

    def finance_payers(self):
        """One payer of each level above the villages of the county, the same for all tests."""
        places = {"finance_central": "", "finance_region": "", "finance_city": "",
                  "finance_county": "990121", "civil_affairs": "990121"}
        made = self.__class__.__dict__.get("payers_made")
        if made is None:
            made = {kind: self.payer(kind, place) for kind, place in places.items()}
            self.__class__.payers_made = made
        return made

    def person(self, sequence, payer, category="成年居民", begin=f"{YEAR}-01-01", **more):
        return {"row": sequence + 2, "name": f"居民{sequence}", "cert_no": id_number(sequence),
                "category": category, "begin": begin, "employer": payer, **more}

    def imported(self, rows, client=None):
        """The import's answer, with the number of each accepted person by row."""
        client = client or self.clerk
        Residents.files += 1
        answer, job = client.send("POST", "/api/imports", {
            "file_name": "residents.csv", "file_digest": f"{self.salt}-{Residents.files}",
            "employer": "", "year": YEAR, "rows": len(rows)})
        self.assertEqual(answer.status, 200, job)
        answer, job = client.send("POST", f"/api/imports/{job['id']}/chunks/1", {"rows": rows})
        self.assertEqual(answer.status, 200, job)
        refused = client.get(f"/api/imports/{job['id']}/rows", status="refused")["items"]
        return job, {item["row"]: (item["code"], item["column"]) for item in refused}

    def number_of(self, sequence):
        found = self.clerk.get("/api/persons", q=id_number(sequence))["items"]
        self.assertEqual(len(found), 1, sequence)
        return found[0]["psn_no"]

    def run_year(self, year=YEAR, preview=False):
        return self.job(self.finance, f"/api/fixed/{year}/{'preview' if preview else 'run'}")

    def bills_of(self, payer=None, year=YEAR):
        rows = self.finance.get(f"/api/fixed/{year}/bills", limit=200,
                                **({"payer": payer} if payer else {}))["items"]
        return [bill for bill in rows if bill["standing"]]

    def one_bill(self, payer):
        bills = self.bills_of(payer)
        self.assertEqual(len(bills), 1, bills)
        return bills[0]

    def pay(self, bill, amount=None, n=0):
        return self.post([self.row(n, amount or bill["figures"]["total"], bill=bill["number"])])
