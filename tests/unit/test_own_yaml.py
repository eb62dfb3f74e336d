"""What the program reads of its own YAML is what is written there."""

import json

from ruamel.yaml import YAML

from sim import own_yaml as module
from sim.own_yaml import own_yaml


def _package(tmp_path, monkeypatch, text):
    (tmp_path / "words.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda _: tmp_path)


def test_the_second_reading_takes_what_the_first_has_kept(tmp_path, monkeypatch):
    _package(tmp_path, monkeypatch, "a: {zh: 床位, n: [1, 2.5, true, null]}\n")
    first = own_yaml("x", "words.yaml")
    (kept,) = (tmp_path / "__pycache__").iterdir()
    kept.write_text(json.dumps({"a": "kept"}), encoding="utf-8")

    assert first == {"a": {"zh": "床位", "n": [1, 2.5, True, None]}}
    assert own_yaml("x", "words.yaml") == {"a": "kept"}


def test_another_text_is_read_anew(tmp_path, monkeypatch):
    _package(tmp_path, monkeypatch, "a: 1\n")
    own_yaml("x", "words.yaml")
    _package(tmp_path, monkeypatch, "a: 2\n")

    assert own_yaml("x", "words.yaml") == {"a": 2}
    assert len(list((tmp_path / "__pycache__").iterdir())) == 1


def test_what_json_would_alter_is_not_kept(tmp_path, monkeypatch):
    _package(tmp_path, monkeypatch, "1: one\nday: 2025-01-01\n")

    assert 1 in own_yaml("x", "words.yaml")
    assert not (tmp_path / "__pycache__").exists()


def test_a_torn_file_beside_it_is_no_harm(tmp_path, monkeypatch):
    _package(tmp_path, monkeypatch, "a: 1\n")
    own_yaml("x", "words.yaml")
    (kept,) = (tmp_path / "__pycache__").iterdir()
    kept.write_text('{"a": ', encoding="utf-8")

    assert own_yaml("x", "words.yaml") == {"a": 1}


def test_the_catalogue_is_kept_without_loss():
    text = (module.files("sim.indicators") / "catalogue.yaml").read_text("utf-8")

    for _ in range(2):
        assert own_yaml("sim.indicators", "catalogue.yaml") == YAML(
            typ="safe", pure=True
        ).load(text)
