"""Staffed bed-days: how many of the licensed beds the care staff can serve.

Staff is load: each resident takes a share of a carer by ability. The beds that the
staff of a home can serve at a moment depend on who lies there, so the curve must be
walked step by step; sums of changes do not suffice.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.events import Ability, BedKind
from sim.indicators.bed_days import former_ability
from sim.indicators.reading import Codes, LogReading
from sim.indicators.scope import Scope

Table = NDArray[np.float64]

# Staff is written in single precision; as whole multiples of this, running sums are
# exact, so that a home's figures do not depend on which homes were read before it.
_STAFF_GRAIN = 2.0**-32


def staffed_bed_days(
    reading: LogReading, scope: Scope, load_by_ability: Sequence[float]
) -> Table:
    """Return the staffed bed-days of each home and year. Shape (homes, years).

    Staffed beds at a moment are the smaller of the licensed beds and the care staff
    over the mean load of the residents; an empty home is reckoned with able ones.

    Parameters
    ----------
    reading
        The log.
    scope
        Homes and years.
    load_by_ability
        Carers that one resident takes: able, mild, moderate, severe. [ratio]
    """
    day, home, changes = _steps(reading, scope)
    order = np.lexsort((day, home))
    day, home = day[order], home[order]
    levels = _running(changes[:, order], home)
    staffed = _staffed(levels, np.asarray(load_by_ability, dtype=np.float64))

    last = np.append(home[1:] != home[:-1], True)
    until = np.where(last, scope.edges[-1], np.append(day[1:], 0.0))
    year = np.searchsorted(scope.edges, day, side="right") - 1
    n_years = len(scope.edges) - 1
    area = np.bincount(
        home * n_years + year,
        weights=staffed * (until - day),
        minlength=len(scope.homes) * n_years,
    )
    return area.astype(np.float64).reshape(len(scope.homes), n_years)


def _steps(reading: LogReading, scope: Scope) -> tuple[Table, Codes, Codes]:
    """Return day, home and changes (residents by ability, beds, staff) of each step.

    Every home has a step without change at each new year, so that none crosses one.
    """
    by_ability = _ability_changes(reading)
    beds = reading.beds * (reading.bed_kind != BedKind.SURGE)
    staff = np.rint(reading.staff / _STAFF_GRAIN).astype(np.int64)
    changes = np.vstack([by_ability, beds, staff])
    rows = (reading.home >= 0) & changes.any(axis=0)
    starts, homes = scope.edges[:-1], np.arange(len(scope.homes))
    marks = np.zeros((len(changes), len(starts) * len(homes)), dtype=np.int64)
    return (
        np.concatenate([np.tile(starts, len(homes)), reading.day[rows]]),
        np.concatenate([np.repeat(homes, len(starts)), reading.home[rows]]),
        np.hstack([marks, changes[:, rows]]),
    )


def _ability_changes(reading: LogReading) -> Codes:
    """Return the change of residents of each ability. Shape (abilities, rows)."""
    former = former_ability(reading)
    turned = (former >= 0).astype(np.int64)
    now = np.maximum(reading.ability, Ability.ABLE)
    return np.array(
        [
            (reading.residents + turned) * (now == ability)
            - turned * (former == ability)
            for ability in Ability
        ]
    )


def _running(changes: Codes, home: Codes) -> Codes:
    """Return sums of changes within each home so far; `home` is sorted."""
    sums = np.cumsum(changes, axis=1)
    first = np.append(True, home[1:] != home[:-1])
    start = np.maximum.accumulate(np.where(first, np.arange(len(home)), 0))
    before: Codes = sums[:, start] - changes[:, start]
    return sums - before


def _staffed(levels: Codes, load: Table) -> Table:
    """Return the staffed beds of each step from its levels."""
    n_ability = len(Ability)
    by_ability, licensed = levels[:n_ability], levels[n_ability]
    staff = levels[n_ability + 1] * _STAFF_GRAIN
    residents = by_ability.sum(axis=0)
    mean_load = np.full(len(residents), load[Ability.ABLE])
    np.divide(load @ by_ability, residents, out=mean_load, where=residents > 0)
    able_to_serve = np.full(len(staff), np.inf)
    np.divide(staff, mean_load, out=able_to_serve, where=mean_load > 0)
    # Rounding may leave a closed home a trace of staff below nought.
    staffed: Table = np.maximum(np.minimum(licensed, able_to_serve), 0.0)
    return staffed
