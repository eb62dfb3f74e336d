"""Lays the tables and facts of a comparison before its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from sim.experiment.closing_csv import closing_classes
from sim.experiment.closing_homes import closing_homes
from sim.experiment.figure_grades import figure_grades, worst_of_each
from sim.experiment.headline_words import headlines_table
from sim.experiment.page import page_data
from sim.experiment.software import version
from sim.indicators.paired import family, headline_lines
from sim.indicators.trade_offs import trade_offs
from sim.indicators.waterfall import waterfall_means
from sim.report.compare_data import Compared, ComparePageData
from sim.report.compare_page import write_compare_page

if TYPE_CHECKING:
    from sim.experiment.comparison import Comparison


def write_comparison(comparison: Comparison, where: Path, lang: str) -> Path:
    """Write the page of a comparison to `where` and return its path."""
    return write_compare_page(where, comparison_data(comparison), lang)


def comparison_data(comparison: Comparison) -> ComparePageData:
    """Return everything that the page of a comparison shows."""
    first = comparison.results[0]
    run, scenario = page_data(first), first.scenario
    differences = comparison.differences
    chosen = differences[differences["headline"] != ""].reset_index(drop=True)
    warnings = [
        warning for one in comparison.results for warning in one.scenario.warnings
    ]
    return ComparePageData(
        area_name=run.area_name,
        start=scenario.timeline.start.isoformat(),
        end=scenario.timeline.end.isoformat(),
        scenarios=[
            Compared(one.scenario.id, one.scenario.title) for one in comparison.results
        ],
        reference=comparison.reference,
        headlines=headlines_table(),
        lines=headline_lines(comparison.repetitions),
        differences=chosen,
        ranking=comparison.ranking,
        shares=comparison.chance_and_ignorance,
        settings=comparison.settings,
        actions=comparison.actions,
        waterfall=_waterfall(comparison),
        trade_offs=trade_offs(comparison.repetitions, comparison.planned_from),
        replications=scenario.replications,
        draws=scenario.draws,
        seed=scenario.seed,
        version=version(),
        joint=first.doubt.is_joint,
        synthetic_registry=run.synthetic_registry,
        family=family(differences),
        counties=len(run.counties),
        whole=run.null_area if run.is_part else None,
        rules={
            one.scenario.id: [rule.label for rule in one.scenario.rules]
            for one in comparison.results
        },
        classes=closing_classes(comparison.results),
        closing=closing_homes(comparison.results),
        figure_grades=worst_of_each(
            [figure_grades(one.scenario) for one in comparison.results]
        ),
        is_part=run.is_part,
        loses=comparison.who_loses,
        information=comparison.information,
        warnings=[{"zh": zh, "en": en} for zh, en in dict.fromkeys(warnings)],
    )


def _waterfall(comparison: Comparison) -> pd.DataFrame:
    """Return why occupancy of public homes differs."""
    table = waterfall_means(comparison.waterfall)
    return table[table["ownership"] == "public"].reset_index(drop=True)
