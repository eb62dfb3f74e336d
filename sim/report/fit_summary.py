"""The first screen of a calibration: one sentence, four numbers, what must be known."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.fit_charts.amounts import plain
from sim.report.fit_charts.unknowns import counts
from sim.report.fit_data import FitPageData, count_inside
from sim.report.headlines import Headline
from sim.report.numbers import NOT_KNOWN
from sim.report.words import Text, Words, joined

_GRADES: Final = ("published", "derived", "assumed")


def summary(data: FitPageData, words: Words) -> Text:
    """Return what was fitted, to what, and how it came out, in one sentence."""
    fitted, kept = data.of_use("fit"), data.of_use("hold_out")
    parts = [
        words["fit_answer.fitted"].fill(
            area=Text.of(data.area_title),
            unknowns=len(data.of_role("fitted")),
            targets=len(fitted),
            simulations=whole(data.chain.get("simulations")),
            met=count_inside(fitted),
            grades=_grades(fitted, words),
        )
    ]
    if kept.empty:
        parts.append(words["fit_answer.no_holdouts"])
    else:
        inside = count_inside(kept)
        told = words["fit_answer.holdouts"].fill(inside=inside, total=len(kept))
        parts.append(told)
    return joined([*parts, words["fit_answer.stop"]])


def _grades(targets: pd.DataFrame, words: Words) -> Text:
    """Return how many figures are of which grade: an assumption is no observation."""
    counts = [(grade, int((targets["grade"] == grade).sum())) for grade in _GRADES]
    said = [
        words[f"fit_answer.{grade}"].fill(number=number)
        for grade, number in counts
        if number
    ]
    return Text(
        zh="、".join(one.zh for one in said), en=", ".join(one.en for one in said)
    )


def cards(data: FitPageData, words: Words) -> list[Headline]:
    """Return the four numbers: targets, hold-outs, unknowns, simulations."""
    return [
        _targets(data, words),
        _holdouts(data, words),
        _unknowns(data, words),
        _simulations(data, words),
    ]


def warnings(data: FitPageData) -> list[Text]:
    """Return what must be seen before the figures."""
    return [Text.of(one) for one in data.warnings]


def whole(value: Any) -> str:
    """Return a whole number with commas; a dash where the chain does not tell it."""
    if value is None or not isfinite(float(value)):
        return NOT_KNOWN
    return f"{float(value):,.0f}"


def rounded(value: Any) -> str:
    """Return a number to three figures; a dash where the chain does not tell it."""
    return NOT_KNOWN if value is None else plain(float(value))


def _of(part: int, total: int) -> Text:
    return Text.of(f"{part} / {total}")


def _targets(data: FitPageData, words: Words) -> Headline:
    fitted = data.of_use("fit")
    line = words["fit_card.targets_line"]
    value = _of(count_inside(fitted), len(fitted))
    return Headline(words["fit_card.targets"], value, None, [line])


def _holdouts(data: FitPageData, words: Words) -> Headline:
    kept = data.of_use("hold_out")
    if kept.empty:
        missing = words["fit_card.no_holdouts"]
        return Headline(words["fit_card.holdouts"], Text.of(NOT_KNOWN), None, [missing])
    value = _of(count_inside(kept), len(kept))
    line = words["fit_card.holdouts_line"]
    return Headline(words["fit_card.holdouts"], value, None, [line])


def _unknowns(data: FitPageData, words: Words) -> Headline:
    found = counts(data.of_role("fitted"))
    value = Text.of(f"{found['yes']} / {found['partly']} / {found['no']}")
    lines = [words["fit_card.unknowns_line"]]
    if carried := len(data.of_role("carried")):
        lines.append(words["fit_card.carried"].fill(carried=carried))
    return Headline(words["fit_card.unknowns"], value, None, lines)


def _simulations(data: FitPageData, words: Words) -> Headline:
    chain = data.chain
    line = words["fit_card.simulations_line"].fill(
        waves=whole(chain.get("waves")), draws=whole(chain.get("draws"))
    )
    value = Text.of(whole(chain.get("simulations")))
    return Headline(words["fit_card.simulations"], value, None, [line])
