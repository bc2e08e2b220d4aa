"""Counts single tests in what the runners leave behind, and runs Python's with the same answer.

    count_tests.py junit FILE...        ctest, node --test
    count_tests.py vitest FILE          vitest's JSON report
    count_tests.py unittest [-jN] DIR [PATTERN]   runs the tests below DIR (names may hold PATTERN),
                                        N files at a time

The last line of the answer is `passed failed skipped` as three numbers; failed tests are named
before it.
"""

import concurrent.futures
import io
import json
import pathlib
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


def run_file(folder, name, patterns):
    """The output and the counts of one file of tests; in a process of its own, so that files that
    run beside each other share nothing."""
    loader = unittest.TestLoader()
    if patterns:
        loader.testNamePatterns = [f"*{pattern}*" for pattern in patterns]
    output = io.StringIO()
    suite = loader.discover(folder, pattern=name)
    result = unittest.TextTestRunner(stream=output, verbosity=2).run(suite)
    bad = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    for case, _ in result.failures + result.errors:
        print(f"failed: {case.id()}", file=output)
    skipped = len(result.skipped) + len(result.expectedFailures)
    return output.getvalue(), [max(result.testsRun - bad - skipped, 0), bad, skipped]


def run_unittest(arguments):
    workers = 1
    if arguments[0].startswith("-j"):
        workers = int(arguments[0][2:])
        arguments = arguments[1:]
    folder, *patterns = arguments
    names = sorted(path.name for path in pathlib.Path(folder).glob("*_test.py"))
    counts = [0, 0, 0]
    with concurrent.futures.ProcessPoolExecutor(workers, max_tasks_per_child=1) as pool:
        runs = [pool.submit(run_file, folder, name, patterns) for name in names]
        for run in concurrent.futures.as_completed(runs):
            output, more = run.result()
            if sum(more) > 0 or not patterns:
                print(output, flush=True)
            counts = [sum(pair) for pair in zip(counts, more)]
    return counts


def main():
    kind, *arguments = sys.argv[1:]
    counters = {"junit": count_junit, "vitest": count_vitest, "unittest": run_unittest}
    counts = counters[kind](arguments)
    print(*counts)
    return 1 if counts[1] else 0


if __name__ == "__main__":
    sys.exit(main())
