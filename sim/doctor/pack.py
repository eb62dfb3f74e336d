"""Whether an area pack is plausible: what loads, but cannot be so.

What makes a pack unusable (unknown townships, a home twice, shares beyond 1, a source
that is not listed) is refused when it is loaded and is not looked for again here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.area import Area, AreaError, load_area
from sim.area.location import find_area
from sim.area.tables import csv_text
from sim.doctor.findings import Finding, Section
from sim.doctor.places import (
    homes_outside,
    townships_out_of_reach,
    wrong_rings,
)
from sim.report.words import Text, Words

# Homes have beds for a few of a hundred elders; more is a slip of the pen.
_MOST_BEDS: Final = 0.2
# An import spreads a county's elders over its townships and keeps the sums.
_MOST_APART: Final = 0.1
_OBSERVED: Final = "observed.csv"
_OLDEST: Final = 95

Check = Callable[[Area, Words], Iterator[Finding]]


def pack_section(area: Area, words: Words, max_minutes: float | None = None) -> Section:
    """Return what is odd about a pack.

    Parameters
    ----------
    max_minutes
        Farthest journey to a home that elders consider, as a scenario has it; the
        pack's own if missing.
    """
    found = [one for check in CHECKS for one in check(area, words)]
    found += townships_out_of_reach(area, words, max_minutes)
    if not found:
        found = [Finding("fine", words["pack.sound"])]
    title = words["doctor.pack"].fill(name=area.name)
    return Section(title, found)


def _residents(area: Area, words: Words) -> Iterator[Finding]:
    """Find homes with more residents than beds."""
    if area.homes is None:
        return
    homes = area.homes.set_index("home_id")
    beds = homes["beds_ordinary"] + homes["beds_nursing"]
    counted = homes.filter(regex=r"(^residents|_residents$)")
    most = counted.max(axis=1) if len(counted.columns) else beds * 0
    observed = area.folder / _OBSERVED
    if observed.is_file():
        seen = pd.read_csv(StringIO(csv_text(observed)), dtype={"home_id": str})
        if {"home_id", "residents"} <= set(seen.columns):
            by_home = seen.groupby("home_id")["residents"].max()
            most = most.combine(by_home.reindex(homes.index).fillna(0), max)
    full = homes.index[(most > beds).to_numpy()]
    if len(full):
        text = words["pack.residents"].fill(count=len(full))
        yield Finding("fault", text, list(full))


def _without_beds(area: Area, words: Words) -> Iterator[Finding]:
    if area.homes is None:
        return
    homes = area.homes
    none = homes["home_id"][(homes["beds_ordinary"] + homes["beds_nursing"]) == 0]
    if len(none):
        yield Finding("note", words["pack.no_beds"].fill(count=len(none)), list(none))
    alone = homes["home_id"][homes["care_staff"] == 0]
    if len(alone):
        yield Finding(
            "note", words["pack.no_staff"].fill(count=len(alone)), list(alone)
        )


def _same_homes(area: Area, words: Words) -> Iterator[Finding]:
    """Find homes of one name in one township: perhaps one home written twice."""
    if area.homes is None:
        return
    named = area.homes[area.homes["name"].str.strip() != ""]
    twice = named.duplicated(["township_code", "name"], keep=False)
    if twice.any():
        text = words["pack.same_name"].fill(count=int(twice.sum()))
        yield Finding("note", text, list(named["home_id"][twice]))


def _elders(area: Area, words: Words) -> Iterator[Finding]:
    """Find places without elders, and counties with more beds than could be."""
    aged = area.elders[area.elders["age_group"] >= "60-64"]
    by_town = aged.groupby("township_index")["elders"].sum()
    towns = area.townships
    none = towns.index.difference(by_town.index[by_town > 0])
    lived_in = towns.loc[none]
    settled = lived_in["villages"] + lived_in["resident_committees"] > 0
    empty = lived_in[settled]["township_code"]
    if len(empty):
        yield Finding(
            "note", words["pack.no_elders"].fill(count=len(empty)), list(empty)
        )
    by_county = aged.groupby("county_code")["elders"].sum()
    lacking = [c for c in area.counties["county_code"] if not by_county.get(c, 0)]
    if lacking:
        text = words["pack.county_empty"].fill(count=len(lacking))
        yield Finding("fault", text, lacking)
    yield from _beds(area, by_county, words)
    yield from _region(area, by_county, words)


def _beds(area: Area, by_county: pd.Series, words: Words) -> Iterator[Finding]:
    if area.homes is None:
        return
    beds = area.homes["beds_ordinary"] + area.homes["beds_nursing"]
    per_county = beds.groupby(area.homes["county_code"]).sum()
    share = per_county / by_county.reindex(per_county.index)
    many = share.index[share > _MOST_BEDS]
    if len(many):
        text = words["pack.many_beds"].fill(count=len(many), share=f"{_MOST_BEDS:.0%}")
        yield Finding("note", text, list(many))


def _region(area: Area, by_county: pd.Series, words: Words) -> Iterator[Finding]:
    """Hold the elders of an imported county against those its region has there."""
    if not area.part_of:
        return
    try:
        region = load_area(find_area(area.part_of, area.folder))
    except (AreaError, LookupError, ValueError):
        yield Finding("note", words["pack.no_region"].fill(name=area.part_of))
        return
    aged = region.elders[region.elders["age_group"] >= "60-64"]
    known = aged.groupby("county_code")["elders"].sum()
    for code, elders in by_county.items():
        other = float(known.get(code, np.nan))
        if np.isfinite(other) and abs(elders / other - 1) > _MOST_APART:
            text = words["pack.sums"].fill(
                county=_county(area, str(code)),
                elders=f"{elders:,.0f}",
                other=f"{other:,.0f}",
                region=Text.of(region.title),
            )
            yield Finding("note", text)


def _county(area: Area, code: str) -> Text:
    row = area.counties[area.counties["county_code"] == code].iloc[0]
    return Text(str(row["name_zh"]), str(row["name_en"]))


def _rates(area: Area, words: Words) -> Iterator[Finding]:
    """Find disability that falls with age, and deaths that no people has."""
    levels = ["mild", "moderate", "severe"]
    shares = area.tables["prevalence"].assign(
        any=lambda table: table[levels].sum(axis=1)
    )
    shares = shares[shares["age"].between(65, _OLDEST)]
    for keys, group in shares.groupby(["residence", "sex"]):
        steps = group.sort_values("age")["any"].diff().dropna()
        if (steps < -0.01).any():
            who = [words.named("who", str(key)) for key in keys]
            who_told = Text("".join(w.zh for w in who), " ".join(w.en for w in who))
            yield Finding("note", words["pack.prevalence"].fill(who=who_told))
    deaths = area.tables["mortality_rate"]
    old = deaths[deaths["age_start"].between(60, 84)]["rate"]
    if len(old) and (old.max() > 1 or old.max() < 0.01):
        yield Finding("note", words["pack.mortality"].fill(rate=f"{old.max():.3g}"))


def _ranges(area: Area, words: Words) -> Iterator[Finding]:
    """Find values of the pack outside the range that it gives them itself."""
    outside = [
        path
        for path, one in area.parameters.items()
        if isinstance(one.value, int | float) and not isinstance(one.value, bool)
        if one.low is not None and one.high is not None
        if not one.low <= one.value <= one.high
    ]
    if outside:
        yield Finding("fault", words["pack.range"].fill(count=len(outside)), outside)


def _sources(area: Area, words: Words) -> Iterator[Finding]:
    """Find sources that say nothing of themselves, or that nothing names."""
    own = area.sources[area.sources["source_id"] != "calibration"]
    blank = own[(own[["title", "publisher", "year"]] == "").any(axis=1)]["source_id"]
    if len(blank):
        text = words["pack.source_blank"].fill(count=len(blank))
        yield Finding("note", text, list(blank))
    # A source that says what it covers needs no row to name it.
    covers = own.get("covers", pd.Series("", index=own.index)) != ""
    written = "\n".join(_texts(area.folder))
    unused = [one for one in own["source_id"][~covers] if one not in written]
    if unused:
        text = words["pack.source_unused"].fill(count=len(unused))
        yield Finding("note", text, unused)
    unknown = sorted(
        set(_named(area.homes_totals or {})) - set(area.sources["source_id"])
    )
    if unknown:
        text = words["pack.source_unknown"].fill(count=len(unknown))
        yield Finding("fault", text, unknown)


def _named(tree: Mapping[str, Any]) -> Iterator[str]:
    """Yield the sources that the totals of homes name, which loading leaves alone."""
    for one in tree.values():
        if isinstance(one, Mapping):
            if "source" in one:
                yield str(one["source"])
            yield from _named(one)


def _texts(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".csv", ".yaml"} and file.name not in {
            "sources.csv",
            "elders.csv",
        }:
            yield file.read_text(encoding="utf-8-sig", errors="replace")


def pack_of(folder: Path) -> Area | tuple[str, str]:
    """Return a pack, or why it cannot be loaded, in Chinese and English."""
    try:
        return load_area(folder)
    except AreaError as error:
        return error.message("zh"), error.message("en")


def _rings(area: Area, words: Words) -> Iterator[Finding]:
    features: list[Any] = (area.boundaries or {}).get("features", [])
    wrong = [str(one["id"]) for one in features if wrong_rings(one["geometry"])]
    if wrong:
        yield Finding("fault", words["pack.rings"].fill(count=len(wrong)), wrong)
    drawn = {str(one["id"]) for one in features}
    missing = [c for c in area.counties["county_code"] if c not in drawn]
    if features and missing:
        text = words["pack.no_boundary"].fill(count=len(missing))
        yield Finding("note", text, missing)


CHECKS: Final[tuple[Check, ...]] = (
    *(homes_outside, _residents, _without_beds, _same_homes),
    *(_elders, _rates, _ranges, _sources, _rings),
)
