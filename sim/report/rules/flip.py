"""Sections: where "close" becomes "keep", and how far drawn homes move the answer."""

from __future__ import annotations

from sim.report.blocks import Section
from sim.report.charts.flip_map import WORDS
from sim.report.flip_reference import reference_chart, registries_chart
from sim.report.rules.data import RulesData
from sim.report.words import load_words


def flip_sections(data: RulesData) -> list[Section]:
    """Return the sections of the committed map, for rules that go by occupancy.

    None where there is no map of a county of the pack.
    """
    if data.flip is None or not data.closes_by_occupancy:
        return []
    words = load_words(WORDS)
    charts = [reference_chart(data.flip, words), registries_chart(data.flip, words)]
    return [
        Section(one.name, one.title, [one.reading], chart=one)
        for one in charts
        if one is not None and one.figure is not None
    ]
