"""The wire itself: broken, slow, half-sent and oversized requests; the next one is served."""

import json
import socket
import threading
import time
import unittest

from gateway import CALL, Gateway
from region import GatewayTest

SIGN_IN = {"signIn": {"opter_no": "0001", "mac": "00-00-00-00-00-00", "ip": "127.0.0.1"}}


class TransportTest(GatewayTest):
    def served(self):
        """The next request of somebody else is served."""
        other = Gateway(self.server.port, self.region.hospital, self.region.area)
        answer = other.call("9001", SIGN_IN)
        other.close()
        self.assertTrue(answer.ok, answer.json)

    def raw(self, data, timeout=20):
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=timeout) as link:
            link.sendall(data)
            parts = []
            try:
                while part := link.recv(65536):
                    parts.append(part)
            except (socket.timeout, ConnectionResetError):
                pass
        return b"".join(parts)

    def refused(self, body, **options):
        answer = self.gateway.post(body, **options)
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.json["infcode"], -1, answer.json)
        self.assertGreater(len(answer.text), 4, "the text says what is wrong")
        for field in ("inf_refmsgid", "refmsg_time", "respond_time", "err_msg", "output"):
            self.assertIn(field, answer.json)
        self.served()
        return answer

    def test_wrong_json(self):
        for body in (b"", b"{", b"[]", b"null", b"7", b'"text"', b'{"infno":', b"\xff\xfe{}",
                     b'{"infno":"9001"} trailing', b"{'infno':'9001'}", b"[" * 5000,
                     b'{"a":' * 5000 + b"1" + b"}" * 5000):
            with self.subTest(body[:30]):
                self.refused(body)

    def test_a_broken_escape_or_text_is_refused(self):
        good = json.dumps(self.gateway.envelope("9001", SIGN_IN)).encode()
        self.refused(good.replace(b'"0001"', b'"\\u12"'))
        self.refused(good.replace(b'"0001"', b'"\xc3\x28"'))

    def test_an_unknown_transaction(self):
        answer = self.refused(self.gateway.envelope("9999", {}))
        self.assertIn("9999", answer.text)

    def test_the_envelope_over_the_limit(self):
        body = self.gateway.envelope("9001", SIGN_IN, dev_safe_info="x" * (16 * 1024 * 1024))
        data = json.dumps(body).encode()
        head = (f"POST {CALL} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(data)}\r\n\r\n").encode()
        try:
            reply = self.raw(head + data)
        except (BrokenPipeError, ConnectionResetError):
            reply = b""  # the server may close before it has been sent everything
        if reply:
            self.assertIn(reply.split(b" ", 2)[1], (b"413", b"200"))
            self.assertNotIn(b'"infcode":0', reply)
        self.served()

    def test_a_claimed_length_over_the_limit_is_refused_at_once(self):
        head = (f"POST {CALL} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                "Content-Length: 9999999999\r\n\r\n").encode()
        reply = self.raw(head)
        self.assertIn(b"413", reply.split(b"\r\n")[0])
        self.served()

    def test_a_half_sent_request_harms_nobody(self):
        body = json.dumps(self.gateway.envelope("9001", SIGN_IN)).encode()
        head = (f"POST {CALL} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode()
        for cut in (5, len(head) - 3, len(head), len(head) + len(body) // 2):
            with self.subTest(cut):
                link = socket.create_connection(("127.0.0.1", self.server.port), timeout=5)
                link.sendall((head + body)[:cut])
                self.served()
                link.close()
                self.served()

    def test_a_slow_request_is_served_or_cut_off_and_others_go_on(self):
        body = json.dumps(self.gateway.envelope("9001", SIGN_IN)).encode()
        head = (f"POST {CALL} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n").encode()
        data, replies = head + body, []

        def drip():
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as link:
                step = max(1, len(data) // 20)
                try:
                    for at in range(0, len(data), step):
                        link.sendall(data[at:at + step])
                        time.sleep(0.1)
                    replies.append(link.recv(65536))
                except OSError:
                    replies.append(b"")
        slow = threading.Thread(target=drip)
        slow.start()
        for _ in range(5):
            self.served()
        slow.join()
        self.assertTrue(replies[0] == b"" or b'"infcode"' in replies[0], replies)

    def test_many_idle_connections_leave_room_for_work(self):
        links = [socket.create_connection(("127.0.0.1", self.server.port), timeout=5)
                 for _ in range(200)]
        self.served()
        for link in links:
            link.close()
        self.served()

    def test_requests_one_after_the_other_on_one_connection(self):
        body = json.dumps(self.gateway.envelope("9001", SIGN_IN)).encode()
        head = (f"POST {CALL} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n")
        keep, last = (head + "\r\n").encode(), (head + "Connection: close\r\n\r\n").encode()
        reply = self.raw((keep + body) * 3 + last + body)
        self.assertEqual(reply.count(b"HTTP/1.1 200"), 4)

    def test_not_http(self):
        for junk in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"\r\n\r\n\r\n", b"GET\r\n\r\n",
                     b"POST / HTTP/9.9\r\n\r\n", b"A" * 70000):
            with self.subTest(junk[:20]):
                try:
                    self.raw(junk, timeout=3)
                except OSError:
                    pass
                self.served()

    def test_another_method_or_path(self):
        for path in (CALL, "/fsi/api/nothing", "/fsi/api/../../etc/passwd", "/fsi"):
            with self.subTest(path):
                reply = self.raw(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                 .encode())
                status = reply.split(b" ", 2)[1]
                self.assertTrue(status in (b"400", b"404", b"405") or b'"infcode":-1' in reply,
                                reply[:300])
                self.served()

    def test_answers_are_json_in_utf8(self):
        answer = self.gateway.call("9001", SIGN_IN)
        kind = {key.lower(): value for key, value in answer.headers.items()}["content-type"]
        self.assertIn("application/json", kind)
        answer.body.decode("utf-8")


if __name__ == "__main__":
    unittest.main()
