"""Throw-away PostgreSQL clusters for the tests that need more than one, or that break one."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from harness import DATABASE_SERVER, PG_BIN


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
class ClusterTest(unittest.TestCase):
    """Clusters in folders of one temporary folder."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tongchou-pitr-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.own(self.folder)
        self.folder.chmod(0o755)

    @staticmethod
    def own(folder):
        """Gives `folder` to whom the clusters run as."""
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")

    def init(self, name, settings):
        """Makes a cluster in folder `name`, not started."""
        as_postgres(PG_BIN / "initdb", "-D", self.folder / name, "-U", "postgres", "-E", "UTF8",
                    "--no-locale", "--auth=trust", "--no-instructions")
        self.configure(name, settings)

    def configure(self, name, settings):
        with open(self.folder / name / "postgresql.conf", "a", encoding="utf-8") as conf:
            conf.write(settings)

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
