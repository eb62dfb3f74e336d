"""Ordinary beds that become nursing beds while people lie in them."""

from worlds import ABLE, MODERATE, NURSING, ORDINARY, SEVERE, Home, Life, run_world

from sim.engine.home_changes import convert_beds
from sim.engine.moves import admit_under_60
from sim.events import Cause, Event


def test_beds_of_residents_under_60_are_converted_too():
    board = run_world([Home(3)], [Life(0)]).world.board
    admit_under_60(board, 0, 2)

    convert_beds(board, 0, 3, Cause.PROGRAMME)

    assert board.homes.beds[0].tolist() == [0, 3]
    assert board.place_of[0].kind == NURSING
    assert board.under_60[0][:2] == [0, 2]


def test_whom_a_nursing_bed_suits_has_the_converted_one():
    lives = [Life(0), Life(1, ability=((0.0, ABLE), (5.0, MODERATE)))]
    board = run_world([Home(2)], lives).world.board

    convert_beds(board, 0, 1, Cause.PROGRAMME)

    assert [board.place_of[one].kind for one in (0, 1)] == [ORDINARY, NURSING]


def test_whose_bed_became_a_suitable_one_waits_no_more():
    severe = ((0.0, SEVERE),)
    lives = [
        Life(0, ability=severe),
        Life(0, ability=severe),
        Life(1, ability=((0.0, ABLE), (5.0, MODERATE))),
        Life(2),
    ]
    homes = [Home(2, nursing=1, attraction=9), Home(0, nursing=1)]
    board = run_world(homes, lives).world.board
    assert board.transfer_of[2].homes == (0, 1)

    convert_beds(board, 0, 1, Cause.PROGRAMME)
    board.leave(1, Event.DIED_IN_CARE)

    assert (board.place_of[2].home, board.place_of[2].kind) == (0, NURSING)
    assert board.transfer_of == {}
