import numpy as np
import pandas as pd
import pytest

from sim.supply.travel import great_circle_km, travel_of

TOWNSHIPS = pd.DataFrame(
    {"township_code": ["a", "b"], "lon": [108.0, 108.0], "lat": [23.0, 24.0]}
)


def minutes(table=None, **changes):
    how = {"detour_ratio": 1.5, "speed": 30.0, "own_township_minutes": 10.0} | changes
    travel = travel_of(TOWNSHIPS, table, **how)
    return travel.minutes(
        np.array([0, 1]), np.array([108.0]), np.array([24.0]), np.array([1])
    )[:, 0]


def test_one_degree_of_latitude_is_a_sixtieth_of_sixty_nautical_miles():
    km = great_circle_km(*(np.array([value]) for value in (108.0, 23.0, 108.0, 24.0)))

    # mean sphere of 6371 km: pi * 6371 / 180
    assert km[0] == pytest.approx(111.195, abs=0.001)


def test_minutes_are_distance_times_detour_over_speed():
    # 111.195 km * 1.5 at 30 km/h
    assert minutes()[0] == pytest.approx(333.585, abs=0.01)


def test_a_home_in_the_own_township_takes_the_declared_minutes():
    assert minutes()[1] == 10


def test_a_table_of_the_pack_replaces_single_pairs():
    table = pd.DataFrame(
        {"from_township": ["a"], "to_township": ["b"], "minutes": [42.0]}
    )

    assert minutes(table).tolist() == [42, 10]
