"""Which values of a scenario leave no rates between abilities, and what to change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.area import UnfitValuesError

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.scenario.setting import Setting

_DECISIVE = (
    "population.mortality_multiplier",
    "population.mortality_ratio.",
    "population.recovery_rate.",
    "population.disability_",
)
_OWN = ("scenario", "command")


def own_rates(scenario: Scenario) -> list[Setting]:
    """Return what files or the command line say of rates, in the order of lines."""
    own = [
        held
        for path, held in scenario.settings.items()
        if path.startswith(_DECISIVE) and held.layer in _OWN
    ]
    return sorted(own, key=lambda held: (held.file, held.line))


def at_defaults(scenario: Scenario, own: list[Setting]) -> Scenario:
    """Return the scenario with the defaults of the catalogue instead."""
    usual = {held.path: held.parameter.read(held.parameter.default) for held in own}
    return scenario.with_values(usual)


def unfit_rates(scenario: Scenario, own: list[Setting]) -> UnfitValuesError:
    """Return the fault at the first of such values, which names all of them."""
    told = [_told(scenario, held) for held in own]
    zh = "；".join(f"{said}（{where}，默认 {usual}）" for said, where, usual in told)
    en = "; ".join(f"{said} ({where}, default {usual})" for said, where, usual in told)
    folder = scenario.area.folder.name
    return UnfitValuesError(
        f"这样的取值与地区“{folder}”的失能率、死亡率不相容，没有任何转移率能保持"
        f"它各年龄的失能率：{zh}。请改得接近默认值，或删去其中几条",
        f"with these values no rates between abilities could keep the prevalence by "
        f"age and the mortality of the area “{folder}”: {en}. Bring them nearer to "
        "the defaults, or delete some of them",
        file=Path(own[0].file),
        line=own[0].line or None,
    )


def _told(scenario: Scenario, held: Setting) -> tuple[str, str, str]:
    """Return path and value, where it is said, and the default."""
    read = scenario.value(held.path)
    value = f"{read:g}" if isinstance(read, float) else str(read)
    where = f"{held.file}:{held.line}" if held.line else held.file
    return f"{held.path} = {value}", where, str(held.parameter.default)
