"""The files below deploy/ that another program can judge without being installed."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import BINARY, ROOT

DEPLOY = ROOT / "deploy"
EXPOSURE = 20  # tenths, on systemd's scale from 0 (locked in) to 100


class DeployTest(unittest.TestCase):
    def unit(self):
        """The unit with the program's path exchanged: the one in it need not be installed here."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="tongchou-unit-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        text = (DEPLOY / "systemd/tongchou.service").read_text(encoding="utf-8")
        self.assertIn("ExecStart=/usr/lib/tongchou/tongchou serve", text)
        path = folder / "tongchou.service"
        path.write_text(text.replace("/usr/lib/tongchou/tongchou", BINARY), encoding="utf-8")
        return path

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd is not on this machine")
    def test_the_unit_is_understood_and_locked_in(self):
        unit = self.unit()
        verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True,
                                  check=False)
        self.assertEqual((verified.returncode, verified.stderr.decode()), (0, ""))
        judged = subprocess.run(["systemd-analyze", "security", "--offline=true",
                                 f"--threshold={EXPOSURE}", unit],
                                capture_output=True, check=False)
        self.assertEqual(judged.returncode, 0, judged.stdout.decode()[-300:])

    def test_the_unit_starts_the_program_with_options_it_has(self):
        command = re.search(r"ExecStart=(.*?[^\\])\n", self.unit().read_text(encoding="utf-8"),
                            re.S).group(1)
        options = set(re.findall(r"--[a-z-]+", command))
        shown = subprocess.run([BINARY, "serve", "--help"], capture_output=True, check=True)
        self.assertLessEqual(options, set(re.findall(r"--[a-z-]+", shown.stdout.decode())))
        self.assertGreater(len(options), 3)

    def test_the_dashboard_can_be_imported(self):
        board = json.loads((DEPLOY / "grafana/tongchou.json").read_text(encoding="utf-8"))
        ids = [panel["id"] for panel in board["panels"]]
        self.assertEqual(len(ids), len(set(ids)))
        for panel in board["panels"]:
            self.assertTrue(panel["targets"] and all(each["expr"] for each in panel["targets"]))
            grid = panel["gridPos"]
            self.assertLessEqual(grid["x"] + grid["w"], 24, panel["title"])

    @unittest.skipUnless(shutil.which("promtool"), "Prometheus is not on this machine")
    def test_the_alerts_are_understood(self):
        subprocess.run(["promtool", "check", "rules", DEPLOY / "prometheus/tongchou-alerts.yml"],
                       check=True, capture_output=True)


if __name__ == "__main__":
    unittest.main()
