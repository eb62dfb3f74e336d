"""Documents and data behind the run, and the clause that a target cites."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from sim.report.blocks import Table, proper, said
from sim.report.page_data import PageData
from sim.report.words import Text, Words


def titles(sources: pd.DataFrame | None) -> dict[str, Text]:
    """Return the title of each source by its id."""
    if sources is None:
        return {}
    return {str(one["source_id"]): _title(one) for one in sources.to_dict("records")}


def _title(one: Mapping[Hashable, Any]) -> Text:
    given = {lang: one.get(f"title_{lang}", one.get("title")) for lang in Text._fields}
    return Text.of({lang: _known(words) for lang, words in given.items()})


def _known(value: Any) -> str:
    return str(value) if pd.notna(value) else ""


def named_targets(data: PageData, words: Words) -> pd.DataFrame:
    """Return the targets with `source` as document and clause in words."""
    targets = data.targets.copy()
    if "source" in targets:
        known = titles(data.sources)
        cited = [cited_as(str(one), known, words) for one in targets["source"]]
        targets["source"] = pd.Series(cited, index=targets.index, dtype=object)
    return targets


def cited_as(source: str, known: Mapping[str, Text], words: Words) -> Text:
    """Return ``opinions#二-二-1`` as the title of the document and the clause."""
    document, _, clause = source.partition("#")
    title = known.get(document) or words.named("document", document)
    if not clause:
        return title
    return words["sources.clause"].fill(title=title, clause=clause)


def sources_table(sources: pd.DataFrame | None, words: Words) -> Table | None:
    """Return all sources with publisher, year and grade."""
    if sources is None or sources.empty:
        return None
    heads = ("source", "document", "publisher", "published_in", "grade")
    rows = [
        [
            proper(one["source_id"]),
            proper(_title(one)),
            proper(one.get("publisher")),
            proper(one.get("year")),
            said(words.named("grade", str(one.get("grade")))),
        ]
        for one in sources.to_dict("records")
    ]
    caption = words["sources.table"]
    return Table("sources", caption, [words.named("head", h) for h in heads], rows)
