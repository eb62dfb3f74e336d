from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.population.applying import crossing_day, integrate
from sim.population.people import People, ability_at, class_at

HandMade = Callable[..., People]
ONE = np.ones((5, 3, 4))
ABLE, SEVERE = 0.0003 * 0.7 / 365.25, 0.025 * 0.7 / 365.25
WILLING_ABLE = 0.006 / 365.25
FIRST = np.array([0])


def test_hazard_follows_ability(hand_made: HandMade) -> None:
    people = hand_made([[(0.0, 0), (100.0, 3)]])

    used = integrate(people, FIRST, 40.0, 250.0, ONE)

    np.testing.assert_allclose(used, 60 * ABLE + 150 * SEVERE)


def test_the_multiplier_of_township_class_and_ability_counts(
    hand_made: HandMade,
) -> None:
    people = hand_made([[(0.0, 3)]], township=np.array([4]))
    multiplier = ONE.copy()
    multiplier[4, 2, 3] = 2.5

    used = integrate(people, FIRST, 0.0, 10.0, multiplier)

    np.testing.assert_allclose(used, 10 * 2.5 * SEVERE)


def test_nobody_applies_before_60_or_after_death(hand_made: HandMade) -> None:
    people = hand_made(
        [[(0.0, 3)]], eligible_from=np.array([30.0]), death_day=np.array([50.0])
    )

    np.testing.assert_allclose(integrate(people, FIRST, 0.0, 1000.0, ONE), 20 * SEVERE)
    assert np.isinf(crossing_day(people, FIRST, 0.0, np.array([21 * SEVERE]), ONE))
    np.testing.assert_allclose(
        crossing_day(people, FIRST, 0.0, np.array([5 * SEVERE]), ONE), 35.0
    )


def test_guaranteed_elders_have_a_hazard_of_their_own_from_their_entry_on(
    hand_made: HandMade,
) -> None:
    people = hand_made([[(0.0, 0)]], guaranteed_from=np.array([60.0]))

    used = integrate(people, FIRST, 0.0, 100.0, 3 * ONE)

    np.testing.assert_allclose(used, 60 * 3 * ABLE + 40 * WILLING_ABLE)
    assert class_at(people, FIRST, 59.0) == 2
    assert class_at(people, FIRST, 60.0) == 0


def test_hardship_and_town_change_the_hazard(hand_made: HandMade) -> None:
    people = hand_made(
        [[(0.0, 0)], [(0.0, 0)]],
        class_before=np.array([1, 2], dtype=np.int8),
        residence=np.array([0, 1], dtype=np.int8),
    )

    used = integrate(people, np.arange(2), 0.0, 1.0, ONE)

    np.testing.assert_allclose(used, [ABLE * 0.8, ABLE / 0.7 * 1.4])


def test_the_crossing_falls_into_the_segment_where_the_sum_is_reached(
    hand_made: HandMade,
) -> None:
    people = hand_made([[(0.0, 0), (100.0, 3), (200.0, 0)]])
    wanted = 100 * ABLE + 25 * SEVERE

    day = crossing_day(people, FIRST, 0.0, np.array([wanted]), ONE)

    np.testing.assert_allclose(day, 125.0)


def test_ability_holds_from_the_day_of_its_change(hand_made: HandMade) -> None:
    people = hand_made([[(0.0, 0), (100.0, 3), (200.0, 1)], [(0.0, 2)]])

    found = ability_at(
        people, np.array([0, 0, 0, 0, 1]), np.array([99.9, 100.0, 199.0, 200.0, 9.0])
    )

    assert found.tolist() == [0, 3, 3, 1, 2]
