"""Makes stores of different sizes, measures what a settlement costs on each and how a server on it
starts and answers; writes a table with ratios to the smallest.

    scale.py [--rounds N] [--visits N] [--gateway-visits N] FOLDER TABLE SIZE...

SIZE is PERSONS or PERSONS:SETTLEMENTS; the table is written to the file TABLE.

Stores are kept in FOLDER/PERSONS-SETTLEMENTS, and made or continued when they lack rows. The rounds
go over the stores in turn, so that what else the machine does falls on all of them alike; the
median of the rounds counts.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))

from harness import BINARY, PACKS
from region import Console
from through_gateway import measure_through_gateway, processor_ms, server_on

STORE = pathlib.Path(BINARY).with_name("tests") / "scale_store"
AT_ONCE = 32  # settlements in a commit, as from 32 connections
ASKED_TIMES = 5


def say(text):
    print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)


def scale_store(verb, folder, *numbers):
    command = [STORE, verb, folder, PACKS, *map(str, numbers)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout


def forget_pages(folder):
    """Lets the system forget what it has read of the store."""
    for file in folder.glob("tongchou.db*"):
        with open(file, "rb") as opened:
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def memory_mb(pid, name):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) // 1024
    return 0


def pages_of(console):
    """The first page of each list, as a person at a desk asks for it. (name, path, query)"""
    day = console.get("/api/overview")["latest_date"] or "2026-01-01"
    person = console.get("/api/persons", limit=1)["items"][0]["psn_no"]
    return [
        ("overview", "/api/overview", {"date": day}),
        ("region", "/api/region", {}),
        ("persons", "/api/persons", {}),
        ("persons named 王", "/api/persons", {"q": "王"}),
        ("person", f"/api/persons/{person}", {}),
        ("settlements", "/api/settlements", {}),
        ("settlements of a day", "/api/settlements", {"date_from": day, "date_to": day}),
        ("settlements of a benefit", "/api/settlements", {"benefit": "inpatient"}),
        ("settlements of a provider", "/api/settlements", {"provider": "H99010000029"}),
        ("ledger accounts", "/api/ledger/accounts", {}),
        ("ledger entries", "/api/ledger/entries", {}),
        ("entries of a busy account", "/api/ledger/entries",
         {"account": "employee.account.holders"}),
        ("entries of a quiet account", "/api/ledger/entries", {"account": "employee.account.bank"}),
        ("entries of a day", "/api/ledger/entries", {"date_from": day, "date_to": day}),
    ]


class Watched:
    """A server whose answers are timed: by the clock, and by its processor time."""

    def __init__(self, process, console):
        self.process, self.console = process, console

    def ask(self, path, query):
        used, begun = processor_ms(self.process.pid), time.monotonic()
        self.console.get(path, **query)
        return (time.monotonic() - begun) * 1000, processor_ms(self.process.pid) - used


def serve(folder):
    """Starts a server on the store, from cold files; asks for each list. Times in milliseconds."""
    forget_pages(folder)
    begun = time.monotonic()
    with server_on(folder) as (process, port):
        measured = {"start_ms": (time.monotonic() - begun) * 1000,
                    "start_cpu_ms": processor_ms(process.pid), "pages": {}}
        watched = Watched(process, Console(port, "leader"))
        for name, path, query in pages_of(watched.console):
            first, _ = watched.ask(path, query)
            again = [watched.ask(path, query) for _ in range(ASKED_TIMES)]
            measured["pages"][name] = (first, *map(statistics.median, zip(*again)))
        measured["memory_mb"] = memory_mb(process.pid, "VmHWM")
        return measured


def size_of(text):
    persons, _, settlements = text.partition(":")
    return int(persons), int(settlements or 0)


def measure(options):
    stores = {size: options.folder / f"{size[0]}-{size[1]}" for size in options.sizes}
    for (persons, settlements), folder in stores.items():
        say(f"fill {folder.name}")
        scale_store("fill", folder, persons, settlements)
    rounds = {size: [] for size in stores}
    for number in range(options.rounds):
        for size, folder in stores.items():
            say(f"round {number + 1} of {options.rounds}: {folder.name}")
            rounds[size].append(json.loads(
                scale_store("measure", folder, options.visits, AT_ONCE)))
    results = []
    gateway = measure_through_gateway(stores, options.rounds, options.gateway_visits, say)
    for size, folder in stores.items():
        say(f"serve {folder.name}")
        last = rounds[size][-1]
        result = {key: statistics.median(one[key] for one in rounds[size]) for key in last}
        result |= {"persons": size[0], "settlements": size[1], "server": serve(folder),
                   "file_mb": (folder / "tongchou.db").stat().st_size // 2**20,
                   "rounds": rounds[size], **gateway[size]}
        results.append(result)
    return results


ROWS = (
    ("processor time of a settlement over the gateway", "gateway_cpu_us", "µs", True),
    ("of a visit over the gateway", "gateway_visit_cpu_us", "µs", True),
    ("processor time of a settlement", "cpu_us", "µs", True),
    ("processor time of a visit, settlement included", "visit_cpu_us", "µs", True),
    ("wall time of a settlement", "wall_us", "µs", True),
    ("bytes written for a settlement", "written", "B", True),
    ("bytes read for a settlement", "read", "B", True),
    ("file", "file_mb", "MB", False),
    ("memory, measured process", "peak_mb", "MB", False),
)


def table(results):
    def row(name, cells):
        return "| " + " | ".join([name, *cells]) + " |"

    base = results[0]
    yield row("persons", [f"{one['persons']:,}" for one in results])
    yield row("---", ["---:"] * len(results))
    yield row("stored settlements", [f"{one['settlements']:,}" for one in results])
    for name, key, unit, compared in ROWS:
        yield row(name, [
            f"{one[key]:,.0f} {unit}" + (f" ({one[key] / base[key]:.2f} ×)" if compared else "")
            for one in results])
    servers = [one["server"] for one in results]
    yield row("start to first answer, cold file (of it processor)",
              [f"{one['start_ms']:,.0f} ms ({one['start_cpu_ms']:,.0f})" for one in servers])
    yield row("memory, server after the pages", [f"{one['memory_mb']} MB" for one in servers])
    for page in servers[0]["pages"]:
        yield row(f"page: {page}; first, again (of it processor)",
                  ["{:,.0f}, {:,.0f} ms ({:,.1f})".format(*one["pages"][page])
                   for one in servers])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("table", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--visits", type=int, default=8000)
    parser.add_argument("--gateway-visits", type=int, default=1000)
    parser.add_argument("sizes", type=size_of, nargs="+")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    results = measure(options)
    (options.folder / "scale.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    options.table.write_text("\n".join(table(results)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
