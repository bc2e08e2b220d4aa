"""deploy/nginx/tongchou.conf as it stands, in front of the real binary: TLS, who the client is, and
what the network does not get to see. Only ports, certificate and folders are exchanged."""

import http.client
import json
import pathlib
import re
import shutil
import ssl
import subprocess
import tempfile
import time
import unittest

from gateway import CALL
from harness import ROOT, ApiTest, free_port
from region import learn

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
CONF = ROOT / "deploy/nginx/tongchou.conf"
GUESSES = 8  # wrong passwords of one name from one address before further tries wait
AROUND = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/tongchou.conf;
}}
"""


def sign_in(port, forwarded_for, user, password):
    """The status of a sign-in that claims to be forwarded."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/api/session", json.dumps({"user": user, "password": password}),
                       {"Content-Type": "application/json", "X-Forwarded-For": forwarded_for})
    status = connection.getresponse().status
    connection.close()
    return status


def exchange(text, pattern, by):
    """`text` with `pattern` exchanged; the file must still hold it."""
    changed, count = re.subn(pattern, by, text)
    if count == 0:
        raise AssertionError(f"{CONF} no longer holds {pattern}")
    return changed


@unittest.skipUnless(pathlib.Path(NGINX).exists(), "nginx is not installed")
class ProxyTest(ApiTest):
    arguments = {"extra": ["--trusted-proxy", "127.0.0.1"]}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="tongchou-nginx-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.plain, cls.tls = free_port(), free_port()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
                        "-keyout", cls.folder / "server.key", "-out", cls.folder / "server.crt"],
                       check=True, capture_output=True)
        text = CONF.read_text(encoding="utf-8")
        text = exchange(text, r"server 127\.0\.0\.1:8080;", f"server 127.0.0.1:{cls.server.port};")
        text = exchange(text, r"listen 80;", f"listen 127.0.0.1:{cls.plain};")
        text = exchange(text, r"listen 443 ", f"listen 127.0.0.1:{cls.tls} ")
        text = exchange(text, r"/etc/tongchou/tls", str(cls.folder))
        (cls.folder / "tongchou.conf").write_text(text, encoding="utf-8")
        (cls.folder / "nginx.conf").write_text(AROUND.format(folder=cls.folder), encoding="utf-8")
        with open(cls.folder / "output", "wb") as output:
            cls.nginx = subprocess.Popen([NGINX, "-p", cls.folder, "-c", cls.folder / "nginx.conf"],
                                         stdout=output, stderr=subprocess.STDOUT)
        cls.addClassCleanup(cls.nginx.wait)
        cls.addClassCleanup(cls.nginx.terminate)
        cls.wait_until_it_answers()
        cls.region = learn(cls.server.port, people=1)

    @classmethod
    def wait_until_it_answers(cls):
        until = time.monotonic() + 20
        while True:
            try:
                return cls.connect().connect()
            except OSError:
                if cls.nginx.poll() is not None or time.monotonic() > until:
                    raise AssertionError((cls.folder / "output").read_text()) from None
                time.sleep(0.05)

    @classmethod
    def connect(cls):
        trust = ssl.create_default_context(cafile=cls.folder / "server.crt")
        return http.client.HTTPSConnection("127.0.0.1", cls.tls, timeout=30, context=trust)

    def ask(self, method, path, body=None, headers=None):
        connection = self.connect()
        self.addCleanup(connection.close)
        connection.request(method, path, body, {"Content-Type": "application/json",
                                                **(headers or {})})
        answer = connection.getresponse()
        return answer, answer.read()

    def test_a_hospital_is_answered_through_it(self):
        body = {"infno": "9001", "msgid": "through-the-proxy", "mdtrtarea_admvs": self.region.area,
                "insuplc_admdvs": self.region.area, "fixmedins_code": self.region.hospital,
                "opter": "0001", "input": {}}
        answer, text = self.ask("POST", CALL, json.dumps(body))
        self.assertEqual(answer.status, 200)
        self.assertIn("infcode", json.loads(text))

    def test_the_console_signs_in_with_a_cookie_for_tls_only(self):
        body = json.dumps({"user": "auditor", "password": "demo-auditor"})
        answer, _ = self.ask("POST", "/api/session", body)
        self.assertEqual(answer.status, 200)
        cookie = answer.getheader("Set-Cookie")
        for word in ("Secure", "HttpOnly", "SameSite=Strict"):
            self.assertIn(word, cookie)
        self.assertIn("max-age", answer.getheader("Strict-Transport-Security"))
        answer, _ = self.ask("GET", "/api/session", headers={"Cookie": cookie.split(";")[0]})
        self.assertEqual(answer.status, 200)

    def test_who_guesses_passwords_cannot_make_up_addresses(self):
        body = json.dumps({"user": "leader", "password": "wrong"})
        for number in range(GUESSES):
            answer, _ = self.ask("POST", "/api/session", body,
                                 {"X-Forwarded-For": f"203.0.113.{number}"})
            self.assertEqual(answer.status, 401)
        answer, text = self.ask("POST", "/api/session", body)
        self.assertEqual((answer.status, json.loads(text)["error"]["code"]),
                         (429, "too_many_attempts"))
        self.assertEqual(sign_in(self.server.port, "198.51.100.1", "leader", "wrong"), 401,
                         "somebody whom the proxy heard elsewhere may still try")

    def test_the_pages_for_monitoring_stay_inside(self):
        for path in ("/metrics", "/healthz", "/readyz"):
            self.assertEqual(self.ask("GET", path)[0].status, 404, path)

    def test_plain_http_is_sent_to_tls(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=30)
        self.addCleanup(connection.close)
        connection.request("GET", "/")
        answer = connection.getresponse()
        self.assertEqual(answer.status, 301)
        self.assertTrue(answer.getheader("Location").startswith("https://"))

    def test_a_body_beyond_the_limit_is_refused(self):
        self.assertEqual(self.ask("POST", CALL, b"x" * (5 << 20))[0].status, 413)


class TrustedProxyTest(ApiTest):
    """Without a trusted proxy the header of a client says nothing."""

    def test_the_header_of_a_stranger_is_not_believed(self):
        answers = [sign_in(self.server.port, f"203.0.113.{number}", "leader", "wrong")
                   for number in range(GUESSES + 1)]
        self.assertEqual(answers, [401] * GUESSES + [429])


if __name__ == "__main__":
    unittest.main()
