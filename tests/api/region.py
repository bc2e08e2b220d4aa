"""Who and what there is in the demo region of a running server, and the base of gateway tests."""

import itertools
import json
from dataclasses import replace
from decimal import Decimal

from flows import Line, Person
from gateway import Gateway
from harness import ApiTest


class Region:
    """Learned from what the server itself tells: the printed example and 1101."""

    def __init__(self, area, hospital, other_hospital, pharmacy, people, items):
        self.area, self.hospital, self.other_hospital = area, hospital, other_hospital
        self.pharmacy, self.items = pharmacy, items
        self.people = itertools.cycle(people)

    def lines(self, times=1):
        """Five lines, one of each class and more."""
        return [Line(code, price, str(Decimal(times) * count))
                for code, price, count in self.items]


class GatewayTest(ApiTest):
    """A test that speaks as the demo region's hospital (or pharmacy)."""

    institution = "hospital"
    region = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.region = learn(cls.server)

    def setUp(self):
        code = getattr(self.region, self.institution)
        self.gateway = Gateway(self.server.port, code, self.region.area)
        self.addCleanup(self.gateway.close)

    def person(self, **changes):
        """Somebody insured as an employee whom no other test of the class uses."""
        return replace(next(self.region.people), **changes)

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
