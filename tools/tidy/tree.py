"""The tree that tidy looks at: which files there are, their text, and what a finding is.

A tree is made from a folder. In a git work tree the files are those that git tracks or would
track; elsewhere (the tests' small trees) every file counts.
"""

import functools
import os
import pathlib
import re
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing to mend: where it is, what is wrong and what to do about it."""

    path: str
    line: int
    what: str
    todo: str

    def __str__(self):
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.what}\n    -> {self.todo}"


CODE = (".h", ".cc", ".py", ".sh", ".ts", ".tsx", ".mjs", ".js", ".css", ".cmake")
CPP = (".h", ".cc")
TEST_FILES = ("_test.cc", "_testing.h", "_testing.cc", "_for_test.h")


class Tree:
    """The files below `root`, with their text read once."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.paths = sorted(self._list())

    def _list(self):
        if (self.root / ".git").exists():
            answer = subprocess.run(
                ["git", "-C", str(self.root), "ls-files", "-z", "-co", "--exclude-standard"],
                check=True, capture_output=True)
            names = answer.stdout.decode().split("\0")
            return {name for name in names if name and (self.root / name).is_file()}
        return {
            str(path.relative_to(self.root))
            for path in self.root.rglob("*") if path.is_file()
        }

    @functools.lru_cache(maxsize=None)
    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def lines(self, path):
        return self.text(path).splitlines()

    @functools.lru_cache(maxsize=None)
    def bare(self, path):
        """The C++ text of `path` without comments and literals, line breaks kept."""
        return strip_cpp(self.text(path))

    def executable(self, path):
        return os.access(self.root / path, os.X_OK)

    def below(self, *folders, ends=()):
        """Paths inside any of `folders`, with one of the endings if any are given."""
        for path in self.paths:
            inside = any(path.startswith(folder + "/") for folder in folders)
            if inside and (not ends or path.endswith(tuple(ends))):
                yield path


_TOKEN = re.compile(
    r'//[^\n]*'
    r'|/\*.*?\*/'
    r'|R"(?P<tag>[^()\\\s]{0,16})\(.*?\)(?P=tag)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])*'",
    re.S)


def strip_cpp(text, keep_literals=False):
    """Blanks comments and literals, so that patterns see only code. Includes keep their names."""
    def blank(match):
        token = match.group(0)
        breaks = "\n" * token.count("\n")
        if token.startswith("/"):
            return " " + breaks
        if keep_literals:
            return token
        return '""' + breaks if token[0] in 'R"' else "' '" + breaks

    kept = []
    for line in text.split("\n"):
        kept.append(line.split("//")[0] if line.lstrip().startswith("#include") else line)
    return _TOKEN.sub(blank, "\n".join(kept))


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1
