"""No log line holds a secret: after a busy run the log of a talkative server is read for them."""

import json
import re
import unittest

from console_client import Client
from flows import Visit
from harness import PACKS, tongchou
from region import GatewayTest
from signature_test import Sm2, now_ms


class LogSecretsTest(GatewayTest):
    arguments = {"persons": 150, "extra": ["--log-format", "json", "--log-level", "debug"]}

    def command(self, *arguments):
        done = tongchou(*arguments, "--data", self.server.data, "--packs", PACKS)
        return (done.stdout + done.stderr).decode()

    def log(self):
        """What was logged; what is printed for a person at the start is no log."""
        lines = [line for line in self.server.output().splitlines() if line.startswith("{")]
        self.assertGreater(len(lines), 20)
        return "\n".join(lines)

    def sessions(self):
        """Sessions that were opened, refused, renewed and ended; every secret in them."""
        secrets = ["Never-told-1", "Chosen-anew-1", "demo-township", "demo-clerk"]
        browser = Client(self.server.port)
        browser.sign_in("clerk", secrets[0])
        browser.sign_in("township", "demo-township")
        secrets += [browser.cookie.split("=")[1], browser.token]
        browser.send("POST", "/api/password", {"present": secrets[0], "new": secrets[1]})
        browser.send("POST", "/api/password", {"present": "demo-township", "new": secrets[1]})
        browser.sign_in("township", secrets[1])
        secrets += [browser.cookie.split("=")[1], browser.token]
        browser.send("DELETE", "/api/sessions", token=False)
        browser.send("DELETE", "/api/sessions")
        return secrets

    def provider_keys(self):
        """Keys of an institution, made, given and used wrongly; their secrets."""
        made = self.command("provider-key", "add", "--provider", self.region.hospital, "--kind",
                            "headers")
        secrets = re.findall(r"shown only once\): (\S+)", made)
        self.assertTrue(secrets, made)
        pair = Sm2(self.server.folder, "pair")
        private = "".join(pair.private.read_text().splitlines()[1:-1])
        headers = {"_api_name": "x", "_api_version": "1.0.0", "_api_timestamp": now_ms(),
                   "_api_access_key": "nobody", "_api_signature": "c2lnbmF0dXJlLW9mLW5vYm9keQ=="}
        client = Client(self.server.port)
        client.send("POST", "/fsi/api/rsfComIfIntfService/callService", "{}", headers=headers)
        return [*secrets, private, headers["_api_signature"]]

    def people(self):
        """Persons who were treated, asked for, searched and mistaken; what names them."""
        clerk = Client(self.server.port)
        clerk.sign_in("clerk")
        secrets = [clerk.cookie.split("=")[1], clerk.token]
        for _ in range(3):
            person = self.person()
            visit = Visit(self.gateway, person).until_uploaded(self.region.lines())
            visit.settle()
            self.must(visit.undo())
            clerk.get("/api/persons", q=person.name)
            clerk.get("/api/persons", q=person.certno)
            clerk.get(f"/api/persons/{person.psn_no}")
            clerk.send("POST", f"/api/persons/{person.psn_no}/certificate")
            clerk.send("GET", f"/api/persons/{person.certno}")
            self.gateway.call("1101", {"data": {"mdtrt_cert_type": "02", "certno": "1" * 18,
                                                "mdtrt_cert_no": person.certno,
                                                "psn_name": person.name}})
            secrets += [person.name, person.certno]
        return secrets

    def test_no_log_line_holds_a_secret_after_a_busy_run(self):
        secrets = [*self.sessions(), *self.provider_keys(), *self.people()]
        secrets += self.server.data.with_name("data.keys").read_text().split()[-1:]
        secrets += [person.certno for person in self.region.people]
        secrets += [person.name for person in self.region.people]
        log = self.log()
        for secret in secrets:
            for form in (secret, json.dumps(secret)[1:-1]):
                self.assertNotIn(form, log)


if __name__ == "__main__":
    unittest.main()
