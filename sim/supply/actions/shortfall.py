"""What dated facts ask for and the homes do not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.scenario import DatedAction
from sim.supply.actions.change import Change


@dataclass(frozen=True)
class Shortfall:
    """A fact that was carried out in part.

    Attributes
    ----------
    action
        The fact.
    asked, done
        Homes upgraded, or beds converted. A share of beds that is nothing is asked as
        one bed.
    """

    action: DatedAction
    asked: int
    done: int

    @property
    def missing(self) -> int:
        """How many homes or beds there were too few."""
        return self.asked - self.done


def shortfall_of(action: DatedAction, changes: Sequence[Change]) -> Shortfall | None:
    """Return what a fact lacks; None if it was carried out in full.

    Parameters
    ----------
    action
        The fact. Homes can always be built, and a nursing share is one to be reached:
        where there are no beds, or enough of them, nothing is lacking.
    changes
        What was done for it.
    """
    if action.do == "upgrade":
        asked, done = action.count or 0, len(changes)
    elif action.do == "convert_beds" and action.nursing_share is None:
        least = 1 if action.share else 0
        asked = least if action.beds is None else action.beds
        done = sum(change.beds for change in changes)
    else:
        return None
    return Shortfall(action, asked, done) if done < asked else None


def sentences(found: Sequence[Sequence[Shortfall]]) -> list[tuple[str, str]]:
    """Return a warning in Chinese and English for each fact that lacks something.

    Parameters
    ----------
    found
        The shortfalls of each registry. Of a fact that lacks something in several,
        the worst is told.
    """
    by_fact: dict[tuple[object, ...], list[Shortfall]] = {}
    for registry in found:
        for one in registry:
            action = one.action
            fact = (action.date, action.label, action.file, action.line, action.do)
            by_fact.setdefault(fact, []).append(one)
    return [
        _sentence(max(of_fact, key=lambda one: one.missing), len(of_fact), len(found))
        for _, of_fact in sorted(by_fact.items(), key=lambda item: item[0][:4])
    ]


def _sentence(worst: Shortfall, registries: int, of: int) -> tuple[str, str]:
    action = worst.action
    place = f"{action.file}:{action.line}"
    asked, done = worst.asked, worst.done
    if action.do == "upgrade":
        zh = f"要升级 {asked} 家，只升级了 {done} 家：没有更多可升级的"
        en = f"{asked} homes were to be upgraded, only {done} were: no more can be"
    elif action.beds is None:
        zh = (
            f"要改造 {action.share:.12g} 的普通床位，但一张也没有改：这些机构的床位太少"
        )
        en = f"a share of {action.share:.12g} of the ordinary beds was to be converted"
        en += ", none was: these homes have too few"
    else:
        zh = f"要改造 {asked} 张床位，只改了 {done} 张：没有更多普通床位"
        en = f"{asked} beds were to be converted, only {done} were: there are no more"
    if of > 1:
        zh += f"（{of} 份名册中 {registries} 份如此，这是差得最多的一份）"
        en += f" (so in {registries} of {of} registries; this is the worst)"
    return f"{place}: {action.date} {zh}", f"{place}: on {action.date} {en}"
