"""A data folder that cannot be written, and one with damaged pages: a clear word in both languages,
an exit status, never a crash and never "clean"."""

import os
import pathlib
import shutil
import stat
import subprocess
import tempfile
import unittest

from harness import BINARY, PACKS, Server, free_port, tongchou

NOBODY = 65534
PAGE = 4096


def text(done):
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def both_languages(said):
    return any("一" <= letter <= "鿿" for letter in said) and "error" in said


class BrokenDataTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not os.access(BINARY, os.X_OK):
            raise unittest.SkipTest(f"no binary at {BINARY}: build it first")
        cls.server = Server(persons=60).start()
        cls.addClassCleanup(cls.server.remove)
        cls.server.stop()

    def copy(self):
        """The data of a region, to be broken."""
        data = pathlib.Path(tempfile.mkdtemp(dir=self.server.folder))
        self.addCleanup(shutil.rmtree, data)
        shutil.copy(self.server.keys, f"{data}.keys")
        return pathlib.Path(shutil.copytree(self.server.data, data, dirs_exist_ok=True))

    def verify(self, data):
        return tongchou("ledger", "verify", "--data", data, "--packs", PACKS)

    def assert_said(self, done, statuses, *words):
        self.assertIn(done.returncode, statuses, text(done))
        self.assertTrue(both_languages(text(done)), text(done))
        for word in words:
            self.assertIn(word, text(done))

    def serve(self, data, **options):
        """`serve` until it gives up; a server that comes up fails the test."""
        command = [BINARY, "serve", "--port", free_port(), "--data", data, "--packs", PACKS]
        return subprocess.run([str(word) for word in command], capture_output=True, timeout=60,
                              check=False, **options)

    @unittest.skipUnless(os.getuid() == 0, "needs root to become somebody else")
    def test_a_folder_that_may_only_be_read(self):
        data = self.copy()
        self.server.folder.chmod(0o755)
        for path in (data, *data.iterdir()):
            path.chmod(0o555 if path.is_dir() else 0o444)
        os.chown(f"{data}.keys", NOBODY, NOBODY)
        done = self.serve(data, user=NOBODY, group=NOBODY, extra_groups=[])
        self.assert_said(done, (1,), str(data), "不可写", "cannot be written")
        for command in (["ledger", "verify"], ["ledger", "balances"]):
            done = subprocess.run([BINARY, *command, "--data", str(data), "--packs", PACKS],
                                  capture_output=True, timeout=60, check=False, user=NOBODY,
                                  group=NOBODY, extra_groups=[])
            # Looking needs no right to write where the library can read the log without it.
            if done.returncode != 0:
                self.assert_said(done, (2,), str(data), "打不开", "permission")
        self.assertEqual(self.verify(data).returncode, 0, "nothing was altered")

    @unittest.skipUnless(os.getuid() == 0, "needs root to become somebody else")
    def test_a_new_folder_where_nothing_may_be_made(self):
        place = self.server.folder / "closed"
        place.mkdir()
        place.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IROTH | stat.S_IXOTH)
        self.server.folder.chmod(0o755)
        done = self.serve(place / "data", user=NOBODY, group=NOBODY, extra_groups=[])
        self.assert_said(done, (1,), str(place), "--data")

    def test_a_damaged_first_page(self):
        data = self.copy()
        with open(data / "tongchou.db", "r+b") as store:
            store.write(b"\0" * 100)
        for done, status in ((self.verify(data), 2), (self.serve(data), 1)):
            self.assert_said(done, (status,), str(data), "已损坏", "restore it from a backup")

    def test_damaged_pages(self):
        """Each part of the file by itself: found by verify, or of a page that nothing reads."""
        pages = (self.server.data / "tongchou.db").stat().st_size // PAGE
        found = 0
        for part in range(12):
            with self.subTest(part):
                data = self.copy()
                first = 1 + part * (pages - 1) // 12
                with open(data / "tongchou.db", "r+b") as store:
                    store.seek(first * PAGE)
                    store.write(b"\xa5" * (PAGE * max(1, (pages - 1) // 12)))
                done = self.verify(data)
                self.assertIn(done.returncode, (0, 1, 2), text(done))
                if done.returncode != 0:
                    found += 1
                    self.assertTrue("不符" in text(done) or both_languages(text(done)), text(done))
        self.assertGreater(found, 5, "most of the file is read by verify")

    def test_a_file_cut_short(self):
        data = self.copy()
        path = data / "tongchou.db"
        os.truncate(path, path.stat().st_size // 2 // PAGE * PAGE)
        self.assert_said(self.verify(data), (1, 2))


if __name__ == "__main__":
    unittest.main()
