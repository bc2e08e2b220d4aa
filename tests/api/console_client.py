"""A browser of the console, as plain as it can be, and the base of the console's tests."""

import http.client
import json
import urllib.parse

from harness import ApiTest


class Client:
    """One browser: a connection, its cookie and the token of its session."""

    def __init__(self, port):
        self.port, self.cookie, self.token = port, None, None

    def send(self, method, path, body=None, token=True, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Content-Type": "application/json", **(headers or {})}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if self.token and token:
            sent["X-CSRF-Token"] = self.token
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer, json.loads(text) if text else None

    def sign_in(self, user, password=None, **more):
        answer, body = self.send("POST", "/api/session",
                                 {"user": user, "password": password or f"demo-{user}", **more})
        if answer.status == 200:
            self.cookie = answer.getheader("Set-Cookie").split(";")[0]
            self.token = body["csrf"]
        return answer, body

    def get(self, path, **query):
        answer, body = self.send("GET", f"{path}?{urllib.parse.urlencode(query)}")
        if answer.status != 200:
            raise AssertionError(f"GET {path} {query}: {answer.status} {body}")
        return body


class ConsoleTest(ApiTest):
    def client(self, user, **more):
        client = Client(self.server.port)
        answer, body = client.sign_in(user, **more)
        self.assertEqual(answer.status, 200, body)
        return client

    def refused(self, sent, status, code):
        answer, body = sent
        self.assertEqual((answer.status, body["error"]["code"]), (status, code), body)
        self.assertTrue(body["error"]["zh"] and body["error"]["en"])
