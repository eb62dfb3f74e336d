"""The folder of a county: its registry, and its part of the pack of the region."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pandas as pd
from ruamel.yaml import YAML

from sim.area import Area
from sim.area.homes import HOME_COLUMNS
from sim.area.tables import csv_text
from sim.area.units import AGE_GROUPS, RESIDENCES, SEXES
from sim.importing.home_draft import HomeDraft
from sim.importing.homes import OBSERVED
from sim.importing.pack_sources import SHARED, pack_sources
from sim.importing.provenance import Note, filled_table, read_table, written
from sim.importing.rounding import Ints
from sim.importing.travel import Minutes

_OUTSIDE: Final = "outside.beds"


@dataclass(frozen=True)
class CountyPack:
    """All that goes into the folder."""

    area: Area
    """Pack of the region."""
    region: str
    """How that pack was named: looked for beside the new one and in the folders above,
    then in the working folder."""
    code: str
    day: date
    homes: Sequence[HomeDraft]
    townships: Sequence[str]
    elders: Ints
    """By residence, sex, group and township."""
    minutes: Minutes
    notes: Sequence[Note]
    """What was filled beside the cells of homes."""
    files: Sequence[str]
    """Names of the workbooks."""


def write_pack(pack: CountyPack, folder: Path) -> None:
    """Write the pack into an empty folder."""
    for name in ("counties.csv", "townships.csv"):
        table = _text_table(pack.area.folder / name)
        _write(table[table["county_code"] == pack.code], folder / name)
    _write(_elders(pack), folder / "elders.csv")
    _write(_homes(pack), folder / "homes.csv")
    observed = _observed(pack)
    if observed is not None:
        _write(observed, folder / "observed.csv")
    if pack.minutes:
        rows = [(*pair, f"{time:g}") for pair, time in sorted(pack.minutes.items())]
        columns = ["from_township", "to_township", "minutes"]
        _write(pd.DataFrame(rows, columns=columns), folder / "travel_minutes.csv")
    _write(filled_table(pack.homes, pack.notes), folder / "filled.csv")
    _write(read_table(pack.homes), folder / "read.csv")
    given = _text_table(pack.area.folder / "sources.csv")
    _write(
        pack_sources(given, pack.area.name, pack.day, pack.files),
        folder / "sources.csv",
    )
    _boundaries(pack, folder)
    _parameters(pack, folder / "parameters")
    (folder / "area.yaml").write_text(_about(pack), encoding="utf-8")


def _text_table(path: Path) -> pd.DataFrame:
    return pd.read_csv(StringIO(csv_text(path)), dtype=str, keep_default_na=False)


def _write(table: pd.DataFrame, path: Path) -> None:
    # Excel takes a file without the mark for GBK.
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _homes(pack: CountyPack) -> pd.DataFrame:
    columns = list(HOME_COLUMNS)
    if any(not home.lacks("under_60_residents") for home in pack.homes):
        columns.insert(columns.index("fire_safety_ok"), "under_60_residents")
    rows = [
        {"opened": "", **home.known, "county_code": pack.code} for home in pack.homes
    ]
    table = pd.DataFrame(rows)[columns].sort_values("home_id")
    return table.map(written)


def _observed(pack: CountyPack) -> pd.DataFrame | None:
    """Return who was counted in the homes; None if nobody was."""
    known = [
        name
        for name in (*OBSERVED, "under_60_residents", "occupancy")
        if any(name in home.read for home in pack.homes)
    ]
    if not known:
        return None
    rows = [
        {
            "home_id": home.known["home_id"],
            "date": pack.day.isoformat(),
            **{
                name: written(home.known[name]) if name in home.read else ""
                for name in known
            },
        }
        for home in pack.homes
    ]
    return pd.DataFrame(rows).sort_values("home_id")


def _elders(pack: CountyPack) -> pd.DataFrame:
    rows = [
        (pack.code, code, residence, sex, group, int(pack.elders[r, s, g, t]))
        for t, code in enumerate(pack.townships)
        for r, residence in enumerate(RESIDENCES)
        for s, sex in enumerate(SEXES)
        for g, group in enumerate(AGE_GROUPS)
        if pack.elders[r, s, g, t]
    ]
    names = ["county_code", "township_code", "residence", "sex", "age_group", "elders"]
    return pd.DataFrame(rows, columns=names)


def _boundaries(pack: CountyPack, folder: Path) -> None:
    if pack.area.boundaries is None:
        return
    whole: Mapping[str, Any] = pack.area.boundaries
    own = [one for one in whole["features"] if str(one["id"]) == pack.code]
    cut = {key: value for key, value in whole.items() if key != "features"}
    text = json.dumps({**cut, "features": own}, ensure_ascii=False)
    (folder / "boundaries.geojson").write_text(text + "\n", encoding="utf-8")


def _parameters(pack: CountyPack, folder: Path) -> None:
    """Copy the parameters; beds outside institutions are the region's and shared."""
    folder.mkdir()
    for path in sorted((pack.area.folder / "parameters").glob("*.yaml")):
        if _OUTSIDE in path.read_text(encoding="utf-8-sig"):
            _without_outside_beds(path, folder / path.name)
        else:
            shutil.copyfile(path, folder / path.name)
    known = pack.area.unfitted.get(_OUTSIDE)
    if known is None:
        return
    share = share_of_elders(pack.area, pack.code)
    beds = [float(known.value) * share]
    beds += [end * share for end in (known.low, known.high) if end is not None]
    span = f", range: [{beds[1]:.0f}, {beds[2]:.0f}]" if len(beds) == 3 else ""
    (folder / "county.yaml").write_text(
        "# 由 ruralbeds import 写成。Written by `ruralbeds import`.\n"
        "values:\n"
        f"  {_OUTSIDE}: {{value: {beds[0]:.0f}, unit: beds{span}, source: {SHARED}, "
        "grade: derived, note: {"
        f'zh: "全区 {known.value:g} 张的 {share:.2%}", '
        f'en: "{share:.2%} of the {known.value:g} of the region"}}}}\n',
        encoding="utf-8",
    )


def _without_outside_beds(path: Path, target: Path) -> None:
    yaml = YAML()
    yaml.width = 10**6
    top = yaml.load(path.read_text(encoding="utf-8-sig"))
    if isinstance(top.get("values"), dict):
        top["values"].pop(_OUTSIDE, None)
        if not top["values"]:
            del top["values"]
    if top:
        with target.open("w", encoding="utf-8") as file:
            yaml.dump(top, file)


def share_of_elders(area: Area, code: str) -> float:
    """Return the county's share of the pack's people aged 60 and over."""
    elders = area.elders[area.elders["age_group"] >= "60-64"]
    own = elders[elders["county_code"] == code]
    return float(own["elders"].sum() / elders["elders"].sum())


def _about(pack: CountyPack) -> str:
    counties = pack.area.counties
    county = counties[counties["county_code"] == pack.code].iloc[0]
    zh, en = (
        json.dumps(str(county[f"name_{lang}"]), ensure_ascii=False)
        for lang in ("zh", "en")
    )
    return (
        "# 由 ruralbeds import 写成。Written by `ruralbeds import`.\n"
        f"title: {{zh: {zh}, en: {en}}}\n"
        f"date: {pack.day.isoformat()}    # 名册的日期 day of the registry\n"
        f"part_of: {json.dumps(pack.region, ensure_ascii=False)}"
        "    # 其余取自此数据包 the pack that gave the rest\n"
    )


def outside_notes(area: Area, code: str) -> Iterable[Note]:
    """Return what is said of the parameters in `filled.csv`."""
    yield Note(
        "parameters/",
        "*",
        "*",
        "",
        "assumed",
        "",
        f"全部取自数据包 {area.name}，每个值有自己的出处和等级",
        f"all from the pack {area.name}, each with its own source and grade",
    )
    if _OUTSIDE in area.unfitted:
        share = share_of_elders(area, code)
        yield Note(
            "parameters/county.yaml",
            "*",
            _OUTSIDE,
            f"{float(area.unfitted[_OUTSIDE].value) * share:.0f}",
            "derived",
            SHARED,
            f"全区总数乘以本县 60 岁及以上人口比重 {share:.2%}",
            f"the region's number times the county's share of elders, {share:.2%}",
        )
