"""From a path to a `Scenario`: read, check, lay over each other, check again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sim.area import Area, AreaError
from sim.scenario import area_choice, setting
from sim.scenario.area_choice import AreaChoice
from sim.scenario.chain import read_chain
from sim.scenario.dated_actions import read_actions
from sim.scenario.draws import check_draws, check_number
from sim.scenario.faults import FaultList, Place
from sim.scenario.layer import Layer, Located, check_layer
from sim.scenario.nodes import locate
from sim.scenario.overrides import lay_overrides
from sim.scenario.pack_date import day_described, last_day
from sim.scenario.replication_rule import read_replications
from sim.scenario.scenario import Renewal, Scenario
from sim.scenario.schema import LifeCourse, RenewalDemand
from sim.scenario.set_entries import SetReader
from sim.scenario.setting import Settings
from sim.scenario.source_check import SourceCheck
from sim.scenario.sweep_list import read_sweeps
from sim.scenario.target_list import read_targets
from sim.scenario.without_effect import without_effect
from sim.timeline import Timeline

# Far beyond any plan; a slip of the pen must not run for a day.
LONGEST_YEARS = 100
# Packs have nobody below 45: later on, nobody new would turn 60.
LONGEST_YEARS_OF_LIVES = 14
_COMPULSORY = ("area", "period", "seed")


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
        self.overrides = overrides
        self.warnings: list[tuple[str, str]] = []

    def scenario(self) -> Scenario:
        self._check_compulsory()
        timeline, (area, indices, choice) = self._timeline(), self._area()
        self._check_start(area)
        self._check_end(timeline)
        planning_start = self._planning_start(timeline)
        sources = SourceCheck(_grades(area), self.faults)
        settings = self._settings(timeline, area, sources)
        check_number(self._located("draws"), area, self.faults)
        count = self._located("replications")
        replications, rule = read_replications(count, timeline, self.faults)
        where = self.chain, timeline, planning_start, sources
        history = read_actions("history", *where)
        programme = read_actions("programme", *where)
        targets = read_targets(self.chain, sources)
        demand, sweeps = (
            self._demand(area),
            read_sweeps(self.chain, settings, self.faults),
        )
        self.faults.raise_if_any()
        if not (timeline and area and choice and planning_start):
            raise AssertionError("a missing key left no fault")
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
            warnings=tuple(
                (f"{layer.file}: {zh}", f"{layer.file}: {en}")
                for layer in self.chain
                for zh, en in layer.warnings
            )
            + tuple(self.warnings),
        )

    def _located(self, key: str) -> Located[Any] | None:
        return next(
            (layer.fields[key] for layer in self.chain if key in layer.fields), None
        )

    def _value(self, key: str) -> Any:
        found = self._located(key)
        return found.value if found else None

    def _is_nearer(self, key: str) -> bool:
        """Whether a file has `key` that inherits its planning_start."""
        layers = [layer.fields for layer in self.chain]
        first = next(fields for fields in layers if {key, "planning_start"} & {*fields})
        return "planning_start" not in first

    def _check_compulsory(self) -> None:
        """Note keys that neither the file nor a parent has (faulty ones count)."""
        for key in _COMPULSORY:
            if not any(key in layer.node.entries for layer in self.chain):
                if "extends" in self.chain[-1].node.entries:
                    continue  # The parent that may have it was not found.
                self.faults.add(
                    Place(self.chain[0].file, 1, 1),
                    f"缺少“{key}”，本文件和它继承的方案里都没有",
                    f"“{key}” is missing, here and in what this file extends",
                )

    def _timeline(self) -> Timeline | None:
        found = self._located("period")
        if found is None:
            return None
        period = found.value
        if period.end <= period.start:
            self.faults.add(
                found.node.place,
                f"period 的 end（{period.end}）要晚于 start（{period.start}）",
                f"the end of the period ({period.end}) must be after its start "
                f"({period.start})",
            )
            return None
        if period.end.year - period.start.year > LONGEST_YEARS:
            self.faults.add(
                found.node.place,
                f"period 超过 {LONGEST_YEARS} 年",
                f"the period is longer than {LONGEST_YEARS} years",
            )
            return None
        return Timeline(period.start, period.end)

    def _check_start(self, area: Area | None) -> None:
        """Note a start other than the day after the one that the pack describes."""
        found = self._located("period")
        described = day_described(area) if area else None
        if found is None or described is None:
            return
        first = described + timedelta(days=1)
        if found.value.start != first:
            self.faults.add(
                locate(found.node, ["start"]),
                f"数据包是 {described} 的状态，period.start 只能写 {first}",
                f"the pack describes {described}: write {first} as period.start",
            )

    def _check_end(self, timeline: Timeline | None) -> None:
        """Note a period in which the pack runs out of people who turn 60."""
        found = self._located("period")
        demand = self._located("demand")
        if timeline is None or found is None:
            return
        if any("demand" in layer.node.entries for layer in self.chain) and (
            demand is None or isinstance(demand.value, RenewalDemand)
        ):
            return  # Renewal needs nobody's age; a faulty demand has its own fault.
        last = last_day(timeline.start, LONGEST_YEARS_OF_LIVES)
        if timeline.end > last:
            self.faults.add(
                locate(found.node, ["end"]),
                f"period.end 最晚只能是 {last}（{LONGEST_YEARS_OF_LIVES} 年）："
                "数据包里没有开始时不满 45 岁的人，再往后就没有人新满 60 岁",
                f"period.end can be {last} at the latest ({LONGEST_YEARS_OF_LIVES} "
                "years from the start): the pack has nobody younger than 45 at the "
                "start, so after that nobody new turns 60",
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
        return Renewal(
            demand.applications_per_year,
            demand.mean_stay,
            demand.ability,
            demand.klass,
        )


def _grades(area: Area | None) -> Mapping[str, str] | None:
    if area is None:
        return None
    table = area.sources
    return dict(zip(table["source_id"], table["grade"], strict=True))
