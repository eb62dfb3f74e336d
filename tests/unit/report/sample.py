"""Made-up tables of the right shape, from which tests build pages."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from sim.report import PageData, RunFacts, summarise
from sim.timeline import Timeline

YEARS = range(2021, 2031)
KINDS = {
    ("county", "public"): (111, 150, 0.62, 0.012),
    ("township", "public"): (800, 45, 0.33, 0.009),
    ("county", "private"): (268, 145, 0.48, 0.011),
}
SHARES = {
    "nursing_bed_share": (0.424, 0.021),
    "center_coverage_served": (0.31, 0.045),
    "center_coverage_has": (0.12, 0.028),
    "institution_coverage": (0.45, 0.022),
    "county_home_coverage": (0.9, 0.01),
    "guaranteed_placed_share": (0.97, 0.001),
}


def counties(n: int = 111) -> pd.DataFrame:
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
    rows: list[dict[str, object]] = []
    luck = random.normal(0, 0.1, len(codes))

    def add(at: int, rep: int, level: str, code: str, **row: object) -> None:
        split = {"tier": "all", "ownership": "all", "operation": "all"}
        key = {"scenario": "sample", "draw": 0, "replication": rep, "year": at}
        area = {"area_level": level, "area_code": code, "residence": "all"}
        rows.append({**key, **area, **split, **row})

    def occupancy(at: int, rep: int, level: str, code: str, extra: float) -> None:
        part = 1 if level == "region" else 1 / len(codes)
        totals: dict[str, list[float]] = {"all": [0, 0], "public": [0, 0]}
        for (tier, ownership), (homes, size, start, slope) in KINDS.items():
            wide = 0.002 if level == "region" else 0.02
            rate = start + slope * (at - 2021) + extra + random.normal(0, wide)
            beds = homes * size * part * (1 + 0.01 * (at - 2021))
            split = {"tier": tier, "ownership": ownership}
            pair = {"residents": rate * beds, "licensed_beds": beds}
            for name, value in {"occupancy_rate": rate, **pair}.items():
                unit = "share" if name == "occupancy_rate" else "count"
                add(at, rep, level, code, indicator=name, value=value, unit=unit, **split)
            for group in ("all", "public") if ownership == "public" else ("all",):
                totals[group][0] += rate * beds
                totals[group][1] += beds
        for group, (residents, beds) in totals.items():
            values = {
                "occupancy_rate": residents / beds,
                "occupancy_rate_staffed": min(1.0, residents / beds * 1.3),
                "residents": residents,
                "licensed_beds": beds,
            }
            for name, value in values.items():
                split = {"ownership": group, "indicator": name, "value": value}
                unit = "share" if "rate" in name else "count"
                add(at, rep, level, code, unit=unit, **split)
        per = totals["all"][1] / (6114 * part) * (1 - 0.03 * (at - 2021))
        name = "beds_per_1000_aged_65_plus"
        add(at, rep, level, code, indicator=name, value=per, unit="beds_per_1000")

    for rep in range(replications):
        for at in YEARS:
            occupancy(at, rep, "region", "450000", 0.0)
            for code, extra in zip(codes, luck, strict=True):
                occupancy(at, rep, "county", code, extra)
            for name, (start, slope) in SHARES.items():
                value = min(1.0, start + slope * (at - 2021) + random.normal(0, 0.004))
                add(at, rep, "region", "450000", indicator=name, value=value, unit="share")
            for name, value in {
                "unmet_need_person_days": 420_000 * (1 + random.normal(0, 0.03)),
                "median_wait_days": 41 + random.normal(0, 2),
            }.items():
                add(at, rep, "region", "450000", indicator=name, value=value, unit="days")
    return pd.DataFrame(rows)


def targets() -> pd.DataFrame:
    nan = float("nan")
    columns = [
        "indicator", "date", "sense", "limit", "nature", "source", "published",
        "mean", "low", "high", "probability", "first_met",
    ]  # fmt: skip
    past, far = date(2025, 12, 31), date(2030, 12, 31)
    rows = [
        ["nursing_bed_share", past, "at_least", 0.55, "binding", "fyp14#专栏1-1", 0.68, 0.51, 0.50, 0.52, nan, "2027-01-01"],
        ["total_beds", past, "at_least", 325_000, "expected", "fyp14#专栏1-2", nan, 281_000, 279_000, 283_000, nan, None],
        ["institution_coverage", past, "at_least", 0.6, "expected", "fyp14#专栏1-7", nan, 0.54, 0.53, 0.55, nan, "2028-03-01"],
        ["center_coverage_served", past, "at_least", 0.6, "text", "opinions#一", nan, 0.49, 0.48, 0.50, nan, "2028-01-01"],
        ["county_home_coverage", past, "at_least", 1.0, "text", "opinions#一", nan, nan, nan, nan, nan, None],
        ["nursing_bed_share", far, "at_least", 0.73, "expected", "fyp15_outline", nan, 0.61, 0.60, 0.62, 0.0, None],
        ["center_coverage_served", far, "at_least", 0.8, "expected", "planner", nan, 0.71, 0.70, 0.72, 0.2, None],
        ["center_coverage_has", far, "at_least", 0.35, "expected", "planner", nan, 0.37, 0.35, 0.39, 0.9, "2030-06-01"],
        ["guaranteed_placed_share", far, "at_least", 1.0, "text", "opinions#二-二-3", nan, 0.98, 0.97, 0.99, 1.0, None],
        ["occupancy_rate", far, "at_most", 0.9, "expected", "planner", nan, 0.5, 0.5, 0.5, 0.6, None],
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def origins() -> pd.DataFrame:
    units = [
        ("share", 0.3), ("per_year", 0.025), ("days", 180), ("minutes", 90),
        ("utility", -0.03), ("ratio", 1.0), ("yes_no", True), ("yes_no", False),
        ("beds", 180_000), ("count", 3), ("km_per_hour", 30), ("per_100_villages", 70),
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


def frozen_null() -> pd.DataFrame:
    rows = [
        ("county", "small", 0.61, 0.612), ("county", "medium", 0.63, 0.627),
        ("county", "large", 0.58, 0.584), ("township", "small", 0.31, 0.306),
        ("township", "all", 0.33, 0.331), ("all", "all", 0.45, 0.451),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["tier", "size_class", "start", "end"])
    return table.assign(change=table["end"] - table["start"])


def sources() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source_id": ["opinions", "census_2020"],
            "title_zh": ["广西农村养老服务实施意见（征求意见稿）", "第七次全国人口普查"],
            "title_en": ["Guangxi implementation opinions (draft)", "Seventh census"],
            "publisher": ["广西壮族自治区民政厅", "国家统计局"],
            "year": [2025, 2020],
            "grade": ["published", "published"],
        }
    )


def sample(**changes: object) -> PageData:
    """Return a page's data with everything in it, or with the given changes."""
    table = counties()
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
        "timeline": Timeline(date(2021, 1, 1), date(2030, 12, 31)),
        "summary": summarise(indicators(list(table["county_code"]))),
        "targets": targets(),
        "origins": origins(),
        "run": RunFacts("0.1.0", 20250101, 10, 1),
        "planning_start": date(2027, 1, 1),
        "boundaries": boundaries(table),
        "frozen_null": frozen_null(),
        "sources": sources(),
    }
    return PageData(**{**data, **changes})  # type: ignore[arg-type]
