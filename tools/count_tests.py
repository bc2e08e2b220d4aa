"""Counts single tests in what the runners leave behind, and runs Python's with the same answer.

    count_tests.py junit FILE...        ctest, node --test
    count_tests.py vitest FILE          vitest's JSON report
    count_tests.py unittest DIR [PATTERN]   runs the tests below DIR (names may hold PATTERN)

The last line of the answer is `passed failed skipped` as three numbers; failed tests are named
before it.
"""

import json
import sys
import unittest
import xml.etree.ElementTree as ElementTree


def count_junit(paths):
    counts = [0, 0, 0]
    for path in paths:
        for case in ElementTree.parse(path).getroot().iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                counts[1] += 1
                print(f"failed: {case.get('classname')} {case.get('name')}")
            elif case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
                counts[2] += 1
            else:
                counts[0] += 1
    return counts


def count_vitest(paths):
    counts = [0, 0, 0]
    with open(paths[0], encoding="utf-8") as file:
        report = json.load(file)
    for suite in report["testResults"]:
        for case in suite["assertionResults"]:
            place = {"passed": 0, "failed": 1}.get(case["status"], 2)
            counts[place] += 1
            if place == 1:
                print(f"failed: {case['fullName']}")
        if suite["status"] == "failed" and not suite["assertionResults"]:
            counts[1] += 1
            print(f"failed: {suite['name']}")
    return counts


def run_unittest(arguments):
    folder, *patterns = arguments
    loader = unittest.TestLoader()
    if patterns:
        loader.testNamePatterns = [f"*{pattern}*" for pattern in patterns]
    suite = loader.discover(folder, pattern="*_test.py")
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    bad = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    for case, _ in result.failures + result.errors:
        print(f"failed: {case.id()}")
    skipped = len(result.skipped) + len(result.expectedFailures)
    return [max(result.testsRun - bad - skipped, 0), bad, skipped]


def main():
    kind, *arguments = sys.argv[1:]
    counters = {"junit": count_junit, "vitest": count_vitest, "unittest": run_unittest}
    counts = counters[kind](arguments)
    print(*counts)
    return 1 if counts[1] else 0


if __name__ == "__main__":
    sys.exit(main())
