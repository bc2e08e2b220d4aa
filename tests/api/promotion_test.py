"""The primary of a PostgreSQL with a synchronous standby is lost under load and the standby is
promoted, as docs/operating/faults.md describes it: nothing that was answered is missing."""

import time
import unittest

from clusters import ClusterTest, as_postgres
from flows import query
from gateway import Gateway
from harness import PACKS, PG_BIN, Server, free_port, tongchou
from region import learn
from tills import Tills

REPLICATION = ("wal_level = replica\nmax_wal_senders = 4\nhot_standby = on\n"
               "wal_sender_timeout = 5s\nwal_receiver_timeout = 5s\n")


class PromotionTest(ClusterTest):
    SECONDS = 10

    def setUp(self):
        super().setUp()
        self.ports = [free_port(), free_port()]
        self.init("first", REPLICATION)
        self.first = self.cluster("first", self.ports[0])
        self.sql(self.first, "CREATE DATABASE region ENCODING UTF8 TEMPLATE template0")
        self.second = self.standby()
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.ports)
        self.address = f"postgresql://postgres@{hosts}/region"

    def standby(self):
        """A second cluster that follows the first; from now on a commit waits for both."""
        as_postgres(PG_BIN / "pg_basebackup", "-d", self.first, "-D", self.folder / "second", "-R",
                    "-X", "stream", "-c", "fast")
        address = self.cluster("second", self.ports[1])
        self.sql(self.first, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.sql(self.first, "SELECT pg_reload_conf()")
        until = time.monotonic() + 60
        while self.sql(self.first, "SELECT sync_state FROM pg_stat_replication") != "sync":
            self.assertLess(time.monotonic(), until, "the standby does not follow")
            time.sleep(0.1)
        return address

    def lose_the_first(self):
        as_postgres(PG_BIN / "pg_ctl", "-D", self.folder / "first", "-m", "immediate", "-w", "stop")

    def promote_the_second(self):
        as_postgres(PG_BIN / "pg_ctl", "-D", self.folder / "second", "-w", "promote")

    def test_what_was_answered_is_there_after_the_standby_was_promoted(self):
        server = Server(database_server="")
        place = ["--database", self.address, "--keys", server.keys]
        server.extra = [*place, "--demo-persons", "100"]
        self.addCleanup(server.remove)
        server.start()
        region = learn(server.port, people=60)
        tills = Tills(server, region, self.SECONDS).start()
        time.sleep(self.SECONDS / 3)
        self.lose_the_first()
        before = list(tills.visits)
        time.sleep(1)
        self.promote_the_second()
        tills.join()
        tills.check(self, least=len(before) + 6)
        self.assertTrue(before, "some were settled on the first")

        gateway = Gateway(server.port, region.hospital, region.area)
        self.addCleanup(gateway.close)
        for visit in tills.visits:
            visit.gateway = gateway
            self.assertTrue(query(gateway, "5203", visit).ok, visit.setl_id)
        self.assertEqual(server.stop(), 0)
        done = tongchou("ledger", "verify", *place, "--packs", PACKS)
        self.assertEqual(done.returncode, 0, (done.stdout + done.stderr).decode())


if __name__ == "__main__":
    unittest.main()
