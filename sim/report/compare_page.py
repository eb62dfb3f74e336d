"""Writes the page of a comparison: how scenarios differ, and how sure that is.

One self-contained HTML file in Chinese and English, made with the machinery of the
run's page. It computes nothing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from sim.report.bands import size_of
from sim.report.charts.who_loses import WORDS as LOSES_WORDS
from sim.report.compare_charts.closing_homes import closing_section
from sim.report.compare_charts.dominance import dominance_chart
from sim.report.compare_charts.information import WORDS as INFORMATION_WORDS
from sim.report.compare_charts.information import information_lines, information_panels
from sim.report.compare_charts.looks import keys
from sim.report.compare_charts.loses import loses_section
from sim.report.compare_charts.panels import difference_panels, lines_panels
from sim.report.compare_charts.shares import shares_chart
from sim.report.compare_charts.sureness import sureness_reading, sureness_table
from sim.report.compare_charts.tables import (
    actions_table,
    classes_table,
    ranking_table,
    settings_table,
)
from sim.report.compare_charts.waterfall import waterfall_panels
from sim.report.compare_data import ComparePageData
from sim.report.compare_first import graded_cards, leading, question
from sim.report.compare_summary import caveats, summary
from sim.report.frame import COMPARISON, framed, laid
from sim.report.part_years import part_year_names
from sim.report.words import Text, Words, joined, load_words

FILES: Final = (
    "differences.csv",
    "waterfall.csv",
    "ranking.csv",
    "chance_and_ignorance.csv",
    "information.csv",
    "settings.csv",
    "who_loses.csv",
    "closing_share.csv",
)


def write_compare_page(path: Path, data: ComparePageData, lang: str = "zh") -> Path:
    """Write the page of a comparison and return its path.

    Parameters
    ----------
    path
        A folder, which gets `report.html`, or a path ending in `.html`.
    lang
        Language that the page opens in, `zh` or `en`; the reader can switch.
    """
    return laid(path, compare_page(data, compare_words(), lang))


def compare_words(*beside: str) -> Words:
    """Return the words of this page, those that it shares, and those of other files."""
    return load_words(
        *("compare_words.yaml", "compare_rule_words.yaml", "waterfall_words.yaml"),
        *(INFORMATION_WORDS, LOSES_WORDS),
        *beside,
    )


def compare_page(data: ComparePageData, words: Words, lang: str = "zh") -> str:
    """Return the whole page as text."""
    return framed(COMPARISON, _parts(data, words), words, lang)


def _parts(data: ComparePageData, words: Words) -> dict[str, Any]:
    """Return everything that the template names."""
    names, area = _names(data, words), Text.of(data.area_name)
    loses = loses_section(data, words)
    closing = closing_section(data, words)
    _, facts = title_and_facts(data, words)
    first = leading(data, words)
    return {
        "scenario_id": f"compare-{data.reference}",
        "page_title": words["compare.page_title"].fill(names=names, area=area),
        "title": words["compare_first.title"],
        "facts": facts,
        "answer": summary(data, words),
        "question": question(data, words),
        "cards": graded_cards(data, words),
        "leading": first,
        "reference": data.title(data.reference),
        "more": len(data.others) > len(first.heads) if first else False,
        "leading_reading": words["compare_first.reading"].fill(
            year=data.last_year, reference=data.title(data.reference)
        ),
        "card_reading": words["compare_card.reading"].fill(
            year=data.last_year,
            other=data.title(data.others[0].id),
            reference=data.title(data.reference),
        ),
        "warnings": [Text.of(one) for one in data.warnings],
        "part": words["warning.part"].fill(whole=Text.of(data.whole))
        if data.whole and (data.warnings or len(data.actions))
        else None,
        "settings": settings_table(data, words),
        "actions": actions_table(data, words),
        "part_years": part_year_names(
            date.fromisoformat(data.start), date.fromisoformat(data.end), words
        ),
        "keys": {
            "lines": keys(data, with_reference=True),
            "differences": keys(data, with_reference=False),
        },
        "charts": {
            "lines": lines_panels(data, words),
            "differences": difference_panels(data, words),
            "shares": shares_chart(data, words),
            "waterfall": waterfall_panels(data, words),
            "dominance": dominance_chart(data, words),
            "information": information_panels(data, words),
            **{
                one.name: one.chart
                for one in (loses, closing)
                if one is not None and one.chart
            },
        },
        "loses": loses,
        "information_lines": information_lines(data, words),
        "sureness": sureness_table(data, words),
        "sureness_reading": sureness_reading(data, words),
        "ranking": ranking_table(data, words),
        "classes": classes_table(data, words),
        "closing": closing,
        "rules": _rules(data, words),
        "files": FILES,
        "caveats": [*caveats(data, words), words["compare_caveat.files"]],
        "made_by": words["compare.made_by"].fill(version=data.version, seed=data.seed),
    }


def title_and_facts(data: ComparePageData, words: Words) -> tuple[Text, Text]:
    """Return what the comparison is called, and of what, when, how often run it is."""
    facts = words["compare.facts"].fill(
        area=Text.of(data.area_name),
        start=data.start,
        end=data.end,
        size=size_of(data.replications, data.draws, words),
    )
    return words["compare.title"].fill(names=_names(data, words)), facts


def _names(data: ComparePageData, words: Words) -> Text:
    """Return the titles of the scenarios in one line."""
    titles = [
        words["compare.quoted"].fill(name=data.title(one.id)) for one in data.scenarios
    ]
    between = "and" if len(titles) == 2 else "comma"
    return joined(titles, words[f"compare.{between}"])


def _rules(data: ComparePageData, words: Words) -> list[Text]:
    """Return the rules of each scenario; nothing where none has any."""
    if not any(data.rules.values()):
        return []
    lines = []
    for one in data.scenarios:
        labels = [Text.of(label) for label in data.rules.get(one.id, [])]
        told = joined(labels, words["compare_answer.then"])
        listed = told if labels else words["compare_rules.none"]
        lines.append(
            words["compare_rules.line"].fill(name=data.title(one.id), rules=listed)
        )
    return lines
