"""B5 for residents: who is covered through a village that has not paid is frozen at the gateway
from the pack's day on, and thawed by the payment."""

import datetime
import unittest

import flows
import gateway
from faked_time import BEIJING, Calendar
from flows import Person, Stay
from gateway import Gateway, money
from region import Console, Region, institutions
from registry_a2_import_test import id_number
from residents import VILLAGE, Residents

COLLECTED, FROZEN = datetime.date(2026, 12, 10), datetime.date(2027, 1, 15)


class AtTheTill(Residents):
    """Residents whose coverage the till asks for, over the days."""

    @classmethod
    def setUpClass(cls):
        cls.calendar = cls.enterClassContext(Calendar())
        cls.calendar.move_to(COLLECTED)
        super().setUpClass()

    def setUp(self):
        for module, name in ((gateway, "NOW"), (gateway, "TIME"), (flows, "TIME"), (flows, "DAY")):
            self.addCleanup(setattr, module, name, getattr(module, name))
        super().setUp()
        console = Console(self.server.port)
        hospitals, pharmacy, items = institutions(console)
        self.region = Region(console.get("/api/region")["area"], hospitals, pharmacy, items)
        console.connection.close()
        self.till = Gateway(self.server.port, self.region.hospital, self.region.area)
        self.addCleanup(self.till.close)

    def day_comes(self, day):
        self.calendar.move_to(day)
        gateway.NOW = datetime.datetime.combine(day, datetime.time(8, 59), BEIJING)
        gateway.TIME = flows.TIME = gateway.NOW.strftime("%Y-%m-%d %H:%M:%S")
        flows.DAY = flows.TIME[:10]
        # A server notes what has come to its due day at once when it starts, then by the hour.
        self.server.kill()
        self.server.start()
        self.till.close()
        self.till = Gateway(self.server.port, self.region.hospital, self.region.area)
        self.addCleanup(self.till.close)
        Residents.setUp(self)
        self.assertEqual(self.today, str(day))

    def known(self, sequence):
        """The person, and the state that 1101 tells of the insurance of residents."""
        answer = self.till.call("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": id_number(sequence), "card_sn": "",
            "begntime": "", "psn_cert_type": "01", "certno": id_number(sequence),
            "psn_name": f"居民{sequence}"}})
        self.assertTrue(answer.ok, answer.json)
        row = next(row for row in answer.output["insuinfo"] if row["insutype"] == "390")
        person = Person(answer.output["baseinfo"]["psn_no"], id_number(sequence),
                        f"居民{sequence}", row["insutype"], row["psn_type"])
        return person, str(row["psn_insu_stas"])

    def funds_of_a_stay(self, person):
        stay = Stay(self.till, person)
        for answer in (stay.register(), stay.upload(self.region.lines(40)), stay.discharge()):
            self.assertTrue(answer.ok, answer.json)
        settled = stay.settle()
        self.assertTrue(settled.ok, settled.json)
        return money(settled.output["setlinfo"]["fund_pay_sumamt"])


class FrozenVillageTest(AtTheTill):
    def test_the_persons_of_a_village_that_has_not_paid_are_frozen_and_thaw(self):
        paying, owing = self.payer("village", VILLAGE), self.payer("village", VILLAGE)
        self.finance_payers()
        self.imported([self.person(300, paying), self.person(301, owing), self.person(302, owing)])
        self.run_year()
        self.pay(self.one_bill(paying))
        self.day_comes(FROZEN)
        person, state = self.known(300)
        self.assertEqual(state, "1")
        self.assertGreater(self.funds_of_a_stay(person), 0)
        for sequence in (301, 302):
            frozen, state = self.known(sequence)
            self.assertEqual(state, "2", "the till is told")
        self.assertEqual(self.funds_of_a_stay(frozen), 0, "no fund pays")
        bill = self.one_bill(owing)
        shown = self.clerk.get(f"/api/persons/{frozen.psn_no}")
        self.assertEqual(shown["status"], "frozen")
        self.assertIn(bill["number"], shown["coverage"][-1]["reason"]["zh"])
        # A part of it thaws nobody: the bill is the village's.
        self.pay(bill, amount="420.00", n=1)
        self.assertEqual(self.known(301)[1], "2")
        self.pay(bill, amount="420.00", n=2)
        thawed, state = self.known(302)
        self.assertEqual(state, "1")
        self.assertGreater(self.funds_of_a_stay(thawed), 0)
        self.verified()


class SmallerRollTest(AtTheTill):
    def test_taking_those_who_did_not_pay_off_the_roll_thaws_those_who_did(self):
        village = self.payer("village", VILLAGE)
        self.finance_payers()
        self.imported([self.person(sequence, village, begin="2026-12-01")
                       for sequence in (310, 311)])
        self.run_year()
        self.day_comes(FROZEN)
        self.pay(self.one_bill(village), amount="420.00", n=3)
        self.assertEqual([self.known(sequence)[1] for sequence in (310, 311)], ["2", "2"])
        job, refused = self.imported([self.person(311, village, begin=None, end="2026-12-31")])
        self.assertEqual((job["accepted"], refused), (1, {}))
        self.run_year()
        self.assertEqual(self.known(310)[1], "1")
        self.assertEqual(self.known(311)[1], "4", "the coverage is over")
        self.verified()


if __name__ == "__main__":
    unittest.main()
