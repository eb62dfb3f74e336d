"""Whatever a file holds, its command ends with a sentence and the right status.

What is wrong with the files: `tests/fuzz/hostile.py`. What a command may do with them:
`tests/fuzz/doors.py`. A run guided by coverage goes further: `tests/fuzz/__main__.py`.
"""

from __future__ import annotations

import json
from random import Random

from examples import examples
from fuzz.doors import COUNTY, Bench
from fuzz.hostile import mutated
from fuzz.sound import ADMISSIONS, HOMES, MAP, TARGETS, workbook
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

CHANCE = st.integers(0, 2**32 - 1).map(Random)
EVEN_IF_SLOW = {"suppress_health_check": list(HealthCheck)}


@examples(25, **EVEN_IF_SLOW)
@given(chance=CHANCE)
def test_a_scenario_is_read_or_refused(bench: Bench, chance):
    bench.reads_scenario(mutated(bench.scenario.read_bytes(), chance))


@examples(40, **EVEN_IF_SLOW)
@given(chance=CHANCE)
def test_a_pack_is_read_or_refused(bench: Bench, chance):
    name = chance.choice(bench.files())
    data = mutated((bench.place / name).read_bytes(), chance)

    bench.reads_pack(name, data)


@examples(6, **EVEN_IF_SLOW)
@given(chance=CHANCE)
def test_a_pack_that_is_read_can_be_run(bench: Bench, chance):
    name = chance.choice(["homes.csv", "elders.csv", "townships.csv"])
    data = mutated((bench.place / name).read_bytes(), chance)

    bench.runs_pack(name, data)


@examples(10, **EVEN_IF_SLOW)
@given(chance=CHANCE)
def test_a_registry_is_imported_or_refused_and_leaves_nothing_behind(bench, chance):
    files = [("homes.csv", HOMES), ("admissions.csv", ADMISSIONS)]
    at = chance.randrange(len(files))
    files[at] = (files[at][0], mutated(files[at][1], chance))

    bench.imports(*files)


@examples(6, **EVEN_IF_SLOW)
@given(chance=CHANCE)
def test_a_damaged_workbook_is_imported_or_refused(bench, chance):
    bench.imports(("homes.xlsx", workbook(chance)))


@examples(100, **EVEN_IF_SLOW)
@given(chance=CHANCE)
def test_a_map_is_read_or_refused(bench, chance):
    bench.reads_boundaries(mutated(MAP, chance))


@examples(40, **EVEN_IF_SLOW)
@given(chance=CHANCE)
def test_a_table_of_targets_is_read_or_refused(bench, chance):
    bench.reads_targets(mutated(TARGETS, chance))


def test_the_sound_files_are_sound(bench: Bench):
    assert json.loads(MAP)["features"][0]["id"] == COUNTY
    assert bench.reads_scenario(bench.scenario.read_bytes()) == 0
    assert bench.runs_pack("homes.csv", (bench.place / "homes.csv").read_bytes()) == 0
    assert bench.reads_boundaries(MAP) == 0
    assert bench.reads_targets(TARGETS) == 0
    assert bench.imports(("homes.csv", HOMES), ("admissions.csv", ADMISSIONS)) == 0
    assert bench.imports(("homes.xlsx", workbook())) == 0
