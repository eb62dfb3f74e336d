"""Made-up tables of the right shape, from which tests build pages."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.indicators import summary_table, targets_table
from sim.report import PageData, RunFacts
from sim.timeline import Timeline

YEARS = range(2021, 2031)
KINDS = {
    ("county", "public"): (111, 150, 0.62, 0.012),
    ("township", "public"): (800, 45, 0.33, 0.009),
    ("county", "private"): (268, 145, 0.48, 0.011),
}
SHARES = {
    "nursing_bed_share": (0.424, 0.021),
    "center_coverage_served": (0.31, 0.0451),
    "center_coverage_has": (0.12, 0.028),
    "institution_coverage": (0.45, 0.022),
    "county_home_coverage": (0.9, 0.01),
    "guaranteed_placed_share": (0.97, 0.001),
}


def counties(n: int = 24) -> pd.DataFrame:
    numbers = range(n)
    return pd.DataFrame(
        {
            "county_code": [f"45{100 + k:04d}" for k in numbers],
            "name_zh": [f"第{k + 1}县" for k in numbers],
            "name_en": [f"County {k + 1}" for k in numbers],
        }
    )


def boundaries(table: pd.DataFrame) -> dict[str, object]:
    """Return a square for each county, counter-clockwise as planners may send it."""
    features = []
    for k, code in enumerate(table["county_code"]):
        x, y = 105 + 0.6 * (k % 12), 21 + 0.5 * (k // 12)
        ring = [[x, y], [x + 0.55, y], [x + 0.55, y + 0.45], [x, y + 0.45], [x, y]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append(
            {"type": "Feature", "id": code, "properties": {}, "geometry": shape}
        )
    return {"type": "FeatureCollection", "features": features}


def indicators(codes: list[str], replications: int = 10) -> pd.DataFrame:
    """Return the region, and its counties in equal parts with their own luck."""
    random = np.random.default_rng(7)
    luck = dict(zip(codes, random.normal(0, 0.1, len(codes)), strict=True))
    places = [("region", "450000", 1.0, 0.0)]
    places += [("county", code, 1 / len(codes), luck[code]) for code in codes]
    tables = []
    for replication in range(replications):
        for at in YEARS:
            rows = [
                {"area_level": level, "area_code": code, **row}
                for level, code, part, extra in places
                for row in _homes(at - 2021, part, extra, random)
            ]
            rows += [
                {"area_level": "region", "area_code": "450000", **row}
                for row in _region(at - 2021, random)
            ]
            table = pd.DataFrame(rows)
            tables.append(table.assign(replication=replication, year=at))
    every = pd.concat(tables, ignore_index=True).assign(draw=0, unit="")
    for split in ("tier", "ownership", "operation", "residence"):
        given = every[split] if split in every else pd.Series("all", index=every.index)
        every[split] = given.astype(object).where(given.notna(), "all")
    return every


def _homes(
    years: int, part: float, extra: float, random: np.random.Generator
) -> list[dict[str, object]]:
    """Return occupancy, residents and beds of one place in one year."""
    rows: list[dict[str, object]] = []
    totals = {"all": np.zeros(2), "public": np.zeros(2)}
    for (tier, ownership), (homes, size, start, slope) in KINDS.items():
        rate = start + slope * years + extra
        rate += random.normal(0, 0.002 if part == 1 else 0.02)
        beds = homes * size * part * (1 + 0.01 * years)
        split = {"tier": tier, "ownership": ownership}
        rows += _rates(rate * beds, beds, split)
        totals["all"] += rate * beds, beds
        if ownership == "public":
            totals["public"] += rate * beds, beds
    for ownership, (residents, beds) in totals.items():
        rows += _rates(residents, beds, {"ownership": ownership})
    per = totals["all"][1] / (6114 * part) * (1 - 0.03 * years)
    return [*rows, {"indicator": "beds_per_1000_aged_65_plus", "value": per}]


def _rates(
    residents: float, beds: float, split: dict[str, str]
) -> list[dict[str, object]]:
    values = {
        "occupancy_rate": residents / beds,
        "occupancy_rate_staffed": min(1.0, 1.3 * residents / beds),
        "residents": residents,
        "licensed_beds": beds,
    }
    return [{"indicator": name, "value": one, **split} for name, one in values.items()]


def _region(years: int, random: np.random.Generator) -> list[dict[str, object]]:
    """Return what is given of the whole region only."""
    values = {
        name: min(1.0, start + slope * years + random.normal(0, 0.004))
        for name, (start, slope) in SHARES.items()
    }
    values["unmet_need_person_days"] = 420_000 * (1 + random.normal(0, 0.03))
    values["median_wait_days"] = 41 + random.normal(0, 2)
    return [{"indicator": name, "value": value} for name, value in values.items()]


def access_summary(like: pd.DataFrame) -> pd.DataFrame:
    """Return how far the region's elders live from care, as rows of a summary."""
    rows = like[(like["area_level"] == "region") & (like["residence"] == "all")]
    rows = rows[rows["indicator"] == "nursing_bed_share"]
    shares = [
        f"share{who}_within_{limit}_min_{what}"
        for limit in (30, 60)
        for who, what in (
            ("", "center"), ("_disabled", "center"),
            ("", "free_bed"), ("_elders", "free_bed"),
        )
    ]  # fmt: skip
    values = dict.fromkeys(
        [*shares, "access_gini", "access_gini_disabled"], (0.4, "all")
    )
    found = [(name, *value) for name, value in values.items()]
    found += [
        (name, beds, residence)
        for name in ("access_2sfca", "access_2sfca_disabled")
        for residence, beds in (("all", 6.0), ("rural", 4.5), ("urban", 8.0))
    ]
    return pd.concat(
        [
            rows.assign(
                indicator=name,
                residence=residence,
                mean=value,
                low=0.9 * value,
                high=1.1 * value,
            )
            for name, value, residence in found
        ],
        ignore_index=True,
    )


class Asked(NamedTuple):
    """A target as a scenario names it."""

    indicator: str
    date: date
    at_least: float | None
    nature: str
    source: str
    document: str
    published: float | None = None
    at_most: float | None = None
    scope: str = "all"
    note: str = ""

    @property
    def id(self) -> str:
        return f"{self.indicator}@{self.date}"


def asked() -> list[Asked]:
    """Return a target of every kind and every standing."""
    past, far, beyond = date(2025, 12, 31), date(2030, 12, 31), date(2035, 12, 31)
    box, part = "fyp14#专栏1-1", "opinions#一"
    own = ("expected", "assumption", "planner")
    return [
        Asked("nursing_bed_share", past, 0.55, "binding", box, "plan", 0.68),
        Asked("total_beds", past, 325_000, "expected", "fyp14#专栏2", "plan", 3.1e5),
        Asked("institution_coverage", past, 0.6, "expected", "fyp14#2-1", "plan"),
        Asked("center_coverage_served", past, 0.6, "text", part, "opinions"),
        Asked("county_home_coverage", past, 1.0, "text", part, "opinions"),
        Asked("nursing_bed_share", far, 0.73, "expected", "fyp15_outline", "national"),
        Asked("center_coverage_served", far, 0.716, *own),
        Asked("institution_coverage", far, 0.6499, *own),
        Asked("residents", far, None, "expected", "census_2020", "data", at_most=9e4),
        Asked(
            "guaranteed_placed_share", far, 1.0, "text", "opinions#二-二-3", "opinions"
        ),
        Asked("share_within_30_min_center", far, 0.5, *own),
        Asked("nursing_bed_share", beyond, 0.8, *own),
    ]


def origins() -> pd.DataFrame:
    units = [
        ("share", 0.3), ("per_year", 0.025), ("days", 180), ("minutes", 90),
        ("utility", -0.03), ("ratio", 1.0), ("yes_no", True), ("yes_no", False),
        ("choice", "b"),
        ("beds", 180_000), ("count", 3), ("km_per_hour", 30), ("per_100_villages", 70),
        ("utility_per_minute", -0.03), ("utility_per_year", -0.01),
        ("carers_per_resident", 0.1), ("yuan", 100), ("yuan_per_year", 100),
        ("yuan_per_hour", 15), ("hours_per_day", 2),
    ]  # fmt: skip
    grades = ["assumed", "assumed", "derived", "published"]
    return pd.DataFrame(
        {
            "path": f"demand.value_{k}",
            "label_zh": f"参数{k}",
            "label_en": f"Value {k}",
            "value": value,
            "unit": unit,
            "low": 0.5 * float(value) if k % 2 else None,
            "high": 1.5 * float(value) if k % 2 else None,
            "source": "assumption",
            "grade": grades[k % 4],
            "note": None if k % 3 else "无公开数据，取值待核",
            "file": "catalogue.yaml",
            "line": 10 + k,
        }
        for k, (unit, value) in enumerate(units)
    )


def actions() -> pd.DataFrame:
    """Return an entry of every kind, history and programme."""
    convert = {"do": "convert_beds"}
    rows = [
        {"date": date(2021, 6, 30), **convert, "beds": 2100, "note": "待核"},
        {"date": date(2022, 9, 30), "do": "upgrade", "count": 60, "range": (30, 110)},
        {"date": date(2027, 6, 30), **convert, "share": 0.1},
        {"date": date(2028, 6, 30), **convert, "nursing_share": 0.8},
        {"date": date(2029, 6, 30), "do": "build", "count": 3, "beds": 60},
    ]
    table = pd.DataFrame(rows).assign(grade="assumed", source="assumption")
    labels = ["history", "history", "programme", "programme", "programme"]
    return table.assign(label=labels)


def frozen_null() -> pd.DataFrame:
    rows = [
        ("county", "31_to_60", 0.61, 0.612), ("county", "61_to_100", 0.63, 0.627),
        ("county", "over_100", 0.58, 0.584), ("township", "up_to_30", 0.31, 0.306),
        ("township", "all", 0.33, 0.331), ("village", "all", 0.2, 0.201),
        ("private", "all", 0.44, 0.441),
        ("all", "all", 0.45, 0.451),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["tier", "size_class", "start", "end"])
    return table.assign(change=table["end"] - table["start"])


def sources() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source_id": ["assumption", "census_2020"],
            "title_zh": ["规划人员假设", "第七次全国人口普查"],
            "title_en": ["Set by the planner", "Seventh census"],
            "publisher": [None, "国家统计局"],
            "year": [2025, 2020],
            "grade": ["published", "published"],
        }
    )


def sample(**changes: object) -> PageData:
    """Return a page's data with everything in it, or with the given changes."""
    table = counties()
    period = Timeline(date(2021, 1, 1), date(2030, 12, 31))
    figures = indicators(list(table["county_code"]))
    data: dict[str, object] = {
        "scenario_id": "sample",
        "title": {"zh": "现状延续", "en": "As it is"},
        "question": {
            "zh": "不采取新措施，到2030年公办养老机构住得满吗？",
            "en": "With no new measures, how full will public homes be in 2030?",
        },
        "status": "draft",
        "area_name": {"zh": "广西", "en": "Guangxi"},
        "counties": table,
        "timeline": period,
        "summary": summary_table(figures),
        "targets": targets_table(figures, asked(), period, date(2027, 1, 1)),
        "origins": origins(),
        "run": RunFacts("0.1.0", 20250101, 10, 1),
        "planning_start": date(2027, 1, 1),
        "boundaries": boundaries(table),
        "actions": actions(),
        "frozen_null": frozen_null(),
        "sources": sources(),
    }
    return PageData(**{**data, **changes})  # type: ignore[arg-type]
