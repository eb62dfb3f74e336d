"""What can never happen under any rule, on rules made at random."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import simulate
from sim.engine.course import Course
from sim.scenario import Scenario, load_scenario
from sim.scenario.rule import Comparison, HomeScope, Limits, Rule, RuleAction

PLACE = Path(__file__).parents[3] / "scenarios/teaching/small_county.yaml"
MEASURES = {
    "home.occupancy.now": (0.0, 1.2),
    "home.occupancy.mean12m": (0.0, 1.2),
    "home.occupancy.rank": (0.0, 8.0),
    "home.beds": (0.0, 60.0),
    "county.occupancy.mean12m": (0.0, 1.2),
    "county.beds_over_demand": (0.0, 4.0),
}
PROTECTIONS = ["last_public_home_of_county", "no_absorption", "guarantee_at_risk"]
travel = st.sampled_from([20.0, 60.0, 600.0])
notice = st.sampled_from([0.0, 30.0, 90.0])
takes = st.sampled_from([0.0, 45.0])
unplaced = st.sampled_from(["stop", "ladder"])
ACTIONS = st.one_of(
    *(
        st.tuples(st.just(do), st.fixed_dictionaries(values))
        for do, values in {
            "close": {
                "notice": notice,
                "max_travel": travel,
                "unplaced": unplaced,
                "emergency": st.booleans(),
            },
            "merge": {
                "into": st.sampled_from(["nearest", "largest"]),
                "notice": notice,
                "max_travel": travel,
                "carry_beds": st.sampled_from([0.0, 0.5, 1.0]),
                "carry_staff": st.sampled_from([0.0, 1.0]),
            },
            "convert": {
                "to": st.sampled_from(["day_care", "mutual_aid_point"]),
                "notice": notice,
                "max_travel": travel,
                "unplaced": unplaced,
            },
            "mothball": {
                "notice": notice,
                "max_travel": travel,
                "unplaced": unplaced,
            },
            "regroup_guaranteed": {"max_travel": travel},
            "convert_beds": {
                "beds": st.none(),
                "share": st.none(),
                "nursing_share": st.sampled_from([0.3, 0.8, 1.0]),
                "takes": takes,
            },
            "upgrade": {
                "takes": takes,
                "nursing_share": st.sampled_from([None, 0.6]),
            },
            "entrust": {"takes": takes},
            "open_to_social": {"takes": takes},
            "improve": {"takes": takes, "beds_out": st.sampled_from([0.0, 0.5])},
        }.items()
    )
)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    measure = draw(st.sampled_from(sorted(MEASURES)))
    low, high = MEASURES[measure]
    months = draw(st.sampled_from([6, 12]))
    days = [date(2027 + n // 12, 1 + n % 12, 1) for n in range(0, 48, months)]
    do, values = draw(ACTIONS)
    when = Comparison(measure, draw(st.sampled_from("<>")), draw(st.floats(low, high)))
    return Rule(
        id=f"r{draw(st.integers(0, 10**6))}",
        label={"zh": "随机", "en": "random"},
        source="assumption",
        assumes=(),
        note="",
        scope=HomeScope(tier=draw(st.sampled_from([None, "township"]))),
        reviews=tuple(days),
        when=when,
        then=(RuleAction(do, values),),
        protect=tuple(draw(st.sets(st.sampled_from(PROTECTIONS)))),
        limits=Limits(per_county_and_review=draw(st.sampled_from([None, 1]))),
    )


def reopening(rule: Rule) -> Rule:
    """Return a rule that reopens what the other has shut for a time."""
    return replace(
        rule,
        id=f"{rule.id}-again",
        scope=HomeScope(state="mothballed"),
        when=Comparison("home.beds", ">=", 0.0),
        then=(RuleAction("reopen", {"takes": 10.0}),),
        limits=Limits(),
    )


@cache
def place() -> Scenario:
    return load_scenario(PLACE)


@cache
def crowded() -> Scenario:
    """Return the place with many more guaranteed elders who want a bed."""
    willing = {
        f"guaranteed.willing_rate.{ability}": "0.2"
        for ability in ("able", "mild", "moderate", "severe")
    }
    return load_scenario(PLACE, {**willing, "guarantee.purchase_private": "no"})


def log_of(scenario: Scenario) -> pd.DataFrame:
    log = simulate(scenario, draw=0, replication=0).log
    words = log.select_dtypes("category").columns
    return log.astype(dict.fromkeys(words, str))


@cache
def untouched() -> pd.DataFrame:
    return log_of(place())


@settings(max_examples=20, deadline=None)
@given(st.lists(rules(), min_size=1, max_size=3, unique_by=lambda rule: rule.id))
def test_nobody_is_lost_and_nobody_lives_in_a_home_that_has_ended(made):
    log = log_of(replace(place(), rules=(*made, reopening(made[0]))))

    held = log[log["facility_id"].notna()]
    stock = held.groupby("facility_id")[["residents_change", "beds_change"]].cumsum()
    assert (stock >= 0).all().all()
    ended = held["event"].isin(["closed", "converted", "mothballed"])
    last = held.groupby(["facility_id", "time_days"]).tail(1).index
    at_end = held.groupby("facility_id")["residents_change"].cumsum()
    by_home = held.assign(residents=at_end, ended=ended)
    for _, own in by_home.groupby("facility_id"):
        shut = False
        telling = own["ended"] | (own["event"] == "reopened") | own.index.isin(last)
        for row in own[telling].itertuples():
            shut = (shut or row.ended) and row.event != "reopened"
            assert not (shut and row.residents)
    people = log[log["elder_id"].notna()]
    lives = people.groupby("elder_id")["residents_change"].cumsum()
    assert lives.between(-1, 1).all()
    assert people.groupby("elder_id")["residents_change"].sum().isin([0, 1]).all()
    # the fixed load of residents under 60 goes along, or is sent home by name
    young = held[held["elder_id"].isna() & (held["residents_change"] != 0)]
    if not (young["cause"] == "sent_home").any():
        start = young.loc[young["event"] == "admitted", "residents_change"].sum()
        assert young["residents_change"].sum() == start


def breached(log: pd.DataFrame) -> set[int]:
    """Return guaranteed elders who waited beyond 30 days for a place."""
    willing = log[log["event"] == "willing"].groupby("elder_id")["time_days"].first()
    ends = log[log["event"].isin(["admitted", "died_waiting"])]
    ends = ends.groupby("elder_id")["time_days"].first()
    waited = ends.reindex(willing.index).fillna(log["time_days"].max()) - willing
    return set(waited.index[waited > 30])


@settings(max_examples=15, deadline=None)
@given(st.lists(rules(), min_size=1, max_size=3, unique_by=lambda rule: rule.id))
def test_no_planned_rule_causes_a_breach_of_the_guarantee(made):
    planned = [rule for rule in made if not dict(rule.then[0].values).get("emergency")]
    log = log_of(replace(crowded(), rules=tuple(planned)))

    assert breached(log) <= breached(log_of(crowded()))


@settings(max_examples=10, deadline=None)
@given(rules(), st.floats(-0.5, 0.0))
def test_a_rule_that_never_acts_leaves_the_log_byte_for_byte(rule, limit):
    never = replace(rule, when=Comparison("home.occupancy.mean12m", "<", limit))
    pd.testing.assert_frame_equal(log_of(replace(place(), rules=(never,))), untouched())


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1, 3600 * 65536), min_size=1, max_size=12))
def test_time_may_be_cut_anywhere_without_a_trace(moments):
    """Only a change of the supply changes what happens, not that it was looked at."""
    original = Course.drive

    def drive(course: Course):
        for moment in moments:
            course._world.env.process(_cut(course, moment / 65536))
        yield from original(course)

    Course.drive = drive
    try:
        pd.testing.assert_frame_equal(log_of(place()), untouched())
    finally:
        Course.drive = original


def _cut(course: Course, day: float):
    yield course._world.env.timeout(day)
    course.cut()
