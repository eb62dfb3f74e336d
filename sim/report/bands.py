"""What intervals and probabilities contain, in words that a planner understands."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.page_data import PageData
from sim.report.words import Text, Words, joined

_COMMA = Text("、", ", ")


def what_interval(data: PageData, words: Words) -> Text:
    """Return what the intervals hold, and what they do not."""
    replications, draws = data.run.replications, data.run.draws
    if replications * draws < 2:
        return words["interval.none"]
    return words[f"interval.{_form(data)}"].fill(replications=replications, draws=draws)


def _form(data: PageData) -> str:
    if data.run.draws < 2:
        return "one_registry" if data.synthetic_registry else "chance"
    if data.drawn.parameters:
        return "joint_registries" if data.synthetic_registry else "joint"
    return "registries" if data.synthetic_registry else "effects"


def targets_reading(data: PageData, words: Words) -> Text:
    """Return how to read the targets, and what their probabilities hold."""
    holds = "chance"
    if data.run.draws > 1:
        holds = "ignorance" if data.drawn.parameters else "registry"
    return joined([words["targets.reading"], words[f"targets.chance_holds_{holds}"]])


def draws_in_facts(data: PageData, words: Words) -> Text:
    """Return how many draws of what there are, to follow the facts of the run."""
    draws = data.run.draws
    if draws > 1 and data.drawn.parameters:
        return words["page.joint_draws"].fill(draws=draws)
    if data.synthetic_registry:
        return words["page.registries"].fill(draws=draws)
    return words["page.draws"].fill(draws=draws) if draws > 1 else Text("", "")


def what_is_drawn(data: PageData, words: Words) -> list[Text]:
    """Return which values differ from draw to draw, and which the scenario fixes."""
    if data.run.draws < 2:
        return [words["drawn.central"]]
    drawn = data.drawn
    lines = [
        _listed("drawn.parameters", drawn.parameters, data, words)
        if drawn.parameters
        else words["drawn.no_parameters"]
    ]
    if drawn.held:
        lines.append(_listed("drawn.held", drawn.held, data, words))
    homes = "drawn.registry" if data.synthetic_registry else "drawn.effects"
    lines.append(words[homes])
    if drawn.amounts:
        lines.append(words["drawn.amounts"].fill(count=drawn.amounts))
    return lines


def _listed(key: str, paths: Sequence[str], data: PageData, words: Words) -> Text:
    """Return a sentence with the labels of parameters; a path without one is itself."""
    origins = data.origins.drop_duplicates("path").set_index("path")
    labels = [
        Text(str(origins.loc[path, "label_zh"]), str(origins.loc[path, "label_en"]))
        if path in origins.index
        else Text(path, path)
        for path in paths
    ]
    return words[key].fill(count=len(labels), listed=joined(labels, _COMMA))
