"""From the bytes of a file to its text: size, encoding, the traps of Notepad."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from pathlib import Path

from sim.scenario.faults import FaultList, Place

LARGEST_FILE = 1_000_000


@dataclass(frozen=True)
class FileText:
    """The text of a file and what a planner should know about its encoding."""

    file: str
    text: str
    warnings: tuple[tuple[str, str], ...] = ()
    """Sentences in Chinese and English."""


def shown(path: Path) -> str:
    """Return the path as messages show it: relative to the working folder if within."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):  # The last two: a circle of links.
        return path.as_posix()


def read_text(path: Path) -> FileText:
    """Read a scenario file in UTF-8, UTF-16 or GB 18030.

    Raises
    ------
    ScenarioError
        If it cannot be read, is no regular file, larger than 1 MB, or no text.
    """
    faults = FaultList()
    place = Place(shown(path))
    try:
        # Asked before it is opened: a pipe would wait for ever.
        is_odd = os.path.lexists(path) and not path.is_file()
        data = b"" if is_odd else _read_at_most(path, LARGEST_FILE + 1)
    except (OSError, ValueError):
        faults.add(
            place,
            "读不到这个文件；检查路径和文件名",
            "cannot be read; check the path and the file name",
        )
        faults.raise_if_any()
        raise
    if is_odd:
        faults.add(
            place,
            "不是普通文件（文件夹、管道、设备或断开的链接），不能当方案读",
            "is no regular file (a folder, pipe, device or broken link) and cannot be "
            "read as a scenario",
        )
    if len(data) > LARGEST_FILE:
        faults.add(
            place,
            "文件超过 1 MB；方案文件不会这么大",
            "is larger than 1 MB; no scenario is that large",
        )
    faults.raise_if_any()
    text, warning = _decode(data)
    if text is None:
        faults.add(
            place,
            "不是文本文件，或编码认不出；请另存为 UTF-8",
            "is not text in a known encoding; save it as UTF-8",
        )
    faults.raise_if_any()
    return FileText(place.file, text or "", (warning,) if warning else ())


def _read_at_most(path: Path, count: int) -> bytes:
    with path.open("rb") as file:
        return file.read(count)


def _decode(data: bytes) -> tuple[str | None, tuple[str, str] | None]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _try(data, "utf-16"), None
    text = _try(data, "utf-8-sig")
    if text is not None:
        return text, None
    return _try(data, "gb18030"), (
        "编码是 GB 18030（记事本“ANSI”），已照此读取；建议另存为 UTF-8",
        "is in GB 18030 (Notepad's “ANSI”) and was read so; better save it as UTF-8",
    )


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
