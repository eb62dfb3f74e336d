"""Small sound files of each kind, for mutations to begin with."""

from __future__ import annotations

import io
import json
import zipfile
from random import Random
from typing import Final

import xlsxwriter
from fuzz.doors import COUNTY
from fuzz.hostile import mutated

HEADINGS: Final = (
    *("机构名称", "乡镇", "所有制", "层级", "床位数", "护理型床位数", "护理人员数"),
    *("是否收住社会老人", "消防是否合格", "设施设备使用年限", "是否具备改造条件"),
)
HOME_ROWS: Final = (
    ("青石镇敬老院", "青石镇", "公办", "乡镇级", 30, 10, 4, "是", "是", 8, "是"),
    ("康寿老年公寓", "青石镇", "民办", "县级", 40, 20, 6, "是", "是", 3, "否"),
)
_ADMISSIONS: Final = (
    ("机构名称", "入住日期", "离院日期", "离院原因"),
    ("青石镇敬老院", "2021-06-30", "2023-01-31", "去世"),
    ("青石镇敬老院", "2022-02-01", "", ""),
    ("康寿老年公寓", "2023年4月1日", "2024/5/6", "回家"),
)
_LARGEST: Final = 500_000


def _csv(rows: tuple[tuple[object, ...], ...]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in rows).encode("utf-8-sig")


HOMES: Final = _csv((HEADINGS, *HOME_ROWS))
ADMISSIONS: Final = _csv(_ADMISSIONS)
TARGETS: Final = (
    b"target,measure,tier,ownership,class,value,low,high,use,source,grade,note_zh,"
    b"note_en\n"
    b"spread,occupancy_spread,all,public,all,0.45,0.4,0.5,fit,made_up,assumed,x,y\n"
    b"stay,mean_stay_years,all,all,all,3,2,4,hold_out,made_up,assumed,x,y\n"
)
MAP: Final = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": COUNTY,
                "properties": {"county_code": COUNTY},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [
                        [[100.1, 30.1], [100.9, 30.1], [100.9, 30.9], [100.1, 30.1]]
                    ],
                },
            }
        ],
    }
).encode()


def workbook(chance: Random | None = None) -> bytes:
    """Return a workbook of homes; with chance, one that is damaged.

    Cut off, with a part of its XML mutated, with merged cells and formulas, with sheets
    of nothing, or with a sheet that unpacks to far more than it is.
    """
    if chance is None:
        return _book()
    data = _book(chance.randrange(1, 4))
    match chance.randrange(4):
        case 0:
            return data[: chance.randrange(len(data))]
        case 1:
            return _with_part(data, b" " * _LARGEST, chance)
        case _:
            return _with_part(data, None, chance)


def _book(odd: int = 0) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    if odd == 1:
        book.add_worksheet("空")
    sheet = book.add_worksheet("名册")
    for number, row in enumerate([HEADINGS, *HOME_ROWS]):
        sheet.write_row(number, 0, row)
    if odd == 2:
        sheet.merge_range(0, 6, 0, 16000, "其他")
        sheet.merge_range(3, 0, 1_000_000, 0, "合计")
    elif odd == 3:
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
        sheet.write(1_048_575, 16_383, "x")
    book.close()
    return made.getvalue()


def mutated_book(data: bytes, chance: Random) -> bytes:
    """Return a workbook one part of which is mutated; cut off if it is no workbook."""
    try:
        return _with_part(data, None, chance)
    except (zipfile.BadZipFile, OSError, ValueError, IndexError, NotImplementedError):
        return mutated(data, chance)


def _with_part(data: bytes, content: bytes | None, chance: Random) -> bytes:
    """Return a workbook in which one part is other bytes, or mutated ones."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        names = old.namelist()
        odd = chance.choice([name for name in names if name.endswith(".xml")])
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for name in names:
                part = old.read(name)
                if name == odd:
                    part = content + part if content else mutated(part, chance)
                new.writestr(name, part)
    return made.getvalue()
