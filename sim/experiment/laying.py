"""Folders and files that appear at once, complete, and survive a loss of power.

A rename is kept by the disk before the content of what was renamed may be: both are
sent to it in that order, or a machine that goes down leaves tables of no bytes behind.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def lay(parts: Path, name: str, fill: Callable[[Path], None]) -> None:
    """Let a folder appear at once, complete.

    Parameters
    ----------
    parts
        The folder that receives it.
    name
        How it is called. One that is there already stays: another process resumed the
        same run and was faster, and the tables are equal.
    fill
        Writes its files into the folder that it is given.
    """
    unfinished = parts / f".{name}.{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    try:
        fill(unfinished)
        settle(unfinished)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    if (parts / name).exists():
        shutil.rmtree(unfinished)
    else:
        unfinished.replace(parts / name)
        _settle_names(parts)


@contextmanager
def appears_whole(path: Path) -> Iterator[Path]:
    """Give another name to write to; what is written there then appears at once.

    Whoever opens the folder of a process that was killed meanwhile finds whole files.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        yield unfinished
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    if unfinished.exists():
        unfinished.replace(path)


def write_text(text: str, path: Path) -> None:
    """Write a text that appears at once."""
    with appears_whole(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8", newline="\n")


def settle(folder: Path) -> None:
    """Return when the files of a folder, and their names, are on the disk."""
    for file in folder.iterdir():
        if file.is_file():
            with file.open("rb+") as content:
                os.fsync(content.fileno())
    _settle_names(folder)


def _settle_names(folder: Path) -> None:
    # Some systems cannot open a folder, and some disks cannot be asked.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
