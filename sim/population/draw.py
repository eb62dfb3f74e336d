"""Draw the elders of a county: who they are, how they live, when they would apply."""

from __future__ import annotations

import numpy as np

from sim.events import ElderClass
from sim.population.applying import could_apply
from sim.population.arrays import (
    AGES,
    IDS_PER_COUNTY,
    ROWS,
    Bools,
    Floats,
    Ints,
)
from sim.population.candidates import OwnReach, bounds
from sim.population.crowd import Crowd, Signs, draw_crowd
from sim.population.flags import special_flags
from sim.population.frozen import draw_frozen
from sim.population.guaranteed import Entry, entry_curves
from sim.population.lives import Lives, draw_lives
from sim.population.people import People, select
from sim.population.renewal import draw_renewal
from sim.population.residents import Residents, draw_residents
from sim.population.setting import PopulationSetting
from sim.population.stationary import AtHome, at_home
from sim.streams import Streams


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
    signs = Signs(
        abilities=np.cumsum(
            home.ability(setting.hazards.prevalence).reshape(ROWS, 4), axis=1
        ),
        guaranteed=entry.ceiling(),
        limit=bounds(setting),
    )
    crowd = draw_crowd(county_index, home.cells, signs, residents, streams, thin)
    crowd, lives = _lives(setting, county_index, crowd, signs, residents, streams, thin)
    people = _people(setting, county_index, home, crowd, lives, entry, residents)
    if thin:
        kept = could_apply(people) | people.resident
        people = select(people, np.flatnonzero(kept))
    people.special_family, people.special_contribution = special_flags(
        setting.rates, streams, people.elder_id
    )
    return people


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


def _lives(
    setting: PopulationSetting,
    county_index: int,
    crowd: Crowd,
    signs: Signs,
    residents: Residents,
    streams: Streams,
    thin: bool,
) -> tuple[Crowd, Lives]:
    """Return the lives of those who matter, and who these are."""
    threshold = crowd.threshold.copy()
    # Residents matter whatever they would have done at home.
    threshold[np.searchsorted(crowd.number, residents.number)] = 0.0
    reach = OwnReach(
        signs.limit,
        crowd.row,
        crowd.maybe_guaranteed,
        crowd.eligible_from(),
        threshold,
    )
    lives = draw_lives(
        setting.calendar,
        crowd.start(),
        np.full(len(crowd.number), setting.timeline.horizon_days),
        county_index * IDS_PER_COUNTY + crowd.number,
        streams,
        reach=reach if thin else None,
    )
    return crowd.select(lives.who), lives


def _people(
    setting: PopulationSetting,
    county_index: int,
    home: AtHome,
    crowd: Crowd,
    lives: Lives,
    entry: Entry,
    residents: Residents,
) -> People:
    """Return elders with their lives, as yet without flags."""
    n = len(crowd.number)
    horizon = setting.timeline.horizon_days
    row, township = home.cells.place(crowd.number)
    residence = (row // (2 * AGES)).astype(np.int8)
    poor = crowd.hardship < setting.rates.hardship_share[residence]
    before = np.where(poor, ElderClass.HARDSHIP, ElderClass.SELF_PAYING).astype(np.int8)
    at = np.searchsorted(crowd.number, residents.number)
    paying = residents.elder_class != ElderClass.GUARANTEED
    before[at[paying]] = residents.elder_class[paying]
    elapsed = np.full(n, np.nan)
    elapsed[at] = residents.elapsed_days
    eligible = crowd.eligible_from()
    entered = _entered(crowd, entry, at, paying)
    entered[entered >= np.minimum(lives.death_day, horizon)] = np.inf
    final = np.where(
        np.isfinite(entered) | (entered < 0), ElderClass.GUARANTEED, before
    )
    return People(
        county_index=county_index,
        elder_id=county_index * IDS_PER_COUNTY + crowd.number,
        township=township.astype(np.int32),
        residence=residence,
        sex=(row // AGES % 2).astype(np.int8),
        birth_day=crowd.birth_day(),
        elder_class=final.astype(np.int8),
        class_before=before,
        guaranteed_from=entered,
        special_family=np.zeros(n, dtype=bool),
        special_contribution=np.zeros(n, dtype=bool),
        eligible_from=eligible,
        segment_offset=lives.segment_offset,
        segment_day=lives.segment_day,
        segment_ability=lives.segment_ability,
        death_day=lives.death_day,
        threshold=crowd.threshold,
        resident=~np.isnan(elapsed),
        elapsed_days=elapsed,
        row=row,
        clock=np.zeros(n),
        table=setting.calendar,
        rates=setting.rates,
        horizon=horizon,
        past=residents.past,
    )


def _entered(crowd: Crowd, entry: Entry, at: Ints, paying: Bools) -> Floats:
    """Return days of entry; the numbers of residents are made to fit their class."""
    uniform = crowd.guaranteed.copy()
    uniform[at[~paying]] = -1.0
    share = entry.at_start[crowd.row[at[paying]]]
    uniform[at[paying]] = share + (1 - share) * uniform[at[paying]]
    return entry.day(crowd.row, uniform, crowd.eligible_from())
