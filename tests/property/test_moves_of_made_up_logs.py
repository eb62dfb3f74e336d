"""Residents who are moved at random: the ledger has exactly those of the log."""

from collections import Counter

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.events import CAUSE_CODE, EVENT_CODE, Cause, Event, EventLog
from sim.indicators import moves_table
from sim.indicators.forced_moves import FORCED

HOMES = [f"H{number}" for number in range(4)]
KINDS = (Event.TRANSFERRED, *FORCED)
NO_DECISIONS = pd.DataFrame(
    columns=["draw", "replication", "time_days", "rule", "facility_id", "outcome"]
)

# Whole days, so that several moves share a moment.
moves = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(KINDS),
        st.booleans(),
    ),
    max_size=25,
)


def written(asked):
    """Return a log in which elders move as asked, and what was written of it."""
    log = EventLog()
    home = [elder % 4 for elder in range(4)]
    young = [3, 0, 0, 0]
    told: list[tuple[float, int, int, int, str]] = []

    def row(day, event, elder, at, residents, cause, former=-1):
        log.record(
            day, EVENT_CODE[event], elder=elder, home=at, from_home=former,
            bed_kind=0, residents=residents, ability=0, cause=CAUSE_CODE[cause],
            minutes=10.0 * (at + 1), county=0, township=0,
        )  # fmt: skip

    for elder in range(4):
        row(0.0, Event.ADMITTED, elder, home[elder], 1, Cause.START)
    row(0.0, Event.ADMITTED, -1, 0, 3, Cause.UNDER_60)
    for day, elder, to, event, is_young in sorted(asked, key=lambda one: one[0]):
        former = elder if is_young else home[elder]
        if former == to or (is_young and not young[former]):
            continue
        who, persons = (-1, young[former]) if is_young else (elder, 1)
        row(float(day), event, who, former, -persons, Cause.RULE_CLOSE)
        row(float(day), event, who, to, persons, Cause.RULE_CLOSE, former)
        if event in FORCED:
            told.append((float(day), who, former, to, persons))
        if is_young:
            young[to] += young[former]
            young[former] = 0
        else:
            home[elder] = to
    frame = log.to_frame(HOMES, ["C"], ["T"], draw=0, replication=0)
    return frame, told


@settings(max_examples=40, deadline=None)
@given(moves)
def test_the_moved_of_the_ledger_are_those_of_the_log(asked):
    log, told = written(asked)
    homes = pd.DataFrame({"home_id": HOMES, "county_code": "C"})
    elders = pd.DataFrame(
        {
            "draw": 0,
            "replication": 0,
            "elder_id": range(4),
            "class": "self_paying",
            "guaranteed_from": np.inf,
        }
    )
    ledger = moves_table(log, homes, elders, NO_DECISIONS)

    found = [
        (day, -1 if pd.isna(elder) else int(elder), HOMES.index(left),
         HOMES.index(new), persons)
        for day, elder, left, new, persons in ledger[
            ["time_days", "elder_id", "from_home", "to_home", "persons"]
        ].itertuples(index=False)
    ]  # fmt: skip
    assert found == told
    times = Counter(elder for _, elder, *_ in told if elder >= 0)
    most = ledger[ledger["number"] > 0].groupby("elder_id")["number"].max()
    assert {int(elder): int(number) for elder, number in most.items()} == times
    # The way before is the way after of the last arrival, whatever brought it.
    followed = ledger[ledger["elder_id"].notna()]
    expected = [10.0 * (HOMES.index(home) + 1) for home in followed["from_home"]]
    assert followed["minutes_before"].tolist() == expected
