"""A2, B1, B9: members and wages come from a file, row by row, and nothing is lost or doubled."""

import csv
import io
import os
import tempfile
import unittest

from console_client import ConsoleTest
from harness import PACKS, Server, tongchou

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(sequence, birth="19850615"):
    digits = f"110105{birth}{sequence:03}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS))
    return digits + "10X98765432"[total % 11]


def row(number, sequence, **changes):
    return {"row": number, "name": f"李{sequence}", "cert_no": id_number(sequence), "category": "在职",
            "wage": "6000", "begin": "2026-03-01", **changes}


class ImportTest(ConsoleTest):
    arguments = {"persons": 60}

    def setUp(self):
        self.clerk = self.client("clerk")
        self.employer = self.clerk.get("/api/employers", limit=1)["items"][0]["code"]

    def started(self, digest, rows, **changes):
        answer, body = self.clerk.send("POST", "/api/imports", {
            "file_name": "members.xlsx", "file_digest": digest, "employer": self.employer,
            "year": 2026, "rows": rows, **changes})
        self.assertEqual(answer.status, 200, body)
        return body

    def imported(self, digest, rows, **changes):
        job = self.started(digest, len(rows), **changes)
        answer, body = self.clerk.send("POST", f"/api/imports/{job['id']}/chunks/1", {"rows": rows})
        self.assertEqual(answer.status, 200, body)
        return body

    def refusals(self, job):
        items = self.clerk.get(f"/api/imports/{job['id']}/rows", status="refused")["items"]
        return {item["row"]: (item["code"], item["column"]) for item in items}

    def counts(self, job):
        return job["accepted"], job["unchanged"], job["refused"]

    def test_each_row_is_answered_and_a_repeated_file_changes_nothing(self):
        rows = [row(2, 100), row(3, 101, cert_no="110105198506151010"), row(4, 102, category="董事"),
                row(5, 100), row(6, 103, wage="abc"), row(7, 104, begin="2026-13-01"),
                row(8, 105, employer="E99999"), row(9, 106, birth_date="1985-06-16"), row(10, 107)]
        job = self.imported("each-row", rows)
        self.assertEqual(self.counts(job), (2, 0, 7))
        self.assertIsNotNone(job["finished_at"])
        self.assertEqual(self.refusals(job), {
            3: ("bad_id_number", "cert_no"), 4: ("unknown_category", "category"),
            5: ("duplicate_row", "cert_no"), 6: ("bad_amount", "wage"), 7: ("bad_date", "begin"),
            8: ("unknown_employer", "employer"), 9: ("person_differs", "birth_date")})
        again = self.imported("each-row", rows)
        self.assertEqual(self.counts(again), (0, 2, 7))
        found = self.clerk.get("/api/persons", q="李100")["items"]
        self.assertEqual(len(found), 1)
        person = self.clerk.get(f"/api/persons/{found[0]['psn_no']}")
        self.assertEqual([one["from"] for one in person["coverage"]], ["2026-03-01"])

    def test_refused_rows_come_back_with_their_cells_to_be_corrected(self):
        job = self.imported("correct", [row(2, 110), row(3, 111, category="董事")])
        item = self.clerk.get(f"/api/imports/{job['id']}/rows", status="refused")["items"][0]
        self.assertTrue(item["text"]["zh"] and item["text"]["en"])
        corrected = {**item["cells"], "category": "在职", "row": 2}
        self.assertEqual(self.counts(self.imported("corrected", [corrected])), (1, 0, 0))

    def test_an_interrupted_import_goes_on_and_a_part_sent_twice_counts_once(self):
        job = self.started("interrupted", 3)
        path = f"/api/imports/{job['id']}/chunks"
        first = {"rows": [row(2, 120), row(3, 121)]}
        for _ in range(2):
            _, body = self.clerk.send("POST", f"{path}/1", first)
            self.assertEqual((self.counts(body), body["next_chunk"]), ((2, 0, 0), 2))
        self.refused(self.clerk.send("POST", f"{path}/3", first), 409, "chunk_out_of_order")
        self.assertEqual(self.started("interrupted", 3)["id"], job["id"])
        self.refused(self.clerk.send("POST", f"{path}/2", {"rows": [row(4, 122), row(5, 123)]}),
                     422, "too_many_lines")
        _, body = self.clerk.send("POST", f"{path}/2", {"rows": [row(4, 120)]})
        self.assertEqual(self.refusals(body), {4: ("duplicate_row", "cert_no")})

    def test_bad_parts_are_refused_whole(self):
        job = self.started("bad", 5)
        path = f"/api/imports/{job['id']}/chunks/1"
        for body, code in (("[]", "bad_json"), ({"rows": 5}, "bad_field_type"),
                           ({"rows": []}, "too_many_lines"),
                           ({"rows": [{"name": "x"}]}, "bad_field_type"),
                           ({"rows": [row(2, 1, name="长" * 200)]}, "field_too_long"),
                           ({"rows": [row(i, 1) for i in range(1001)]}, "too_many_lines")):
            answer, said = self.clerk.send("POST", path, body)
            self.assertEqual(said["error"]["code"], code)
        self.refused(self.clerk.send("GET", "/api/imports/none"), 404, "unknown_import")
        self.refused(self.client("finance").send("GET", "/api/imports"), 403, "right_missing")

    def test_a_wage_is_corrected_with_a_reason_only(self):
        self.imported("wage", [row(2, 130)])
        changed = [row(2, 130, wage="7000")]
        self.assertEqual(self.refusals(self.imported("wage-2", changed)),
                         {2: ("wage_declared", "wage")})
        self.assertEqual(self.counts(self.imported("wage-2", changed, reason="稽核")), (1, 0, 0))
        members = []
        cursor = {}
        while True:
            page = self.clerk.get(f"/api/employers/{self.employer}/members", limit=200, **cursor)
            members += page["items"]
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        wages = {member["name"]: member["wage"] for member in members}
        self.assertEqual(wages["李130"], "7000.00")


class CommandLineImportTest(unittest.TestCase):
    """The same from a file on the command line, in each encoding, with a kill in the middle."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.server = Server(persons=60).start()
        self.addCleanup(self.server.remove)
        self.server.stop()

    def run_command(self, *arguments):
        return tongchou(*arguments, *self.server.store(), "--packs", PACKS)

    def write(self, name, rows, encoding="utf-8",
              titles=("姓名", "身份证号码", "人员类别", "月缴费工资", "参保日期")):
        path = os.path.join(self.folder.name, name)
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(titles)
        for one in rows:
            writer.writerow(one[key] for key in ("name", "cert_no", "category", "wage", "begin"))
        with open(path, "wb") as out:
            out.write(text.getvalue().encode(encoding))
        return path

    def test_files_of_every_encoding_are_read_and_refused_rows_written(self):
        for i, encoding in enumerate(("utf-8", "utf-8-sig", "gb18030")):
            rows = [row(2, 200 + i, name="欧阳䶮"), row(3, 210 + i, category="董事")]
            path = self.write(f"{i}.csv", rows, encoding)
            refused = os.path.join(self.folder.name, f"refused-{i}.csv")
            done = self.run_command("import", "persons", path, "--employer", "E00001", "--refused",
                                    refused)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("1 accepted, 0 unchanged, 1 refused", done.stdout.decode())
            with open(refused, encoding="utf-8-sig") as lines:
                kept = list(csv.DictReader(lines))
            self.assertEqual(kept[0]["人员类别"], "董事")
            self.assertTrue(kept[0]["未通过原因"])
        done = self.run_command("import", "persons", path, "--employer", "E00001")
        self.assertIn("0 accepted, 1 unchanged, 1 refused", done.stdout.decode())

    def test_wrong_columns_and_encodings_are_said(self):
        path = self.write("columns.csv", [], titles=("姓名", "号码"))
        done = self.run_command("import", "persons", path, "--employer", "E00001")
        self.assertEqual(done.returncode, 2)
        self.assertIn("身份证号码", done.stderr.decode())
        path = os.path.join(self.folder.name, "bytes.csv")
        with open(path, "wb") as out:
            out.write(b"\xff\xff\xff")
        done = self.run_command("import", "persons", path, "--employer", "E00001")
        self.assertEqual(done.returncode, 2)
        self.assertIn("GB18030", done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
