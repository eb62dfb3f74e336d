"""The tier of margins: another order of draws passes, a percentage point does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.engine import simulate
from sim.experiment.equivalence import (
    REPLICATIONS,
    compare,
    headline_figures,
    load_two_counties,
    read_equivalence,
)
from sim.experiment.regression import State, check, load_small, reference_folder

ROOT = Path(__file__).parents[2]
BASELINE = ROOT / "scenarios" / "baseline.yaml"
OTHER_SEED = 7
OTHER_CHANCES = 5_000


@pytest.fixture(scope="module")
def reference():
    table = read_equivalence(reference_folder(ROOT))
    if table is None:
        pytest.skip("ruralbeds regress --equivalence --update has not been run")
    return table[table["scenario"] == "baseline"]


@pytest.fixture(scope="module")
def by_other_chances():
    """Headline figures of replications that the reference has not seen."""

    def with_other_chances(scenario, draw, replication):
        return simulate(scenario, draw, replication + OTHER_CHANCES)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.experiment.work.simulate", with_other_chances)
        return headline_figures(load_two_counties(BASELINE), REPLICATIONS)


def test_other_chances_move_the_exact_tier():
    """Another seed would draw another registry too, which means something."""
    small = load_small(BASELINE).with_run(seed=OTHER_SEED)

    assert check(small, reference_folder(ROOT)).state is State.MOVED


@pytest.mark.slow
def test_other_chances_do_not_move_the_tier_of_margins(reference, by_other_chances):
    told = compare(reference, by_other_chances)

    assert [one for one in told if not one.passes] == []
    assert min(one.power for one in told) > 0.8


@pytest.mark.slow
def test_a_planted_percentage_point_of_occupancy_fails(reference, by_other_chances):
    figures = by_other_chances.copy()
    figures.loc[figures["indicator"] == "occupancy_rate", "mean"] += 0.01

    told = compare(reference, figures)

    failed = {one.indicator for one in told if not one.passes}
    assert failed == {"occupancy_rate"}
