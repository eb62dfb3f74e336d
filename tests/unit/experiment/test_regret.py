"""Regret of homes whose every resident is known, worked out with a pencil."""

from dataclasses import replace
from datetime import date

import case_worlds
import pandas as pd
import pytest
from case_files import read_cases

from sim.engine import simulate
from sim.experiment.regret import expected, judged
from sim.experiment.regret_runs import regret_tables, variants_of, weights_of
from sim.experiment.regret_windows import (
    PLANNERS,
    can_close,
    months_after,
    threshold,
    windows_of,
)
from sim.experiment.units import Unit
from sim.timeline import Timeline

# Reviewed on 2027-01-01; the window after it has 1096 days. A stays 30 % full. B was
# at 47.5 % in 2026 and is at 75 % from December on: closing it is wrong. C is full
# enough. D is below half as well, but the rule may close two homes only.
CASE = """\
homes:
  A: {beds: 20, residents: 6}
  B: {beds: 20, residents: 9, come: {2026-12-01: 6}}
  C: {beds: 60, residents: 45, leave: {2028-07-01: 20}}
  D: {beds: 100, residents: 49}
cases:
  two of four:
    rule:
      when: {all: [home.occupancy.mean12m < 50%]}
      then: [{do: close, notice: 0 days}]
      limits: {per_review: 2}
"""
UNIT = Unit(0, 0)


def nobody_asks(outcome):
    """Access of townships, which no verdict rests on."""
    return pd.DataFrame()


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """Scenario, its variants and what one unit tells of regret."""
    folder = tmp_path_factory.mktemp("regret")
    (folder / "cases.yaml").write_text(CASE, encoding="utf-8")
    (case,) = read_cases(folder / "cases.yaml")
    kept = []

    def run(scenario, draw, replication):
        variants = variants_of(scenario)
        own = simulate(variants.central.scenario, draw, replication, days=variants.days)
        kept.append(
            (scenario, variants, regret_tables(variants, UNIT, own, nobody_asks))
        )
        return own

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(case_worlds, "simulate", run)
        case_worlds.run_case(case, folder, patch)
    return kept[0]


@pytest.fixture(scope="module")
def verdicts(known):
    scenario, _, tables = known
    homes = tables.homes.assign(draw=0, replication=0)
    table = judged(homes, expected(tables.twin), scenario)
    own = table[table["level"] == "central"]
    return own.assign(home=own["home_id"].str[-1]).set_index("home")


def test_a_closure_is_wrong_if_the_home_would_have_filled(verdicts):
    assert verdicts.loc[["A", "B"], "kind"].tolist() == ["close", "close"]
    assert verdicts.loc[["A", "B"], "verdict"].tolist() == ["right", "false"]
    occupancy = verdicts["twin_occupancy"]
    assert occupancy[["A", "B"]].tolist() == pytest.approx([0.30, 0.75])


def test_a_home_that_stays_is_missed_if_it_is_below_at_every_review(verdicts):
    assert verdicts.loc[["C", "D"], "kind"].tolist() == ["stayed", "stayed"]
    assert verdicts.loc[["C", "D"], "verdict"].tolist() == ["not_missed", "missed"]
    # 45 residents for the 547 days to July 2028, then 25 for 549.
    filled = (45 * 547 + 25 * 549) / (60 * 1096)
    assert verdicts["twin_occupancy"]["C"] == pytest.approx(filled)
    assert verdicts["twin_occupancy"]["D"] == pytest.approx(0.49)


def test_the_threshold_is_the_rules_own_and_one_continuation_has_no_error(verdicts):
    assert set(verdicts["theta"]) == {0.5}
    assert set(verdicts["theta_from"]) == {"rule"}
    assert set(verdicts["continuations"]) == {1}
    assert verdicts["twin_se"].isna().all()


def test_moves_and_closures_are_told_for_each_weight(known):
    _, _, tables = known

    assert tables.levels["level"].tolist() == ["zero", "central", "high"]
    assert tables.levels["supply_weight"].tolist() == [0.0, 0.3, 1.0]
    assert tables.levels["closures"].tolist() == [2, 2, 2]
    # The six of A, of whom five fill B; then the twenty of B.
    assert tables.levels["moved"].tolist() == [26, 26, 26]


def test_the_twin_is_followed_for_36_months_after_the_last_review(known):
    scenario, variants, _ = known
    end = scenario.timeline.day(date(2030, 1, 1))

    assert variants.windows.end == end == scenario.timeline.horizon_days


def reviewed(scenario, *days, end):
    """Return the scenario with other reviews and another end."""
    (rule,) = scenario.rules
    return replace(
        scenario,
        rules=(replace(rule, reviews=days),),
        timeline=Timeline(scenario.timeline.start, end),
    )


def test_a_window_beyond_the_last_day_of_the_pack_is_cut_short(known):
    # The pack begins in 2025: its elders last until the end of 2038.
    days = date(2036, 1, 1), date(2036, 7, 1)
    late = reviewed(known[0], *days, end=date(2037, 12, 31))

    windows = windows_of(late)

    assert late.timeline.date(windows.end) == date(2039, 1, 1)
    first, second = (late.timeline.day(day) for day in days)
    assert windows.is_whole(first)
    assert not windows.is_whole(second)


def test_closures_whose_window_is_cut_short_are_counted_apart(known):
    late = reviewed(known[0], date(2036, 7, 1), end=date(2037, 12, 31))
    day = late.timeline.day(date(2036, 7, 1))
    (rule,) = late.rules
    homes = pd.DataFrame(
        {
            "level": "central", "draw": 0, "replication": 0, "home_id": ["A", "B"],
            "county_code": "1", "kind": ["close", "stayed"], "time_days": day,
            "rule": rule.id,
        }
    )  # fmt: skip
    nothing = pd.DataFrame(
        columns=["level", "time_days", "home_id", "resident_days", "bed_days"]
    ).astype({"time_days": "float64"})

    table = judged(homes, expected(nothing), late)

    # Of a home that stayed nothing can be said either.
    assert table["home_id"].tolist() == ["A"]
    assert table["verdict"].tolist() == ["censored"]


def test_expectations_are_means_of_continuations_with_their_error():
    twin = pd.DataFrame(
        {
            "level": "central", "time_days": 10.0, "home_id": ["A", "A", "A", "B"],
            "resident_days": [30.0, 40.0, 50.0, 5.0],
            "bed_days": [100.0, 100.0, 100.0, 0.0],
        }
    )  # fmt: skip

    (row,) = expected(twin).to_dict("records")

    assert row["twin_occupancy"] == pytest.approx(0.4)
    assert row["twin_se"] == pytest.approx(0.1 / 3**0.5)
    assert row["continuations"] == 3


def test_a_rule_without_an_occupancy_takes_the_planners(known):
    scenario, _, _ = known
    (rule,) = scenario.rules

    assert threshold(replace(rule, when=None), scenario) == (PLANNERS, "assumed")


def test_a_rule_that_never_reviews_closes_nothing(known):
    scenario, _, _ = known
    (rule,) = scenario.rules

    assert can_close(scenario)
    assert not can_close(replace(scenario, rules=(replace(rule, reviews=()),)))
    assert not can_close(scenario.without_closing())


def test_a_weight_that_is_the_scenarios_own_is_run_once(known):
    scenario, _, _ = known

    assert [*weights_of(scenario)] == ["zero", "central", "high"]
    none = scenario.with_values({"demand.supply_weight": 0.0})
    assert weights_of(none) == {"central": 0.0, "high": 1.0}


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2027, 1, 1), date(2030, 1, 1)),
        (date(2028, 2, 29), date(2031, 2, 28)),
        (date(2027, 12, 31), date(2030, 12, 31)),
    ],
)
def test_months_are_those_of_the_calendar(day, after):
    assert months_after(day) == after
