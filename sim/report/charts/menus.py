"""Choices above a chart: selects of the page itself, which the keyboard reaches.

Plotly's own drop-downs are drawings that Tab passes by. So that the figure stays one
that Plotly knows, the choices are in `layout.meta`, where it keeps what it does not
draw; `pieces.html.j2` writes the selects and `charts.js` draws what they choose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sim.report.words import Text


class Option(NamedTuple):
    """One choice, and what it changes in the figure."""

    label: Text
    traces: Mapping[str, Sequence[Any]]
    """A value for each trace, in their order, by what is changed of a trace."""
    layout: Mapping[str, Mapping[str, Any]] = {}
    """What is changed of an axis, by the name of the axis."""


def menu(label: Text, options: Sequence[Option], first: int = 0) -> dict[str, Any]:
    """Return a select; the figure is drawn as its option `first` says."""
    told = [one._asdict() for one in options]
    return {"label": label, "first": first, "options": told}


def with_menus(layout: Mapping[str, Any], *menus: Mapping[str, Any]) -> dict[str, Any]:
    """Return a layout that has these selects."""
    return {**layout, "meta": {"menus": menus}}
