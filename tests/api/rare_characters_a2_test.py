"""A2: names with rare characters and of minorities survive every path."""

import http.client
import subprocess
import tempfile
import unittest

from console_client import Client
from harness import PACKS, tongchou
from region import GatewayTest
from registry_a2_import_test import id_number

# Beyond the basic plane, in GB18030 alone, in no old encoding; a name of parts.
NAMES = ("𠮷田㐂", "王䶮", "陶喆", "阿卜杜热依木·买买提", "扎西多吉·洛桑", "欧阳𬭎")


class RareCharactersTest(GatewayTest):
    def setUp(self):
        super().setUp()
        self.clerk = Client(self.server.port)
        self.clerk.sign_in("clerk")
        self.employer = self.clerk.get("/api/employers", limit=1)["items"][0]["code"]

    def found(self, name):
        items = self.clerk.get("/api/persons", q=name)["items"]
        self.assertEqual([one["name"] for one in items], [name])
        return items[0]["psn_no"]

    def check(self, name, sequence):
        """Search, the person's page, the gateway, and the printed statement."""
        psn_no = self.found(name)
        self.assertEqual(self.clerk.get(f"/api/persons/{psn_no}")["name"], name)
        certno = id_number(sequence)
        answer = self.must(self.gateway.call("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": certno, "card_sn": "", "begntime": "",
            "psn_cert_type": "01", "certno": certno, "psn_name": name}}))
        self.assertEqual(answer.output["baseinfo"]["psn_name"], name)
        year = self.clerk.get("/api/region")["today"][:4]
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", f"/api/persons/{psn_no}/statements/{year}/pdf",
                           headers={"Cookie": self.clerk.cookie})
        body = connection.getresponse().read()
        connection.close()
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(body)
            file.flush()
            text = subprocess.run(["pdftotext", file.name, "-"], capture_output=True, check=True)
        self.assertIn(name, text.stdout.decode())

    def test_through_an_import_in_the_browser(self):
        rows = [{"row": n + 2, "name": name, "cert_no": id_number(500 + n), "category": "在职",
                 "wage": "6000", "begin": "2026-03-01"} for n, name in enumerate(NAMES)]
        answer, job = self.clerk.send("POST", "/api/imports", {
            "file_name": "罕见字.xlsx", "file_digest": "rare", "employer": self.employer,
            "year": 2026, "rows": len(rows)})
        self.assertEqual(answer.status, 200, job)
        _, done = self.clerk.send("POST", f"/api/imports/{job['id']}/chunks/1", {"rows": rows})
        self.assertEqual((done["accepted"], done["refused"]), (len(rows), 0), done)
        for n, name in enumerate(NAMES):
            with self.subTest(name):
                self.check(name, 500 + n)

    def test_through_a_file_in_gb18030(self):
        name = "㐂䶮喆·𠮷"
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            file.write(("姓名,身份证号码,人员类别,月缴费工资,参保日期\n"
                        f"{name},{id_number(600)},在职,6000,2026-03-01\n").encode("gb18030"))
            file.flush()
            done = tongchou("import", "persons", file.name, "--employer", self.employer, "--year",
                            2026, *self.server.store(), "--packs", PACKS)
        self.assertEqual(done.returncode, 0, (done.stdout + done.stderr).decode())
        self.check(name, 600)


if __name__ == "__main__":
    unittest.main()
