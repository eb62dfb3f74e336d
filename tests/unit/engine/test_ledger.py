import numpy as np

from sim.engine.ledger import BedDayLedger


def test_days_are_the_area_under_the_step_curve():
    ledger = BedDayLedger(1)
    ledger.change(0, 0.0, 0, beds=2)
    ledger.change(0, 2.0, +1)
    ledger.change(0, 6.0, +1)
    ledger.change(0, 8.0, -2)

    # one resident for four days, two for two; two beds for ten days
    assert ledger.snapshot(10.0).tolist() == [[8.0, 20.0]]


def test_windows_add_up():
    ledger = BedDayLedger(2)
    ledger.change(0, 0.0, +3, beds=5)
    ledger.change(1, 1.5, +1, beds=1)
    early = ledger.snapshot(4.0).copy()
    late = ledger.snapshot(9.0)

    np.testing.assert_array_equal(late - early, [[15.0, 25.0], [5.0, 5.0]])
    np.testing.assert_array_equal(ledger.snapshots[4.0], early)
