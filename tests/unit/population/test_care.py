from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sim.population.care import DIED, LEFT, STAYS, care_end
from sim.population.people import People

HandMade = Callable[..., People]
FIRST = np.array([0])
LEAVING = 0.15 / 365.25
NEVER = np.array([1e9])


def test_a_stay_ends_when_the_hazard_of_leaving_is_used_up(hand_made: HandMade) -> None:
    people = hand_made([[(0.0, 1), (400.0, 2)]])

    day, cause = care_end(people, FIRST, 100.0, np.array([500 * LEAVING]), NEVER)

    np.testing.assert_allclose(day, 600.0)
    assert cause == LEFT


def test_a_stay_ends_with_life(hand_made: HandMade) -> None:
    people = hand_made([[(0.0, 1)]], death_day=np.array([321.0]))

    day, cause = care_end(people, FIRST, 100.0, NEVER, NEVER)

    assert (day.item(), cause.item()) == (321.0, DIED)


def test_a_stay_that_outlasts_the_period_has_no_end(hand_made: HandMade) -> None:
    day, cause = care_end(hand_made([[(0.0, 1)]]), FIRST, 100.0, NEVER, NEVER)

    assert (day.item(), cause.item()) == (np.inf, STAYS)


def test_guaranteed_elders_do_not_leave(hand_made: HandMade) -> None:
    always = hand_made([[(0.0, 1)]], guaranteed_from=np.array([-np.inf]))
    later = replace(always, guaranteed_from=np.array([300.0]))

    assert np.isinf(care_end(always, FIRST, 0.0, np.array([1e-9]), NEVER)[0])
    before, _ = care_end(later, FIRST, 100.0, np.array([150 * LEAVING]), NEVER)
    after, _ = care_end(later, FIRST, 100.0, np.array([250 * LEAVING]), NEVER)
    np.testing.assert_allclose(before, 250.0)
    assert np.isinf(after)


def test_excess_deaths_fall_in_the_first_days_of_care_only(hand_made: HandMade) -> None:
    people = hand_made([[(0.0, 3)]])
    key = people.row * 4 + 3
    excess = 0.5 * (
        people.table.death_hazard(key, np.array([465.0]))
        - people.table.death_hazard(key, np.array([100.0]))
    )

    within, cause = care_end(people, FIRST, 100.0, NEVER, excess * 0.999)
    beyond, _ = care_end(people, FIRST, 100.0, NEVER, excess * 1.001)
    used_up, _ = care_end(people, FIRST, 100.0, NEVER, excess * 0.999, elapsed=200.0)

    assert 464.0 < within.item() < 465.0
    assert cause == DIED
    assert np.isinf(beyond)
    assert np.isinf(used_up)


def test_one_stay_at_a_time_gives_the_same_as_all_together(hand_made: HandMade) -> None:
    rng = np.random.default_rng(3)
    lives = [
        [(0.0, 0), *((float(day), int(rng.integers(4))) for day in sorted(days))]
        for days in rng.integers(1, 3600, (200, 3))
    ]
    people = hand_made(lives, death_day=rng.uniform(1000, 5000, 200))
    begin = rng.uniform(0, 900, 200)
    leave, excess = rng.standard_exponential((2, 200))
    everyone = np.arange(200)

    day, cause = care_end(people, everyone, begin, leave, excess)

    for i in everyone:
        one = care_end(
            people, np.array([i]), begin[i], leave[i : i + 1], excess[i : i + 1]
        )
        assert (one[0].item(), one[1].item()) == (day[i], cause[i])
    assert set(cause.tolist()) == {STAYS, DIED, LEFT}


def test_fixed_stays_end_by_themselves(hand_made: HandMade) -> None:
    people = hand_made([[(0.0, 1)]], stay_days=np.array([12.5]))

    day, cause = care_end(people, FIRST, 100.0, NEVER, NEVER)

    assert (day.item(), cause.item()) == (112.5, LEFT)
