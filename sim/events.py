"""The event log: the one contract between the engine and the indicators.

The engine writes it and never reads it; indicators read it and never write it. Stocks
are cumulative sums: of `residents_change` by home (and bed kind) for residents, of
`beds_change` for beds, of `staff_change` for care staff. A move between two homes or
two bed kinds is therefore two rows of the same event, the first with -1 where the
elder leaves, the second with +1 (and `from_facility_id`) where the elder arrives.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from struct import Struct
from typing import Final

import numpy as np
import pandas as pd


class Event(StrEnum):
    """What can happen, in the past tense."""

    OPENED = "opened"
    BEDS_ADDED = "beds_added"
    BEDS_REMOVED = "beds_removed"
    STAFF_CHANGED = "staff_changed"
    WILLING = "willing"
    APPLIED = "applied"
    WAITING = "waiting"
    DECLINED = "declined"
    ADMITTED = "admitted"
    WORSENED = "worsened"
    RECOVERED = "recovered"
    TRANSFERRED = "transferred"
    WITHDREW = "withdrew"
    DIED_WAITING = "died_waiting"
    DISCHARGED = "discharged"
    DIED_IN_CARE = "died_in_care"
    SURGE_OPENED = "surge_opened"
    SURGE_CLOSED = "surge_closed"
    CLOSING_ANNOUNCED = "closing_announced"
    MOVED_BY_CLOSURE = "moved_by_closure"
    REGROUPED = "regrouped"
    CLOSED = "closed"
    CONVERTED = "converted"
    UPGRADED = "upgraded"
    ENTRUSTED = "entrusted"
    OPENED_TO_SOCIAL = "opened_to_social"
    MOTHBALLED = "mothballed"
    REOPENED = "reopened"
    CENTER_STARTED = "center_started"
    CENTER_ENDED = "center_ended"
    IMPROVED = "improved"
    CLOSING_STOPPED = "closing_stopped"


class Ability(IntEnum):
    """Functional status by the six activities of daily living of CLHLS 2018."""

    ABLE = 0
    MILD = 1
    MODERATE = 2
    SEVERE = 3


class BedKind(IntEnum):
    """Kinds of bed. A surge bed is a temporary extra one above the licence."""

    ORDINARY = 0
    NURSING = 1
    SURGE = 2


class ElderClass(IntEnum):
    """Who pays: the guaranteed (特困) are supported by the state."""

    GUARANTEED = 0
    HARDSHIP = 1
    SELF_PAYING = 2


class Cause(StrEnum):
    """Why an event happened, where the event alone does not say it.

    ``from_…`` is the ability before a change; ``rung_…`` the rung of the ladder by
    which a willing guaranteed elder was placed. ``rule`` and ``rule_…`` say that a rule
    of the scenario did it (`decisions` says which), ``day_care`` and its like what a
    house became, ``emergency`` that a home was lost overnight, ``relocation`` that a
    resident died of a move.
    """

    NONE = ""
    START = "start"
    UNDER_60 = "under_60"
    CHOICE = "choice"
    FROM_LIST = "from_list"
    RUNG_SUITABLE = "rung_suitable"
    RUNG_ORDINARY = "rung_ordinary"
    RUNG_SURGE = "rung_surge"
    RUNG_PRIVATE = "rung_private"
    RUNG_OTHER_COUNTY = "rung_other_county"
    NO_HOME_IN_REACH = "no_home_in_reach"
    FROM_ABLE = "from_able"
    FROM_MILD = "from_mild"
    FROM_MODERATE = "from_moderate"
    FROM_SEVERE = "from_severe"
    VOLUNTARY = "voluntary"
    STAY_ENDED = "stay_ended"
    BED_CONVERSION = "bed_conversion"
    SUITABLE_BED = "suitable_bed"
    HISTORY = "history"
    PROGRAMME = "programme"
    RULE = "rule"
    RULE_CLOSE = "rule_close"
    RULE_MERGE = "rule_merge"
    RULE_MOTHBALL = "rule_mothball"
    DAY_CARE = "day_care"
    HOME_CARE_STATION = "home_care_station"
    MUTUAL_AID_POINT = "mutual_aid_point"
    EMERGENCY = "emergency"
    RELOCATION = "relocation"
    SENT_HOME = "sent_home"
    UNPLACED = "unplaced"


EVENTS: Final = list(Event)
CAUSES: Final = list(Cause)
ABILITIES: Final = [ability.name.lower() for ability in Ability]
BED_KINDS: Final = [kind.name.lower() for kind in BedKind]
EVENT_CODE: Final = {event: code for code, event in enumerate(EVENTS)}
CAUSE_CODE: Final = {cause: code for code, cause in enumerate(CAUSES)}

# Column and NumPy type; whole numbers below zero mean "none".
_COLUMNS: Final = {
    "time_days": "<f8",
    "event": "i1",
    "elder_id": "<i8",
    "facility_id": "<i4",
    "from_facility_id": "<i4",
    "bed_kind": "i1",
    "residents_change": "<i2",
    "beds_change": "<i2",
    "staff_change": "<f4",
    "ability": "i1",
    "travel_minutes": "<f4",
    "cause": "i1",
    "county_code": "<i2",
    "township_code": "<i2",
}
_ROW: Final = np.dtype(list(_COLUMNS.items()))
_pack = Struct("<dbqiibhhfbfbhh").pack
COLUMNS: Final = ["draw", "replication", *_COLUMNS]
NONE: Final = -1
_NAN: Final = float("nan")


class EventLog:
    """Events of one replication, in the order in which they happened.

    One growing buffer of packed rows of 44 bytes: an array a column takes three times
    as long to fill, a list of tuples ten times the memory.
    """

    def __init__(self) -> None:
        self._rows = bytearray()

    def __len__(self) -> int:
        return len(self._rows) // _ROW.itemsize

    def record(
        self,
        time_days: float,
        event: int,
        *,
        elder: int = NONE,
        home: int = NONE,
        from_home: int = NONE,
        bed_kind: int = NONE,
        residents: int = 0,
        beds: int = 0,
        staff: float = 0.0,
        ability: int = NONE,
        minutes: float = _NAN,
        cause: int = 0,
        county: int = NONE,
        township: int = NONE,
    ) -> None:
        """Append one event; `event` and `cause` are codes, places are indices."""
        self._rows += _pack(
            time_days,
            event,
            elder,
            home,
            from_home,
            bed_kind,
            residents,
            beds,
            staff,
            ability,
            minutes,
            cause,
            county,
            township,
        )

    def record_person(
        self,
        time_days: float,
        event: int,
        elder: int,
        home: int,
        from_home: int,
        bed_kind: int,
        residents: int,
        ability: int,
        minutes: float,
        cause: int,
        county: int,
        township: int,
    ) -> None:
        """Append an event of an elder; as `record`, which takes twice as long.

        Nine rows of ten are such.
        """
        self._rows += _pack(
            time_days,
            event,
            elder,
            home,
            from_home,
            bed_kind,
            residents,
            0,
            0.0,
            ability,
            minutes,
            cause,
            county,
            township,
        )

    def to_frame(
        self,
        facility_ids: list[str],
        county_codes: list[str],
        township_codes: list[str],
        *,
        draw: int,
        replication: int,
    ) -> pd.DataFrame:
        """Return the log as a table with the columns of `COLUMNS`.

        Parameters
        ----------
        facility_ids, county_codes, township_codes
            The words that the indices stand for.
        draw, replication
            Written into every row.

        Returns
        -------
            Categories for words, `float64` days, `float32` minutes and staff,
            `Int64` elders (missing where no elder is concerned).
        """
        words = {
            "event": [str(event) for event in EVENTS],
            "cause": [str(cause) for cause in CAUSES],
            "bed_kind": BED_KINDS,
            "ability": ABILITIES,
            "facility_id": facility_ids,
            "from_facility_id": facility_ids,
            "county_code": county_codes,
            "township_code": township_codes,
        }
        table: dict[str, object] = {
            "draw": np.full(len(self), draw, dtype=np.int32),
            "replication": np.full(len(self), replication, dtype=np.int32),
        }
        rows = np.frombuffer(self._rows, dtype=_ROW)
        for name in _COLUMNS:
            values = rows[name].copy()
            if name in words:
                table[name] = pd.Categorical.from_codes(
                    values, categories=pd.Index(words[name], dtype="str")
                )
            elif name == "elder_id":
                table[name] = pd.arrays.IntegerArray(values, values < 0)
            else:
                table[name] = values
        return pd.DataFrame(table)
