"""What must happen to the answer when the question changes in a known way."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sim.engine import simulate
from sim.scenario import Scenario, load_scenario

TEACHING = Path(__file__).parents[2] / "scenarios" / "teaching"
REPLICATIONS = 3


def queue(beds: int) -> list[pd.DataFrame]:
    """One home where everybody waits, with a number of beds of one kind."""
    scenario = load_scenario(TEACHING / "one_home_queue.yaml")
    homes = scenario.area.homes
    assert homes is not None
    homes = homes.assign(beds_ordinary=beds, beds_nursing=0, care_staff=99.0)
    scenario = replace(scenario, area=replace(scenario.area, homes=homes))
    return [simulate(scenario, 0, r).log for r in range(REPLICATIONS)]


def test_more_beds_never_make_anybody_wait_longer():
    """With one home and first come, first served, elder by elder."""
    few, many = queue(8), queue(9)
    for less, more in zip(few, many, strict=True):
        admitted = [
            log[log["event"] == "admitted"].set_index("elder_id")["time_days"]
            for log in (less, more)
        ]
        both = pd.concat(admitted, axis=1, keys=["few", "many"])
        # whoever got a bed among few beds got one among many, and not later
        served = both.dropna(subset="few")
        assert served["many"].notna().all()
        assert (served["many"] <= served["few"]).all()
        assert (served["many"] < served["few"]).any()


def test_without_limits_twice_the_applications_fill_twice_the_beds():
    """M/G/∞: the mean number of residents is rate times mean stay."""
    scenario = load_scenario(TEACHING / "one_home_loss.yaml")
    homes = scenario.area.homes
    assert homes is not None
    assert scenario.demand is not None
    homes = homes.assign(beds_ordinary=500, care_staff=999.0)
    scenario = replace(scenario, area=replace(scenario.area, homes=homes))
    rate = scenario.demand.applications_per_year
    means = []
    for factor in (1, 2):
        demand = replace(scenario.demand, applications_per_year=rate * factor)
        scenario = replace(scenario, demand=demand)
        values = [residents(simulate(scenario, 0, r).log, scenario) for r in range(10)]
        means.append(sum(values) / len(values))

    # 8 and 16 in equilibrium; ten replications of thirty years: se about 0.3 and 0.45
    assert means[0] == pytest.approx(8, abs=1.2)
    assert means[1] == pytest.approx(16, abs=1.8)


def residents(log: pd.DataFrame, scenario: Scenario) -> float:
    begin, end = 3652.0, scenario.timeline.horizon_days
    moves = log[log["residents_change"] != 0]
    day = moves["time_days"].to_numpy().clip(min=begin)
    area = (moves["residents_change"].to_numpy() * (end - day)).sum()
    return float(area / (end - begin))


@pytest.mark.parametrize("weight", ["0", "0.3"])
def test_levers_left_as_they_are_change_no_bit_of_the_log(weight):
    """A lever dated at its own value ends stretches of time, and nothing else."""
    path = TEACHING / "small_county.yaml"
    plain = load_scenario(path, overrides={"demand.supply_weight": weight})
    dated = load_scenario(
        path,
        overrides={
            "demand.supply_weight": weight,
            "demand.level@2024-07-01": "1",
            "village.points_per_100_villages@2026-03-01": str(
                plain.value("village.points_per_100_villages")
            ),
        },
    )

    assert simulate(plain, 0, 0).log.equals(simulate(dated, 0, 0).log)


def test_a_lever_pulled_later_changes_nothing_before_and_delays_nobody_after():
    path = TEACHING / "small_county.yaml"
    first = []
    for level in ("1", "1.4"):
        scenario = load_scenario(path, overrides={"demand.level@2023-07-01": level})
        log = simulate(scenario, 0, 0).log
        applied = log[log["event"] == "applied"]
        first.append(applied.groupby("elder_id")["time_days"].min())
    both = pd.concat(first, axis=1, keys=["plain", "more"])
    pulled = scenario.timeline.day(date(2023, 7, 1))
    early = both[both.min(axis=1) < pulled]
    # residents at the start come home when beds allow, so theirs may come later
    start = set(log.loc[log["cause"] == "start", "elder_id"])
    late = both.drop(early.index).dropna(subset="plain")
    late = late[~late.index.isin(start)]

    assert (early["plain"] == early["more"]).all()
    assert len(late) > 50
    assert (late["more"] <= late["plain"]).all()
    assert both["more"].notna().sum() > both["plain"].notna().sum()
