"""Opens one door with mutations that coverage guides, until the time is over.

Needs atheris, which the project does not depend on; `__main__.py` starts it in a
process of its own, because the fuzzer ends the process in which it runs. What ends
otherwise than a command may is written as `crash-…` to the working folder.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
with atheris.instrument_imports(include=["sim"]):
    from fuzz.doors import Bench
    from fuzz.hostile import mutated
    from fuzz.odd_books import odd_books, odd_registers
    from fuzz.odd_packs import odd_packs
    from fuzz.odd_scenarios import odd_scenarios
    from fuzz.sound import ADMISSIONS, HOMES, mutated_book, workbook

REGISTER = [("homes.csv", HOMES), ("admissions.csv", ADMISSIONS)]
# The fuzzer itself would take ages over larger ones.
LARGEST = 200_000


def seeds(door: str, bench: Bench, names: list[str]) -> list[bytes]:
    """Return the files to begin with; the first byte says which of several it is."""
    match door:
        case "scenario":
            made = [(0, bench.scenario.read_bytes())]
            made += [(0, data) for _, data in odd_scenarios()]
        case "pack":
            made = [
                (n, (bench.place / one).read_bytes()) for n, one in enumerate(names)
            ]
            made += [(names.index(one), data) for _, one, data in odd_packs()]
        case "import":
            made = [(n, data) for n, (_, data) in enumerate(REGISTER)]
            made += [(n, data) for _, n, data in odd_registers()]
        case _:
            made = [(0, workbook()), *((0, data) for _, data in odd_books())]
    return [bytes([n]) + data for n, data in made if len(data) < LARGEST]


def _mutator(data: bytes, most: int, seed: int) -> bytes:
    """Mutate as clerks do, and every third time as the fuzzer does."""
    if seed % 3 == 0:
        return bytes(atheris.Mutate(data, most))
    if data[1:3] == b"PK":
        return (data[:1] + mutated_book(data[1:], Random(seed)))[:most]
    return (data[:1] + mutated(data[1:], Random(seed)))[:most]


def main(door: str, seconds: str) -> None:
    """Open one door until the time is over."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "bench")
        names = bench.files()
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, data in enumerate(seeds(door, bench, names)):
            (corpus / str(number)).write_bytes(data)

        def one(data: bytes) -> None:
            which, rest = (data[0] if data else 0), data[1:]
            if door == "scenario":
                bench.reads_scenario(rest)
            elif door == "pack":
                bench.reads_pack(names[which % len(names)], rest)
            elif door == "import":
                files, at = list(REGISTER), which % len(REGISTER)
                files[at] = (files[at][0], rest)
                bench.imports(*files)
            else:
                bench.imports(("homes.xlsx", rest))

        limits = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", "-timeout=600"]
        told = ["-rss_limit_mb=4096", "-print_final_stats=1"]
        atheris.Setup(
            [sys.argv[0], str(corpus), *told, *limits], one, custom_mutator=_mutator
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
