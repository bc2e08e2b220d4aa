"""TLS: served with 1.2 and later, not before; what it changes for browsers; bad files."""

import http.client
import json
import socket
import ssl
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from harness import ApiTest, Server, tongchou


def certificate(folder, name):
    key, cert = Path(folder) / f"{name}.key", Path(folder) / f"{name}.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key,
                    "-out", cert, "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=IP:127.0.0.1"], capture_output=True, check=True)
    return cert, key


class TlsTest(ApiTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.cert, key = certificate(folder.name, "server")
        cls.arguments = {"extra": ("--empty", "--tls-cert", str(cls.cert), "--tls-key", str(key))}
        super().setUpClass()

    def context(self, highest=None):
        context = ssl.create_default_context(cafile=self.cert)
        if highest:
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = highest
            context.set_ciphers("ALL:@SECLEVEL=0")
        return context

    def get(self, path, method="GET", body=None):
        connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, timeout=30,
                                                 context=self.context())
        connection.request(method, path, body)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer, text

    def test_pages_and_calls_are_answered_and_browsers_told_to_stay(self):
        answer, _ = self.get("/api/session")
        self.assertEqual(answer.status, 401)
        self.assertIn("max-age", answer.getheader("Strict-Transport-Security"))
        answer, text = self.get("/fsi/api/rsfComIfsService/callService", "POST", "{}")
        self.assertEqual((answer.status, json.loads(text)["infcode"]), (200, -1))

    def test_the_cookie_is_for_tls_alone(self):
        password = next(line.split()[1] for line in self.server.output().splitlines()
                        if line.strip().startswith("admin"))
        answer, _ = self.get("/api/session", "POST",
                             json.dumps({"user": "admin", "password": password}))
        self.assertIn("; Secure", answer.getheader("Set-Cookie"))

    def test_a_body_of_megabytes_arrives_whole(self):
        answer, text = self.get("/fsi/api/rsfComIfsService/callService", "POST",
                                json.dumps({"infno": "9001", "pad": "x" * 3_000_000}))
        self.assertEqual((answer.status, json.loads(text)["infcode"]), (200, -1))
        answer, _ = self.get("/api/session", "POST", "x" * 5_000_000)
        self.assertEqual(answer.status, 413)

    def test_versions_before_1_2_and_plain_http_are_not_served(self):
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as link:
                with self.assertRaises((ssl.SSLError, ConnectionError)):
                    self.context(version).wrap_socket(link, server_hostname="127.0.0.1")
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as link:
            with self.context(ssl.TLSVersion.TLSv1_2).wrap_socket(
                    link, server_hostname="127.0.0.1") as served:
                self.assertEqual(served.version(), "TLSv1.2")
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as link:
            link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertNotIn(b"HTTP/1.1 200", link.recv(4096))
        self.assertEqual(self.get("/api/session")[0].status, 401, "the next one is served")

    def test_somebody_who_never_greets_holds_up_nobody(self):
        silent = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(20)]
        started = time.monotonic()
        self.assertEqual(self.get("/api/session")[0].status, 401)
        self.assertLess(time.monotonic() - started, 10)
        for link in silent:
            link.close()


class TlsFilesTest(unittest.TestCase):
    def test_files_that_do_not_fit_refuse_the_start(self):
        with tempfile.TemporaryDirectory() as folder:
            cert, key = certificate(folder, "one")
            _, other = certificate(folder, "two")
            for extra in (("--tls-cert", cert, "--tls-key", other),
                          ("--tls-cert", "none.pem", "--tls-key", key),
                          ("--tls-cert", key, "--tls-key", key)):
                server = Server(extra=("--empty", *map(str, extra)))
                self.addCleanup(server.remove)
                with self.assertRaisesRegex(RuntimeError, "--tls-cert"):
                    server.start()
            done = tongchou("serve", "--tls-cert", cert)
            self.assertNotEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
