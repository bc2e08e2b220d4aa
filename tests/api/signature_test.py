"""Signed messages: right and wrong keys, changed and repeated messages, clocks, retired keys.

HMAC comes from Python and SM2 from the openssl command: not from the program under test.
"""

import base64
import hashlib
import hmac
import json
import subprocess
import tempfile
import time
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

from harness import PACKS, tongchou
from region import GatewayTest

SIGN_IN = {"signIn": {"opter_no": "0001", "mac": "00-00-00-00-00-00", "ip": "127.0.0.1"}}
FRESH_SECONDS = 2.2  # how long the server may still live by older keys and rules


def openssl(*arguments, stdin=b""):
    return subprocess.run(["openssl", *arguments], input=stdin, capture_output=True,
                          check=True).stdout


class Sm2:
    """A key pair of somebody else's program."""

    def __init__(self, folder, name):
        self.private, self.public = Path(folder) / f"{name}.pem", Path(folder) / f"{name}.pub"
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out",
                str(self.private))
        openssl("pkey", "-in", str(self.private), "-pubout", "-out", str(self.public))
        # The point is the end of the key's public form.
        self.point = openssl("pkey", "-in", str(self.private), "-pubout", "-outform",
                             "DER")[-65:].hex()

    def sign(self, text):
        with tempfile.NamedTemporaryFile() as message:
            message.write(text.encode())
            message.flush()
            return openssl("pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-inkey",
                           str(self.private), "-pkeyopt", "distid:1234567812345678", "-in",
                           message.name)


def verified(point, text, signature):
    """Whether openssl takes `signature` for that of the key with this public point."""
    head = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
    with tempfile.TemporaryDirectory() as folder:
        key, message, signed = (Path(folder) / name for name in ("key", "message", "signature"))
        key.write_bytes(head + bytes.fromhex(point))
        message.write_bytes(text.encode())
        signed.write_bytes(signature)
        done = subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pubin", "-keyform",
             "DER", "-inkey", key, "-pkeyopt", "distid:1234567812345678", "-in", message,
             "-sigfile", signed], capture_output=True, check=False)
        return done.returncode == 0


def joined(fields):
    return "&".join(f"{name}={fields[name]}" for name in sorted(fields))


def now_ms(minutes=0):
    return str(int((time.time() + 60 * minutes) * 1000))


def now_text(minutes=0):
    at = datetime.now(timezone(timedelta(hours=8))) + timedelta(minutes=minutes)
    return at.strftime("%Y-%m-%d %H:%M:%S")


class SignatureTest(GatewayTest):
    def command(self, *arguments):
        done = tongchou("provider-key", *arguments, *self.server.store(), "--packs", PACKS)
        output = (done.stdout + done.stderr).decode()
        self.assertEqual(done.returncode, 0, output)
        return output

    def rule(self, **uses):
        self.command("rule", "--provider", self.region.hospital,
                     *[part for name, use in uses.items() for part in (f"--{name}", use)])
        self.addCleanup(self.command, "rule", "--provider", self.region.hospital)
        time.sleep(FRESH_SECONDS)

    def add_key(self, kind, *more):
        """The key's id, and what else was printed, by its English name."""
        output = self.command("add", "--provider", self.region.hospital, "--kind", kind, *more)
        told = {}
        for line in output.splitlines():
            name, _, value = line.rpartition(": ")
            told[name.split("·")[-1].strip().split(" (")[0]] = value
        self.addCleanup(self.command, "retire", told["added"])
        time.sleep(FRESH_SECONDS)
        return told["added"], told

    def headers(self, key, secret, time_ms=None, infno="9001", **changes):
        made = {"_api_name": infno, "_api_version": "1.0.0",
                "_api_timestamp": time_ms or now_ms(), "_api_access_key": key}
        digest = hmac.new(secret.encode(), joined(made).encode(), hashlib.sha1).digest()
        made["_api_signature"] = base64.b64encode(digest).decode()
        made.update(changes)
        return {name: value for name, value in made.items() if value is not None}

    def send(self, envelope, headers=None):
        return self.gateway.post(envelope, headers=headers or {})

    def refused(self, code, envelope, headers=None, message=None):
        answer = self.send(envelope, headers)
        self.assertEqual((answer.status, answer.json["infcode"]), (200, -1), answer.json)
        self.assertIn(f"[{code}]", answer.text)
        if message:
            self.assertEqual((answer.json["code"], answer.json["message"]), (401, message))
        return answer

    def accepted(self, envelope, headers=None):
        answer = self.send(envelope, headers)
        self.assertTrue(answer.ok, answer.json)
        return answer

    def test_headers(self):
        key, told = self.add_key("headers")
        secret = told["secret key"]
        plain = self.gateway.envelope("9001", SIGN_IN)
        self.accepted(plain, self.headers(key, "wrong"))  # the method is off: not looked at
        self.rule(headers="accepted")
        self.accepted(plain)
        self.refused("signature_wrong", plain, self.headers(key, "wrong"), "签名不一致!")
        self.rule(headers="required")
        self.accepted(plain, self.headers(key, secret))
        self.refused("signature_missing", plain, None, "缺少服务网关的请求头!")
        for name in ("_api_signature", "_api_version", "_api_name"):
            self.refused("signature_missing", plain, self.headers(key, secret, **{name: None}),
                         "缺少服务网关的请求头!")
        self.refused("signature_wrong", plain, self.headers(key, secret, _api_name="2207"))
        self.refused("unknown_access_key", plain, self.headers("none", secret), "非法用户!")
        for minutes in (-31, 31):
            self.refused("signature_expired", plain, self.headers(key, secret, now_ms(minutes)),
                         "签名时间戳超时!")
        self.accepted(plain, self.headers(key, secret, now_ms(-29)))
        # Another institution may not use this one's key.
        foreign = self.gateway.envelope("9001", SIGN_IN, fixmedins_code=self.region.other_hospital)
        self.accepted(foreign)
        self.command("rule", "--headers", "required")
        self.addCleanup(self.command, "rule")
        time.sleep(FRESH_SECONDS)
        self.refused("unknown_access_key", foreign, self.headers(key, secret))
        # The same signature carries the same message again, and no other one.
        headers = self.headers(key, secret)
        self.accepted(plain, headers)
        self.accepted(plain, headers)
        self.refused("message_replayed", self.gateway.envelope("9001", SIGN_IN), headers)

    def test_two_keys_in_force_while_they_change_and_none_when_retired(self):
        first, told_first = self.add_key("headers")
        second, told_second = self.add_key("headers")
        tomorrow = (datetime.now() + timedelta(days=2)).strftime("%Y-%m-%d")
        later, told_later = self.add_key("headers", "--from", tomorrow)
        self.rule(headers="required")
        plain = self.gateway.envelope("9001", SIGN_IN)
        self.accepted(plain, self.headers(first, told_first["secret key"]))
        self.accepted(plain, self.headers(second, told_second["secret key"]))
        self.refused("unknown_access_key", plain, self.headers(later, told_later["secret key"]))
        self.command("retire", first)
        time.sleep(FRESH_SECONDS)
        self.refused("unknown_access_key", plain, self.headers(first, told_first["secret key"]))
        self.accepted(plain, self.headers(second, told_second["secret key"]))
        listed = self.command("list", "--provider", self.region.hospital)
        for told in (told_first, told_second, told_later):
            self.assertNotIn(told["secret key"], listed)
        self.assertRegex(listed, f"{first} .*retired")

    def signed(self, key, infno="9001", content=None, **changes):
        envelope = self.gateway.envelope(infno, content or SIGN_IN,
                                         **{"inf_time": now_text(), "signtype": "SM2", **changes})
        text = joined({name: value for name, value in envelope.items()
                       if name not in ("cainfo", "input")})
        return {**envelope, "cainfo": base64.b64encode(key.sign(text)).decode()}

    def test_envelopes(self):
        with tempfile.TemporaryDirectory() as folder:
            key, other = Sm2(folder, "key"), Sm2(folder, "other")
            key_id, _ = self.add_key("envelope", "--public", key.point)
            self.rule(envelope="required")
            self.accepted(self.signed(key))
            self.refused("signature_missing", self.gateway.envelope("9001", SIGN_IN))
            self.refused("signature_wrong", self.signed(other))
            for field, value in (("msgid", self.gateway.msgid()), ("opter", "0002"),
                                 ("inf_time", now_text(1)), ("sign_no", "1")):
                self.refused("signature_wrong", {**self.signed(key), field: value})
            self.refused("signature_wrong", {**self.signed(key), "cainfo": "AAAA"})
            for minutes in (-31, 31):
                self.refused("signature_expired", self.signed(key, inf_time=now_text(minutes)))
            again = self.signed(key)
            self.accepted(again)
            self.accepted(again)
            changed = json.loads(json.dumps(again))
            changed["input"]["signIn"]["opter_no"] = "0002"
            self.refused("message_replayed", changed)
            self.command("retire", key_id)
            time.sleep(FRESH_SECONDS)
            self.refused("unknown_access_key", self.signed(key))

    def test_answers_are_signed_for_whom_there_is_a_key(self):
        _, told = self.add_key("answer")
        point = told["public key"]
        for infno in ("9001", "9999"):
            answer = self.send(self.gateway.envelope(infno, SIGN_IN)).json
            self.assertEqual(answer["signtype"], "SM2")
            text = joined({name: value for name, value in answer.items()
                           if name not in ("cainfo", "output")})
            signature = base64.b64decode(answer["cainfo"])
            self.assertTrue(verified(point, text, signature), text)
            self.assertFalse(verified(point, text + "x", signature))
        other = self.send(self.gateway.envelope("9001", SIGN_IN,
                                                fixmedins_code=self.region.other_hospital)).json
        self.assertNotIn("cainfo", other)

    def test_no_secret_is_written_anywhere(self):
        _, told = self.add_key("headers")
        secret = told["secret key"].encode()
        self.assertNotIn(secret.decode(), self.server.output())
        kept = self.server.contents()
        self.assertNotIn(secret, kept)
        self.assertNotIn(base64.b64decode(secret), kept)


class KeyCommandTest(GatewayTest):
    def refused(self, *arguments):
        done = tongchou("provider-key", *arguments, *self.server.store(), "--packs", PACKS)
        self.assertNotEqual(done.returncode, 0)
        return (done.stdout + done.stderr).decode()

    def test_what_is_no_key_is_refused_with_its_reason(self):
        hospital = self.region.hospital
        self.assertIn("H00000000000",
                      self.refused("add", "--provider", "H00000000000", "--kind", "headers"))
        self.assertIn("public", self.refused("add", "--provider", hospital, "--kind", "envelope",
                                             "--public", "04" + "00" * 64))
        self.assertIn("until", self.refused("add", "--provider", hospital, "--from", "2026-02-01",
                                            "--until", "2026-01-01"))
        self.assertIn("none", self.refused("retire", "none"))


if __name__ == "__main__":
    unittest.main()
