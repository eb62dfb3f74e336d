"""Where an area pack is looked for.

Beside the scenario and in its parent folders, then in the working folder, then among
the packs that are installed with the program. For the resolved scenario of a run the
working folder comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from errno import ENAMETOOLONG
from pathlib import Path
from typing import Final

from sim.area.errors import UnknownAreaError

RESOLVED: Final = "scenario.resolved.yaml"
"""What the scenario of a run is called beside its tables."""
_LONGEST: Final = 60
# What makes a folder a pack.
_MARK = "counties.csv"
_SHELF = Path("calibration") / "areas"
_INSTALLED = Path(__file__).resolve().parents[2] / _SHELF


def find_area(name: str, beside: Path) -> Path:
    """Return the folder of an area pack.

    Parameters
    ----------
    name
        A name such as ``guangxi``, or a path such as ``./places/one_home``, which is
        taken from the scenario's folder only.
    beside
        The scenario file or its folder. For the resolved scenario of a run the
        working folder comes first.

    Raises
    ------
    UnknownAreaError
        If there is no such pack, or the path leaves the folder of the scenario.
    """
    folder = beside.resolve()
    if not folder.is_dir():
        folder = folder.parent
    _refuse_paths_that_climb(name)
    for candidate in _candidates(name, _places(beside, folder)):
        if _is_pack(candidate):
            return candidate
    raise _unknown(name, folder)


def _is_pack(folder: Path) -> bool:
    """Whether a folder is a pack; no system has one whose name is too long."""
    try:
        return (folder / _MARK).is_file()
    except OSError as error:
        if error.errno == ENAMETOOLONG:
            return False
        raise


def _refuse_paths_that_climb(name: str) -> None:
    words = name.replace("\\", "/").split("/")
    if not name.strip() or ".." in words or Path(name).is_absolute():
        raise UnknownAreaError(
            f"地区“{name}”应是名称或本文件夹内的相对路径，不能为空或指向文件夹之外",
            f"area {name!r} must be a name or a path within the scenario's folder",
        )


def _places(beside: Path, folder: Path) -> tuple[Path, ...]:
    """Return the folders in which a pack may lie, the first that are looked at first.

    A resolved scenario names its pack as it is called from the folder in which the run
    was made; what lies about its results may be another place of the same name.
    """
    around = (folder, *folder.parents)
    if beside.name == RESOLVED:
        return (Path.cwd(), *around)
    return (*around, Path.cwd())


def _candidates(name: str, places: Sequence[Path]) -> Iterator[Path]:
    if name.replace("\\", "/").startswith("./"):
        yield next(iter(places)) / name
        return
    for place in places:
        yield place / name
        yield place / _SHELF / name
    yield _INSTALLED / name


def known_areas(folder: Path) -> list[str]:
    """Return the names of the packs that a scenario in `folder` could use."""
    shelves = [place / _SHELF for place in (folder, *folder.parents, Path.cwd())]
    packs = {
        path.parent.name
        for shelf in (*shelves, _INSTALLED)
        for path in shelf.glob(f"*/{_MARK}")
    }
    return sorted(packs)


def _unknown(name: str, folder: Path) -> UnknownAreaError:
    known = known_areas(folder)
    close = get_close_matches(name, known, n=1)
    hint_zh = f"（是否为“{close[0]}”？）" if close else ""
    hint_en = f" (did you mean {close[0]!r}?)" if close else ""
    listed = ", ".join(known) or "-"
    name = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return UnknownAreaError(
        f"没有名为“{name}”的地区数据包{hint_zh}；已有：{listed}",
        f"there is no area pack named {name!r}{hint_en}; there are: {listed}",
    )
