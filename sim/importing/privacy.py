"""What identifies a person is refused, wherever it stands in a workbook.

A sentence about it never repeats it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sim.importing.faults import Findings
from sim.importing.headings import Layout
from sim.importing.sheets import Sheet
from sim.importing.text import clean
from sim.importing.vocabulary import vocabulary

# Eighteen digits, perhaps in groups; or the fifteen of a card from before 2000.
_IDENTITY: Final = re.compile(
    r"(?<![0-9A-Za-z])([1-9](?:[-–— ]?\d){16}[-–— ]?[0-9Xx])(?![0-9A-Za-z])"
)
_OLD_IDENTITY: Final = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5}[-–— ]?\d{6}[-–— ]?\d{3})(?![0-9A-Za-z])"
)
_OLD_LENGTH: Final = 15
_PROVINCES: Final = ("1", "2", "3", "4", "5", "6", "71", "81", "82")
_MOBILE: Final = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_LANDLINE: Final = re.compile(r"(?<!\d)(?:\(?0\d{2,3}\)?[-–— ]?)?[2-9]\d{6,7}(?!\d)")
# The number of an office is nobody's own.
_OF_OFFICE: Final = re.compile("办公|值班|机构|单位|服务|热线|传真|office")
_TITLED: Final = re.compile(
    r"(?:院长|负责人|法人|法人代表|法定代表人|联系人|经办人|护理员)\s*:\s*"
    r"([一-鿿]{2,4}?)(?:同志|先生|女士)?(?![一-鿿:])"
)
# What stands behind a title and is no name: offices, places of a form left blank.
_NO_NAME: Final = re.compile(
    ".*(局|科|股|部|室|公司|中心|政府|镇|乡|院|人|员|名|数|章)|签字|签名|同上|不详|未定|暂无"
    "|待定|空缺|兼任|若干|不足|充足|缺乏|日期|电话|女性|男性|数量|附后|另附|见附件|已附"
)
_HEADING_ROWS: Final = 30
# A name of a Chinese person has two to four characters, perhaps with a dot within.
_NAME: Final = re.compile(
    r"[一-鿿]{2,4}|[一-鿿]{1,8}[·•][一-鿿]{1,8}|[A-Za-z]+ [A-Za-z ]+"
)


def refuse_persons(sheet: Sheet, layout: Layout, findings: Findings) -> None:
    """Name every column and cell of a sheet that identifies a person."""
    columns = _columns(sheet, layout, findings)
    codes = vocabulary().codes
    spared = {
        column for column in range(sheet.width) if _headed(sheet, column, codes) >= 0
    }
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if column in columns or column in spared or cell in ("", None):
                continue
            what = _identifies(cell)
            if what is not None:
                findings.refuse(
                    sheet.spot(row, column),
                    f"像是{what[0]}（此处不复述）；请删去，导入不收个人信息",
                    f"looks like {what[1]} (not repeated here); delete it, nothing "
                    "that identifies a person is imported",
                )


def _columns(sheet: Sheet, layout: Layout, findings: Findings) -> set[int]:
    """Refuse columns by their headings and return them."""
    persons = vocabulary().persons
    found: set[int] = set()
    for column in range(sheet.width):
        if column in layout.columns:
            continue
        for name, pattern in persons.items():
            row = _headed(sheet, column, pattern)
            if row < 0 or not _holds(name, sheet, row, column):
                continue
            zh, en = _WHAT[name]
            findings.refuse(
                sheet.spot(row, column, sheet.text(row, column)),
                f"这一列是{zh}；请删除整列再导入（机构的名称不受影响）",
                f"this column holds {en}; delete the whole column (names of homes may "
                "stay)",
            )
            found.add(column)
            break
    return found


_WHAT: Final = {
    "named": ("个人姓名", "names of persons"),
    "numbered": ("个人证件号码", "identity numbers of persons"),
    "managers": (
        "负责人或联系人的姓名、电话",
        "names or numbers of managers or contacts",
    ),
    "listed": ("老人名单", "names of residents"),
    "accounts": ("银行账号或开户信息", "bank accounts"),
    "phones": ("个人手机号码或联系电话", "telephone numbers of persons"),
}


def _headed(sheet: Sheet, column: int, pattern: re.Pattern[str]) -> int:
    """Return the row of the first cell of a column that a pattern describes."""
    for row in range(min(_HEADING_ROWS, len(sheet.rows))):
        text = re.sub(r"[\s()\[\]*:：、]", "", clean(sheet.value(row, column))).lower()
        if text and pattern.fullmatch(text):
            return row
    return -1


def _holds(kind: str, sheet: Sheet, row: int, column: int) -> bool:
    """Tell whether there is a person below such a heading.

    An empty column identifies nobody, and the number of an office is no person's.
    """
    below = [
        text
        for at in range(row + 1, len(sheet.rows))
        if (text := clean(sheet.value(at, column)))
    ]
    if kind in ("numbered", "accounts"):
        return bool(below)
    if kind == "phones":
        is_office = _OF_OFFICE.search(sheet.text(row, column).lower())
        return any(
            _MOBILE.search(text) or (not is_office and _LANDLINE.search(text))
            for text in below
        )
    if kind == "listed":
        return any(map(_lists_names, below))
    return any(_NAME.fullmatch(text) or _identifies(text) for text in below)


def _lists_names(text: str) -> bool:
    parts = re.split(r"[、,;/\s]+", text)
    return any(_NAME.fullmatch(part) and not _NO_NAME.fullmatch(part) for part in parts)


def _identifies(cell: object) -> tuple[str, str] | None:
    """Return what of a person a cell holds; None if nothing."""
    if isinstance(cell, float):
        if not cell.is_integer() or not 1e10 <= cell < 1e18:
            return None
        # Excel keeps fifteen digits of an identity number that it took for a number.
        cell = f"{cell:.0f}"
    text = clean(cell)
    numbers = [*_IDENTITY.findall(text), *_OLD_IDENTITY.findall(text)]
    if any(_is_identity(re.sub("[-–— ]", "", number)) for number in numbers):
        return "身份证号码", "an identity number"
    if _MOBILE.search(text):
        return "手机号码", "a mobile number"
    if any(not _NO_NAME.fullmatch(name) for name in _TITLED.findall(text)):
        return "个人姓名", "the name of a person"
    return None


def _is_identity(digits: str) -> bool:
    """Tell an identity number by the day of birth within it."""
    if not digits.startswith(_PROVINCES):
        return False
    if len(digits) == _OLD_LENGTH:
        digits = f"{digits[:6]}19{digits[6:]}"
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return 1890 <= born.year <= 2035
