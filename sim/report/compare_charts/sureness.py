"""How sure the differences of the last year are: in pairs, unpaired, and together."""

from __future__ import annotations

from typing import Any, Final

from sim.report.blocks import Cell, Table, number, said
from sim.report.compare_charts.amounts import (
    change_cell,
    name_of,
    span_cell,
    unit_of_change,
)
from sim.report.compare_charts.year_tables import factor_cell
from sim.report.compare_data import ComparePageData
from sim.report.compare_verdict import Change, changes
from sim.report.words import Text, Words, joined

# With fewer draws, quantiles of Student's t are far from those of many.
_FEW: Final = 10
_HEADS: Final = (
    *("figure", "scenario", "difference", "unit"),
    *("mean_interval", "unpaired", "factor", "together", "n"),
)


def sureness_table(data: ComparePageData, words: Words) -> Table:
    """Return the differences of the last year with three intervals each."""
    rows = [
        _row(one, data.title(other.id), words)
        for other in data.others
        for one in changes(data, other.id)
    ]
    named = [words[f"compare_head.{head}"] for head in _HEADS]
    caption = words["sureness.table"].fill(year=data.last_year)
    return Table("sureness", caption, named, rows)


def sureness_reading(data: ComparePageData, words: Words) -> Text:
    """Return what the three intervals are, and how many hold together."""
    unit = "draws" if data.draws > 1 else "replications"
    over = words[f"sureness.over_{unit}"]
    told = words["sureness.reading"].fill(count=data.family, over=over)
    if not 1 < data.draws < _FEW:
        return told
    return joined([told, words["sureness.few"].fill(draws=data.draws)])


def _row(one: Change, name: Text, words: Words) -> list[Cell]:
    unit, row = one.headline["unit"], one.row
    paired, unpaired, together = (
        _span(row, kind, unit) for kind in ("mean", "unpaired", "simultaneous")
    )
    return [
        said(name_of(one.headline)),
        said(name),
        change_cell(row["difference"], unit),
        said(unit_of_change(one.headline, words)),
        paired,
        unpaired,
        factor_cell(row["variance_reduction"], words),
        together,
        number(float(row["n"])),
    ]


def _span(row: Any, kind: str, unit: str) -> Cell:
    return span_cell(row[f"{kind}_low"], row[f"{kind}_high"], unit, row["n"])
