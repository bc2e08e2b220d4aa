"""The commands of docs/operating/backup-and-verify.md for PostgreSQL, on a throw-away cluster: a
base backup and the archived log bring the store back to a chosen moment, and the books agree."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

from flows import Visit, query
from gateway import Gateway
from harness import DATABASE_SERVER, PACKS, PG_BIN, Server, free_port, tongchou
from region import learn

ARCHIVE = (
    "test ! -f {wal}/%f && cp %p {wal}/%f.part && sync {wal}/%f.part"
    " && mv {wal}/%f.part {wal}/%f"
)


def as_postgres(*command):
    """The server of PostgreSQL refuses to run as root."""
    words = [*map(str, command)]
    if os.getuid() == 0:
        words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=120, check=False, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{words}: {done.stdout}")
    return done.stdout


@unittest.skipUnless(DATABASE_SERVER and PG_BIN.exists(), "runs with the tests on PostgreSQL")
class PointInTimeTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tongchou-pitr-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.wal = self.folder / "wal"
        self.wal.mkdir()
        if os.getuid() == 0:
            for folder in (self.folder, self.wal):
                shutil.chown(folder, "postgres", "postgres")
        self.folder.chmod(0o755)

    def cluster(self, name, port):
        """Starts the cluster in folder `name`; its address."""
        folder = self.folder / name
        as_postgres(PG_BIN / "pg_ctl", "-D", folder, "-w", "-l", self.folder / f"{name}.log", "-o",
                    f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
                    "start")
        self.addCleanup(subprocess.run,
                        [*(["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
                           if os.getuid() == 0 else []),
                         PG_BIN / "pg_ctl", "-D", folder, "-m", "immediate", "stop"],
                        capture_output=True, check=False)
        return f"postgresql://postgres@127.0.0.1:{port}/postgres"

    def sql(self, address, text):
        command = [PG_BIN / "psql", "--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", text]
        done = subprocess.run([*command, address], capture_output=True, text=True, timeout=60,
                              check=True)
        return done.stdout.strip()

    def live(self, port):
        """A cluster that archives its log."""
        as_postgres(PG_BIN / "initdb", "-D", self.folder / "live", "-U", "postgres", "-E", "UTF8",
                    "--no-locale", "--auth=trust", "--no-instructions")
        with open(self.folder / "live/postgresql.conf", "a", encoding="utf-8") as conf:
            conf.write("wal_level = replica\narchive_mode = on\n"
                       f"archive_command = '{ARCHIVE.format(wal=self.wal)}'\n")
        return self.cluster("live", port)

    def restored(self, port, moment):
        """The base backup, brought forward to `moment`."""
        with open(self.folder / "base/postgresql.conf", "a", encoding="utf-8") as conf:
            conf.write(f"restore_command = 'cp {self.wal}/%f %p'\n"
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
        done = tongchou("ledger", "verify", "--database", restored, "--packs", PACKS)
        self.assertEqual(done.returncode, 0, (done.stdout + done.stderr).decode())
        self.check(restored, region, first, second, third)

    def check(self, restored, region, first, second, third):
        """What was settled before the moment is there; what came later may be settled again."""
        after = Server(database_server="")
        after.extra = ["--database", restored]
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
