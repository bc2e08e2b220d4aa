"""Which folder may include which, and where third-party headers may stand.

The tables are the arrows of docs/internals/ARCHITECTURE.md; nothing else is allowed. A folder may
always include itself and `base`.
"""

import re

from tree import CPP, TEST_FILES, Finding

DOMAIN = ("policy", "settle", "levy", "pay", "supervise", "ledger")

ARROWS = {
    "base": (),
    "policy": (),
    "settle": ("policy",),
    "levy": ("policy",),
    "pay": ("policy",),
    "supervise": ("settle",),
    "ledger": (),
    "store": DOMAIN,
    "store/sqlite": ("store",) + DOMAIN,
    "store/postgres": ("store",) + DOMAIN,
    "service": DOMAIN + ("store",),
    "http": (),
    "gateway": ("service", "http"),
    "console": ("service", "http"),
    "batch": ("service",),
    "cli": ("service", "batch"),
    "app": None,  # the composition root: everything
}

# The first matching prefix decides. None: everywhere (it stands in for a standard header).
THIRD_PARTY = (
    ("fmt/", None),
    ("boost/json", ("http", "gateway", "console", "service")),
    ("boost/", ("http",)),
    ("sqlite3.h", ("store/sqlite",)),
    ("libpq-fe.h", ("store/postgres",)),
    ("yaml-cpp/", ("policy",)),
    ("openssl/", ("base", "http")),
    ("iconv.h", ("base",)),
    ("sodium", ("service",)),
    ("CLI/", ("cli", "app")),
    ("spdlog/", ("app",)),
    ("xlsxwriter.h", ("batch",)),
    ("cairo", ("batch",)),
    ("pango/", ("batch",)),
)
TEST_ONLY = ("gtest/", "gmock/", "rapidcheck", "benchmark/")
PLATFORM = re.compile(
    r"^(sys/\w+|netinet/\w+|arpa/\w+|net/\w+|linux/\w+|\w*mmintrin|immintrin|unistd|fcntl|signal"
    r"|poll|pthread|stdlib|dirent|errno|netdb|cpuid|malloc|spawn|termios)\.h$")

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def folder_of(path):
    """`src/store/sqlite/x.cc` -> `store/sqlite`; None outside src or directly in it."""
    parts = path.split("/")
    if parts[0] != "src" or len(parts) < 3:
        return None
    longest = "/".join(parts[1:3])
    return longest if longest in ARROWS else parts[1]


def target_of(include):
    parts = include.split("/")
    longest = "/".join(parts[:2])
    return longest if longest in ARROWS else parts[0]


def check(tree):
    for path in tree.below("src", ends=CPP):
        folder = folder_of(path)
        if folder is None:
            folder = "app"  # main.cc belongs to the composition root
        if folder not in ARROWS:
            yield Finding(path, 0, f"src/{folder} is not a folder of the architecture",
                          "move it, or add the folder with its arrows to tools/tidy/arrows.py and "
                          "docs/internals/ARCHITECTURE.md")
            continue
        for number, line in enumerate(tree.lines(path), 1):
            match = _INCLUDE.match(line)
            if match:
                yield from _include(path, number, folder, *match.groups())


def _include(path, number, folder, bracket, name):
    if bracket == '"':
        yield from _ours(path, number, folder, name)
    else:
        yield from _theirs(path, number, folder, name)


def _ours(path, number, folder, name):
    target = target_of(name)
    if "/" not in name or target not in ARROWS:
        yield Finding(path, number, f'"{name}" does not name a folder below src',
                      'write the path from src, as in #include "base/money.h"')
        return
    allowed = ARROWS[folder]
    if allowed is None or target in (folder, "base") or target in allowed:
        return
    names = ", ".join(("base",) + allowed)
    yield Finding(path, number, f"src/{folder} must not include {target}/ ({name})",
                  f"src/{folder} may include: {names}. Pass the value in, or move the code to a "
                  "folder that may know both")


def _theirs(path, number, folder, name):
    if name.startswith(TEST_ONLY):
        if not path.endswith(TEST_FILES):
            yield Finding(path, number, f"<{name}> outside a test",
                          "test headers belong into x_test.cc beside the source")
        return
    for prefix, folders in THIRD_PARTY:
        if name.startswith(prefix):
            if folders is not None and folder not in folders:
                yield Finding(path, number, f"<{name}> in src/{folder}",
                              f"it stays in: {', '.join('src/' + each for each in folders)}; "
                              "use what that folder offers")
            return
    standard = "/" not in name and "." not in name
    if not standard and not PLATFORM.match(name):
        yield Finding(path, number, f"<{name}> is a header nobody has agreed on",
                      "add the library to tools/tidy/arrows.py and docs/reference/dependencies.md "
                      "with its one folder, or do without")
