"""What a run gives back: its folder, read as tables when somebody asks for them."""

from __future__ import annotations

import shutil
import weakref
from functools import cached_property
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow.parquet as pq

from sim.experiment import closing_tables
from sim.experiment.diagnostics import read_diagnostics
from sim.experiment.doubt import doubt_of
from sim.experiment.page import write_report
from sim.experiment.plan import Plan
from sim.experiment.precision import Reached, reached
from sim.experiment.store import RunFolder
from sim.experiment.told import Told
from sim.indicators import band_of, summary_table, targets_table

_ROWS_AT_ONCE: Final = 200_000


class Results:
    """The tables of one finished run.

    Parameters
    ----------
    plan
        What was run.
    folder
        The run folder.
    temporary
        Whether the folder is nobody's and disappears together with this object.

    Notes
    -----
    Tables are read from the folder when first asked for and then kept. Their columns
    are described in ``README.md``; shares lie between 0 and 1, times are days since
    the start of the period, categories are words.
    """

    def __init__(
        self, plan: Plan, folder: RunFolder, *, temporary: bool = False
    ) -> None:
        self.plan = plan
        self.scenario = plan.scenario
        self.units = len(plan.units)
        self.doubt = doubt_of(plan.scenario)
        # Kept, as the units are removed when the run is complete.
        self.diagnostics = read_diagnostics(folder, plan.units)
        self.folder = folder.path
        self.unwritten: Told | None = None
        """That its page could not be written in the language asked for."""
        if temporary:
            weakref.finalize(self, shutil.rmtree, folder.path, ignore_errors=True)

    @property
    def band(self) -> str:
        """What intervals contain; see `sim.indicators.band_of`."""
        scenario = self.scenario
        draws, replications = scenario.draws, scenario.replications
        return band_of(draws, replications, joint=self.doubt.is_joint)

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """Every figure: scenario, draw, replication, year, place, splits, value."""
        return self._table("indicators")

    @cached_property
    def occupancy_parts(self) -> pd.DataFrame:
        """What the occupancy of each year is made of, in every replication.

        Columns: draw, replication, `sim.indicators.occupancy_parts`.
        """
        return self._table("occupancy_parts")

    @cached_property
    def access(self) -> pd.DataFrame:
        """Minutes and beds in reach of each township, in every replication.

        Columns: draw, replication, `sim.indicators.township_access`. Of the last year
        and of the one before rules may act.
        """
        return self._table("access")

    @cached_property
    def twin_access(self) -> pd.DataFrame:
        """The same in the twin that closes nothing; empty where nothing was judged."""
        return self._table("regret_access")

    @cached_property
    def who_loses(self) -> pd.DataFrame:
        """Who loses access by the rules; see `sim.experiment.who_loses`."""
        # Imported here: it is made of results, which are not made of it.
        from sim.experiment.who_loses import of_run  # noqa: PLC0415

        return of_run(self)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The event log in order of happening; empty if it was not kept."""
        return self._table("events")

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """Every judgement of a rule; empty without rules."""
        return self._table("decisions")

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Who was moved by a rule or a lost home, and how far; empty without rules.

        Columns: `sim.indicators.moves`.
        """
        return self._table("moves")

    @cached_property
    def closings(self) -> pd.DataFrame:
        """Which homes ended, when and by which rule; empty without rules.

        Columns: `sim.indicators.closing`.
        """
        return self._table("closings")

    @property
    def closing_share(self) -> pd.DataFrame:
        """In which share of the repetitions each home closes, or each class of home.

        Single homes where the registry is real, classes of tier, size and county
        where homes are drawn.
        """
        return closing_tables.closing_share(self)

    @property
    def closings_by_year(self) -> pd.DataFrame:
        """How many homes end a year, by rule, event and cause."""
        return closing_tables.closings_by_year(self)

    @property
    def refusals(self) -> pd.DataFrame:
        """How often a rule did nothing although it might have, and why."""
        return closing_tables.refusals(self)

    @cached_property
    def regret(self) -> pd.DataFrame:
        """Closures and homes that stayed, judged; empty where nothing was judged.

        Columns: `sim.experiment.regret`.
        """
        return self._table("regret")

    @cached_property
    def closures_by_supply_weight(self) -> pd.DataFrame:
        """What comes of closing at weight 0, central and high of supply on demand."""
        path = self.folder / "closures_by_supply_weight.csv"
        words = {"level": "str", "county_code": "str"}
        return pd.read_csv(path, dtype=words) if path.exists() else pd.DataFrame()

    @cached_property
    def elders(self) -> pd.DataFrame:
        """Who ever applied or lived in a home, by draw and replication."""
        return self._table("elders")

    @cached_property
    def homes(self) -> pd.DataFrame:
        """The registry of each draw, at the start."""
        return self._table("homes")

    @cached_property
    def population(self) -> pd.DataFrame:
        """Expected persons by year, township, residence, sex, age and ability.

        Those of the central values (draw 0); the coverages of a unit of another draw
        are of the persons expected in that draw.
        """
        return self._table("population")

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Mean and interval of each figure across draws and replications."""
        # A few years at a time, by which the table is sorted, since rows grow with the
        # replications. Single homes, most of the rows, are not in it.
        tables = [
            summary_table(
                self._indicators(("area_level", "!=", "home"), ("year", "in", years)),
                joint=self.doubt.is_joint,
            )
            for years in self._years_at_once()
        ]
        return pd.concat(tables, ignore_index=True)

    @cached_property
    def targets(self) -> pd.DataFrame:
        """Each target with its path, first date met, gap and probability."""
        scenario = self.scenario
        return targets_table(
            self._whole_place,
            scenario.targets,
            scenario.timeline,
            scenario.planning_start,
        )

    @cached_property
    def guarantee_breaches(self) -> float:
        """Willing guaranteed elders not placed in time, mean of the replications."""
        rows = self._whole_place
        counted = rows[rows["indicator"] == "guarantee_breaches"]
        return float(counted["value"].sum()) / self.units

    @cached_property
    def precision(self) -> list[Reached]:
        """What is known of each figure that a rule of precision names."""
        return reached(self.scenario, self._whole_place)

    def save(self, folder: str | Path) -> Path:
        """Copy the run, with all its files, to a folder that may not exist yet.

        Returns
        -------
            The folder.

        Raises
        ------
        OSError
            The folder cannot be written to.
        """
        target = Path(folder)
        shutil.copytree(self.folder, target, dirs_exist_ok=True)
        return target

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
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        return write_report(self, target / "report.html", lang)

    @cached_property
    def _whole_place(self) -> pd.DataFrame:
        """The figures of the whole place."""
        return self._indicators(("area_level", "==", "region"))

    def _years_at_once(self) -> list[list[int]]:
        """Return the years in groups whose figures are not too many to hold."""
        years = self.scenario.timeline.years
        rows = pq.read_metadata(self.folder / "indicators.parquet").num_rows
        size = max(1, len(years) * _ROWS_AT_ONCE // max(rows, 1))
        return [years[at : at + size] for at in range(0, len(years), size)]

    def _indicators(self, *wanted: tuple[str, str, str | list[int]]) -> pd.DataFrame:
        """Return some rows of the figures without holding the others."""
        path = self.folder / "indicators.parquet"
        return pd.read_parquet(path, filters=list(wanted))

    def _table(self, name: str) -> pd.DataFrame:
        path = self.folder / f"{name}.parquet"
        return pd.read_parquet(path) if path.exists() else pd.DataFrame()
