"""Makes the load driver's fixture from a running server: who is insured, what is in the catalogue.

    fixture.py PORT FILE PEOPLE
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))

from flows import TIME
from region import learn


def main():
    port, file, people = sys.argv[1:]
    region = learn(int(port), int(people))
    fixture = {
        "area": region.area, "institution": region.hospital, "time": TIME,
        "items": [{"code": line.code, "price": line.price} for line in region.lines()],
        "people": [vars(person) for person in region.people],
    }
    pathlib.Path(file).write_text(json.dumps(fixture, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
