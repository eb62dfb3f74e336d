"""The story of one home in one replication: what it was, what happened, and why."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.report.explain_events import event_lines
from sim.report.explain_reviews import review_lines
from sim.report.explain_story import Line, Row, Setting
from sim.report.words import Text

# On one day: what was judged, what was ordered, who moved, what ended, and so on.
_TURN = {
    "review": 0,
    "closing_announced": 1,
    "closed": 3,
    "converted": 3,
    "mothballed": 3,
    "center_ended": 4,
}
_DONE = {"stopped": 5, "completed": 5}


def home_start(home: Row, log: pd.DataFrame, setting: Setting) -> list[Text]:
    """Return what a home was on the first day, or that it was not there yet.

    Parameters
    ----------
    home
        Its row of the registry.
    log
        Rows of one replication that name it.
    """
    words, code = setting.words, str(home["home_id"])
    own = log[log["facility_id"].astype("str") == code]
    first = own[own["time_days"] <= 0]
    place = {
        "home": setting.home(code),
        "place": setting.place_of(code),
        "kind": home_kind(home, setting),
    }
    if not (first["event"].astype("str") == "opened").any():
        built = (own["event"].astype("str") == "opened").any()
        return [
            words["explain.start_later" if built else "explain.never_opened"].fill(
                **place
            )
        ]
    ordinary, nursing = int(home["beds_ordinary"]), int(home["beds_nursing"])
    beds, residents = ordinary + nursing, int(first["residents_change"].sum())
    told = words["explain.start"].fill(
        date=setting.date(0.0),
        beds=beds,
        ordinary=ordinary,
        nursing=nursing,
        residents=setting.people(residents),
        young=setting.people(int(home["under_60_residents"])),
        occupancy=setting.share(residents / beds if beds else float("nan"), residents),
        staff=f"{float(home['care_staff']):.1f}",
        **place,
    )
    return [told, _condition(home, setting)]


def home_kind(home: Row, setting: Setting) -> Text:
    """Return what kind of home it is."""
    words = setting.words
    if home["ownership"] == "private":
        return words["home_kind.private"]
    kind = words.named("home_kind", f"{home['tier']}_public")
    if home["operation"] == "entrusted":
        return words["home_kind.entrusted"].fill(kind=kind)
    return kind


def _condition(home: Row, setting: Setting) -> Text:
    words = setting.words

    def yes_no(column: str, name: str) -> Text:
        return words[f"explain.{name}_{'yes' if home[column] else 'no'}"]

    center = words["explain.center"]
    return words["explain.condition"].fill(
        fire=yes_no("fire_safety_ok", "fire"),
        age=f"{float(home['equipment_age_years']):.0f}",
        social=yes_no("accepts_social", "social"),
        upgradable=center
        if home["regional_center"]
        else yes_no("upgradable", "upgradable"),
    )


def home_lines(
    home: Row, log: pd.DataFrame, decisions: pd.DataFrame, setting: Setting
) -> list[Line]:
    """Return the lines of a home in one replication, in order.

    Its own judgements, what counties and townships were judged to need where it
    stands, and what the log says of it.

    Parameters
    ----------
    home
        Its row of the registry.
    log
        Rows of the replication that name it, in order of happening.
    decisions
        All judgements of the replication.
    """
    code = str(home["home_id"])
    around = (decisions["outcome"] == "acted") & (decisions["facility_id"] == "")
    around &= (decisions["county_code"] == str(home["county_code"])) | (
        decisions["township_code"] == str(home["township_code"])
    )
    looked = decisions[(decisions["facility_id"] == code) | around]
    lines = [*review_lines(looked, setting), *event_lines(log, code, setting)]
    return sorted(_without_echoes(lines), key=lambda line: (line.day, _turn(line)))


def _turn(line: Line) -> int:
    return _TURN.get(line.kind, _DONE.get(line.kind, 2))


def _without_echoes(lines: list[Line]) -> Iterator[Line]:
    """Yield lines without the moves of an end that its own line tells."""
    stopped = {line.day for line in lines if line.kind == "stopped"}
    for line in lines:
        if line.kind == "closing_stopped" and line.day in stopped:
            continue
        yield line


def year_lines(years: pd.DataFrame, setting: Setting) -> list[Text]:
    """Return a sentence for each year of `sim.experiment.home_years`."""
    words, lines = setting.words, []
    for row in years.to_dict("records"):
        told: dict[str, object] = {"year": row["year"], "beds": row["beds"]}
        told |= {
            name: setting.people(row[name])
            for name in ("residents", "in", "out", "died")
        }
        if not row["occupancy"] >= 0:
            lines.append(words["year.none"].fill(year=row["year"]))
            continue
        told["occupancy"] = setting.share(float(row["occupancy"]), row["residents"])
        text = words["year.line"].fill(**told)
        if row["moved"]:
            moved = words["year.moved_tail"].fill(moved=setting.people(row["moved"]))
            text = Text(text.zh + moved.zh, text.en + moved.en)
        if row["surge_days"] > 0:
            days = words["year.surge"].fill(days=f"{row['surge_days']:.0f}")
            text = Text(text.zh + days.zh, text.en + days.en)
        lines.append(text)
    return lines
