"""Tables on disk: Parquet for programs, CSV for spreadsheets.

The same table gives the same bytes, whoever wrote it and whenever. Nothing here knows
what a table means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.experiment.laying import appears_whole

COMPRESSION = "zstd"
# Excel and WPS stop at 2**20 rows, the head included.
SPREADSHEET_ROWS = 2**20
_DISPENSABLE = ("home", "county")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def to_arrow(table: pd.DataFrame) -> pa.Table:
    """Return the table in a form that every replication shares.

    pandas picks the width of category codes by their number, which differs between
    draws; 32 bits everywhere lets the parts of a run be one file.
    """
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    fields = [
        field.with_type(pa.dictionary(pa.int32(), field.type.value_type))
        if pa.types.is_dictionary(field.type)
        else field
        for field in arrow.schema
    ]
    return arrow.cast(pa.schema(fields, metadata=arrow.schema.metadata))


def write_parquet(table: pd.DataFrame, path: Path) -> None:
    """Write one table as one Parquet file."""
    with appears_whole(path) as unfinished:
        pq.write_table(to_arrow(table), unfinished, compression=COMPRESSION)


def parquet_bytes(table: pd.DataFrame) -> bytes:
    """Return what `write_parquet` writes."""
    sink = pa.BufferOutputStream()
    pq.write_table(to_arrow(table), sink, compression=COMPRESSION)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def is_readable(path: Path) -> bool:
    """Say whether a file is a Parquet file with its end."""
    try:
        pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return False
    return True


def merge_parquet(
    parts: Iterable[Path],
    path: Path,
    change: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
) -> int:
    """Put Parquet files behind one another, holding one of them at a time.

    Parameters
    ----------
    parts
        Files with the same columns, in the order in which their rows shall stand.
        Every part becomes its own row groups.
    path
        The file to write. Without parts none is written.
    change
        What is done to each part before it is written, if anything.

    Returns
    -------
        The number of rows written.
    """
    with appears_whole(path) as unfinished:
        return _merged(parts, unfinished, change)


def _merged(
    parts: Iterable[Path],
    path: Path,
    change: Callable[[pd.DataFrame], pd.DataFrame] | None,
) -> int:
    rows = 0
    writer: pq.ParquetWriter | None = None
    try:
        for part in parts:
            table = pq.read_table(part)
            if change is not None:
                table = to_arrow(change(table.to_pandas()))
            if writer is None:
                writer = pq.ParquetWriter(path, table.schema, compression=COMPRESSION)
            writer.write_table(table.cast(writer.schema))
            rows += table.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows


def for_spreadsheet(table: pd.DataFrame) -> pd.DataFrame:
    """Return as much of a table as a spreadsheet can hold.

    Rows of single homes are left out first, then those of counties. The whole table
    is in the Parquet file of the same name.
    """
    for level in _DISPENSABLE:
        if len(table) < SPREADSHEET_ROWS or "area_level" not in table:
            break
        table = table[table["area_level"] != level]
    return table


def write_for_spreadsheet(
    parquet: Path,
    path: Path,
    change: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
) -> None:
    """Write as much of a Parquet table as a spreadsheet can hold, group by group.

    What `write_csv` would write of `for_spreadsheet`, without ever holding the whole
    table: that grows with the number of replications. `change` is done to each group,
    the rows of one unit, if anything.
    """
    with (
        appears_whole(path) as unfinished,
        pq.ParquetFile(parquet) as file,
        unfinished.open("wb") as sink,
    ):
        left_out = _left_out(file)
        header = True
        for number in range(file.num_row_groups):
            table = file.read_row_group(number).to_pandas()
            if change is not None:
                table = change(table)
            if left_out:
                table = table[~table["area_level"].isin(left_out)]
            if header or len(table):
                encoding = "utf-8-sig" if header else "utf-8"
                sink.write(csv_text(table, header=header).encode(encoding))
                header = False


def _left_out(file: pq.ParquetFile) -> list[str]:
    """Return the levels for which a spreadsheet has no room."""
    rows, left_out = file.metadata.num_rows, list[str]()
    if "area_level" not in file.schema_arrow.names:
        return left_out
    counts = Counter[str]()
    for number in range(file.num_row_groups):
        column = file.read_row_group(number, ["area_level"]).column(0)
        told = column.cast(pa.string()).value_counts().to_pylist()
        counts.update({one["values"]: one["counts"] for one in told})
    for level in _DISPENSABLE:
        if rows < SPREADSHEET_ROWS:
            break
        rows -= counts[level]
        left_out.append(level)
    return left_out


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write one table as a CSV that spreadsheets open with Chinese letters intact.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    with appears_whole(path) as unfinished:
        unfinished.write_bytes(csv_text(table).encode("utf-8-sig"))


def csv_text(table: pd.DataFrame, *, header: bool = True) -> str:
    """Return what `write_csv` writes, without the mark of its encoding."""
    safe = table.copy(deep=False)
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name].dtype):
            safe[name] = _without_formulas(safe[name])
    text: str = safe.to_csv(index=False, header=header, lineterminator="\n")
    return text


def _without_formulas(column: pd.Series) -> pd.Series:
    """Return the column with an apostrophe before whatever looks like a formula."""
    values = pd.Series(column.unique(), dtype=object)
    changed = {
        value: f"'{value}"
        for value in values
        if isinstance(value, str) and _is_formula(value)
    }
    return column.astype(object).replace(changed) if changed else column


def _is_formula(text: str) -> bool:
    if not text.startswith(_FORMULA_SIGNS):
        return False
    try:
        float(text)
    except ValueError:
        return True
    return False
