"""Sizes: files of at most 500 lines, functions of at most 70, lines of at most 100 columns.

ratchet.txt names the exceptions, each with the size it must not outgrow and a reason. An exception
that is no longer needed is a finding too, so the list only shrinks.
"""

import ast
import re

from tree import CODE, CPP, Finding, line_of

FILE_LINES = 500
FUNCTION_LINES = 70
COLUMNS = 100
BLOB_BYTES = 256 * 1024
SCRIPTS = ("run", "test", "bench", ".ci/run")
NO_BLOB_LIMIT = ("web/package-lock.json",)

_NOT_A_FUNCTION = re.compile(
    r"\b(if|for|while|switch|catch|namespace|class|struct|union|enum|else|do|try|requires)\b")


def check(tree):
    ratchet = Ratchet(tree)
    for path in tree.paths:
        if path.endswith(CODE) or path in SCRIPTS:
            yield from _file(tree, path, ratchet)
        yield from _blob(tree, path)
    yield from ratchet.unused()


class Ratchet:
    """The named exceptions: `path[:function] limit reason`."""

    PATH = "tools/tidy/ratchet.txt"

    def __init__(self, tree):
        self.limits, self.used = {}, set()
        if self.PATH not in tree.paths:
            return
        for number, line in enumerate(tree.lines(self.PATH), 1):
            if line.strip() and not line.startswith("#"):
                name, limit, _ = line.split(None, 2)
                self.limits[name] = (int(limit), number)

    def allows(self, name, size):
        limit, _ = self.limits.get(name, (0, 0))
        if limit:
            self.used.add(name)
        return size <= limit

    def unused(self):
        for name, (_, number) in self.limits.items():
            if name not in self.used:
                yield Finding(self.PATH, number, f"{name} needs no exception any more",
                              "remove the line")


def _file(tree, path, ratchet):
    lines = tree.lines(path)
    if len(lines) > FILE_LINES and not ratchet.allows(path, len(lines)):
        yield Finding(path, 0, f"{len(lines)} lines; a file has at most {FILE_LINES}",
                      "split it by what it does")
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS and not _may_be_long(path, line):
            yield Finding(path, number, f"{len(line)} columns; a line has at most {COLUMNS}",
                          "break the line (clang-format does it for C++)")
    for name, start, size in functions(tree, path):
        if size > FUNCTION_LINES and not ratchet.allows(f"{path}:{name}", size):
            yield Finding(path, start, f"{name} has {size} lines; a function has at most "
                          f"{FUNCTION_LINES}", "take a named step out of it, or make it a table")


def _may_be_long(path, line):
    """Addresses and includes cannot be broken; sentences for users are easier to read whole."""
    return "http" in line or "#include" in line or path.endswith("/messages.ts")


def functions(tree, path):
    """Every function as (name, first line, lines). Other languages are left to their linters."""
    if path.endswith(CPP):
        yield from cpp_functions(tree.bare(path))
    elif path.endswith(".py"):
        for node in ast.walk(ast.parse(tree.text(path))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield node.name, node.lineno, node.end_lineno - node.lineno + 1


def cpp_functions(bare):
    """Finds function bodies by their braces. `bare` holds no comments and no literals."""
    bare = re.sub(r"(?m)^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: "\n" * m[0].count("\n"), bare)
    stack, head_from = [], 0
    for match in re.finditer(r"[{};]", bare):
        at, mark = match.start(), match.group(0)
        if mark == "{":
            stack.append(_opened(bare, head_from, at, stack))
        elif mark == "}" and stack:
            opened = stack.pop()
            if opened is not None and opened[0]:
                name, start = opened
                yield name, start, line_of(bare, at) - start + 1
        head_from = at + 1


def _opened(bare, head_from, at, stack):
    """What a brace opens: (name, line) of a function, ("", 0) inside one, None for a scope."""
    if stack and stack[-1] is not None:
        return ("", 0)
    head = bare[head_from:at]
    flat = re.sub(r"<[^<>]*>", "", head)
    if "(" not in flat or _NOT_A_FUNCTION.search(flat.split("(")[0]):
        return None
    if re.search(r"=\s*$", flat):
        return None
    name = re.search(r"([~\w:]+|operator\s*\S{1,3})\s*\(", flat)
    lead = len(head) - len(head.lstrip())
    return (name.group(1) if name else "function", line_of(bare, head_from + lead))


def _blob(tree, path):
    size = (tree.root / path).stat().st_size
    if size > BLOB_BYTES and path not in NO_BLOB_LIMIT:
        yield Finding(path, 0, f"{size // 1024} KiB; a file has at most {BLOB_BYTES // 1024} KiB",
                      "generate it, or keep only the part that is needed")
