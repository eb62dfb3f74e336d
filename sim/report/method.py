"""What a reader must know beside the figures: warnings, facts of the run, method."""

from __future__ import annotations

from typing import Final

from sim.report.bands import draws_in_facts, what_interval
from sim.report.numbers import count, percent
from sim.report.page_data import PageData
from sim.report.words import Text, Words, joined

_ALWAYS: Final = ("occupancy", "coverage", "need", "past_targets", "model")
# Fewer residents without a bed on the first day are not worth a sentence. [share]
_NOTICEABLE: Final = 0.01


def breach(data: PageData, words: Words) -> Text | None:
    """Return the sentence on a breached guarantee, which the page shows first."""
    if not data.guarantee_breaches > 0:
        return None
    elders = data.guarantee_breaches
    return words["warning.breach"].fill(elders=count(elders), days=data.guarantee_days)


def warnings(data: PageData, words: Words) -> list[Text]:
    """Return what else must be seen before the figures."""
    partial = [words["warning.partial"]] if data.run.status != "complete" else []
    return [*partial, *(Text.of(one) for one in data.warnings)]


def part(data: PageData, words: Words) -> Text | None:
    """Return whose amounts are shown, where a part of the area was run."""
    whole = data.null_area
    if not (data.is_part and whole):
        return None
    if not data.warnings and (data.actions is None or data.actions.empty):
        return None
    return words["warning.part"].fill(whole=Text.of(whole))


def badge(data: PageData, words: Words) -> Text | None:
    """Return the mark of a scenario that nobody has approved yet."""
    return None if data.status == "approved" else words.named("state", data.status)


def facts(data: PageData, words: Words) -> Text:
    """Return area, period and size of the run in one line."""
    line = words["page.facts"].fill(
        area=Text.of(data.area_name),
        start=data.timeline.start,
        end=data.timeline.end,
        replications=data.run.replications,
    )
    return joined([line, draws_in_facts(data, words)])


def county_caveat(data: PageData, words: Words) -> Text | None:
    """Return that no county may be judged by a drawn registry; None with a real one."""
    return words["counties.one_registry"] if data.synthetic_registry else None


def assumptions_reading(data: PageData, words: Words) -> Text:
    """Return how many values there are and how many of them are assumed."""
    assumed = int((data.origins["grade"] == "assumed").sum())
    return words["assumptions.reading"].fill(total=len(data.origins), assumed=assumed)


def method(data: PageData, words: Words) -> list[Text]:
    """Return the notes on how to read the page and how it was made."""
    homes = "method.drawn" if data.synthetic_registry else "method.real"
    notes = [words[homes], what_interval(data, words)]
    if data.masked:
        notes.append(words["mask.method"])
    notes += [*map(Text.of, data.precision), *limits(data, words)]
    return [*notes, *(words[f"method.{name}"] for name in _ALWAYS)]


def limits(data: PageData, words: Words) -> list[Text]:
    """Return where the run met a limit of the model; nothing where it hardly did."""
    met = data.limits
    lines = []
    if met.capped > 0:
        lines.append(words["method.capped"].fill(count=count(met.capped)))
    if met.dropped_share > _NOTICEABLE:
        share = percent(met.dropped_share)
        dropped = count(met.dropped)
        lines.append(words["method.dropped"].fill(share=share, count=dropped))
    return lines


def map_note(data: PageData, words: Words) -> Text | None:
    """Return where the boundaries come from, as given or as their file says."""
    if data.map_note:
        return Text.of(data.map_note)
    attribution = (data.boundaries or {}).get("attribution")
    if not attribution:
        return None
    return words["counties.map_note"].fill(attribution=attribution)


def made_by(data: PageData, words: Words) -> Text:
    """Return program version, seed and scenario, so that the run can be repeated."""
    run = data.run
    parts = [
        words["page.made_by"].fill(
            version=run.version, seed=run.seed, scenario=data.scenario_id
        )
    ]
    if run.run_id:
        parts.append(words["page.run"].fill(run=run.run_id))
    if run.finished:
        parts.append(words["page.finished"].fill(finished=run.finished))
    return joined(parts)
