"""Why occupancy differs: numbers a reader can check, and sums that leave no rest."""

from datetime import date
from math import log

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.events import Cause, Event
from sim.indicators.occupancy_parts import parts_of_occupancy
from sim.indicators.reading import read_log
from sim.indicators.scope import make_scope
from sim.indicators.waterfall import (
    STEPS,
    occupancy_of,
    steps_between,
    waterfall_table,
)
from sim.timeline import Timeline

YEAR = 365
PARTS = (
    "applications",
    "admissions",
    "resident_days_earlier",
    "resident_days_later",
    "bed_days_standing",
    "bed_days_closed",
    "bed_days_converted",
    "bed_days_added",
)
BEFORE = dict(zip(PARTS, (100, 50, 4000, 1000, 10000, 0, 0, 0), strict=True))


def account_of(register, planned_from=YEAR):
    """Return the parts of public homes in 2022."""
    period = Timeline(date(2021, 1, 1), date(2022, 12, 31))
    scope = make_scope(register.area, register.homes, period, [0, 1])
    parts = parts_of_occupancy(
        read_log(register.frame(), scope), scope, float(planned_from)
    )
    public = parts[(parts["ownership"] == "public") & (parts["year"] == 2022)]
    return public.set_index("part")["value"].to_dict()


def test_a_stay_begun_before_planning_is_earlier_wherever_it_goes(register):
    old, new = register.home("A"), register.home("B")
    register.opened(old, ordinary=4)
    register.opened(new, ordinary=6)
    register.admit(10, 1, old)
    register.write(YEAR + 5, Event.APPLIED, elder=2)
    register.admit(YEAR + 5, 2, new)
    register.move(YEAR + 65, 1, old, new)
    register.end(YEAR + 65, old, ordinary=4)

    account = account_of(register)

    assert account["resident_days_earlier"] == YEAR
    assert account["resident_days_later"] == YEAR - 5
    assert account["applications"] == 1
    assert account["admissions"] == 1
    assert account["bed_days_standing"] == 10 * YEAR
    assert account["bed_days_closed"] == -4 * (YEAR - 65)


def test_whoever_comes_back_after_planning_began_counts_as_later(register):
    home = register.home("A")
    register.opened(home, ordinary=4)
    register.admit(10, 1, home)
    register.leave(20, 1, home, event=Event.DISCHARGED, cause=Cause.VOLUNTARY)
    register.admit(YEAR + 100, 1, home)

    account = account_of(register)

    assert account["resident_days_earlier"] == 0
    assert account["resident_days_later"] == YEAR - 100


def test_fewer_beds_alone_are_all_the_work_of_closures():
    steps = steps_between(BEFORE, BEFORE | {"bed_days_closed": -2000})

    assert steps["closures"] == pytest.approx(5000 / 8000 - 0.5)
    assert all(steps[step] == 0 for step in STEPS if step != "closures")


def test_more_applications_alone_are_all_the_work_of_demand():
    twice = {"applications": 200, "admissions": 100, "resident_days_later": 2000}

    steps = steps_between(BEFORE, BEFORE | twice)

    assert steps["demand"] == pytest.approx(0.1)
    assert steps["allocation"] == steps["stay"] == 0


def test_two_causes_share_by_their_logarithms():
    """Half as many more applications, and 1.2 times as long stays."""
    after = BEFORE | {
        "applications": 150,
        "admissions": 75,
        "resident_days_later": 1800,
    }

    steps = steps_between(BEFORE, after)

    whole = 0.08
    assert steps["demand"] == pytest.approx(whole * log(1.5) / log(1.8))
    assert steps["stay"] == pytest.approx(whole * log(1.2) / log(1.8))


_DAYS = st.floats(1, 1e7)
_ACCOUNT = st.builds(
    lambda applied, share, earlier, later, standing, *changes: dict(
        zip(
            PARTS,
            (applied, applied * share, earlier, later, standing, *changes),
            strict=True,
        )
    ),
    st.integers(0, 1000),
    st.floats(0.01, 1),
    _DAYS,
    st.one_of(st.just(0.0), _DAYS),
    st.floats(1e3, 1e7),
    st.floats(-300, 0),
    st.floats(-300, 0),
    st.floats(-300, 1e6),
)


@given(_ACCOUNT, _ACCOUNT)
def test_the_steps_add_up_whatever_differs(before, after):
    steps = steps_between(before, after)

    change = occupancy_of(after) - occupancy_of(before)
    scale = max(occupancy_of(after), occupancy_of(before))
    assert sum(steps.values()) == pytest.approx(change, abs=1e-9 * scale)


def test_the_table_pairs_repetitions_and_leaves_the_reference_out():
    def rows(scenario, replication, account):
        return [
            (scenario, 0, replication, 2030, "all", part, float(value))
            for part, value in account.items()
        ]

    columns = ["scenario", "draw", "replication", "year", "ownership", "part", "value"]
    other = BEFORE | {"resident_days_earlier": 5000}
    accounts = pd.DataFrame(
        [
            *(rows("plan", 0, other) + rows("plan", 1, BEFORE)),
            *(rows("none", 0, BEFORE) + rows("none", 1, BEFORE)),
        ],
        columns=columns,
    )

    table = waterfall_table(accounts, "none").set_index("replication")

    assert set(table["scenario"]) == {"plan"}
    assert table.loc[0, "stay"] == pytest.approx(0.1)
    assert table.loc[1, list(STEPS)].eq(0).all()
