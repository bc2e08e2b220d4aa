"""Calls and words that do not belong into the code, each with what to use instead."""

import re

from arrows import DOMAIN, folder_of
from tree import CPP, TEST_FILES, Finding, line_of, strip_cpp

# (pattern, what to do, where it is allowed: path pattern or None)
BANNED = (
    (r"\b(?:std::)?(?:stod|stof|stold|strtod|strtof|atof|atoi|atol|atoll|strtol|stoi|stol|stoll)"
     r"\s*\(", "read amounts with ParseMoney, ratios with ParseRatio, whole numbers with "
     "std::from_chars", None),
    (r"\bsystem_clock::now\b|(?<![\w.>])time\s*\(\s*(?:nullptr|NULL|0)\s*\)|\bgettimeofday\s*\("
     r"|\b(?:localtime|gmtime|mktime)(?:_r)?\s*\(",
     "take the Clock that is passed in (base/clock.h)", r"^src/base/clock\.cc$"),
    (r"(?<![\w:])s?rand\s*\(|\brandom_device\b",
     "take the generator that is passed in; unguessable bytes come from the one place that makes "
     "tokens", None),
    (r"(?<![\w_])assert\s*\(", "use TC_CHECK (base/check.h): it is on in release", None),
    (r"\busing\s+namespace\b", "name what you use, or alias the namespace", None),
    (r"(?<!\w)throw\b", "return a Result (base/result.h)", None),
    (r"\b(?:sprintf|vsprintf|strcpy|strcat|gets|strtok)\s*\(",
     "use fmt::format or std::string", None),
    (r"\.detach\s*\(\s*\)", "keep the thread and join it", None),
    (r"#\s*include\s*<(?:format|expected|regex)>",
     "g++ 12 has no <format> or <expected>: use fmt and Result; write a small parser instead of "
     "<regex>", None),
    (r"-ffast-math", "figures must not depend on the compiler's liberties", None),
)

FLOATING = re.compile(r"\b(?:float|double|long\s+double)\b")
MARKERS = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|WIP)\b")
SUPPRESSIONS = (
    (re.compile(r"NOLINT(?!\w*(?:\([\w\-,. ]+\))?:\s*\w)"),
     "mend what the linter found; where it is meant, write NOLINT: and the reason"),
    (re.compile(r"eslint-disable|@ts-ignore|@ts-nocheck|pylint:\s*disable"),
     "mend what the linter found"),
)
OUR_OWN = "tools/tidy/"  # the rules name what they ban


def check(tree):
    compiled = [(re.compile(pattern), todo, where and re.compile(where))
                for pattern, todo, where in BANNED]
    for path in tree.below("src", "tests", ends=CPP):
        yield from _calls(tree, path, compiled)
        yield from _floating(tree, path)
    for path in tree.paths:
        if not path.startswith(OUR_OWN) and not _is_data(path):
            yield from _markers(tree, path)
    yield from _pack_names(tree)


def _is_data(path):
    return path.endswith((".json", ".csv", ".jsonl", ".svg", ".png", ".ico")) or path == "LICENSE"


def _calls(tree, path, compiled):
    bare = tree.bare(path)
    for pattern, todo, where in compiled:
        if where and where.match(path):
            continue
        for match in pattern.finditer(bare):
            yield Finding(path, line_of(bare, match.start()),
                          f"banned here: {match.group(0).strip()}", todo)


def _floating(tree, path):
    folder = folder_of(path)
    exact = folder in DOMAIN or path.startswith("src/base/money")
    if not exact or path.endswith(TEST_FILES):
        return
    bare = tree.bare(path)
    for match in FLOATING.finditer(bare):
        yield Finding(path, line_of(bare, match.start()),
                      f"{match.group(0)} in src/{folder}: money and ratios are exact",
                      "use Money, Ratio or 128-bit integers (base/money.h)")


def _markers(tree, path):
    for number, line in enumerate(tree.lines(path), 1):
        match = MARKERS.search(line)
        if match:
            yield Finding(path, number, f"leftover {match.group(0)}",
                          "finish it, or say in the docs what is not there yet")
        for pattern, todo in SUPPRESSIONS:
            if pattern.search(line):
                yield Finding(path, number, "a linter is silenced", todo)


def _pack_names(tree):
    """Regions are data: no C++ outside tests knows one by name."""
    packs = sorted({path.split("/")[1] for path in tree.below("policies") if path.count("/") > 1})
    if not packs:
        return
    pattern = re.compile(r"(?<![\w-])(?:%s)(?![\w-])" % "|".join(map(re.escape, packs)))
    for path in tree.below("src", ends=CPP):
        if path.endswith(TEST_FILES):
            continue
        code = strip_cpp(tree.text(path), keep_literals=True)
        for match in pattern.finditer(code):
            yield Finding(path, line_of(code, match.start()),
                          f"the code knows the region {match.group(0)}",
                          "take the name from the pack, a flag or the store")
