"""Lays before the page what rules did, by repetition; the page puts it into words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from sim.experiment.flip_reference import flip_reference
from sim.experiment.home_page import flows_data
from sim.indicators import closing_share, cost_grade
from sim.indicators.forced_moves import FORCED
from sim.report.rules.data import REPETITION, RulesData
from sim.scenario.rule import ENDING

if TYPE_CHECKING:
    from sim.experiment.results import Results

_PLACE: Final = ["facility_id", "county_code", "township_code"]
_MOVED: Final = [str(event) for event in FORCED]
_EVERY_COUNTY: Final = "all"


def rules_data(results: Results) -> RulesData | None:
    """Return what the rules of a run did; None if it has none."""
    scenario = results.scenario
    if not scenario.rules:
        return None
    log = _log(results)
    ratios = [
        float(scenario.value(f"relocation.death_ratio.{kind}"))
        for kind in ("planned", "emergency")
    ]
    grades = dict(scenario.origins()[["path", "grade"]].to_numpy())
    return RulesData(
        rules=scenario.rules,
        rules_since=scenario.planning_start.year,
        repetitions=_repetitions(results),
        outcomes=outcomes(results.decisions),
        closings=_table(results, "closings.parquet"),
        by_class=class_shares(results),
        by_home=home_shares(results),
        moves=_table(results, "moves.parquet"),
        extra_beds=_extra_beds(results, log),
        relocation_deaths=_relocation_deaths(log),
        death_ratios=(ratios[0], ratios[1]),
        unplaced=_unplaced(results),
        by_weight=_table(results, "closures_by_supply_weight.csv"),
        cost_grade=lambda name: cost_grade(name, lambda path: str(grades[path])),
        judged=_table(results, "regret.parquet"),
        flip=flip_reference(scenario),
        sent_home=_sent_home(results, log),
        loses=None if results.who_loses.empty else results.who_loses,
        synthetic=bool(results.homes["synthetic"].any()),
        flows=flows_data(results),
    )


def outcomes(decisions: pd.DataFrame) -> pd.DataFrame:
    """Return judgements and places by repetition, rule, outcome and reason.

    A judgement counts once, however many comparisons it looked at.
    """
    words = ["rule", *_PLACE, "outcome", "reason"]
    rows = decisions[[*REPETITION, "time_days", "review", *words]].drop_duplicates()
    rows = rows.astype(dict.fromkeys(words, "str"))
    place = rows[_PLACE[0]] + "|" + rows[_PLACE[1]] + "|" + rows[_PLACE[2]]
    grouped = rows.assign(place=place).groupby(
        [*REPETITION, "rule", "outcome", "reason"], sort=True
    )
    return pd.DataFrame(
        {"judgements": grouped.size(), "places": grouped["place"].nunique()}
    ).reset_index()


def _repetitions(results: Results) -> pd.MultiIndex:
    pairs = [(unit.draw, unit.replication) for unit in results.plan.units]
    return pd.MultiIndex.from_tuples(pairs, names=REPETITION)


def _log(results: Results) -> pd.DataFrame | None:
    """Return the log of moves, extra beds, deaths of a move and people sent home."""
    path = results.folder / "events.parquet"
    if not path.is_file():
        return None
    told = [*_MOVED, "surge_opened"]
    wanted: list[list[tuple[str, str, Any]]] = [
        [("event", "in", told)],
        [("event", "==", "died_in_care"), ("cause", "==", "relocation")],
        [("event", "==", "discharged"), ("cause", "==", "sent_home")],
    ]
    return pd.read_parquet(path, filters=wanted)


def class_shares(results: Results) -> pd.DataFrame | None:
    """Return how surely classes of homes close, over all counties of a run.

    Only homes that a rule looks at which ends homes: others cannot close. None where
    no rule does, or the run has no table of what ended.
    """
    closings, own = _table(results, "closings.parquet"), _in_danger(results)
    if closings is None or own is None:
        return None
    return closing_share(
        closings.assign(county_code=_EVERY_COUNTY),
        own.assign(county_code=_EVERY_COUNTY),
        results.units,
        by_home=False,
    )


def home_shares(results: Results) -> pd.DataFrame | None:
    """Return the same for single homes; None where the registry is drawn."""
    closings, own = _table(results, "closings.parquet"), _in_danger(results)
    if closings is None or own is None or bool(results.homes["synthetic"].any()):
        return None
    return closing_share(closings, own, results.units, by_home=True)


def _in_danger(results: Results) -> pd.DataFrame | None:
    """Return the homes that a rule looks at which ends homes; None without one."""
    ending = [one.id for one in results.scenario.rules if one.does(*ENDING)]
    if not ending:
        return None
    decisions = results.decisions
    looked_at = decisions.loc[decisions["rule"].isin(ending), "facility_id"]
    homes = results.homes
    return homes[homes["home_id"].isin(set(looked_at.astype(str)))]


def _extra_beds(results: Results, log: pd.DataFrame | None) -> pd.DataFrame | None:
    if log is None:
        return None
    scenario = results.scenario
    since = scenario.timeline.day(scenario.planning_start)
    opened = log["event"].eq("surge_opened") & log["time_days"].ge(since)
    moved = log["event"].isin(_MOVED) & log["bed_kind"].astype(str).eq("surge")
    moved &= log["residents_change"] > 0
    table = log[REPETITION].assign(
        beds=log["beds_change"].where(opened, 0),
        moved=log["residents_change"].where(moved, 0),
    )
    return table[opened | moved]


def _relocation_deaths(log: pd.DataFrame | None) -> pd.DataFrame | None:
    if log is None:
        return None
    died = log[log["event"].eq("died_in_care") & log["cause"].eq("relocation")]
    return died[REPETITION].assign(persons=1)


def _sent_home(results: Results, log: pd.DataFrame | None) -> pd.DataFrame:
    """Return residents sent home, of which under 60: these the log does not number."""
    if log is None:
        rows = _of_region(results, "residents_sent_home", "persons")
        return rows.assign(under_60=float("nan"))
    sent = log[log["event"].eq("discharged") & log["cause"].eq("sent_home")]
    persons = -sent["residents_change"].astype("int64")
    under_60 = persons.where(sent["elder_id"].isna(), 0)
    return sent[REPETITION].assign(persons=persons, under_60=under_60)


def _unplaced(results: Results) -> pd.DataFrame:
    return _of_region(results, "guarantee_breaches", "breaches")


def _of_region(results: Results, indicator: str, name: str) -> pd.DataFrame:
    """Return an indicator of the whole area by year and repetition, as `name`."""
    path = results.folder / "indicators.parquet"
    wanted = [("area_level", "==", "region"), ("indicator", "==", indicator)]
    rows = pd.read_parquet(path, filters=wanted)
    return rows[[*REPETITION, "year", "value"]].rename(columns={"value": name})


def _table(results: Results, name: str) -> pd.DataFrame | None:
    """Return a table of the run folder; None if it is not there."""
    path = results.folder / name
    if not path.is_file():
        return None
    if path.suffix == ".csv":
        return pd.read_csv(path, encoding="utf-8-sig")
    return pd.read_parquet(path)
