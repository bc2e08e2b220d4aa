"""The real binary under test: started on a free port with a store of its own, stopped, killed,
started again. Nothing here knows how the binary works inside.

The store is a data folder; or, when TONGCHOU_API_DATABASE names a PostgreSQL server, a database
there, so that the same tests run on both."""

import itertools
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("TONGCHOU_BINARY", str(ROOT / "build/release/tongchou"))
PACKS = os.environ.get("TONGCHOU_PACKS", str(ROOT / "policies"))
LONG = os.environ.get("TONGCHOU_LONG") == "1"
DATABASE_SERVER = os.environ.get("TONGCHOU_API_DATABASE", "")
os.environ.pop("TONGCHOU_DATABASE", None)  # what the flags say is what is tested
PG_BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
os.environ.pop("TONGCHOU_KEYS", None)  # what the flags say is what is tested
START_SECONDS = 120  # the first start makes the demo region; the sanitizer build takes its time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tongchou(*arguments, stdin=b"", timeout=300):
    """Runs one command of the binary to its end."""
    return subprocess.run([BINARY, *map(str, arguments)], input=stdin, capture_output=True,
                          timeout=timeout, check=False)


class Database:
    """A database of its own on the server of the tests, empty at first."""

    made = itertools.count(1)

    def __init__(self, server):
        self.server = server
        self.name = f"api_{os.getpid()}_{next(Database.made)}"
        self.execute(f"CREATE DATABASE {self.name} ENCODING UTF8 TEMPLATE template0")
        self.address = urllib.parse.urlsplit(server)._replace(path=f"/{self.name}").geturl()

    def execute(self, sql):
        """Runs `sql` as the administrator, from another database; returns what it printed."""
        command = [PG_BIN / "psql", "--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", sql]
        done = subprocess.run([*command, self.server], capture_output=True, text=True, timeout=60,
                              check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{sql}: {done.stderr}")
        return done.stdout

    def cut_connections(self):
        """Ends every connection to it, whatever it is doing."""
        self.execute("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                     f"WHERE datname = '{self.name}'")

    def restart_server(self):
        """As a crash of the database would: everything that is under way is lost."""
        folder = self.execute("SHOW data_directory").strip()
        command = [PG_BIN / "pg_ctl", "-D", folder, "-m", "immediate", "-w", "-l", f"{folder}/log",
                   "restart"]
        if os.getuid() == 0:  # the server does not run as root
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups",
                       *command]
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=120, check=True)

    def remove(self):
        self.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


class Server:
    """One `tongchou serve` over a store of its own, or beside another one over the same store."""

    def __init__(self, persons=400, extra=(), beside=None, database_server=DATABASE_SERVER):
        self.database = Database(database_server) if database_server and not beside else None
        self.owns_store = beside is None
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tongchou-api-"))
        self.data = self.folder / "data"
        if beside is not None:
            self.data, self.database = beside.data, beside.database
        self.keys = self.data.with_name("data.keys")  # where it is looked for unless told
        self.log = self.folder / "server.log"
        self.port = free_port()
        self.extra = [*extra]
        if "--empty" not in self.extra:
            self.extra += ["--demo-persons", str(persons)]
        self.process = None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--port", str(self.port), *self.store(), "--packs", PACKS,
                 "--web", str(ROOT / "web/dist"), *self.extra],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=self.folder)
        self.wait_until_ready()
        return self

    def place(self):
        """The flags that name where the store is."""
        if self.database is not None:
            return ["--database", self.database.address]
        return ["--data", str(self.data)]

    def store(self):
        """The flags that a store is opened with."""
        return [*self.place(), *(["--keys", str(self.keys)] if self.database is not None else [])]

    def contents(self):
        """Everything that the store holds: its files, or a dump with its binary values."""
        if self.database is None:
            return b"".join(path.read_bytes() for path in sorted(self.data.rglob("*"))
                            if path.is_file())
        done = subprocess.run([PG_BIN / "pg_dump", "--data-only", self.database.address],
                              capture_output=True, timeout=120, check=True)
        dump = re.sub(rb"(?m)^\\(un)?restrict .*$", b"", done.stdout)  # a word of chance
        binary = re.findall(rb"\\\\x([0-9a-f]+)", dump)
        return dump + b"".join(bytes.fromhex(each.decode()) for each in binary)

    def wait_until_ready(self):
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}:\n"
                                   f"{self.output()[-4000:]}")
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"no answer within {START_SECONDS} s:\n{self.output()[-4000:]}")

    def output(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """As a power cut would: no chance to tidy up."""
        if self.running():
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """As a service manager would. Returns the exit status."""
        if self.running():
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def remove(self):
        if self.running():
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.database is not None and self.owns_store:
            self.database.remove()

    def verify(self):
        """`ledger verify` over the store, as (status, output)."""
        done = tongchou("ledger", "verify", *self.store(), "--packs", PACKS)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


class ApiTest(unittest.TestCase):
    """A test against a running server, one for all tests of a class."""

    server = None
    arguments = {}

    @classmethod
    def setUpClass(cls):
        if not os.access(BINARY, os.X_OK):
            raise unittest.SkipTest(f"no binary at {BINARY}: build it first")
        cls.server = Server(**cls.arguments).start()
        cls.addClassCleanup(cls.server.remove)

    @classmethod
    def tearDownClass(cls):
        """Whatever the tests did: the server still runs, stops cleanly, and the books agree."""
        if not cls.server.running():
            raise AssertionError(f"the server died:\n{cls.server.output()[-4000:]}")
        status = cls.server.stop()
        if status != 0:
            raise AssertionError(f"the server stopped with {status}:\n"
                                 f"{cls.server.output()[-4000:]}")
        status, output = cls.server.verify()
        if status != 0:
            raise AssertionError(f"ledger verify: {status}\n{output[-4000:]}")
