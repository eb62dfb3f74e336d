"""One home over all replications of a run, and which homes rules acted on at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pandas as pd

from sim.report.explain_figures import label_of, shown
from sim.report.explain_story import Row, Setting, listed
from sim.report.numbers import percent
from sim.report.words import Text, joined
from sim.scenario.rule import ENDING

UNIT: Final = ["draw", "replication"]
_KEYS: Final = [*UNIT, "time_days", "review", "rule", "facility_id"]
Number = tuple[int, int]


def judgements(decisions: pd.DataFrame) -> pd.DataFrame:
    """Return one row a judgement, with the first figure that it looked at."""
    return decisions.drop_duplicates([*_KEYS, "outcome", "reason"])


def all_lines(
    decisions: pd.DataFrame, units: Sequence[Number], setting: Setting
) -> list[Text]:
    """Return what became of a home in each replication, the shares first.

    Parameters
    ----------
    decisions
        Judgements about the home in all replications of its registry.
    units
        Draw and replication of each of these.
    """
    table = judgements(decisions)
    return [
        *_shares(table, len(units), setting),
        *(_unit_line(table, unit, setting) for unit in units),
    ]


def _shares(table: pd.DataFrame, units: int, setting: Setting) -> Iterator[Text]:
    words = setting.words
    acted = table[table["outcome"] == "acted"]

    def counted(rows: pd.DataFrame) -> dict[str, object]:
        count = len(rows.drop_duplicates(UNIT))
        return {"units": units, "count": count, "share": percent(count / units, 0)}

    yield words["over_all.acted"].fill(**counted(acted))
    if acted.empty:
        return
    ended = table[(table["outcome"] == "completed") & table["reason"].isin(ENDING)]
    if ended.empty:
        yield words["over_all.ended_never"]
    else:
        days = ended["time_days"]
        first, last = setting.date(days.min()), setting.date(days.max())
        kind = "ended_once" if first == last else "ended"
        yield words[f"over_all.{kind}"].fill(first=first, last=last, **counted(ended))
    for _, rows in acted.groupby(["rule", "reason"], sort=False):
        rule, reason = str(rows["rule"].iloc[0]), str(rows["reason"].iloc[0])
        told = {"action": actions_named(reason, setting)}
        told["rule"] = setting.rule_name(rule)
        yield words["over_all.by_rule"].fill(**told, **counted(rows))


def actions_named(reason: str, setting: Setting) -> Text:
    """Return the names of the actions in the reason of what was done."""
    names = reason.partition("; ")[0].split(", ")
    words = setting.words
    return listed([words.named("action_name", name) for name in names], words)


def _unit_line(table: pd.DataFrame, unit: Number, setting: Setting) -> Text:
    words = setting.words
    rows = table[(table["draw"] == unit[0]) & (table["replication"] == unit[1])]
    name = words["explain.unit"].fill(draw=unit[0], replication=unit[1])
    acted = rows[rows["outcome"] == "acted"]
    if acted.empty:
        what = _never(rows, setting)
    else:
        steps = [_step(row, setting) for row in acted.to_dict("records")]
        what = joined([joined(steps, words["review.then"]), _ending(rows, setting)])
    return words["over_all.unit_line"].fill(unit=name, what=what)


def _step(row: Row, setting: Setting) -> Text:
    words, measure = setting.words, str(row["measure"])
    told = {
        "date": setting.date(float(row["time_days"])),
        "rule": setting.rule_name(str(row["rule"])),
        "action": actions_named(str(row["reason"]), setting),
    }
    if not measure or measure.startswith("absorption."):
        return words["over_all.step_bare"].fill(**told)
    value = shown(measure, float(row["value"]), words, float(row["limit"]))
    bare = words["review.figure_bare"]
    figure = bare.fill(label=label_of(measure), value=value)
    return words["over_all.step"].fill(figure=figure, **told)


def _ending(rows: pd.DataFrame, setting: Setting) -> Text:
    """Return how what was ordered came to its end in a replication."""
    words = setting.words
    done = rows[rows["outcome"].isin(["completed", "stopped"])]
    last = done[done["reason"].isin([*ENDING, "reopen", "residents_unplaced"])].tail(1)
    if last.empty or last["reason"].iloc[0] == "reopen":
        return words["over_all.open"]
    day = setting.date(float(last["time_days"].iloc[0]))
    kind = "ended_on" if last["outcome"].iloc[0] == "completed" else "stopped_on"
    return words[f"over_all.{kind}"].fill(date=day)


def _never(rows: pd.DataFrame, setting: Setting) -> Text:
    words = setting.words
    if rows.empty:
        return words["explain.no_review"]
    counts = rows["outcome"].value_counts(sort=False)
    told = [
        words["over_all.count"].fill(
            outcome=words.named("outcome_name", str(name)), count=n
        )
        for name, n in counts.items()
    ]
    outcomes = listed(told, words)
    return words["over_all.never"].fill(reviews=len(rows), outcomes=outcomes)


def homes_acted_on(decisions: pd.DataFrame) -> pd.DataFrame:
    """Return the homes on which rules acted, most often first.

    Returns
    -------
        Columns home_id, count (replications), first (day), rule and reason of the
        first time.
    """
    acted = judgements(decisions[decisions["outcome"] == "acted"])
    acted = acted[acted["facility_id"] != ""].sort_values("time_days", kind="stable")
    by_home = acted.groupby("facility_id", sort=False)
    table = pd.DataFrame(
        {
            "count": acted.drop_duplicates([*UNIT, "facility_id"])
            .groupby("facility_id")
            .size(),
            "first": by_home["time_days"].first(),
            "rule": by_home["rule"].first(),
            "reason": by_home["reason"].first(),
        }
    )
    table = table.rename_axis("home_id").reset_index()
    return table.sort_values(["count", "home_id"], ascending=[False, True])


def home_list(table: pd.DataFrame, units: int, setting: Setting) -> list[Text]:
    """Return a sentence for each home of `homes_acted_on`."""
    return [
        setting.words["explain.listed_home"].fill(
            home=setting.home(str(row["home_id"])),
            units=units,
            count=row["count"],
            share=percent(float(row["count"]) / units, 0),
            first=setting.date(float(row["first"])),
            what=actions_named(str(row["reason"]), setting),
        )
        for row in table.to_dict("records")
    ]
