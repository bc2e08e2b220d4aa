"""Shape: file names, header openings and guards, tests beside sources, executables, front end."""

import re

from tree import CPP, Finding

EXECUTABLE = {"run", "test", "bench", ".ci/run"}
_SNAKE = re.compile(r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?:\.[a-z]+)+$")
_KEBAB = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$")
_IMPORT = re.compile(r"""(?:from\s+|import\s*\(\s*|import\s+)['"]([^'"]+)['"]""")
_SHARED = ("components", "lib", "testing", "hooks", "utils", "types", "config", "i18n")


def check(tree):
    for path in tree.paths:
        yield from _name(path)
        yield from _mode(tree, path)
    for path in tree.below("src", ends=(".h",)):
        yield from _header(tree, path)
    for path in tree.below("src", ends=("_test.cc",)):
        yield from _test_place(tree, path)
    for path in tree.below("web/src", ends=(".ts", ".tsx")):
        yield from _web_imports(tree, path)


def _name(path):
    parts = path.split("/")
    if path.startswith(("src/", "tests/")) and path.endswith(CPP + (".py",)):
        if not _SNAKE.match(parts[-1]) and parts[-1] != "__main__.py":
            yield Finding(path, 0, "the file's name is not snake_case", "rename it")
    if path.startswith(("web/src/", "web/e2e/")):
        for part in parts[2:]:
            if not _KEBAB.match(part):
                yield Finding(path, 0, f"{part} is not kebab-case", "rename it")
    if path.startswith("migrations/") and len(parts) > 2:
        if not re.match(r"^\d{4}-[a-z0-9-]+$", parts[1]):
            yield Finding(path, 0, "a migration is a folder NNNN-what-it-does", "rename the folder")


def _mode(tree, path):
    meant = path in EXECUTABLE
    if tree.executable(path) and not meant:
        yield Finding(path, 0, "is executable", "chmod -x; only run, test, bench and .ci/run are")
    if meant and not tree.executable(path):
        yield Finding(path, 0, "is not executable", "chmod +x")


def guard_of(path):
    """`src/base/money.h` -> TONGCHOU_BASE_MONEY_H_."""
    return "TONGCHOU_" + re.sub(r"[^A-Z0-9]", "_", path[len("src/"):].upper()) + "_"


def _header(tree, path):
    lines = tree.lines(path)
    if not lines or not lines[0].startswith("//") or len(lines[0]) < 10:
        yield Finding(path, 1, "the header does not open with what it is",
                      "begin with a comment: what it is, its thread-safety, its invariants")
    guard = guard_of(path)
    text = tree.text(path)
    if f"#ifndef {guard}\n#define {guard}" not in text or f"#endif  // {guard}" not in text:
        yield Finding(path, 0, f"the include guard is not {guard}",
                      f"open with #ifndef/#define {guard} and close with #endif  // {guard}")


def _test_place(tree, path):
    stem = path[: -len("_test.cc")]
    known = {f"{stem}.cc", f"{stem}.h"}
    across = tree.text(path).startswith("// ")  # a property of several sources says which
    if not known & set(tree.paths) and not across:
        yield Finding(path, 0, "no source of this name stands beside the test",
                      f"name it after what it tests ({stem}.cc or {stem}.h), or open it with a "
                      "comment that says what it holds together")


def _web_area(parts):
    """The area of a path below web/src: ("features", name), ("app", ""), ("shared", folder)."""
    if parts[0] == "features" and len(parts) > 1:
        return ("features", parts[1])
    if parts[0] in _SHARED:
        return ("shared", parts[0])
    return ("app", "")


def _web_target(path, name):
    """The parts below web/src that an import names, or None for a package."""
    if name.startswith("@/"):
        return name[2:].split("/")
    if not name.startswith("."):
        return None
    parts = path.split("/")[2:-1]
    for part in name.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts = parts + [part]
    return parts or ["app"]


def _web_imports(tree, path):
    own = _web_area(path.split("/")[2:])
    for number, line in enumerate(tree.lines(path), 1):
        for name in _IMPORT.findall(line):
            target = _web_target(path, name)
            if target is None or own[0] == "app":
                continue
            area = _web_area(target)
            if own[0] == "features" and area[0] == "features" and area[1] != own[1]:
                yield Finding(path, number, f"feature {own[1]} imports feature {area[1]}",
                              "move what both need to components/ or lib/, or compose them in app/")
            if own[0] == "shared" and area[0] == "features":
                yield Finding(path, number, f"shared code imports feature {area[1]}",
                              "shared code knows no feature: pass it in")
            if area[0] == "app" and len(target) > 1:
                yield Finding(path, number, f"{own[0]} code imports app/",
                              "imports point from app to features to shared code")
