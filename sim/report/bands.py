"""What intervals and probabilities contain, in words that a planner understands."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.page_data import PageData
from sim.report.words import Text, Words, joined

_COMMA = Text("、", ", ")


def what_interval(data: PageData, words: Words) -> Text:
    """Return what the intervals hold, and what they do not."""
    return what_holds(
        data.run.replications,
        data.run.draws,
        words,
        joint=bool(data.drawn.parameters),
        synthetic=data.synthetic_registry,
    )


def what_holds(
    replications: int, draws: int, words: Words, *, joint: bool, synthetic: bool
) -> Text:
    """Return what 80 % intervals over so many repetitions hold.

    Parameters
    ----------
    joint
        Whether draws move parameters.
    synthetic
        Whether each draw has a registry of its own.
    """
    if replications * draws < 2:
        return words["interval.none"]
    if draws < 2:
        form = "one_registry" if synthetic else "chance"
    elif joint:
        form = "joint_registries" if synthetic else "joint"
    else:
        form = "registries" if synthetic else "effects"
    return words[f"interval.{form}"].fill(replications=replications, draws=draws)


def size_of(replications: int, draws: int, words: Words) -> Text:
    """Return how many draws and replications there are, to stand within a sentence."""
    several = draws > 1
    if replications == 1:
        form = "draws_once" if several else "once"
    else:
        form = "draws" if several else "replications"
    return words[f"extent.{form}"].fill(replications=replications, draws=draws)


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
