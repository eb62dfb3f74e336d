"""Made-up comparisons of two headlines in two years, as a page is given them."""

from __future__ import annotations

import pandas as pd

from sim.experiment.headline_words import headlines_table
from sim.indicators.paired import differences_table, headline_lines
from sim.indicators.ranking import chance_and_ignorance, ranking_table
from sim.indicators.repetitions import side_by_side
from sim.indicators.trade_offs import trade_offs
from sim.indicators.waterfall import waterfall_means, waterfall_table
from sim.report.compare_data import Compared, ComparePageData


def table(shares, days, draws) -> pd.DataFrame:
    """Return two headlines of one scenario in two years."""
    rows = [
        {
            "draw": draw,
            "replication": number,
            "year": year,
            "indicator": indicator,
            "unit": unit,
            "value": value,
        }
        for number, (draw, share, wait) in enumerate(
            zip(draws, shares, days, strict=True)
        )
        for year in (2029, 2030)
        for indicator, unit, value in (
            ("nursing_bed_share", "share", share),
            ("median_wait_days", "days", wait),
        )
    ]
    keys = {"area_level": "region", "area_code": "here"}
    splits = dict.fromkeys(("tier", "ownership", "operation", "residence"), "all")
    return pd.DataFrame(rows).assign(**keys, **splits)


def accounts(**changed: dict[str, float]) -> pd.DataFrame:
    """Return what occupancy of public homes is made of in 2030; half in `a`."""
    parts = {"resident_days_earlier": 50.0, "bed_days_standing": 100.0}
    parts |= dict.fromkeys(
        (
            *("resident_days_later", "applications", "admissions"),
            *("bed_days_closed", "bed_days_converted", "bed_days_added"),
        ),
        0.0,
    )
    columns = ["scenario", "draw", "replication", "year", "ownership", "part", "value"]
    rows = [
        (scenario, 0, 0, 2030, "public", part, value)
        for scenario, own in {"a": {}, **changed}.items()
        for part, value in (parts | own).items()
    ]
    return pd.DataFrame(rows, columns=columns)


def made(scenarios, draws=(0, 0, 0, 0)) -> ComparePageData:
    tables = {name: table(*each, draws) for name, each in scenarios.items()}
    both = side_by_side(tables, joint=len(set(draws)) > 1)
    differences = differences_table(both, "a")
    return ComparePageData(
        area_name={"zh": "某县", "en": "A county"},
        start="2021-01-01",
        end="2030-12-31",
        scenarios=[
            Compared(name, {"zh": f"甲{name}", "en": f"S {name}"}) for name in tables
        ],
        reference="a",
        headlines=headlines_table(),
        lines=headline_lines(both),
        differences=differences,
        ranking=ranking_table(both, "a", [2030]),
        shares=chance_and_ignorance(both, "a"),
        settings=pd.DataFrame(
            columns=["path", "label_zh", "label_en", "unit", "scenario", "value"]
        ),
        actions=pd.DataFrame(),
        waterfall=waterfall_means(waterfall_table(accounts(), "a")),
        trade_offs=trade_offs(both, 2027),
        replications=len(draws) // len(set(draws)),
        draws=len(set(draws)),
        seed=1,
        version="0.1.0",
        joint=len(set(draws)) > 1,
        synthetic_registry=True,
        family=2,
    )


A = ([0.50, 0.52, 0.54, 0.56], [30.0, 32.0, 34.0, 36.0])
WORSE = ([0.40, 0.42, 0.44, 0.46], [30.5, 31.0, 35.0, 36.0])
BETTER = ([0.60, 0.62, 0.641, 0.66], [30.5, 31.0, 35.0, 36.0])
