"""Whether any home of a place can ever be in the scope of a rule."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sim.area import Area
from sim.scenario.entries import DatedAction
from sim.scenario.rule import HomeScope, Rule


@dataclass(frozen=True)
class Kind:
    """Homes alike as far as a scope goes; None where that is not known."""

    tier: str
    ownership: str
    beds: tuple[float, float]
    """Fewest and most that one has."""
    county: str | None = None
    operation: str | None = None
    regional_center: bool | None = None
    accepts_social: bool | None = None


def kinds_of(
    area: Area,
    counties: Sequence[str],
    rules: Iterable[Rule],
    programme: Iterable[DatedAction],
) -> list[Kind]:
    """Return the kinds of home that there are or will be in some counties.

    Of a real registry one a home; of a drawn one as its totals declare them.
    """
    standing = _rows(area, counties) if area.homes is not None else _declared(area)
    return [*standing, *_built(rules, programme)]


def can_be_in(scope: HomeScope, kind: Kind, done: frozenset[str]) -> bool:
    """Say whether a home of a kind can come to be in a scope.

    Parameters
    ----------
    scope
        Of a rule.
    kind
        As the home is at the start.
    done
        Names of all actions in force, which may make a home what it was not.
    """
    low, high = kind.beds
    if "merge" in done:
        high = math.inf
    is_entrusted = kind.operation == "entrusted"
    return (
        scope.tier in (None, kind.tier)
        and scope.ownership in (None, kind.ownership)
        and (not scope.counties or kind.county is None or kind.county in scope.counties)
        and (scope.beds_below is None or low < scope.beds_below)
        and (scope.beds_from is None or high >= scope.beds_from)
        and _may(scope.regional_center, kind.regional_center, "upgrade" in done)
        and _may(scope.accepts_social, kind.accepts_social, "open_to_social" in done)
        and (scope.state == "open" or "mothball" in done)
        and (
            scope.operation is None
            or (scope.operation == "entrusted") == is_entrusted
            or (scope.operation == "entrusted" and "entrust" in done)
        )
    )


def overlap(one: HomeScope, other: HomeScope) -> bool:
    """Say whether a home could be in both of two scopes."""
    names = ("tier", "ownership", "operation", "regional_center", "accepts_social")
    for name in names:
        held = {getattr(one, name), getattr(other, name)} - {None}
        if len(held) > 1:
            return False
    if one.counties and other.counties and not {*one.counties} & {*other.counties}:
        return False
    from_both = max(one.beds_from or 0, other.beds_from or 0)
    below_both = min(one.beds_below or math.inf, other.beds_below or math.inf)
    return one.state == other.state and from_both < below_both


def _may(asked: bool | None, held: bool | None, can_become: bool) -> bool:
    if asked is None or held is None or asked == held:
        return True
    return asked and can_become


def _rows(area: Area, counties: Sequence[str]) -> Iterator[Kind]:
    assert area.homes is not None
    here = area.homes[area.homes["county_code"].isin(counties)]
    for row in here.to_dict("records"):
        beds = float(row["beds_ordinary"] + row["beds_nursing"])
        yield Kind(
            tier=row["tier"],
            ownership=row["ownership"],
            beds=(beds, beds),
            county=row["county_code"],
            operation=row["operation"],
            regional_center=bool(row["regional_center"]),
            accepts_social=bool(row["accepts_social"]),
        )


def _declared(area: Area) -> Iterator[Kind]:
    """Yield the three kinds of a drawn registry, none of them entrusted."""
    totals = area.homes_totals or {}
    spreads = totals.get("distributions", {})
    for name, tier, ownership in (
        ("county", "county", "public"),
        ("township", "township", "public"),
        ("private", "county", "private"),
    ):
        if not totals.get(f"{name}_homes", {}).get("value"):
            continue
        ends = spreads.get(f"{name}_beds", {}).get("parameters", {})
        low, high = float(ends.get("min", 0)), float(ends.get("max", math.inf))
        # Beds of private homes are scaled to a sum, beyond the ends drawn from.
        beds = (1.0, math.inf) if name == "private" else (low, high)
        yield Kind(tier, ownership, beds)


def _built(rules: Iterable[Rule], programme: Iterable[DatedAction]) -> Iterator[Kind]:
    for action in programme:
        if action.do == "build" and action.tier and action.ownership:
            beds = float(action.beds or 0)
            yield Kind(action.tier, action.ownership, (beds, beds))
    for rule in rules:
        for built in rule.then:
            if built.do == "build":
                beds = built.number("beds")
                yield Kind(built.text("tier"), built.text("ownership"), (beds, beds))
