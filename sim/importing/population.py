"""Elders of the townships as a workbook counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from sim.area.units import AGE_GROUPS
from sim.importing import values
from sim.importing.faults import Findings
from sim.importing.places import CountyPlaces
from sim.importing.records import Record, Records
from sim.importing.rounding import Ints, whole
from sim.importing.text import shown

# First group of each band that a workbook may count.
BANDS: Final = {"elders_60": 3, "elders_65": 4, "elders_80": 7}


@dataclass
class TownshipCount:
    """What the rows of one township say."""

    whole: Record | None = None
    """The row of the township itself."""
    villages: list[Record] = field(default_factory=list)


def read_population(
    tables: Sequence[Records], places: CountyPlaces, findings: Findings
) -> dict[str, dict[str, int]]:
    """Return elders by township code and band; villages are summed."""
    counts: dict[str, TownshipCount] = {}
    for records in tables:
        for record in records.rows:
            _sort_in(record, places, counts, findings)
    return {code: _summed(count, findings) for code, count in counts.items()}


def _sort_in(
    record: Record,
    places: CountyPlaces,
    counts: dict[str, TownshipCount],
    findings: Findings,
) -> None:
    if record.text("county") and not places.is_own(record.text("county")):
        return
    text = record.text("township")
    if places.is_own(text) and places.code_of(text) is None:
        return  # the row of the county itself sums the others
    code = places.code_of(text) if text else None
    if code is None:
        zh, en = places.hint(text) if text else ("", "")
        findings.refuse(
            record.place("township"),
            f"读到“{shown(text)}”，本县没有这个乡镇（街道）{zh}",
            f"read “{shown(text)}”, which is no township of the county{en}",
        )
        return
    count = counts.setdefault(code, TownshipCount())
    if record.text("village"):
        count.villages.append(record)
    elif count.whole is None:
        count.whole = record
    else:
        findings.refuse(
            record.place("township"),
            f"“{shown(text)}”已在{count.whole.spot.told('zh')}出现过；只留一行",
            f"“{shown(text)}” stands in {count.whole.spot.told('en')} already",
        )


def _summed(count: TownshipCount, findings: Findings) -> dict[str, int]:
    rows = count.villages or ([count.whole] if count.whole else [])
    sums: dict[str, int] = {}
    for band in BANDS:
        found = [row.read(band, values.count, findings) for row in rows]
        if any(band in row.cells for row in rows):
            _refuse_gaps(band, rows, findings)
        if all(number is not None for number in found):
            sums[band] = sum(number for number in found if number is not None)
    if count.villages and count.whole is not None:
        _check_villages(count.whole, sums, findings)
    known = [(band, sums[band]) for band in BANDS if band in sums]
    for (wider, more), (narrower, fewer) in pairwise(known):
        if fewer > more:
            findings.refuse(
                rows[0].place(narrower),
                f"{narrower[-2:]}岁及以上 {fewer} 人，多于{wider[-2:]}岁及以上 "
                f"{more} 人；请核对",
                f"{fewer} aged {narrower[-2:]}+ are more than {more} aged "
                f"{wider[-2:]}+; check them",
            )
            return {}
    if not known:
        findings.refuse(
            rows[0].spot,
            "没有老年人口数；补上 60 岁及以上人口，或删去这一行",
            "counts no elders; write those aged 60+, or delete the row",
        )
    return sums


def _refuse_gaps(band: str, rows: Sequence[Record], findings: Findings) -> None:
    for row in rows:
        if band not in row.cells:
            findings.refuse(
                row.spot,
                f"没有写{band[-2:]}岁及以上人口，同乡镇的其他村写了；没有就写 0",
                f"has no number of people aged {band[-2:]}+, as other villages of the "
                "township do; write 0 if there are none",
            )


def _check_villages(row: Record, sums: dict[str, int], findings: Findings) -> None:
    for band, total in sums.items():
        written = row.read(band, values.count, findings)
        if written is not None and written != total:
            findings.refuse(
                row.place(band),
                f"乡镇写的是 {written}，各村相加是 {total}；请核对",
                f"the township says {written}, its villages sum to {total}",
            )


def scaled(
    counts: Ints, townships: list[str], counted: dict[str, dict[str, int]]
) -> Ints:
    """Return the pack's elders scaled to what was counted, township by township.

    The counted bands are met exactly. Residence, sex and single groups within a band
    keep the pack's proportions (the county's, where the pack has nobody), and people
    below the youngest band change with it.
    """
    result = counts.copy()
    of_county = counts.sum(axis=-1)
    for code, sums in counted.items():
        at = townships.index(code)
        known = [band for band in BANDS if band in sums]
        if not known:
            continue
        ends = [BANDS[band] for band in known] + [len(AGE_GROUPS)]
        totals = [sums[band] for band in known] + [0]
        for place in range(len(known)):
            part = slice(ends[place], ends[place + 1])
            weights = counts[:, :, part, at].astype(np.float64)
            if not weights.sum():
                weights = of_county[:, :, part].astype(np.float64)
            people = whole(weights.ravel(), totals[place] - totals[place + 1])
            result[:, :, part, at] = people.reshape(weights.shape)
        _follow(result, counts, of_county, ends[0], ends[1], at)
    return result


def _follow(
    result: Ints, counts: Ints, of_county: Ints, first: int, end: int, at: int
) -> None:
    """Scale the younger groups of a township as its youngest band was."""
    now = float(result[:, :, first:end, at].sum())
    before = float(counts[:, :, first:end, at].sum())
    younger = counts[:, :, :first, at].astype(np.float64)
    if not before:
        before = float(of_county[:, :, first:end].sum())
        younger = of_county[:, :, :first].astype(np.float64)
    if before:
        result[:, :, :first, at] = np.rint(younger * (now / before)).astype(np.int64)
