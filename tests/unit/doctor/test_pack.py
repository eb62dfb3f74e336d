"""What loads but cannot be so is found; what is sound is left alone."""

from __future__ import annotations

import json
import shutil

import pandas as pd
import pytest

from sim.area import load_area
from sim.doctor.findings import faults
from sim.doctor.pack import pack_section
from sim.report.words import load_words

WORDS = load_words("doctor_words.yaml")


@pytest.fixture
def pack(root, tmp_path):
    """A copy of the small county."""
    there = tmp_path / "small_county"
    shutil.copytree(root / "scenarios/teaching/places/small_county", there)
    return there


def change(pack, file, edit):
    path = pack / file
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    edit(table).to_csv(path, index=False)


def found(pack, **options):
    return pack_section(load_area(pack), WORDS, **options)


def states(section):
    return {(one.state, tuple(one.examples)) for one in section.findings}


def test_a_sound_pack_is_sound(pack):
    (only,) = found(pack).findings

    assert only.state == "fine"


def test_a_home_on_the_moon_is_found(pack):
    def at_sea(table):
        table.loc[table["home_id"] == "990101-C1", ["lon", "lat"]] = "0", "0"
        return table

    change(pack, "homes.csv", at_sea)

    section = found(pack)

    assert ("fault", ("990101-C1",)) in states(section)
    assert faults([section]) == 1


def test_more_residents_than_beds_are_found_in_the_registry(pack):
    change(
        pack,
        "homes.csv",
        lambda table: table.assign(
            residents=["37" if one == "990101-C1" else "0" for one in table["home_id"]]
        ),
    )

    assert ("fault", ("990101-C1",)) in states(found(pack))


def test_more_residents_than_beds_are_found_in_what_was_observed(pack):
    observed = "home_id,date,residents\n990101-P01,2025-12-31,29\n"
    (pack / "observed.csv").write_text(observed, encoding="utf-8-sig")

    assert ("fault", ("990101-P01",)) in states(found(pack))


def test_townships_beyond_the_farthest_journey_are_found(pack):
    near = found(pack, max_minutes=1000.0)
    far = found(pack, max_minutes=14.0)  # less than within the own township

    assert faults([near], "note") == 0
    (one,) = [each for each in far.findings if each.state == "note"]
    assert "990101100" in one.examples  # has homes of its own, a quarter of an hour off
    assert "14 minutes" in one.text.en


def test_two_homes_of_one_name_are_noted(pack):
    def twin(table):
        other = table.iloc[[0]].assign(home_id="990101-C9")
        return pd.concat([table, other])

    change(pack, "homes.csv", twin)

    assert ("note", ("990101-C1", "990101-C9")) in states(found(pack))


def test_homes_without_beds_or_carers_are_noted(pack):
    def emptied(table):
        table.loc[0, ["beds_ordinary", "beds_nursing"]] = "0"
        table.loc[1, "care_staff"] = "0"
        return table

    change(pack, "homes.csv", emptied)

    noted = states(found(pack))
    assert ("note", ("990101-C1",)) in noted
    assert ("note", ("990101-P01",)) in noted


def test_a_county_without_elders_is_a_fault(pack):
    def young(table):
        old = (table["county_code"] == "990102") & (table["age_group"] >= "60")
        return table[~old]

    change(pack, "elders.csv", young)

    assert ("fault", ("990102",)) in states(found(pack))


def test_disability_that_falls_with_age_is_noted(pack):
    file = pack / "parameters" / "prevalence.yaml"
    text = file.read_text(encoding="utf-8")
    line = next(
        one for one in text.splitlines() if one.strip().startswith("rural,female,80,")
    )
    file.write_text(
        text.replace(line, line[: line.index("80,")] + "80,0.0,0.0,0.0"),
        encoding="utf-8",
    )

    (note,) = [one for one in found(pack).findings if one.state == "note"]
    assert note.text.en.startswith("disability of rural women falls")
    assert note.text.zh.startswith("农村女性")


def test_a_value_outside_its_own_range_is_a_fault(pack):
    added = (
        "values:\n  demand.level: {value: 2, unit: ratio, range: [0.5, 1.5], "
        "source: made_up, grade: assumed}\n"
    )
    (pack / "parameters" / "odd.yaml").write_text(added, encoding="utf-8")

    assert ("fault", ("demand.level",)) in states(found(pack))


def test_sources_without_a_word_or_a_use_are_noted(pack):
    change(
        pack,
        "sources.csv",
        lambda table: pd.concat(
            [table, table.iloc[[0]].assign(source_id="nobody_asked", publisher="")]
        ),
    )

    both = [one for one in found(pack).findings if one.examples == ["nobody_asked"]]
    assert len(both) == 2


@pytest.mark.parametrize(("clockwise", "wrong"), [(True, 0), (False, 2)])
def test_borders_that_flood_the_map_are_a_fault(pack, clockwise, wrong):
    ring = [[100.0, 30.0], [100.0, 31.0], [101.5, 31.0], [101.5, 30.0], [100.0, 30.0]]
    coordinates = ring if clockwise else ring[::-1]
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": code,
                "properties": {},
                "geometry": {"type": "Polygon", "coordinates": [coordinates]},
            }
            for code in ("990101", "990102")
        ],
    }
    (pack / "boundaries.geojson").write_text(json.dumps(collection), encoding="utf-8")

    named = [one.examples for one in found(pack).findings if one.state == "fault"]

    assert named == ([["990101", "990102"]] if wrong else [])


def test_what_is_said_of_a_pack_is_said_in_both_languages(pack):
    section = found(pack, max_minutes=14.0)

    for lang in ("zh", "en"):
        lines = "\n".join(section.lines(lang))
        assert "{" not in lines
    assert "990101100" not in "\n".join(section.lines("zh", examples=False))
