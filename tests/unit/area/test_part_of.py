"""A county that was imported by itself knows the region that it is a part of."""

from pathlib import Path

from sim.area.pack import read_part_of


def test_an_imported_county_names_its_region(tmp_path: Path):
    assert read_part_of(tmp_path) == ""

    words = "title: {zh: 甲县, en: A}\npart_of: guangxi\n"
    (tmp_path / "area.yaml").write_text(words, encoding="utf-8")
    assert read_part_of(tmp_path) == "guangxi"


def test_a_region_is_part_of_nothing():
    packs = Path(__file__).parents[3] / "calibration" / "areas"

    assert read_part_of(packs / "guangxi") == ""
