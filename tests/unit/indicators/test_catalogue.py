import re

import pytest

from sim.indicators import CATALOGUE

KINDS = {"average", "flow", "stock"}


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_each_indicator_has_label_definition_and_unit_in_both_languages(name):
    entry = CATALOGUE[name]

    for words in (
        entry.label,
        entry.definition,
        entry.unit_label,
        entry.numerator,
        entry.denominator,
    ):
        assert words.zh.strip()
        assert words.en.strip()
    assert re.search("[一-鿿]", entry.label.zh)
    assert not re.search("[一-鿿]", entry.definition.en)
    assert entry.definition.zh.endswith("。")
    assert entry.definition.en.endswith(".")
    assert entry.kind in KINDS
    assert entry.levels
    assert set(entry.levels) <= {"region", "prefecture", "county", "home"}


def test_labels_tell_indicators_apart():
    for language in ("zh", "en"):
        labels = [getattr(entry.label, language) for entry in CATALOGUE.values()]
        assert len(set(labels)) == len(labels)
