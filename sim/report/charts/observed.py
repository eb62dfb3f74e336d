"""Occupancy as a county has registered it, beside what the run says."""

from __future__ import annotations

from typing import Any, Final

from sim.report.blocks import Cell, Chart, Table, interval, number, said, year
from sim.report.charts import style
from sim.report.figures import Figures
from sim.report.numbers import Estimate, as_known, percent
from sim.report.observed import ObservedData
from sim.report.words import Text, Words, joined

WORDS: Final = "observed_words.yaml"
BETWEEN: Final = Text("", " ")
"""Between two sentences."""
_KINDS: Final = {
    "county_public": {"tier": "county", "ownership": "public"},
    "township_public": {"tier": "township", "ownership": "public"},
    "private": {"ownership": "private"},
}


def observed_chart(data: ObservedData, figures: Figures, words: Words) -> Chart:
    """Return registered occupancy by kind of home and year, beside the simulated."""
    seen = {kind: _seen(data, splits) for kind, splits in _KINDS.items()}
    kinds = [kind for kind, points in seen.items() if points]
    reading = _reading(data, figures, words, seen, kinds)
    return Chart(
        "observed",
        words["observed.title"],
        reading,
        _figure(figures, words, seen, kinds),
        words["observed.alternative"].fill(reading=reading),
        _table(data, figures, words),
    )


def _rows(data: ObservedData, splits: dict[str, str]) -> Any:
    table = data.years
    chosen = (table["tier"] == splits.get("tier", "all")) & (
        table["ownership"] == splits.get("ownership", "all")
    )
    return table[chosen].sort_values("year")


def _seen(data: ObservedData, splits: dict[str, str]) -> dict[int, float]:
    rows = _rows(data, splits)
    return {
        int(at): float(value)
        for at, value in zip(rows["year"], rows["value"], strict=True)
    }


def _reading(
    data: ObservedData,
    figures: Figures,
    words: Words,
    seen: dict[str, dict[int, float]],
    kinds: list[str],
) -> Text:
    def named(kind: str, share: str) -> Text:
        return words["observed.end"].fill(kind=words.named("kind", kind), share=share)

    last = [
        named(kind, percent(seen[kind][data.last], 0))
        for kind in kinds
        if data.last in seen[kind]
    ]
    beside = [
        named(kind, as_known(figures.at(data.beside, "occupancy_rate", **_KINDS[kind])))
        for kind in kinds
    ]
    sentences = [
        words["observed.reading"].fill(
            last=data.last,
            beside=data.beside,
            seen=joined(last, words["page.comma"]),
            modelled=joined(beside, words["page.comma"]),
        )
    ]
    if data.beside != data.last:
        sentences.append(words["observed.earlier"])
    return joined([*sentences, words["observed.beds"]], BETWEEN)


def _figure(
    figures: Figures,
    words: Words,
    seen: dict[str, dict[int, float]],
    kinds: list[str],
) -> dict[str, Any]:
    traces: list[dict[str, Any]] = []
    years = set(figures.years)
    for kind, look in zip(_KINDS, style.LOOKS, strict=True):
        if kind not in kinds:
            continue
        name = words.named("kind", kind)
        path = figures.path("occupancy_rate", **_KINDS[kind])
        modelled = words["observed.modelled"].fill(kind=name)
        traces += style.series(path, modelled, look, words)
        traces.append(_points(seen[kind], name, look, words))
        years |= set(seen[kind])
    every = range(min(years), max(years) + 1)
    return {
        "data": traces,
        "layout": style.layout(
            420,
            xaxis=style.year_axis(every),
            yaxis=style.share_axis(),
            annotations=[style.upright(words["head.occupancy"])],
        ),
    }


def _points(
    points: dict[int, float], name: Text, look: style.Look, words: Words
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words["observed.seen"].fill(kind=name),
        "x": list(points),
        "y": [round(value, 4) for value in points.values()],
        "marker": {
            "symbol": f"{look.marker}-open",
            "size": 11,
            "color": look.colour,
            "line": {"width": 2.5, "color": look.colour},
        },
        "hovertemplate": words["observed.hover"].fill(kind=name),
    }


def _table(data: ObservedData, figures: Figures, words: Words) -> Table:
    heads = [
        words["head.year"],
        words["head.kind"],
        words["observed.registered"],
        words["observed.persons"],
        words["observed.simulated"],
        words["head.interval"],
    ]
    every = sorted({*map(int, data.years["year"]), *figures.years})
    rows: list[list[Cell]] = []
    for at in every:
        for kind, splits in {**_KINDS, "all": {}}.items():
            known = _rows(data, splits)
            known = known[known["year"] == at]
            rate = figures.at(at, "occupancy_rate", **splits)
            if len(known) or rate.is_known:
                cells = [year(at), said(words.named("kind", kind))]
                rows.append([*cells, *_pair(known, rate)])
    return Table("observed", words["observed.table"], heads, rows)


def _pair(known: Any, rate: Estimate) -> list[Cell]:
    value, persons = (
        float(known[name].iloc[0]) if len(known) else float("nan")
        for name in ("value", "persons")
    )
    return [
        number(value, "share"),
        number(persons),
        number(rate.mean, "share"),
        interval(rate),
    ]
