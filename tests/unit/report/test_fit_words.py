"""The words of the page of a calibration: both languages, none missing, none idle."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from sim.report.fit_data import FitPageData
from sim.report.fit_page import fit_page, fit_words
from sim.report.words import load_words

CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
MARKUP = re.compile(r"%\{[^}]*\}|<[^>]*>|\{\w+\}|\u00a0")
ALLOWED = {"CRPS", "ruralbeds", "calibrate"}


def test_every_text_is_there_in_both_languages() -> None:
    added = set(fit_words()) - set(load_words())

    assert added
    for key in added:
        zh, en = fit_words()[key]
        assert zh
        assert en
        holes = [sorted(re.findall(r"\{\w+[^}]*\}", words)) for words in (zh, en)]
        assert holes[0] == holes[1], key
        assert not CHINESE.search(en), key
        assert set(re.findall(r"[A-Za-z]{2,}", MARKUP.sub(" ", zh))) <= ALLOWED, key


def test_its_words_hide_none_of_the_run_page() -> None:
    fit, run = fit_words(), load_words()

    assert all(fit[key] == run[key] for key in run)


def test_every_text_is_used_by_some_page(fit: FitPageData, bare: FitPageData) -> None:
    words = fit_words()
    units = ["minutes", "beds_per_1000", "parsec", "ratio", "utility_per_year", "days"]
    other = fit.targets.assign(unit=(units * 3)[: len(fit.targets)])
    sure = other.assign(emulator_r2=0.9, predictive_low=np.nan, posterior_median=1.0)
    long = {**fit.chain, "steps": 40}
    assert fit.transitions is not None
    judged = fit.transitions.assign(inside="yes")
    last = replace(fit, targets=sure, chain=long, transitions=judged)
    for data in (fit, bare, last):
        fit_page(data, words)

    added = set(words) - set(load_words())
    assert added - words.asked == set()
