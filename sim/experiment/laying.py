"""Folders and files that appear at once, complete, and survive a loss of power.

A rename is kept by the disk before the content of what was renamed may be: both are
sent to it in that order, or a machine that goes down leaves tables of no bytes behind.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
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
    fill(unfinished)
    settle(unfinished)
    if (parts / name).exists():
        shutil.rmtree(unfinished)
    else:
        unfinished.replace(parts / name)
        _settle_names(parts)


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
