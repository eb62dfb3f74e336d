import math
from dataclasses import replace

import numpy as np
import pytest

from sim.streams import Streams
from sim.supply.choice import ChoiceSet
from sim.supply.choice_weights import ChoiceWeights
from sim.supply.homes import Homes
from sim.supply.travel import Travel

ABLE, MODERATE = 0, 2
GUARANTEED, HARDSHIP, SELF_PAYING = 0, 1, 2
WEIGHTS = ChoiceWeights(
    travel_weight=-0.03,
    own_township=0.5,
    nursing_fit=0.4,
    fire_safety=0.0,
    equipment_age=0.0,
    regional_center=0.0,
    entrusted=0.3,
    price_hardship_private=-1.0,
    constant_township=0.2,
    constant_private=0.7,
    constant_guaranteed_township=0.9,
    max_minutes=60.0,
    cross_county=False,
    other_county=False,
)


def make_homes(
    beds, *, public=None, township=None, county=None, lat=None, social=None
) -> Homes:
    n = len(beds)
    return Homes(
        county=np.array(county or [0] * n),
        township=np.array(township or [0] * n),
        public=np.array(public or [True] * n),
        township_tier=np.array(public or [True] * n),
        accepts_social=np.array(social or [True] * n),
        regional_center=np.zeros(n, bool),
        is_open=np.ones(n, bool),
        entrusted=np.zeros(n, bool),
        beds=np.array(beds),
        care_staff=np.ones(n),
        fire_safety_ok=np.ones(n, bool),
        equipment_age_years=np.zeros(n),
        home_effect=np.zeros(n),
        lon=np.zeros(n),
        lat=np.array(lat or [0.0] * n),
    )


def make_choices(homes: Homes, weights: ChoiceWeights = WEIGHTS) -> ChoiceSet:
    """Two townships in county 0 on the equator, one in county 1."""
    travel = Travel(
        lon=np.zeros(3),
        lat=np.array([0.0, 0.1, 0.2]),
        detour_ratio=1.0,
        speed=60.0,
        own_township_minutes=5.0,
        table={},
    )
    return ChoiceSet(homes, np.array([0, 1, 2]), np.array([0, 0, 1]), travel, weights)


def utility(homes, elder_class, ability, weights=WEIGHTS):
    choices = make_choices(homes, weights)
    return choices.utilities(homes)[0, elder_class, ability]


def test_utility_is_the_sum_of_its_parts():
    homes = make_homes([[30, 10]])

    # own township: 5 minutes; any of 40 beds; township constant
    assert utility(homes, SELF_PAYING, ABLE) == pytest.approx(
        -0.03 * 5 + 0.5 + 0.2 + math.log(40)
    )
    # moderately disabled: only the 10 nursing beds, a quarter of the home
    assert utility(homes, SELF_PAYING, MODERATE) == pytest.approx(
        -0.03 * 5 + 0.5 + 0.2 + 0.4 * 0.25 + math.log(10)
    )
    assert utility(homes, GUARANTEED, ABLE) == pytest.approx(
        -0.03 * 5 + 0.5 + 0.9 + math.log(40)
    )


def test_entrusted_home_is_liked_better():
    direct = make_homes([[30, 10]])
    entrusted = replace(direct, entrusted=np.ones(1, bool))

    more = utility(entrusted, SELF_PAYING, ABLE) - utility(direct, SELF_PAYING, ABLE)
    assert more == pytest.approx(0.3)


def test_private_home_costs_the_poor_more_and_takes_no_guaranteed_elder():
    homes = make_homes([[30, 10]], public=[False])

    assert utility(homes, SELF_PAYING, ABLE) - utility(
        homes, HARDSHIP, ABLE
    ) == pytest.approx(1.0)
    assert utility(homes, GUARANTEED, ABLE) == -np.inf


@pytest.mark.parametrize(
    ("why", "homes", "elder_class", "ability"),
    [
        ("no nursing bed", make_homes([[30, 0]]), SELF_PAYING, MODERATE),
        ("guaranteed only", make_homes([[30, 5]], social=[False]), SELF_PAYING, ABLE),
        (
            "out of reach",
            make_homes([[30, 5]], township=[1], lat=[2.0]),
            SELF_PAYING,
            ABLE,
        ),
        (
            "closed",
            replace(make_homes([[30, 5]]), is_open=np.array([False])),
            GUARANTEED,
            ABLE,
        ),
    ],
)
def test_home_is_not_admissible(why, homes, elder_class, ability):
    assert utility(homes, elder_class, ability) == -np.inf, why


def test_guaranteed_elders_have_no_limit_of_travel_in_their_county():
    homes = make_homes([[30, 5]], township=[1], lat=[2.0])

    assert np.isfinite(utility(homes, GUARANTEED, ABLE))


def test_merging_two_like_homes_changes_no_inclusive_value():
    two = make_homes([[15, 5], [15, 5]])
    one = make_homes([[30, 10]])

    values = [
        make_choices(homes).inclusive_values(make_choices(homes).utilities(homes))[0]
        for homes in (two, one)
    ]
    np.testing.assert_allclose(values[0], values[1])


def test_township_without_admissible_home_has_no_inclusive_value():
    homes = make_homes([[30, 10]])
    choices = make_choices(homes)
    values = choices.inclusive_values(choices.utilities(homes))

    assert (values[2] == -np.inf).all()
    assert np.isfinite(values[0]).all()


def test_border_is_crossed_only_where_the_scenario_says_so():
    homes = make_homes([[30, 10]], county=[1], township=[2], lat=[0.2])
    closed = make_choices(homes)
    opened = make_choices(homes, replace(WEIGHTS, cross_county=True))

    assert 0 not in closed.township
    assert 0 in opened.township
    pair = opened.township.tolist().index(0)
    assert np.isfinite(opened.utilities(homes)[pair, SELF_PAYING, ABLE])
    assert opened.utilities(homes)[pair, GUARANTEED, ABLE] == -np.inf


def rank(homes, elders=1, **changes):
    choices = make_choices(homes)
    return choices.rank(
        choices.utilities(homes),
        Streams(1, 0),
        elder_id=np.arange(elders),
        township=np.zeros(elders, int),
        elder_class=np.full(elders, SELF_PAYING),
        ability=np.full(elders, ABLE),
    )


def test_ranking_is_by_utility_with_every_admissible_home_once():
    ranking = rank(make_homes([[30, 10], [5, 5], [60, 10]]), elders=20)

    for elder in range(20):
        part = slice(ranking.offset[elder], ranking.offset[elder + 1])
        assert sorted(ranking.home[part].tolist()) == [0, 1, 2]
        assert (np.diff(ranking.utility[part]) <= 0).all()


def test_shares_of_first_choices_are_those_of_the_logit():
    homes = make_homes([[40, 0], [20, 0], [20, 0]])
    ranking = rank(homes, elders=40_000)
    first = ranking.home[ranking.offset[:-1]]
    share = (first == 0).mean()

    # utilities differ by ln 2: half choose the home of twice the beds; four standard
    # errors of a share of 1/2 among 40,000
    assert abs(share - 0.5) < 4 * 0.5 / math.sqrt(40_000)


def test_an_elder_ranks_alone_as_among_others():
    homes = make_homes([[30, 10], [5, 5], [60, 10], [10, 0]])
    choices = make_choices(homes)
    utilities = choices.utilities(homes)
    many = rank(homes, elders=50)

    for elder in range(50):
        part = slice(many.offset[elder], many.offset[elder + 1])
        alone, values = choices.rank_one(
            utilities,
            Streams(1, 0),
            elder_id=elder,
            township=0,
            elder_class=SELF_PAYING,
            ability=ABLE,
        )
        assert alone == many.home[part].tolist()
        np.testing.assert_allclose(values, many.utility[part], rtol=1e-12)
