"""A county that was imported by itself knows the region that it is a part of."""

from pathlib import Path

from sim.area.pack import read_about


def test_an_imported_county_names_its_region(tmp_path: Path):
    assert read_about(tmp_path, "part_of") == ""

    words = "title: {zh: 甲县, en: A}\npart_of: guangxi\n"
    (tmp_path / "area.yaml").write_text(words, encoding="utf-8")
    assert read_about(tmp_path, "part_of") == "guangxi"


def test_a_region_is_part_of_nothing():
    packs = Path(__file__).parents[3] / "calibration" / "areas"

    assert read_about(packs / "guangxi", "part_of") == ""


def test_the_day_of_a_registry_is_that_of_its_pack(tmp_path):
    (tmp_path / "area.yaml").write_text("date: 2025-12-31\n", encoding="utf-8")

    assert read_about(tmp_path, "date") == "2025-12-31"
