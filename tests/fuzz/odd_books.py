"""Registers and workbooks as a clumsy or a malicious hand writes them, one by one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, Final

import xlsxwriter
from fuzz.sound import ADMISSIONS, HEADINGS, HOME_ROWS, HOMES, workbook

Sheet = xlsxwriter.worksheet.Worksheet
_NAMES: Final = (
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "\t=1",
        "",
        " ",
        "a" * 32_767,
    ),
    *(
        "甲\n乙",
        "甲\r乙",
        "a\x07b",
        "\u202egnp",
        "\U0001f474\u200d\U0001f9b3",
        "#N/A",
        "../x",
    ),
    *(
        "</script><script>",
        "{{7*7}}",
        '"',
        "'",
        "青石镇敬老院 ",
        "青石镇　敬老院",
        "null",
    ),
)
_CELLS: Final[tuple[Any, ...]] = (
    *(
        -40,
        0,
        1e18,
        1e308,
        0.5,
        "NaN",
        "inf",
        "１２",
        "12张",
        "十二",
        "1,000",
        "1e3",
        "=2",
    ),
    *(
        True,
        False,
        "",
        None,
        date(2025, 2, 28),
        time(1, 2),
        datetime(1900, 1, 1),
        "\x0b",
    ),
)
_DAYS: Final = (
    *(
        "2025-02-30",
        "0000-00-00",
        "9999-12-31",
        "0001-01-01",
        "1899-12-31",
        "45658",
        "-1",
    ),
    *(
        "1e9",
        "2021.6.30",
        "二〇二一年六月",
        "2021-06-30 25:00",
        "30/06/2021",
        "06/30/2021",
        "今天",
    ),
    *(
        "2021-06",
        "2021",
        "20210630",
        "NaN",
        "=TODAY()",
        "2021-06-30\n",
        "2021年2月30日",
    ),
)


def odd_registers() -> list[tuple[str, int, bytes]]:
    """Return what is odd, 0 for homes or 1 for admissions, and the bytes of the CSV."""
    homes, stays = HOMES.decode("utf-8-sig"), ADMISSIONS.decode("utf-8-sig")
    made = []
    for name in _NAMES:
        quoted = '"' + name.replace('"', '""') + '"'
        made.append((f"name {name[:20]}", 0, homes.replace("康寿老年公寓", quoted)))
        made.append((f"stay in {name[:20]}", 1, stays.replace("康寿老年公寓", quoted)))
    for cell in _CELLS:
        made.append((f"beds {cell}", 0, homes.replace(",30,10,4,", f",{cell},10,4,")))
        made.append((f"both {cell}", 0, homes.replace(",30,10,4,", f",10,{cell},4,")))
    for day in _DAYS:
        made.append((f"came {day}", 1, stays.replace("2021-06-30", day)))
        made.append((f"left {day}", 1, stays.replace("2023-01-31", day)))
    made += [
        ("left before", 1, stays.replace("2023-01-31", "2020-01-31")),
        ("headings twice", 0, homes.replace("乡镇", "机构名称")),
        ("no headings", 0, homes.split("\n", 1)[1]),
        ("headings alone", 0, homes.split("\n", 1)[0]),
        ("semicolons", 0, homes.replace(",", ";")),
        ("tabs", 0, homes.replace(",", "\t")),
        ("an open quote", 1, stays.replace(",", ',"', 1)),
        ("same home twice", 0, f"{homes}\n{homes.splitlines()[1]}"),
        ("another county's town", 0, homes.replace("青石镇,", "不存在镇,")),
        ("title above", 0, f"某县名册\n\n制表,张三\n{homes}"),
        ("totals below", 0, f"{homes}\n合计,,,,70,30"),
        ("9,000 rows", 1, stays + "\n青石镇敬老院,2022-02-01,," * 9000),
    ]
    odd = [(what, which, text.encode("utf-8-sig")) for what, which, text in made]
    whole = [(homes, 0), (stays, 1)]
    for encoding in ("gbk", "utf-16", "utf-16-le", "utf-32", "big5", "utf-7"):
        odd += [(encoding, n, text.encode(encoding, "replace")) for text, n in whole]
    return odd


def odd_books() -> list[tuple[str, bytes]]:
    """Return what is odd about each workbook, and its bytes."""
    made = [(name, book(write)) for name, write in _WRITERS.items()]
    for cell in (*_CELLS, *_NAMES):
        made.append((f"beds {str(cell)[:20]}", book(_with_cell(1, 4, cell))))
        made.append((f"name {str(cell)[:20]}", book(_with_cell(2, 0, cell))))
    sound = workbook()
    made += [
        ("nothing", b""),
        ("cut", sound[: len(sound) // 2]),
        ("no end", sound[:-30]),
        ("old format", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)),
        ("HTML", "<html><table><tr><td>机构名称</td></tr></table></html>".encode()),
        ("CSV", HOMES),
        ("an empty archive", _archive({})),
        ("a text in an archive", _archive({"a.txt": b"x"})),
        ("climbing", _archive({"../../escaped": b"x", **_parts(sound)})),
        ("a bomb", _archive({**_parts(sound), "xl/media/x": bytes(150_000_000)})),
        ("entities", _with_entities(sound)),
        ("no sheet", _archive(_without(sound, "xl/worksheets/sheet1.xml"))),
        ("no strings", _archive(_without(sound, "xl/sharedStrings.xml"))),
        ("no workbook", _archive(_without(sound, "xl/workbook.xml"))),
    ]
    return made


def book(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """Return a workbook that something is written to."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(made, options) as workbook_:
        write(workbook_)
    return made.getvalue()


def _sheet(made: xlsxwriter.Workbook, name: str | None = None) -> Sheet:
    sheet = made.add_worksheet(name)
    for number, row in enumerate([HEADINGS, *HOME_ROWS]):
        sheet.write_row(number, 0, row)
    return sheet


def _with_cell(row: int, column: int, value: Any) -> Callable[..., None]:
    def write(made: xlsxwriter.Workbook) -> None:
        sheet = _sheet(made)
        if isinstance(value, date | time):
            form = made.add_format({"num_format": "yyyy-mm-dd"})
            sheet.write_datetime(row, column, value, form)
        else:
            sheet.write(row, column, value)

    return write


def _many_rows(made: xlsxwriter.Workbook) -> None:
    sheet = _sheet(made)
    for row in range(3, 100_000):
        sheet.write(row, 0, f"院{row}")
        sheet.write(row, 4, 10)


def _formulas(made: xlsxwriter.Workbook) -> None:
    sheet = _sheet(made)
    sheet.write_formula(1, 4, "=SUM(F2:G2)", None, 30)
    sheet.write_formula(2, 4, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 0, '=HYPERLINK("http://x")', None, "青石镇敬老院")
    sheet.write_formula(2, 5, "=F3", None, "")


def _merged(made: xlsxwriter.Workbook) -> None:
    sheet = _sheet(made)
    sheet.merge_range(1, 1, 2, 1, "青石镇")
    sheet.merge_range(3, 0, 50_000, 9, "合计")


def _hidden(made: xlsxwriter.Workbook) -> None:
    sheet = _sheet(made)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(4, 4, None, None, {"hidden": True})
    _sheet(made, "隐").hide()


def _titles(made: xlsxwriter.Workbook) -> None:
    sheet = made.add_worksheet()
    sheet.merge_range(0, 0, 0, 10, "某县养老机构名册（2025年2月30日）")
    for number, row in enumerate([HEADINGS, *HOME_ROWS], 25):
        sheet.write_row(number, 3, row)


def _headings_in_two(made: xlsxwriter.Workbook) -> None:
    sheet = made.add_worksheet()
    sheet.merge_range(0, 4, 0, 6, "床位")
    for number, row in enumerate([HEADINGS, *HOME_ROWS], 1):
        sheet.write_row(number, 0, row)


def _wide(made: xlsxwriter.Workbook) -> None:
    sheet = _sheet(made)
    for column in range(11, 16_384):
        sheet.write(0, column, f"列{column}")


_WRITERS: Final[dict[str, Callable[[xlsxwriter.Workbook], None]]] = {
    "no cell": lambda made: made.add_worksheet(),
    "three empty sheets": lambda made: [made.add_worksheet() for _ in range(3)],
    "headings alone": lambda made: made.add_worksheet().write_row(0, 0, HEADINGS),
    "two lists": lambda made: [_sheet(made), _sheet(made)],
    "a chart alone": lambda made: made.add_chartsheet(),
    "odd sheet name": lambda made: _sheet(made, "=1+1'x"),
    "200 sheets": lambda made: [_sheet(made) for _ in range(200)],
    "100,000 rows": _many_rows,
    "formulas": _formulas,
    "merged": _merged,
    "hidden": _hidden,
    "far down and right": _titles,
    "headings of two rows": _headings_in_two,
    "16,384 columns": _wide,
}


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return {name: old.read(name) for name in old.namelist()}


def _without(data: bytes, part: str) -> dict[str, bytes]:
    return {name: one for name, one in _parts(data).items() if name != part}


def _archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return made.getvalue()


def _with_entities(data: bytes) -> bytes:
    """Return a workbook whose strings are of entities that grow ninefold ten times."""
    parts = _parts(data)
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 9}">' for n in range(1, 11))
    head = f'<!DOCTYPE x [<!ENTITY a0 "xxxxxxxxx">{grown}]>'.encode()
    strings = parts["xl/sharedStrings.xml"]
    strings = strings.replace(b"<sst", head + b"<sst", 1)
    parts["xl/sharedStrings.xml"] = strings.replace("乡镇".encode(), b"&a10;", 1)
    return _archive(parts)
