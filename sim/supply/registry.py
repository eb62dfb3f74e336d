"""The registry of homes: read where a pack has one, drawn where it has only totals.

A drawn registry is not data. Its sums are the published ones, exactly; everything
else about a single home is an assumption, and one registry is drawn for each
parameter draw, so that no answer rests on one of them. What is declared of the homes
is itself open within ranges; `declared` says what holds in a draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.area import Area
from sim.area.home_kinds import KINDS, LETTERS
from sim.area.units import RURAL_KINDS
from sim.streams import Streams
from sim.supply.declared import declared, draw_streams
from sim.supply.homes import COLUMNS
from sim.supply.rounding import largest_remainder


def draw_registry(
    area: Area, *, seed: int, draw: int, home_effect_sd: float, under_60_per_bed: float
) -> pd.DataFrame:
    """Return the registry of a draw, with the columns of `sim.supply.homes.COLUMNS`.

    Parameters
    ----------
    area
        A pack with a registry (which is taken as it is) or with published totals and
        declared distributions.
    seed, draw
        Address of the random numbers. From draw 1 on, what is declared with a range
        is drawn as well.
    home_effect_sd
        Standard deviation of the persistent attractiveness of a home. [utility] A
        home of which the registry has a mean and a standard deviation of its own has
        that mean in draw 0, and is drawn around it in others.
    under_60_per_bed
        Guaranteed residents under 60 per licensed bed of a public home, where the
        registry does not count them. [persons per bed]
    """
    streams = draw_streams(seed, draw)
    if area.homes is not None:
        table = _given(area.homes)
    else:
        if area.homes_totals is None:
            raise ValueError(f"pack {area.name} has neither homes nor totals")
        table = _drawn(area, declared(area.homes_totals, streams, draw), streams)
    chance = streams.generator("home_effect").standard_normal(len(table))
    table["home_effect"] = _effects(table, chance, draw, home_effect_sd)
    if "under_60_residents" not in table:
        table["under_60_residents"] = _under_60(table, under_60_per_bed)
    table["draw"] = draw
    return table[COLUMNS].reset_index(drop=True)


def _effects(
    table: pd.DataFrame, chance: NDArray[np.float64], draw: int, sd: float
) -> NDArray[np.float64]:
    """Return the effects of homes: what was observed, else drawn."""
    if "home_effect" not in table:
        return chance * sd
    mean = table["home_effect"].to_numpy(dtype=np.float64)
    own = table["home_effect_sd"].to_numpy(dtype=np.float64)
    # What an observation leaves open is never more than was open before.
    around = mean + (0.0 if draw == 0 else chance * np.minimum(own, sd))
    return np.where(np.isnan(mean), chance * sd, around)


def _given(homes: pd.DataFrame) -> pd.DataFrame:
    table = homes.copy()
    table["synthetic"] = False
    if table.get("under_60_residents", pd.Series(dtype=float)).isna().any():
        table = table.drop(columns="under_60_residents")
    # A date in `opened` means "later than the start" from here on: all homes of a
    # registry stand by then, or the scenario was refused.
    table["opened"] = ""
    return table


def _under_60(table: pd.DataFrame, per_bed: float) -> NDArray[np.int64]:
    """Share the residents under 60 out over the public homes by their beds."""
    beds = (table["beds_ordinary"] + table["beds_nursing"]).to_numpy(dtype=np.float64)
    weights = np.where(table["ownership"] == "public", beds, 0.0)
    total = round(per_bed * weights.sum())
    ordinary = table["beds_ordinary"].to_numpy(dtype=np.int64)
    return largest_remainder(weights, total, upper=ordinary)


def _drawn(area: Area, totals: Mapping[str, Any], streams: Streams) -> pd.DataFrame:
    """Place and size the homes so that the published sums are met exactly."""
    counts = {kind: int(totals[f"{kind}_homes"]["value"]) for kind in KINDS}
    spread = totals["distributions"]
    placed = pd.concat(
        [
            _placed(kind, _sites(kind, counts[kind], area, streams), area)
            for kind in KINDS
        ],
        ignore_index=True,
    )
    kind = placed["kind"].to_numpy()
    beds = _beds(kind, counts, int(totals["beds"]["value"]), spread, streams)
    nursing = _nursing(
        kind, beds, int(totals["nursing_beds"]["value"]), spread, streams
    )
    placed["beds_nursing"] = nursing
    placed["beds_ordinary"] = beds - nursing
    _condition(placed, beds, spread, streams)
    placed["regional_center"] = _centers(
        placed, beds, int(totals["regional_centers"]["value"]), streams
    )
    placed["accepts_social"] |= placed["regional_center"]
    return placed.sort_values("home_id", ignore_index=True)


def _sites(kind: str, count: int, area: Area, streams: Streams) -> NDArray[np.int64]:
    """Return the township in which each home of a kind stands."""
    towns = area.townships
    generator = streams.generator(f"sites_{kind}")
    committees = towns["resident_committees"].to_numpy(dtype=np.float64)
    if kind == "county":
        # The county seat is the unit with most resident committees.
        seat = (
            pd.DataFrame({"county": towns["county_index"], "committees": committees})
            .groupby("county")["committees"]
            .idxmax()
        )
        return seat.to_numpy(dtype=np.int64)[:count]
    if kind == "township":
        rural = towns["kind"].isin(RURAL_KINDS).to_numpy()
        weights = np.where(rural, towns["villages"].to_numpy(dtype=np.float64), 0.0)
        # Sampling without replacement by exponential keys: the larger, the likelier.
        keys = generator.exponential(size=len(weights)) / np.maximum(weights, 1e-12)
        return np.sort(np.argsort(keys, kind="stable")[:count])
    urban = area.elders[
        (area.elders["residence"] == "urban") & (area.elders["age_group"] >= "60-64")
    ]
    elders = np.bincount(
        urban["county_index"], weights=urban["elders"], minlength=len(area.counties)
    )
    per_county = largest_remainder(elders.astype(np.float64), count)
    county = towns["county_index"].to_numpy()
    sites: list[int] = []
    for index, homes in enumerate(per_county.tolist()):
        units = np.flatnonzero((county == index) & (committees > 0))
        chance = committees[units] / committees[units].sum()
        sites += sorted(generator.choice(units, size=homes, p=chance).tolist())
    return np.array(sites, dtype=np.int64)


def _placed(kind: str, sites: NDArray[np.int64], area: Area) -> pd.DataFrame:
    """Return the columns that follow from kind and site."""
    towns = area.townships.iloc[sites]
    codes = towns["county_code"].to_numpy()
    number = pd.Series(codes).groupby(codes).cumcount() + 1
    return pd.DataFrame(
        {
            "kind": kind,
            "home_id": [
                f"{code}-{LETTERS[kind]}{n:02d}"
                for code, n in zip(codes, number, strict=True)
            ],
            "name": "",
            "county_code": codes,
            "township_code": towns["township_code"].to_numpy(),
            "tier": "township" if kind == "township" else "county",
            "ownership": "private" if kind == "private" else "public",
            "operation": "direct",
            "lon": towns["lon"].to_numpy(),
            "lat": towns["lat"].to_numpy(),
            "opened": "",
            "synthetic": True,
        }
    )


def _lognormal(
    spread: Mapping[str, Any], size: int, generator: np.random.Generator
) -> NDArray[np.float64]:
    """Draw sizes of a given mean and standard deviation, cut at the bounds."""
    mean, sd = float(spread["mean"]), float(spread["sd"])
    variance = np.log1p((sd / mean) ** 2)
    draw = generator.lognormal(np.log(mean) - variance / 2, np.sqrt(variance), size)
    return np.clip(draw, float(spread["min"]), float(spread["max"]))


def _beds(
    kind: NDArray[np.object_],
    counts: Mapping[str, int],
    total: int,
    spread: Mapping[str, Any],
    streams: Streams,
) -> NDArray[np.int64]:
    """Draw the beds of each home; private homes take what the sum leaves."""
    beds = np.zeros(len(kind), dtype=np.int64)
    left = total
    for name in KINDS:
        sizes = spread[f"{name}_beds"]["parameters"]
        share = left
        if name != "private":
            share = round(counts[name] * float(sizes["mean"]))
            left -= share
        drawn = _lognormal(sizes, counts[name], streams.generator(f"beds_{name}"))
        beds[kind == name] = largest_remainder(drawn, share)
    return beds


def _nursing(
    kind: NDArray[np.object_],
    beds: NDArray[np.int64],
    total: int,
    spread: Mapping[str, Any],
    streams: Streams,
) -> NDArray[np.int64]:
    """Draw the nursing beds: a share by kind that varies between homes."""
    means = spread["nursing_share"]["parameters"]
    mean = np.array([float(means[name]) for name in kind])
    # Beta with mean m and variance m(1-m)/(1+c): homes without and homes with only
    # nursing beds both occur.
    narrow = float(means["concentration"])
    share = streams.generator("nursing_share").beta(narrow * mean, narrow * (1 - mean))
    return largest_remainder(share * beds, total, upper=beds)


def _condition(
    table: pd.DataFrame,
    beds: NDArray[np.int64],
    spread: Mapping[str, Any],
    streams: Streams,
) -> None:
    """Draw staff and state of repair, and who is admitted."""
    kind = table["kind"].to_numpy()

    def by_kind(name: str) -> NDArray[np.float64]:
        values = spread[name]["parameters"]
        return np.array([float(values[k]) for k in kind])

    def chance(name: str, share: NDArray[np.float64]) -> NDArray[np.bool_]:
        result: NDArray[np.bool_] = streams.generator(name).random(len(table)) < share
        return result

    table["care_staff"] = np.round(by_kind("care_staff_per_bed") * beds, 1)
    table["accepts_social"] = chance("accepts_social", by_kind("accepts_social"))
    table["fire_safety_ok"] = chance("fire_safety_ok", by_kind("fire_safety_ok"))
    table["upgradable"] = chance("upgradable", by_kind("upgradable"))
    age = spread["equipment_age_years"]["parameters"]
    table["equipment_age_years"] = np.round(
        streams.generator("equipment_age").uniform(age["min"], age["max"], len(table)),
        1,
    )


def _centers(
    table: pd.DataFrame, beds: NDArray[np.int64], count: int, streams: Streams
) -> NDArray[np.bool_]:
    """Choose the regional centres: larger, upgradable township homes likelier."""
    fit = (table["kind"] == "township") & table["upgradable"]
    weights = np.where(fit, beds.astype(np.float64), 1e-12)
    keys = streams.generator("regional_center").exponential(size=len(table)) / weights
    chosen = np.zeros(len(table), dtype=bool)
    chosen[np.argsort(keys, kind="stable")[:count]] = True
    return chosen
