"""Which townships a centre serves: places on a line, a minute apart by longitude."""

import numpy as np
from views import HandView, House

from sim.supply.catchment import Catchments, centers_of


class Line:
    """Townships and homes at whole minutes; 15 minutes in one's own township."""

    def __init__(self, *at: float) -> None:
        self.at = np.array(at)

    def minutes(self, townships, lon, lat, home_townships):
        minutes = np.abs(self.at[townships][:, None] - lon[None, :])
        own = townships[:, None] == home_townships[None, :]
        return np.where(own, 15.0, minutes)


def catchments(townships, homes, county=None, ids=None, reach=30.0) -> Catchments:
    """Return catchments of townships at minutes and homes in townships."""
    view = HandView(*(House(township=n, center=True) for n in homes))
    lon = np.array([townships[n] for n in homes], dtype=float)
    state = view.homes
    state.lon[:] = lon
    counties = np.array(county or [0] * len(townships))
    state.county[:] = counties[list(homes)]
    units = np.ones(len(townships), dtype=bool)
    return Catchments(
        state,
        ids or [f"H{n}" for n in range(len(homes))],
        counties,
        units,
        Line(*townships),
        reach,
    )


def served(found: Catchments, centers: list[bool], most: int = 3) -> dict[int, int]:
    return found.centers_of(np.array(centers), most)


def test_a_pair_is_taken_while_the_centre_has_room():
    pairs = [(0, 7), (1, 7), (1, 8), (2, 7), (2, 8)]

    assert centers_of(pairs, 2) == {0: 7, 1: 7, 2: 8}
    assert centers_of(pairs, 1) == {0: 7, 1: 8}
    assert centers_of(pairs, 0) == {}


def test_a_centre_serves_its_own_township_first_then_the_nearest():
    found = catchments([0, 5, 8, 29], homes=[0])

    assert served(found, [True], 1) == {0: 0}
    assert served(found, [True], 3) == {0: 0, 1: 0, 2: 0}
    assert served(found, [True], 9) == {0: 0, 1: 0, 2: 0, 3: 0}


def test_nobody_is_served_from_too_far_or_another_county():
    found = catchments([0, 30, 30.5, 1], homes=[0], county=[0, 0, 0, 1])

    assert served(found, [True]) == {0: 0, 1: 0}


def test_only_operating_centres_serve():
    found = catchments([0, 5], homes=[0, 1])

    assert served(found, [False, True]) == {1: 1, 0: 1}
    assert found.served(np.array([False, False]), 3).tolist() == [False, False]


def test_equally_near_centres_are_taken_by_id_whatever_their_index():
    late = catchments([0, 10, 20], homes=[0, 2], ids=["Z", "A"])
    early = catchments([0, 10, 20], homes=[0, 2], ids=["A", "Z"])

    assert served(late, [True, True])[1] == 1
    assert served(early, [True, True])[1] == 0


def test_a_county_without_homes_has_no_catchments():
    found = catchments([0, 5], homes=[0], county=[0, 1])

    assert found.served(np.array([True]), 3).tolist() == [True, False]
