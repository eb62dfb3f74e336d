"""What somebody asks of a run, found in it or refused in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from sim.experiment.past_run import PastRun
from sim.experiment.told import Told
from sim.experiment.units import Unit
from sim.report.explain_story import Setting
from sim.report.words import Text, Words, load_words
from sim.scenario.faults import hint


class AskedError(Exception):
    """The run does not have what was asked for."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.told = Told(text.zh, text.en)


def explain_words() -> Words:
    """Return the words of explanations."""
    return load_words("explain_words.yaml")


class Asked:
    """A run, and how whoever asks calls things in it.

    Parameters
    ----------
    run
        The run.
    name
        How whoever asks calls its folder.
    """

    def __init__(self, run: PastRun, name: str) -> None:
        self.run = run
        self.name = name
        self.words = explain_words()

    def unit(self, draw: int | None, replication: int | None) -> Unit:
        """Return a unit of the run, the first where nothing is said."""
        units = self.run.units
        first = units[0]
        wanted = Unit(
            first.draw if draw is None else draw,
            first.replication if replication is None else replication,
        )
        if wanted not in units:
            raise AskedError(
                self.words["asked.unit"].fill(
                    replication=wanted.replication,
                    draw=wanted.draw,
                    last=units[-1].replication,
                    first_draw=first.draw,
                    last_draw=units[-1].draw,
                )
            )
        return wanted

    def home_id(self, asked: str) -> str:
        """Return the id of a home, which may be written in small letters."""
        ids = self.run.homes["home_id"].astype(str).unique()
        by_lower = {home.lower(): home for home in ids}
        if (found := by_lower.get(asked.strip().lower())) is not None:
            return str(found)
        near = Text(*hint(asked, ids))
        told = {"home": asked, "run": self.name, "hint": near}
        raise AskedError(self.words["asked.home"].fill(**told))

    def registered(self, home: str, unit: Unit) -> Mapping[Any, Any]:
        """Return the row of a home in the registry of a unit."""
        homes = self.run.homes
        mine = homes[(homes["draw"] == unit.draw) & (homes["home_id"] == home)]
        if mine.empty:
            told = {"home": home, "run": self.name, "hint": ""}
            raise AskedError(self.words["asked.home"].fill(**told))
        row: Mapping[Any, Any] = mine.iloc[0].to_dict()
        return row

    def need_log(self) -> None:
        """Refuse a run without its log."""
        if not self.run.has_log:
            raise AskedError(self.words["asked.no_log"])

    def is_drawn(self) -> bool:
        """Say whether the homes are drawn by the model."""
        return bool(self.run.homes["synthetic"].all())

    def alike(self, unit: Unit, draw: int | None) -> list[Unit]:
        """Return the units in which a home is the same: all, or those of its draw."""
        if self.is_drawn() or draw is not None:
            return [one for one in self.run.units if one.draw == unit.draw]
        return self.run.units

    def of(self, table: pd.DataFrame, units: Sequence[Unit]) -> pd.DataFrame:
        """Return the rows of some units."""
        wanted = [(one.draw, one.replication) for one in units]
        keys = pd.MultiIndex.from_arrays(
            [table["draw"].astype("int64"), table["replication"].astype("int64")]
        )
        return table[keys.isin(wanted)]

    def setting(self, unit: Unit) -> Setting:
        """Return what sentences about a unit need to know."""
        homes = self.run.homes
        mine = homes[homes["draw"] == unit.draw]
        return Setting(self.run.scenario, mine, self.words)

    def head(self, setting: Setting, home: str = "") -> list[Text]:
        """Return which run this is, and that a home is an example."""
        scenario, words = self.run.scenario, self.words
        head = words["explain.run"].fill(
            title=scenario.title,
            scenario=scenario.id,
            start=scenario.timeline.start.isoformat(),
            end=scenario.timeline.end.isoformat(),
        )
        if not (home and self.is_drawn()):
            return [head]
        return [head, words["explain.drawn"].fill(home=setting.home(home))]

    def which(
        self,
        unit: Unit,
        draw: int | None,
        replication: int | None,
        first: str = "first",
    ) -> Text:
        """Return which replication is told of, and why this one."""
        units = len(self.run.units)
        said = draw is not None or replication is not None or unit != self.run.units[0]
        kind = "only" if units == 1 else "chosen" if said else first
        told = {"draw": unit.draw, "replication": unit.replication, "units": units}
        return self.words[f"explain.{kind}"].fill(**told)

    def of_draw(self, unit: Unit, units: Sequence[Unit]) -> Text:
        """Return that homes of one draw are told of."""
        told = self.words["explain.listed_drawn"]
        return told.fill(draw=unit.draw, units=len(units))
