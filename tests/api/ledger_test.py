"""`ledger balances` beside a running server, and whose area a data folder is."""

import json
import pathlib
import shutil
import unittest
from datetime import timedelta
from decimal import Decimal

from flows import Stay
from gateway import NOW, money
from harness import PACKS, Server, tongchou
from region import GatewayTest

OTHER_PACK = "yinchuan-2010"  # of another area than the demo's


def text(done):
    return (done.stdout + done.stderr).decode("utf-8")


class LedgerTest(GatewayTest):
    arguments = {"persons": 120}

    def run_on(self, *command):
        return tongchou(*command, *self.server.store(), "--packs", PACKS)

    def balances(self, *flags):
        done = self.run_on("ledger", "balances", "--json", *flags)
        self.assertEqual(done.returncode, 0, text(done))
        return json.loads(done.stdout)

    def fund(self, balances, name="pooled"):
        return next(row for row in balances["funds"]
                    if (row["scheme"], row["fund"]) == ("employee", name))

    def test_every_fund_is_balanced_and_its_own(self):
        found = self.balances()
        self.assertEqual((found["area"], found["pack"]), (self.region.area, "demo-city"))
        self.assertEqual(found["debit"], found["credit"])
        self.assertGreater(Decimal(found["debit"]), 0)
        for fund in found["funds"]:
            with self.subTest(f"{fund['scheme']}.{fund['fund']}"):
                accounts = {row["account"].rsplit(".", 1)[1]: row for row in fund["accounts"]}
                self.assertEqual(fund["debit"], fund["credit"])
                self.assertEqual(fund["bank"], accounts["bank"]["balance"])
                self.assertEqual(Decimal(fund["balance"]), Decimal(fund["bank"]) -
                                 Decimal(accounts["payable"]["balance"]))
                self.assertTrue(fund["zh"] and fund["en"])

    def test_a_settlement_moves_its_funds_on_its_day(self):
        before = self.fund(self.balances())
        stay = Stay(self.gateway, self.person()).until_uploaded(self.region.lines(times=40))
        info = self.must(stay.settle()).output["setlinfo"]
        paid = money(info["hifp_pay"])
        self.assertGreater(paid, 0)
        after = self.fund(self.balances())
        self.assertEqual(Decimal(before["balance"]) - Decimal(after["balance"]), paid)
        self.assertEqual(before["bank"], after["bank"])
        yesterday = (NOW - timedelta(days=2)).strftime("%Y-%m-%d")
        self.assertNotEqual(self.fund(self.balances("--day", yesterday)), after)
        long_ago = self.balances("--day", "2020-01-01")
        self.assertEqual((long_ago["debit"], self.fund(long_ago)["balance"]), ("0.00", "0.00"))

    def test_the_table_names_area_day_and_funds_in_both_languages(self):
        done = self.run_on("ledger", "balances", "--day", "2026-12-31")
        self.assertEqual(done.returncode, 0, text(done))
        for word in (self.region.area, "demo-city", "2026-12-31", "employee.pooled.bank", "结存",
                     "balance", "pooled fund", "统筹基金"):
            self.assertIn(word, text(done))

    def test_a_day_that_is_none(self):
        done = self.run_on("ledger", "balances", "--day", "2026-02-30")
        self.assertEqual(done.returncode, 2, text(done))
        for word in ("--day", "2026-02-30", "不是日期", "not a day"):
            self.assertIn(word, text(done))

    def test_another_areas_pack_is_refused(self):
        for command in (["ledger", "verify"], ["ledger", "balances"],
                        ["user", "add", "--login", "x", "--name", "x", "--role", "clerk"]):
            with self.subTest(command):
                done = self.run_on(*command, "--pack", OTHER_PACK)
                self.assertEqual(done.returncode, 2, text(done))
                for word in (self.region.area, "demo-city", OTHER_PACK, "统筹区", "area"):
                    self.assertIn(word, text(done))

    def test_the_data_names_its_pack(self):
        packs = self.server.folder / "packs-of-another-area"
        shutil.copytree(pathlib.Path(PACKS) / OTHER_PACK, packs / OTHER_PACK)
        self.addCleanup(shutil.rmtree, packs)
        done = tongchou("ledger", "verify", *self.server.store(), "--packs", packs)
        self.assertEqual(done.returncode, 2, text(done))
        for word in ("demo-city", "--packs"):
            self.assertIn(word, text(done))


class OtherAreaTest(unittest.TestCase):
    def test_the_data_of_one_area_is_not_served_as_anothers(self):
        server = Server(extra=("--empty", "--pack", OTHER_PACK)).start()
        self.addCleanup(server.remove)
        self.assertEqual(server.stop(), 0)
        status, output = server.verify()  # without --pack: the data names it
        self.assertEqual(status, 0, output)
        done = tongchou("ledger", "balances", "--json", *server.store(), "--packs", PACKS)
        self.assertEqual(json.loads(done.stdout)["pack"], OTHER_PACK)
        server.extra = ["--empty", "--pack", "demo-city"]
        with self.assertRaises(RuntimeError) as refused:
            server.start()
        for word in ("640100", OTHER_PACK, "demo-city", "990100", "--data"):
            self.assertIn(word, str(refused.exception))
        server.extra = ["--empty"]
        server.start()
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
