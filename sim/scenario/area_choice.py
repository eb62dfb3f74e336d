"""Which area pack a scenario means, and which of its counties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.area import Area, UnknownAreaError, find_area, load_area
from sim.scenario.faults import FaultList, Place, hint
from sim.scenario.layer import Layer, Located

# The pack that a bare list of codes belongs to, where no parent names another.
PACK_OF_CODES = "guangxi"


@dataclass(frozen=True)
class AreaChoice:
    """A pack by name as seen from a file, and codes within it (none: all)."""

    name: str
    beside: Path
    codes: tuple[str, ...]
    place: Place


def choose(chain: Sequence[Layer]) -> AreaChoice | None:
    """Return the area of the chain; a list of codes keeps the parent's pack."""
    codes: Located[Any] | None = None
    for layer in chain:
        found = layer.fields.get("area")
        if found is None:
            continue
        if isinstance(found.value, str):
            place = codes.place if codes else found.node.place
            listed = tuple(codes.value) if codes else ()
            return AreaChoice(found.value, layer.path, listed, place)
        codes = codes or found
    if codes is None:
        return None
    return AreaChoice(
        PACK_OF_CODES, chain[0].path, tuple(codes.value), codes.node.place
    )


def load(choice: AreaChoice, faults: FaultList) -> Area | None:
    """Return the pack, or None after noting that there is none, or none with homes.

    Raises
    ------
    AreaError
        If the pack exists but is faulty.
    """
    try:
        area = load_area(find_area(choice.name, choice.beside))
    except UnknownAreaError as error:
        faults.add(choice.place, error.message_zh, error.message_en)
        return None
    homes = area.homes
    if area.homes_totals is None and (homes is None or homes.empty):
        faults.add(
            choice.place,
            f"地区“{choice.name}”没有养老机构，无可模拟",
            f"the area “{choice.name}” has no homes; there is nothing to simulate",
        )
    return area


def county_indices(
    area: Area, codes: Sequence[str], place: Place, faults: FaultList
) -> list[int]:
    """Return the counties that codes of counties or prefectures stand for.

    Parameters
    ----------
    area
        The pack.
    codes
        Six digits each; none stands for the whole pack.
    place
        Where the codes are written.
    faults
        Receives unknown codes, and counties without homes.

    Returns
    -------
        Indices into `area.counties`, ascending, each once.
    """
    if not codes:
        return list(range(len(area.counties)))
    meant = [index for code in codes for index in meant_by(code, area, place, faults)]
    indices = sorted(set(meant))
    _check_homes(area, indices, codes, place, faults)
    return indices


def meant_by(code: str, area: Area, place: Place, faults: FaultList) -> list[int]:
    """Return the county of a code, those of a prefecture's; none after noting why."""
    counties = area.counties
    is_meant = (counties["county_code"] == code) | (counties["prefecture_code"] == code)
    if not is_meant.any():
        known = [*counties["county_code"], *sorted(set(counties["prefecture_code"]))]
        zh, en = hint(code, known)
        faults.add(
            place,
            f"“{area.name}”里没有区划代码“{code}”{zh}",
            f"“{area.name}” has no county or prefecture “{code}”{en}",
        )
    return [int(index) for index in counties.index[is_meant]]


def _check_homes(
    area: Area,
    indices: Sequence[int],
    codes: Sequence[str],
    place: Place,
    faults: FaultList,
) -> None:
    if area.homes is None or not indices:
        return
    chosen = set(area.counties.loc[list(indices), "county_code"])
    if not area.homes["county_code"].isin(chosen).any():
        listed = "、".join(codes)
        faults.add(
            place,
            f"{listed} 没有养老机构，无可模拟",
            f"{listed} has no homes; there is nothing to simulate",
        )
