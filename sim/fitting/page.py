"""Lays what a calibration found before its page; the page itself arranges it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.area import Area
from sim.experiment.software import command_line
from sim.fitting.calibrate import Calibration
from sim.fitting.plan import CalibrationPlan
from sim.report.fit_data import FitPageData
from sim.report.fit_page import write_fit_page


def write_report(
    plan: CalibrationPlan,
    found: Calibration,
    lang: str,
    checks: pd.DataFrame | None = None,
) -> Path:
    """Write the page of a calibration into its folder and return its path.

    Parameters
    ----------
    checks
        Checks of ability and mortality that the place has, see `FitPageData`.
    """
    data = FitPageData(
        area_title=plan.area.title,
        pack=plan.area.name,
        targets=_with_titles(found.targets, plan.area),
        unknowns=found.unknowns,
        posterior=found.posterior,
        prior=found.prior,
        emulator=found.emulator,
        chain=found.chain,
        commands=" ".join(command_line()),
        warnings=[{"zh": zh, "en": en} for zh, en in found.warnings],
        transitions=checks,
    )
    return write_fit_page(found.folder, data, lang)


def _with_titles(targets: pd.DataFrame, area: Area) -> pd.DataFrame:
    """Return the targets with the titles of their sources; the id where none is."""
    sources = area.sources.set_index("source_id")
    ids = targets["source"]
    english = ids.map(sources["title"]).fillna(ids)
    chinese = english
    if "title_zh" in sources:
        chinese = ids.map(sources["title_zh"].replace("", None)).fillna(english)
    return targets.assign(source_title_zh=chinese, source_title_en=english)
