"""Lasting attractiveness of homes, as far as their observed occupancy tells it.

`home_effects.csv` has a row a home with every step of the sum; `homes.csv` gets the
mean of the effect and its standard deviation, from which draws are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.observed.expected import LEAST_RESIDENTS, apart_from_expected, demand_of
from sim.observed.shrinkage import (
    FEWEST_HOMES,
    centred,
    error_variance,
    spread_of,
    weights,
    year_variance,
)
from sim.scenario import Scenario

_MOST_GAP: Final = 1.0
COLUMNS: Final = [
    "home_id",
    "residents_seen",
    "residents_expected",
    "apart",
    "weight",
    "home_effect",
    "home_effect_sd",
    "grade",
    "source_id",
    "note_zh",
    "note_en",
]


@dataclass(frozen=True)
class SeenResidents:
    """Mean residents by home, and for how long they were seen."""

    by_home: dict[str, float]
    """Under 60 included. [persons]"""
    years: float
    """0 for a count on one day. [years]"""
    mean_stay_years: float
    source: str


def home_effects(scenario: Scenario, seen: SeenResidents) -> pd.DataFrame:
    """Return the effect of every home of which residents were seen.

    Parameters
    ----------
    scenario
        The county as it is, without history.

    Returns
    -------
        Columns `COLUMNS`, in the order of the registry; empty where there are fewer
        than two homes to compare.
    """
    demand = demand_of(scenario)
    ids = demand.table["home_id"].astype(str).to_numpy()
    known = np.isin(ids, list(seen.by_home))
    if known.sum() < 2:
        return pd.DataFrame(columns=COLUMNS)
    # Residents under 60 are a fixed load and choose nothing.
    under_60 = demand.table["under_60_residents"].to_numpy(dtype=np.float64)
    here = np.array([seen.by_home.get(home, 0.0) for home in ids])
    choosing = np.maximum(here - under_60, 0.0)
    shares = demand.shares(np.zeros(len(ids)))
    expected = shares[known] / shares[known].sum() * choosing[known].sum()
    variance = error_variance(
        np.maximum(expected, LEAST_RESIDENTS),
        year_variance(seen.years, seen.mean_stay_years),
    )
    exact = apart_from_expected(demand, choosing, known)
    # Where all choose among the same homes the two are the same.
    apart = np.log(
        np.maximum(choosing[known], LEAST_RESIDENTS)
        / np.maximum(expected, LEAST_RESIDENTS)
    )
    is_exact = exact is not None and _agree(exact[known], apart)
    if exact is not None and is_exact:
        apart = exact[known]
    sd = float(scenario.value("choice.home_effect_sd"))
    of_pack = known.sum() < FEWEST_HOMES
    if not of_pack:
        sd = spread_of(apart, variance)
    apart = centred(apart, variance, sd)
    believed = weights(variance, sd)
    zh, en = _notes(
        seen, sd, int(known.sum()), of_pack=bool(of_pack), is_exact=is_exact
    )
    return pd.DataFrame(
        {
            "home_id": ids[known],
            "residents_seen": here[known].round(2),
            "residents_expected": (expected + under_60[known]).round(2),
            "apart": apart.round(4),
            "weight": believed.round(4),
            "home_effect": (believed * apart).round(4),
            "home_effect_sd": (sd * np.sqrt(1 - believed)).round(4),
            "grade": "derived",
            "source_id": seen.source,
            "note_zh": zh,
            "note_en": en,
        },
        columns=COLUMNS,
    )


def _agree(exact: NDArray[np.float64], ratio: NDArray[np.float64]) -> bool:
    """Tell whether the inversion is within reason of the bare ratio.

    A factor of e and more between them says that the model's choices do not fit the
    place, rather than that homes are that different.
    """
    gap = exact - ratio
    return bool(np.abs(gap - gap.mean()).max() <= _MOST_GAP)


def _notes(
    seen: SeenResidents, sd: float, homes: int, *, of_pack: bool, is_exact: bool
) -> tuple[str, str]:
    time_zh = f"{seen.years:g} 年平均" if seen.years else "一天的在院人数"
    time_en = f"mean of {seen.years:g} years" if seen.years else "count of one day"
    from_zh = "取自地区数据包" if of_pack else f"由本县 {homes} 家机构估计"
    from_en = "from the pack of the region" if of_pack else f"from these {homes} homes"
    how_zh = "按选择模型反推" if is_exact else "ln(实际/预期)"
    how_en = "by the choices inverted" if is_exact else "ln(seen/expected)"
    return (
        f"{time_zh}；apart 为{how_zh}；"
        f"weight = sd²/(sd²+方差)，sd {sd:.2f}（{from_zh}）；"
        "home_effect = weight × apart",
        f"{time_en}; apart {how_en}; "
        f"weight = sd²/(sd²+variance), sd {sd:.2f} ({from_en}); "
        "home_effect = weight × apart",
    )
