"""The ranges of `homes_totals.yaml`: within what a draw may move a number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node

from sim.area.home_spreads import DISTRIBUTIONS, check_spread
from sim.area.nodes import entries, fault_at, plain

# Sums are published; private homes take what the others leave.
_OPEN_TOTAL = "township_homes"


def check_ranges(top: MappingNode, path: Path) -> None:
    """Refuse a range that a draw could not use.

    Raises
    ------
    AreaError
        A range is not [low, high] with the number within, belongs to a number that
        no draw moves, or leaves private homes without beds at its upper end.
    """
    found = entries(top, path)
    for name, node in found.items():
        if name == "distributions":
            _check_distributions(node, path)
        elif isinstance(node, MappingNode) and "range" in (one := entries(node, path)):
            _check_total(name, one, path)
    _check_room(plain(top, path), found, path)


def _check_total(name: str, fields: dict[str, Node], path: Path) -> None:
    if name != _OPEN_TOTAL:
        raise fault_at(
            fields["range"],
            path,
            f"只有 {_OPEN_TOTAL} 可以写 range；{name} 在每次抽样中都一样",
            f"only {_OPEN_TOTAL} may have a range; {name} is the same in every draw",
        )
    low, high = _ends(fields["range"], plain(fields["value"], path), path)
    if low != int(low) or high != int(high):
        raise fault_at(
            fields["range"], path, "range 应为整数", "a range of homes is whole numbers"
        )


def _check_distributions(node: Node, path: Path) -> None:
    spreads = entries(node, path)
    missing = ", ".join(name for name in DISTRIBUTIONS if name not in spreads)
    if missing:
        raise fault_at(node, path, f"缺少：{missing}", f"lacks: {missing}")
    for name, spread in spreads.items():
        check_spread(name, spread, path)
        _check_distribution(spread, path)


def _check_distribution(node: Node, path: Path) -> None:
    fields = entries(node, path)
    if "range" not in fields:
        return
    parameters = plain(fields["parameters"], path)
    for key, span in entries(fields["range"], path).items():
        if key not in parameters:
            raise fault_at(
                span,
                path,
                f"parameters 里没有“{key}”",
                f"the parameters have no {key!r}",
            )
        _ends(span, parameters[key], path)


def _ends(node: Node, value: Any, path: Path) -> tuple[float, float]:
    match plain(node, path):
        case [int() | float() as low, int() | float() as high] if low <= value <= high:
            return float(low), float(high)
    raise fault_at(
        node,
        path,
        f"range 应为 [下限, 上限]，{value} 应在其中",
        f"range must be [low, high] with {value} within",
    )


def _check_room(totals: dict[str, Any], found: dict[str, Node], path: Path) -> None:
    """Refuse township homes so many or so large that private ones have no bed."""
    homes = {kind: totals[f"{kind}_homes"]["value"] for kind in ("county", "private")}
    declared = totals[_OPEN_TOTAL]
    township = max(declared.get("range") or [declared["value"]])
    private = homes["private"] + declared["value"] - township
    beds = totals["beds"]["value"]
    for kind, number in (("county", homes["county"]), ("township", township)):
        spread = totals["distributions"][f"{kind}_beds"]
        span = (spread.get("range") or {}).get("mean", [spread["parameters"]["mean"]])
        beds -= number * max(span)
    # A sum of beds without a home to put them in has no place either.
    if private < 0 or beds < private or (private == 0 and beds > 0):
        raise fault_at(
            found[_OPEN_TOTAL],
            path,
            "按 range 的上限，县级和乡镇机构占满了机构数或床位数，民办机构没有床位",
            "at the upper ends of the ranges, county and township homes take up all "
            "institutions or beds and leave private homes without any",
        )
