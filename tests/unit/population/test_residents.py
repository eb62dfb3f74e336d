from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.population.ages import Cells
from sim.population.arrays import AGES
from sim.population.draw import draw_people
from sim.population.residents import take_numbers
from sim.population.setting import PopulationSetting
from sim.streams import Streams

Make = Callable[..., PopulationSetting]


def cells_with(counts: dict[tuple[int, int], int]) -> Cells:
    """Two townships; rural women of given (age, township)."""
    count = np.zeros((2, 2, AGES, 2), dtype=np.int64)
    for (age, township), people in counts.items():
        count[0, 0, age - 45, township] = people
    return Cells(np.array([7, 9]), count)


def test_residents_of_a_cell_take_its_first_numbers() -> None:
    cells = cells_with({(60, 0): 4, (61, 0): 2, (61, 1): 3})

    numbers = take_numbers(cells, np.array([16, 15, 16, 16]), np.array([1, 0, 0, 1]))

    assert numbers.tolist() == [6, 0, 4, 7]


def test_a_full_cell_passes_on_to_the_nearest_age() -> None:
    cells = cells_with({(60, 0): 1, (63, 0): 2, (80, 0): 1})

    numbers = take_numbers(cells, np.array([17, 17, 17, 17]), np.zeros(4, dtype=int))

    assert numbers.tolist() == [1, 2, 0, 3]


def test_a_township_without_such_elders_has_no_resident() -> None:
    cells = cells_with({(59, 0): 5, (60, 1): 1})

    numbers = take_numbers(cells, np.array([15, 15]), np.array([0, 1]))

    assert numbers.tolist() == [-1, 5]


def test_every_resident_is_an_elder_of_the_own_township_and_age(make: Make) -> None:
    setting = make(people=4000)

    people = draw_people(setting, 1, Streams(seed=5, replication=0))

    here = people.resident
    row, township = setting.cells(1).place(people.elder_id[here] - 10_000_000)
    assert here.sum() > 20
    assert len(set(people.elder_id)) == len(people)
    np.testing.assert_array_equal(row, people.row[here])
    np.testing.assert_array_equal(township, people.township[here])
    assert (people.eligible_from[here] <= 0).all()
    assert (people.elapsed_days[here] > 0).all()


def test_residents_were_60_when_they_came(make: Make) -> None:
    people = draw_people(make(people=4000), 0, Streams(seed=5, replication=0))

    age_days = -people.birth_day - np.nan_to_num(people.elapsed_days)

    # The birthday is the identity's own; it may differ by a year from the arrival's.
    assert age_days[people.resident].min() > 59 * 365.25
