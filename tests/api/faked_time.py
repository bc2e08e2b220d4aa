"""Another time of day for the processes that a test starts: libfaketime, loaded before them.

What is faked is the calendar alone; how long something takes is measured as ever."""

import contextlib
import datetime
import os
import pathlib
import re
import subprocess
import tempfile

from harness import BINARY

LIBRARY = pathlib.Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
BEIJING = datetime.timezone(datetime.timedelta(hours=8))


def preloaded():
    """What is loaded before the binary. The sanitizer that it is built with must be the first."""
    needs = subprocess.run(["ldd", BINARY], capture_output=True, text=True, check=True).stdout
    return " ".join([*re.findall(r"=> (\S*/libasan\S*)", needs), str(LIBRARY)])


def offset_to(moment):
    """What the library adds to the real time, in seconds, for it to be `moment` now."""
    return f"{moment.timestamp() - datetime.datetime.now().timestamp():+.0f}"


def environment_of(text):
    """An environment in which it is `text` (`2027-01-15 09:00:00`, Beijing time) now."""
    moment = datetime.datetime.fromisoformat(text).replace(tzinfo=BEIJING)
    return {**os.environ, "LD_PRELOAD": preloaded(), "FAKETIME": offset_to(moment),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}


class Calendar:
    """The time that all processes started within `with` live by; it moves while they run."""

    def __init__(self):
        self.stack = contextlib.ExitStack()
        self.file = None

    def __enter__(self):
        handle, name = tempfile.mkstemp(prefix="tongchou-time-")
        os.close(handle)
        self.file = pathlib.Path(name)
        self.stack.callback(self.file.unlink)
        before = dict(os.environ)
        self.stack.callback(lambda: (os.environ.clear(), os.environ.update(before)))
        os.environ.update({"LD_PRELOAD": preloaded(), "FAKETIME_TIMESTAMP_FILE": name,
                           "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                           "NO_FAKE_STAT": "1"})
        return self

    def __exit__(self, *failure):
        return self.stack.__exit__(*failure)

    def move_to(self, day, hour=9):
        """It is `day` (a date), at `hour` in Beijing."""
        moment = datetime.datetime.combine(day, datetime.time(hour), BEIJING)
        partial = self.file.with_suffix(".new")
        partial.write_text(offset_to(moment), encoding="ascii")
        partial.rename(self.file)
