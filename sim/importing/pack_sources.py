"""What the numbers of an imported pack rest on: `sources.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd

from sim.importing.home_draft import FILLED, REGISTRY
from sim.observed.writing import REGISTERED

COUNTED: Final = "county_population"
CARRIED: Final = "elders_carried_forward"
TIMED: Final = "county_travel_times"
SHARED: Final = "outside_beds_shared"


def pack_sources(
    given: pd.DataFrame, region: str, day: date, files: Sequence[str]
) -> pd.DataFrame:
    """Return the sources of the region's pack and those of the import.

    Parameters
    ----------
    given
        `sources.csv` of the pack `region`, as text.
    day, files
        Of the registry.
    """
    listed = "、".join(files)
    year = str(day.year)
    said: dict[str, tuple[str, str, str]] = {
        REGISTRY: (
            f"Registry of homes, as the county counts them on {day}: {listed}",
            f"县里提供的机构名册（{day}）：{listed}",
            "published",
        ),
        FILLED: (
            "Filled by the import where neither the workbooks nor the pack of the "
            "region say anything; see filled.csv",
            "名册和地区数据包都没有、导入时填补的内容，见 filled.csv",
            "assumed",
        ),
        CARRIED: (
            f"Elders of the pack {region} carried forward to {day}: death rates "
            "of the pack, no migration; those who reach 45 as many as before",
            f"数据包 {region} 的老年人推算到 {day}：用数据包的死亡率，不计迁移；"
            "新满45岁的人数不变",
            "derived",
        ),
        COUNTED: (
            f"Elders of the townships as the county counts them: {listed}; residence, "
            f"sex and age within bands as in the pack {region}",
            f"县里提供的各乡镇老年人口：{listed}；城乡、性别和组内年龄按数据包 "
            f"{region} 的比例",
            "derived",
        ),
        TIMED: (
            f"Travel times as the county gives them: {listed}",
            f"县里提供的车程：{listed}",
            "published",
        ),
        REGISTERED: (
            f"Admissions register of the county: {listed}; figures by home and year, "
            "no single stay is kept",
            f"县里提供的入住登记：{listed}；只留各院各年的数，不留个人记录",
            "derived",
        ),
        SHARED: (
            f"Beds outside institutions: those of the pack {region} by the county's "
            "share of its elders",
            f"机构以外的床位：数据包 {region} 的总数按本县老年人所占比重分摊",
            "derived",
        ),
    }
    rows = [
        {
            "source_id": name,
            "title": en,
            "title_zh": zh,
            "publisher": "county",
            "publisher_zh": "本县",
            "year": year,
            "licence": "not published",
            "address": "filled.csv, read.csv",
            "grade": grade,
        }
        for name, (en, zh, grade) in said.items()
    ]
    given = given[~given["source_id"].isin(list(said))]
    return pd.concat([given, pd.DataFrame(rows)]).fillna("")
