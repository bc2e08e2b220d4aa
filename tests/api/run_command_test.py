"""./run, ./test and ./bench as far as they go without starting anything."""

import socket
import subprocess
import unittest

from harness import ROOT


def script(*arguments):
    return subprocess.run([str(ROOT / arguments[0]), *arguments[1:]], capture_output=True,
                          text=True, timeout=60, check=False, stdin=subprocess.DEVNULL)


class RunCommandTest(unittest.TestCase):
    def test_help_lists_the_flags(self):
        done = script("run", "--help")
        self.assertEqual(done.returncode, 0)
        for flag in ("--port", "--data", "--database", "--packs", "--empty", "--demo-persons"):
            self.assertIn(flag, done.stdout)
        for command in ("test", "bench"):
            self.assertEqual(script(command, "--help").returncode, 0)

    def test_unknown_and_wrong_flags_are_named_in_both_languages(self):
        for arguments in (["--prot", "8080"], ["--port"], ["--port", "0"], ["--port", "65536"],
                          ["--port=abc"], ["--demo-persons", "-5"], ["--data", ""],
                          ["--database", "data"],
                          ["--packs", "/nonexistent"], ["extra"]):
            with self.subTest(arguments):
                done = script("run", *arguments)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertIn("错误 · error", done.stderr)
                self.assertIn("./run --help", done.stderr)
        for command in ("test", "bench"):
            self.assertEqual(script(command, "--no-such-flag").returncode, 2)

    def test_a_port_in_use_is_said_at_once(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = script("run", "--port", str(port))
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"port {port} is in use", done.stderr)
        self.assertIn("占用", done.stderr)


if __name__ == "__main__":
    unittest.main()
