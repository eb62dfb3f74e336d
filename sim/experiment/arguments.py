"""What Python callers hand over, looked at before anything is done with it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from numbers import Integral
from os import PathLike

from sim.experiment.plan import Plan
from sim.scenario import Scenario


def check_arguments(
    scenario: object, area: object, out: object, whole: Mapping[str, object]
) -> None:
    """Refuse what could only fail deep inside.

    Parameters
    ----------
    scenario, area, out
        As `sim.run` is given them.
    whole
        Arguments that must be whole numbers or None, by name.

    Raises
    ------
    TypeError
        An argument is of another kind; the sentence says what to write.
    """
    if not isinstance(scenario, Scenario):
        raise TypeError(
            f"scenario must be a loaded scenario, not {_read(scenario)}; "
            'write sim.run(sim.load_scenario("file.yaml"))'
        )
    if area is not None and not _are_codes(area):
        raise TypeError(
            f"area must be codes as texts, not {_read(area)}; "
            'write area=["450123"], or leave it out for all'
        )
    for name, number in whole.items():
        if number is not None and (
            isinstance(number, bool) or not isinstance(number, Integral)
        ):
            raise TypeError(f"{name} must be a whole number, not {_read(number)}")
    if out is not None and not isinstance(out, str | PathLike):
        raise TypeError(
            f"out must be the path of a folder, not {_read(out)}; "
            'write out="results", or leave it out to keep nothing'
        )


def warn_of(*plans: Plan) -> None:
    """Warn Python callers that some dated fact finds too few homes or beds.

    All warnings that the command prints are among `warnings` of the scenario of the
    results; these alone say that what was asked for is not what is run.
    """
    told = dict.fromkeys(en for plan in plans for _, en in plan.lacking)
    for sentence in told:
        # The line that called `sim.run` and its like.
        warnings.warn(sentence, stacklevel=3)


def _are_codes(area: object) -> bool:
    return isinstance(area, str) or (
        isinstance(area, Iterable)
        and not isinstance(area, Mapping | Iterator | bytes)
        and all(isinstance(code, str) for code in area)
    )


def _read(value: object) -> str:
    """Return a value and its kind in one short line."""
    text = " ".join(repr(value).split())
    short = text if len(text) <= 40 else text[:39] + "…"
    return f"{type(value).__name__} {short}"
