"""The null under joint draws, on a made-up place in which nobody ages."""

import pandas as pd
import pytest
from drawn_places import write_place

import sim
from calibration import no_drift

FROZEN = "set:\n  population.frozen: {value: yes, source: assumption, note: test}\n"


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    folder = tmp_path_factory.mktemp("frozen")
    return sim.load_scenario(write_place(folder, more=FROZEN))


def drift(scenario, jobs=1):
    return no_drift.drift_of_draws(scenario, 3, 1, jobs=jobs, least_beds=0)


def test_drift_is_told_by_class_of_home(scenario):
    table = drift(scenario)

    assert list(table.columns) == [
        *("area", "tier", "size_class", "draws", "replications"),
        *("start", "end", "mean", "worst", "share_beyond"),
    ]
    whole = table.iloc[0]
    assert (whole["tier"], whole["size_class"], whole["draws"]) == ("all", "all", 3)
    assert abs(whole["worst"]) >= abs(whole["mean"])
    assert whole["end"] - whole["start"] == pytest.approx(whole["mean"], abs=2e-4)
    assert round(whole["share_beyond"] * 3, 3) in {0.0, 1.0, 2.0, 3.0}


def test_workers_change_nothing(scenario):
    pd.testing.assert_frame_equal(drift(scenario), drift(scenario, jobs=2))


def test_more_draws_than_the_pack_has_are_refused(scenario):
    with pytest.raises(sim.ScenarioError, match="--draws 4"):
        no_drift.drift_of_draws(scenario, 4, 1)


def test_worst_is_the_largest_either_way_and_counts_are_shares():
    keys = [(draw, 0, "all", "all") for draw in (1, 2, 3, 4)]
    runs = pd.DataFrame(
        {"beds": 1000, "start": [400, 400, 400, 400], "end": [405, 370, 420, 400]},
        index=pd.MultiIndex.from_tuples(
            keys, names=["draw", "replication", "tier", "size_class"]
        ),
    )

    row = no_drift._over_draws(runs, 0).iloc[0]

    assert row["mean"] == pytest.approx(-0.0013, abs=1e-4)
    assert row["worst"] == pytest.approx(-0.03)
    assert row["share_beyond"] == pytest.approx(0.5)
