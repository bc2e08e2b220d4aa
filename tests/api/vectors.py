"""Runs the binary over the vectors beside the project and compares every answer, to the fen.

    vectors.py BINARY VECTORS_DIR PACKS_DIR

Each line of a *.cases.jsonl is one test. The last line of output is `passed failed skipped`.
"""

import json
import pathlib
import subprocess
import sys

COMMANDS = {"settle": "settle", "levy": "levy", "late_fee": "late-fee", "prefund": "prefund"}
MAY_STAND_BESIDE = {"explanation", "message"}


def difference(expected, answer, path=""):
    """Where `answer` is not `expected`, or None. Explanations and messages may stand beside."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        extra = answer.keys() - expected.keys() - MAY_STAND_BESIDE
        if extra:
            return f"{path}: unexpected {sorted(extra)}"
        for key, value in expected.items():
            if key not in answer:
                return f"{path}.{key}: missing"
            found = difference(value, answer[key], f"{path}.{key}")
            if found:
                return found
        return None
    if isinstance(expected, list) and isinstance(answer, list):
        if len(expected) != len(answer):
            return f"{path}: {len(expected)} expected, {len(answer)} answered"
        pairs = enumerate(zip(expected, answer))
        return next(filter(None, (difference(*pair, f"{path}[{i}]") for i, pair in pairs)), None)
    same = type(expected) is type(answer) and expected == answer
    return None if same else f"{path}: expected {expected!r}, answered {answer!r}"


def run_file(binary, folder, name, command, packs):
    with open(folder / f"{name}.cases.jsonl", "rb") as cases:
        done = subprocess.run([binary, command, "--packs", packs], stdin=cases,
                              capture_output=True, timeout=300, check=False)
    expected = (folder / f"{name}.expected.jsonl").read_text(encoding="utf-8").splitlines()
    answers = done.stdout.decode("utf-8", "replace").splitlines()
    counts = [0, 0]
    if done.returncode != 0:
        print(f"failed: {command}: status {done.returncode}: {done.stderr.decode()[:500]}")
        counts[1] += 1
    for number, line in enumerate(expected):
        found = "no answer"
        if number < len(answers):
            try:
                found = difference(json.loads(line), json.loads(answers[number]))
            except json.JSONDecodeError as error:
                found = f"the answer is not JSON: {error}"
        counts[found is not None] += 1
        if found:
            print(f"failed: {command}: line {number + 1}: {found}")
    if len(answers) > len(expected):
        print(f"failed: {command}: {len(answers) - len(expected)} answers too many")
        counts[1] += 1
    return counts


def main():
    binary, folder, packs = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    if not (folder / "settle.cases.jsonl").exists():
        print(f"no vectors at {folder}: left out")
        print("0 0", len(COMMANDS))
        return 0
    counts = [0, 0]
    for name, command in COMMANDS.items():
        passed, failed = run_file(binary, folder, name, command, packs)
        print(f"{command}: {passed} as expected, {failed} not")
        counts = [counts[0] + passed, counts[1] + failed]
    print(*counts, 0)
    return 1 if counts[1] else 0


if __name__ == "__main__":
    sys.exit(main())
