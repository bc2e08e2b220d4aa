"""Measures what a change of policy would have cost, from the extract to the finished tables: the
replay, a loop written by hand for the same rules, and numpy in 64-bit floating point.

    what_if.py [--packs FOLDER] [--store ROWS] FOLDER TABLE ROWS...

Extracts are made in FOLDER/ROWS.cases and kept; the table is written to the file TABLE. numpy
computes the largest size up to ten million. With --store, a SQLite store of so many settlements is
filled (FOLDER/store, kept) and an extract made of it.
"""

import argparse
import pathlib
import subprocess
import time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCH = ROOT / "build/release/tests/what_if_bench"
NUMPY_UP_TO = 10_000_000  # more does not fit into 20 GB
YEAR_START = 20_454  # 2026-01-01, days since 1970
LAYERS = 5


def bench(*arguments):
    text = subprocess.run([BENCH, *map(str, arguments)], stdout=subprocess.PIPE, check=True,
                          text=True).stdout
    return {name: float(value) for name, value in map(str.split, text.splitlines())}


class Columns:
    """The columns of an extract, as the bench wrote them down."""

    TYPES = {"first_row": "u8", "office": "u2", "end": "i4", "class": "u2", "age": "u1",
             "provider": "u4", "total": "i8", "eligible": "i8", "payments": "i8", "funds": "i8"}

    def __init__(self, folder):
        for name, kind in self.TYPES.items():
            setattr(self, name, np.fromfile(folder / name, dtype="<" + kind))


def large_illness(before, after, aided):
    start = np.maximum(before, np.where(aided, 7_500.0, 15_000.0))
    more = np.where(aided, 0.05, 0.0)
    paid = np.zeros_like(after)
    for low, high, share in ((0, 50_000, 0.60), (50_000, 100_000, 0.65), (100_000, np.inf, 0.70)):
        part = np.maximum(0.0, np.minimum(after, high) - np.maximum(start, low))
        paid += part * (share + more)
    return np.where(after > start, np.round(paid, 2), 0.0)


def funds_in_yuan(columns):
    """What the funds pay of each row: demo-city, employees, inpatient, stay by stay."""
    eligible = columns.eligible / 100.0
    shared = columns.__dict__["class"]
    level, retired = shared // 24, shared // 12 % 2
    aid, servant, frozen = shared // 4 % 3, shared // 2 % 2 == 1, shared % 2 == 1
    first = columns.first_row[:-1].astype(np.int64)
    count = np.diff(columns.first_row).astype(np.int64)
    funds = np.zeros(len(eligible))
    pooled, large, entered, aided = (np.zeros(len(first)) for _ in range(4))
    stays = np.zeros(len(first), dtype=np.int64)
    for ordinal in range(int(count.max())):
        who = np.flatnonzero(count > ordinal)
        row = first[who] + ordinal
        who, row = who[~frozen[row]], row[~frozen[row]]
        amount = eligible[row]
        line = np.array([300.0, 600.0, 900.0])[level[row]]
        line = np.where(stays[who] == 1, line / 2, np.where(stays[who] >= 2, 0.0, line))
        share = np.array([0.92, 0.88, 0.85])[level[row]] + 0.02 * retired[row]
        base = np.maximum(0.0, amount - line)
        paid = np.round(base * share, 2)
        room = 400_000.0 - pooled[who]
        cut = paid > room
        excess = np.where(cut, np.round(base - room / share, 2), 0.0)
        paid = np.where(cut, room, paid)
        more = np.where(cut, np.minimum(np.round(excess * 0.9, 2), 300_000.0 - large[who]), 0.0)
        pooled[who] += paid
        large[who] += more
        paid += more
        before = entered[who]
        entered[who] += amount - paid
        is_aided = aid[row] != 0
        paid += large_illness(before, entered[who], is_aided)
        paid += np.where(servant[row], np.round((amount - paid) * 0.5, 2), 0.0)
        left = amount - paid
        helped = np.minimum(np.round(left * 0.7, 2), np.maximum(0.0, 50_000.0 - aided[who]))
        helped = np.where(aid[row] == 1, helped, np.where(aid[row] == 2, left, 0.0))
        aided[who] += np.where(aid[row] == 1, helped, 0.0)
        funds[row] = paid + helped
        stays[who] += 1
    return funds


def tables(columns, funds):
    """The groups that the replay adds up."""
    person = np.repeat(np.arange(len(columns.office)), np.diff(columns.first_row).astype(np.int64))
    days = np.minimum(columns.end - YEAR_START, 400)
    month = np.searchsorted(np.cumsum([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]), days,
                            side="right")
    groups = (columns.__dict__["class"], columns.age, columns.provider, month,
              columns.office[person])
    sums = []
    for group in groups:
        for amount in (None, columns.total / 100.0, columns.eligible / 100.0, funds):
            sums.append(np.bincount(group, weights=amount))
    before = columns.payments.reshape(-1, LAYERS).sum(axis=1) / 100.0
    change = np.bincount(person, weights=funds - before)
    return sums, np.histogram(change, bins=20), np.argsort(change)[:10], np.argsort(change)[-10:]


def measure_numpy(folder):
    columns = Columns(folder)
    start = time.perf_counter()
    funds = funds_in_yuan(columns)
    tables(columns, funds)
    spent = (time.perf_counter() - start) * 1000
    fen = np.round(funds * 100).astype(np.int64)
    inside = columns.end < YEAR_START + 365
    return spent, int(np.count_nonzero((fen != columns.funds) & inside))


def rows_of(folder, sizes, packs):
    numpy_rows = max((rows for rows in sizes if rows <= NUMPY_UP_TO), default=0)
    for rows in sizes:
        path = folder / f"{rows}.cases"
        if not path.exists():
            bench("make", path, rows, packs)
        dump = folder / "columns" if rows == numpy_rows else None
        one = bench("run", path, packs, 1)
        two = bench("run", path, packs, 2, *([dump] if dump else []))
        two["own_mib"] = two["memory_mib"] - path.stat().st_size / 2**20
        yield rows, one, two, dump


def size_table(measured):
    columns = ("encounters", "open and check", "one variant, 2 threads", "both, ns each",
               "ten variants, 2 threads", "one variant, 1 thread", "by hand, 1 thread",
               "1 thread ÷ by hand", "memory", "without the file")
    yield "| " + " | ".join(columns) + " |"
    yield "|---" * len(columns) + "|"
    for rows, one, two, _ in measured:
        both = (two["open_ms"] + two["changed_ms"]) * 1e6 / rows
        yield (f"| {rows:,} | {two['open_ms']:,.0f} ms | {two['changed_ms']:,.0f} ms | {both:.1f} "
               f"| {two['ten_ms']:,.0f} ms | {one['changed_ms']:,.0f} ms "
               f"| {one['by_hand_ms']:,.0f} ms | {one['changed_ms'] / one['by_hand_ms']:.1f} "
               f"| {two['memory_mib']:,.0f} MiB | {two['own_mib']:,.0f} MiB |").replace(",", " ")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--packs", default=str(ROOT / "policies"))
    parser.add_argument("--store", type=int, default=0)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("table", type=pathlib.Path)
    parser.add_argument("rows", type=int, nargs="+")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    measured = list(rows_of(arguments.folder, arguments.rows, arguments.packs))
    lines = list(size_table(measured))
    for rows, one, two, dump in measured:
        if dump is None:
            continue
        spent, differ = measure_numpy(dump)
        lines += ["", f"numpy {np.__version__}, float64, {rows:,} encounters: {spent:,.0f} ms, "
                  f"{spent / one['changed_ms']:.1f} × one thread of the replay, "
                  f"{spent / two['changed_ms']:.1f} × two; by hand {one['by_hand_ms']:,.0f} ms; "
                  f"{differ:,} rows differ from the exact fen."]
    if arguments.store:
        found = bench("store", arguments.folder / "store", arguments.store, arguments.packs)
        lines += ["", f"Extract of {arguments.store:,} settlements from SQLite: "
                  f"{found['extract_ms'] / 1000:.1f} s "
                  f"(processor {found['extract_cpu_ms'] / 1000:.1f} s), "
                  f"{found['extract_memory_mib']:,.0f} MiB."]
    arguments.table.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
