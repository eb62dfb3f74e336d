"""What a comparison gives back: tables of differences, ranking, and where spread is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd

from sim.experiment.closing_csv import closing_table
from sim.experiment.differing import (
    differing_actions,
    differing_rules,
    differing_settings,
    target_years,
)
from sim.experiment.results import Results
from sim.experiment.shared import without_small_cells
from sim.experiment.unknowns import unknowns_of
from sim.experiment.whole_run import summed
from sim.indicators.information import INFORMATION, information_table
from sim.indicators.paired import differences_table
from sim.indicators.ranking import chance_and_ignorance, ranking_table
from sim.indicators.repetitions import Repetitions, side_by_side
from sim.indicators.waterfall import waterfall_table


class Comparison:
    """Scenarios that met the same elders and chances, held against one of them.

    Parameters
    ----------
    results
        The runs, all of the same draws and replications.
    reference
        Id of the scenario that the others are held against.
    folder
        Where the comparison lies; missing if it was not kept.
    """

    def __init__(
        self, results: Sequence[Results], reference: str, folder: Path | None = None
    ) -> None:
        self.results = list(results)
        self.reference = reference
        self.folder = folder

    @property
    def scenarios(self) -> list[str]:
        """Ids of the scenarios, in the order given."""
        return [one.scenario.id for one in self.results]

    @property
    def band(self) -> str:
        """What intervals contain; see `sim.indicators.band_of`."""
        return self.results[0].band

    @cached_property
    def repetitions(self) -> Repetitions:
        """The figures of all scenarios, repetition by repetition."""
        tables = without_small_cells(self.results)
        # Draws move parameters only where they move them in every scenario.
        joint = any(one.doubt.is_joint for one in self.results)
        return side_by_side(tables, joint=joint)

    @cached_property
    def differences(self) -> pd.DataFrame:
        """How each scenario differs; see `sim.indicators.paired.differences_table`."""
        return differences_table(self.repetitions, self.reference)

    @property
    def planned_from(self) -> int:
        """The year in which planning starts."""
        return self.results[0].scenario.planning_start.year

    @cached_property
    def whole_run(self) -> pd.DataFrame:
        """How closures, conversions and moves of all years planned for differ.

        Columns as of `differences`; a row a scenario and headline, none without rules.
        """
        sums = summed(self.repetitions, self.planned_from)
        return differences_table(sums, self.reference)

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """Which is best by what; see `sim.indicators.ranking.ranking_table`."""
        years = target_years([one.scenario for one in self.results])
        return ranking_table(self.repetitions, self.reference, years)

    @cached_property
    def chance_and_ignorance(self) -> pd.DataFrame:
        """What spread is made of; see `sim.indicators.ranking.chance_and_ignorance`."""
        return chance_and_ignorance(self.repetitions, self.reference)

    @cached_property
    def waterfall(self) -> pd.DataFrame:
        """Why occupancy differs; see `sim.indicators.waterfall.waterfall_table`."""
        accounts = [
            one.occupancy_parts.assign(scenario=one.scenario.id) for one in self.results
        ]
        return waterfall_table(pd.concat(accounts, ignore_index=True), self.reference)

    @cached_property
    def information(self) -> pd.DataFrame:
        """What each unknown is worth; see `sim.indicators.information`.

        Empty where there is one draw.
        """
        found = unknowns_of(self.results)
        if found is None:
            return pd.DataFrame(columns=INFORMATION)
        return information_table(self.repetitions, *found)

    @cached_property
    def who_loses(self) -> pd.DataFrame:
        """Who loses access against the reference; see `sim.experiment.who_loses`."""
        # Imported here: it is made of comparisons, which are not made of it.
        from sim.experiment.who_loses import of_comparison  # noqa: PLC0415

        return of_comparison(self)

    @cached_property
    def closing_share(self) -> pd.DataFrame:
        """How surely homes close in each scenario; see `sim.experiment.closing_csv`."""
        return closing_table(self.results)

    @cached_property
    def settings(self) -> pd.DataFrame:
        """Parameters that differ; see `sim.experiment.differing`."""
        return differing_settings([one.scenario for one in self.results])

    @cached_property
    def actions(self) -> pd.DataFrame:
        """Dated changes that not all scenarios have."""
        return differing_actions([one.scenario for one in self.results])

    @cached_property
    def rules(self) -> pd.DataFrame:
        """Rules that are not the same in all scenarios."""
        return differing_rules([one.scenario for one in self.results])

    def report(self, folder: str | Path, lang: str = "zh") -> Path:
        """Write ``report.html``, which opens in `lang` and has both languages.

        Returns
        -------
            The page.

        Raises
        ------
        OSError
            The folder cannot be written to.
        """
        # Imported here: the page is made from comparisons, which are not made of it.
        from sim.experiment.compare_page import write_comparison  # noqa: PLC0415

        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        return write_comparison(self, target / "report.html", lang)
