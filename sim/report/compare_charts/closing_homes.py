"""Which single homes close in which scenario: by name, or as an example."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Section, Table, proper, said
from sim.report.charts import style
from sim.report.closing_data import ClosingHomes
from sim.report.compare_charts.looks import looks
from sim.report.compare_data import ComparePageData
from sim.report.numbers import NOT_KNOWN, percent
from sim.report.words import Text, Words, joined

# Homes that are drawn; the table has all of them.
_MOST: Final = 15
_ROOM: Final = 0.5
_ENDED: Final = {
    "closed_rule_merge": "merged",
    "closed_emergency": "lost",
    "converted": "converted",
}


def closing_section(data: ComparePageData, words: Words) -> Section | None:
    """Return single homes that close; None where no scenario can close any."""
    homes = data.closing
    if homes is None:
        return None
    if homes.by_home is not None:
        return _named(homes, homes.by_home, data, words)
    if homes.example is None:
        return None
    unit = "draw" if data.draws > 1 else "only"
    reading = words[f"closing_example.reading_{unit}"].fill(
        shown=homes.example["example"].nunique(), closing=homes.closing
    )
    table = _example(homes.example, homes, data, words)
    return Section(
        "closing-example", words["closing_example.title"], [reading], tables=[table]
    )


def _named(
    homes: ClosingHomes, table: pd.DataFrame, data: ComparePageData, words: Words
) -> Section:
    """Return the homes of a real registry, those that close most surely first."""
    title = words["closing_homes.title"]
    closing = table[table["mean_share"] > 0]
    if closing.empty:
        return Section("closing-homes", title, [words["closing_homes.none"]])
    over = "draws" if data.draws > 1 else "replications"
    counted = joined(
        [
            words["closing_homes.counted"].fill(
                name=data.title(name),
                surely=int((rows["share"] >= 1).sum()),
                ever=int((rows["share"] > 0).sum()),
                homes=len(rows),
            )
            for name, rows in closing_by_scenario(table, homes)
        ],
        words["compare_answer.then"],
    )
    reading = words["closing_homes.reading"].fill(
        repetitions=data.repetitions,
        over=words[f"closing_homes.over_{over}"],
        counted=counted,
    )
    everything = _table(table, homes, data, words)
    chart = Chart(
        *("closing-homes", title, reading, _figure(closing, homes, data, words)),
        words["closing_homes.alternative"].fill(counted=counted),
        everything,
    )
    return Section("closing-homes", title, [reading], chart=chart)


def closing_by_scenario(
    table: pd.DataFrame, homes: ClosingHomes
) -> list[tuple[str, pd.DataFrame]]:
    """Return the homes that each scenario looks at."""
    return [(name, table[table["scenario"] == name]) for name in homes.scenarios]


def _figure(
    table: pd.DataFrame, homes: ClosingHomes, data: ComparePageData, words: Words
) -> dict[str, Any]:
    """Return a row a home and a dot a scenario, each with its interval."""
    first = table.drop_duplicates("home_id").head(_MOST)
    places = {str(home): at for at, home in enumerate(first["home_id"])}
    known, number = looks(data), len(homes.scenarios)
    traces = []
    for at, (name, rows) in enumerate(closing_by_scenario(table, homes)):
        own = rows[rows["home_id"].isin(places)]
        aside = _ROOM * ((at + 0.5) / number - 0.5)
        look = known[name]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": data.title(name),
                "x": [round(float(share), 4) for share in own["share"]],
                "y": [places[str(home)] + aside for home in own["home_id"]],
                "error_x": _errors(own, look.colour),
                "marker": {"symbol": look.marker, "size": 9, "color": look.colour},
                "text": [_hover(row, words) for row in own.to_dict("records")],
                "hovertemplate": words["closing_homes.hover"].fill(
                    scenario=data.title(name)
                ),
            }
        )
    names = [style.unmarked(name) for name in first["name"]]
    return {
        "data": traces,
        "layout": style.layout(
            120 + (18 + 12 * number) * len(names),
            showlegend=True,
            margin={"l": 12, "r": 24, "t": 56, "b": 48},
            xaxis=style.axis(
                words["closing_homes.axis"],
                range=[-0.02, 1.02],
                tickformat=".0%",
                fixedrange=True,
            ),
            yaxis=style.names_axis(names),
        ),
    }


def _errors(rows: pd.DataFrame, colour: str) -> dict[str, Any]:
    """Return the intervals as bars."""
    above, below = rows["high"] - rows["share"], rows["share"] - rows["low"]
    return {
        "type": "data",
        "array": above.clip(lower=0).round(4).tolist(),
        "arrayminus": below.clip(lower=0).round(4).tolist(),
        "color": colour,
        "thickness": 1.2,
        "width": 4,
    }


def _hover(row: dict[Any, Any], words: Words) -> Text:
    return words["closing_homes.told"].fill(
        home=style.unmarked(row["name"]), chance=_chance(row, words)
    )


def _chance(row: dict[Any, Any], words: Words) -> Text:
    """Return in how many repetitions a home closes, with the interval."""
    return words["closing_homes.chance"].fill(
        closed=int(row["closed"]),
        repetitions=int(row["repetitions"]),
        low=percent(row["low"], 0),
        high=percent(row["high"], 0),
    )


def _table(
    table: pd.DataFrame, homes: ClosingHomes, data: ComparePageData, words: Words
) -> Table:
    own = {
        name: rows.set_index("home_id")
        for name, rows in closing_by_scenario(table, homes)
    }
    rows = []
    for row in table.drop_duplicates("home_id").to_dict("records"):
        cells = [
            _cell(rows.loc[row["home_id"]].to_dict(), words)
            if row["home_id"] in rows.index
            else Cell(Text.of(NOT_KNOWN), "")
            for rows in own.values()
        ]
        rows.append([*_who(row, words), *cells])
    heads = ("place", "home", "tier", "beds")
    named = [words[f"closing_homes.{head}"] for head in heads]
    names = [data.title(name) for name in own]
    return Table("closing-homes", words["closing_homes.table"], [*named, *names], rows)


def _who(row: dict[Any, Any], words: Words) -> list[Cell]:
    first, last = int(row["place_from"]), int(row["place_to"])
    place = f"{first}" if first == last else f"{first}–{last}"
    return [
        said(place),
        proper(row["name"]),
        said(words.named("tier", str(row["tier"]))),
        Cell(Text.of(int(row["beds"])), str(int(row["beds"]))),
    ]


def _cell(row: dict[Any, Any], words: Words) -> Cell:
    return Cell(_chance(row, words), f"{float(row['share']):.5g}")


def _example(
    table: pd.DataFrame, homes: ClosingHomes, data: ComparePageData, words: Words
) -> Table:
    """Return what befell each home of the example in each scenario."""
    rows = []
    for number, own in table.groupby("example", sort=True):
        fates = own.set_index("scenario").to_dict("index")
        first = own.iloc[0]
        cells = [said(_fate(fates[name], words)) for name in homes.scenarios]
        rows.append(
            [
                said(words["closing_example.home"].fill(number=number)),
                said(words.named("tier", str(first["tier"]))),
                Cell(Text.of(int(first["beds"])), str(int(first["beds"]))),
                *cells,
            ]
        )
    heads = ("home", "tier", "beds")
    named = [words[f"closing_homes.{head}"] for head in heads]
    names = [data.title(name) for name in homes.scenarios]
    caption = words["closing_example.table"]
    return Table("closing-example", caption, [*named, *names], rows)


def _fate(fate: dict[Any, Any], words: Words) -> Text:
    """Return when and how a home ended, or that it stays."""
    if fate["event"] == "kept":
        return words["closing_example.kept"]
    manner = str(fate["event"])
    if manner == "closed":
        manner += f"_{fate['cause']}"
    return words["closing_example.ended"].fill(
        year=int(fate["year"]), how=words.named("fate", _ENDED.get(manner, "closed"))
    )
