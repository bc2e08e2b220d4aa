"""Documents: one title each, links that lead somewhere, a changelog of the agreed shape, and the
pages that must agree with the code (error codes, dependencies, metrics)."""

import posixpath
import re

from errors_page import PAGE, SOURCE, page_text
from tree import Finding

SECTIONS = ["Safety", "Features", "Internals"]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def check(tree):
    pages = [path for path in tree.paths if path.endswith(".md")]
    linked = {"README.md"}
    for path in pages:
        yield from _title(tree, path)
        for number, target in _links(tree, path):
            place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            linked.add(place)
            if not (tree.root / place).exists():
                yield Finding(path, number, f"the link {target} leads nowhere",
                              "mend the path, or write the page")
    for path in pages:
        if path.startswith("docs/") and path not in linked:
            yield Finding(path, 0, "no page links to this one", "link it from docs/README.md")
    yield from _changelog(tree)
    yield from _errors(tree)
    yield from _dependencies(tree)
    yield from _metrics(tree)


def _prose(tree, path):
    """(number, line) outside code blocks."""
    fenced = False
    for number, line in enumerate(tree.lines(path), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


def _title(tree, path):
    titles = [number for number, line in _prose(tree, path) if line.startswith("# ")]
    if titles != [1]:
        yield Finding(path, titles[1] if len(titles) > 1 else 0,
                      f"{len(titles)} titles (# …); a page has one, on its first line",
                      "use ## for the parts of a page")


def _links(tree, path):
    for number, line in _prose(tree, path):
        for target in _LINK.findall(line):
            target = target.split("#")[0]
            if target and not re.match(r"^[a-z]+:", target):
                yield number, target


def _changelog(tree):
    path = "CHANGELOG.md"
    if path not in tree.paths:
        return
    sections, release = [], None
    for number, line in _prose(tree, path):
        if line.startswith("## "):
            if release is not None and sections != SECTIONS:
                yield _bad_sections(path, release, sections)
            release, sections = number, []
            if not re.match(r"^## (Unreleased|\d+\.\d+\.\d+ — \d{4}-\d{2}-\d{2})$", line):
                yield Finding(path, number, "not the heading of a release",
                              "write `## Unreleased` or `## 1.2.3 — 2026-01-31`")
        elif line.startswith("### "):
            sections.append(line[4:].strip())
    if release is None or sections != SECTIONS:
        yield _bad_sections(path, release or 0, sections)


def _bad_sections(path, number, sections):
    return Finding(path, number, f"a release has the sections {', '.join(SECTIONS)}; here: "
                   f"{', '.join(sections) or 'none'}", "keep all three, in this order")


def _errors(tree):
    if SOURCE not in tree.paths:
        return
    if PAGE not in tree.paths or tree.text(PAGE) != page_text(tree.text(SOURCE)):
        yield Finding(PAGE, 0, f"does not agree with {SOURCE}",
                      "run: python3 tools/tidy --write-errors")


def _dependencies(tree):
    script, page = "tools/steps.sh", "docs/reference/dependencies.md"
    if script not in tree.paths or page not in tree.paths:
        return
    named = set(re.findall(r"`([a-z0-9.+\-]+)`", tree.text(page)))
    for block in re.findall(r"^PACKAGES_\w+=\(([^)]*)\)", tree.text(script), re.M):
        for package in block.split():
            if package not in named:
                yield Finding(page, 0, f"the package {package} is installed but not explained",
                              "add a row: what it is for and why it was chosen")


def _metrics(tree):
    """Dashboards and alerts below deploy/ name documented metrics only."""
    page = "docs/reference/metrics.md"
    text = tree.text(page) if page in tree.paths else ""
    known = set(re.findall(r"^\| `(\w+)` \|", text, re.M))
    for path in tree.below("deploy", ends=(".json", ".yml")):
        for number, line in enumerate(tree.lines(path), 1):
            for name in re.findall(r"\b(?:tongchou|process)_\w+", line):
                if name not in known and re.sub(r"_(?:bucket|sum|count)$", "", name) not in known:
                    yield Finding(path, number, f"the metric {name} is not documented",
                                  f"mend the name, or describe the metric in {page}")
