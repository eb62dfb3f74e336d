"""The tables of all files: recognised, shown, read into records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sim.importing.faults import Findings, Pair, Spot, letters
from sim.importing.headings import Layout, find_layout, refuse_double_columns
from sim.importing.mapping import SavedMapping
from sim.importing.privacy import refuse_persons
from sim.importing.records import Records, read_records
from sim.importing.sheets import Sheet, read_sheets
from sim.importing.text import shown
from sim.importing.totals import check_totals
from sim.importing.unused import not_understood, unused_columns
from sim.importing.vocabulary import vocabulary
from sim.scenario.faults import Language

_PASSED_OVER: Final = re.compile(
    r"(示例|样例|填写示例|填表说明|填写说明|说明|选项|example|notes?|lists?).*", re.I
)
HOLDS: Final = {
    "homes": Pair("机构名册", "registry of homes"),
    "population": Pair("老年人口", "population"),
    "travel": Pair("车程", "travel times"),
    "admissions": Pair("入住登记", "admissions register"),
    "events": Pair("入住登记（日志格式）", "admissions register (as an event log)"),
    "": Pair("没有使用", "not used"),
}


@dataclass
class Tables:
    """What the files hold."""

    layouts: list[Layout] = field(default_factory=list)
    records: list[Records] = field(default_factory=list)

    def of(self, kind: str) -> list[Records]:
        """Return the tables of one kind."""
        return [one for one in self.records if one.layout.kind == kind]

    def described(self) -> Pair:
        """Return how every sheet and column was understood."""
        return Pair(
            "\n".join(_described(one, "zh") for one in self.layouts),
            "\n".join(_described(one, "en") for one in self.layouts),
        )

    def with_unused(self) -> Pair:
        """Return the same with the columns that were not, and what to do about them."""
        unused = unused_columns(self.layouts)
        return Pair(*(a + b for a, b in zip(self.described(), unused, strict=True)))


def read_tables(
    files: Sequence[Path], saved: SavedMapping | None, findings: Findings
) -> Tables:
    """Return the tables of all files; a saved mapping holds before all else."""
    found = Tables()
    for number, path in enumerate(files):
        for sheet in read_sheets(path, 1000 * number, findings):
            if not any(any(sheet.texts(row)) for row in range(len(sheet.rows))):
                continue
            layout = _layout(sheet, saved, findings)
            found.layouts.append(layout)
            if layout.kind:
                refuse_double_columns(layout, findings)
                records = read_records(layout, findings)
                check_totals(records, findings)
                found.records.append(records)
    if not found.of("homes") and not findings.faults:
        _refuse_without_homes(files, found, findings)
    for records in found.records:
        _tell(records, findings)
    return found


def _layout(sheet: Sheet, saved: SavedMapping | None, findings: Findings) -> Layout:
    layout = saved.layout(sheet, findings) if saved else None
    if layout is None and (sheet.is_hidden or _PASSED_OVER.match(sheet.name)):
        # A sheet of examples shows how to write, not what there is.
        layout = Layout(sheet, "", -1, -1)
        if not sheet.is_hidden:
            findings.note(sheet.spot(), "按示例或说明略过", "passed over as an example")
        elif find_layout(sheet).kind:
            findings.note(
                sheet.spot(),
                "是隐藏的工作表，没有读；要导入请取消隐藏",
                "is hidden and was not read; unhide it to import it",
            )
    elif layout is None:
        layout = find_layout(sheet)
    if not _PASSED_OVER.match(sheet.name):
        refuse_persons(sheet, layout, findings)
    return layout


def _refuse_without_homes(
    files: Sequence[Path], found: Tables, findings: Findings
) -> None:
    sheets = [layout.sheet for layout in found.layouts]
    fields = vocabulary().fields["homes"]
    zh = "、".join(fields[name].zh for name in ("name", "township", "beds"))
    en = ", ".join(fields[name].en for name in ("name", "township", "beds"))
    for spot in [sheet.spot() for sheet in sheets] or [Spot(files[0].name)]:
        findings.refuse(
            spot,
            f"前 30 行里没有找到机构名册的表头；一行里应有 {zh} 等；"
            "ruralbeds import --template 表样.xlsx 写出表样",
            f"no heading of a registry of homes was found in the first 30 rows; one "
            f"row should have {en} and so on; ruralbeds import --template form.xlsx "
            "writes a form",
        )


def _tell(records: Records, findings: Findings) -> None:
    """Say which columns and rows are not used."""
    layout = records.layout
    unused = [
        f"{letters(column)} {shown(text)}" for column, text in not_understood(layout)
    ]
    if unused:
        findings.note(
            layout.sheet.spot(),
            f"没有使用的列：{'、'.join(unused)}",
            f"columns not used: {', '.join(unused)}",
        )
    if records.left_out:
        rows = ", ".join(str(row + 1) for row in records.left_out[:20])
        findings.note(
            layout.sheet.spot(),
            f"不是数据、没有读的行：{rows}",
            f"rows that are no data: {rows}",
        )
    if records.totals:
        rows = ", ".join(str(row.spot.row + 1) for _, row in records.totals)
        findings.note(
            layout.sheet.spot(),
            f"合计行只用来核对，没有读作数据：第 {rows} 行",
            f"rows of totals were used for checking only: {rows}",
        )


def _described(layout: Layout, language: Language) -> str:
    sheet = layout.sheet
    name = sheet.file + (f" [{sheet.name}]" if sheet.name else "")
    if not layout.kind:
        return f"{name}: {HOLDS[''].told(language)}"
    rows = f"{layout.first_row + 1}-{layout.last_row + 1}"
    told = "表头第 {} 行" if language == "zh" else "heading in rows {}"
    lines = [f"{name}: {HOLDS[layout.kind].told(language)}, {told.format(rows)}"]
    for column, one in sorted(layout.columns.items()):
        label = one.label(language)
        heading = layout.heading(column)
        lines.append(f"  {letters(column):>2} {heading} = {label} ({one.id})")
    return "\n".join(lines)
