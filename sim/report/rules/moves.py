"""Who was sent home or moved by rules, how far, and at what price in lives."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sim.report.blocks import Cell, Section, Table, said
from sim.report.numbers import count
from sim.report.rules.data import RulesData
from sim.report.rules.flows import flows_chart
from sim.report.rules.spread import ranged, ranged_cell
from sim.report.words import Text, Words, joined

_CLASSES = ("guaranteed", "hardship", "self_paying")
_ABILITIES = ("able", "mild", "moderate", "severe")


def moves_section(data: RulesData, words: Words) -> Section:
    """Return who was sent home or moved, and what it did to them."""
    title = words["moved.title"]
    late, unplaced = _unplaced(data, words)
    alarms = [one for one in (_sent_home(data, words), late) if one is not None]
    alarm = joined(alarms, Text("", " ")) if alarms else None
    if not data.moves_people:
        return Section("moved", title, [words["moved.no_rule"], unplaced], alarm=alarm)
    if data.moves is None:
        return Section(
            "moved", title, [words["closings.no_log"], unplaced], alarm=alarm
        )
    moves = data.moves
    lines = [unplaced, _moved(data, moves, words)]
    if not moves.empty:
        lines += [_minutes(moves, words), *_extra(data, words)]
    lines.append(_deaths(data, words))
    tables = [] if moves.empty else [_by_kind(data, moves, words)]
    chart = flows_chart(data.flows, words)
    if chart is not None:
        lines.append(chart.reading)
    return Section("moved", title, lines, chart=chart, tables=tables, alarm=alarm)


def _sent_home(data: RulesData, words: Words) -> Text | None:
    """Return how many were sent home, of which under 60; None if there are none."""
    persons = data.sent_home_counts
    if not persons or data.sent_home is None:
        return None
    known = data.sent_home["under_60"].notna().all()
    under_60 = data.counted(data.sent_home, "under_60") if known else []
    return words["moved.sent_home"].fill(
        persons=ranged(persons), under_60=ranged(under_60)
    )


def _unplaced(data: RulesData, words: Words) -> tuple[Text | None, Text]:
    """Return an alarm where the guarantee is breached since planning starts."""
    since = data.rules_since
    late = data.unplaced[data.unplaced["year"] >= since]
    counts = data.counted(late, "breaches")
    if not any(counts):
        # The guarantee counts elders alone, and anew once they were sent home.
        name = "moved.placed_again" if data.sent_home_counts else "moved.placed"
        return None, words[name].fill(year=since)
    return words["moved.breach"].fill(year=since, count=ranged(counts)), words[
        "moved.breach_note"
    ]


def _moved(data: RulesData, moves: pd.DataFrame, words: Words) -> Text:
    persons = data.counted(moves, "persons")
    if not any(persons):
        return words["moved.no_home" if data.sent_home_counts else "moved.nobody"]
    again = moves[moves["number"] >= 2].drop_duplicates(
        ["draw", "replication", "elder_id"]
    )
    under_60 = moves[moves["elder_id"].isna()]
    return words["moved.told"].fill(
        persons=ranged(persons),
        under_60=ranged(data.counted(under_60, "persons")),
        again=ranged(data.counted(again)),
    )


def medians(moves: pd.DataFrame, column: str) -> list[float]:
    """Return the median of minutes in each repetition that has a move."""
    known = moves.dropna(subset=["minutes_before", "minutes_after"])
    found = known.groupby(["draw", "replication"])[column].median()
    return [float(one) for one in found]


def _minutes(moves: pd.DataFrame, words: Words) -> Text:
    before = medians(moves, "minutes_before")
    after = medians(moves, "minutes_after")
    if not before:
        return words["moved.no_minutes"]
    return words["moved.minutes"].fill(
        before=ranged(before, whole=True), after=ranged(after, whole=True)
    )


def _extra(data: RulesData, words: Words) -> list[Text]:
    extra = data.extra_beds
    if extra is None:
        return []
    return [
        words["moved.extra"].fill(
            beds=ranged(data.counted(extra, "beds")),
            moved=ranged(data.counted(extra, "moved")),
        )
    ]


def _deaths(data: RulesData, words: Words) -> Text:
    """Return the deaths of moves, or that they are not counted, with the presets."""
    planned, emergency = data.death_ratios
    if planned == 1 and emergency == 1:
        return words["moved.not_counted"]
    deaths = data.relocation_deaths
    if deaths is None:
        return words["closings.no_log"]
    return words["moved.deaths"].fill(
        deaths=ranged(data.counted(deaths, "persons")),
        planned=count(planned),
        emergency=count(emergency),
    )


def _by_kind(data: RulesData, moves: pd.DataFrame, words: Words) -> Table:
    """Return moves and minutes by class and by ability."""
    elders = moves[moves["elder_id"].notna()]
    rows = [_row(data, moves, words["moved_kind.all"])]
    for column, names in (("class", _CLASSES), ("ability", _ABILITIES)):
        for name in names:
            chosen = elders[elders[column] == name]
            if len(chosen):
                rows.append(_row(data, chosen, words[f"moved_kind.{name}"]))
    under_60 = moves[moves["elder_id"].isna()]
    if len(under_60):
        rows.append(_row(data, under_60, words["moved_kind.under_60"]))
    heads = ("who", "persons", "before", "after", "again")
    named = [words[f"moved_head.{head}"] for head in heads]
    return Table("moved", words["moved.table"], named, rows)


def _row(data: RulesData, moves: pd.DataFrame, name: Text) -> Sequence[Cell]:
    again = moves[moves["number"] >= 2]
    return [
        said(name),
        ranged_cell(data.counted(moves, "persons")),
        ranged_cell(medians(moves, "minutes_before"), whole=True),
        ranged_cell(medians(moves, "minutes_after"), whole=True),
        ranged_cell(
            data.counted(again.drop_duplicates(["draw", "replication", "elder_id"]))
        ),
    ]
