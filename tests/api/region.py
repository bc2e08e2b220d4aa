"""Who and what there is in the demo region of a running server, and the base of gateway tests.

What a test needs is learned as a clerk would: from the console's API and from 1101.
"""

import http.client
import itertools
import json
import urllib.parse
from dataclasses import replace
from decimal import Decimal

from flows import Line, Person
from gateway import Gateway
from harness import ApiTest

class Console:
    """A signed-in user of the demo."""

    def __init__(self, port, user="clerk"):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Content-Type": "application/json"}
        self.connection.request("POST", "/api/session", json.dumps(
            {"user": user, "password": f"demo-{user}"}), self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise AssertionError(f"the demo's {user} cannot sign in: {answer.status} {body}")
        self.headers["Cookie"] = answer.getheader("Set-Cookie").split(";")[0]
        self.headers["X-CSRF-Token"] = json.loads(body)["csrf"]

    def get(self, path, **query):
        return self.send("GET", f"{path}?{urllib.parse.urlencode(query)}")

    def send(self, method, path):
        self.connection.request(method, path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise AssertionError(f"{method} {path}: {answer.status} {body}")
        return json.loads(body)

    def person(self, psn_no):
        """The person with the whole certificate number."""
        person = self.get(f"/api/persons/{psn_no}")
        return {**person, **self.send("POST", f"/api/persons/{psn_no}/certificate")}

    def pages(self, path, **query):
        cursor = None
        while True:
            page = self.get(path, limit=200, **query, **({"cursor": cursor} if cursor else {}))
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return


class Region:
    """Institutions, insured people and items of the catalogue."""

    def __init__(self, area, hospitals, pharmacy, items):
        self.area, self.pharmacy, self.items = area, pharmacy, items
        self.hospital, self.other_hospital = hospitals[:2]
        self.people = []
        self.turn = itertools.count()

    def next_person(self):
        return self.people[next(self.turn) % len(self.people)]

    def lines(self, times=1):
        """Five lines of different items, `times` of each."""
        return [Line(code, price, str(Decimal(times))) for code, price in self.items]


def learn(port, people=60):
    """The region behind `port`, with so many active employees who have an account."""
    console = Console(port)
    hospitals, pharmacy, items = institutions(console)
    region = Region(console.get("/api/region")["area"], hospitals, pharmacy, items)
    gateway = Gateway(port, region.hospital, region.area)
    for row in console.pages("/api/persons"):
        if len(region.people) == people:
            break
        if row["status"] == "active" and row["scheme"]["id"] == "employee":
            found = known(gateway, console.person(row["psn_no"]))
            if found:
                region.people.append(found)
    gateway.close()
    console.connection.close()
    if not region.people:
        raise AssertionError("the demo region has no active employee with an account")
    return region


def institutions(console):
    """Two hospitals of level 2 or 3, a pharmacy, and five items with their prices."""
    hospitals, items = {}, {}
    bought = next(console.pages("/api/settlements", benefit="pharmacy"))
    for row in console.pages("/api/settlements", benefit="outpatient"):
        provider = row["provider"]
        if provider["level"] in (2, 3, "2", "3"):
            hospitals[provider["id"]] = provider
        if len(hospitals) == 2:
            break
    samples = [bought, *itertools.islice(
        console.pages("/api/settlements", benefit="outpatient"), 12)]
    for sample in samples:
        for line in console.get(f"/api/settlements/{sample['setl_id']}")["lines"]:
            items.setdefault(line["item_code"], (line["class"], line["price"]))
    by_class = {name: [(code, price) for code, (kind, price) in items.items() if kind == name]
                for name in "ABC"}
    chosen = (by_class["A"] + by_class["B"])[:1] + by_class["B"][:2] + by_class["A"][1:3]
    chosen += [item for item in by_class["C"] + by_class["A"] if item not in chosen]
    return list(hospitals), bought["provider"]["id"], chosen[:5]


def known(gateway, person, least_balance=200):
    """The person as 1101 tells a hospital, or None without an account with that much in it."""
    if person["account"] is None or Decimal(person["account"]["balance"]) < least_balance:
        return None
    answer = gateway.call("1101", {"data": {
        "mdtrt_cert_type": "02", "mdtrt_cert_no": person["cert_no"], "card_sn": "",
        "begntime": "", "psn_cert_type": "01", "certno": person["cert_no"],
        "psn_name": person["name"]}})
    if not answer.ok:
        raise AssertionError(f"1101: {answer.json}")
    row = next(row for row in answer.output["insuinfo"] if row["insutype"] == "310")
    return Person(person["psn_no"], person["cert_no"], person["name"], row["insutype"],
                  row["psn_type"])


class GatewayTest(ApiTest):
    """A test that speaks as the demo region's hospital (or pharmacy)."""

    institution = "hospital"
    region = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.region = learn(cls.server.port)

    def setUp(self):
        code = getattr(self.region, self.institution)
        self.gateway = Gateway(self.server.port, code, self.region.area)
        self.addCleanup(self.gateway.close)

    def person(self, **changes):
        """Somebody insured as an employee whom no other test of the class uses."""
        return replace(self.region.next_person(), **changes)

    def must(self, answer):
        self.assertTrue(answer.ok, answer.json)
        return answer

    def refused(self, answer, *words):
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.json["infcode"], -1, answer.json)
        self.assertGreater(len(answer.text), 4, "the text says what is wrong")
        for word in words:
            self.assertIn(word, answer.text)
        return answer

    @staticmethod
    def text(body):
        return json.dumps(body, ensure_ascii=False)
