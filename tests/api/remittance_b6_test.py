"""B6: files of receipts as a tax office and a bank write them, told by their columns."""

import decimal
import hashlib
import time
import unittest

from harness import PACKS, Server, tongchou
from receipts_b6_test import Collector, D

HEAD = "入库日期|实缴金额（分）|电子税票号码|应征凭证序号|纳税人识别号|纳税人名称|备注"


def fen(amount):
    return str(int(D(amount) * 100))


class FormTest(Collector):
    """Through the console: the browser sends cells and names the form."""

    def send_in(self, form, rows):
        digest = hashlib.sha256(repr(rows).encode()).hexdigest()
        answer, file = self.clerk.send("POST", "/api/receipt-files", {
            "file_name": "tax.txt", "digest": digest, "rows": len(rows)})
        self.assertEqual(answer.status, 200, file)
        return self.clerk.send("POST", f"/api/receipt-files/{file['id']}/parts/1",
                               {"format": form, "rows": rows})

    def test_the_forms_of_the_pack_are_told_and_their_cells_are_read(self):
        self.levy()
        forms = {form["id"]: form for form in self.clerk.get("/api/receipt-template")["formats"]}
        self.assertEqual(forms["tax_office"]["encoding"], "gb18030")
        self.assertEqual((forms["tax_office"]["separator"], forms["tax_office"]["skip_lines"]),
                         ("|", 2))
        bill = next(bill for bill in self.bills() if D(self.debt(bill)["open"]["total"]) > 0)
        owed = self.debt(bill)["open"]["total"]
        day = self.today.replace("-", "")
        rows = [{"row": 4, "date": day, "amount": fen(owed), "reference": self.reference(1),
                 "bill": bill["number"]},
                {"row": 5, "date": self.today, "amount": fen(owed),
                 "reference": self.reference(2)},
                {"row": 6, "date": day, "amount": owed, "reference": self.reference(3)}]
        answer, file = self.send_in("tax_office", rows)
        self.assertEqual(answer.status, 200, file)
        posted = self.job(self.finance, f"/api/receipt-files/{file['id']}/posting")
        self.assertEqual(posted["counts"]["matched"]["lines"], 1)
        self.assertEqual(D(self.debt(bill)["open"]["total"]), 0)
        codes = {line["cells"]["reference"]: line["problem"]["code"] for line in posted["open"]}
        self.assertEqual(codes, {self.reference(2): "bad_date", self.reference(3): "bad_amount"})
        refused = next(line for line in posted["open"]
                       if line["cells"]["reference"] == self.reference(2))
        self.assertIn("YYYYMMDD", refused["cells"]["date"], "it says what was expected")
        self.verified()

    def test_a_form_that_the_pack_has_not_is_refused(self):
        self.refused(self.send_in("other_office", [self.row(0, 1)]), 422, "no_such_format")


class CommandLineTest(unittest.TestCase):
    def setUp(self):
        self.server = Server(persons=300).start()
        self.addCleanup(self.server.remove)
        self.server.stop()
        self.today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))
        self.arguments = (*self.server.store(), "--packs", PACKS)
        tongchou("levy-run", "post", "--month", self.today[:7], *self.arguments)
        listed = tongchou("dunning", "list", *self.arguments).stdout.decode().splitlines()
        rows = [line.split() for line in listed if line.startswith("    ")]
        self.bill, self.amount = rows[0][0], decimal.Decimal(rows[0][1])

    def write(self, name, text, encoding="gb18030"):
        path = f"{self.server.folder}/{name}"
        with open(path, "wb") as file:
            file.write(text.encode(encoding))
        return path

    def run_import(self, path, *more):
        return tongchou("receipts", "import", path, *more, *self.arguments)

    def tax(self, name, reference):
        day = self.today.replace("-", "")
        return self.write(name, f"国家税务总局示范市税务局\n打印日期 {day}\n{HEAD}\n"
                                f"{day}|{fen(self.amount)}|{reference}|{self.bill}||喆𠮷公司|\n")

    def test_a_file_of_the_tax_office_in_gb18030_is_told_by_its_columns(self):
        done = self.run_import(self.tax("tax.txt", "T-1"))
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        self.assertIn("matched 1", done.stdout.decode())
        left = tongchou("dunning", "list", *self.arguments).stdout.decode()
        self.assertNotIn(self.bill, left)
        status, output = self.server.verify()
        self.assertEqual(status, 0, output)

    def test_a_clerk_may_name_the_form(self):
        path = self.tax("tax.txt", "T-2")
        wrong = self.run_import(path, "--format", "bank_statement")
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("交易流水号", wrong.stderr.decode())
        self.assertEqual(self.run_import(path, "--format", "nobody").returncode, 2)
        self.assertEqual(self.run_import(path, "--format", "tax_office").returncode, 0)

    def test_a_file_that_fits_no_form_is_told_what_it_has_and_what_was_expected(self):
        path = self.write("odd.csv", "日期,数额,凭证\n2026-01-01,5,1\n")
        said = self.run_import(path).stderr.decode()
        for word in ("数额", "税务局入库明细", "实缴金额（分）", "银行代收清单", "到账日期"):
            self.assertIn(word, said)
        self.assertIn("the tax office's list of receipts", said)


if __name__ == "__main__":
    unittest.main()
