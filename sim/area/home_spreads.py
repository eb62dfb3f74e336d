"""What `homes_totals.yaml` declares of homes must be possible to draw, in this place.

A mean of 1e30 beds, a share of 7 or more homes than townships would otherwise end deep
inside the drawing of a registry, where nobody knows the line of the file any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd
from ruamel.yaml.nodes import Node

from sim.area.home_kinds import KINDS, TOTALS
from sim.area.nodes import compose, entries, fault_at, plain, text_of
from sim.area.parameters import GRADES
from sim.area.units import RURAL_KINDS

_SHARES: Final = dict.fromkeys(KINDS, (0.0, 1.0))
_BEDS: Final = {
    "mean": (1.0, 1e5),
    "sd": (0.0, 1e5),
    "min": (0.0, 1e5),
    "max": (1.0, 1e5),
}
_WITHIN: Final[Mapping[str, Mapping[str, tuple[float, float]]]] = {
    **{f"{kind}_beds": _BEDS for kind in KINDS},
    # The beta distribution has no place for a mean of exactly 0 or 1.
    "nursing_share": dict.fromkeys(KINDS, (1e-06, 1 - 1e-06))
    | {"concentration": (1e-3, 1e6)},
    **dict.fromkeys(("accepts_social", "fire_safety_ok", "upgradable"), _SHARES),
    "care_staff_per_bed": dict.fromkeys(KINDS, (0.0, 100.0)),
    "equipment_age_years": {"min": (0.0, 1e3), "max": (0.0, 1e3)},
}
"""Parameters of each distribution, with the least and the most that each may be."""
DISTRIBUTIONS: Final = tuple(_WITHIN)
"""What a pack without a registry declares of its homes."""


def check_spread(name: str, node: Node, path: Path) -> None:
    """Refuse a distribution without a parameter, or with an impossible one.

    Raises
    ------
    AreaError
        With the line and what the number must be.
    """
    fields = entries(node, path)
    if "parameters" not in fields:
        raise fault_at(node, path, "缺少：parameters", "lacks: parameters")
    given = entries(fields["parameters"], path)
    limits = _WITHIN.get(name, {})
    missing = ", ".join(key for key in limits if key not in given)
    if missing:
        raise fault_at(
            fields["parameters"],
            path,
            f"{name} 的 parameters 缺少：{missing}",
            f"parameters of {name} lack: {missing}",
        )
    spans = entries(fields["range"], path) if "range" in fields else {}
    for key, (low, high) in limits.items():
        for part in (given[key], spans.get(key)):
            _check_numbers(f"{name}.{key}", part, low, high, path)
    if {"min", "max"} <= limits.keys():
        _check_order(name, given, spans, path)


def _check_numbers(
    name: str, node: Node | None, low: float, high: float, path: Path
) -> None:
    if node is None:
        return
    written = plain(node, path)
    for number in written if isinstance(written, list) else [written]:
        is_number = isinstance(number, int | float) and not isinstance(number, bool)
        if not is_number or not low <= number <= high:
            raise fault_at(
                node,
                path,
                f"{name} 应是 {low:g} 与 {high:g} 之间的数",
                f"{name} must be a number between {low:g} and {high:g}",
            )


def _check_order(
    name: str, given: Mapping[str, Node], spans: Mapping[str, Node], path: Path
) -> None:
    ends = {
        key: [
            plain(given[key], path),
            *(plain(spans[key], path) if key in spans else []),
        ]
        for key in ("min", "max")
    }
    if max(ends["min"]) > min(ends["max"]):
        raise fault_at(
            given["min"], path, f"{name} 的 min 大于 max", f"{name} has min above max"
        )


def check_places(
    totals: Mapping[str, Any],
    townships: pd.DataFrame,
    elders: pd.DataFrame,
    path: Path,
) -> None:
    """Refuse more homes or nursing beds than the place has room for.

    Parameters
    ----------
    totals
        Plain values of the file, each sum a whole number ≥ 0.
    townships, elders
        Where homes can stand, and whom private ones follow.
    path
        The file, for the line of a fault.

    Raises
    ------
    AreaError
        With the line of the sum that is too large.
    """
    nodes = entries(compose(path), path)
    spreads = entries(nodes["distributions"], path)
    for name, node in (*spreads.items(), *((name, nodes[name]) for name in TOTALS)):
        _check_grade(name, node, path)
    rural = int(townships["kind"].isin(RURAL_KINDS).sum())
    number = {
        name: int(one["value"])
        for name, one in totals.items()
        if isinstance(one, Mapping) and isinstance(one.get("value"), int)
    }
    most_townships = max(
        [number["township_homes"], *(totals["township_homes"].get("range") or [])]
    )
    rooms = (
        ("county_homes", number["county_homes"], townships["county_index"].nunique()),
        ("township_homes", most_townships, rural),
        ("nursing_beds", number["nursing_beds"], number["beds"]),
        ("beds", number["beds"], 10_000_000),
        ("private_homes", number["private_homes"], 100_000),
        ("regional_centers", number["regional_centers"], number["township_homes"]),
    )
    for name, asked, room in rooms:
        if asked > room:
            raise fault_at(
                nodes[name],
                path,
                f"{name} 是 {asked:g}，这里最多 {room:g}",
                f"{name} is {asked:g}, but there is room for {room:g} at most",
            )
    _check_seats(nodes["private_homes"], townships, elders, path)


def _check_grade(name: str, node: Node, path: Path) -> None:
    fields = entries(node, path)
    grade = text_of(fields["grade"], path) if "grade" in fields else ""
    if grade not in GRADES:
        listed = ", ".join(GRADES)
        raise fault_at(
            fields.get("grade", node),
            path,
            f"{name} 的 grade 只能是：{listed}",
            f"grade of {name} must be one of: {listed}",
        )


def _check_seats(
    node: Node, townships: pd.DataFrame, elders: pd.DataFrame, path: Path
) -> None:
    """Refuse private homes where a county of urban elders has no place for them."""
    urban = elders[(elders["residence"] == "urban") & (elders["elders"] > 0)]
    seated = set(townships.loc[townships["resident_committees"] > 0, "county_code"])
    unseated = sorted(set(urban["county_code"]) - seated)
    if unseated and plain(node, path)["value"]:
        raise fault_at(
            node,
            path,
            f"{unseated[0]} 有城镇老人，townships.csv 里却没有一处有居委会，"
            "民办机构无处可设",
            f"{unseated[0]} has urban elders but no township with resident_committees "
            "in which a private home could stand",
        )
