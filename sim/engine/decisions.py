"""The table of judgements: what each review saw, what was decided, and why."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

COLUMNS = {
    "draw": "int32",
    "replication": "int32",
    "time_days": "float64",
    "review": "int32",
    "rule": "str",
    "facility_id": "str",
    "county_code": "str",
    "township_code": "str",
    "outcome": "str",
    "reason": "str",
    "measure": "str",
    "value": "float64",
    "limit": "float64",
}
NAN = float("nan")


class Decisions:
    """Rows of the table, in the order in which they were decided.

    Parameters
    ----------
    home_ids, county_codes, township_codes
        What indices stand for.
    """

    def __init__(
        self,
        home_ids: Sequence[str],
        county_codes: Sequence[str],
        township_codes: Sequence[str],
    ) -> None:
        self._codes = {
            "home": home_ids,
            "county": county_codes,
            "township": township_codes,
        }
        self._rows: list[tuple[object, ...]] = []

    def note(
        self,
        day: float,
        review: int,
        rule: str,
        unit: str,
        index: int,
        outcome: str,
        reason: str,
        measure: str = "",
        value: float | None = None,
        limit: float = NAN,
    ) -> None:
        """Add a row.

        Parameters
        ----------
        day, review
            When, and the number of the review of that rule, from 1.
        rule
            Its id; `programme` for what the programme could not do.
        unit, index
            `home`, `county` or `township`, and which.
        outcome, reason
            As `sim.supply.rules.judgement` has them; `stopped` and `completed` for
            what was under way.
        measure, value, limit
            A figure that was looked at; None where it is undefined.
        """
        codes = dict.fromkeys(self._codes, "")
        codes[unit] = self._codes[unit][index]
        self._rows.append(
            (
                day,
                review,
                rule,
                codes["home"],
                codes["county"],
                codes["township"],
                outcome,
                reason,
                measure,
                NAN if value is None else value,
                limit,
            )
        )

    def to_frame(self, draw: int, replication: int) -> pd.DataFrame:
        """Return the table with the columns of `COLUMNS`."""
        table = pd.DataFrame(self._rows, columns=[*COLUMNS][2:])
        table.insert(0, "draw", draw)
        table.insert(1, "replication", replication)
        return table.astype(COLUMNS)
