"""`tongchou db backup` beside a server under load, and the way back: the copy verifies, a server on
it knows what was answered before, settles the rest again, and its numbers go on."""

import random
import shutil
import threading
import time
import unittest

from crash_test import Client, query
from gateway import Gateway
from harness import DATABASE_SERVER, Server, tongchou
from region import GatewayTest

CLIENTS = 4


def text(done):
    return (done.stdout + done.stderr).decode("utf-8", "replace")


@unittest.skipIf(DATABASE_SERVER, "of the embedded store; for PostgreSQL see point_in_time_test.py")
class BackupTest(GatewayTest):
    def clients(self):
        return [Client(Gateway(self.server.port, self.region.hospital, self.region.area),
                       self.person(), self.region.lines(), random.Random(number))
                for number in range(CLIENTS)]

    def answered(self, clients):
        return [message for client in clients for message in list(client.sent)
                if message.answer is not None]

    def back_up(self, name):
        copy = self.server.folder / name
        done = tongchou("db", "backup", "--data", self.server.data, "--to", copy)
        self.assertEqual(done.returncode, 0, text(done))
        return copy

    def restored(self, copy):
        """A server of its own on the copy, verified before it starts."""
        server = Server(persons=1)
        self.addCleanup(server.remove)
        server.data.mkdir()
        shutil.copy(copy, server.data / "tongchou.db")
        shutil.copy(self.server.keys, server.keys)
        status, said = server.verify()
        self.assertEqual(status, 0, said)
        return server.start()

    def test_a_copy_under_load_is_restored_and_goes_on(self):
        clients = self.clients()
        threads = [threading.Thread(target=client.work) for client in clients]
        for thread in threads:
            thread.start()
        while len(self.answered(clients)) < 2 * CLIENTS:
            self.assertTrue(any(thread.is_alive() for thread in threads))
            time.sleep(0.05)
        before = self.answered(clients)
        copy = self.back_up("under-load.db")
        self.assertFalse((self.server.folder / "under-load.db.part").exists())
        self.server.stop()
        for thread in threads:
            thread.join()
        self.assertEqual([client.wrong for client in clients if client.wrong], [])
        self.server.start()
        self.gateway.close()
        self.check(self.restored(copy), before, self.answered(clients))

    def check(self, server, before, all_answered):
        gateway = Gateway(server.port, self.region.hospital, self.region.area)
        self.addCleanup(gateway.close)
        for message in before:
            again = self.must(gateway.post(message.body))
            self.assertEqual(again.output, message.answer.output, "the stored answer")
        seen = set()
        for message in all_answered:
            # Refused where an earlier step of the same visit is not in the copy.
            again = gateway.post(message.body)
            if again.ok and "setlinfo" in again.output:
                seen.add(again.output["setlinfo"]["setl_id"])
        self.assertTrue(seen)
        for message in before:
            if "setlinfo" in message.answer.output:
                message.visit.setl_id = message.answer.output["setlinfo"]["setl_id"]
                self.must(query(gateway, "5203", message.visit))
        self.assertEqual(server.stop(), 0)
        status, said = server.verify()
        self.assertEqual(status, 0, said)

    def test_a_file_that_is_there_is_not_overwritten(self):
        copy = self.server.folder / "mine.db"
        copy.write_text("mine")
        done = tongchou("db", "backup", "--data", self.server.data, "--to", copy)
        self.assertEqual(done.returncode, 2)
        for word in ("已有文件", "choose another name", str(copy)):
            self.assertIn(word, text(done))
        self.assertEqual(copy.read_text(), "mine")

    def test_a_folder_without_a_store_is_named(self):
        done = tongchou("db", "backup", "--data", self.server.folder / "nothing",
                        "--to", self.server.folder / "copy.db")
        self.assertEqual(done.returncode, 2)
        self.assertIn("nothing", text(done))


class BackupOfPostgresTest(unittest.TestCase):
    def test_another_way_is_named(self):
        done = tongchou("db", "backup", "--database", "postgresql://127.0.0.1/none",
                        "--to", "/tmp/never-made.db")
        self.assertEqual(done.returncode, 2)
        self.assertIn("pg_basebackup", text(done))


if __name__ == "__main__":
    unittest.main()
