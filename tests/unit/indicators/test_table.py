from importlib.resources import files

import pandas as pd
import pytest
from ruamel.yaml import YAML

from sim.events import Ability, BedKind, Event
from sim.indicators import CATALOGUE
from sim.indicators.catalogue import FILES
from sim.indicators.rows import COLUMNS, KEYS

OF_RULES_AND_COST = set(
    YAML(typ="safe", pure=True).load(
        (files("sim.indicators") / FILES[1]).read_text(encoding="utf-8")
    )["indicators"]
)


@pytest.fixture
def busy(register):
    """A home in each county, with something of everything."""
    for county, township in enumerate((1, 4)):
        home = register.home(f"H{county}", township, accepts_social=True)
        register.opened(home, ordinary=10, nursing=5, staff=2.3)
        register.write(0, Event.CENTER_STARTED, home=home)
        for elder in range(6):
            name = 100 * county + elder
            for event in (Event.WILLING, Event.APPLIED):
                register.write(
                    elder, event, elder=name, ability=Ability.SEVERE, county=county
                )
            register.admit(
                9 * elder + county / 3,
                name,
                home,
                BedKind.NURSING,
                Ability.SEVERE,
                county=county,
            )
    return register


def test_columns_and_order_are_those_of_the_contract(busy):
    table = busy.table().frame

    assert table.columns.tolist() == COLUMNS
    assert not table["value"].isna().any()
    assert not table.duplicated(KEYS).any()
    pd.testing.assert_frame_equal(
        table, table.sort_values(KEYS, kind="stable", ignore_index=True)
    )


def test_every_row_is_as_the_catalogue_says(busy):
    table = busy.table().frame

    for indicator, rows in table.groupby("indicator", observed=True):
        entry = CATALOGUE[str(indicator)]
        assert set(rows["area_level"]) <= set(entry.levels)
        assert set(rows["unit"]) == {entry.unit}
        for split in ("tier", "ownership", "operation", "residence"):
            if split not in entry.splits:
                assert set(rows[split]) == {"all"}, (indicator, split)
    without = {name for name in CATALOGUE if name not in OF_RULES_AND_COST}
    assert without == set(table["indicator"])


def test_a_county_has_the_same_figures_alone_and_in_the_region(busy):
    together, alone = busy.table().frame, busy.table(county_indices=[1]).frame

    def of_county(table):
        here = table["area_code"].isin(["450102", "H1"])
        return table[here].reset_index(drop=True)

    pd.testing.assert_frame_equal(
        of_county(together), of_county(alone), check_exact=True
    )
    assert len(of_county(alone)) > 20


def test_a_log_read_back_from_a_file_gives_the_same_table(busy, tmp_path):
    expected = busy.table().frame
    written = busy.frame()
    written.to_parquet(tmp_path / "events.parquet")
    busy.frame = lambda: pd.read_parquet(tmp_path / "events.parquet")
    pd.testing.assert_frame_equal(busy.table().frame, expected, check_exact=True)

    words = written.astype({"event": "str", "facility_id": "str", "cause": "str"})
    busy.frame = lambda: words

    pd.testing.assert_frame_equal(busy.table().frame, expected, check_exact=True)


def test_an_empty_log_of_homes_without_beds_gives_no_rates(register):
    register.home("A")

    table = register.table()

    assert table.value("residents") == 0
    assert table.rows("occupancy_rate").empty


@pytest.mark.parametrize("column", ["event", "facility_id", "bed_kind", "ability"])
def test_an_unknown_word_is_an_error(busy, column):
    changed = busy.frame().astype({column: "str"})
    changed.loc[5, column] = "nonsense"
    busy.frame = lambda: changed

    with pytest.raises(ValueError, match=f"unknown {column}: 'nonsense'"):
        busy.table()


def test_a_log_out_of_order_is_an_error(busy):
    shuffled = busy.frame().iloc[::-1]
    busy.frame = lambda: shuffled

    with pytest.raises(ValueError, match="order of happening"):
        busy.table()


def test_two_replications_in_one_log_are_an_error(busy):
    log = busy.frame()
    log.loc[log.index[-1], "replication"] = 1
    busy.frame = lambda: log

    with pytest.raises(ValueError, match="one replication"):
        busy.table()


def test_what_happens_after_the_period_is_not_read(busy):
    busy.write(700, Event.APPLIED, elder=99, ability=Ability.SEVERE)
    expected = busy.table().frame
    busy.leave(730, 1, 0, BedKind.NURSING, Ability.SEVERE)
    busy.admit(730, 99, 0)

    pd.testing.assert_frame_equal(busy.table().frame, expected, check_exact=True)
