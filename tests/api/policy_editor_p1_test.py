"""P1: a policy is written in a form or in its file, and what is wrong with it is said at once. The
files come with each request; nothing is stored here."""

import datetime
import pathlib
import time
import unittest

from console_client import ConsoleTest
from harness import PACKS

SHARE = "employee/inpatient/pooled/share"


def files_of(pack="demo-city"):
    """The files of a pack, each with its path inside of it."""
    folder = pathlib.Path(PACKS) / pack
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*")) if path.is_file()}


class PolicyEditorTest(ConsoleTest):
    arguments = {"persons": 100}

    def setUp(self):
        self.officer = self.client("officer")
        self.today = datetime.date.fromisoformat(self.officer.get("/api/region")["today"])
        self.july = f"{self.today.year + 1}-07-01"
        self.files = files_of()

    def send(self, address, files=None, **more):
        listed = [{"path": path, "text": text} for path, text in (files or self.files).items()]
        return self.officer.send("POST", address,
                                 {"base": "demo-city", "files": listed, **more})

    def check(self, files=None):
        answer, found = self.send("/api/policies/check", files)
        self.assertEqual(answer.status, 200, found)
        return found

    def edit(self, *changes, files=None):
        answer, edited = self.send("/api/policies/edit", files, changes=list(changes))
        self.assertEqual(answer.status, 200, edited)
        return {**(files or self.files),
                **{file["path"]: file["text"] for file in edited["files"]}}, edited["check"]

    def raised(self, day, value="87%"):
        return {"value": SHARE, "from": day, "cells": [{"at": ["3"], "value": value}],
                "clause": {"document": "employee", "article": "第六条之二"}}

    @staticmethod
    def codes(found):
        return {finding["code"] for finding in found["findings"]}

    def test_a_pack_as_it_stands_has_no_difference_and_no_error(self):
        found = self.check()
        self.assertEqual((found["errors"], found["changes"]), (0, []))
        self.assertTrue(found["examples"] and all(it["passed"] for it in found["examples"]))
        table = next(it for it in found["tables"] if it["id"] == SHARE)
        citation = table["table"]["periods"][0]["citation"]
        self.assertEqual(citation["article"], "第六条")
        self.assertIn("职工", citation["title"])
        self.assertEqual(citation["title_en"], "Demo City employee benefits (illustrative)")

    def test_a_share_raised_from_next_july_changes_these_lines_alone(self):
        files, found = self.edit(self.raised(self.july))
        self.assertEqual([path for path in files if files[path] != self.files[path]],
                         ["employee.yaml"])
        before, after = (text["employee.yaml"].splitlines() for text in (self.files, files))
        added = [line for line in after if line not in before]
        self.assertEqual(added, [
            f"            - from: {self.july}",
            "              table: {1: 92%, 2: 88%, 3: {value: 87%, source: {document: employee, "
            "article: 第六条之二}}}"])
        self.assertEqual([line for line in before if line not in after], [])
        change, = found["changes"]
        self.assertEqual((change["id"], change["from"], change["before"]["value"],
                          change["after"]["value"]), (SHARE, self.july, "0.85", "0.87"))
        self.assertNotIn("W09", self.codes(found))
        # Taken back, the files are those of before, byte for byte.
        back, found = self.edit({"value": SHARE, "from": self.july, "remove": True}, files=files)
        self.assertEqual(back, self.files)
        self.assertEqual(found["changes"], [])

    def test_the_form_and_the_file_are_the_same_thing(self):
        files, _ = self.edit(self.raised(self.july))
        found = self.check({**files, "employee.yaml": files["employee.yaml"].replace(
            "value: 87%", "value: 86%")})
        self.assertEqual(found["changes"][0]["after"]["value"], "0.86")
        files, found = self.edit(self.raised(self.july, "86.5%"), files=files)
        self.assertEqual(found["changes"][0]["after"]["value"], "0.865")

    def test_warnings_say_what_looks_like_a_slip(self):
        for change, code in (
                ({"value": SHARE + ".adjust.1", "from": self.july,
                  "cells": [{"at": [], "value": "minus 1 point"}]}, "W03"),  # retired below
                (self.raised(self.july, "95%"), "W02"),  # level 3 above level 1
                (self.raised(self.july, "40%"), "W01"),  # a big change
                ({"value": "employee/inpatient/pooled/cap", "from": self.july,
                  "cells": [{"at": [], "value": "300000 CNY"}]}, "W04"),
                (self.raised(str(self.today.replace(month=1, day=10))), "W09")):  # past days
            with self.subTest(code=code):
                before = self.codes(self.check())
                _, found = self.edit(change)
                self.assertNotIn(code, before)
                self.assertIn(code, self.codes(found))

    def test_an_error_has_its_file_line_and_column(self):
        files, found = self.edit(self.raised(self.july, "87"))
        error = found["findings"][0]
        self.assertEqual((found["errors"], error["code"], error["file"]),
                         (1, "E03", "employee.yaml"))
        line = files["employee.yaml"].splitlines()[error["line"] - 1]
        self.assertEqual(line, error["source_line"])
        self.assertEqual(line[error["column"] - 1:][:2], "87")
        self.assertEqual((found["examples"], found["changes"]), ([], []))
        broken = self.check({**self.files, "employee.yaml": "scheme: [employee\n"})
        self.assertIn("E30", self.codes(broken))
        self.assertIn("resident/inpatient/pooled/share", [it["id"] for it in broken["tables"]])

    def test_an_example_that_differs_says_what_was_expected(self):
        found = self.check({**self.files, "employee.yaml":
                            self.files["employee.yaml"].replace("3: 85%", "3: 87%")})
        failed = [it for it in found["examples"] if not it["passed"]]
        self.assertTrue(failed)
        figure = failed[0]["different"][0]
        self.assertNotEqual(figure["expected"], figure["got"])

    def test_what_cannot_be_written_is_refused_with_the_reason(self):
        for change, status, code in (
                ({"value": "employee/none", "from": self.july}, 404, "unknown_value"),
                ({"value": SHARE, "from": self.july,
                  "cells": [{"at": ["4"], "value": "1%"}]}, 404, "unknown_value"),
                (self.raised("1999-01-01"), 422, "bad_edit"),
                ({"value": SHARE, "from": self.july}, 422, "bad_edit"),
                ({"document": {"id": "employee", "title": {"zh": "甲", "en": "a"}}}, 422,
                 "bad_edit"),
                ({"value": SHARE, "from": "2026-02-30"}, 422, "bad_date")):
            with self.subTest(change=change):
                self.refused(self.send("/api/policies/edit", changes=[change]), status, code)

    def ended(self, job):
        until = time.monotonic() + 60
        while job["status"] == "running" and time.monotonic() < until:
            time.sleep(0.05)
            job = self.officer.get(f"/api/jobs/{job['id']}")
        self.assertEqual(job["status"], "succeeded", job)
        return job

    def test_past_cases_are_counted_where_a_what_if_counts_them(self):
        answer, job = self.send("/api/policies/reach")
        self.assertEqual(answer.status, 202, job)
        reach = self.ended(job)["reach"]
        answer, job = self.officer.send("POST", "/api/what-if", {
            "variants": ["demo-city"], "from": reach["from"], "through": reach["through"]})
        self.assertEqual(answer.status, 202, job)
        number = self.ended(job)["what_if"]["number"]
        tables = {table["by"]: table for table in
                  self.officer.get(f"/api/what-if/{number}")["tables"]}
        seen = 0
        for row in tables["benefit"]["rows"]:
            encounters = row["variants"][0]["encounters"]
            of_benefit = [it for it in reach["rows"] if it["axis"]["id"] == "category" and
                          row["name"]["zh"].startswith(it["place"][0]["zh"]) and
                          row["name"]["zh"].endswith(it["place"][1]["zh"])]
            if of_benefit:
                seen += 1
                self.assertEqual(sum(it["past"] for it in of_benefit), encounters, row["name"])
        self.assertGreater(seen, 0)
        self.assertEqual(reach["encounters"] + reach["refused"],
                         tables["all"]["rows"][0]["variants"][0]["encounters"])

    def test_files_with_errors_reach_nothing(self):
        self.refused(self.send("/api/policies/reach", {**self.files, "area.yaml": "format: 1"}),
                     422, "policy_invalid")

    def test_limits_and_rights(self):
        for files, status, code in (
                ({}, 400, "bad_parameter"),
                ({"../area.yaml": "x"}, 422, "bad_edit"),
                ({"a" * 91: "x"}, 422, "bad_edit"),
                ({f"f{i}.yaml": "" for i in range(101)}, 422, "bad_edit")):
            answer, body = self.officer.send("POST", "/api/policies/check", {
                "base": "demo-city",
                "files": [{"path": path, "text": text} for path, text in files.items()]})
            self.assertEqual((answer.status, body["error"]["code"]), (status, code))
        self.refused(self.officer.send("POST", "/api/policies/check", {
            "base": "none", "files": [{"path": "area.yaml", "text": ""}]}), 404, "unknown_policy")
        for user in ("clerk", "leader", "admin"):
            answer, _ = self.client(user).send("POST", "/api/policies/check", {"files": []})
            self.assertEqual(answer.status, 403, user)


if __name__ == "__main__":
    unittest.main()
