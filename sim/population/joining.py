"""The people of several counties as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from sim.population.people import People
from sim.population.stays import join_stays

_SHARED = {"county_index", "table", "rates", "horizon", "past"}
_SEGMENTS = {"segment_offset", "segment_day", "segment_ability"}


def join(counties: Sequence[People]) -> People:
    """Return the elders of several counties in one, in the order given.

    Parameters
    ----------
    counties
        At least one, all of one scenario and replication: they share the cohort table
        and the rates.
    """
    first = counties[0]
    if len(counties) == 1:
        return first
    by_elder: dict[str, Any] = {
        item.name: np.concatenate([getattr(people, item.name) for people in counties])
        for item in fields(People)
        if item.name not in _SHARED | _SEGMENTS
        and getattr(first, item.name) is not None
    }
    past = [people.past for people in counties if people.past is not None]
    lengths = np.concatenate([np.diff(people.segment_offset) for people in counties])
    return replace(
        first,
        **by_elder,
        past=join_stays(past) if past else None,
        segment_offset=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        segment_day=np.concatenate([people.segment_day for people in counties]),
        segment_ability=np.concatenate([people.segment_ability for people in counties]),
    )
