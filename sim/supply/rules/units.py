"""Which homes, counties or townships a rule looks at, and where they lie."""

from __future__ import annotations

import numpy as np

from sim.scenario.rule import HomeScope, Rule, Unit
from sim.supply.rules.standing import Mask, public_homes, standing
from sim.supply.rules.view import View


def units_in_scope(rule: Rule, view: View) -> list[int]:
    """Return the units that a rule looks at, ascending.

    Of the scope of a rule for counties or townships only the counties count.
    """
    if rule.unit == "home":
        return np.flatnonzero(_homes(rule.scope, view)).tolist()
    counties = _counties(rule.scope, view)
    if rule.unit == "county":
        return counties
    return np.flatnonzero(np.isin(view.township_county, counties)).tolist()


def county_of(unit: Unit, index: int, view: View) -> int:
    """Return the county in which a unit lies."""
    if unit == "home":
        return int(view.homes.county[index])
    return index if unit == "county" else int(view.township_county[index])


def place_of(unit: Unit, index: int, measure: str, view: View) -> int:
    """Return the home, county or township of which a measure is asked for a unit."""
    asked = measure.partition(".")[0]
    if asked == unit:
        return index
    if asked == "county":
        return county_of(unit, index, view)
    if asked == "township" and unit == "home":
        return int(view.homes.township[index])
    raise ValueError(f"a rule for each {unit} cannot ask for {measure}")


def _counties(scope: HomeScope, view: View) -> list[int]:
    codes = view.county_codes
    return [
        county
        for county in view.selected_counties
        if not scope.counties or codes[county] in scope.counties
    ]


def _homes(scope: HomeScope, view: View) -> Mask:
    """Return the homes of a scope. Shape (homes)."""
    homes = view.homes
    shut = scope.state == "mothballed"
    chosen = view.mothballed & view.selected if shut else standing(view)
    chosen = chosen & np.isin(homes.county, _counties(scope, view))
    if scope.tier is not None:
        chosen &= np.array([tier == scope.tier for tier in view.tiers], dtype=bool)
    if scope.ownership is not None:
        public = public_homes(view, scope.public_means)
        chosen &= public if scope.ownership == "public" else ~public
    if scope.operation is not None:
        chosen &= view.entrusted == (scope.operation == "entrusted")
    if scope.regional_center is not None:
        chosen &= homes.regional_center == scope.regional_center
    if scope.accepts_social is not None:
        chosen &= homes.accepts_social == scope.accepts_social
    return chosen & _sized(scope, view)


def _sized(scope: HomeScope, view: View) -> Mask:
    # The licence of a home that is shut rests; its beds are those it would open with.
    shut = scope.state == "mothballed"
    beds = view.homes.beds.sum(axis=1) if shut else view.licensed_beds()
    result = np.ones(len(beds), dtype=bool)
    if scope.beds_below is not None:
        result &= beds < scope.beds_below
    if scope.beds_from is not None:
        result &= beds >= scope.beds_from
    return result
