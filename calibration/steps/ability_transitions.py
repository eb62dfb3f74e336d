"""Published transition probabilities against those of the model.

Cui's states 1, 2, 3 are taken to be able; mild; moderate and severe. Their limits are
not known. Under this mapping the published chances of death of states 2 and 3, about
1.6 and 3.2 times that of state 1, are near the model's ratios (1.44; 2.4 and 4.45).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration.steps import ability_measures as measure
from calibration.steps.ability_measures import OLDEST, Living, aged
from calibration.steps.places import read_table

Floats = NDArray[np.float64]

_SHAPE = (2, 7, 3, 2, 4)
"""Sexes, age groups, states, intervals, states and death: the order of the input."""
_YEARS = (1, 3)
_STATES = (
    ("able", "完好"),
    ("mild", "轻度"),
    ("moderate_severe", "中重度"),
    ("dead", "死亡"),
)
_SEXES = {"female": "女", "male": "男"}
# Which way people go: from which states, to which.
_KINDS = (
    ("stay", "不变", ([0, 1, 2], [0, 1, 2])),
    ("worsen", "加重", ([0, 0, 1], [1, 2, 2])),
    ("recover", "恢复", ([1, 2, 2], [0, 0, 1])),
    ("die", "死亡", ([0, 1, 2], [3, 3, 3])),
)
_CITED = {"use": "checked", "source_id": "cui_2022", "grade": "published"}


def published_chances(inputs: Path) -> Floats:
    """Return Cui's tables 3 and 4."""
    table = read_table(inputs, "transitions_cui_2022.csv")
    return table.iloc[:, 3:].to_numpy(dtype=float).reshape(_SHAPE)


def model_chances(living: Living) -> Floats:
    """Return the same chances in the model."""
    result = np.empty(_SHAPE)
    for span, years in enumerate(_YEARS):
        for state, move in enumerate(measure.transitions(living, years)):
            for sex, group in np.ndindex(2, 7):
                ages = aged(*_ages(group))
                found = measure.chances(move, measure.SEXES[sex], ages)
                result[sex, group, state, span] = found
    return result


def _ages(group: int) -> tuple[int, int]:
    """Return the first and last age; the last group is open."""
    first = 65 + 5 * group
    return first, first + 4 if group < _SHAPE[1] - 1 else OLDEST


def transition_rows(
    known: Floats, model: Floats, drawn: Floats
) -> Iterator[dict[str, object]]:
    """Yield a row for each published chance.

    Parameters
    ----------
    known, model, drawn
        Published; of the central rates; of the draws (draws first).
    """
    low, high = measure.interval(drawn)
    for place in np.ndindex(known.shape):
        sex, group, state, span, to = place
        first, last = _ages(group)
        ages = f"{first}+" if last == OLDEST else f"{first}-{last}"
        years, name = _YEARS[span], measure.SEXES[sex]
        start, end = _STATES[state], _STATES[to]
        yield _CITED | {
            "check": f"transition_{years}y_{name}_{ages}_{start[0]}_{end[0]}",
            "label_zh": f"{years}年内{start[1]}→{end[1]}，{_SEXES[name]}，{ages}岁",
            "label_en": f"{start[0]} to {end[0]} in {years} y, {name}, {ages}",
            "unit": "share",
            "published": known[place],
            "model": model[place],
            "model_low": low[place],
            "model_high": high[place],
        }


def score_rows(
    known: Floats, model: Floats, drawn: Floats
) -> Iterator[dict[str, object]]:
    """Yield the mean chance of each way to go, and how far single chances are apart."""
    low, high = measure.interval(drawn)
    within = (low <= known) & (known <= high)
    for name, zh, (start, end) in _KINDS:
        for span, years in enumerate(_YEARS):
            at = (..., start, span, end)
            means = drawn[at].mean(axis=(1, 2, 3))
            ends = measure.interval(means)
            apart = np.abs(known - model)[at].mean()
            share = within[at].mean()
            yield _CITED | {
                "check": f"transitions_{years}y_{name}",
                "label_zh": f"{years}年转移概率的平均：{zh}",
                "label_en": f"Mean chance to {name} in {years} y",
                "unit": "share",
                "published": known[at].mean(),
                "model": model[at].mean(),
                "model_low": ends[0],
                "model_high": ends[1],
                "note_zh": f"平均绝对差{apart:.3f}；公布值有{share:.0%}在模型区间内",
                "note_en": f"mean absolute difference {apart:.3f}; {share:.0%} of the "
                "published chances lie in the model's interval",
            }
