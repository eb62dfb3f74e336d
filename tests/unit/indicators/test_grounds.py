"""Every figure says what it rests on."""

from sim.indicators.catalogue import CATALOGUE
from sim.indicators.grounds import ground_words, grounds_of, listed


def test_no_indicator_lacks_its_grounds():
    assert listed() == set(CATALOGUE)


def test_every_ground_has_words_in_both_languages():
    words = ground_words()

    for name in CATALOGUE:
        for part in (False, True):
            grounds = grounds_of(name, part=part)
            assert grounds
            for ground in grounds:
                assert words[ground]["zh"]
                assert words[ground]["en"]


def test_a_part_rests_on_the_split_of_the_beds():
    assert grounds_of("licensed_beds") == ("beds", "changes")
    assert grounds_of("licensed_beds", part=True) == ("split", "changes")
    assert "split" in grounds_of("counties_below_half_share")
