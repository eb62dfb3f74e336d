"""From a path to a `Scenario`: read, check, lay over each other, check again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sim.area import Area, AreaError
from sim.scenario import area_choice, doubts, rule_changes, setting
from sim.scenario.area_choice import AreaChoice
from sim.scenario.chain import read_chain
from sim.scenario.dated_actions import read_actions
from sim.scenario.draws import check_draws, check_number
from sim.scenario.entries import Renewal
from sim.scenario.faults import FaultList, Place
from sim.scenario.layer import Layer, Located, check_layer
from sim.scenario.nodes import locate
from sim.scenario.overrides import COMMAND_LINE, lay_overrides
from sim.scenario.pack_date import check_opened
from sim.scenario.replication_rule import read_replications
from sim.scenario.rule_list import RuleReader, read_rules
from sim.scenario.rule_warnings import rule_warnings
from sim.scenario.scenario import Scenario
from sim.scenario.schema import LifeCourse, RenewalDemand
from sim.scenario.set_entries import SetReader
from sim.scenario.setting import Settings
from sim.scenario.source_check import SourceCheck, grades_of
from sim.scenario.span import check_end, check_start, read_span
from sim.scenario.sweep_list import read_sweeps
from sim.scenario.target_list import read_targets
from sim.scenario.without_effect import without_effect
from sim.timeline import Timeline

_COMPULSORY = ("area", "period", "seed")
MOST_REPLICATIONS = 10_000
# Of a made-up place, which has at most 100,000 beds a home.
MOST_APPLICATIONS = 100_000


def load_scenario(
    path: str | Path, overrides: Mapping[str, str] | None = None
) -> Scenario:
    """Read a scenario file, its parents and its area pack.

    Parameters
    ----------
    path
        A YAML file; `scenarios/REFERENCE.md` has its keys and parameters.
    overrides
        Values by parameter path, or by `path@date`, laid over the file's.

    Returns
    -------
        The scenario, resolved.

    Raises
    ------
    ScenarioError
        With every fault of the files and overrides, or with their faults of syntax
        alone.
    AreaError
        If the area pack is faulty.
    """
    faults = FaultList()
    chain = read_chain(Path(path), faults)
    for layer in chain:
        check_layer(layer, faults)
    return _Loading(chain, faults, overrides or {}).scenario()


class _Loading:
    """The checks that need more than one file, in the order of what they need."""

    def __init__(
        self, chain: Sequence[Layer], faults: FaultList, overrides: Mapping[str, str]
    ) -> None:
        self.chain = chain
        self.faults = faults
        self.of_rules = {
            path: text
            for path, text in overrides.items()
            if path.startswith(rule_changes.RULES)
        }
        self.overrides = {
            path: overrides[path] for path in overrides if path not in self.of_rules
        }
        self.warnings: list[tuple[str, str]] = []

    def scenario(self) -> Scenario:
        self._check_compulsory()
        period = self._located("period")
        timeline = read_span(period, self.faults)
        area, indices, choice = self._area()
        check_start(period, area, self.faults)
        if self._has_lives():
            check_end(period, timeline, self.faults)
        planning_start = self._planning_start(timeline)
        sources = SourceCheck(grades_of(area), self.faults)
        settings = self._settings(timeline, area, sources)
        check_number(self._located("draws"), area, self.faults)
        count = self._located("replications")
        replications, rule = read_replications(count, timeline, self.faults)
        self._check_most(count, [], replications, MOST_REPLICATIONS)
        where = self.chain, timeline, planning_start, sources
        history = read_actions("history", *where)
        programme = read_actions("programme", *where)
        targets = read_targets(self.chain, sources)
        demand = self._demand(area)
        reader = RuleReader(timeline, planning_start, area, sources)
        rules = read_rules(self.chain, reader)
        rules = rule_changes.with_values(rules, self.of_rules, reader, COMMAND_LINE)
        sweeps = read_sweeps(self.chain, settings, rules, reader)
        self.faults.raise_if_any()
        if not (timeline and area and choice and planning_start):
            raise AssertionError("a missing key left no fault")
        check_opened(area, timeline.start)
        self.warnings += doubts.targets_without_figure(targets, timeline)
        self.warnings += doubts.tables_in_gbk(area)
        title, question = self._value("title"), self._value("question")
        return Scenario(
            id=self._value("id"),
            title=title.model_dump(),
            question=question.model_dump() if question else {},
            status=self.chain[0].value("status") or "draft",
            author=self._value("author") or "",
            notes=self.chain[0].value("notes") or "",
            file=self.chain[0].path,
            area=area,
            area_codes=choice.codes,
            county_indices=indices,
            timeline=timeline,
            planning_start=planning_start,
            replications=replications,
            replication_rule=rule,
            draws=self._value("draws") or 1,
            seed=self._value("seed"),
            settings=settings,
            history=history,
            programme=programme,
            targets=targets,
            demand=demand,
            sweeps=sweeps,
            rules=rules,
            warnings=tuple(
                (f"{layer.file}: {zh}", f"{layer.file}: {en}")
                for layer in self.chain
                for zh, en in layer.warnings
            )
            + tuple(self.warnings)
            + tuple(rule_warnings(rules, area, indices, timeline, programme)),
        )

    def _located(self, key: str) -> Located[Any] | None:
        return next(
            (layer.fields[key] for layer in self.chain if key in layer.fields), None
        )

    def _value(self, key: str) -> Any:
        found = self._located(key)
        return found.value if found else None

    def _has(self, key: str) -> bool:
        return any(key in layer.node.entries for layer in self.chain)

    def _has_lives(self) -> bool:
        """Whether people turn 60; of a faulty demand it cannot be said."""
        found = self._located("demand")
        if found is None:
            return not self._has("demand")
        return not isinstance(found.value, RenewalDemand)

    def _is_nearer(self, key: str) -> bool:
        """Whether a file has `key` that inherits its planning_start."""
        layers = [layer.fields for layer in self.chain]
        first = next(fields for fields in layers if {key, "planning_start"} & {*fields})
        return "planning_start" not in first

    def _check_compulsory(self) -> None:
        """Note keys that neither the file nor a parent has (faulty ones count)."""
        for key in _COMPULSORY:
            if not self._has(key):
                if "extends" in self.chain[-1].node.entries:
                    continue  # The parent that may have it was not found.
                self.faults.add(
                    Place(self.chain[0].file, 1, 1),
                    f"缺少“{key}”，本文件和它继承的方案里都没有",
                    f"“{key}” is missing, here and in what this file extends",
                )

    def _planning_start(self, timeline: Timeline | None) -> date | None:
        found = self._located("planning_start")
        if timeline is None:
            return None
        if found is None:
            return timeline.start
        if not timeline.start <= found.value <= timeline.end:
            place = found.node.place
            zh = f"planning_start（{found.value}）不在 period 之内"
            en = f"planning_start ({found.value}) is not within the period"
            period = self._located("period")
            if period and self._is_nearer("period"):
                place = period.node.place
                zh = f"继承的 {zh}；在本文件里另写 planning_start"
                en = f"the inherited {en}; write planning_start in this file"
            self.faults.add(place, zh, en)
            return None
        day: date = found.value
        return day

    def _area(self) -> tuple[Area | None, list[int], AreaChoice | None]:
        choice = area_choice.choose(self.chain)
        if choice is None:
            return None, [], None
        try:
            area = area_choice.load(choice, self.faults)
        except AreaError:
            # The planner's own faults come first; the pack's only if there are none.
            self.faults.raise_if_any()
            raise
        if area is None:
            return None, [], choice
        indices = area_choice.county_indices(
            area, choice.codes, choice.place, self.faults
        )
        return area, indices, choice

    def _settings(
        self, timeline: Timeline | None, area: Area | None, sources: SourceCheck
    ) -> Settings:
        settings = setting.from_catalogue()
        if area is not None:
            try:
                settings = setting.lay_area(settings, area.parameters)
                check_draws(area)
            except AreaError:
                self.faults.raise_if_any()
                raise
        # Without a period, dates cannot be compared; the rest still can.
        span = timeline or Timeline(date(2021, 1, 1), date(2030, 12, 31))
        reader = SetReader(span.start, span.end, sources, self.faults)
        for layer in reversed(self.chain):
            reader.lay(settings, layer.sets)
        self.warnings += lay_overrides(settings, self.overrides, span, self.faults)
        self.warnings += without_effect(settings, span)
        return settings

    def _demand(self, area: Area | None) -> Renewal | None:
        found = self._located("demand")
        if found is None or isinstance(found.value, LifeCourse):
            return None
        demand: RenewalDemand = found.value
        if area is not None and area.homes is None:
            self.faults.add(
                found.node.place,
                "renewal 只能用于带 homes.csv 的虚构地方；真实地区用 life_course",
                "renewal demand is for made-up places with a homes.csv; real areas "
                "use life_course",
            )
        name = "applications_per_year"
        number = demand.applications_per_year
        self._check_most(found, [name], number, MOST_APPLICATIONS)
        return Renewal(
            demand.applications_per_year,
            demand.mean_stay,
            demand.ability,
            demand.klass,
        )

    def _check_most(
        self,
        found: Located[Any] | None,
        path: Sequence[str],
        number: float,
        most: int,
    ) -> None:
        """Note a number that no machine could carry out."""
        if found is not None and number > most:
            self.faults.add(
                locate(found.node, path),
                f"{number:g} 太大，最多 {most}",
                f"{number:g} is too large; it must be at most {most}",
            )
