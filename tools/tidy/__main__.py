"""tidy: arrows, sizes, banned calls, shape and documents, as a test.

    python3 tools/tidy                  look at the project; exit 1 when anything is to mend
    python3 tools/tidy --root DIR       look at another tree
    python3 tools/tidy --write-errors   make docs/reference/errors.md anew
"""

import argparse
import pathlib
import sys

import arrows
import banned
import docs
import errors_page
import shape
import sizes
from tree import Tree

RULES = {"arrows": arrows, "sizes": sizes, "banned": banned, "shape": shape, "docs": docs}


def main():
    parser = argparse.ArgumentParser(prog="tidy", description="arrows, sizes, banned calls, docs")
    parser.add_argument("--root", default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--write-errors", action="store_true", help=f"write {errors_page.PAGE}")
    options = parser.parse_args()
    tree = Tree(options.root)
    if options.write_errors:
        page = tree.root / errors_page.PAGE
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(errors_page.page_text(tree.text(errors_page.SOURCE)), encoding="utf-8")
        return 0
    bad = 0
    for name, rule in RULES.items():
        findings = list(rule.check(tree))
        print(f"{'FAIL' if findings else 'ok  '} {name}: {len(findings)} to mend")
        for finding in findings:
            print(f"  {finding}")
        bad += bool(findings)
    print(f"{len(RULES) - bad} passed, {bad} failed, 0 skipped")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
