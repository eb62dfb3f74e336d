"""What can never happen, on random lives in whole days, so that ties abound."""

from math import inf

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import (
    GUARANTEED,
    HARDSHIP,
    HORIZON,
    SELF_PAYING,
    Home,
    Life,
    SmallWorld,
    run_world,
)

DAYS = 60
homes = st.lists(
    st.builds(
        Home,
        ordinary=st.integers(0, 3),
        nursing=st.integers(0, 3),
        care_staff=st.sampled_from([0.3, 0.5, 99.0]),
        public=st.booleans(),
        accepts_social=st.booleans(),
        attraction=st.sampled_from([0.0, 5.0]),
    ),
    min_size=1,
    max_size=4,
)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    applies_on = draw(st.integers(0, DAYS))
    changes = sorted(draw(st.sets(st.integers(0, 2 * DAYS), max_size=3)))
    levels = draw(st.lists(st.integers(0, 3), min_size=4, max_size=4))
    ability = [(0.0, levels[0])]
    for day, level in zip(changes, levels[1:], strict=False):
        if level != ability[-1][1] and day > 0:
            ability.append((float(day), level))
    return Life(
        applies_on=float(applies_on),
        dies_on=draw(
            st.one_of(st.integers(applies_on + 1, 2 * DAYS).map(float), st.just(inf))
        ),
        ability=tuple(ability),
        elder_class=draw(st.sampled_from([GUARANTEED, HARDSHIP, SELF_PAYING])),
        flagged=draw(st.booleans()),
    )


options = st.fixed_dictionaries(
    {
        "patience_days": st.sampled_from([1.0, 20.0, 1e6]),
        "wait_tolerance": st.sampled_from([0.5, 1e6]),
        "waiting_lists": st.integers(0, 3),
        "surge_share": st.sampled_from([0.0, 0.5]),
        "purchase_private": st.booleans(),
    }
)


def run(places: list[Home], people: list[Life], how: dict) -> SmallWorld:
    people = sorted(people, key=lambda life: life.applies_on)
    return run_world(places, people, days=HORIZON, **how)


@settings(max_examples=300, deadline=None)
@given(homes, st.lists(lives(), min_size=1, max_size=12), options)
def test_no_bed_is_taken_twice_and_nobody_is_lost(places, people, how):
    log = run(places, people, how).log

    held = (
        log[log["facility_id"].notna()]
        .groupby(["facility_id", "bed_kind"], observed=True)[
            ["residents_change", "beds_change"]
        ]
        .cumsum()
    )
    assert (held["residents_change"] >= 0).all()
    # within one moment a bed may change hands; a row later it must be in order
    assert (held["residents_change"] <= held["beds_change"]).all()

    by_elder = log[log["elder_id"].notna()].groupby("elder_id")
    assert by_elder["residents_change"].sum().isin([0, 1]).all()
    assert by_elder["residents_change"].cumsum().between(0, 1).all()
    ends = ["withdrew", "died_waiting", "declined", "admitted"]
    for _, own in by_elder:
        story = own["event"].tolist()
        assert story.count("applied") == 1
        assert sum(story.count(end) for end in ends) <= 1
        left = story.count("died_in_care") + story.count("discharged")
        assert left <= story.count("admitted")


@settings(max_examples=150, deadline=None)
@given(homes, st.lists(lives(), min_size=1, max_size=12), options)
def test_ledger_and_log_are_equal(places, people, how):
    result = run(places, people, how)
    ledger = result.world.board.ledger.snapshots[HORIZON]

    expected = np.zeros((len(places), 2))
    for row in result.log[result.log["facility_id"].notna()].itertuples():
        home = int(row.facility_id[1:])
        left = HORIZON - row.time_days
        expected[home, 0] += row.residents_change * left
        if row.bed_kind != "surge":
            expected[home, 1] += row.beds_change * left
    np.testing.assert_allclose(ledger, expected)


@settings(max_examples=150, deadline=None)
@given(homes, st.lists(lives(), min_size=1, max_size=12), options)
def test_every_willing_elder_with_a_rung_left_is_placed(places, people, how):
    """With extra beds for half of a home's beds, some public home has room for few."""
    result = run(places, people, {**how, "surge_share": 0.5})
    log = result.log
    room = sum(
        -(-(place.ordinary + place.nursing) // 2) for place in places if place.public
    )
    willing = log.loc[log["event"] == "willing", ["elder_id", "time_days"]]
    placed = log[log["event"] == "admitted"].set_index("elder_id")["time_days"]
    died = log[log["event"] == "died_waiting"].set_index("elder_id")["time_days"]
    breached = [
        elder
        for elder, day in willing.itertuples(index=False)
        if min(placed.get(elder, inf), died.get(elder, inf)) > day + 30
    ]

    if len(willing) <= room:
        assert breached == []


@settings(max_examples=150, deadline=None)
@given(homes, st.lists(lives(), min_size=1, max_size=12), options)
def test_nobody_waits_while_a_bed_and_staff_are_there(places, people, how):
    """At the end no first in line could be served: beds or staff are short."""
    board = run(places, people, how).world.board
    for home in range(len(places)):
        free = board.free[home]
        head = board.lists.head(home, free)
        if head is not None:
            ticket, kind = head
            assert not board._serve(ticket, home, kind)


@settings(max_examples=80, deadline=None)
@given(homes, st.lists(lives(), min_size=1, max_size=10), options)
def test_same_input_gives_the_same_log(places, people, how):
    pd.testing.assert_frame_equal(
        run(places, people, how).log, run(places, people, how).log
    )
