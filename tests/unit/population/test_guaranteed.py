from __future__ import annotations

import numpy as np
import pytest

from sim.population.arrays import AGES
from sim.population.guaranteed import Entry, _share_turning, entry_curves

YEARS = 10
EDGES = np.arange(YEARS + 1) * 365.0
PEOPLE = np.broadcast_to(np.linspace(2000, 10, AGES), (2, 2, AGES))
SURVIVAL = np.broadcast_to(np.linspace(0.999, 0.6, AGES), (YEARS, 2, 2, AGES))
SHARE = np.array([[0.02, 0.06], [0.0, 0.006]])


def curves(after_60: float = 0.2, trend: float = 0.0) -> Entry:
    at_start = np.zeros((2, 2, AGES))
    at_start[..., 15:] = SHARE[..., None]
    return entry_curves(
        PEOPLE, SURVIVAL, SHARE, at_start, after_60, np.full(YEARS, trend), EDGES
    )


def expected_stock(entry: Entry, day: float) -> np.ndarray:
    """Guaranteed elders alive on a day, from the law of one elder's entry."""
    years = int(day // 365)
    alive = PEOPLE * np.prod(SURVIVAL[:years], axis=0)
    uniform = (np.arange(4000) + 0.5) / 4000
    birthday = (np.arange(4000) * 0.6180339887) % 1
    stock = np.zeros(4)
    for row in range(4 * AGES):
        sixty = np.maximum(15 - row % AGES - birthday, 0) * 365.0
        entered = entry.day(np.full(len(uniform), row), uniform, sixty) <= day
        stock[row // AGES] += alive.reshape(-1)[row] * entered.mean()
    return stock.reshape(2, 2)


@pytest.mark.parametrize("after_60", [0.0, 0.2, 0.5])
def test_the_expected_stock_stays_flat(after_60: float) -> None:
    entry = curves(after_60)

    first, last = (expected_stock(entry, day) for day in (0.0, EDGES[-1]))

    np.testing.assert_allclose(last, first, rtol=0.03)


def test_the_expected_stock_follows_its_trend() -> None:
    entry = curves(trend=0.03)

    first, last = (expected_stock(entry, day) for day in (0.0, EDGES[-1]))

    np.testing.assert_allclose(last, first * 1.03**YEARS, rtol=0.03)


def test_those_turning_60_leave_room_for_later_entry_in_the_same_year() -> None:
    hazard = 0.5
    birthday = (np.arange(100_000) + 0.5) / 100_000

    on_day, end = _share_turning(
        np.array([300.0]), np.array([1000.0]), np.array([np.exp(-hazard)])
    )

    later = 1 - np.exp(-hazard * (1 - birthday)).mean()
    np.testing.assert_allclose(on_day + (1 - on_day) * later, 0.3, rtol=1e-6)
    np.testing.assert_allclose(end, 0.3)


def test_nobody_is_guaranteed_before_60() -> None:
    entry = curves()
    row, sixty = np.full(1000, AGES + 10), np.full(1000, 1600.0)

    entered = entry.day(row, np.linspace(0, 0.999, 1000), sixty)

    assert entered.min() == 1600.0


def test_without_entry_after_60_who_is_60_enters_before_the_start_or_never() -> None:
    entry = curves(after_60=0.0)

    entered = entry.day(
        np.full(1000, 20), np.linspace(0, 0.999, 1000), np.full(1000, -1.0)
    )

    assert set(entered) == {-np.inf, np.inf}


def test_no_elder_beyond_the_ceiling_ever_enters() -> None:
    entry = curves()
    ceiling = entry.ceiling()
    row = np.arange(4 * AGES)

    entered = entry.day(row, np.nextafter(ceiling, 2) + 1e-12, np.full(len(row), 0.0))

    assert np.isinf(entered).all()
    assert (entered > 0).all()
