"""Every case that planners wrote is decided as they say.

See `README.md` beside this file for how a case is written.
"""

from __future__ import annotations

import pandas as pd
import pytest
from case_files import FOLDER, OF_CASE, OF_HOME, Case, Expected, all_cases
from case_places import FIRST_COUNTY
from case_worlds import run_case

from sim.engine.model import Outcome
from sim.events import Event
from sim.timeline import Timeline

CASES = all_cases()
STATES = {
    Event.CLOSED: "closed",
    Event.CONVERTED: "converted",
    Event.MOTHBALLED: "mothballed",
    Event.REOPENED: "open",
    Event.CLOSING_ANNOUNCED: "winding_down",
    Event.CLOSING_STOPPED: "open",
}
# What a decision table says when a notice is over, not at a review.
LATER = ("stopped", "completed")
# As a case says that a rule does not look at a home at all.
NO_ROW = "none"
# Events that the log has once for each kind of bed.
BY_BED_KIND = ("opened", "closed", "converted", "mothballed", "reopened")
MOVES = [Event.MOVED_BY_CLOSURE, Event.REGROUPED]


def _marked(case: Case):
    known = [pytest.mark.xfail(reason=case.bug)] if case.bug else []
    return pytest.param(case, marks=known, id=str(case))


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_it_is_decided_as_the_planner_says(case, tmp_path, monkeypatch):
    outcome = run_case(case, tmp_path, monkeypatch)

    told = _differences(case, outcome)
    assert told == [], "\n".join([*told, "", _decided(outcome)])


def test_no_two_cases_have_one_name():
    names = [str(case) for case in CASES]

    assert len(names) == len(set(names))


def test_there_are_as_many_cases_as_were_asked_for():
    assert len(CASES) >= 40


def test_a_case_that_expects_something_else_is_noticed(tmp_path, monkeypatch):
    case = next(case for case in CASES if case.expected)
    outcome = run_case(case, tmp_path, monkeypatch)
    changed = outcome.decisions.assign(outcome="something else")

    assert _wrong_decisions(case, changed)


def _differences(case: Case, outcome: Outcome) -> list[str]:
    """Return what differs from what the case says, in words."""
    return [
        *_wrong_decisions(case, outcome.decisions),
        *_wrong_order(case, outcome.decisions),
        *_wrong_states(case, outcome),
        *_wrong_moves(case, outcome.log),
        *_wrong_events(case, outcome.log),
    ]


# --- decisions -------------------------------------------------------------


def _wrong_decisions(case: Case, decisions: pd.DataFrame) -> list[str]:
    table = _named(case, decisions)
    told = []
    for one in case.expected:
        found = _decided_of(one, table)
        if one.outcome == NO_ROW:
            fits = not found
        elif one.outcome in LATER:
            fits = any(_is_meant(one, pair) for pair in found)
        else:
            fits = len(found) == 1 and _is_meant(one, found[0])
        if not fits:
            told.append(f"expected {_told(one)}, decided {found}")
    return [*told, *_unexpected_actions(case, table)]


def _decided_of(one: Expected, table: pd.DataFrame) -> list[tuple[str, str]]:
    """Return outcome and reason of what an expectation is about, each once."""
    rows = table[table["unit"] == one.unit]
    if one.day:
        rows = rows[rows["day"] == one.day]
    if one.rule:
        rows = rows[rows["rule"] == one.rule]
    pairs = zip(rows["outcome"], rows["reason"], strict=True)
    later = one.outcome in LATER
    return [pair for pair in dict.fromkeys(pairs) if (pair[0] in LATER) == later]


def _is_meant(one: Expected, decided: tuple[str, str]) -> bool:
    return decided[0] == one.outcome and one.reason in decided[1]


def _told(one: Expected) -> str:
    return " ".join(
        word for word in (one.day, one.rule, one.unit, one.outcome, one.reason) if word
    )


def _unexpected_actions(case: Case, table: pd.DataFrame) -> list[str]:
    """Return actions on units that the case does not speak of."""
    spoken = {(one.day, one.unit) for one in case.expected}
    acted = table[table["outcome"] == "acted"]
    return [
        f"on {day} {rule} acted on {unit}, of which the case says nothing"
        for day, rule, unit in sorted(
            set(zip(acted["day"], acted["rule"], acted["unit"], strict=True))
        )
        if (day, unit) not in spoken and ("", unit) not in spoken
    ]


def _wrong_order(case: Case, decisions: pd.DataFrame) -> list[str]:
    table = _named(case, decisions)
    told = []
    for day, wanted in case.order.items():
        rows = table[table["outcome"] == "acted"]
        if day:
            rows = rows[rows["day"] == day]
        found = list(dict.fromkeys(rows["unit"]))
        if found != wanted:
            told.append(f"expected the order {wanted}, acted on {found}")
    return told


def _named(case: Case, decisions: pd.DataFrame) -> pd.DataFrame:
    """Return decisions with the day as a date and units as the case names them."""
    timeline = _timeline(case)
    days = [timeline.date(day).isoformat() for day in decisions["time_days"]]
    units = [_unit(case, row) for row in decisions.itertuples()]
    return decisions.assign(day=days, unit=units)


def _unit(case: Case, row) -> str:
    if row.facility_id:
        return _short(row.facility_id)
    if row.township_code:
        in_order = sorted(case.townships.items(), key=lambda item: item[1])
        return f"township {in_order[int(row.township_code[6:]) - 100][0]}"
    return f"county {int(row.county_code) - FIRST_COUNTY}" if row.county_code else ""


def _short(home_id: str) -> str:
    return home_id.partition("-")[2]


def _decided(outcome: Outcome) -> str:
    table = outcome.decisions.drop(columns=["draw", "replication"])
    return table.to_string(index=False)


# --- what became of the homes ----------------------------------------------


def _wrong_states(case: Case, outcome: Outcome) -> list[str]:
    told = []
    for day, homes in case.after.items():
        states = _states(case, outcome, day)
        for name, wanted in homes.items():
            found = {key: states[name].get(key, "?") for key in wanted}
            if found != wanted:
                told.append(f"{name} {day}: expected {wanted}, found {found}")
    return told


def _states(case: Case, outcome: Outcome, day: str) -> dict[str, dict[str, str]]:
    """Return what the log says of every home at the beginning of a day."""
    log = outcome.log
    if day:
        log = log[log["time_days"] < _timeline(case).day(pd.Timestamp(day).date())]
    states = {}
    for row in outcome.homes.itertuples():
        rows = log[log["facility_id"] == row.home_id]
        licensed = rows[rows["bed_kind"].astype(str) != "surge"]
        nursing = rows[rows["bed_kind"].astype(str) == "nursing"]
        state = {
            "residents": str(int(rows["residents_change"].sum())),
            "beds": str(int(licensed["beds_change"].sum())),
            "nursing": str(int(nursing["beds_change"].sum())),
            "carers": f"{rows['staff_change'].sum():g}",
            "state": "open" if len(rows) else "not_built",
            "center": "no",
            "social": "yes" if row.accepts_social else "no",
            "entrusted": "yes" if row.operation == "entrusted" else "no",
            "fire": "yes" if row.fire_safety_ok else "no",
        }
        for event in rows["event"].astype(str):
            _follow(state, event)
        states[_short(row.home_id)] = state
    return states


def _follow(state: dict[str, str], event: str) -> None:
    if event in STATES:
        state["state"] = STATES[Event(event)]
    changes = {
        Event.CENTER_STARTED: ("center", "yes"),
        Event.CENTER_ENDED: ("center", "no"),
        Event.UPGRADED: ("social", "yes"),
        Event.OPENED_TO_SOCIAL: ("social", "yes"),
        Event.ENTRUSTED: ("entrusted", "yes"),
        Event.IMPROVED: ("fire", "yes"),
    }
    if event in changes:
        key, value = changes[Event(event)]
        state[key] = value


def _wrong_moves(case: Case, log: pd.DataFrame) -> list[str]:
    if not case.moved:
        return []
    moves = log[log["event"].isin(MOVES) & (log["residents_change"] > 0)]
    found: dict[str, int] = {}
    for row in moves.itertuples():
        pair = f"{_short(row.from_facility_id)} to {_short(row.facility_id)}"
        found[pair] = found.get(pair, 0) + int(row.residents_change)
    if found == case.moved:
        return []
    return [f"expected moves {case.moved}, found {found}"]


def _wrong_events(case: Case, log: pd.DataFrame) -> list[str]:
    """Compare how often something happened after the first day."""
    told = []
    for event, wanted in case.log.items():
        rows = log[(log["event"] == event) & (log["time_days"] > 0)]
        if event in BY_BED_KIND:
            rows = rows[["time_days", "facility_id"]].drop_duplicates()
        found = len(rows)
        if found != wanted:
            told.append(f"expected {event} {wanted} times, happened {found} times")
    return told


def _timeline(case: Case) -> Timeline:
    period = case.scenario["period"]
    first, last = (pd.Timestamp(period[key]).date() for key in ("start", "end"))
    return Timeline(first, last)


def test_the_guide_names_every_key_and_every_file():
    guide = (FOLDER / "README.md").read_text(encoding="utf-8")
    unnamed = [key for key in OF_CASE | OF_HOME if f"{key}" not in guide]
    files = [path.stem for path in FOLDER.glob("*.yaml")]

    assert unnamed == []
    assert [name for name in files if guide.count(f"`{name}`") < 2] == []
