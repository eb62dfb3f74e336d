"""The sheets of a sweep: its points, and what came out at each of them."""

from __future__ import annotations

from sim.report.sweep_data import OWN, SweepPageData
from sim.report.words import Text, Words
from sim.report.workbook.sheets import OF_UNIT, Column, Entry, Kind, Sheet, known

_MEANS = ("mean", "low", "high")
_CHANGES = ("difference", "difference_low", "difference_high")


def sweep_sheets(data: SweepPageData, words: Words) -> list[Sheet]:
    """Return the results of all points and years, and the points."""
    title = words["book.sweep_title"].fill(title=Text.of(data.title), name=data.name)
    return [_results(data, title, words), _points(data, title, words)]


def _points(data: SweepPageData, title: Text, words: Words) -> Sheet:
    columns = [Column(words["column.point"], "text", 10)]
    columns += [Column(Text.of(one.label), "text", 24) for one in data.paths]
    keys = [one.key for one in data.paths]
    rows: list[list[Entry]] = [
        [str(line["point"]), *(str(line[key]) for key in keys)]
        for line in data.points.to_dict("records")
    ]
    return Sheet(words["sheet.points"], title, columns, rows)


def _results(data: SweepPageData, title: Text, words: Words) -> Sheet:
    keys = [one.key for one in data.paths]
    values = data.points.set_index("point")
    own = {one.key: one.own for one in data.paths}
    rows: list[list[Entry]] = []
    for headline in data.known_headlines():
        kind = OF_UNIT.get(headline["unit"], "count")
        change: Kind = "points" if kind == "share" else "signed"
        name = Text(headline["label_zh"], headline["label_en"])
        unit = Text(headline["unit_zh"], headline["unit_en"])
        chosen = data.table[data.table["headline"] == headline["headline"]]
        for line in chosen.to_dict("records"):
            point = str(line["point"])
            at = own if point == OWN else dict(values.loc[point])
            rows.append(
                [
                    words["book.own"] if point == OWN else point,
                    *(str(at[key]) for key in keys),
                    name,
                    int(line["year"]),
                    unit,
                    *(known(line[one], kind) for one in _MEANS),
                    *(known(line[one], change) for one in _CHANGES),
                ]
            )
    columns = [
        Column(words["column.point"], "text", 10),
        *(Column(Text.of(one.label), "text", 20) for one in data.paths),
        Column(words["column.indicator"], "wrapped", 34),
        Column(words["column.year"], "year", 9),
        Column(words["column.unit"], "text", 10),
        *(Column(words[f"column.{one}"], "plain", 13) for one in _MEANS + _CHANGES),
    ]
    notes = [*map(Text.of, data.warnings), words["book.pairing_sweep"]]
    return Sheet(words["sheet.sweep"], title, columns, rows, notes)
