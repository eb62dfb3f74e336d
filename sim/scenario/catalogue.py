"""The parameter catalogue and the catalogue of sources, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter
from pydantic_core import PydanticCustomError

from sim.scenario.course import Value
from sim.scenario.faults import Place
from sim.scenario.nodes import Mapping, plain
from sim.scenario.strict import Strict
from sim.scenario.terms import Bilingual, Grade
from sim.scenario.values import (
    Number,
    Text,
    YesNo,
    read_choice,
    read_number,
    read_yes_no,
)
from sim.scenario.yaml_nodes import parse

Unit = Literal[
    "share",
    "per_year",
    "days",
    "minutes",
    "utility",
    "utility_per_minute",
    "utility_per_year",
    "ratio",
    "yes_no",
    "choice",
    "beds",
    "count",
    "km_per_hour",
    "per_100_villages",
    "carers_per_resident",
    "yuan",
    "yuan_per_year",
    "yuan_per_hour",
    "hours_per_day",
]
UNIT_LABELS: dict[str, tuple[str, str]] = {
    "share": ("占比", "share"),
    "per_year": ("每年", "per year"),
    "days": ("天", "days"),
    "minutes": ("分钟", "minutes"),
    "utility": ("效用", "utility"),
    "utility_per_minute": ("效用/分钟", "utility per minute"),
    "utility_per_year": ("效用/年", "utility per year"),
    "ratio": ("倍", "ratio"),
    "yes_no": ("是/否", "yes or no"),
    "choice": ("选项", "an option"),
    "beds": ("张", "beds"),
    "count": ("个", "count"),
    "km_per_hour": ("公里/小时", "km per hour"),
    "per_100_villages": ("个/百村", "per 100 villages"),
    "carers_per_resident": ("护理员/人", "carers per resident"),
    "yuan": ("元", "yuan"),
    "yuan_per_year": ("元/年", "yuan per year"),
    "yuan_per_hour": ("元/小时", "yuan per hour"),
    "hours_per_day": ("小时/天", "hours per day"),
}
FILES = ("catalogue.yaml", "catalogue_costs.yaml")


class Parameter(Strict):
    """One entry of the catalogue."""

    unit: Unit
    """Unit of the value, the range and the bounds."""
    default: Text
    """Value where neither the area pack nor a scenario says another."""
    range: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    """Plausible range: for draws and for the reader."""
    bounds: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    """Limits that no file may pass."""
    options: dict[str, Bilingual] | None = None
    """What a choice may be, with its meaning; the value is the key."""
    dated: YesNo = False
    """Whether the value may change over time."""
    label: Bilingual
    """Short name."""
    text: Bilingual
    """What it means, in a sentence."""
    source: Text
    """Id of a source, with its clause."""
    grade: Grade
    """How good the default is."""

    def read(self, text: object) -> Value:
        """Return the value that a text stands for.

        Raises
        ------
        PydanticCustomError
            If it is not of the parameter's kind, or outside its bounds.
        """
        if self.unit == "yes_no":
            return read_yes_no(text)
        if self.options is not None:
            meanings = {name: (o.zh, o.en) for name, o in self.options.items()}
            return read_choice(text, meanings)
        number = read_number(text)
        if self.unit == "count" and number != int(number):
            raise PydanticCustomError("whole_number", "not a whole number")
        if self.bounds and not self.bounds[0] <= number <= self.bounds[1]:
            raise PydanticCustomError(
                "outside_bounds",
                "outside {low} to {high}",
                {"low": f"{self.bounds[0]:g}", "high": f"{self.bounds[1]:g}"},
            )
        return number


class Source(Strict):
    """One entry of the catalogue of sources."""

    title: Bilingual
    """Title of the document or data."""
    publisher: str | None
    """Who published it."""
    year: Text
    """Year of publication."""
    grade: Grade
    """How good figures from it are."""
    document: Literal["planner", "opinions", "plan", "national", "data"]
    """Which kind of document a target from it comes from."""
    clauses: tuple[str, ...] = ()
    """Clauses that may follow `#`; none if empty."""


@cache
def _tree(name: str) -> Mapping:
    text = files("sim.scenario").joinpath(name).read_text(encoding="utf-8")
    return parse(f"sim/scenario/{name}", text)


@cache
def catalogue() -> dict[str, Parameter]:
    """Return every parameter by its path, in the order of the catalogue."""
    read = TypeAdapter(dict[str, Parameter]).validate_python
    return {
        path: parameter
        for name in FILES
        for path, parameter in read(plain(_tree(name))).items()
    }


@cache
def sources() -> dict[str, Source]:
    """Return the sources that every scenario may name, by id."""
    tree = plain(_tree("sources.yaml"))
    return TypeAdapter(dict[str, Source]).validate_python(tree)


@cache
def catalogue_places() -> dict[str, Place]:
    """Return the file and line of each parameter of the catalogue."""
    return {entry.key: entry.place for name in FILES for entry in _tree(name)}
