"""The values and tables of `parameters/*.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
from ruamel.yaml.nodes import Node

from sim.area.errors import AreaError
from sim.area.nodes import compose, entries, fault_at, line_of, plain, text_of
from sim.area.tables import Table, check_columns

GRADES = ("published", "derived", "assumed")
# What a calibration found; it replaces what the other files say.
FITTED = "fitted.yaml"
_VALUE_KEYS = {"value", "unit", "range", "source", "grade", "note"}
_TABLE_KEYS = {"unit", "source", "grade", "note", "columns", "rows"}


@dataclass(frozen=True)
class AreaValue:
    """A number of the pack with all that is known about it."""

    value: float | bool | str
    unit: str
    low: float | None
    high: float | None
    source: str
    grade: str
    note: str | dict[str, str]
    """One text for both languages, or `zh` and `en`; empty without one."""
    file: Path
    line: int


@dataclass(frozen=True)
class Parameters:
    """What the files of parameters say together."""

    unfitted: dict[str, AreaValue]
    """Values by path without those of a calibration."""
    fitted: dict[str, AreaValue]
    """Values by path that a calibration found."""
    tables: dict[str, Table]

    @property
    def effective(self) -> dict[str, AreaValue]:
        """The values that hold: a fitted one replaces what was written before it."""
        return self.unfitted | self.fitted


def read_parameters(folder: Path, sources: pd.Series) -> Parameters:
    """Return the scalar values by path and the tables by name.

    Raises
    ------
    AreaError
        If a file is not understood, a path or table occurs twice (the values of
        `fitted.yaml` aside, which replace), or a source is not listed.
    """
    result = Parameters({}, {}, {})
    for path in sorted((folder / "parameters").glob("*.yaml")):
        found = entries(compose(path), path)
        _refuse_unknown(found, {"values", "tables"}, path)
        values = result.fitted if path.name == FITTED else result.unfitted
        for name, node in _part(found, "values", path).items():
            _refuse_second(name, values, path, node)
            values[name] = _value(node, path, sources)
        for name, node in _part(found, "tables", path).items():
            _refuse_second(name, result.tables, path, node)
            result.tables[name] = _table(node, path, sources)
    return result


def _part(found: dict[str, Node], name: str, path: Path) -> dict[str, Node]:
    return entries(found[name], path) if name in found else {}


def _refuse_second(name: str, known: dict[str, Any], path: Path, node: Node) -> None:
    if name in known:
        raise fault_at(
            node,
            path,
            f"“{name}”在数据包中出现两次",
            f"{name!r} occurs twice in the pack",
        )


def _refuse_unknown(found: dict[str, Node], allowed: set[str], path: Path) -> None:
    for name, node in found.items():
        if name not in allowed:
            listed = ", ".join(sorted(allowed))
            raise fault_at(
                node,
                path,
                f"未知的键“{name}”；允许：{listed}",
                f"unknown key {name!r}; allowed: {listed}",
            )


def _value(node: Node, path: Path, sources: pd.Series) -> AreaValue:
    fields = _fields(node, path, _VALUE_KEYS, {"value", "unit", "source", "grade"})
    given = plain(fields["value"], path)
    if not isinstance(given, float | int | str):
        raise fault_at(
            fields["value"],
            path,
            "value 应为数字、true/false 或文字",
            "value must be a number, true or false, or text",
        )
    low, high = _range(fields, path)
    return AreaValue(
        value=given if isinstance(given, bool | str) else float(given),
        unit=text_of(fields["unit"], path),
        low=low,
        high=high,
        source=_source(fields, path, sources),
        grade=_grade(fields, path),
        note=_note(fields, path),
        file=path,
        line=line_of(node),
    )


def _note(fields: dict[str, Node], path: Path) -> str | dict[str, str]:
    """Return a note as it is written: plain text, or one in each language."""
    if "note" not in fields:
        return ""
    match plain(fields["note"], path):
        case {"zh": str(zh), "en": str(en), **others} if not others:
            return {"zh": zh, "en": en}
        case dict() | list():
            raise fault_at(
                fields["note"],
                path,
                "note 应为文字或 {zh: …, en: …}",
                "note must be text or {zh: …, en: …}",
            )
    return text_of(fields["note"], path)


def _fields(
    node: Node, path: Path, allowed: set[str], required: set[str]
) -> dict[str, Node]:
    fields = entries(node, path)
    _refuse_unknown(fields, allowed, path)
    missing = sorted(required - set(fields))
    if missing:
        raise fault_at(
            node,
            path,
            f"缺少：{', '.join(missing)}",
            f"lacks: {', '.join(missing)}",
        )
    return fields


def _range(fields: dict[str, Node], path: Path) -> tuple[float | None, float | None]:
    if "range" not in fields:
        return None, None
    bounds = plain(fields["range"], path)
    match bounds:
        case [int() | float() as low, int() | float() as high] if low <= high:
            return float(low), float(high)
    raise fault_at(
        fields["range"],
        path,
        "range 应为 [下限, 上限]",
        "range must be [low, high]",
    )


def _source(fields: dict[str, Node], path: Path, sources: pd.Series) -> str:
    source = text_of(fields["source"], path)
    if source not in set(sources):
        raise fault_at(
            fields["source"],
            path,
            f"来源“{source}”不在 sources.csv 中",
            f"source {source!r} is not listed in sources.csv",
        )
    return source


def _grade(fields: dict[str, Node], path: Path) -> str:
    grade = text_of(fields["grade"], path)
    if grade not in GRADES:
        raise fault_at(
            fields["grade"],
            path,
            f"grade 只能是：{', '.join(GRADES)}",
            f"grade must be one of: {', '.join(GRADES)}",
        )
    return grade


def _table(node: Node, path: Path, sources: pd.Series) -> Table:
    fields = _fields(
        node, path, _TABLE_KEYS, {"unit", "source", "grade", "columns", "rows"}
    )
    _source(fields, path, sources)
    _grade(fields, path)
    columns = _columns(fields["columns"], path)
    text = text_of(fields["rows"], path)
    first_line = line_of(fields["rows"]) + 1
    _refuse_long_rows(text, len(columns), path, first_line)
    try:
        rows = pd.read_csv(
            StringIO(text),
            names=columns,
            dtype=str,
            keep_default_na=False,
            index_col=False,
            skipinitialspace=True,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise AreaError(
            f"rows 无法读作表格：每行应有 {len(columns)} 格，用逗号隔开",
            f"rows cannot be read as a table: each row has {len(columns)} cells, "
            "with commas between them",
            file=path,
            line=first_line,
        ) from error
    columns_line = line_of(fields["columns"])
    table = Table(rows.fillna(""), path, first_line, columns_line)
    return check_columns(table, columns)


def _refuse_long_rows(text: str, columns: int, path: Path, first_line: int) -> None:
    """Refuse a row with more cells than columns, whose last cells would be lost."""
    for row, line in enumerate(text.splitlines()):
        if line.count(",") >= columns:
            raise AreaError(
                f"此行超过 {columns} 列",
                f"this row has more than {columns} cells",
                file=path,
                line=first_line + row,
            )


def _columns(node: Node, path: Path) -> list[str]:
    """Return the names of a table's columns; each may occur once."""
    given = plain(node, path)
    names = [str(name) for name in given] if isinstance(given, list) else []
    if not names:
        raise fault_at(
            node,
            path,
            "columns 应为列名的列表",
            "columns must be a list of names",
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise fault_at(
            node,
            path,
            f"列名重复：{', '.join(twice)}",
            f"columns occur twice: {', '.join(twice)}",
        )
    return names
