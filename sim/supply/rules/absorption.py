"""Where the residents of a home could go, on paper: nobody is moved here.

Residents stay in the county that answers for them. The guaranteed are placed first,
then the smaller id, each in the first home that takes them: same tier before other
tiers, then the nearest from the home that they leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.events import ElderClass
from sim.supply.bed_kinds import suitable_kinds
from sim.supply.care_staff import STAFF_TOLERANCE
from sim.supply.rules.standing import admitting
from sim.supply.rules.view import Lodger, View

# Sums of loads such as 1/6 miss whole carers by rounding. [carers]
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Placement:
    """A bed found for a resident.

    Attributes
    ----------
    elder_id
        Negative for a guaranteed resident under 60.
    home, kind
        Where the bed is, and its kind as in `sim.events.BedKind`.
    minutes
        From the home that is left. [minutes]
    """

    elder_id: int
    home: int
    kind: int
    minutes: float


@dataclass(frozen=True)
class Absorption:
    """Who of a home could go where.

    Attributes
    ----------
    placements
        In the order in which the residents were placed.
    unplaced
        For whom no bed was found.
    free_found
        Free beds in the homes that were looked at, suitable or not. [beds]
    homes_found
        How many homes were looked at.
    """

    placements: tuple[Placement, ...]
    unplaced: tuple[Lodger, ...]
    free_found: int
    homes_found: int

    @property
    def guaranteed_unplaced(self) -> bool:
        """Whether a guaranteed resident is among those for whom no bed was found."""
        return any(one.elder_class == ElderClass.GUARANTEED for one in self.unplaced)


@dataclass(frozen=True, slots=True)
class Brought:
    """Beds and staff that go along to the home that a merge goes into.

    Attributes
    ----------
    home
        The receiving home.
    ordinary, nursing
        [beds]
    staff
        [carers]
    """

    home: int
    ordinary: int
    nursing: int
    staff: float


class _Room:
    """What is still free in a home while residents are placed on paper."""

    def __init__(self, view: View, home: int, brought: Brought | None) -> None:
        self.beds = list(view.free_beds(home))
        self.staff = view.idle_staff(home)
        if brought is not None and brought.home == home:
            self.beds[0] += brought.ordinary
            self.beds[1] += brought.nursing
            self.staff += brought.staff

    def take(self, ability: int, load: float) -> int:
        """Take a suitable bed and return its kind; -1 if there is none."""
        if self.staff + STAFF_TOLERANCE + _ROUNDING < load:
            return -1
        for kind in suitable_kinds(ability):
            if self.beds[kind] > 0:
                self.beds[kind] -= 1
                self.staff -= load
                return kind
        return -1


def takes_class(view: View, home: int, elder_class: int) -> bool:
    """Say whether a home is open to a class: the guaranteed live in public homes."""
    public = bool(view.homes.public[home])
    if elder_class == ElderClass.GUARANTEED:
        return public
    return not public or bool(view.homes.accepts_social[home])


def absorb(
    home: int,
    view: View,
    max_travel: float,
    brought: Brought | None = None,
) -> Absorption:
    """Return where the residents of a home could go.

    Parameters
    ----------
    home
        The home that is left.
    view
        Free beds and idle staff are those that nobody has been promised.
    max_travel
        How far the other home may be. [minutes]
    brought
        Beds and staff of a merge; the home that gets them comes first.
    """
    minutes = view.minutes_between(home)
    near = admitting(view) & (view.homes.county == view.homes.county[home])
    near &= minutes <= max_travel
    near[home] = False
    tier = view.tiers[home]

    def preference(other: int) -> tuple[bool, bool, float, int]:
        elsewhere = brought is not None and other != brought.home
        return elsewhere, view.tiers[other] != tier, float(minutes[other]), other

    order = sorted(np.flatnonzero(near).tolist(), key=preference)
    return place(view.lodgers(home), order, view, minutes, brought)


def place(
    lodgers: Iterable[Lodger],
    order: Sequence[int],
    view: View,
    minutes: NDArray[np.float64],
    brought: Brought | None = None,
) -> Absorption:
    """Give each resident a bed in the first home of an order that has one.

    Parameters
    ----------
    lodgers
        Residents; the guaranteed are placed first, then the smaller id.
    order
        Homes, the preferred first.
    minutes
        From the home that is left. Shape (homes). [minutes]
    """
    rooms = {home: _Room(view, home, brought) for home in order}
    free_found = sum(sum(room.beds) for room in rooms.values())
    placements: list[Placement] = []
    unplaced: list[Lodger] = []
    for lodger in sorted(lodgers, key=_turn):
        load = view.load(lodger.ability)
        for home in order:
            if not takes_class(view, home, lodger.elder_class):
                continue
            kind = rooms[home].take(lodger.ability, load)
            if kind >= 0:
                found = Placement(lodger.elder_id, home, kind, float(minutes[home]))
                placements.append(found)
                break
        else:
            unplaced.append(lodger)
    return Absorption(tuple(placements), tuple(unplaced), free_found, len(order))


def _turn(lodger: Lodger) -> tuple[bool, int]:
    return lodger.elder_class != ElderClass.GUARANTEED, lodger.elder_id
