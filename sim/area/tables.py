"""Reading a CSV table of a pack strictly: every doubt is a fault with file and line."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.errors import EmptyDataError, ParserError, ParserWarning

from sim.area.errors import AreaError

ENCODINGS: Final = ("utf-8-sig", "gb18030")
_MOST_COMMAS: Final = 1000
_YES = {"true": True, "yes": True, "1": True, "是": True}
_NO = {"false": False, "no": False, "0": False, "否": False}


@dataclass(frozen=True)
class Table:
    """A table as text, with the place of its first row."""

    rows: pd.DataFrame
    file: Path
    first_line: int = 2
    columns_line: int = 1

    def fault(self, row: int, zh: str, en: str) -> AreaError:
        """Return a fault at a row (counted from 0)."""
        return AreaError(zh, en, file=self.file, line=self.first_line + row)

    def refuse(self, bad: pd.Series | NDArray[np.bool_], zh: str, en: str) -> None:
        """Raise a fault at the first bad row, if there is any."""
        rows = np.flatnonzero(np.asarray(bad))
        if len(rows):
            more = len(rows) - 1
            also_zh = f"（另有 {more} 行相同问题）" if more else ""
            also_en = f" (and {more} more rows)" if more else ""
            raise self.fault(int(rows[0]), zh + also_zh, en + also_en)

    def numbers(
        self, column: str, low: float = -np.inf, high: float = np.inf
    ) -> pd.Series:
        """Return a column as numbers within `low` and `high`."""
        values = pd.to_numeric(self.rows[column], errors="coerce")
        values = values.where(np.isfinite(values))
        self.refuse(
            values.isna(), f"{column} 不是数字", f"{column} is missing or not a number"
        )
        self.refuse(
            (values < low) | (values > high),
            f"{column} 应在 {low:g} 与 {high:g} 之间",
            f"{column} must lie between {low:g} and {high:g}",
        )
        return values.astype("float64")

    def counts(self, column: str, most: float = 1e9) -> pd.Series:
        """Return a column of whole numbers from 0 to `most`."""
        values = self.numbers(column, low=0, high=most)
        self.refuse(
            values != np.floor(values),
            f"{column} 应为整数",
            f"{column} must be a whole number",
        )
        return values.astype("int64")

    def words(self, column: str, allowed: Collection[str]) -> pd.Series:
        """Return a column of which every entry is one of the allowed words."""
        values = self.rows[column]
        listed = ", ".join(sorted(allowed))
        self.refuse(
            ~values.isin(list(allowed)),
            f"{column} 只能是：{listed}",
            f"{column} must be one of: {listed}",
        )
        return values

    def yes_no(self, column: str) -> pd.Series:
        """Return a column of yes and no as booleans."""
        values = self.rows[column].str.strip().str.lower().map(_YES | _NO)
        self.refuse(
            values.isna(), f"{column} 应为 yes 或 no", f"{column} must be yes or no"
        )
        return values.astype(bool)

    def codes(self, column: str, digits: int) -> pd.Series:
        """Return a column of codes of so many digits."""
        values = self.rows[column]
        self.refuse(
            ~values.str.fullmatch(rf"\d{{{digits}}}"),
            f"{column} 应为 {digits} 位数字代码",
            f"{column} must be a code of {digits} digits",
        )
        return values

    def unique(self, columns: Sequence[str]) -> None:
        """Refuse a second row with the same key."""
        named = ", ".join(columns)
        self.refuse(
            self.rows.duplicated(list(columns)),
            f"与前面某行重复（{named}）",
            f"repeats an earlier row ({named})",
        )

    def positions_in(self, column: str, known: pd.Series, what: str) -> pd.Series:
        """Return each entry's place in `known`; an unknown one is a fault."""
        places = pd.Index(known).get_indexer(pd.Index(self.rows[column]))
        self.refuse(
            places < 0,
            f"{column} 不在 {what} 中",
            f"{column} is not found in {what}",
        )
        return pd.Series(places, index=self.rows.index, dtype="int64")


def read_csv(path: Path, required: Sequence[str]) -> Table:
    """Read a CSV file as text: UTF-8, or GB 18030 as offices save it.

    Raises
    ------
    AreaError
        If the file is missing, empty, no text or not a table, or lacks a column.
    """
    if not path.is_file():
        raise AreaError(
            "地区数据包缺少此文件", "the area pack lacks this file", file=path
        )
    text = csv_text(path)
    try:
        # A row that is too long for its heading would lose cells with a mere warning.
        with warnings.catch_warnings(action="error", category=ParserWarning):
            rows = pd.read_csv(
                StringIO(text),
                dtype=str,
                keep_default_na=False,
                index_col=False,
                skip_blank_lines=False,
            )
    except (ParserError, EmptyDataError, ParserWarning) as error:
        raise _no_table(text, path) from error
    return check_columns(Table(_without_blank_end(rows.fillna("")), path), required)


def _no_table(text: str, path: Path) -> AreaError:
    """Return what is wrong with a text that is no table, with the line if known."""
    if not text.strip():
        return AreaError("文件是空的", "is empty", file=path)
    rows = csv.reader(StringIO(text))
    try:
        head, first = next(rows), rows.line_num + 1
        for row in rows:
            if len(row) > len(head):
                return AreaError(
                    f"此行读到 {len(row)} 格，表头只有 {len(head)} 列。"
                    "请删去多余的逗号；格里本来有逗号的，用英文双引号括起来",
                    f"this row has {len(row)} cells, but the heading only "
                    f"{len(head)} columns. Delete the comma too many, or put "
                    "double quotes around a cell that has commas of its own",
                    file=path,
                    line=first,
                )
            first = rows.line_num + 1
    except csv.Error:
        pass
    return AreaError(
        "无法读作表格，可能有双引号没有配对；请用表格软件打开，另存为 CSV（UTF-8）",
        "cannot be read as a table, perhaps for a double quote without its partner; "
        "open it in a spreadsheet program and save it as CSV (UTF-8)",
        file=path,
    )


def refuse_folders(folder: Path) -> None:
    """Refuse a folder of a pack that has the name of a file.

    Raises
    ------
    AreaError
        At the first one.
    """
    for pattern in ("*.csv", "*.yaml", "*.geojson", "parameters/*.yaml"):
        for path in sorted(folder.glob(pattern)):
            if path.is_dir():
                raise AreaError(
                    "这是文件夹，这里应是同名的文件；请把文件夹移走或改名，放入文件",
                    "is a folder, but a file of this name belongs here; move or "
                    "rename the folder and put the file in its place",
                    file=path,
                )


def csv_text(path: Path) -> str:
    """Return a CSV file as text, in UTF-8 or else GB 18030.

    Raises
    ------
    AreaError
        It is no text in either, or too wide to be a table of a place.
    """
    data = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            break
    else:
        raise AreaError(
            "不是 UTF-8 或 GBK 编码的文本，请另存为 UTF-8",
            "is no text in UTF-8 or GBK; save it as UTF-8",
            file=path,
        )
    for row, line in enumerate(text.splitlines(), 1):
        if line.count(",") > _MOST_COMMAS:
            raise AreaError(
                f"此行超过 {_MOST_COMMAS} 列",
                f"this row has more than {_MOST_COMMAS} cells",
                file=path,
                line=row,
            )
    return text


def tables_in_gbk(folder: Path) -> tuple[str, ...]:
    """Return the names of the tables of a pack that are not UTF-8."""
    odd = []
    for path in sorted(folder.glob("*.csv")):
        try:
            path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            odd.append(path.name)
    return tuple(odd)


def _without_blank_end(rows: pd.DataFrame) -> pd.DataFrame:
    """Drop the empty rows that editors and Excel leave at the end."""
    filled = np.flatnonzero((rows != "").any(axis=1))
    return rows.iloc[: filled[-1] + 1 if len(filled) else 0]


def check_columns(table: Table, required: Sequence[str]) -> Table:
    """Return the table; refuse it without one of the required columns."""
    missing = [name for name in required if name not in table.rows.columns]
    if missing:
        listed = ", ".join(missing)
        raise AreaError(
            f"缺少列：{listed}",
            f"lacks the columns: {listed}",
            file=table.file,
            line=table.columns_line,
        )
    return table
