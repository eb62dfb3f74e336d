"""Where past stays were spent, on homes and stays written by hand."""

from math import inf

import numpy as np
from worlds import (
    ABLE,
    GUARANTEED,
    MODERATE,
    NURSING,
    ORDINARY,
    SELF_PAYING,
    SEVERE,
    Home,
    Life,
    run_world,
)

from sim.engine.replay import Replay
from sim.population.stays import PastStays

Stay = tuple[list[tuple[float, int]], float]
"""Day and ability of each segment, the first being the admission; day of departure."""


def lying(
    homes: list[Home],
    stays: list[Stay],
    elder_class: int = SELF_PAYING,
    under_60: int = 0,
    **parameters: object,
) -> dict[int, tuple[int, int]]:
    """Return home and bed kind of each stay that is spent in a bed on day 0."""
    world = run_world(homes, [Life(2.0)], days=1.0, **parameters).world
    n = len(stays)
    young = np.zeros(len(homes), dtype=np.int64)
    young[0] = under_60
    past = PastStays(
        elder_id=np.arange(n),
        township=np.zeros(n, dtype=np.int64),
        elder_class=np.full(n, elder_class, dtype=np.int8),
        gone=np.array([gone for _, gone in stays]),
        segment_offset=np.cumsum([0, *(len(life) for life, _ in stays)]),
        segment_day=np.array([day for life, _ in stays for day, _ in life]),
        segment_ability=np.array(
            [ability for life, _ in stays for _, ability in life], dtype=np.int8
        ),
    )
    replay = Replay(world, past, young)
    replay.run()
    return replay.place_of


BEST, SECOND = Home(1, attraction=50.0), Home(1)


def test_a_resident_stays_where_there_was_a_bed_on_admission() -> None:
    left, stayed = ([(-100.0, ABLE)], -20.0), ([(-50.0, ABLE)], inf)

    assert lying([BEST, SECOND], [left, stayed]) == {1: (1, ORDINARY)}
    assert lying([BEST, SECOND], [stayed]) == {0: (0, ORDINARY)}


def test_who_would_not_take_the_second_best_waits_for_the_best() -> None:
    stays = [([(-100.0, ABLE)], -20.0), ([(-50.0, ABLE)], inf)]

    assert lying([BEST, SECOND], stays, wait_tolerance=1.0) == {1: (0, ORDINARY)}


def test_who_loses_patience_has_no_bed() -> None:
    stays = [([(-900.0, ABLE)], -20.0), ([(-850.0, ABLE)], inf)]

    assert lying([BEST], stays, patience_days=1.0) == {}


def test_waiting_lists_are_served_in_order_of_arrival() -> None:
    stays = [
        ([(-100.0, ABLE)], -20.0),
        ([(-50.0, ABLE)], inf),
        ([(-40.0, ABLE)], inf),
    ]

    assert lying([BEST], stays) == {1: (0, ORDINARY)}


def test_a_dead_applicant_gets_no_bed() -> None:
    stays = [
        ([(-100.0, ABLE)], -20.0),
        ([(-50.0, ABLE)], -30.0),
        ([(-40.0, ABLE)], inf),
    ]

    assert lying([BEST], stays) == {2: (0, ORDINARY)}


def test_who_worsens_moves_to_a_nursing_bed_and_frees_its_own() -> None:
    homes = [BEST, Home(0, 1)]
    stays = [([(-100.0, ABLE), (-60.0, MODERATE)], inf), ([(-50.0, ABLE)], inf)]

    assert lying(homes, stays) == {0: (1, NURSING), 1: (0, ORDINARY)}


def test_who_finds_no_nursing_bed_waits_where_it_lies() -> None:
    homes = [BEST, Home(0, 1)]
    worsens = ([(-90.0, ABLE), (-60.0, SEVERE)], inf)

    assert lying(homes, [([(-100.0, SEVERE)], inf), worsens])[1] == (0, ORDINARY)
    assert lying(homes, [([(-100.0, SEVERE)], -9.0), worsens])[1] == (1, NURSING)


def test_a_guaranteed_elder_takes_an_ordinary_bed_after_thirty_days() -> None:
    def came(day: float) -> list[Stay]:
        return [([(-100.0, SEVERE)], inf), ([(day, SEVERE)], inf)]

    homes = [Home(1, 1)]
    later = ([(-1.0, ABLE)], inf)

    assert lying(homes, [*came(-40.0), later], GUARANTEED)[1] == (0, ORDINARY)
    assert 1 not in lying(homes, [*came(-20.0), later], GUARANTEED)


def test_staff_and_residents_under_60_limit_as_they_do_later() -> None:
    two = [([(-100.0, ABLE)], inf), ([(-90.0, ABLE)], inf)]

    assert len(lying([Home(2)], two)) == 2
    assert len(lying([Home(2, care_staff=0.15)], two)) == 1
    assert len(lying([Home(2)], two, under_60=1)) == 1
    assert len(lying([Home(3, care_staff=0.25)], two, under_60=1)) == 1
