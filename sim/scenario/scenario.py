"""A scenario as it is asked for: values, dates, place, history, targets and rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from sim.area import Area
from sim.scenario import area_choice, draws, resolved, rule_changes
from sim.scenario.course import Value
from sim.scenario.entries import DatedAction, Renewal, Target
from sim.scenario.faults import FaultList, Place
from sim.scenario.overrides import lay_overrides
from sim.scenario.replication_rule import ReplicationRule
from sim.scenario.rule import Rule
from sim.scenario.rule_list import RuleReader
from sim.scenario.setting import Setting
from sim.scenario.source_check import SourceCheck, grades_of
from sim.scenario.sweep_list import Sweep
from sim.timeline import Timeline


@dataclass(frozen=True)
class Scenario:
    """A scenario, resolved and checked; nothing in it changes."""

    id: str
    title: dict[str, str]
    question: dict[str, str]
    status: str
    author: str
    notes: str
    file: Path
    area: Area
    """The whole area pack."""
    area_codes: tuple[str, ...]
    """Codes of counties or prefectures that were chosen; none for all."""
    county_indices: list[int]
    """The chosen counties as indices into `area.counties`, ascending."""
    timeline: Timeline
    planning_start: date
    replications: int
    """How many; the most that may be where `replication_rule` decides."""
    draws: int
    seed: int
    settings: dict[str, Setting]
    history: list[DatedAction]
    programme: list[DatedAction]
    targets: list[Target]
    demand: Renewal | None
    """None where applications come from lives."""
    sweeps: tuple[Sweep, ...] = ()
    """Values to try; no part of what a run is made from."""
    warnings: tuple[tuple[str, str], ...] = ()
    """What the planner should know, in Chinese and English."""
    rules: tuple[Rule, ...] = ()
    """By precedence, then in the order of the files, parents first."""
    replication_rule: ReplicationRule | None = None
    """How precise which figures must be, where that decides on the replications."""
    kept_open: tuple[str, ...] = ()
    """Homes that no rule closes, merges or converts; no file can say so."""

    @property
    def period(self) -> Timeline:
        """First and last day of the period."""
        return self.timeline

    def value(self, path: str) -> Value:
        """Return a parameter's value on the first day.

        Raises
        ------
        KeyError
            If the catalogue has no such parameter.
        """
        return self.value_on(path, self.timeline.start)

    def value_on(self, path: str, when: date) -> Value:
        """Return a parameter's value on a day."""
        return self.settings[path].course.value_on(when)

    def is_dated(self, path: str) -> bool:
        """Return whether a parameter's value moves within the period."""
        return bool(self.changes(path))

    def changes(self, path: str) -> list[date]:
        """Return the days after the first on which a parameter's value moves.

        A linear course is followed in steps at the beginning of each quarter.
        """
        course = self.settings[path].course
        return course.changes(self.timeline.start, self.timeline.end)

    def origins(self) -> pd.DataFrame:
        """Return every parameter with its value and where it came from.

        Returns
        -------
            One row a parameter, and one more for each dated value (path `path@date`);
            columns path, label_zh, label_en, value, unit, low, high, source, grade,
            note, note_en, file, line. Values are text as a scenario file has them;
            a note written in one language stands in both columns.
        """
        return resolved.origins(self)

    def resolved_yaml(self) -> str:
        """Return the scenario as one file that extends nothing and can be loaded."""
        return resolved.resolved_yaml(self)

    def input_hash(self) -> str:
        """Return the SHA-256 of everything that decides the results, in hex.

        The resolved values and choices and the bytes of the area pack; not the paths
        of files, titles or notes.
        """
        return resolved.input_hash(self)

    def in_area(self, codes: Sequence[str]) -> Scenario:
        """Return the scenario for some counties or prefectures of its pack.

        Raises
        ------
        ScenarioError
            If a code is unknown, or the counties have no homes.
        """
        faults = FaultList()
        place = Place(f"--area {' '.join(codes)}")
        indices = area_choice.county_indices(self.area, codes, place, faults)
        faults.raise_if_any()
        return replace(self, area_codes=tuple(codes), county_indices=indices)

    def with_values(
        self, values: Mapping[str, Value], note: Mapping[str, str] | None = None
    ) -> Scenario:
        """Return the scenario with other values, constant and whoever said the old.

        Parameters
        ----------
        values
            By path of the parameter catalogue.
        note
            Where they come from, `zh` and `en`.

        Raises
        ------
        KeyError
            The catalogue has no such parameter.
        ValueError
            A value is not of its parameter's kind or outside its bounds.
        """
        note = note or {"zh": "由程序给定", "en": "given by a program"}
        return replace(self, settings=draws.lay_values(self.settings, values, note))

    def at_point(self, values: Mapping[str, str]) -> Scenario:
        """Return the scenario at a point of a sweep.

        Parameters
        ----------
        values
            Texts by path, or by `path@date`, as `--set` has them; they hold in every
            draw. `rules.ID.when.all[0]` and the like are values of a rule.

        Raises
        ------
        ScenarioError
            A path is unknown, or a value not of its kind or outside its bounds.
        """
        of_rules = {
            path: text
            for path, text in values.items()
            if path.startswith(rule_changes.RULES)
        }
        others = {path: values[path] for path in values if path not in of_rules}
        faults, settings = FaultList(), dict(self.settings)
        lay_overrides(settings, others, self.timeline, faults)
        rules = self._changed_rules(of_rules, faults)
        faults.raise_if_any()
        return replace(self, settings=settings, rules=rules)

    def rule_value(self, path: str) -> str:
        """Return a value of a rule, such as `rules.ID.when.all[0]`, as its file has it.

        Empty where the default holds.

        Raises
        ------
        KeyError
            There is no such rule, or the path leads to no single value.
        """
        return rule_changes.value_at(self.rules, path)

    def without_closing(self) -> Scenario:
        """Return its twin that closes, merges and converts no home.

        A rule that would do nothing else is left out.
        """
        return replace(self, rules=rule_changes.without_closing(self.rules))

    def keeping_open(self, *homes: str) -> Scenario:
        """Return the scenario with homes that no rule closes, merges or converts."""
        return replace(self, kept_open=tuple(sorted({*self.kept_open, *homes})))

    def _changed_rules(
        self, values: Mapping[str, str], faults: FaultList
    ) -> tuple[Rule, ...]:
        sources = SourceCheck(grades_of(self.area), faults)
        reader = RuleReader(self.timeline, self.planning_start, self.area, sources)
        return rule_changes.with_values(self.rules, values, reader)

    def in_draw(self, draw: int) -> Scenario:
        """Return the scenario as it is in a draw; in draw 0 it is as it was written.

        A draw replaces the values that the catalogue or the area pack says. What a
        scenario file or the command line says stays. Where the pack has no joint
        draws, no value changes in any draw.

        Raises
        ------
        ValueError
            The pack has joint draws, but none of that number.
        """
        if draw == 0 or not self.area.joint_draws:
            return self
        values = draws.draw_values(self.area, draw)
        note = {"zh": f"联合抽样第 {draw} 组", "en": f"joint draw {draw}"}
        moved = self.drawn_paths()
        return self.with_values({path: values[path] for path in moved}, note)

    def with_drawn_homes_alone(self) -> Scenario:
        """Return the scenario whose draws move the homes, and no parameter.

        Parameters stay at their central values; a registry that is drawn, how
        attractive each home is, and amounts that have a range go on being drawn.
        """
        fixed = {
            path: replace(self.settings[path], layer="held")
            for path in self.drawn_paths()
        }
        return replace(self, settings={**self.settings, **fixed})

    @property
    def draws_homes_alone(self) -> bool:
        """Whether somebody asked for draws that move no parameter."""
        return any(one.layer == "held" for one in self.settings.values())

    def drawn_paths(self) -> list[str]:
        """Return the parameters that differ from draw to draw in this scenario."""
        return [
            path
            for path in draws.drawn_paths(self.area)
            if self.settings[path].layer in draws.BENEATH
        ]

    def with_run(self, **choices: Any) -> Scenario:
        """Return the scenario with other replications, draws or seed.

        None keeps what the scenario says. A number of replications takes the place
        of a rule.
        """
        given = {name: value for name, value in choices.items() if value is not None}
        if "replications" in given:
            given["replication_rule"] = None
        return replace(self, **given)
