"""The figures of STORY.md: should homes below half be closed, asked of one county.

Runs the comparison that STORY.md shows and writes `results/reference/story.csv`: a row
a figure, its value and interval, and how the story writes them::

    python -m calibration.story

It takes about two minutes of one processor. What to count first, from forty joint
draws, is added with `--draws`, after about ten more; without it those rows stay.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "results" / "reference" / "story.csv"
COUNTY: Final = "450881"
NAMES: Final = (
    *("baseline", "close_below_half", "close_below_half_protected"),
    "entrust_and_open",
)
COMMAND: Final = (
    "compare",
    *(f"scenarios/{name}.yaml" for name in NAMES),
    *("--area", COUNTY, "--replications", "5"),
)
OF_DRAWS: Final = (
    "compare",
    *(f"scenarios/{name}.yaml" for name in NAMES[:3]),
    *("--area", COUNTY, "--draws", "40", "--replications", "1"),
)
COUNTED_FIRST: Final = "information"


class Figure(NamedTuple):
    """A number of the story: with its interval, and how many digits are told."""

    figure: str
    value: float
    low: float
    high: float
    digits: int

    def told(self) -> str:
        """Return the number and its interval as STORY.md has them."""
        value, low, high = (self._written(x) for x in (self.value, self.low, self.high))
        return f"{value} [{low}, {high}]" if (low, high) != (value, value) else value

    def _written(self, number: float) -> str:
        text = f"{number:.{self.digits}f}"
        # No minus before a nought.
        return text.replace("-", "−") if float(text) else text.lstrip("-")


def main() -> None:
    """Run what the story runs and write its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", action="store_true", help="what to count first, too")
    parser.add_argument("--jobs", default="1")
    asked = parser.parse_args()
    table = figures(*run(COMMAND, asked.jobs))
    if asked.draws:
        folder = run(OF_DRAWS, asked.jobs)[1]
        names = ("differences", "information")
        rest = counted_first(*(pd.read_csv(folder / f"{one}.csv") for one in names))
    else:
        known = pd.read_csv(TARGET)
        rest = known[known["figure"].str.startswith(COUNTED_FIRST)]
    pd.concat([table, rest]).to_csv(TARGET, index=False, lineterminator="\n")


def run(words: tuple[str, ...], jobs: str) -> tuple[Path, Path]:
    """Return the folder of all results of a comparison, and that of the comparison."""
    out = Path(tempfile.mkdtemp())
    given = [sys.executable, "-m", "sim", *words, "--jobs", jobs, "--out", str(out)]
    around = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        given, cwd=ROOT, env=around, check=False, stdout=subprocess.PIPE
    )
    # 1 says that the guarantee was breached in some draw; the tables are all there.
    if done.returncode not in (0, 1):
        done.check_returncode()
    [folder] = out.glob("compare-*/*")
    return out, folder


def figures(out: Path, folder: Path) -> pd.DataFrame:
    """Return the rows of the table that need no draws, from the files of a comparison.

    Parameters
    ----------
    out
        The folder of all results.
    folder
        That of the comparison.
    """
    rows = [
        *_differences(pd.read_csv(folder / "differences.csv")),
        *_waterfall(pd.read_csv(folder / "waterfall.csv")),
        *_losers(pd.read_csv(folder / "who_loses.csv")),
    ]
    for scenario in ("close-below-half", "close-below-half-protected"):
        [path] = out.glob(f"{scenario}/*/closures_by_supply_weight.csv")
        rows += _judged(pd.read_csv(path), scenario)
    return _table(rows)


def counted_first(differences: pd.DataFrame, information: pd.DataFrame) -> pd.DataFrame:
    """Return what forty joint draws say: differences, and what is worth counting."""
    last = differences[(differences["year"] == 2030) & differences["headline"].notna()]
    one_for_all = last[last["scenario"] == "close-below-half"].set_index("headline")
    one = one_for_all.loc["public_occupancy"]
    points = (one[end] * 100 for end in ("difference", "low", "high"))
    rows = [Figure(f"{COUNTED_FIRST}: difference: public occupancy", *points, 1)]
    told = float((information["verdict"] == "told").sum())
    rows.append(Figure(f"{COUNTED_FIRST}: unknowns told", told, told, told, 0))
    for headline in ("public_occupancy", "cost_public", "median_wait"):
        asked = information[information["headline"] == headline]
        wrong = float(asked["wrong_now"].iloc[0]) * 100
        name = f"{COUNTED_FIRST}: wrong now: {headline}"
        rows.append(Figure(name, wrong, wrong, wrong, 0))
    return _table(rows)


def _table(rows: list[Figure]) -> pd.DataFrame:
    told = [(*one[:1], *(round(x, 6) for x in one[1:4]), one.told()) for one in rows]
    return pd.DataFrame(told, columns=["figure", "value", "low", "high", "told"])


def _differences(table: pd.DataFrame) -> Iterator[Figure]:
    """Differences from the baseline in 2030, with the 95 % interval of their mean."""
    last = table[(table["year"] == 2030) & (table["area_level"] == "region")]
    public = last[(last["ownership"] == "public") & (last["tier"] == "all")]
    public = public[public["operation"] == "all"]
    for name, scale, digits in (
        ("occupancy_rate", 100, 1),
        ("residents", 1, 0),
        ("licensed_beds", 1, 0),
    ):
        for one in public[public["indicator"] == name].itertuples():
            ends = (one.mean_low * scale, one.mean_high * scale)
            yield Figure(
                f"difference: {one.scenario}: public {name}",
                one.difference * scale,
                *ends,
                digits,
            )


def _waterfall(table: pd.DataFrame) -> Iterator[Figure]:
    """Parts of the change of public occupancy; least and most of five runs."""
    last = table[(table["year"] == 2030) & (table["ownership"] == "public")]
    last = last[last["scenario"] == "close-below-half"]
    for part in ("closures", "allocation", "stay", "demand"):
        points = last[part] * 100
        yield Figure(f"waterfall: {part}", points.mean(), points.min(), points.max(), 1)


def _losers(table: pd.DataFrame) -> Iterator[Figure]:
    """Elders five minutes or more farther from a home; with 80 % intervals."""
    near = table[table["measure"] == "minutes_home"].set_index(
        ["scenario", "group", "member"]
    )
    for scenario in ("close-below-half", "close-below-half-protected"):
        for group, member in (
            ("all", "all"),
            ("residence", "rural"),
            ("residence", "urban"),
            ("last_home", "all"),
        ):
            one = near.loc[(scenario, group, member)]
            ends = (one["loses_low"] * 100, one["loses_high"] * 100)
            name = f"{scenario}: {group} {member}"
            yield Figure(f"farther share: {name}", one["loses"] * 100, *ends, 1)
            ends = (one["low"], one["high"])
            yield Figure(f"farther minutes: {name}", one["change"], *ends, 1)


def _judged(table: pd.DataFrame, scenario: str) -> Iterator[Figure]:
    """Closures of a run, and which share of them looks wrong, at three values of λ."""
    for one in table[table["county_code"] == "all"].itertuples():
        name = f"{scenario}: λ {one.supply_weight:g}"
        ends = (one.closures_low, one.closures_high)
        yield Figure(f"closures: {name}", one.closures, *ends, 1)
        yield Figure(f"moved: {name}", one.moved, one.moved_low, one.moved_high, 1)
        share = one.false_closure_share * 100
        yield Figure(f"wrong share: {name}", share, share, share, 0)


if __name__ == "__main__":
    main()
