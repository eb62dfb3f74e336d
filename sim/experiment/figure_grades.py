"""The grade of every figure of a run, ground by ground: published, derived or assumed.

A figure is as good as the worst that it rests upon; that word alone would call nearly
everything assumed, so that what each ground is goes along with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from sim.experiment.place import is_part
from sim.indicators.catalogue import CATALOGUE
from sim.indicators.grounds import ground_words, grounds_of
from sim.indicators.headlines import SPLITS
from sim.report.words import load_words
from sim.scenario import Scenario

WORST_LAST: Final = ("published", "derived", "assumed")
_TOTALS: Final = ("institutions", "beds", "nursing_beds", "regional_centers")
_OF_PATHS: Final = {
    "demand": ("demand", "guaranteed", "guarantee", "choice", "stay", "class"),
    "staff": ("staff",),
    "outside": ("outside",),
    "costs": ("cost",),
}
_OF_FILES: Final = {
    "elders": ("elders.csv",),
    "lives": ("mortality.yaml", "prevalence.yaml"),
}


def grounds_graded(scenario: Scenario) -> dict[str, str]:
    """Return the grade of each ground; one that the run has not is left out."""
    graded = {"beds": _beds(scenario, whole=True), "split": _beds(scenario)}
    facts = (*scenario.history, *scenario.programme)
    if facts:
        graded["changes"] = worst(str(one.grade) for one in facts)
    position = scenario.area.townships["position"].astype(str)
    graded["places"] = "published" if (position == "published").all() else "assumed"
    for ground, names in _OF_FILES.items():
        graded[ground] = _covering(scenario.area.sources, names)
    origins = scenario.origins()
    roots = origins["path"].astype(str).str.partition(".")[0]
    for ground, families in _OF_PATHS.items():
        found = origins.loc[roots.isin(families), "grade"].astype(str)
        if len(found):
            graded[ground] = worst(found)
    return graded


def worst(grades: Iterable[str]) -> str:
    """Return the worst of some grades."""
    return max(grades, key=WORST_LAST.index)


def _beds(scenario: Scenario, *, whole: bool = False) -> str:
    """Return the grade of beds: of the whole area's totals, or of their split."""
    area = scenario.area
    if area.homes is not None:
        return "published" if area.part_of else _covering(area.sources, ("homes",))
    totals: Mapping[str, Any] = area.homes_totals or {}
    if whole and not is_part(scenario):
        return worst(str(totals[name]["grade"]) for name in _TOTALS)
    kinds: Mapping[str, Any] = totals["distributions"]
    return worst(str(one["grade"]) for one in kinds.values())


def _covering(sources: pd.DataFrame, files: tuple[str, ...]) -> str:
    """Return what the sources of a file make of it: published sums spread are derived.

    A pack that does not say what its sources cover has the worst of them.
    """
    covers = sources.get("covers", pd.Series("", index=sources.index)).astype(str)
    named = covers.map(lambda text: any(name in text for name in files))
    rows = sources[named] if named.any() else sources
    grades = {str(grade) for grade in rows["grade"]}
    if not named.any():
        return worst(grades)
    return grades.pop() if len(grades) == 1 else "derived"


def figure_grades(scenario: Scenario) -> pd.DataFrame:
    """Return the grade of each indicator, for the whole area and for its parts.

    Returns
    -------
        Columns indicator, label_zh, label_en, of (`whole`, `part`: of a county or of
        one kind of homes), grade (the worst), grounds (as `beds: published; …`), and
        grounds_zh, grounds_en in words.
    """
    graded = grounds_graded(scenario)
    counted = scenario.area.homes is not None and bool(scenario.area.part_of)
    rows = []
    for name, entry in CATALOGUE.items():
        for of in ("whole", "part"):
            known = [
                (one, graded[one])
                for one in grounds_of(name, part=of == "part")
                if one in graded
            ]
            rows.append(
                {
                    "indicator": name,
                    "label_zh": entry.label.zh,
                    "label_en": entry.label.en,
                    "of": of,
                    "grade": worst(grade for _, grade in known),
                    "grounds": "; ".join(f"{one}: {grade}" for one, grade in known),
                }
                | _in_words(known, counted=counted)
            )
    return pd.DataFrame(rows)


def worst_of_each(graded: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the grade of each indicator where several scenarios go into it.

    Parameters
    ----------
    graded
        As `figure_grades` returns them; of each indicator the row with the worst grade
        is kept, the first of equals.
    """
    table = pd.concat(graded, ignore_index=True)
    table["place"] = -table["grade"].map(WORST_LAST.index)
    table = table.sort_values("place", kind="stable")
    table = table.drop_duplicates(["indicator", "of"]).sort_index()
    return table.drop(columns="place").reset_index(drop=True)


def _in_words(known: list[tuple[str, str]], *, counted: bool) -> dict[str, str]:
    """Return the grounds by grade, the best first, in both languages."""
    words, grades = ground_words(), load_words().family("grade")
    told: dict[str, str] = {}
    for lang, (between, after, end) in {
        "zh": ("、", "：", "；"),
        "en": (", ", ": ", "; "),
    }.items():
        groups = []
        for grade in WORST_LAST:
            names = [
                words["counted" if counted and one in {"beds", "split"} else one][lang]
                for one, own in known
                if own == grade
            ]
            if names:
                word = str(getattr(grades[grade], lang)).lower()
                groups.append(word + after + between.join(names))
        told[f"grounds_{lang}"] = end.join(groups)
    return told


def with_grades(table: pd.DataFrame, grades: pd.DataFrame) -> pd.DataFrame:
    """Return a table of figures with the column `grade`, by its `indicator`.

    A row without splits and level is of the whole area.
    """
    part = pd.Series(False, index=table.index)
    if "area_level" in table:
        part |= table["area_level"].astype(str) != "region"
    for name in SPLITS:
        if name in table:
            part |= table[name].astype(str) != "all"
    of = part.map({True: "part", False: "whole"})
    known = grades.set_index(["indicator", "of"])["grade"]
    keys = zip(table["indicator"].astype(str), of, strict=True)
    # A target may name an indicator that nothing computes.
    return table.assign(grade=[known.get(key, "") for key in keys])
