"""Which scenario is best by each headline, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.indicators.headlines import Headline, headline_list
from sim.indicators.paired import is_rounding
from sim.indicators.repetitions import Codes, Repetitions, Values
from sim.indicators.spread import split_sd

RANKING: Final = [
    "headline", "label_zh", "label_en", "indicator", "unit", "better", "year",
    "scenario", "mean", "rank", "n", "chance_best", "chance_best_error",
    "chance_better", "chance_equal",
]  # fmt: skip
SHARES: Final = [
    "headline", "label_zh", "label_en", "unit", "year", "what", "scenario",
    "reference", "sd_chance", "sd_ignorance", "percent_chance", "percent_ignorance",
    "draws", "replications",
]  # fmt: skip
# Figures equal but for the rounding of the last digits are equal.
_ROUNDING: Final = 1e-9


def ranking_table(
    repetitions: Repetitions, reference: str, years: Sequence[int]
) -> pd.DataFrame:
    """Return the order of the scenarios by each headline that has a better side.

    Parameters
    ----------
    repetitions
        Figures of all scenarios.
    reference
        The scenario that the others are held against.
    years
        Years for which the order is given.

    Returns
    -------
        A row a headline, year and scenario, columns `RANKING`. `mean` is over the `n`
        repetitions in which every scenario has the figure; `rank` 1 is best, equals
        share a rank; `chance_best` the share of the repetitions in which the scenario
        is best, equals sharing it, `chance_best_error` its Monte Carlo standard error
        (over draws if there are several), never 0; `chance_better` and `chance_equal`
        the shares of the repetitions in which it is better than the reference or as
        good, missing for the reference itself.
    """
    rows: list[dict[str, Any]] = []
    for headline in headline_list():
        if headline.better:
            for year in years:
                rows += _ranked(repetitions, headline, reference, year)
    return pd.DataFrame(rows, columns=RANKING)


def chance_and_ignorance(repetitions: Repetitions, reference: str) -> pd.DataFrame:
    """Return how much of the spread of headlines is chance, and how much ignorance.

    Parameters
    ----------
    repetitions
        Figures of all scenarios.
    reference
        The scenario that the others are held against.

    Returns
    -------
        A row a headline, year and scenario (`what` is `figure`), and one for each
        difference from the reference (`difference`), columns `SHARES`: standard
        deviation by chance and by what is not known, as `split_sd` tells them apart,
        and the shares of both in the variance. [percent] What cannot be told apart
        (one draw, one replication in each, or no spread) is missing; with one draw
        `sd_chance` is that of its replications.
    """
    chosen = repetitions.only((repetitions.figures["headline"] != "").to_numpy())
    parts = [
        _shares(chosen, name, "", each) for name, each in chosen.by_scenario.items()
    ]
    for name, each in chosen.by_scenario.items():
        if name != reference:
            change = each - chosen.by_scenario[reference]
            parts.append(_shares(chosen, name, reference, change))
    table = pd.concat(parts, ignore_index=True)
    order = {one.id: place for place, one in enumerate(headline_list())}
    place = table["headline"].map(order)
    return table.assign(_place=place).sort_values(
        ["_place", "year"], kind="stable", ignore_index=True
    )[SHARES]


def chance_of_best(values: Values) -> Values:
    """Return how much of the first place each scenario has in each repetition.

    Parameters
    ----------
    values
        The larger the better. Shape (scenarios, repetitions)
    """
    best = values >= values.max(axis=0) - _tolerance(values)
    shared: Values = best / best.sum(axis=0)
    return shared


def error_of_chance(shares: Values, draw: Codes) -> float:
    """Return the Monte Carlo standard error of a chance, never 0.

    Parameters
    ----------
    shares
        0, 1, or a part of it, a repetition each.
    draw
        Draw of each repetition; only draws are independent, if there are several.

    Notes
    -----
    Two successes and two failures are added, after Agresti and Coull: what never
    happened in twenty repetitions may still happen in the next.
    """
    numbers = np.unique(draw)
    if len(numbers) > 1:
        shares = np.array([shares[draw == one].mean() for one in numbers])
    n = len(shares)
    chance = (shares.sum() + 2) / (n + 4)
    return float(np.sqrt(chance * (1 - chance) / (n + 4)))


def _tolerance(values: Values) -> Values:
    size: Values = _ROUNDING * np.maximum(1.0, np.abs(values).max(axis=0))
    return size


def _labelled(headline: Headline) -> dict[str, Any]:
    return {
        "headline": headline.id,
        "label_zh": headline.label.zh,
        "label_en": headline.label.en,
        "indicator": headline.indicator,
        "unit": headline.unit,
        "better": headline.better,
    }


def _ranked(
    repetitions: Repetitions, headline: Headline, reference: str, year: int
) -> list[dict[str, Any]]:
    figures = repetitions.figures
    mask = (figures["headline"] == headline.id) & (figures["year"] == year)
    if not mask.any():
        return []
    row = int(np.flatnonzero(mask)[0])
    values = np.stack([table[row] for table in repetitions.by_scenario.values()])
    known = np.isfinite(values).all(axis=0)
    if not known.any():
        return []
    values, draw = values[:, known], repetitions.draw[known]
    good = headline.sign * values
    mean, best = good.mean(axis=1), chance_of_best(good)
    base = good[list(repetitions.by_scenario).index(reference)]
    told = []
    for place, name in enumerate(repetitions.by_scenario):
        both = np.stack([good[place], base])
        equal = np.abs(both[0] - both[1]) <= _tolerance(both)
        line = {
            "year": year,
            "scenario": name,
            "mean": float(values[place].mean()),
            "rank": 1 + int((mean > mean[place] + _tolerance(mean[:, None])).sum()),
            "n": int(known.sum()),
            "chance_best": float(best[place].mean()),
            "chance_best_error": error_of_chance(best[place], draw),
        }
        if name != reference:
            line["chance_better"] = float(((both[0] > both[1]) & ~equal).mean())
            line["chance_equal"] = float(equal.mean())
        told.append(_labelled(headline) | line)
    return sorted(told, key=lambda one: int(one["rank"]))


def _shares(
    repetitions: Repetitions, name: str, reference: str, values: Values
) -> pd.DataFrame:
    """Return what the spread of one scenario's headlines is made of."""
    figures = repetitions.figures
    known = np.isfinite(values)
    group, column = np.nonzero(known)
    # Figures known in no repetition have no row, and no group either.
    rows, group = np.unique(group, return_inverse=True)
    picked = values[known]
    chance, ignorance = split_sd(picked, group, repetitions.draw[column])
    if repetitions.draws == 1:
        n = np.bincount(group)
        spread = picked - (np.bincount(group, weights=picked) / n)[group]
        squares = np.bincount(group, weights=spread**2)
        nowhere = np.full(len(n), np.nan)
        chance = np.sqrt(np.divide(squares, n - 1, out=nowhere, where=n > 1))
    level = np.bincount(group, weights=picked) / np.bincount(group)
    chance = np.where(is_rounding(chance**2, level), 0.0, chance)
    ignorance = np.where(is_rounding(ignorance**2, level), 0.0, ignorance)
    total = chance**2 + ignorance**2
    nowhere = np.full(len(total), np.nan)
    part = np.divide(chance**2, total, out=nowhere, where=np.nan_to_num(total) > 0)
    table = figures.iloc[rows][["headline", "unit", "year"]].reset_index(drop=True)
    labels = {one.id: one.label for one in headline_list()}
    table["label_zh"] = [labels[str(one)].zh for one in table["headline"]]
    table["label_en"] = [labels[str(one)].en for one in table["headline"]]
    table["what"] = "difference" if reference else "figure"
    table["scenario"], table["reference"] = name, reference
    table["sd_chance"], table["sd_ignorance"] = chance, ignorance
    table["percent_chance"], table["percent_ignorance"] = 100 * part, 100 * (1 - part)
    table["draws"], table["replications"] = repetitions.draws, repetitions.replications
    return table
