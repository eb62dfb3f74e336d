"""Where moved residents come from and where they go, as streams between homes."""

from __future__ import annotations

from typing import Any, Final

from sim.report.blocks import Cell, Chart, Table, number, proper, said
from sim.report.charts import style
from sim.report.homes_data import FlowsData
from sim.report.numbers import count
from sim.report.words import Text, Words

_COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
# Single homes in one picture; all of them are in the table.
_SHOWN: Final = 30

_Stream = tuple[Text, Text, float]


def flows_chart(data: FlowsData | None, words: Words) -> Chart | None:
    """Return the streams of moved residents; None where there are none to show."""
    if data is None or data.classes.empty:
        return None
    streams = _streams(data, words)
    left, right, persons = streams[0]
    total = sum(one[2] for one in streams)
    reading = words["flows.reading"].fill(
        left=left, right=right, persons=count(persons), total=count(total)
    )
    return Chart(
        "flows",
        words["flows.title"],
        reading,
        _figure(streams[:_SHOWN], words),
        words["flows.alternative"].fill(reading=reading),
        _table(streams, words, named=data.by_home is not None),
    )


def _streams(data: FlowsData, words: Words) -> list[_Stream]:
    """Return from, to and persons of each stream, the largest first."""
    if data.by_home is not None:
        return [
            (_plain(one.from_home), _plain(one.to_home), float(str(one.persons)))
            for one in data.by_home.itertuples(index=False)
        ]
    streams = []
    for one in data.classes.itertuples(index=False):
        there = _class(one.to_tier, one.to_size, words)
        far = one.to_county == "other"
        right = words["flows.other_county"].fill(home=there) if far else there
        left = _class(one.from_tier, one.from_size, words)
        streams.append((left, right, float(str(one.persons))))
    return streams


def _plain(name: object) -> Text:
    # Names come from planners' files: Plotly must not read marks in them.
    return Text.of(str(name).replace("<", "‹").replace(">", "›"))


def _class(tier: object, size: object, words: Words) -> Text:
    if str(size) == "new":
        return words["flows.new"]
    return words["flows.class"].fill(
        tier=words.named("tier", str(tier)), size=words.named("band", str(size))
    )


def _figure(streams: list[_Stream], words: Words) -> dict[str, Any]:
    lefts = list(dict.fromkeys(left for left, _, _ in streams))
    rights = list(dict.fromkeys(right for _, right, _ in streams))
    colours = [_COLOURS[at % len(_COLOURS)] for at in range(len(lefts))]
    links = {
        "source": [lefts.index(left) for left, _, _ in streams],
        "target": [len(lefts) + rights.index(right) for _, right, _ in streams],
        "value": [round(persons, 3) for _, _, persons in streams],
        "color": [f"{colours[lefts.index(left)]}66" for left, _, _ in streams],
        "hovertemplate": words["flows.hover"],
    }
    nodes = {
        "label": [*lefts, *rights],
        "color": [*colours, *["#9aa5b1"] * len(rights)],
        "pad": 14,
        "thickness": 16,
        "line": {"width": 0},
        "hovertemplate": words["flows.hover_home"],
    }
    rows = max(len(lefts), len(rights))
    return {
        "data": [
            {"type": "sankey", "node": nodes, "link": links, "arrangement": "fixed"}
        ],
        "layout": style.layout(
            120 + 34 * rows,
            margin={"l": 8, "r": 8, "t": 30, "b": 12},
            annotations=[_head(words["flows.from"], 0), _head(words["flows.to"], 1)],
        ),
    }


def _head(text: Text, end: int) -> dict[str, Any]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": end,
        "y": 1,
        "yshift": 8,
        "xanchor": "right" if end else "left",
        "yanchor": "bottom",
        "text": text,
        "showarrow": False,
        "font": {"color": style.QUIET, "size": 12},
    }


def _table(streams: list[_Stream], words: Words, *, named: bool) -> Table:
    name = proper if named else said
    rows: list[list[Cell]] = [
        [name(left), name(right), number(persons)] for left, right, persons in streams
    ]
    heads = [words["flows.from"], words["flows.to"], words["flows.persons"]]
    return Table("flows", words["flows.table"], heads, rows)
