"""What a settlement costs over the gateway, with everything of 2207, on stores of different sizes:
a server on each, asked in turn, each round for other persons by chance.
"""

import contextlib
import http.client
import json
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

from flows import Line, TIME
from gateway import Gateway
from harness import BINARY, PACKS, ROOT, free_port
from region import Console, institutions, known

LOAD = pathlib.Path(BINARY).with_name("tests") / "gateway_load"
CONNECTIONS = 32
START_MOST_SECONDS = 60
FIRST_PERSON = 100_000_000_000  # of the numbers that the demo gives its people


def processor_ms(pid):
    """What all threads of a process have used."""
    tasks = pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e6


def wait_until_ready(port, process):
    until = time.monotonic() + START_MOST_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.002)
    raise RuntimeError("the server did not start")


@contextlib.contextmanager
def server_on(folder):
    """A server on the store that is ready: its process and its port."""
    port = free_port()
    command = [BINARY, "serve", "--port", str(port), "--data", folder, "--packs", PACKS, "--web",
               ROOT / "web/dist"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        try:
            wait_until_ready(port, process)
            yield process, port
        finally:
            process.terminate()


class Till:
    """A server on one store, and persons of it that nobody was treated for yet."""

    def __init__(self, process, port, persons):
        self.process, self.port = process, port
        self.area = Console(port).get("/api/region")["area"]
        numbers = list(range(1, persons + 1))
        random.Random(persons).shuffle(numbers)
        self.numbers = iter(numbers)

    def sampled(self, hospital, count):
        """So many insured employees, by chance."""
        console = Console(self.port, "clerk")  # the server ends connections that nobody uses
        gateway = Gateway(self.port, hospital, self.area)
        people = []
        for number in self.numbers:
            row = console.person(f"{self.area}{FIRST_PERSON + number}")
            found = known(gateway, row, 0) if row["status"] == "active" else None
            people += [found] if found else []
            if len(people) == count:
                break
        gateway.close()
        return people

    def settle(self, place, count):
        """The processor time of a settlement and of a visit with it, in microseconds."""
        hospital, items = place
        people = self.sampled(hospital, count)
        fixture = {"area": self.area, "institution": hospital, "time": TIME,
                   "items": [{"code": line.code, "price": line.price} for line in items],
                   "people": [vars(person) for person in people]}
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(fixture, file, ensure_ascii=False)
            file.flush()
            used = [processor_ms(self.process.pid)]
            command = [LOAD, str(self.port), file.name, str(len(people)), str(CONNECTIONS), "0"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  text=True) as load:
                for line in load.stderr:  # "staged", then "settled"
                    if line.strip() in ("staged", "settled"):
                        used.append(processor_ms(self.process.pid))
                refused = json.loads(load.stdout.read())["refused"]
        if refused or len(used) != 3:
            raise RuntimeError(f"{refused} settlements refused on port {self.port}")
        begun, staged, settled = used
        return [(settled - staged) * 1000 / len(people), (settled - begun) * 1000 / len(people)]


def place_of(tills):
    """A hospital and five lines; from the first store with settlements to learn them from."""
    for till in tills:
        try:
            hospitals, _, items = institutions(Console(till.port))
            return hospitals[0], [Line(code, price, "1") for code, price in items]
        except StopIteration:
            continue
    raise RuntimeError("no store has a pharmacy's settlement to learn from")


def measure_through_gateway(stores, rounds, visits, say):
    """{size: {"gateway_cpu_us", "gateway_visit_cpu_us", "gateway_rounds"}} of stores by size."""
    with contextlib.ExitStack() as stack:
        tills = {}
        for size, folder in stores.items():
            process, port = stack.enter_context(server_on(folder))
            tills[size] = Till(process, port, size[0])
        place = place_of(reversed(tills.values()))
        seen = {size: [] for size in tills}
        for number in range(rounds):
            for size, till in tills.items():
                say(f"gateway, round {number + 1} of {rounds}: {size[0]}-{size[1]}")
                seen[size].append(till.settle(place, visits))
    return {size: {"gateway_cpu_us": statistics.median(one[0] for one in found),
                   "gateway_visit_cpu_us": statistics.median(one[1] for one in found),
                   "gateway_rounds": found} for size, found in seen.items()}
