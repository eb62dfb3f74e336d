"""What changes on a date: the history up to now and the programme after it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from sim.report.assumptions import Grade
from sim.report.blocks import Cell, Table, proper, said
from sim.report.numbers import percent
from sim.report.rules.said import in_both
from sim.report.sources import Source, cited_as
from sim.report.words import Text, Words, joined


def actions_table(
    actions: pd.DataFrame | None, known: Mapping[str, Source], words: Words
) -> Grade | None:
    """Return history and programme in the order of their dates, and how many there are.

    Parameters
    ----------
    actions
        `label, date, do, count, beds, share, nursing_share, grade, source, note`, and
        `range` where the number is open.
    known
        Sources by id, to be shown by their titles.
    """
    if actions is None or actions.empty:
        return None
    assumed = int((actions["grade"] == "assumed").sum())
    title = words["assumptions.actions"].fill(count=len(actions), assumed=assumed)
    heads = ("date", "layer", "action", "grade", "source", "note")
    lines = actions.sort_values("date", kind="stable").to_dict("records")
    rows = [
        [
            proper(line["date"]),
            said(words.named("action", str(line["label"]))),
            said(what_happens(line, words)),
            said(words.named("grade", str(line["grade"]))),
            said(cited_as(str(line["source"]), known, words)),
            _note(line["note"]),
        ]
        for line in lines
    ]
    named = [words.named("head", head) for head in heads]
    return Grade("actions", title, Table("actions", title, named, rows))


def _note(written: object) -> Cell:
    """Return a note in the language of the page where it is written in both."""
    if not isinstance(written, str):
        return proper(written)
    told = in_both(written)
    return proper(written) if told.zh == told.en else said(told)


def what_happens(line: Mapping[Hashable, Any], words: Words) -> Text:
    """Return what a dated entry does, from a row as of `actions_table`."""
    do = str(line["do"])
    if do == "convert_beds" and pd.isna(line["beds"]):
        do = "convert_share" if pd.notna(line["share"]) else "reach_share"
    share = line["nursing_share"] if do == "reach_share" else line["share"]
    told = words.named("action", do).fill(
        count=_whole(line["count"]),
        beds=_whole(line["beds"]),
        share=percent(float(share), 0) if pd.notna(share) else "",
    )
    span = line.get("range")
    if not isinstance(span, tuple):
        return told
    ends = [_whole(end) for end in span]
    return joined([told, words["action.range"].fill(low=ends[0], high=ends[1])])


def _whole(value: Any) -> str:
    return f"{int(value):,}" if pd.notna(value) else ""
