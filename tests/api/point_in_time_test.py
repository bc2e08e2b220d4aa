"""The commands of docs/operating/backup-and-verify.md for PostgreSQL, on a throw-away cluster: a
base backup and the archived log bring the store back to a chosen moment, and the books agree."""

import time
import unittest

from clusters import ClusterTest, as_postgres
from flows import Visit, query
from gateway import Gateway
from harness import PACKS, PG_BIN, Server, free_port, tongchou
from region import learn

ARCHIVE = (
    "test ! -f {wal}/%f && cp %p {wal}/%f.part && sync {wal}/%f.part"
    " && mv {wal}/%f.part {wal}/%f"
)


class PointInTimeTest(ClusterTest):
    def setUp(self):
        super().setUp()
        self.wal = self.folder / "wal"
        self.wal.mkdir()
        self.own(self.wal)

    def live(self, port):
        """A cluster that archives its log."""
        self.init("live", "wal_level = replica\narchive_mode = on\n"
                          f"archive_command = '{ARCHIVE.format(wal=self.wal)}'\n")
        return self.cluster("live", port)

    def restored(self, port, moment):
        """The base backup, brought forward to `moment`."""
        self.configure("base", f"restore_command = 'cp {self.wal}/%f %p'\n"
                               f"recovery_target_time = '{moment}'\n"
                               "recovery_target_action = 'promote'\narchive_mode = off\n")
        as_postgres("touch", self.folder / "base/recovery.signal")
        address = self.cluster("base", port)
        until = time.monotonic() + 60
        while self.sql(address, "SELECT pg_is_in_recovery()") != "f":
            self.assertLess(time.monotonic(), until, "it does not come out of recovery")
            time.sleep(0.1)
        return address

    def settle(self, gateway, region):
        visit = Visit(gateway, region.next_person()).until_uploaded(region.lines())
        answer = visit.settle()
        self.assertTrue(answer.ok, answer.json)
        return visit

    def test_the_store_is_brought_back_to_a_moment(self):
        live = self.live(free_port())
        server = Server(persons=100, database_server=live)
        self.addCleanup(server.remove)
        server.start()
        region = learn(server.port, people=10)
        gateway = Gateway(server.port, region.hospital, region.area)
        first = self.settle(gateway, region)
        as_postgres(PG_BIN / "pg_basebackup", "-d", live, "-D", self.folder / "base", "-X",
                    "stream", "-c", "fast")
        second = self.settle(gateway, region)
        moment = self.sql(live, "SELECT clock_timestamp()")
        time.sleep(0.1)
        third = self.settle(gateway, region)
        gateway.close()
        self.sql(live, "SELECT pg_switch_wal()")
        self.assertEqual(server.stop(), 0)
        as_postgres(PG_BIN / "pg_ctl", "-D", self.folder / "live", "-m", "fast", "-w", "stop")

        name = server.database.name
        server.database = None  # its cluster is stopped: nothing is left to drop
        restored = self.restored(free_port(), moment).removesuffix("/postgres") + f"/{name}"
        place = ["--database", restored, "--keys", server.keys]
        done = tongchou("ledger", "verify", *place, "--packs", PACKS)
        self.assertEqual(done.returncode, 0, (done.stdout + done.stderr).decode())
        self.check(place, region, first, second, third)

    def check(self, place, region, first, second, third):
        """What was settled before the moment is there; what came later may be settled again."""
        after = Server(database_server="")
        after.extra = place
        self.addCleanup(after.remove)
        after.start()
        gateway = Gateway(after.port, region.hospital, region.area)
        self.addCleanup(gateway.close)
        for visit in (first, second):
            visit.gateway = gateway
            self.assertTrue(query(gateway, "5203", visit).ok)
        third.gateway = gateway
        self.assertFalse(query(gateway, "5203", third).ok, "it came after the moment")
        self.assertTrue(self.settle(gateway, region).setl_id)
        self.assertEqual(after.stop(), 0)


if __name__ == "__main__":
    unittest.main()
