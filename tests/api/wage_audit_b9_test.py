"""B9: a payroll beside the declared wages: what differs is found, kept, decided by somebody else,
and levied by the next run as a supplementary bill."""

import datetime
import decimal
import time
import unittest

from console_client import ConsoleTest
from registry_a6_person_test import identity_number

D = decimal.Decimal
BIRTH = datetime.date(1988, 3, 1)


class WageAuditTest(ConsoleTest):
    arguments = {"persons": 300}

    def setUp(self):
        self.clerk, self.reviewer = self.client("clerk"), self.client("reviewer")
        self.finance = self.client("finance")
        self.today = datetime.date.fromisoformat(self.clerk.get("/api/region")["today"])
        self.month = str(self.today)[:7]

    def employer(self, number):
        return self.clerk.get("/api/employers", state="active")["items"][number]["code"]

    def insured(self, employer, sequence, wage):
        form = {"name": f"职工{sequence}", "cert_no": identity_number(BIRTH, sequence),
                "category": "active", "wage": wage, "employer": employer,
                "begin": str(self.today.replace(month=1, day=1))}
        answer, made = self.clerk.send("POST", "/api/persons", form)
        self.assertEqual(answer.status, 200, made)
        return form["name"], form["cert_no"]

    @staticmethod
    def payroll(*rows):
        return [{"row": number, "name": name, "cert_no": certificate, "wage": wage}
                for number, ((name, certificate), wage) in enumerate(rows, 2)]

    def audit(self, employer, rows, **more):
        return self.clerk.send("POST", f"/api/employers/{employer}/wage-audits", {
            "year": self.today.year, "documents": "全年工资发放表", "rows": rows, **more})

    def levied(self):
        _, job = self.finance.send("POST", f"/api/levy/months/{self.month}/run")
        while job["status"] == "running":
            time.sleep(0.05)
            job = self.finance.get(f"/api/jobs/{job['id']}")
        self.assertEqual(job["status"], "succeeded", job)
        return job["result"]

    def decide(self, user, audit, approve, note=""):
        return user.send("POST", f"/api/employers/{audit['employer']}/wage-audits/"
                         f"{audit['number']}/decision", {"approve": approve, "note": note})

    def test_what_was_under_reported_is_found_approved_and_levied(self):
        employer = self.employer(0)
        same = self.insured(employer, 901, "8000.00")
        under = self.insured(employer, 902, "6000.00")
        over = self.insured(employer, 903, "9000.00")
        undeclared = self.insured(employer, 904, "")
        left_out = self.insured(employer, 906, "5000.00")
        stranger = ("未参保者", identity_number(BIRTH, 905))
        self.levied()
        answer, audit = self.audit(employer, self.payroll(
            (same, "8000"), (under, "7,500.00"), (over, "8500"), (undeclared, "7000"),
            (stranger, "5000")))
        self.assertEqual(answer.status, 200, audit)
        found = {line["name"]: (line["finding"], line["declared"], line["audited"])
                 for line in audit["lines"] if line["finding"] != "not_on_payroll"}
        self.assertEqual(found, {
            under[0]: ("under", "6000.00", "7500.00"), over[0]: ("over", "9000.00", "8500.00"),
            undeclared[0]: ("undeclared", None, "7000.00"),
            stranger[0]: ("not_insured", None, "5000.00")})
        self.assertEqual((audit["counts"]["same"], audit["missing"]), (1, "8500.00"))
        self.assertIn((left_out[0], "not_on_payroll"),
                      [(line["name"], line["finding"]) for line in audit["lines"]])

        self.refused(self.audit(employer, self.payroll((same, "1"))), 409, "request_waiting")
        self.refused(self.decide(self.clerk, audit, True), 403, "right_missing")
        self.assertEqual(self.levied()["bills"], 0, "nothing is levied before it is approved")
        _, decided = self.decide(self.reviewer, audit, True, "属实")
        self.assertEqual(decided["state"], "approved", decided)
        self.refused(self.decide(self.reviewer, audit, True), 409, "request_decided")
        run = self.levied()
        self.assertEqual((run["bills"], run["persons"]), (1, 3))
        bills = [bill for bill in self.finance.get(f"/api/employers/{employer}/bills")["items"]
                 if bill["kind"]["id"] == "supplementary"]
        self.assertEqual(len(bills), 1)
        lines = self.clerk.get(f"/api/levy/bills/{bills[0]['number']}/lines", limit=200)["items"]
        signs = {line["name"]: D(line["figures"]["total"]) > 0 for line in lines}
        self.assertEqual(signs, {under[0]: True, over[0]: False, undeclared[0]: True})
        answer, again = self.audit(employer, self.payroll(
            (same, "8000"), (under, "7500"), (over, "8500"), (undeclared, "7000")))
        self.assertEqual((answer.status, again["counts"]["same"]), (200, 4))

    def test_a_refused_audit_changes_nothing(self):
        employer = self.employer(1)
        worker = self.insured(employer, 911, "6000.00")
        self.levied()
        _, audit = self.audit(employer, self.payroll((worker, "9000")))
        _, decided = self.decide(self.reviewer, audit, False, "工资表有误")
        self.assertEqual((decided["state"], decided["note"]), ("refused", "工资表有误"))
        self.assertEqual(self.levied()["bills"], 0)
        heads = self.clerk.get(f"/api/employers/{employer}/wage-audits")["items"]
        self.assertEqual([head["state"] for head in heads], ["refused"])

    def test_a_bad_payroll_is_refused_as_a_whole_and_says_the_row(self):
        employer = self.employer(2)
        worker = self.insured(employer, 921, "6000.00")
        good = (worker, "6000")
        for rows, code, where in (
                ([good, (worker, "6000")], "duplicate_row", "rows/3/cert_no"),
                ([good, (("某人", "110101199003070000"), "1")], "bad_id_number",
                 "rows/3/cert_no"),
                ([(worker, "六千")], "bad_amount", "rows/2/wage"),
                ([(worker, "")], "missing_field", "rows/2/wage"),
                ([(("改了名", worker[1]), "6000")], "person_differs", "rows/2/name"),
                ([], "missing_field", "rows")):
            with self.subTest(code=code, where=where):
                _, body = self.audit(employer, self.payroll(*rows))
                self.assertEqual((body["error"]["code"], body["error"]["where"]), (code, where))
        self.refused(self.audit(employer, self.payroll(good), documents=""), 422, "missing_field")
        self.refused(self.audit("E99999", self.payroll(good)), 404, "unknown_employer")
        self.assertEqual(self.clerk.get(f"/api/employers/{employer}/wage-audits")["items"], [])


if __name__ == "__main__":
    unittest.main()
