"""What the log says of one home, apart from the coming and going of every day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from sim.report.explain_story import Line, Setting
from sim.report.words import Text

FORCED: Final = ("moved_by_closure", "regrouped")
ENDS: Final = ("closed", "converted", "mothballed")
_STANDING: Final = (
    *(*ENDS, "opened", "reopened", "closing_announced", "closing_stopped", "upgraded"),
    *("center_started", "center_ended", "entrusted", "opened_to_social", "improved"),
)
_ARRIVALS: Final = ("admitted", "transferred", *FORCED)
_BEDS: Final = ("beds_added", "beds_removed")
_CONVERTED: Final = "beds_converted"
_LEFT_ALONE: Final = ("sent_home", "relocation")


def event_lines(log: pd.DataFrame, home: str, setting: Setting) -> list[Line]:
    """Return a line for each change of a home and each group of people moved.

    Parameters
    ----------
    log
        Rows of one replication that name the home, in order of happening.
    home
        Its id.
    """
    words = ["event", "cause", "facility_id", "from_facility_id", "bed_kind"]
    rows = log.astype(dict.fromkeys(words, "str")).fillna(dict.fromkeys(words, ""))
    own = rows[rows["facility_id"] == home]
    lines = [*_changes(own, setting), *_moves(rows, home, setting)]
    return sorted(lines, key=lambda line: line.day)


# --- the home itself -------------------------------------------------------


def _changes(own: pd.DataFrame, setting: Setting) -> Iterator[Line]:
    """Yield what became of a home: its opening, beds, services and end."""
    later = own[own["time_days"] > 0]
    later = later.assign(event=_named_as_one(later))
    for _, rows in later.groupby(["time_days", "event", "cause"], sort=False):
        day, event, cause = _first(rows, "time_days", "event", "cause")
        for text in _told(str(event), str(cause), rows, own, setting):
            yield Line(float(day), str(event), setting.date(day), text)


def _first(rows: pd.DataFrame, *names: str) -> list[Any]:
    """Return what all rows of a group have in common."""
    return [rows[name].iloc[0] for name in names]


def _named_as_one(rows: pd.DataFrame) -> pd.Series[str]:
    """Return the events; beds taken away and added again as others are one event."""
    events = rows["event"].copy()
    beds = rows[events.isin(_BEDS)]
    for _, some in beds.groupby(["time_days", "cause"], sort=False):
        if _rebuilt(some):
            events.loc[some.index] = _CONVERTED
    return events


def _rebuilt(rows: pd.DataFrame) -> int:
    """Return how many ordinary beds became nursing beds; 0 if that is not all."""
    change = rows.groupby("bed_kind")["beds_change"].sum()
    nursing = int(change.get("nursing", 0))
    plain = set(change.index) == {"ordinary", "nursing"} and change.sum() == 0
    return nursing if plain and nursing > 0 else 0


def _told(
    event: str,
    cause: str,
    rows: pd.DataFrame,
    own: pd.DataFrame,
    setting: Setting,
) -> Iterator[Text]:
    words = setting.words
    if event in {*_BEDS, _CONVERTED}:
        yield from _beds(event, cause, rows, setting)
    elif event == "staff_changed":
        staff = float(rows["staff_change"].sum())
        kind = "more" if staff > 0 else "less"
        yield words[f"happened.staff_{kind}"].fill(staff=f"{abs(staff):.1f}")
    elif cause in _LEFT_ALONE and event in {"discharged", "died_in_care"}:
        count = setting.people(_persons(rows))
        yield words[f"happened.{cause}"].fill(count=count)
    elif event in _STANDING:
        yield words[f"happened.{_ending(event, cause)}"].fill(
            beds=abs(int(rows["beds_change"].sum())),
            house=words.named("house", cause),
            cause=words.named("cause", cause),
            residents=setting.people(_residents_before(own, rows)),
        )


def _beds(
    event: str, cause: str, rows: pd.DataFrame, setting: Setting
) -> Iterator[Text]:
    words, name = setting.words, setting.words.named("cause", cause)
    if event == _CONVERTED:
        yield words["happened.beds_converted"].fill(beds=_rebuilt(rows), cause=name)
        return
    for _, some in rows.groupby("bed_kind", sort=False):
        yield words[f"happened.{event}"].fill(
            kind=words.named("bed", str(some["bed_kind"].iloc[0])),
            beds=abs(int(some["beds_change"].sum())),
            cause=name,
        )


def _ending(event: str, cause: str) -> str:
    """Return which words an end has."""
    if event != "closed":
        return event
    return {"emergency": "closed_emergency", "rule_merge": "closed_merge"}.get(
        cause, event
    )


def _residents_before(own: pd.DataFrame, rows: pd.DataFrame) -> int:
    """Return how many live in the home when a row is written."""
    return int(own.loc[: rows.index[0], "residents_change"].sum())


def _persons(rows: pd.DataFrame) -> int:
    return abs(int(rows["residents_change"].sum()))


# --- those who are moved ---------------------------------------------------


def _moves(rows: pd.DataFrame, home: str, setting: Setting) -> Iterator[Line]:
    """Yield who was moved out of the home and into it, a line for each other home."""
    arrivals = rows[rows["event"].isin(FORCED) & (rows["residents_change"] > 0)]
    before = _minutes_before(rows, home)
    keys = ["time_days", "event", "cause", "facility_id", "from_facility_id"]
    for _, people in arrivals.groupby(keys, sort=False):
        day, event, cause, to, former = _first(people, *keys)
        out = former == home
        # How far those who come had it before is told in the story of their home.
        known = before if out else None
        kind, other = ("moved_out", to) if out else ("moved_in", former)
        text = _move(kind, other, cause, people, known, setting)
        yield Line(
            float(day),
            event,
            setting.date(day),
            text,
            _row(people, to, former, known, setting),
        )


def _minutes_before(rows: pd.DataFrame, home: str) -> pd.DataFrame:
    """Return how far each elder had come to this home, by arrival. [minutes]."""
    came = rows["event"].isin(_ARRIVALS) & (rows["residents_change"] > 0)
    came &= (rows["facility_id"] == home) & rows["elder_id"].notna()
    return rows.loc[came, ["time_days", "elder_id", "travel_minutes"]].dropna()


def _minutes(
    people: pd.DataFrame, before: pd.DataFrame | None
) -> tuple[float, float] | None:
    """Return mean minutes from the home township before and after; None if unknown."""
    known = people[people["elder_id"].notna()]
    if before is None or known.empty:
        return None
    earlier = before[before["time_days"] < float(known["time_days"].iloc[0])]
    last = earlier.drop_duplicates("elder_id", keep="last").set_index("elder_id")
    pairs = known.assign(before=known["elder_id"].map(last["travel_minutes"]))
    pairs = pairs.dropna(subset=["before", "travel_minutes"])
    if pairs.empty:
        return None
    return float(pairs["before"].mean()), float(pairs["travel_minutes"].mean())


def _move(
    kind: str,
    other: str,
    cause: str,
    people: pd.DataFrame,
    before: pd.DataFrame | None,
    setting: Setting,
) -> Text:
    words = setting.words
    young = int(people.loc[people["elder_id"].isna(), "residents_change"].sum())
    tail = Text("", "")
    if young:
        tail = words["happened.young"].fill(young=setting.people(young))
    if found := _minutes(people, before):
        told = dict(
            zip(("before", "after"), (f"{one:.0f}" for one in found), strict=True)
        )
        minutes = words["happened.minutes"].fill(**told)
        tail = Text(tail.zh + minutes.zh, tail.en + minutes.en)
    return words[f"happened.{kind}"].fill(
        count=setting.people(_persons(people)),
        home=setting.home(other),
        cause=words.named("cause", cause),
        minutes=tail,
    )


def _row(
    people: pd.DataFrame,
    to: Any,
    former: Any,
    before: pd.DataFrame | None,
    setting: Setting,
) -> dict[str, object]:
    """Return what the CSV has of a move."""
    row: dict[str, object] = {
        "from_home": str(former),
        "to_home": str(to),
        "persons": setting.in_table(_persons(people)),
    }
    if found := _minutes(people, before):
        row["minutes_before"], row["minutes_after"] = found
    return row
