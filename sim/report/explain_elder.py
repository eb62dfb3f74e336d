"""The story of one elder in one replication: applied, waited, lived, moved, left."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, isfinite, isnan
from typing import Any, Final

import pandas as pd

from sim.report.explain_events import FORCED
from sim.report.explain_story import Line, Row, Setting, sentences
from sim.report.words import Text
from sim.timeline import DAYS_PER_YEAR

_WORDS: Final = (
    *("event", "cause", "facility_id"),
    *("from_facility_id", "bed_kind", "ability"),
)
_WITHIN_MOMENT: Final = 1e-6
_GONE: Final = {"died_in_care", "died_waiting"}


def elder_head(elder: Row, setting: Setting) -> Text:
    """Return who an elder is."""
    words, born = setting.words, float(elder["birth_day"])
    flags = [
        words[f"elder.{name}"]
        for name in ("special_family", "special_contribution")
        if elder[name]
    ]
    return words["elder.head"].fill(
        **{"class": _class(elder, setting)},
        elder=elder["elder_id"],
        sex=words[f"elder.{elder['sex']}"],
        residence=words[f"elder.{elder['residence']}"],
        place=setting.township(str(elder["township_code"])),
        born=setting.date(born)[:4],
        flags=sentences(flags),
    )


def _class(elder: Row, setting: Setting) -> Text:
    words, since = setting.words, float(elder["guaranteed_from"])
    later = isfinite(since) and since > 0
    if elder["class"] == "guaranteed" and later:
        return words["elder.guaranteed_later"].fill(day=setting.date(since))
    return words[f"elder.{elder['class']}"]


def elder_lines(
    elder: Row, log: pd.DataFrame, decisions: pd.DataFrame, setting: Setting
) -> list[Line]:
    """Return the lines of an elder, in order.

    Parameters
    ----------
    elder
        Their row of `elders`.
    log
        Rows of the replication that name them, in order of happening.
    decisions
        All judgements of the replication: they say which rule moved somebody.
    """
    kinds = dict.fromkeys(_WORDS, "str")
    rows = log.astype(kinds).fillna(dict.fromkeys(_WORDS, ""))
    tale = _Tale(elder, decisions, setting)
    lines = [line for row in rows.to_dict("records") if (line := tale.told(row))]
    end = tale.end()
    return lines if end is None else [*lines, end]


class _Tale:
    """Follows an elder through the rows of the log."""

    def __init__(self, elder: Row, decisions: pd.DataFrame, setting: Setting) -> None:
        self._elder = elder
        self._decisions = decisions
        self._setting = setting
        self._words = setting.words
        self._home = ""
        self._minutes = float("nan")
        self._since = float("nan")
        self._waits: float | None = None
        self._ability = ""
        self._gone = False
        self._willing: float | None = None

    def told(self, row: Row) -> Line | None:
        """Return the line of a row; None if another row tells of it."""
        day, event, cause = (
            float(row["time_days"]),
            str(row["event"]),
            str(row["cause"]),
        )
        self._ability = str(row["ability"]) or self._ability
        leaves = row["residents_change"] < 0 and event in {"transferred", *FORCED}
        if leaves or (event == "applied" and self._willing == day):
            return None
        text = self._text(day, event, cause, row)
        names = (
            "facility_id",
            "from_facility_id",
            "ability",
            "travel_minutes",
            "cause",
        )
        told = {name: row[name] for name in names}
        return Line(day, event, self._setting.date(day), text, told)

    def _text(self, day: float, event: str, cause: str, row: Row) -> Text:
        if event in {"admitted", "transferred", *FORCED}:
            return self._arrival(day, event, cause, row)
        if event in {"worsened", "recovered"}:
            former = self._words[f"elder.{cause.removeprefix('from_')}"]
            return self._fill(event, day, former=former)
        if event in {"died_in_care", "discharged"}:
            return self._departure(day, event, cause)
        told = self._fill(event, day)
        self._gone = event in _GONE
        if event == "willing":
            self._willing = day
        self._waits = day if event == "waiting" else None
        return told

    def _arrival(self, day: float, event: str, cause: str, row: Row) -> Text:
        former, before = self._home, self._minutes
        self._home, minutes = str(row["facility_id"]), float(row["travel_minutes"])
        bed = str(row["bed_kind"])
        within = event == "transferred" and former == self._home
        if within:
            article = "an" if bed == "ordinary" else "a"
            return self._fill("transferred_within", day, bed=bed, article=article)
        self._minutes = minutes
        told: dict[str, Any] = {"bed": bed, "minutes": f"{minutes:.0f}"}
        if event in FORCED:
            told |= {"before": f"{before:.0f}", "former": self._setting.home(former)}
            told |= self._why(day, event, cause, former)
            return self._fill("moved", day, **told)
        if event == "transferred":
            return self._fill("transferred", day, **told)
        self._since = day - (self._in_care() if cause == "start" else 0.0)
        name = "rung" if cause.startswith("rung_") else cause
        if name == "rung":
            told["rung"] = self._words[f"elder.{cause}"]
        text = self._fill(name, day, **told)
        self._waits = None
        return text

    def _departure(self, day: float, event: str, cause: str) -> Text:
        name = event if event == "died_in_care" else cause
        name = "died_of_move" if cause == "relocation" else name
        stay = self._words["elder.years"].fill(years=self._stay(day))
        text = self._fill(name, day, stay=stay)
        self._home, self._gone = "", event in _GONE
        return text

    def _why(
        self, day: float, event: str, cause: str, former: str
    ) -> Mapping[str, Text]:
        """Return what moved somebody and which rule was behind it."""
        words, table = self._words, self._decisions
        acted = table[(table["facility_id"] == former) & (table["outcome"] == "acted")]
        acted = acted[acted["time_days"] <= day + _WITHIN_MOMENT]
        rule = words["elder.no_rule"]
        if len(acted):
            name = self._setting.rule_name(str(acted["rule"].iloc[-1]))
            rule = words["elder.by_rule"].fill(rule=name)
        named = words.named("cause", cause)
        told = words["elder.regroup"] if event == "regrouped" else named
        return {"cause": told, "rule": rule}

    def _fill(self, name: str, day: float, **parts: Any) -> Text:
        words = self._words
        told: dict[str, Any] = {
            "age": words["elder.age"].fill(age=self._age(day)),
            "home": self._setting.home(self._home),
            "waited": floor(day) - floor(day if self._waits is None else self._waits),
            "years": self._stay(day),
            "ability": words.named("elder", self._ability),
        }
        if "bed" in parts:
            parts["bed"] = words.named("bed", parts["bed"])
        return words[f"elder.{name}"].fill(**told | parts)

    def _age(self, day: float) -> str:
        return str(int((day - float(self._elder["birth_day"])) // DAYS_PER_YEAR))

    def _in_care(self) -> float:
        days = float(self._elder["in_care_days"])
        return 0.0 if isnan(days) else days

    def _stay(self, day: float) -> str:
        days = 0.0 if isnan(self._since) else day - self._since
        return f"{days / DAYS_PER_YEAR:.1f}"

    def end(self) -> Line | None:
        """Return where somebody is when the period ends; None of the dead."""
        if self._gone:
            return None
        timeline = self._setting.scenario.timeline
        place = (
            "in_care"
            if self._home
            else "waiting"
            if self._waits is not None
            else "home"
        )
        day = timeline.day(timeline.end)
        date = timeline.end.isoformat()
        return Line(day, "end", date, self._fill(f"end_{place}", day, date=date))
