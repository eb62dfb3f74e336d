"""What a page may have beside the sample: fates of homes, centres, entrusted homes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.indicators.doubt_parts import WANTED, doubt_parts
from sim.indicators.fates import FATES, public_classes, public_fates
from sim.report.homes_data import HomesData


def fates(*names: str) -> HomesData:
    """Return what became of homes: of a real registry where they have names."""
    rows = [
        ("township_public", "under_20", "under_30", "closed", 0.5),
        ("township_public", "under_20", "under_30", "kept", 1.5),
        ("township_public", "20_to_39", "30_to_50", "upgraded", 1.0),
        ("county_public", "80_and_more", "50_to_80", "kept", 3.0),
        ("village_public", "20_to_39", "80_and_more", "merged", 1.0),
        ("private", "40_to_79", "80_and_more", "kept", 2.0),
    ]
    classes = pd.DataFrame(rows, columns=["kind", "size", "fullness", "fate", "homes"])
    if not names:
        return homes_of(classes, None)
    by_home = pd.DataFrame(
        {
            "name": names,
            "kind": "township_public",
            "beds": [20 + 5 * at for at in range(len(names))],
            "occupancy": [0.2 + 0.05 * at for at in range(len(names))],
            "fate": [FATES[at % len(FATES)] for at in range(len(names))],
            "share": 0.9,
        }
    )
    return homes_of(classes, by_home)


def homes_of(classes: pd.DataFrame, by_home: pd.DataFrame | None) -> HomesData:
    """Return the data of a page whose homes fall into given classes."""
    sides = [public_fates(classes, below_half=side) for side in (True, False)]
    return HomesData(2026, 2030, classes, public_classes(classes), *sides, by_home)


def placed(table: pd.DataFrame) -> pd.DataFrame:
    """Return counties with centres, which they lack in the sample."""
    at = np.arange(len(table))
    return table.assign(lon=105 + at % 6, lat=22 + at // 6)


def entrusted(summary: pd.DataFrame) -> pd.DataFrame:
    """Return a summary in which some homes are entrusted, and some lie in villages."""
    whole = summary[summary["tier"].eq("all") & summary["ownership"].eq("all")]
    rows = whole[whole["indicator"].eq("occupancy_rate")]
    village = rows.assign(tier="village", ownership="public")
    operations = [rows.assign(operation=one) for one in ("entrusted", "direct")]
    return pd.concat([summary, village, *operations], ignore_index=True)


def doubtful(summary: pd.DataFrame) -> pd.DataFrame:
    """Return the doubt about every figure whose doubt is split."""
    rows = summary[summary["area_level"].eq("region") & summary["tier"].eq("all")]
    residents = rows[rows["indicator"].eq("residents") & rows["ownership"].eq("all")]
    cost = residents.assign(indicator="cost_public")
    table = pd.concat([summary, cost], ignore_index=True)
    table = table.assign(sd_chance=0.03, sd_ignorance=0.04)
    return doubt_parts(table, 2030, WANTED)


def frozen_draws() -> pd.DataFrame:
    whole = {"tier": "all", "size_class": "all", "draws": 40}
    return pd.DataFrame(
        [{**whole, "mean": 0.002, "worst": -0.014, "share_beyond": 0.05}]
    )
