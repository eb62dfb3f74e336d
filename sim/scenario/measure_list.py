"""The measures that conditions may name, read once from `measures.yaml`.

What they are worth at a moment is for `sim.supply.measures` to say.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from sim.scenario.nodes import plain
from sim.scenario.strict import Strict
from sim.scenario.terms import Bilingual
from sim.scenario.values import Count, Number
from sim.scenario.yaml_nodes import parse

MeasureUnit = Literal[
    "share",
    "points",
    "beds",
    "residents",
    "rank",
    "ratio",
    "minutes",
    "years",
    "yes_no",
]
Ends = Annotated[list[Number], Field(min_length=2, max_length=2)]


class Measure(Strict):
    """One entry of the list of measures."""

    unit: MeasureUnit
    """Unit of the measure and of its limits."""
    usual: Ends | None = None
    """Least and greatest that it can be in a run."""
    bounds: Ends | None = None
    """Least and greatest limit that a file may write."""
    months: Count | None = None
    """How many months it looks back; none for the present."""
    label: Bilingual
    """Short name."""
    text: Bilingual
    """What it means, in a sentence."""


@cache
def measures() -> dict[str, Measure]:
    """Return every measure by its name, in the order of the list."""
    name = "measures.yaml"
    text = files("sim.scenario").joinpath(name).read_text(encoding="utf-8")
    tree = plain(parse(f"sim/scenario/{name}", text))
    return TypeAdapter(dict[str, Measure]).validate_python(tree)
