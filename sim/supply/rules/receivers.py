"""Homes that take in others: the target of a merge, better homes to regroup in."""

from __future__ import annotations

from math import floor

import numpy as np

from sim.events import BedKind, ElderClass
from sim.supply.rules.absorption import Absorption, Brought, place
from sim.supply.rules.standing import Mask, admitting
from sim.supply.rules.view import View


def _near(home: int, view: View, max_travel: float) -> Mask:
    """Return the receiving homes of the same county within reach. Shape (homes)."""
    near: Mask = admitting(view) & (view.homes.county == view.homes.county[home])
    near &= view.minutes_between(home) <= max_travel
    near[home] = False
    return near


def merge_target(home: int, view: View, into: str, max_travel: float) -> int:
    """Return the home that a home is merged into; -1 if there is none within reach.

    Of the same county and ownership: a public home's beds stay public.

    Parameters
    ----------
    into
        `nearest`, or `largest` by licensed beds; then the nearer, then the smaller
        index.
    max_travel
        [minutes]
    """
    near = _near(home, view, max_travel)
    near &= view.homes.public == view.homes.public[home]
    candidates = np.flatnonzero(near)
    if not len(candidates):
        return -1
    minutes = view.minutes_between(home)[candidates]
    beds = view.licensed_beds()[candidates]
    keys = [candidates, minutes] if into == "nearest" else [candidates, minutes, -beds]
    return int(candidates[np.lexsort(keys)[0]])


def brought_along(
    home: int, target: int, view: View, beds: float, carers: float
) -> Brought:
    """Return what goes along in a merge.

    Parameters
    ----------
    beds, carers
        Shares that go along; whole beds, rounded half up. [0 to 1]
    """
    ordinary, nursing = (
        floor(int(number) * beds + 0.5) for number in view.homes.beds[home].tolist()
    )
    staff = float(view.homes.care_staff[home]) * carers
    return Brought(target, ordinary, nursing, staff)


def better_homes(home: int, view: View, max_travel: float) -> list[int]:
    """Return the public homes of the county that are in better condition, best first.

    Better is a regional centre, then fire safety, then a higher share of nursing
    beds, then higher occupancy now; equal homes are not better. Ties: the nearer,
    then the smaller index.
    """
    near = _near(home, view, max_travel) & view.homes.public
    minutes = view.minutes_between(home)
    own = _condition(home, view)
    better = [
        other
        for other in np.flatnonzero(near).tolist()
        if _condition(other, view) > own
    ]

    def turn(other: int) -> tuple[object, ...]:
        worse_first = (-value for value in _condition(other, view))
        return (*worse_first, float(minutes[other]), other)

    return sorted(better, key=turn)


def _condition(home: int, view: View) -> tuple[float, float, float, float]:
    homes = view.homes
    beds = int(homes.beds[home].sum())
    licensed = int(view.licensed_beds()[home])
    return (
        float(homes.regional_center[home]),
        float(homes.fire_safety_ok[home]),
        float(homes.beds[home, BedKind.NURSING]) / beds if beds else 0.0,
        float(view.residents()[home]) / licensed if licensed else 0.0,
    )


def regroup(home: int, view: View, max_travel: float) -> Absorption:
    """Return where the guaranteed residents of a home would go, those under 60 too."""
    guaranteed = [
        one for one in view.lodgers(home) if one.elder_class == ElderClass.GUARANTEED
    ]
    order = better_homes(home, view, max_travel)
    return place(guaranteed, order, view, view.minutes_between(home))
