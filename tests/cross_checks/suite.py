"""All cross-checks at length: ``python tests/cross_checks [--write] [NAME ...]``.

Needs Ciw (``pip install -e '.[bench]'``) and sim-tools (``pip install sim-tools``), and
some minutes of one core. ``--write`` makes `results/reference/cross_checks.csv` and
`planning_rules.csv` anew; names choose parts, and the others stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from cross_checks import planning_rules
from cross_checks.agreement import Agreement, two_samples, with_exact
from cross_checks.ciw_homes import measured_in_ciw
from cross_checks.exact import exact_measures
from cross_checks.replication_numbers import (
    SERIES,
    first_narrow,
    first_that_stays_narrow,
    half_width_here,
    half_width_there,
    holds_the_mean,
    is_within,
    number_there,
    numbers_here,
    series,
)
from cross_checks.three_homes import CASES, DAYS, REPLICATIONS, measured_here

FOLDER = Path(__file__).parents[2] / "results" / "reference"
SERIES_EACH, SERIES_MANY = 100, 5000

JUDGED = {"interval_holds_mean": holds_the_mean, "within_what_was_asked": is_within}

Row = dict[str, object]


def three_homes() -> Iterator[Row]:
    """Compare the three homes with Ciw and with theory."""
    for case in CASES.values():
        ours = measured_here(case, DAYS, REPLICATIONS)
        theirs = measured_in_ciw(case, DAYS, REPLICATIONS)
        number = f"{len(REPLICATIONS)} replications each"
        for measure in ours:
            if case.waits or measure != "wait_days":
                found = two_samples(ours[measure], theirs[measure])
                yield _row(
                    f"homes_{case.name}",
                    measure,
                    f"Ciw {version('ciw')}",
                    found,
                    number,
                )
        for measure, exact in exact_measures(case, DAYS).items():
            found = with_exact(ours[measure], exact)
            formula = "Erlang A" if case.waits else "Erlang B"
            yield _row(f"homes_{case.name}", measure, formula, found, number)


def replication_numbers() -> Iterator[Row]:
    """Compare intervals and numbers of replications with sim-tools."""
    there = f"sim-tools {version('sim-tools')}"
    for name in SERIES:
        all_series = [series(name, number) for number in range(SERIES_EACH)]
        check, note = f"precision_{name}", f"{SERIES_EACH} made-up series"
        widths = [
            (half_width_here(x[:20]), half_width_there(x[:20])) for x in all_series
        ]
        yield _same(check, "half_width_of_20", there, widths, note)
        firsts = [(first_narrow(x), number_there(x, 0)) for x in all_series]
        yield _same(check, "first_narrow", there, firsts, note)
        ahead = [(first_that_stays_narrow(x), number_there(x, 5)) for x in all_series]
        yield _same(check, "first_that_stays_narrow", there, ahead, note)
        yield from _held(name, check)


def _held(name: str, check: str) -> Iterator[Row]:
    """Say how many replications each rule runs, and whether its intervals hold."""
    many = [series(name, number) for number in range(SERIES_MANY)]
    ours = numbers_here(np.array(many))
    ahead = [first_that_stays_narrow(x) for x in many]
    note = f"{SERIES_MANY} made-up series"
    on_purpose = f"{note}; differ on purpose: waves here, one at a time there"
    found = two_samples(ours, ahead)
    yield _row(check, "replications_run", "sim-tools, look-ahead 5", found, on_purpose)
    for numbers, rule in ((ours, "waves"), (ahead, "look_ahead")):
        for measure, holds in JUDGED.items():
            held = [holds(x, n) for x, n in zip(many, numbers, strict=True)]
            found = with_exact(held, 0.95)
            yield _row(check, f"{measure}_{rule}", "95 %", found, note)


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "three_homes": three_homes,
    "replication_numbers": replication_numbers,
}
PLANNING = "planning_rules"


def main(words: list[str]) -> None:
    """Run the parts, print them and, if asked, write them."""
    names = [word for word in words if word in (*PARTS, PLANNING)]
    for name in names or (*PARTS, PLANNING):
        if name == PLANNING:
            table, path = planning_rules.table(), FOLDER / "planning_rules.csv"
        else:
            path = FOLDER / "cross_checks.csv"
            table = _in_place_of(pd.DataFrame(list(PARTS[name]())), path)
        print(table.to_string(index=False), flush=True)  # noqa: T201
        if "--write" in words:
            write(table, path)


def _in_place_of(rows: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return the rows with those that the file has of other checks before them."""
    if not path.is_file():
        return rows
    known = pd.read_csv(path, dtype=str, keep_default_na=False)
    return pd.concat([known[~known["check"].isin(rows["check"])], rows])


def write(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV."""
    table.to_csv(path, index=False, lineterminator="\n")


def _row(check: str, measure: str, against: str, found: Agreement, note: str) -> Row:
    return {
        "check": check,
        "measure": measure,
        "against": against,
        "here": _figure(found.here),
        "there": _figure(found.there),
        "standard_errors_apart": f"{found.apart:.2f}",
        "seen_with_power_90": _figure(found.detectable),
        "note": note,
    }


def _same(
    check: str, measure: str, there: str, pairs: list[tuple[float, float]], note: str
) -> Row:
    """Compare what must be equal, series by series."""
    ours, theirs = np.array(pairs, dtype=float).T
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)
    return _row(
        check,
        measure,
        there,
        Agreement(ours.mean(), ours.mean(), 0.0),
        f"{note}, each equal to 1e-9",
    )


def _figure(number: float) -> str:
    return f"{number:.4g}"
