"""The boundaries that a planner gave a run, kept in its folder for every later page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.area.outlines import Outlines, read_outlines
from sim.experiment.page_language import OUTLINES
from sim.experiment.place import county_codes
from sim.experiment.store import RunFolder
from sim.experiment.told import Told
from sim.scenario import Scenario

MAP_NOTE: Final = "map_note"
"""Under which a manifest has the attribution of the planner's own map."""


class OwnMap(NamedTuple):
    """Boundaries as the command line names them."""

    file: Path | None = None
    note: str | None = None

    @property
    def is_given(self) -> bool:
        """Whether the command line says anything of a map."""
        return self.file is not None or self.note is not None


class NoAttributionError(Exception):
    """Boundaries without a word of whose they are."""


def checked_map(own: OwnMap, scenario: Scenario) -> Outlines | None:
    """Return the outlines of the counties that are run; None where none are given.

    Raises
    ------
    AreaError
        The file cannot be read or drawn.
    NoAttributionError
        Neither the command line nor the file says whose map it is.
    """
    if own.file is None:
        return None
    found = read_outlines(own.file, county_codes(scenario).tolist())
    if not (own.note or found.attribution):
        raise NoAttributionError
    return found


def keep_map(folder: RunFolder, own: OwnMap, outlines: Outlines | None) -> list[Told]:
    """Put the map into a run folder and its manifest; return what must be said.

    The page is written afterwards and finds it there.
    """
    said = []
    if outlines is not None:
        if len(outlines.collection["features"]) + len(outlines.missing) < 2:
            said.append(
                Told(
                    "只推演了一个县，页面没有地图",
                    "a single county was run; its page has no map",
                )
            )
        text = json.dumps(outlines.collection, ensure_ascii=False)
        (folder.path / OUTLINES).write_text(text, encoding="utf-8", newline="\n")
        if missing := outlines.missing:
            listed = "、".join(missing[:10])
            said.append(
                Told(
                    f"边界文件里没有 {len(missing)} 个县，地图上空着：{listed}",
                    f"{len(missing)} counties have no outline and stay blank: {listed}",
                )
            )
    note = own.note or (outlines.attribution if outlines else "")
    if note:
        folder.write_manifest({**folder.manifest(), MAP_NOTE: note})
    return said


def own_outlines(folder: Path) -> dict[str, Any] | None:
    """Return the boundaries that lie in a run folder; None if there are none."""
    try:
        content = json.loads((folder / OUTLINES).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def own_map_note(folder: Path) -> Mapping[str, str] | None:
    """Return whose map it is, as the planner wrote it; None if nobody did."""
    note = RunFolder(folder).manifest().get(MAP_NOTE)
    return {"zh": str(note), "en": str(note)} if note else None
