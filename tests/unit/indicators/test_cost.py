"""Three purses, worked out on paper: round rates, whole years, few people."""

from datetime import date

import numpy as np
import pytest
from made_up_costs import YEAR, elders, rates

from sim.events import Ability, BedKind, Cause, Event
from sim.indicators import cost_grade
from sim.indicators.cost_rates import NAMES, USES, CostRates, cost_rates
from sim.scenario.catalogue import catalogue
from sim.timeline import Timeline


def test_a_home_costs_by_itself_by_bed_and_by_resident(register, purses):
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    for elder, ability in ((1, Ability.ABLE), (2, Ability.SEVERE)):
        register.admit(0, elder, home, ability=ability, cause=Cause.START)
    borne = purses(home_fixed=1000, bed_fixed=10, resident__able=3, resident__severe=7)

    assert borne["home"] == pytest.approx(1000 + 100 + 3 + 7)
    assert borne["public"] == borne["family"] == 0


def test_a_closed_home_costs_until_it_closes(register, purses):
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    register.end(73, home, ordinary=10)
    borne = purses(home_fixed=1000, bed_fixed=10, close_home=50)

    assert borne["home"] == pytest.approx(1100 / 5)
    assert borne["public"] == pytest.approx(50 / YEAR)


def test_an_elder_who_worsens_costs_more_from_that_day(register, purses):
    home = register.home("H0", 1)
    register.opened(home, ordinary=10)
    register.admit(0, 1, home, cause=Cause.START)
    register.write(
        73, Event.WORSENED, elder=1, home=home, bed_kind=BedKind.ORDINARY,
        ability=Ability.SEVERE, cause=Cause.FROM_ABLE,
    )  # fmt: skip

    borne = purses(resident__able=100, resident__severe=200)
    assert borne["home"] == pytest.approx(0.2 * 100 + 0.8 * 200)


@pytest.mark.parametrize(
    ("elder_class", "ownership", "public", "home", "family"),
    [
        ("self_paying", "public", 0, -100, 100),
        ("self_paying", "private", 0, -150, 150),
        ("hardship", "public", 30, -100, 70),
        ("guaranteed", "public", 65, -65, 0),
        ("guaranteed", "private", 65, -65, 0),
    ],
)
def test_who_pays_for_a_resident(
    register, purses, elder_class, ownership, public, home, family
):
    register.opened(register.home("H0", 1, ownership=ownership), ordinary=10)
    register.admit(0, 1, 0, cause=Cause.START)
    borne = purses(
        elders(elder_class),
        fee__able=100,
        fee_private_ratio=1.5,
        fee_hardship_share=0.7,
        support_guaranteed=60,
        support_care__able=5,
    )

    assert borne == pytest.approx({"public": public, "home": home, "family": family})


def test_a_resident_is_supported_from_the_day_of_the_guarantee(register, purses):
    register.opened(register.home("H0", 1), ordinary=10)
    register.admit(0, 1, 0, cause=Cause.START)
    borne = purses(
        elders("guaranteed", since=73),
        fee__able=100,
        fee_hardship_share=0.5,
        support_guaranteed=60,
    )

    assert borne["family"] == pytest.approx(0.2 * 50)
    assert borne["public"] == pytest.approx(0.2 * 50 + 0.8 * 60)


def test_residents_under_60_are_supported_like_able_guaranteed_ones(register, purses):
    register.opened(register.home("H0", 1), ordinary=10)
    register.write(
        0, Event.ADMITTED, cause=Cause.UNDER_60, home=0, bed_kind=0, residents=3,
        ability=Ability.ABLE,
    )  # fmt: skip

    assert purses(support_guaranteed=60)["public"] == pytest.approx(180)


def test_insurance_never_pays_more_than_the_family_would(register, purses):
    register.opened(register.home("H0", 1), nursing=2)
    for elder in (1, 2):
        register.admit(
            0, elder, 0, BedKind.NURSING, Ability.SEVERE, cause=Cause.START
        )  # fmt: skip
    borne = purses(
        elders("self_paying", "hardship"),
        fee__severe=100,
        fee_hardship_share=0.4,
        insurance_covered=0.5,
        insurance_quota=120,
        insurance_share_in_home=0.5,
    )

    # Half are covered: 60 of the fee of 100, and no more than the 40 of the other.
    assert borne["family"] == pytest.approx(100 - 30 + 40 - 20)
    assert borne["public"] == pytest.approx(30 + 60 + 20)
    assert borne["home"] == pytest.approx(-200)


def test_visits_cost_the_way_there_and_back(register, purses):
    register.opened(register.home("H0", 1), ordinary=2)
    register.admit(0, 1, 0, cause=Cause.START, minutes=30)
    register.admit(0, 2, 0, cause=Cause.START, minutes=30)
    borne = purses(elders("self_paying", "guaranteed"), visits=12, family_hour=10)

    assert borne["family"] == pytest.approx(12 * 10)


def test_moving_costs_by_person_moved(register, purses):
    for name in ("H0", "H1"):
        register.opened(register.home(name, 1), ordinary=10)
    register.admit(0, 1, 0, cause=Cause.START)
    register.write(0, Event.ADMITTED, cause=Cause.UNDER_60, home=0, bed_kind=0,
                   residents=2, ability=0)  # fmt: skip
    register.move(5, 1, 0, 1)
    register.move(5, -1, 0, 1, persons=2)

    assert purses(move_resident=30)["public"] == pytest.approx(90 / YEAR)


def test_what_one_purse_gives_another_gets(register):
    """Support, fees, subsidies and insurance cancel: only what is used remains."""
    transfers = {
        name: 7.0
        for name in NAMES
        if name.startswith(("fee.", "support_care", "disability", "subsidy", "insu"))
    } | {"support_guaranteed": 11.0, "entrusted_fee": 13.0, "fee_private_ratio": 1.3}
    values = {name: np.full(2, transfers.get(name, 0.0)) for name in NAMES}
    values["fee_hardship_share"] = values["disability_subsidy_share"] = np.full(2, 0.6)
    values["insurance_covered"] = np.full(2, 0.5)
    kinds = ("self_paying", "hardship", "guaranteed")
    for number, ownership in enumerate(("public", "private")):
        operation = "entrusted" if ownership == "public" else "direct"
        home = register.home(
            f"H{number}", 1 + 3 * number, ownership=ownership, operation=operation
        )
        register.opened(home, ordinary=10, nursing=10)
        for elder in range(1, 4):
            ability = Ability.SEVERE if elder < 3 else Ability.MODERATE
            register.admit(0, 3 * number + elder, home, 1, ability, cause=Cause.START)
    figures = register.table(costs=CostRates(values), elders=elders(*kinds, *kinds))
    parts = [figures.value(f"cost_{name}") for name in ("public", "home", "family")]

    assert sum(parts) == pytest.approx(0, abs=1e-9)
    assert min(abs(part) for part in parts) > 1
    by_owner = [figures.value("cost_home", ownership=one)
                for one in ("public", "private")]  # fmt: skip
    assert sum(by_owner) == pytest.approx(parts[1])


def test_cost_per_resident_is_by_resident_year(register):
    register.opened(register.home("H0", 1), ordinary=10)
    for elder in (1, 2):
        register.admit(0, elder, 0, cause=Cause.START)
    figures = register.table(costs=rates(home_fixed=1000), elders=elders("hardship"))

    assert figures.value("cost_home_per_resident") == pytest.approx(500)
    assert figures.rows("cost_home_per_resident", area_code="450102").empty


def test_every_parameter_of_cost_is_used_and_none_is_made_up():
    known = {
        name.removeprefix("cost.") for name in catalogue() if name.startswith("cost.")
    }

    assert set(NAMES) == known


def test_a_figure_is_as_good_as_the_worst_of_what_it_uses():
    grades = dict.fromkeys(USES["cost_family"], "published")

    def of(name):
        return grades[name.removeprefix("cost.")]

    assert cost_grade("cost_family", of) == "published"
    grades["visits"] = "derived"
    assert cost_grade("cost_family", of) == "derived"
    grades["living"] = "assumed"
    assert cost_grade("cost_family_per_resident", of) == "assumed"


def test_rates_are_those_of_each_year():
    timeline = Timeline(date(2021, 9, 1), date(2022, 12, 31))
    known = cost_rates(lambda path, when: when.year + when.month / 100, timeline)

    assert known["visits"].tolist() == pytest.approx([2021.09, 2022.07])
    assert known.by_ability("home_care")[0].tolist() == [0, 0]
