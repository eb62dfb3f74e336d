from __future__ import annotations

import numpy as np
import pandas as pd

from sim.population.ages import count_groups, county_cells, shares_within_groups
from sim.population.arrays import AGES

NOBODY_DIES = np.zeros((2, 2, AGES + 1))


def shares(elders: pd.DataFrame) -> np.ndarray:
    groups = count_groups(elders, 5)
    return shares_within_groups(groups.sum(axis=-1), NOBODY_DIES + 0.1)


def test_ages_of_a_group_add_up_in_every_township(elders: pd.DataFrame) -> None:
    groups = count_groups(elders, 5)

    cells = county_cells(groups, shares(elders), np.array([0, 2, 4]))

    below_85 = cells.count[:, :, :40].reshape(2, 2, 8, 5, 3).sum(axis=3)
    np.testing.assert_array_equal(below_85, groups[:, :, :8][..., [0, 2, 4]])
    np.testing.assert_array_equal(
        cells.count[:, :, 40:].sum(axis=2), groups[:, :, 8][..., [0, 2, 4]]
    )


def test_single_ages_run_smoothly_through_the_groups(elders: pd.DataFrame) -> None:
    totals = count_groups(elders, 5).sum(axis=-1)

    single = shares(elders)[0, 0, :40] * np.repeat(totals[0, 0, :8], 5)

    assert (np.diff(single) < 1e-9).all(), "groups shrink with age, so must ages"
    assert np.abs(np.diff(single) / single[:-1]).max() < 0.12, "no step at a limit"


def test_from_85_on_ages_follow_the_survivors(elders: pd.DataFrame) -> None:
    oldest = shares(elders)[0, 0, 40:]

    np.testing.assert_allclose(oldest[1:] / oldest[:-1], np.exp(-0.1))


def test_few_elders_of_many_townships_are_spread_over_all_ages() -> None:
    people = 3 * np.ones((2, 2, 9, 100), dtype=np.int64)
    even = np.full((2, 2, AGES), 0.2)
    even[..., 40:] = 1 / 26

    cells = county_cells(people, even, np.arange(100))

    by_age = cells.count[0, 0, :5].sum(axis=-1)
    assert by_age.min() >= 58
    assert by_age.max() <= 62


def test_returners_add_to_rural_people_below_60_only(elders: pd.DataFrame) -> None:
    groups, within = count_groups(elders, 5), shares(elders)
    everyone = np.arange(5)

    more = county_cells(groups, within, everyone, returners=0.5).count.sum(axis=-1)
    counted = county_cells(groups, within, everyone).count.sum(axis=-1)

    assert more[0, :, :15].sum() == np.rint(groups[0, :, :3] * 1.5).sum()
    np.testing.assert_array_equal(more[0, :, 15:], counted[0, :, 15:])
    np.testing.assert_array_equal(more[1], counted[1])


def test_a_number_leads_to_the_cell_that_counted_it(elders: pd.DataFrame) -> None:
    groups = count_groups(elders, 5)
    cells = county_cells(groups, shares(elders), np.array([1, 3]))

    row, township = cells.place(np.arange(cells.elders))

    recount = np.zeros((4 * AGES, 5), dtype=np.int64)
    np.add.at(recount, (row, township), 1)
    np.testing.assert_array_equal(recount[:, [1, 3]], cells.count.reshape(4 * AGES, 2))
    assert (np.diff(row) >= 0).all()
