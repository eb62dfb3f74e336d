"""Homes at the start: by class where they are drawn, by name where they are real."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.report.page_data import PageData
from sim.report.words import Text, Words
from sim.report.workbook.data import HomeFigures
from sim.report.workbook.sheets import Column, Entry, Kind, Sheet, known

_ENDS = ("mean", "low", "high")


def homes_sheet(data: PageData, homes: HomeFigures, words: Words) -> Sheet:
    """Return a row a class of homes, or a row a home of a real registry."""
    real = homes.by_home is not None
    table = homes.by_home if real else homes.by_class
    lines = [] if table is None else table.to_dict("records")
    if real:
        names = {
            str(one.county_code): Text(str(one.name_zh), str(one.name_en))
            for one in data.counties.itertuples(index=False)
        }
        heads, rows = _one_by_one(lines, names, words)
    else:
        heads, rows = _classes(lines, words)
    note = words["book.by_home" if real else "book.by_class"]
    return Sheet(
        words["sheet.homes"],
        words["book.homes_title"],
        [*heads, *_occupancy_heads(homes, words)],
        rows,
        [note] if rows else [note, words["book.no_homes"]],
        frozen=2 if real else 3,
    )


def _classes(
    lines: list[dict[Any, Any]], words: Words
) -> tuple[list[Column], list[list[Entry]]]:
    heads = [
        Column(words["column.tier"], "text", 10),
        Column(words["column.ownership"], "text", 12),
        Column(words["column.size"], "text", 14),
        Column(words["column.homes"], "decimal", 10),
        *_bed_heads(words),
    ]
    rows: list[list[Entry]] = [
        [
            words.named("tier", str(line["tier"])),
            words.named("ownership", str(line["ownership"])),
            words.named("beds_band", str(line["size"])),
            known(line["homes"], "decimal"),
            *_beds(line),
        ]
        for line in lines
    ]
    return heads, rows


def _one_by_one(
    lines: list[dict[Any, Any]], names: Mapping[str, Text], words: Words
) -> tuple[list[Column], list[list[Entry]]]:
    closing = any("closing_share" in line for line in lines)
    heads = [
        Column(words["column.home_id"], "text", 14),
        Column(words["column.name"], "wrapped", 26),
        Column(words["column.county"], "text", 14),
        Column(words["column.tier"], "text", 9),
        Column(words["column.ownership"], "text", 10),
        Column(words["column.operation"], "text", 14),
        *([Column(words["column.closing"], "share", 14)] if closing else []),
        *_bed_heads(words),
    ]
    rows: list[list[Entry]] = []
    for line in lines:
        code = str(line["county_code"])
        share = [known(line["closing_share"], "share")] if closing else []
        rows.append(
            [
                str(line["home_id"]),
                str(line["name"]),
                names.get(code, Text.of(code)),
                *(
                    words.named(family, str(line[family]))
                    for family in ("tier", "ownership", "operation")
                ),
                *share,
                *_beds(line),
            ]
        )
    return heads, rows


def _bed_heads(words: Words) -> list[Column]:
    kinds: dict[str, Kind] = {"beds": "count", "nursing": "count", "carers": "decimal"}
    return [Column(words[f"column.{one}"], kind, 12) for one, kind in kinds.items()]


def _beds(line: Mapping[Any, Any]) -> list[Entry]:
    """Return beds, nursing beds, carers, and both occupancies of a row."""
    return [
        known(line["beds"], "count"),
        known(line["beds_nursing"], "count"),
        known(line["care_staff"], "decimal"),
        *(
            known(line.get(f"{when}_{end}", float("nan")), "share")
            for when in ("first", "last")
            for end in _ENDS
        ),
    ]


def _occupancy_heads(homes: HomeFigures, words: Words) -> list[Column]:
    return [
        Column(
            words["book.of"].fill(
                name=words["head.occupancy"],
                part=words[f"column.{end}_of"].fill(year=year),
            ),
            "share",
            12,
        )
        for year in (homes.first, homes.last)
        for end in _ENDS
    ]
