"""Prints the measured table with its ratios and budgets, and keeps it as JSON.

    table.py FOLDER     reads FOLDER/{pgbench.txt,STORE-full.json,STORE-half.json,engine.json} as
                        far as present
"""

import json
import pathlib
import re
import sys


def pgbench_per_second(text):
    return float(re.search(r"tps = ([\d.]+)", text).group(1))


STORES = (("sqlite", "SQLite", "≥ 1.5 × pgbench"), ("postgres", "PostgreSQL", "≥ 1 × pgbench"))


def gateway_rows(folder):
    if not (folder / "pgbench.txt").exists():
        return
    base = pgbench_per_second((folder / "pgbench.txt").read_text())
    yield ("pgbench TPC-B, PostgreSQL 15, -c 32 -j 2, scale 50", f"{base:,.0f} /s", "", "1")
    for name, title, budget in STORES:
        if (folder / f"{name}-full.json").exists():
            yield from store_rows(folder, name, title, budget, base)


def store_rows(folder, name, title, budget, base):
    full = json.loads((folder / f"{name}-full.json").read_text())
    yield (f"gateway 2207, five lines, {title}, 32 connections", f"{full['per_second']:,.0f} /s",
           budget, f"{full['per_second'] / base:.2f} ×")
    latency = f"p50 {full['p50_ms']} ms, p99 {full['p99_ms']} ms"
    yield ("  its latency at full load", latency, "", "")
    if (folder / f"{name}-half.json").exists():
        half = json.loads((folder / f"{name}-half.json").read_text())
        yield (f"  its latency at half of that load ({half['per_second']:,.0f} /s)",
               f"p50 {half['p50_ms']} ms, p99 {half['p99_ms']} ms", "p99 ≤ 25 ms", "")


def engine_rows(folder):
    if not (folder / "engine.json").exists():
        return
    report = json.loads((folder / "engine.json").read_text())
    best = {}
    for row in report["benchmarks"]:
        if row.get("run_type") == "aggregate":
            continue
        name, speed = row["name"], row.get("items_per_second")
        shown = (speed or 0, row["real_time"], row["time_unit"])
        if name not in best or shown[1] < best[name][1]:
            best[name] = shown
    by_hand = next((v[0] for k, v in best.items() if "hand" in k.lower() and v[0]), None)
    for name, (speed, time, unit) in best.items():
        value = f"{speed / 1e6:,.1f} M/s" if speed else f"{time:,.2f} {unit}"
        ratio = f"{by_hand / speed:.2f} × slower than by hand" if by_hand and speed else ""
        yield (name, value, "", ratio)


def main():
    folder = pathlib.Path(sys.argv[1])
    rows = [("what", "measured", "budget", "ratio"), ("---", "---:", "---", "---")]
    rows += [*engine_rows(folder), *gateway_rows(folder)]
    for row in rows:
        print("| " + " | ".join(row) + " |")
    (folder / "table.json").write_text(json.dumps(rows[2:], ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
