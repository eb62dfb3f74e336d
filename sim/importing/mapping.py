"""The mapping of columns as a file that can be read, edited and used again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from sim.area import AreaError
from sim.area.nodes import compose, plain
from sim.importing.faults import Findings, Pair, RequestError, letters
from sim.importing.headings import Layout
from sim.importing.register_span import Span
from sim.importing.sheets import Sheet
from sim.importing.vocabulary import KINDS, Field, vocabulary

FORMAT: Final = "ruralbeds-mapping/1"
NOTHING: Final = "nothing"
_KEYS: Final = {"format", "pack", "county", "date", "register", "tables"}
_TABLE_KEYS: Final = {"file", "sheet", "holds", "heading", "columns"}


@dataclass(frozen=True)
class SavedMapping:
    """What a mapping file says."""

    path: Path
    day: date | None
    tables: list[dict[str, Any]]
    register: tuple[date | None, date | None] = (None, None)
    """Since when an admissions register is kept, and to when."""

    def layout(self, sheet: Sheet, findings: Findings) -> Layout | None:
        """Return the layout of a sheet, or None if the file does not name it."""
        named = [entry for entry in self.tables if entry.get("sheet") == sheet.name]
        same = [entry for entry in named if entry.get("file") == sheet.file]
        if not named or (not sheet.name and not same):
            return None
        return _laid(sheet, (same or named)[0], self.path, findings)


def read_mapping(path: Path) -> SavedMapping:
    """Return a mapping file.

    Raises
    ------
    RequestError
        It is no YAML, or holds something that a mapping has not.
    """
    try:
        top = plain(compose(path), path)
    except AreaError as error:
        raise RequestError(error.message("zh"), error.message("en")) from error
    _known_keys(top, _KEYS, path)
    if top.get("format") != FORMAT:
        raise _fault(path, f"第一行应为 format: {FORMAT}", f"must say format: {FORMAT}")
    tables = top.get("tables")
    if not isinstance(tables, list):
        raise _fault(path, "应有 tables 列表", "must have a list of tables")
    for entry in tables:
        if not isinstance(entry, dict):
            raise _fault(path, "tables 每项应为键值对", "tables holds mappings")
        _known_keys(entry, _TABLE_KEYS, path)
        _check_table(entry, path)
    day = _day(top.get("date"), path, "date")
    return SavedMapping(path, day, tables, _register(top.get("register"), path))


def _register(said: object, path: Path) -> tuple[date | None, date | None]:
    if said is None:
        return None, None
    if not isinstance(said, dict) or not said.keys() <= {"begins", "ends"}:
        raise _fault(
            path,
            "register 应为 {begins: 2021-01-01, ends: 2025-12-31}",
            "register must be {begins: 2021-01-01, ends: 2025-12-31}",
        )
    begins, ends = (
        _day(said.get(name), path, f"register.{name}") for name in ("begins", "ends")
    )
    return begins, ends


def _known_keys(entry: Mapping[str, Any], known: set[str], path: Path) -> None:
    for key in entry:
        if key not in known:
            listed = ", ".join(sorted(known))
            raise _fault(
                path,
                f"不认识的键“{key}”，可写：{listed}",
                f"unknown key “{key}”; write one of {listed}",
            )


def _check_table(entry: dict[str, Any], path: Path) -> None:
    entry["sheet"] = "" if entry.get("sheet") is None else str(entry.get("sheet"))
    kind = entry.get("holds")
    if kind == NOTHING:
        return
    if kind not in KINDS:
        listed = ", ".join((*KINDS, NOTHING))
        raise _fault(
            path,
            f"holds 写的是“{kind}”，可写：{listed}",
            f"holds says “{kind}”; write one of {listed}",
        )
    match entry.get("heading"):
        case {"first": int() as first, "last": int() as last} if 1 <= first <= last:
            pass
        case _:
            raise _fault(
                path,
                "heading 应为 {first: 行号, last: 行号}",
                "heading must be {first: row, last: row}",
            )
    known = vocabulary().fields[kind]
    for column in entry.get("columns") or []:
        means = column.get("means") if isinstance(column, dict) else None
        if means not in known and means != NOTHING:
            listed = ", ".join((*known, NOTHING))
            raise _fault(
                path,
                f"means 写的是“{means}”，{kind} 可写：{listed}",
                f"means says “{means}”; for {kind} write one of {listed}",
            )


def _day(text: object, path: Path, name: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise _fault(
            path,
            f"{name} “{text}”应写成 2025-12-31",
            f"write {name} “{text}” as 2025-12-31",
        ) from error


def _fault(path: Path, zh: str, en: str) -> RequestError:
    return RequestError(f"{path}：{zh}", f"{path}: {en}")


def _laid(
    sheet: Sheet, entry: Mapping[str, Any], path: Path, findings: Findings
) -> Layout:
    if entry["holds"] == NOTHING:
        return Layout(sheet, "", -1, -1)
    first, last = entry["heading"]["first"] - 1, entry["heading"]["last"] - 1
    if last >= len(sheet.rows):
        findings.refuse(
            sheet.spot(),
            f"{path.name} 说表头到第 {last + 1} 行，这里只有 {len(sheet.rows)} 行",
            f"{path.name} says the heading ends in row {last + 1}, but there are only "
            f"{len(sheet.rows)}",
        )
        return Layout(sheet, "", -1, -1)
    empty = Layout(sheet, entry["holds"], first, last)
    headings = {column: empty.heading(column) for column in range(sheet.width)}
    columns: dict[int, Field] = {}
    for said in entry.get("columns") or []:
        if said["means"] == NOTHING:
            continue
        column = _column(headings, said)
        if column is None:
            findings.refuse(
                sheet.spot(last),
                f"找不到 {path.name} 里写的列“{said.get('heading')}”；"
                "请改 mapping 文件或表头",
                f"has no column “{said.get('heading')}” of which {path.name} speaks; "
                "correct the mapping file or the heading",
            )
            continue
        columns[column] = vocabulary().fields[entry["holds"]][said["means"]]
    ignored = {
        column: text
        for column, text in headings.items()
        if text and column not in columns
    }
    return Layout(sheet, entry["holds"], first, last, columns, ignored)


def _column(headings: Mapping[int, str], said: Mapping[str, Any]) -> int | None:
    """Return the column of that heading; of several, the one in the place said."""
    wanted = str(said.get("heading", ""))
    named = [column for column, text in headings.items() if text == wanted]
    same = [column for column in named if letters(column) == said.get("column")]
    if same or len(named) == 1:
        return (same or named)[0]
    return None


def mapping_text(
    layouts: Sequence[Layout],
    pack: str,
    county: str,
    day: date,
    from_where: Pair,
    span: Span | None = None,
) -> str:
    """Return the file: what each column was taken for, to be corrected and reused."""
    lines = [
        "# 表头怎样理解。改 means 后用 --mapping 再导入；nothing 表示不用这一列。",
        "# How the columns were understood. Correct `means`, then import again with",
        "# --mapping; `nothing` leaves a column out.",
        f"format: {FORMAT}",
        f"pack: {_quoted(pack)}",
        f"county: {_quoted(county)}",
        f"date: {day.isoformat()}    # {from_where.zh} {from_where.en}",
        *_span_lines(span),
        "tables:",
    ]
    for layout in layouts:
        lines += _table_lines(layout)
    for kind in KINDS:
        known = ", ".join(vocabulary().fields[kind])
        lines.append(f"# {kind}: {known}")
    return "\n".join(lines) + "\n"


def _span_lines(span: Span | None) -> list[str]:
    if span is None:
        return []
    return [
        f"# begins: {span.begins_from.zh} {span.begins_from.en}",
        f"# ends: {span.ends_from.zh} {span.ends_from.en}",
        f"register: {{begins: {span.begins}, ends: {span.ends}}}",
    ]


def _table_lines(layout: Layout) -> list[str]:
    sheet = layout.sheet
    lines = [
        f"  - file: {_quoted(sheet.file)}",
        f"    sheet: {_quoted(sheet.name)}",
        f"    holds: {layout.kind or NOTHING}",
    ]
    if not layout.kind:
        return lines
    rows = f"{{first: {layout.first_row + 1}, last: {layout.last_row + 1}}}"
    lines += [f"    heading: {rows}", "    columns:"]
    means = {column: one.id for column, one in layout.columns.items()}
    for column in sorted({*means, *layout.ignored}):
        heading = _quoted(layout.heading(column))
        said = means.get(column, NOTHING)
        lines.append(
            f"      - {{column: {_quoted(letters(column))}, heading: {heading}, "
            f"means: {said}}}"
        )
    return lines


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
