"""By which figures scenarios are compared, and which way each of them is better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.indicators.catalogue import CATALOGUE, Words
from sim.own_yaml import own_yaml

WITHOUT_RULES: Final = {
    name: entry.without_rules
    for name, entry in CATALOGUE.items()
    if entry.without_rules is not None
}
"""Figures that only runs with rules have, with their value in all others."""

SPLITS: Final = ("tier", "ownership", "operation", "residence")


@dataclass(frozen=True)
class Headline:
    """A figure of the whole area by which scenarios are compared."""

    id: str
    """Name in tables of comparisons."""
    indicator: str
    """Entry of the catalogue of indicators."""
    splits: Mapping[str, str]
    """Columns told apart; all others are `all`."""
    better: Literal["up", "down", ""]
    """Which way is better; nothing where neither is, and the figure is not ranked."""
    label: Words
    """Name for people."""
    with_rules: bool = False
    """Whether it is shown only where a scenario has rules."""

    @property
    def unit(self) -> str:
        """Code of the unit; shares run from 0 to 1."""
        return CATALOGUE[self.indicator].unit

    @property
    def sign(self) -> float:
        """1 where more is better, -1 where less is."""
        return -1.0 if self.better == "down" else 1.0

    def among(self, figures: pd.DataFrame) -> NDArray[np.bool_]:
        """Return which rows of a table of figures are this one. Shape (rows)."""
        mask = (figures["indicator"] == self.indicator) & (
            figures["area_level"] == "region"
        )
        for split in SPLITS:
            mask &= figures[split] == self.splits.get(split, "all")
        return mask.to_numpy(dtype=bool)


@cache
def headline_list() -> tuple[Headline, ...]:
    """Return all headlines in the order in which they are shown."""
    listed = []
    for name, entry in own_yaml(__package__, "headlines.yaml").items():
        label = entry.get("label")
        listed.append(
            Headline(
                id=str(name),
                indicator=entry["indicator"],
                splits=dict(entry.get("splits", {})),
                better=entry.get("better", ""),
                label=Words(**label) if label else CATALOGUE[entry["indicator"]].label,
                with_rules=entry.get("with_rules", False),
            )
        )
    return tuple(listed)


def named_headlines(figures: pd.DataFrame) -> NDArray[np.object_]:
    """Return which headline each row of a table is, empty for other figures.

    Headlines of rules are none in a table of runs without rules, which may have
    figures of cost.
    """
    names = np.full(len(figures), "", dtype=object)
    ruled = bool(figures["indicator"].isin(WITHOUT_RULES).any())
    for headline in headline_list():
        if ruled or not headline.with_rules:
            names[headline.among(figures)] = headline.id
    return names
