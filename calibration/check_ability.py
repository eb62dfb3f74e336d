"""Compare ability and death in the model with what is published of them.

Nothing is fitted here: rows whose `use` is `checked` were never shown to the model;
those that say `fitted` show that what it was given comes out. The value of the model
is that of its central rates; its interval is the middle 80 % of `DRAWS` joint draws of
what prevalence and the life table leave open (`calibration/steps/ability_draws.py`).

`inside` says whether the published value, or its interval, meets the model's interval;
for an upper (lower) bound, whether the model's value lies below (above) it.

Run with ``python -m calibration.check_ability``; writes
`results/reference/ability_checks.csv` from `calibration/inputs/ability_checks.csv` and
`transitions_cui_2022.csv`. Ids of sources: `calibration/inputs/ability_sources.csv`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.steps import ability_measures as measure
from calibration.steps.ability_draws import (
    DEFINITIONS,
    Elders,
    central,
    draws,
    elders_of,
)
from calibration.steps.ability_measures import OLDEST, Living, aged, interval
from calibration.steps.ability_transitions import (
    model_chances,
    published_chances,
    score_rows,
    transition_rows,
)
from calibration.steps.places import CALIBRATION, INPUTS, write_table
from sim.scenario import load_scenario

Floats = NDArray[np.float64]

DRAWS = 200
_REFERENCE = CALIBRATION.parent / "results" / "reference" / "ability_checks.csv"
_BASELINE = CALIBRATION.parent / "scenarios" / "baseline.yaml"
_LEVEL = {"able": [0], "mild": [1], "moderate": [2], "severe": [3]}
_ANYBODY, _DISABLED, _IN_NEED = [0, 1, 2, 3], [1, 2, 3], [2, 3]
_OLD = {"65": aged(65, OLDEST), "65_79": aged(65, 79), "80": aged(80, OLDEST)}
_GROUPS = {"65-74": aged(65, 74), "75-84": aged(75, 84), "85+": aged(85, OLDEST)}
_EXPECTANCIES = {
    "life_expectancy_60": (60, _ANYBODY),
    "years_disabled_60": (60, _DISABLED),
    "years_disabled_65": (65, _DISABLED),
    "years_moderate_severe_60": (60, _IN_NEED),
}
_PUBLISHED = ["published", "published_low", "published_high"]
_MODEL = ["model", "model_low", "model_high"]
_COLUMNS = [
    *("check", "label_zh", "label_en", "definition", "unit", "use", "bound"),
    *(*_PUBLISHED, *_MODEL, "inside", "source_id", "grade", "note_zh", "note_en"),
]


def figures(living: Living) -> dict[str, float]:
    """Return the model's value of every check of the input table."""
    return {
        **dict(_risks(living)),
        **dict(_stocks(living)),
        "incidence_65": measure.incidence(living, _OLD["65"]),
        "growth_60_plus": measure.growth(living, _ANYBODY),
        "growth_moderate_severe": measure.growth(living, _IN_NEED),
    }


def _risks(living: Living) -> Iterator[tuple[str, float]]:
    yield (
        "hazard_ratio_disabled_65",
        measure.hazard_ratio(living, _DISABLED, _OLD["65"], years=12),
    )
    for level in ("mild", "severe"):
        for name, ages in _OLD.items():
            ratio = measure.hazard_ratio(living, _LEVEL[level], ages, years=12)
            yield f"hazard_ratio_{level}_{name}", ratio
    for level in ("able", "mild", "severe"):
        dead = measure.deaths_within(living, _LEVEL[level], _OLD["65"], years=3)
        yield f"deaths_3_years_{level}", dead


def _stocks(living: Living) -> Iterator[tuple[str, float]]:
    for sex in measure.SEXES:
        for name, (age, levels) in _EXPECTANCIES.items():
            yield f"{name}_{sex}", measure.expectancy(living, sex, age, levels)
    for group, ages in _GROUPS.items():
        for level in ("mild", "moderate", "severe"):
            share = measure.prevalence(living, _LEVEL[level], ages)
            yield f"prevalence_{level}_{group}", share
    everybody = aged(60, OLDEST)
    yield (
        "prevalence_disabled_60",
        measure.prevalence(living, _DISABLED, everybody),
    )


def check_table(inputs: Path = INPUTS, number: int = DRAWS) -> pd.DataFrame:
    """Return all checks under both definitions, in the order of the inputs.

    Parameters
    ----------
    number
        Draws for the model's interval.
    """
    elders = elders_of(load_scenario(_BASELINE))
    rows: list[dict[str, object]] = []
    for definition in DEFINITIONS:
        found = _rows(elders, definition, inputs, number)
        rows += [row | {"definition": definition} for row in found]
    table = pd.DataFrame(rows).reindex(columns=_COLUMNS)
    for name in (*_PUBLISHED, *_MODEL):
        table[name] = pd.to_numeric(table[name], errors="coerce")
    table["inside"] = [_inside(row) for _, row in table.iterrows()]
    text = {name: table[name].map("{:.4g}".format) for name in _PUBLISHED + _MODEL}
    return table.assign(**text).replace("nan", "").fillna("")


def _rows(
    elders: Elders, definition: str, inputs: Path, number: int
) -> Iterator[dict[str, object]]:
    """Yield the checks under one definition."""
    middle = elders.living(central(), definition)
    drawn = [elders.living(values, definition) for values in draws(number)]
    found, spread = figures(middle), pd.DataFrame([figures(one) for one in drawn])
    published = pd.read_csv(inputs / "ability_checks.csv", keep_default_na=False)
    for row in published.to_dict("records"):
        name = str(row["check"])
        ends = interval(spread[name].to_numpy())
        model = dict(zip(_MODEL, (found[name], *ends), strict=True))
        yield {str(key): value for key, value in row.items()} | model
    chances = (
        published_chances(inputs),
        model_chances(middle),
        np.array([model_chances(one) for one in drawn]),
    )
    yield from score_rows(*chances)
    yield from transition_rows(*chances)


def _inside(row: pd.Series) -> str:
    """Return yes or no, or nothing where nothing is published."""
    known = np.array([row[name] for name in _PUBLISHED], dtype=float)
    if np.isnan(known).all():
        return ""
    low, high = np.nanmin(known), np.nanmax(known)
    model, model_low, model_high = (float(row[name]) for name in _MODEL)
    agrees = {
        "upper": model <= high,
        "lower": model >= low,
    }.get(str(row["bound"]), low <= model_high and high >= model_low)
    return "yes" if agrees else "no"


def main(arguments: list[str]) -> None:
    """Write the table to the reference results, or to the file that is given."""
    write_table(check_table(), Path(arguments[0]) if arguments else _REFERENCE)


if __name__ == "__main__":
    main(sys.argv[1:])
