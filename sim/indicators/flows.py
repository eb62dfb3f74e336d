"""Applications, admissions, waits and moves of a calendar year."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.events import CAUSE_CODE, EVENT_CODE, Ability, Cause, Event
from sim.indicators.cells import kind_cells, pool_counties, pooled_areas
from sim.indicators.operation_changes import YearlyKinds
from sim.indicators.reading import Codes, LogReading
from sim.indicators.rows import Rows
from sim.indicators.scope import OPERATIONS, OWNERSHIPS, TIERS, Scope
from sim.indicators.step_curves import changes_in, ratio, window_of
from sim.indicators.waiting import (
    ADMITTED,
    DECLINED,
    DIED_WAITING,
    STILL_WAITING,
    WITHDREW,
    Waits,
    unmet_need_days,
    waits_since,
)

Table = NDArray[np.float64]
_LEFT_UNSERVED: Final = (WITHDREW, DIED_WAITING)
_MOVED: Final = [
    EVENT_CODE[event]
    for event in (Event.TRANSFERRED, Event.MOVED_BY_CLOSURE, Event.REGROUPED)
]
_KINDS: Final = (len(TIERS), len(OWNERSHIPS), len(OPERATIONS))


def add_flows(rows: Rows, reading: LogReading, kinds: YearlyKinds) -> None:
    """Add applications, admissions, waits, unmet need and moves.

    `kinds` says what each home is in which year.
    """
    waits = waits_since(reading, rows.scope, Event.APPLIED)
    _add_applications(rows, waits)
    _add_endings(rows, waits)
    _add_median_waits(rows, waits)
    _add_unmet_need(rows, reading, waits)
    _add_admissions(rows, reading, kinds)
    _add_moves(rows, reading)


def _count(scope: Scope, days: Table, county: Codes, persons: ArrayLike = 1.0) -> Table:
    """Return how many moments fall in each area (without homes) and year."""
    by_county = changes_in(days, county, persons, len(scope.counties), scope.edges)
    return pool_counties(scope, by_county)


def _add_applications(rows: Rows, waits: Waits) -> None:
    """Add applications by the year in which they were made."""
    scope, area = rows.scope, pooled_areas(rows.scope)
    rows.add("applications", _count(scope, waits.since, waits.county), area=area)
    in_reach = waits.chosen(~waits.ended_as(DECLINED))
    waited = in_reach.chosen(_not_at_once(in_reach))
    share = ratio(
        _count(scope, waited.since, waited.county),
        _count(scope, in_reach.since, in_reach.county),
    )
    rows.add("waited_share", share, area=area)


def _not_at_once(waits: Waits) -> NDArray[np.bool_]:
    """Return which did not end in the moment in which they began."""
    return (waits.days > 0) | waits.ended_as(STILL_WAITING)


def _add_endings(rows: Rows, waits: Waits) -> None:
    """Add how applications ended, by the year in which they did."""
    scope, area = rows.scope, pooled_areas(rows.scope)
    ended = waits.chosen(~waits.ended_as(STILL_WAITING))
    every = _count(scope, ended.until, ended.county)
    shares = {
        "withdrew_share": WITHDREW,
        "died_waiting_share": DIED_WAITING,
        "declined_share": DECLINED,
    }
    for indicator, ending in shares.items():
        these = ended.chosen(ended.ended_as(ending))
        number = _count(scope, these.until, these.county)
        rows.add(indicator, ratio(number, every), area=area)


def _add_median_waits(rows: Rows, waits: Waits) -> None:
    """Add the median wait of those who had to, by year of application."""
    scope = rows.scope
    listed = waits.chosen(~waits.ended_as(DECLINED) & _not_at_once(waits))
    year = window_of(listed.since, scope.edges)
    n_areas = len(pooled_areas(scope))
    medians = np.full((n_areas, len(scope.year_days)), np.nan)
    inside = listed.county >= 0
    for level in scope.county_areas:
        cell = level[listed.county] * len(scope.year_days) + year
        cell[~inside] = -1
        order = np.argsort(cell, kind="stable")
        borders = np.flatnonzero(np.diff(cell[order], prepend=-1))
        for chosen in np.split(order, borders)[1:]:
            slot = divmod(int(cell[chosen[0]]), len(scope.year_days))
            medians[slot] = median_wait(
                listed.days[chosen],
                listed.ending[chosen] == ADMITTED,
                np.isin(listed.ending[chosen], _LEFT_UNSERVED),
            )
    rows.add("median_wait_days", medians, area=pooled_areas(scope))


def median_wait(
    days: Table, admitted: NDArray[np.bool_], lost: NDArray[np.bool_]
) -> float:
    """Return the median days to admission among those not lost to the list.

    Deaths and withdrawals compete with admission; who still waits is censored. The
    cumulative incidences are Aalen and Johansen's; the median is the first day on
    which that of admission, over one less that of the others, reaches one half
    (conditional probability of Pepe and Mori [1]_): of those neither dead nor
    withdrawn by that day, half have a bed.

    Parameters
    ----------
    days
        Days waited so far. Shape (waits)
    admitted, lost
        Whether the wait ended in admission, in death or withdrawal; neither if it
        goes on.

    Returns
    -------
        Days, or not a number if the half is never reached in what was seen.

    References
    ----------
    .. [1] M. S. Pepe, M. Mori, "Kaplan-Meier, marginal or conditional probability
       curves in summarizing competing risks failure time data?", Statistics in
       Medicine 12, 1993. doi:10.1002/sim.4780120803
    """
    moments, place = np.unique(days, return_inverse=True)
    n_moments = len(moments)
    beds = np.bincount(place, weights=admitted, minlength=n_moments)
    losses = np.bincount(place, weights=lost, minlength=n_moments)
    ended = np.bincount(place, minlength=n_moments)
    at_risk = len(days) - np.cumsum(ended) + ended
    waiting = np.cumprod(1.0 - (beds + losses) / at_risk)
    before = np.append(1.0, waiting[:-1])
    incidence = np.cumsum(before * beds / at_risk)
    incidence_lost = np.cumsum(before * losses / at_risk)
    # Compared as a product: nobody may be left to divide by.
    reached = incidence >= 0.5 * (1.0 - incidence_lost) - 1e-12
    reached &= incidence > 0.0
    return float(moments[reached][0]) if reached.any() else float("nan")


def _add_unmet_need(rows: Rows, reading: LogReading, waits: Waits) -> None:
    """Add person-days of unmet need, and the persons who were never served."""
    scope, area = rows.scope, pooled_areas(rows.scope)
    days = pool_counties(scope, unmet_need_days(reading, scope))
    rows.add("unmet_need_person_days", days, area=area)
    lost = waits.ended_as(*_LEFT_UNSERVED) & (waits.ability >= Ability.MODERATE)
    persons = _count(scope, waits.until[lost], waits.county[lost])
    rows.add("unmet_need_persons", persons, area=area)


def _add_admissions(rows: Rows, reading: LogReading, yearly: YearlyKinds) -> None:
    """Add admissions by the elder's home county and by the kind of home chosen.

    Who is moved from one home to another is no new admission.
    """
    scope = rows.scope
    taken = reading.is_event(ADMITTED) & (reading.elder >= 0) & (reading.county >= 0)
    taken &= (reading.cause != CAUSE_CODE[Cause.START]) & (reading.home >= 0)
    year = window_of(reading.day[taken], scope.edges)
    # Kinds of home that stand in a county have a figure there also if it is nought.
    at_home = scope.homes["county"].to_numpy()[yearly.of]
    county = np.append(reading.county[taken], at_home)
    kind = np.hstack([yearly.kinds_of(reading.home[taken], year), yearly.kinds])
    groups, group = np.unique(
        np.ravel_multi_index((county, *kind), (len(scope.counties), *_KINDS)),
        return_inverse=True,
    )
    number = changes_in(
        reading.day[taken], group[: taken.sum()], 1.0, len(groups), scope.edges
    )
    of_county, *of_kind = np.unravel_index(groups, (len(scope.counties), *_KINDS))
    cells = kind_cells(scope, of_county, np.array(of_kind))
    rows.add("admissions", cells.pool(number), **cells.keys())


def _add_moves(rows: Rows, reading: LogReading) -> None:
    """Add moves between homes, and within one, by the county of the home left.

    Moves that a rule or a lost home forces are among them: one for each person, those
    under 60 as well.
    """
    scope = rows.scope
    arrived = reading.is_event(*_MOVED)
    arrived &= (reading.residents > 0) & (reading.from_home >= 0)
    within = reading.from_home == reading.home
    of_home = scope.homes["county"].to_numpy()
    for indicator, moved in {
        "moves": arrived & ~within,
        "moves_within_home": arrived & within,
    }.items():
        county, persons = of_home[reading.from_home[moved]], reading.residents[moved]
        number = _count(scope, reading.day[moved], county, persons)
        rows.add(indicator, number, area=pooled_areas(scope))
