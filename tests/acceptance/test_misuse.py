"""Words that the command does not take: a sentence a language, and status 2."""

from __future__ import annotations

import re

import pytest

from sim.cli import main

HAN = re.compile("[一-鿿]")
# words of the command; what was read and what to write, in the English sentence
MISUSE = {
    "rn": ("“rn”", "did you mean run", "run, compare"),
    "--nope": ("“--nope”", "--version"),
    "run": ("ruralbeds run needs FILE...", "scenario files"),
    "show --origin": ("ruralbeds show needs FILE", "scenario"),
    "run x.yaml --nope": ("“--nope”", "--resume"),
    "run x.yaml --jbos 3": ("“--jbos”", "did you mean --jobs"),
    "run x.yaml -x": ("“-x”", "ruralbeds run"),
    "run x.yaml --replications zero": ("“zero”", "a whole number from 1 to 10000"),
    "run x.yaml --replications=0": ("“0”", "a whole number from 1 to 10000"),
    "run x.yaml --seed -1": ("“-1”", "from 0 to 4294967295"),
    "run x.yaml --jobs": ("--jobs has no value", "a whole number, 1 or more"),
    "run x.yaml --set": ("--set has no value", "PATH=VALUE"),
    "run x.yaml --resume=3": ("--resume takes no value",),
    "run x.yaml --lang fr": ("“fr”", "zh, en"),
    "show x.yaml --at 2020": ("“2020”", "2030-12-31"),
    "show a.yaml b.yaml": ("“b.yaml”", "ruralbeds show FILE"),
    "schema extra": ("“extra”", "write ruralbeds schema"),
    "params a b": ("“b”", "ruralbeds params [TEXT]"),
}


def told(words: str, capsys) -> list[str]:
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (2, "")
    return printed.err.splitlines()


@pytest.mark.parametrize("words", MISUSE)
def test_misuse_is_told_in_one_sentence_a_language(words, capsys):
    chinese, english = told(words, capsys)

    assert HAN.search(chinese)
    assert not HAN.search(english)
    for part in MISUSE[words]:
        assert part in english


def test_misuse_is_told_in_the_language_asked_for(capsys):
    (english,) = told("run x.yaml --jobs none --lang en", capsys)
    (chinese,) = told("run --lang=zh x.yaml --nope", capsys)

    assert not HAN.search(english)
    assert HAN.search(chinese)


def test_no_words_at_all_show_the_page_of_help(capsys):
    page = "\n".join(told("", capsys))

    assert "validate" in page
    assert "--version" in page
