"""Where every number comes from: assumed, derived or published, the assumed first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final, NamedTuple

import pandas as pd

from sim.report.blocks import Cell, Table, proper, said
from sim.report.numbers import NOT_KNOWN
from sim.report.sources import Source, cited_as
from sim.report.words import Text, Words
from sim.scenario.catalogue import catalogue

GRADES: Final = ("assumed", "derived", "published")


class Grade(NamedTuple):
    """The values of one grade."""

    name: str
    title: Text
    table: Table


def grades(
    origins: pd.DataFrame, known: Mapping[str, Source], words: Words
) -> list[Grade]:
    """Return the origins grouped by grade, with their number in the title.

    Parameters
    ----------
    known
        Sources by id, to be shown by their titles.
    """
    given = origins["grade"].astype(str)
    order = [*GRADES, *sorted(set(given) - set(GRADES))]
    return [
        _grade(name, origins[given == name], known, words)
        for name in order
        if (given == name).any()
    ]


def _grade(
    name: str, lines: pd.DataFrame, known: Mapping[str, Source], words: Words
) -> Grade:
    label = words.named("grade", name)
    title = words["assumptions.group"].fill(grade=label, count=len(lines))
    heads = ("parameter", "value", "range", "source", "note", "place")
    table = Table(
        f"assumptions-{name}",
        words["assumptions.table"].fill(grade=label),
        [words.named("head", head) for head in heads],
        [_row(line, known, words) for line in lines.itertuples()],
    )
    return Grade(name, title, table)


def _row(line: Any, known: Mapping[str, Source], words: Words) -> list[Cell]:
    unit = words.named("unit", str(line.unit))
    shown = _option(line) or _plain(line.value, words)
    value = words["assumptions.value"].fill(value=shown, unit=unit)
    ends = Text.of(NOT_KNOWN)
    if pd.notna(line.low) and pd.notna(line.high):
        low, high = _plain(line.low, words), _plain(line.high, words)
        ends = words["page.span"].fill(low=low, high=high)
    # The last parts are enough to find a file, and say nothing of the machine.
    place = "/".join(PurePath(str(line.file)).parts[-2:])
    if pd.notna(line.line):
        place = f"{place}:{line.line}"
    label = words["assumptions.parameter"].fill(
        label=Text(str(line.label_zh), str(line.label_en)), path=line.path
    )
    return [
        said(label),
        said(value),
        said(ends),
        said(cited_as(str(line.source), known, words)),
        proper(_note(line)),
        proper(place),
    ]


def _note(line: Any) -> Text | None:
    """Return the note in both languages; one alone serves for both."""
    if pd.isna(line.note):
        return None
    return Text.of({"zh": line.note, "en": getattr(line, "note_en", line.note)})


def _option(line: Any) -> Text | None:
    """Return what the chosen option means, None where there are no options."""
    parameter = catalogue().get(str(line.path).partition("@")[0])
    options = parameter.options if parameter else None
    meaning = (options or {}).get(str(line.value))
    return Text(meaning.zh, meaning.en) if meaning else None


def _plain(value: object, words: Words) -> Text:
    """Return a value of the catalogue: a number to four figures, or yes and no."""
    answer = str(value).lower()
    if answer in {"true", "yes", "false", "no"}:
        return words["page.yes" if answer in {"true", "yes"} else "page.no"]
    try:
        told = float(str(value))
        return Text.of(f"{told:.0f}" if abs(told) >= 1e4 else f"{told:.4g}")
    except ValueError:
        return Text.of(value)
