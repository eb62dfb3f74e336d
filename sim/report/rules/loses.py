"""Who comes to live farther from a bed by what the rules did."""

from __future__ import annotations

from sim.report.blocks import Section
from sim.report.charts.access import caveat
from sim.report.charts.who_loses import against, told, who_loses_chart
from sim.report.rules.data import RulesData
from sim.report.words import Text, Words, joined


def loses_section(data: RulesData, words: Words) -> Section:
    """Return who loses and who gains, against a run without what was done."""
    title = words["loses.title"]
    if data.loses is None:
        return Section("loses", title, [words["loses.missing"]])
    chart = who_loses_chart(data.loses, words)
    assert chart.table is not None
    lines = [
        joined(told(data.loses, words), Text("", " ")),
        against(data.loses, words),
        chart.reading,
        caveat(words, synthetic=data.synthetic),
    ]
    if not data.loses[["loses", "gains"]].to_numpy().any():
        return Section("loses", title, [*lines[:2], lines[-1]], details=[chart.table])
    return Section("loses", title, lines, chart=chart)
