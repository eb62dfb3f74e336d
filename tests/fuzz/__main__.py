"""A run guided by coverage: ``python tests/fuzz scenario|pack|import SECONDS``.

Needs atheris (`pip install atheris`), which the project does not depend on. Bytes that
reach new lines of `sim` are kept and mutated further; what ends otherwise than a
command may is written as `crash-…` to the working folder, with its story above.
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
    from fuzz.sound import ADMISSIONS, HOMES


def _mutator(data: bytes, most: int, seed: int) -> bytes:
    """Mutate as clerks do, and every third time as the fuzzer does."""
    if seed % 3 == 0:
        return bytes(atheris.Mutate(data, most))
    return mutated(data, Random(seed))[:most]


def main(door: str, seconds: str) -> None:
    """Open one door with mutations of its sound files until the time is over."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        names = [name for name in bench.files() if name != "sources.csv"]
        sound = {
            "scenario": [bench.scenario.read_bytes()],
            "pack": [(bench.place / name).read_bytes() for name in names],
            "import": [HOMES, ADMISSIONS],
        }[door]
        seeds = Path(folder) / "corpus"
        seeds.mkdir()
        for number, data in enumerate(sound):
            # The first byte says which file of several it is.
            (seeds / str(number)).write_bytes(bytes([number]) + data)

        def one(data: bytes) -> None:
            which, rest = (data[0] if data else 0) % len(sound), data[1:]
            if door == "scenario":
                bench.reads_scenario(rest)
            elif door == "pack":
                bench.reads_pack(names[which], rest)
            else:
                files = [("homes.csv", HOMES), ("admissions.csv", ADMISSIONS)]
                files[which] = (files[which][0], rest)
                bench.imports(*files)

        limits = [f"-max_total_time={seconds}", "-max_len=200000", "-timeout=120"]
        words = [sys.argv[0], str(seeds), "-rss_limit_mb=4096", *limits]
        atheris.Setup(words, one, custom_mutator=_mutator)
        atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in {"scenario", "pack", "import"}:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
