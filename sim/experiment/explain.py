"""Explains what became of a home or an elder in a run, from its tables alone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from sim.experiment.explain_asked import Asked, AskedError
from sim.experiment.home_years import home_years
from sim.experiment.keep_open import Kept, closings, keep_open, threshold
from sim.experiment.regret_windows import MONTHS
from sim.experiment.units import Unit
from sim.report.explain_all import all_lines, home_list, homes_acted_on
from sim.report.explain_elder import elder_head, elder_lines
from sim.report.explain_home import home_lines, home_start, year_lines
from sim.report.explain_kept import KeptUnit, kept_lines
from sim.report.explain_reviews import review_lines
from sim.report.explain_story import Explanation, Line, Part, Setting
from sim.report.numbers import percent

MOST_LISTED: Final = 40
_YEARS: Final = ("occupancy", "residents", "beds", "in", "out", "died", "moved")


class Explainer(Asked):
    """Explains one run."""

    # --- answers -----------------------------------------------------------

    def listed(self, draw: int | None) -> Explanation:
        """Return on which homes rules acted."""
        unit = self.unit(draw, None)
        setting, units = self.setting(unit), self.alike(unit, draw)
        words = self.words
        if not self.run.scenario.rules:
            return _alone([Part(sentences=[words["explain.no_rules"]])])
        table = homes_acted_on(self.of(self.run.decisions, units))
        if table.empty:
            return _alone([Part(sentences=[words["explain.listed_none"]])])
        title = words["explain.listed"].fill(run=self.name)
        told = home_list(table, len(units), setting)
        shown, notes = told[:MOST_LISTED], []
        if len(told) > MOST_LISTED:
            more = {"shown": MOST_LISTED, "total": len(told)}
            notes = [words["explain.listed_many"].fill(**more)]
        of_draw = (
            [self.of_draw(unit, units)] if len(units) < len(self.run.units) else []
        )
        rows = table.assign(first=table["first"].map(setting.date))
        rows["sentence"] = pd.Series(told, index=rows.index, dtype=object)
        parts = [
            Part(sentences=[*self.head(setting), *of_draw]),
            Part(title=title, sentences=[*shown, *notes]),
        ]
        return Explanation(parts, rows.rename(columns={"first": "date"}))

    def home(
        self, asked: str, draw: int | None, replication: int | None
    ) -> Explanation:
        """Return the story of a home in one replication, and in short of the others."""
        home, unit = self.home_id(asked), self.unit(draw, replication)
        self.need_log()
        setting, row = self.setting(unit), self.registered(home, unit)
        log = self.run.log_of_home(home, unit)
        decisions = self.of(self.run.decisions, [unit])
        lines = home_lines(row, log, decisions, setting)
        years = home_years(log, home, self.run.scenario.timeline)
        words = self.words
        none = [] if lines else [words["explain.nothing"]]
        parts = [
            Part(
                sentences=[
                    *self.head(setting, home),
                    self.which(unit, draw, replication),
                ]
            ),
            Part(sentences=home_start(row, log, setting)),
            Part(title=words["explain.story"], sentences=none, lines=lines),
            self._years(years, setting),
        ]
        units = self.alike(unit, draw)
        if self.run.scenario.rules and len(units) > 1:
            parts.append(self._others(home, units, setting))
        return Explanation(parts, _rows(lines, unit))

    def home_over_all(self, asked: str, draw: int | None) -> Explanation:
        """Return what became of a home in every replication."""
        home, unit = self.home_id(asked), self.unit(draw, None)
        setting, units = self.setting(unit), self.alike(unit, draw)
        own = self._own(home, units)
        lines = [
            _rows(review_lines(self.of(own, [one]), setting), one) for one in units
        ]
        parts = [
            Part(sentences=self.head(setting, home)),
            self._others(home, units, setting),
        ]
        return Explanation(parts, pd.concat(lines, ignore_index=True))

    def elder(
        self, number: int, draw: int | None, replication: int | None
    ) -> Explanation:
        """Return the story of an elder in one replication."""
        met = self.run.elders(number)
        words = self.words
        if met.empty:
            told = {"elder": number, "run": self.name}
            raise AskedError(words["asked.elder"].fill(**told))
        known = [
            one
            for one in self.run.units
            if len(self.of(met, [one])) and draw in {None, one.draw}
        ]
        unit = self.unit(draw, replication)
        if replication is None and known:
            unit = known[0]
        if unit not in known:
            names = [f"{one.replication}/{one.draw}" for one in known]
            told = {"elder": number, "known": ", ".join(names) or "—"}
            told |= {"draw": unit.draw, "replication": unit.replication}
            raise AskedError(words["asked.elder_unit"].fill(**told))
        self.need_log()
        setting = self.setting(unit)
        row = self.of(met, [unit]).iloc[0].to_dict()
        log = self.run.log_of_elder(number, unit)
        decisions = self.of(self.run.decisions, [unit])
        lines = elder_lines(row, log, decisions, setting)
        working = [words["mask.working"]] if setting.is_real else []
        head = [words["elder.drawn"], *working, *self.head(setting)]
        parts = [
            Part(sentences=[*head, self.which(unit, draw, replication, "first_elder")]),
            Part(sentences=[elder_head(row, setting)]),
            Part(title=words["explain.story"], lines=lines),
        ]
        return Explanation(parts, _rows(lines, unit))

    def kept_open(
        self, asked: str, draw: int | None, replication: int | None, jobs: int | None
    ) -> Explanation:
        """Return what would have become of a home that its rules had spared."""
        home, unit = self.home_id(asked), self.unit(draw, replication)
        setting, units = self.setting(unit), self.alike(unit, draw)
        units = units if replication is None else [unit]
        found = [one for one in closings(self.run, home) if one.unit in units]
        head = self.head(setting, home)
        if not found:
            told = {"units": len(units), "home": setting.home(home)}
            none = self.words["kept.none"].fill(**told)
            return _alone([Part(sentences=head), Part(sentences=[none])])
        runs = sorted(
            keep_open(self.run, home, found, jobs), key=lambda one: one.closing.unit
        )
        kept = [_kept_unit(one) for one in runs]
        rule = found[0].rule
        limit = threshold(setting.rules.get(rule))
        told_all = list(kept_lines(home, rule, kept, len(units), limit, setting))
        rows = pd.DataFrame([_kept_row(one, home, setting) for one in kept])
        return Explanation([Part(sentences=head), Part(sentences=told_all)], rows)

    # --- parts -------------------------------------------------------------

    def _others(self, home: str, units: Sequence[Unit], setting: Setting) -> Part:
        told = all_lines(
            self._own(home, units),
            [(one.draw, one.replication) for one in units],
            setting,
        )
        note = (
            [self.of_draw(units[0], units)] if len(units) < len(self.run.units) else []
        )
        return Part(title=self.words["explain.others"], sentences=[*note, *told])

    def _own(self, home: str, units: Sequence[Unit]) -> pd.DataFrame:
        decisions = self.run.decisions
        return self.of(decisions[decisions["facility_id"] == home], units)

    def _years(self, years: pd.DataFrame, setting: Setting) -> Part:
        words = self.words
        heads = [words["year.year"], *(words[f"year.{name}"] for name in _YEARS)]
        table = [
            [
                str(row["year"]),
                _occupancy(row, setting),
                str(setting.in_table(row["residents"])),
                str(row["beds"]),
                *(str(setting.in_table(row[name])) for name in _YEARS[3:]),
            ]
            for row in years.to_dict("records")
        ]
        told = year_lines(years, setting)
        return Part(words["explain.years"], told, heads=heads, table=table)


def _occupancy(row: Mapping[Hashable, Any], setting: Setting) -> str:
    """Return the occupancy of a year, unless it tells of a handful of residents."""
    few = setting.is_few(float(row["residents"]))
    return "—" if few else percent(float(row["occupancy"]))


def _alone(parts: Sequence[Part]) -> Explanation:
    told = [text for part in parts for text in part.sentences]
    return Explanation(parts, pd.DataFrame({"sentence": told}))


def _rows(lines: Sequence[Line], unit: Unit) -> pd.DataFrame:
    """Return lines as rows for a spreadsheet."""
    rows = [
        {
            "draw": unit.draw,
            "replication": unit.replication,
            "date": line.date,
            "kind": line.kind,
            **line.row,
            "sentence": line.text,
        }
        for line in lines
    ]
    table = pd.DataFrame(rows)
    last = [name for name in ("sentence",) if name in table]
    return table[[*table.columns.drop(last), *last]]


def _kept_unit(one: Kept) -> KeptUnit:
    """Return a replication with the home kept, as the report tells of it."""
    return KeptUnit(
        draw=one.closing.unit.draw,
        replication=one.closing.unit.replication,
        day=one.closing.day,
        seen_until=one.seen_until,
        months=one.months,
        is_whole=one.months >= MONTHS,
        occupancy=one.occupancy,
        figures=one.figures,
        without=one.without,
    )


def _kept_row(one: KeptUnit, home: str, setting: Setting) -> dict[str, object]:
    few = setting.tells_few(home, one.occupancy)
    row: dict[str, object] = {
        "draw": one.draw,
        "replication": one.replication,
        "date": setting.date(one.day),
        "months": one.months,
        "occupancy": setting.hidden if few else one.occupancy,
    }
    row |= {f"{name}_kept": value for name, value in one.figures.items()}
    return row | {f"{name}_not_kept": value for name, value in one.without.items()}
