"""Takes out of a text whatever says who somebody is or where their files lie."""

from __future__ import annotations

import getpass
import os
import platform
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from sim.area import Area

USER: Final = "(user)"
COMPUTER: Final = "(computer)"
FOLDER: Final = "(folder)"
HOME: Final = "(home)"
REMOVED: Final = "(removed)"

# A folder of this machine: all but the last name of the path is cut.
_NAME: Final = r"[^\s/\\\"'<>|:;,()（），；。][^\n/\\\"'<>|:;,()（），；。]{0,80}"
_PATH: Final = re.compile(
    rf"(?<![\w.:/\\])(?:[A-Za-z]:|\\\\)?(?:[/\\]+{_NAME})+[/\\]+(?=[^/\\\s])"
)
_IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])")
_MOBILE: Final = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])"
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
# Whoever wrote a scenario is somebody.
_AUTHOR: Final = re.compile(r"(?m)^(\s*[\"']?author[\"']?\s*:\s*).*?(,?)$")
# Numbers of persons and homes, as the program gives them.
_ELDER: Final = re.compile(r"(?<![0-9A-Za-z.])\d{8,10}(?![0-9A-Za-z])")
_HOME_ID: Final = re.compile(r"(?<!\w)\d{6}-[A-Z]+\d+(?!\w)")
_SHORTEST: Final = 2


class Scrubber:
    """Takes out names of homes, of persons and of folders.

    Parameters
    ----------
    areas
        Packs whose registries name homes.
    """

    def __init__(self, areas: Iterable[Area] = ()) -> None:
        self._names = [
            *((path, FOLDER) for path in _folders()),
            *((name, HOME) for area in areas for name in _homes(area)),
        ]
        # The longest first: a name may lie within another.
        self._names.sort(key=lambda one: -len(one[0]))
        self._words = [
            (re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), instead)
            for name, instead in ((_user(), USER), (platform.node(), COMPUTER))
            if len(name) > _SHORTEST
        ]

    def clean(self, text: str) -> str:
        """Return a text without anything that identifies a person, home or folder."""
        for name, instead in self._names:
            text = text.replace(name, instead)
        text = _PATH.sub(f"{FOLDER}/", text)
        text = _AUTHOR.sub(rf'\1"{REMOVED}"\2', text)
        for pattern in (_IDENTITY, _MOBILE, _MAIL, _ELDER):
            text = pattern.sub(REMOVED, text)
        text = _HOME_ID.sub(HOME, text)
        for pattern, instead in self._words:
            text = pattern.sub(instead, text)
        return text


def _folders() -> Iterator[str]:
    for path in {Path.home(), Path.cwd(), Path.cwd().resolve()}:
        if len(path.parts) > 1:
            yield str(path)
            yield path.as_posix()
            yield str(path).replace("\\", "\\\\")  # as JSON has it


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return os.environ.get("USERNAME", "")


def _homes(area: Area) -> Iterator[str]:
    if area.homes is None:
        return
    for column in ("name", "home_id"):
        for value in area.homes[column].astype(str):
            if len(value.strip()) >= _SHORTEST:
                yield value.strip()
