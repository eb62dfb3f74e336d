"""A rule by occupancy at the ends of its scale."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from sim.engine import simulate
from sim.scenario import load_scenario
from sim.scenario.rule import Comparison, HomeScope, Rule, RuleAction

PLACE = Path(__file__).parents[3] / "scenarios/teaching/small_county.yaml"
CLOSE = {"notice": 60.0, "max_travel": 600.0, "unplaced": "ladder", "emergency": False}


def closing_below(limit: float, protect: tuple[str, ...] = ()) -> Rule:
    return Rule(
        id="close",
        label={},
        source="assumption",
        assumes=(),
        note="",
        scope=HomeScope(tier="township", ownership="public"),
        reviews=tuple(date(year, 1, 1) for year in range(2027, 2031)),
        when=Comparison("home.occupancy.mean12m", "<", limit),
        then=(RuleAction("close", CLOSE),),
        protect=protect,
    )


def ended(limit: float, protect: tuple[str, ...] = ()) -> set[str]:
    """Return the homes that a threshold closes where the other homes have room."""
    scenario = load_scenario(PLACE, {"guarantee.surge_share": "1"})
    scenario = replace(scenario, rules=(closing_below(limit, protect),))
    log = simulate(scenario, 0, 0).log
    return set(log.loc[log["event"] == "closed", "facility_id"].astype(str))


def test_nothing_closes_below_nought_and_everything_below_more_than_full():
    township_homes = {"990101-T01", "990101-T02", "990102-T01", "990102-T02"}

    assert ended(0.0) == set()
    assert ended(2.0) == township_homes


def test_what_is_protected_stays_whatever_the_threshold():
    assert "990101-T01" not in ended(2.0, protect=("regional_center",))
    # two other homes stand in its township
    assert ended(2.0, protect=("last_home_of_township",)) == {"990101-T01"}
