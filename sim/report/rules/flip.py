"""Sections: where "close" becomes "keep", and how far drawn homes move the answer."""

from __future__ import annotations

from sim.report.blocks import Section
from sim.report.charts.flip_map import WORDS
from sim.report.figures import Figures
from sim.report.flip_data import FlipReference
from sim.report.flip_reference import reference_chart, registries_chart
from sim.report.rules.data import RulesData
from sim.report.words import load_words


def flip_sections(data: RulesData, figures: Figures) -> list[Section]:
    """Return the sections of the committed map, for rules that go by occupancy.

    None where there is no map of a county of the pack.
    """
    if data.flip is None or not data.closes_by_occupancy:
        return []
    words = load_words(WORDS)
    charts = [
        reference_chart(data.flip, words),
        registries_chart(data.flip, words, _own(data, data.flip, figures)),
    ]
    return [
        Section(one.name, one.title, [one.reading], chart=one)
        for one in charts
        if one is not None and one.figure is not None
    ]


def _own(
    data: RulesData, known: FlipReference, figures: Figures
) -> tuple[float, float] | None:
    """Return mean closures and occupancy of a page made of one drawn registry.

    None where the page is of another place or year, of real homes or many registries.
    """
    is_one = data.repetitions.get_level_values("draw").nunique() == 1
    occupancy = figures.at(known.last_year, "occupancy_rate", ownership="public")
    if not (known.is_here and data.synthetic and is_one and occupancy.is_known):
        return None
    if data.closings is None:
        return None
    closed = data.counted(data.closings[data.closings["event"] == "closed"])
    return sum(closed) / len(closed), occupancy.mean
