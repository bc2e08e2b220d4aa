"""Measures what an agency's year asks of a store of a million persons; prints the table.

    year.py FOLDER TABLE [--persons N] [--employers N] [--database ADDRESS]

Employers are registered over HTTP, members imported from two files, the month levied, its bills
paid by a file of 100 000 lines, the interest of the year posted and the books verified, each with
the command that a person would type. Then a server on the store is asked for the first page of
every list. Without --database the store is a data folder in FOLDER.
"""

import argparse
import csv
import http.client
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))

import agency
from console_client import Client
from faked_time import environment_of
from harness import BINARY, PACKS, Server, free_port

RECEIPT_LINES = 100_000
SEED = 20261
KEPT_FEN = 100  # of every bill, at first
ASKED_TIMES = 5


def say(text):
    print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)


class Bench:
    """One store that is filled and measured."""

    def __init__(self, options):
        self.options, self.rows = options, []
        self.folder = options.folder
        self.place = ["--data", self.folder / "data"]
        if options.database:
            self.place = ["--database", options.database, "--keys", self.folder / "data.keys"]
        self.month = time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600))
        self.today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))

    def timed(self, what, budget, *arguments, env=None):
        """Runs a command of the binary; wall time and processor time go to the table."""
        say(what)
        log = self.folder / "command.log"
        with open(log, "wb") as out:
            begun = time.monotonic()
            process = subprocess.Popen(
                [BINARY, *map(str, arguments), *map(str, self.place), "--packs", PACKS],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, env=env)
            _, status, used = os.wait4(process.pid, 0)
            wall = time.monotonic() - begun
        output = log.read_text(encoding="utf-8", errors="replace")
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError(f"{what}: {output[-3000:]}")
        cpu = used.ru_utime + used.ru_stime
        self.rows.append((what, f"{wall:.1f} s", f"{cpu:.1f} s", f"{used.ru_maxrss // 1024} MB",
                          budget))
        say(f"{what}: {wall:.1f} s, processor {cpu:.1f} s, {used.ru_maxrss // 1024} MB")
        return output

    def serving(self):
        server = Server.__new__(Server)
        server.database, server.owns_store = None, False
        server.folder, server.data = self.folder, self.folder / "data"
        server.log, server.process = self.folder / "server.log", None
        server.extra = ["--demo-persons", "60"]
        server.port = free_port()
        server.store = lambda: [str(word) for word in self.place]
        return server.start()

    def register(self, count):
        """Employers over HTTP; their codes."""
        server = self.serving()
        clerk = Client(server.port)
        clerk.sign_in("clerk")
        begun, codes = time.monotonic(), []
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        headers = {"Content-Type": "application/json", "Cookie": clerk.cookie,
                   "X-CSRF-Token": clerk.token}
        for number in range(count):
            connection.request("POST", "/api/employers",
                               json.dumps(agency.employer_form(number)), headers)
            codes.append(json.loads(connection.getresponse().read())["code"])
        wall = time.monotonic() - begun
        self.rows.append((f"register {count:,} employers over HTTP, one after the other",
                          f"{wall:.1f} s", "", "", ""))
        say(self.rows[-1])
        server.stop()
        return codes

    def fill(self):
        persons = self.options.persons
        codes = self.register(self.options.employers)
        half = persons // 2
        for part in range(2):
            path = self.folder / f"members-{part + 1}.csv"
            agency.write_csv(path, agency.members(
                SEED + part, codes[part::2], half, first=part * half))
            self.timed(f"import {half:,} persons, {'first' if part == 0 else 'second'} file",
                       "≤ 60 s", "import", "persons", path)

    def receipts(self):
        """A file that pays all but a yuan of every bill in RECEIPT_LINES lines, and one that pays
        the rest, so that every account is credited."""
        listed = self.run("dunning", "list").splitlines()
        bills = [line.split()[:2] for line in listed if line.startswith("    ")]
        each = max(RECEIPT_LINES // len(bills), 1)
        lines, rest = [], []
        for number, amount in bills:
            fen = int(amount.replace(".", "")) - KEPT_FEN
            for left in range(max(min(each, fen // KEPT_FEN), 1), 0, -1):
                part = fen // left
                fen -= part
                lines.append((number, part, len(lines) % 3 == 0))
            rest.append((number, KEPT_FEN, True))
        self.post("receipts", f"post {len(lines):,} receipts", "≤ 10 s", lines)
        self.post("rest", f"post the rest of {len(rest):,} bills and credit the accounts", "", rest)

    def post(self, name, what, budget, lines):
        """Sends and posts receipts: (bill, fen, whether they name it, or else the employer)."""
        path = self.folder / f"{name}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("date", "amount", "reference", "bill", "payer"))
            for i, (bill, fen, by_number) in enumerate(lines):
                payer = ("", bill.split("-")[1])[not by_number]
                writer.writerow((self.today, f"{fen // 100}.{fen % 100:02}", f"{name}-{i}",
                                 bill if by_number else "", payer))
        self.timed(f"send and match {len(lines):,} receipts", budget, "receipts", "import", path,
                   "--send-only")
        file = self.run("receipts", "list").split()[0]
        self.timed(what, budget, "receipts", "post", "--file", file)

    def run(self, *arguments):
        done = subprocess.run([BINARY, *arguments, *map(str, self.place), "--packs", PACKS],
                              stdin=subprocess.DEVNULL, capture_output=True, check=True)
        return done.stdout.decode()

    def measure(self):
        self.fill()
        people = f"{self.options.persons:,} persons"
        self.timed(f"levy of a month, {people}", "≤ 15 s SQLite, ≤ 30 s PostgreSQL",
                   "levy-run", "post", "--month", self.month)
        self.timed("the same once more: nothing is left to do", "", "levy-run", "post", "--month",
                   self.month)
        self.receipts()
        year = self.month[:4]
        self.timed(f"interest of the year, {people}", "aim ≤ 30 s", "account", "interest", "post",
                   "--year", year, env=environment_of(f"{int(year) + 1}-01-15 09:00:00"))
        self.pages()
        self.timed("ledger verify", "", "ledger", "verify")

    def pages(self):
        server = self.serving()
        clients = {}
        for user in ("clerk", "finance", "leader", "reviewer"):
            clients[user] = Client(server.port)
            clients[user].sign_in(user)
        try:
            for user, name, path, query in lists_of(clients, self.month):
                taken = []
                for _ in range(ASKED_TIMES + 1):
                    begun = time.monotonic()
                    clients[user].get(path, **query)
                    taken.append((time.monotonic() - begun) * 1000)
                self.rows.append((f"first page: {name}", f"{taken[0]:.0f} ms first, "
                                  f"{statistics.median(taken[1:]):.0f} ms again", "", "",
                                  "≤ 200 ms"))
                say(self.rows[-1])
        finally:
            server.stop()


def lists_of(clients, month):
    """Every list of the desk: (user, name, path, query)."""
    clerk = clients["clerk"]
    employer = clerk.get("/api/employers", limit=1)["items"][0]["code"]
    job = clerk.get("/api/imports")["items"][0]["id"]
    file = clerk.get("/api/receipt-files")["items"][0]["id"]
    year = month[:4]
    return [
        ("clerk", "employers", "/api/employers", {}),
        ("clerk", "employers named", "/api/employers", {"q": "示范99"}),
        ("clerk", "employers changed lately", "/api/employer-requests", {"state": "waiting"}),
        ("clerk", "members of an employer", f"/api/employers/{employer}/members", {}),
        ("clerk", "persons", "/api/persons", {}),
        ("clerk", "persons named", "/api/persons", {"q": "王伟"}),
        ("clerk", "imports", "/api/imports", {}),
        ("clerk", "import rows", f"/api/imports/{job}/rows", {}),
        ("clerk", "import rows, refused", f"/api/imports/{job}/rows", {"status": "refused"}),
        ("finance", "levy runs", "/api/levy/runs", {}),
        ("finance", "levy of a month", f"/api/levy/months/{month}", {}),
        ("finance", "bills", f"/api/levy/months/{month}/bills", {}),
        ("finance", "receipt files", "/api/receipt-files", {}),
        ("finance", "a receipt file", f"/api/receipt-files/{file}", {}),
        ("finance", "lines of a receipt file", f"/api/receipt-files/{file}/lines", {}),
        ("clerk", "receipts that wait", "/api/receipts", {}),
        ("clerk", "arrears", "/api/arrears", {}),
        ("clerk", "arrears, due today", "/api/arrears", {"due": "yes"}),
        ("clerk", "notices of a day", "/api/dunning/papers", {"day": f"{month}-01"}),
        ("finance", "collection rate", "/api/collection", {"month": month}),
        ("finance", "payouts", "/api/payouts", {}),
        ("finance", "interest", "/api/interest", {}),
        ("clerk", "cards", "/api/cards", {}),
        ("clerk", "requests to change who a person is", "/api/identity-requests", {}),
        ("clerk", "settled elsewhere", f"/api/offsite/{year}", {}),
        ("finance", "ledger entries", "/api/ledger/entries", {}),
        ("finance", "ledger accounts", "/api/ledger/accounts", {}),
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("table", type=pathlib.Path)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--employers", type=int, default=20_000)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    bench = Bench(options)
    try:
        bench.measure()
    finally:
        lines = [("what", "measured", "processor time", "memory", "budget"),
                 ("---", "---:", "---:", "---:", "---"), *bench.rows]
        options.table.write_text("".join(f"| {' | '.join(line)} |\n" for line in lines),
                                 encoding="utf-8")


if __name__ == "__main__":
    main()
