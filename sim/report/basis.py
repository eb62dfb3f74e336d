"""What a figure rests on, beside the figure: a word for its grade, and its grounds.

The worst ground gives the grade; where others are better the word says "partly", and
the sentence beneath names which is which.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from sim.report.blocks import Table, said
from sim.report.headlines import Headline
from sim.report.words import Text, Words

# Of each section of a page: the indicator, and whether its figures are of parts.
_SECTIONS: Final = {
    "occupancy": ("occupancy_rate", True),
    "coverage": ("center_coverage_served", False),
    "access": ("access_2sfca", False),
    "inequality": ("access_gini", False),
    "counties": ("occupancy_rate", True),
    "fates": ("occupancy_rate", True),
    "closings": ("closures", False),
    "classes": ("closures", True),
    "moved": ("moves_by_rule", False),
    "loses": ("access_2sfca", True),
    "regret": ("false_closure_share", True),
    "costs": ("cost_public", False),
}


class Basis(NamedTuple):
    """The grade of a figure and what it rests on."""

    grade: str
    """`published`, `derived` or `assumed`."""
    badge: Text
    grounds: Text
    told: Text


def bases(grades: pd.DataFrame | None, words: Words) -> dict[tuple[str, bool], Basis]:
    """Return the basis of each indicator, of the whole area and of parts.

    Parameters
    ----------
    grades
        `indicator, of, grade, grounds, grounds_zh, grounds_en`; none without a run.
    """
    if grades is None:
        return {}
    return {
        (str(line["indicator"]), str(line["of"]) == "part"): _basis(line, words)
        for line in grades.to_dict("records")
    }


def _basis(line: Mapping[Hashable, Any], words: Words) -> Basis:
    grade, grounds = str(line["grade"]), str(line["grounds"])
    same = all(one.endswith(f": {grade}") for one in grounds.split("; "))
    word = words.named("grade", grade)
    badge = word if same else words["basis.partly"].fill(grade=word, low=_low(word))
    told = Text(str(line["grounds_zh"]), str(line["grounds_en"]))
    return Basis(grade, badge, told, words["basis.told"].fill(grounds=told))


def _low(word: Text) -> Text:
    return Text(word.zh, word.en.lower())


def of_headlines(
    told: Sequence[Headline], known: Mapping[tuple[str, bool], Basis], *, part: bool
) -> list[Headline]:
    """Return headlines with what they rest on.

    Parameters
    ----------
    part
        Whether only a part of the area was run.
    """
    return [
        one._replace(basis=known.get((one.indicator, part or one.of_part)))
        for one in told
    ]


def of_sections(known: Mapping[tuple[str, bool], Basis]) -> dict[str, Basis]:
    """Return what the figures of each section of the page rest on."""
    return {name: known[key] for name, key in _SECTIONS.items() if key in known}


def basis_table(
    grades: pd.DataFrame | None, summary: pd.DataFrame, words: Words
) -> Table | None:
    """Return the grades of all indicators of a run, with what each rests on."""
    if grades is None:
        return None
    there = set(summary["indicator"].astype(str))
    known = bases(grades, words)
    rows = []
    for line in grades.drop_duplicates("indicator").to_dict("records"):
        name = str(line["indicator"])
        if name not in there:
            continue
        row = [said(Text(str(line["label_zh"]), str(line["label_en"])))]
        for part in (False, True):
            row += [said(known[name, part].badge), said(known[name, part].grounds)]
        rows.append(row)
    heads = ("indicator", "whole_grade", "whole", "part_grade", "part")
    named = [words[f"basis.{head}"] for head in heads]
    return Table("basis", words["basis.table"], named, rows)
