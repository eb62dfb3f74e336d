"""Who comes to live farther from a bed, by ability, sex, residence and distance."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, said
from sim.report.charts import style
from sim.report.charts.who_loses_bars import figure
from sim.report.numbers import NOT_KNOWN, count, count_in_words, percent
from sim.report.words import Text, Words

WORDS: Final = "loses_words.yaml"

_DRAWN: Final = "minutes_free_bed"
_DISABLED: Final = ("moderate", "severe")
# A smaller share is not told to a decimal. [share]
_NOTHING: Final = 0.0005
_HEADS: Final = (
    *("group", "measure", "persons", "before", "after", "change"),
    *("interval", "loses", "gains"),
)


def told(table: pd.DataFrame, words: Words, scenario: Text | None = None) -> list[Text]:
    """Return what happens to the ways of elders, in sentences.

    Parameters
    ----------
    table
        As `sim.indicators.who_loses` gives it, of one scenario.
    scenario
        Its title, where several are told of.
    """
    everybody = _figures(table, "all_all")
    parts: dict[str, object] = {
        "minutes": count(everybody["noticed"]),
        "year": int(table["year"].iloc[0]),
    }
    form = "" if scenario is None else "compare_"
    if scenario is not None:
        parts["scenario"] = scenario
    if everybody["loses"] == 0 and everybody["gains"] == 0:
        return [words[f"loses.{form}nobody"].fill(**parts), *_last_home(table, words)]
    lines = [
        words[f"loses.{form}told"].fill(
            **parts,
            share=_share(everybody["loses"]),
            gains=_gains(everybody, words),
            persons=_persons(everybody["loses"] * everybody["persons"]),
            before=_minutes(everybody["before"]),
            after=_minutes(everybody["after"]),
        )
    ]
    rural, urban = (_figures(table, f"residence_{one}") for one in ("rural", "urban"))
    if rural and urban and everybody["loses"] >= _NOTHING:
        lines.append(
            words["loses.residence"].fill(
                rural=_share(rural["loses"]), urban=_share(urban["loses"])
            )
        )
    return [*lines, *_last_home(table, words)]


def against(table: pd.DataFrame, words: Words) -> Text:
    """Return what the figures of a run are held against."""
    first = table.iloc[0]
    return words[f"loses.{first['against']}"].fill(
        year=int(first["year"]), before=int(first["against_year"])
    )


def who_loses_chart(table: pd.DataFrame, words: Words) -> Chart:
    """Return the shares of each group that come to live farther, and nearer."""
    colours = (style.LOOKS[1].colour, style.LOOKS[0].colour)
    own = (drawn(table), words["loses.farther"], colours)
    return Chart(
        "loses",
        words["loses.title"],
        chart_reading(table, words),
        figure({"own": own}, words),
        words["loses.alternative"],
        who_loses_table(table, words),
    )


def chart_reading(table: pd.DataFrame, words: Words) -> Text:
    """Return how the bars are to be read."""
    noticed = table.loc[table["measure"] == _DRAWN, "noticed"].iloc[0]
    return words["loses.chart_reading"].fill(minutes=count(noticed))


def who_loses_table(table: pd.DataFrame, words: Words) -> Table:
    """Return every group and measure as a table."""
    heads = [words[f"loses_head.{head}"] for head in _HEADS]
    rows = [_row(row._asdict(), words) for row in _tuples(table)]
    return Table("loses", words["loses.table"], heads, rows)


def _figures(table: pd.DataFrame, key: str) -> Mapping[str, float]:
    """Return the figures of a group by the minutes to a free bed; empty if none."""
    rows = table[(_keys(table) == key) & (table["measure"] == _DRAWN)]
    if rows.empty:
        return {}
    first: dict[str, float] = _tuples(rows)[0]._asdict()
    return first


def _tuples(table: pd.DataFrame) -> list[Any]:
    return list(table.itertuples(index=False))


def _keys(table: pd.DataFrame) -> pd.Series:
    return table["group"].astype(str) + "_" + table["member"].astype(str)


def _gains(figures: Mapping[str, float], words: Words) -> Text:
    minutes = count(figures["noticed"])
    if figures["gains"] == 0:
        return words["loses.nobody_nearer"].fill(minutes=minutes)
    gains = _share(figures["gains"])
    return words["loses.nearer_share"].fill(minutes=minutes, gains=gains)


def _share(value: float) -> str:
    """Return a share; what is not quite nothing does not become 0 by rounding."""
    return "<0.1%" if 0 < value < _NOTHING else percent(value)


def _persons(value: float) -> Text:
    return count_in_words(float(round(value)))


def _minutes(value: float) -> str:
    return f"{value:.1f}" if isfinite(value) else NOT_KNOWN


def _last_home(table: pd.DataFrame, words: Words) -> list[Text]:
    """Return which townships lose their last home, and who lives there."""
    lost = _figures(table, "last_home_all")
    if not lost:
        return [words["loses.no_last_home"]]
    disabled = sum(
        _figures(table, f"last_home_{one}").get("persons", 0.0) for one in _DISABLED
    )
    return [
        words["loses.last_home"].fill(
            townships=count(lost["townships"]),
            persons=_persons(lost["persons"]),
            disabled=_persons(disabled),
            before=_minutes(lost["before"]),
            after=_minutes(lost["after"]),
        )
    ]


def drawn(table: pd.DataFrame) -> pd.DataFrame:
    """Return the groups that are drawn: of the last homes, all who lived there."""
    rows = table[table["measure"] == _DRAWN].assign(key=_keys(table))
    part = (rows["group"] == "last_home") & (rows["member"] != "all")
    return rows[~part].reset_index(drop=True)


def _row(row: Mapping[str, Any], words: Words) -> list[Cell]:
    ends = Text("—", "—")
    if isfinite(row["low"]) and isfinite(row["high"]):
        ends = Text.of(f"{row['low']:+.1f} – {row['high']:+.1f}")
    return [
        said(words[f"loses_group.{row['group']}_{row['member']}"]),
        said(words[f"loses_measure.{row['measure']}"]),
        Cell(Text.of(count(row["persons"])), f"{row['persons']:.0f}"),
        *(_decimal(row[name], sign=name == "change") for name in _HEADS[3:6]),
        said(ends),
        *(
            Cell(Text.of(percent(row[name])), f"{row[name]:.5g}")
            for name in ("loses", "gains")
        ),
    ]


def _decimal(value: float, *, sign: bool) -> Cell:
    return Cell(Text.of(f"{value:+.1f}" if sign else f"{value:.1f}"), f"{value:.5g}")
