"""Nothing of a person, a home or a folder is left in what support sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.area import load_area
from sim.doctor.scrub import Scrubber


@pytest.fixture
def scrubber(root, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "li_ming")
    monkeypatch.setattr("platform.node", lambda: "MINZHENG-07")
    monkeypatch.setattr(Path, "home", lambda: Path("/home/li_ming"))
    area = load_area(root / "scenarios/teaching/places/small_county")
    return Scrubber([area])


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("file: /home/li_ming/方案/a.yaml", "li_ming"),
        (r'"file": "C:\\Users\\li_ming\\桌面\\a.yaml"', "li_ming"),
        (r"C:\Users\wang fang\a.yaml", "wang"),
        ("/srv/民政局 王芳/a.yaml:3", "王芳"),
        ("by LI_MING on minzheng-07", "LI_MING"),
        ("by LI_MING on minzheng-07", "minzheng-07"),
        ("关停长青颐养院", "长青颐养院"),
        ("home 990101-C1 closes", "990101-C1"),
        ("home 450123-T07 of another pack", "450123-T07"),
        ("身份证 45010219400101123X", "45010219400101123X"),
        ("call 13812345678", "13812345678"),
        ("mail wang@example.cn", "wang"),
        ("elder 450000123", "450000123"),
        ("author: 李明", "李明"),
        ('  "author": "李明",', "李明"),
    ],
)
def test_it_is_gone(scrubber, text, gone):
    assert gone not in scrubber.clean(text)


@pytest.mark.parametrize(
    "text",
    [
        "source: opinions#二-一-2",
        "value: 0.0123456789",
        "period: {start: 2021-01-01, end: 2030-12-31}",
        '"sha256": "1f0e3dad99908345f7439f8ffabdffc4a13812345678bcd9e0f1a2b3c4d5e6f7"',
        '"files": {"parameters/demand.yaml": 1}',
        "单位：元/年，个/百村",
        "area: guangxi  # 990101",
    ],
)
def test_what_helps_stays(scrubber, text):
    assert scrubber.clean(text) == text
