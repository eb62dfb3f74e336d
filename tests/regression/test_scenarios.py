"""Every shipped scenario gives the figures of `results/reference`.

What `ruralbeds regress` does, a test for each scenario. If a change is meant, run
`ruralbeds regress --update` and say in CHANGELOG.md what moved and why.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sim.experiment.reference import changelog_line, newest_results, scenario_files
from sim.experiment.regression import (
    State,
    check,
    load_small,
    reference_folder,
    shipped,
    without_scenario,
)

ROOT = Path(__file__).parents[2]
REFERENCE = reference_folder(ROOT)
FILES = shipped(ROOT)
# Small enough for a reviewer to read the difference.
LARGEST_BYTES = 75_000


@pytest.fixture(scope="module")
def ids() -> list[str]:
    return [load_small(file).id for file in FILES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_scenario_gives_the_figures_of_its_reference(file):
    result = check(load_small(file), REFERENCE)

    told = "" if result.moved.empty else result.moved.head(15).to_string(index=False)
    assert result.state is State.SAME, (
        f"{result.scenario_id}: {result.state}, {len(result.moved)} of "
        f"{result.figures} figures\n{told}\nIf this is meant: "
        f"ruralbeds regress {result.scenario_id} --update"
    )


def test_every_reference_belongs_to_one_scenario_and_the_reverse(ids):
    twice = [name for name, times in Counter(ids).items() if times > 1]
    written = {path.stem for path in scenario_files(REFERENCE)}

    assert twice == [], "two scenarios cannot share an id"
    assert set(ids) - written == set(), "ruralbeds regress --update writes these"
    assert without_scenario(REFERENCE, ids) == [], "remove what has no scenario"


def test_changelog_tells_of_this_reference():
    line = changelog_line(REFERENCE)
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert line in newest_results(changelog), (
        f"The reference changed: say under the newest Results of CHANGELOG.md which "
        f"figures moved, in which scenarios and why, with the line “- {line}”."
    )


def test_references_can_be_read_by_a_reviewer():
    sizes = {path.name: path.stat().st_size for path in scenario_files(REFERENCE)}

    assert {name: size for name, size in sizes.items() if size > LARGEST_BYTES} == {}
