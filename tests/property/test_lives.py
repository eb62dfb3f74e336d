"""What can never happen to an elder, on made-up lives with whole days."""

from __future__ import annotations

import numpy as np
import pandas as pd
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from sim.population.applying import crossing_day, integrate
from sim.population.arrays import AGES
from sim.population.care import STAYS, care_end
from sim.population.cohorts import CohortTable, calendar_table
from sim.population.hazards import build_hazards
from sim.population.people import People
from sim.population.prevalence import prevalence_by_age
from sim.population.rates import rates_from
from sim.scenario import catalogue
from sim.timeline import Timeline

PLACES = [(r, s) for r in ("rural", "urban") for s in ("female", "male")]
HORIZON = 1460.0
CHANGE_DAYS = [10.0, 365.0, 700.0, 1100.0]


def table() -> CohortTable:
    mortality = pd.DataFrame(
        [(*p, 2020, a, 0.006 * 1.1 ** (a - 60)) for p in PLACES for a in (45, 60, 75)],
        columns=["residence", "sex", "period_start", "age_start", "rate"],
    )
    prevalence = pd.DataFrame(
        [(*p, age, 0.05, 0.04, 0.02) for p in PLACES for age in (45, 105)],
        columns=["residence", "sex", "age", "mild", "moderate", "severe"],
    )
    hazards = build_hazards(
        mortality,
        prevalence_by_age(prevalence),
        multiplier=1.0,
        ratio=np.array([1.0, 1.44, 2.4, 4.45]),
        recovery=np.array([0.2, 0.12, 0.06]),
    )
    start, end = pd.Timestamp("2021-01-01").date(), pd.Timestamp("2024-12-31").date()
    return calendar_table(hazards, Timeline(start, end))


TABLE = table()
RATES = rates_from({k: v.default for k, v in catalogue().items()}.__getitem__)
DAY = st.integers(0, int(HORIZON)).map(float)


@st.composite
def elders(draw: st.DrawFn) -> People:
    """One to five elders whose days coincide often."""
    n = draw(st.integers(1, 5))
    changes = [
        sorted(
            draw(st.lists(st.sampled_from([10.0, 365.0, 700.0, 1100.0]), max_size=4))
        )
        for _ in range(n)
    ]
    days = [[0.0, *those] for those in changes]
    total = sum(map(len, days))
    level = st.integers(0, 3)

    def each(values: st.SearchStrategy[float]) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=n, max_size=n)))

    never = st.just(np.inf)
    before = each(st.integers(1, 2)).astype(np.int8)
    return People(
        county_index=0,
        elder_id=np.arange(n),
        township=each(st.integers(0, 1)).astype(np.int32),
        residence=np.zeros(n, dtype=np.int8),
        sex=np.zeros(n, dtype=np.int8),
        birth_day=np.full(n, -30_000.0),
        elder_class=before,
        class_before=before,
        guaranteed_from=each(DAY | never | st.just(-np.inf)),
        special_family=np.zeros(n, dtype=bool),
        special_contribution=np.zeros(n, dtype=bool),
        eligible_from=each(DAY),
        segment_offset=np.cumsum([0, *map(len, days)]),
        segment_day=np.concatenate(days),
        segment_ability=np.array(
            draw(st.lists(level, min_size=total, max_size=total)), dtype=np.int8
        ),
        death_day=each(DAY | never),
        threshold=np.ones(n),
        resident=np.zeros(n, dtype=bool),
        elapsed_days=np.full(n, np.nan),
        row=np.full(n, AGES // 2),
        clock=np.zeros(n),
        table=TABLE,
        rates=RATES,
        horizon=HORIZON,
    )


MULTIPLIER = np.linspace(0.0, 5.0, 24).reshape(2, 3, 4)


@given(elders(), DAY, DAY, DAY)
def test_hazards_of_two_stretches_add_up(
    people: People, first: float, second: float, third: float
) -> None:
    begin, middle, end = sorted([first, second, third])
    who = np.arange(len(people))

    parts = integrate(people, who, begin, middle, MULTIPLIER)
    parts += integrate(people, who, middle, end, MULTIPLIER)

    whole = integrate(people, who, begin, end, MULTIPLIER)
    np.testing.assert_allclose(parts, whole, rtol=1e-9, atol=1e-15)


@given(elders(), DAY, st.floats(0.001, 1.0))
def test_an_application_falls_where_its_threshold_is_used_up(
    people: People, begin: float, part: float
) -> None:
    who = np.arange(len(people))
    lifelong = integrate(people, who, begin, np.inf, MULTIPLIER)

    day = crossing_day(people, who, begin, part * lifelong * 0.999, MULTIPLIER)

    applies = np.isfinite(day)
    np.testing.assert_array_equal(applies, lifelong > 0)
    used = integrate(people, who, begin, day, MULTIPLIER)
    np.testing.assert_allclose(used[applies], (part * lifelong * 0.999)[applies])
    assert (day[applies] >= np.maximum(people.eligible_from, begin)[applies]).all()
    assert (day[applies] <= people.death_day[applies]).all()
    more = crossing_day(people, who, begin, lifelong * 1.001 + 1e-12, MULTIPLIER)
    assert np.isinf(more).all()


@given(elders(), DAY, st.data())
def test_nobody_depends_on_the_company(
    people: People, begin: float, data: st.DataObject
) -> None:
    who = np.arange(len(people))
    some = np.array(data.draw(st.permutations(who.tolist())))[:2]
    need = 0.001 * (1 + who)

    together = crossing_day(people, who, begin, need, MULTIPLIER)
    alone = crossing_day(people, some, begin, need[some], MULTIPLIER)

    assert together[some].tobytes() == alone.tobytes()


@examples(200)
@given(elders(), DAY, st.floats(1e-4, 5), st.floats(1e-4, 5), DAY)
def test_a_stay_ends_after_it_began_and_not_after_death(
    people: People, begin: float, leave: float, excess: float, elapsed: float
) -> None:
    who = np.flatnonzero(people.death_day > begin)
    if not len(who) or begin >= HORIZON:
        return

    day, cause = care_end(people, who, begin, leave, excess, elapsed)

    assert (day >= begin).all()
    ended = cause != STAYS
    assert (day[ended] <= people.death_day[who][ended]).all()
    np.testing.assert_array_equal(ended, np.isfinite(day))
    assert (people.death_day[who][~ended] >= HORIZON).all()
    longer, _ = care_end(people, who, begin, leave * 2, excess * 2, elapsed)
    assert (longer >= day).all()
