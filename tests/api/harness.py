"""The real binary under test: started on a free port with a data folder of its own, stopped,
killed, started again. Nothing here knows how the binary works inside."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("TONGCHOU_BINARY", str(ROOT / "build/release/tongchou"))
PACKS = os.environ.get("TONGCHOU_PACKS", str(ROOT / "policies"))
LONG = os.environ.get("TONGCHOU_LONG") == "1"
START_SECONDS = 120  # the first start makes the demo region; the sanitizer build takes its time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tongchou(*arguments, stdin=b"", timeout=300):
    """Runs one command of the binary to its end."""
    return subprocess.run([BINARY, *map(str, arguments)], input=stdin, capture_output=True,
                          timeout=timeout, check=False)


class Server:
    """One `tongchou serve` over one data folder."""

    def __init__(self, persons=400, extra=()):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tongchou-api-"))
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.port = free_port()
        self.extra = [*extra]
        if "--empty" not in self.extra:
            self.extra += ["--demo-persons", str(persons)]
        self.process = None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--port", str(self.port), "--data", str(self.data), "--packs",
                 PACKS, "--web", str(ROOT / "web/dist"), *self.extra],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=self.folder)
        self.wait_until_ready()
        return self

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

    def verify(self):
        """`ledger verify` over the data folder, as (status, output)."""
        done = tongchou("ledger", "verify", "--data", self.data, "--packs", PACKS)
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
