"""Draw the elders of a county: who they are, how they live, when they would apply."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.events import ElderClass
from sim.population.ages import Cells
from sim.population.applying import could_apply
from sim.population.arrays import (
    AGES,
    ELIGIBLE_AGE,
    FIRST_AGE,
    IDS_PER_COUNTY,
    ROWS,
    Bools,
    Codes,
    Floats,
    Ints,
)
from sim.population.candidates import (
    Signs,
    first_change_candidates,
    quick_candidates,
)
from sim.population.flags import special_flags
from sim.population.frozen import draw_frozen
from sim.population.guaranteed import Entry, entry_curves
from sim.population.lives import Start, draw_lives
from sim.population.people import People, select
from sim.population.renewal import draw_renewal
from sim.population.residents import Residents, draw_residents
from sim.population.setting import PopulationSetting
from sim.population.stationary import AtHome, at_home
from sim.streams import Streams
from sim.timeline import DAYS_PER_YEAR


def draw_people(
    setting: PopulationSetting,
    county_index: int,
    streams: Streams,
    thin: bool = True,
) -> People:
    """Return the elders of a county and the residents at its start.

    Numbers are drawn for everybody of the county, by decision, so that an elder is
    the same whoever else is kept, and whatever other counties do.

    Parameters
    ----------
    setting
        Rates, tables and counts.
    county_index
        Index of the county in the pack.
    streams
        Random numbers of the replication.
    thin
        Leave out elders who cannot apply under any multiplier up to the cap. Those
        kept are the same to the last bit.
    """
    if setting.renewal is not None:
        return draw_renewal(setting, setting.renewal, county_index, streams)
    home = at_home(setting, county_index)
    residents = draw_residents(setting, county_index, home, streams)
    if setting.frozen:
        return draw_frozen(setting, county_index, home, residents, streams)
    entry = _entry(setting, home)
    crowd = _draw_crowd(setting, county_index, home, residents, streams)
    chosen = np.arange(home.cells.elders)
    if thin:
        chosen = _candidates(setting, home.cells, crowd, entry, residents)
    people = _living(setting, county_index, crowd, chosen, entry, residents, streams)
    if not thin:
        return people
    kept = could_apply(people, setting.townships) | people.resident
    return select(people, np.flatnonzero(kept))


@dataclass(frozen=True)
class _Crowd:
    """Numbers drawn for every elder of a county, by number."""

    cells: Cells
    birthday: Floats
    """Part of a year since the last birthday."""
    ability: Codes
    first_exit: Floats
    first_direction: Floats
    threshold: Floats
    guaranteed: Floats
    hardship: Floats


def _draw_crowd(
    setting: PopulationSetting,
    county_index: int,
    home: AtHome,
    residents: Residents,
    streams: Streams,
) -> _Crowd:
    n = home.cells.elders

    def uniform(decision: str) -> Floats:
        return streams.generator(decision, county_index).random(n)

    def exponential(decision: str) -> Floats:
        return streams.generator(decision, county_index).standard_exponential(n)

    return _Crowd(
        cells=home.cells,
        birthday=uniform("birth"),
        ability=_abilities(setting, home, residents, uniform("ability")),
        first_exit=exponential("first_exit"),
        first_direction=uniform("first_direction"),
        threshold=exponential("application"),
        guaranteed=uniform("guaranteed"),
        hardship=uniform("hardship"),
    )


def _abilities(
    setting: PopulationSetting, home: AtHome, residents: Residents, uniform: Floats
) -> Codes:
    """Return everybody's ability on the first day."""
    upper = np.cumsum(home.ability(setting.hazards.prevalence).reshape(ROWS, 4), axis=1)
    size = home.cells.row_size
    ability = np.zeros(len(uniform), dtype=np.int8)
    some = np.flatnonzero(uniform >= np.repeat(upper[:, 0], size))
    row, _ = home.cells.place(some)
    ability[some] = 1 + (uniform[some, None] >= upper[row, 1:3]).sum(axis=1)
    ability[residents.number] = residents.ability
    return ability


def _entry(setting: PopulationSetting, home: AtHome) -> Entry:
    survival = _survival(setting)
    return entry_curves(
        people=home.cells.count.sum(axis=-1),
        survival=survival,
        share=setting.rates.guaranteed_share,
        at_start=home.guaranteed(),
        after_60_share=setting.rates.entry_after_60_share,
        trend=setting.trend,
        edges=setting.calendar.edges,
    )


def _survival(setting: PopulationSetting) -> Floats:
    """Return chances of living through each year, by cohort (years, 2, 2, ages)."""
    age = np.arange(AGES)
    years = [
        setting.hazards.mortality[period][..., np.minimum(age + year, AGES - 1)]
        for year, period in enumerate(setting.periods)
    ]
    survival: Floats = np.exp(-np.stack(years))
    return survival


def _candidates(
    setting: PopulationSetting,
    cells: Cells,
    crowd: _Crowd,
    entry: Entry,
    residents: Residents,
) -> Ints:
    """Return the numbers of elders who might apply, and of the residents."""
    maybe = crowd.guaranteed < np.repeat(entry.ceiling(), cells.row_size)
    maybe[residents.number] = True
    signs = Signs(crowd.ability == 0, crowd.first_exit, crowd.threshold, maybe)
    possible = quick_candidates(setting, cells, signs)
    numbers = np.flatnonzero(possible)
    possible[numbers] = first_change_candidates(
        setting,
        _start(crowd, numbers),
        _sixty(crowd, numbers),
        crowd.threshold[numbers],
        maybe[numbers],
    )
    possible[residents.number] = True
    return np.flatnonzero(possible)


def _start(crowd: _Crowd, numbers: Ints) -> Start:
    row, _ = crowd.cells.place(numbers)
    return Start(
        row,
        crowd.ability[numbers],
        crowd.first_exit[numbers],
        crowd.first_direction[numbers],
    )


def _birth(crowd: _Crowd, numbers: Ints) -> Floats:
    row, _ = crowd.cells.place(numbers)
    years: Floats = row % AGES + FIRST_AGE + crowd.birthday[numbers]
    return -years * DAYS_PER_YEAR


def _sixty(crowd: _Crowd, numbers: Ints) -> Floats:
    return _birth(crowd, numbers) + ELIGIBLE_AGE * DAYS_PER_YEAR


def _living(
    setting: PopulationSetting,
    county_index: int,
    crowd: _Crowd,
    numbers: Ints,
    entry: Entry,
    residents: Residents,
    streams: Streams,
) -> People:
    """Return chosen elders with their lives."""
    n = len(numbers)
    horizon = setting.timeline.horizon_days
    elder_id = county_index * IDS_PER_COUNTY + numbers
    start = _start(crowd, numbers)
    row, township = crowd.cells.place(numbers)
    lives = draw_lives(setting.calendar, start, np.full(n, horizon), elder_id, streams)
    residence = (row // (2 * AGES)).astype(np.int8)
    poor = crowd.hardship[numbers] < setting.rates.hardship_share[residence]
    before = np.where(poor, ElderClass.HARDSHIP, ElderClass.SELF_PAYING).astype(np.int8)
    at = np.searchsorted(numbers, residents.number)
    paying = residents.elder_class != ElderClass.GUARANTEED
    before[at[paying]] = residents.elder_class[paying]
    elapsed = np.full(n, np.nan)
    elapsed[at] = residents.elapsed_days
    eligible = _sixty(crowd, numbers)
    uniform = _class_uniform(crowd, numbers, entry, row, at, paying)
    entered = entry.day(row, uniform, eligible)
    entered[entered >= np.minimum(lives.death_day, horizon)] = np.inf
    final = np.where(
        np.isfinite(entered) | (entered < 0), ElderClass.GUARANTEED, before
    )
    family, contribution = special_flags(setting.rates, streams, elder_id)
    return People(
        county_index=county_index,
        elder_id=elder_id,
        township=township.astype(np.int32),
        residence=residence,
        sex=(row // AGES % 2).astype(np.int8),
        birth_day=_birth(crowd, numbers),
        elder_class=final.astype(np.int8),
        class_before=before,
        guaranteed_from=entered,
        special_family=family,
        special_contribution=contribution,
        eligible_from=eligible,
        segment_offset=lives.segment_offset,
        segment_day=lives.segment_day,
        segment_ability=lives.segment_ability,
        death_day=lives.death_day,
        threshold=crowd.threshold[numbers],
        resident=~np.isnan(elapsed),
        elapsed_days=elapsed,
        row=row,
        clock=np.zeros(n),
        table=setting.calendar,
        rates=setting.rates,
        horizon=horizon,
        past=residents.past,
    )


def _class_uniform(
    crowd: _Crowd, numbers: Ints, entry: Entry, row: Ints, at: Ints, paying: Bools
) -> Floats:
    """Return the uniform numbers of entry, made to fit the class of residents."""
    uniform = crowd.guaranteed[numbers]
    uniform[at[~paying]] = -1.0
    share = entry.at_start[row[at[paying]]]
    uniform[at[paying]] = share + (1 - share) * uniform[at[paying]]
    return uniform
