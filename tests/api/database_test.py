"""`tongchou db`, and PostgreSQL as the store: what is said when it is missing, and what happens
when its connections are cut."""

import os
import pathlib
import shutil
import tempfile
import time
import unittest

from harness import BINARY, DATABASE_SERVER, PACKS, ApiTest, Database, Server, tongchou
from region import learn
from tills import Tills

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


def text(done):
    return (done.stdout + done.stderr).decode("utf-8")


@unittest.skipUnless(pathlib.Path(BINARY).exists(), "no binary: build it first")
class DbCommandTest(unittest.TestCase):
    """init, status and migrate on a data folder, or on the database that is given."""

    def setUp(self):
        if DATABASE_SERVER:
            database = Database(DATABASE_SERVER)
            self.addCleanup(database.remove)
            self.place = ["--database", database.address]
        else:
            folder = tempfile.mkdtemp(prefix="tongchou-db-")
            self.addCleanup(shutil.rmtree, folder)
            self.place = ["--data", str(pathlib.Path(folder) / "data")]

    def test_a_store_is_made_looked_at_and_not_made_twice(self):
        done = tongchou("db", "status", *self.place)
        self.assertEqual(done.returncode, 1, text(done))
        self.assertIn("db init", text(done))
        self.assertIn("0001-start  待应用 · pending", text(done))
        done = tongchou("db", "migrate", *self.place)
        self.assertEqual(done.returncode, 2, text(done))
        done = tongchou("db", "init", *self.place)
        self.assertEqual(done.returncode, 0, text(done))
        self.assertIn("0001-start  已应用 · applied", text(done))
        for command in ("migrate", "status"):
            done = tongchou("db", command, *self.place)
            self.assertEqual(done.returncode, 0, text(done))
            self.assertIn("MiB", text(done))
        done = tongchou("db", "init", *self.place)
        self.assertEqual(done.returncode, 1, text(done))
        self.assertIn("已有数据库", text(done))

    def test_the_status_of_a_region_counts_what_is_there(self):
        server = Server(persons=50)
        self.addCleanup(server.remove)
        server.start()
        done = tongchou("db", "status", *server.place())
        self.assertEqual(done.returncode, 0, text(done))
        self.assertIn("参保人 50 · persons", text(done))
        backend = "PostgreSQL 15" if DATABASE_SERVER else "SQLite 3"
        self.assertIn(backend, text(done))

    def test_an_address_that_is_none_and_a_server_that_is_not_there(self):
        done = tongchou("db", "status", "--database", "data")
        self.assertNotIn(done.returncode, (0, -6, -11))
        self.assertIn("postgresql://", text(done))
        for command in (["db", "status"], ["db", "init"], ["ledger", "verify", "--packs", PACKS],
                        ["serve", "--port", "65000", "--packs", PACKS]):
            done = tongchou(*command, "--database", NOWHERE)
            self.assertNotIn(done.returncode, (0, -6, -11), text(done))
            self.assertIn("错误 · error", text(done))
            self.assertIn("127.0.0.1", text(done))


@unittest.skipUnless(pathlib.Path(BINARY).exists(), "no binary: build it first")
class SecondServerTest(unittest.TestCase):
    """Another server on a data folder that one serves already."""

    @unittest.skipIf(DATABASE_SERVER, "a database serves several: two_servers_test.py")
    def test_it_is_refused_and_the_first_goes_on(self):
        server = Server(persons=50)
        self.addCleanup(server.remove)
        server.start()
        second = Server(persons=50, beside=server)
        self.addCleanup(second.remove)
        with self.assertRaisesRegex(RuntimeError, "another server runs on the data folder"):
            second.start()
        self.assertIn("另一服务正在使用数据目录", second.output())
        self.assertTrue(server.running())
        self.assertEqual(server.verify()[0], 0)


@unittest.skipUnless(DATABASE_SERVER, "TONGCHOU_API_DATABASE is not set")
class LostDatabaseTest(ApiTest):
    """The database goes away under load, again and again: refused or answered, never doubled."""

    SECONDS = 20 if os.environ.get("TONGCHOU_LONG") == "1" else 5

    def under_load(self, pause, disturb):
        """Tills settle while `disturb` is called again and again."""
        tills = Tills(self.server, learn(self.server.port), self.SECONDS).start()
        while tills.at_work():
            time.sleep(pause)
            disturb()
        tills.join()
        tills.check(self, least=6)
        status, output = self.server.verify()
        self.assertEqual(status, 0, output[-4000:])

    def test_connections_that_end_again_and_again(self):
        self.under_load(0.1, self.server.database.cut_connections)

    def test_a_database_that_crashes_and_comes_back(self):
        self.under_load(1.5, self.server.database.restart_server)


if __name__ == "__main__":
    unittest.main()
