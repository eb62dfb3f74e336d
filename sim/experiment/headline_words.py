"""The headlines with their words, as pages of comparisons and sweeps read them."""

from __future__ import annotations

import pandas as pd

from sim.indicators import CATALOGUE
from sim.indicators.headlines import headline_list


def headline_rows() -> list[dict[str, str]]:
    """Return a row a headline.

    Returns
    -------
        Keys headline, indicator, of (`whole`, or `part`: of one kind of homes),
        label_zh, label_en, unit, unit_zh, unit_en, better (`up`, `down` or empty).
    """
    rows = []
    for one in headline_list():
        unit = CATALOGUE[one.indicator].unit_label
        rows.append(
            {
                "headline": one.id,
                "indicator": one.indicator,
                "of": "part" if one.splits else "whole",
                "label_zh": one.label.zh,
                "label_en": one.label.en,
                "unit": one.unit,
                "unit_zh": unit.zh,
                "unit_en": unit.en,
                "better": str(one.better),
            }
        )
    return rows


def headlines_table() -> pd.DataFrame:
    """Return the rows of `headline_rows` as a table."""
    return pd.DataFrame(headline_rows())
