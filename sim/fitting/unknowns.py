"""What is unknown of a place: which values of the catalogue it moves, and how far.

An unknown has a score with a standard normal prior. Everything that fits works with
scores; the model only ever sees values of catalogue paths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, Literal

import numpy as np
from ruamel.yaml import YAML

from sim.area import Area
from sim.fitting.scales import SCALES, Floats, Scale
from sim.scenario.catalogue import Parameter, catalogue

Act = Literal["value", "level", "power", "contrast"]
Role = Literal["fitted", "carried"]

FIXED: Final = "fixed"


@dataclass(frozen=True)
class Unknown:
    """One uncertain quantity.

    Attributes
    ----------
    acts
        `value`: is the value of its one path. `level`: multiplies its paths. `power`:
        raises the ratio of its paths to the reference to a power. `contrast`:
        multiplies the first path and divides the second, by its root.
    reference
        Path to which ratios are taken; 1 if there is none.
    center, low, high
        Median and central 80 % of the prior, natural scale.
    role
        `fitted` if observations may say something about it, `carried` if they cannot.
    """

    id: str
    label_zh: str
    label_en: str
    unit: str
    acts: Act
    paths: tuple[str, ...]
    reference: str | None
    scale: Scale
    center: float
    low: float
    high: float
    role: Role
    source: str
    grade: str

    def natural(self, score: Floats | float) -> Floats:
        """Return natural values of scores, within the bounds of a path of its own.

        The prior is a normal of two halves on the working scale, so that median and
        both ends of the range are what they are said to be.
        """
        below, above = self.scale.sides(self.center, self.low, self.high)
        score = np.asarray(score, dtype=float)
        away = np.where(score < 0, below, above) * score
        value = self.scale.natural(self.scale.of(self.center) + away)
        if self.acts == "value":
            value = _within(catalogue()[self.paths[0]], value)
        return value


@dataclass(frozen=True)
class Unknowns:
    """All unknowns of a place, with the values that they move."""

    entries: tuple[Unknown, ...]
    base: Mapping[str, float]
    """Value of each path before anything is fitted."""

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def fitted(self) -> list[int]:
        """Positions of those of which observations may speak."""
        return [i for i, entry in enumerate(self.entries) if entry.role == "fitted"]

    @property
    def paths(self) -> list[str]:
        """Paths that are moved, each once, in the order of the entries."""
        return list(dict.fromkeys(p for entry in self.entries for p in entry.paths))

    def values(self, scores: Floats) -> dict[str, float]:
        """Return the value of each path.

        Parameters
        ----------
        scores
            One an unknown. Shape (unknowns).
        """
        values = {path: self.base[path] for path in self.paths}
        natural = [
            float(e.natural(s)) for e, s in zip(self.entries, scores, strict=True)
        ]
        # Ratios first: a level then moves what the ratios have become.
        for act in ("power", "contrast", "level", "value"):
            for entry, number in zip(self.entries, natural, strict=True):
                if entry.acts == act:
                    _move(values, entry, number, self.base)
        known = catalogue()
        return {path: float(_within(known[path], v)) for path, v in values.items()}


def _move(
    values: dict[str, float], entry: Unknown, number: float, base: Mapping[str, float]
) -> None:
    match entry.acts:
        case "value":
            values[entry.paths[0]] = number
        case "level":
            for path in entry.paths:
                values[path] *= number
        case "power":
            reference = base[entry.reference] if entry.reference else 1.0
            for path in entry.paths:
                values[path] = reference * (values[path] / reference) ** number
        case "contrast":
            above, below = entry.paths
            values[above] *= number**0.5
            values[below] /= number**0.5


def _within(parameter: Parameter, value: Any) -> Floats:
    """Return values inside the bounds that no file may pass."""
    if parameter.bounds:
        low, high = parameter.bounds
        value = np.clip(np.asarray(value, dtype=float), low, high)
    return np.asarray(value, dtype=float)


def read_unknowns(area: Area, text: str | None = None) -> Unknowns:
    """Return the unknowns of a place.

    Parameters
    ----------
    area
        Its values and ranges before any fitting stand for what is known beforehand;
        where it says nothing, the catalogue's do.
    text
        Another list than the one that comes with the program.
    """
    declared = _declared(text)
    entries = tuple(
        _unknown(name, fields, area) for name, fields in declared["unknowns"].items()
    )
    paths = {path for entry in entries for path in entry.paths}
    paths |= {entry.reference for entry in entries if entry.reference}
    return Unknowns(entries, {path: _base(area, path)[0] for path in sorted(paths)})


def left_alone(text: str | None = None) -> Mapping[str, Mapping[str, str]]:
    """Return the paths that no draw moves, each with the reason `zh` and `en`."""
    fixed: Mapping[str, Mapping[str, str]] = _declared(text)[FIXED]
    return fixed


def _declared(text: str | None) -> Mapping[str, Any]:
    if text is None:
        text = (files(__package__) / "unknowns.yaml").read_text(encoding="utf-8")
    content: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
    return content


def _unknown(name: str, fields: Mapping[str, Any], area: Area) -> Unknown:
    acts: Act = fields.get("acts", "value")
    paths = _paths(fields["moves"])
    source, grade = "assumption", "assumed"
    if acts == "value":
        center, low, high, source, grade = _own_range(area, paths[0])
    else:
        center = 1.0
    if "range" in fields:
        low, high = (float(limit) for limit in fields["range"])
    parameter = catalogue()[paths[0]]
    label = fields.get("label") or {"zh": parameter.label.zh, "en": parameter.label.en}
    return Unknown(
        id=name,
        label_zh=label["zh"],
        label_en=label["en"],
        unit=parameter.unit if acts == "value" else "ratio",
        acts=acts,
        paths=paths,
        reference=fields.get("reference"),
        scale=SCALES[fields["scale"]],
        center=center,
        low=low,
        high=high,
        role=fields["role"],
        source=source,
        grade=grade,
    )


def _paths(moves: str | Sequence[str]) -> tuple[str, ...]:
    """Return the paths meant; `a.*` is all whose name begins so."""
    if isinstance(moves, str) and moves.endswith("*"):
        return tuple(path for path in catalogue() if path.startswith(moves[:-1]))
    return (moves,) if isinstance(moves, str) else tuple(moves)


def _base(area: Area, path: str) -> tuple[float, float | None, float | None]:
    own = area.unfitted.get(path)
    if own is not None:
        return float(own.value), own.low, own.high
    parameter = catalogue()[path]
    low, high = parameter.range or (None, None)
    return float(parameter.read(parameter.default)), low, high


def _own_range(area: Area, path: str) -> tuple[float, float, float, str, str]:
    value, low, high = _base(area, path)
    own, parameter = area.unfitted.get(path), catalogue()[path]
    if low is None or high is None:
        if parameter.range is None:
            raise ValueError(f"{path} has no range to be drawn from")
        low, high = parameter.range
    source, grade = (
        (own.source, own.grade) if own else (parameter.source, parameter.grade)
    )
    return value, min(low, value), max(high, value), source, grade
