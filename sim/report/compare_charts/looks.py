"""How each scenario of a comparison is drawn, everywhere in the same way."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sim.report.charts.style import INK, Look
from sim.report.compare_data import ComparePageData
from sim.report.words import Text

# Okabe and Ito's colours; the reference is the first.
_COLOURS: Final = (
    INK,
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
)
_DASHES: Final = {
    "solid": "",
    "dash": "9 6",
    "dot": "2 4",
    "dashdot": "9 4 2 4",
    "longdash": "14 5",
}
_MARKERS: Final = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star")


class Key(NamedTuple):
    """One entry of the key above the charts."""

    name: Text
    colour: str
    dashes: str
    """As SVG has them; nothing for a line without gaps."""


def looks(data: ComparePageData) -> dict[str, Look]:
    """Return the look of each scenario: colour, dash and marker of its own."""
    order = [data.reference, *(one.id for one in data.others)]
    dashes = list(_DASHES)
    return {
        name: Look(
            _COLOURS[place % len(_COLOURS)],
            dashes[place % len(dashes)],
            _MARKERS[place % len(_MARKERS)],
        )
        for place, name in enumerate(order)
    }


def keys(data: ComparePageData, *, with_reference: bool) -> list[Key]:
    """Return what the key above the charts shows."""
    return [
        Key(data.title(name), look.colour, _DASHES[look.dash])
        for name, look in looks(data).items()
        if with_reference or name != data.reference
    ]


def markers(look: Look) -> dict[str, Any]:
    """Return line and marker of a trace."""
    return {
        "line": {"color": look.colour, "dash": look.dash, "width": 2},
        "marker": {"symbol": look.marker, "size": 5, "color": look.colour},
    }
