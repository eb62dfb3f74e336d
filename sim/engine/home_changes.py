"""What is done to homes, written into the log and carried out on the bed board."""

from __future__ import annotations

from sim.engine.bed_board import BedBoard
from sim.engine.beds import ANY_BED
from sim.events import Ability, BedKind, Cause, Event


def open_home(board: BedBoard, home: int, cause: Cause = Cause.NONE) -> None:
    """Open a home with its licensed beds and staff."""
    homes, record = board.homes, board.recorder.home
    for kind in ANY_BED:
        beds = int(homes.beds[home, kind])
        staff = float(homes.care_staff[home]) if kind == 0 else 0.0
        record(Event.OPENED, home, kind, beds, cause, staff)
        board.free[home][kind] += beds
    if homes.regional_center[home]:
        record(Event.CENTER_STARTED, home, -1, 0, cause)
    board.fill(home)


def upgrade(board: BedBoard, home: int, cause: Cause) -> None:
    """Make a home a regional centre that is open to social elders."""
    board.recorder.home(Event.UPGRADED, home, -1, 0, cause)
    board.recorder.home(Event.CENTER_STARTED, home, -1, 0, cause)


def convert_beds(board: BedBoard, home: int, beds: int, cause: Cause) -> None:
    """Turn ordinary beds into nursing beds; who lies in one stays in it."""
    record = board.recorder.home
    record(Event.BEDS_REMOVED, home, BedKind.ORDINARY, -beds, cause)
    record(Event.BEDS_ADDED, home, BedKind.NURSING, beds, cause)
    free = board.free[home]
    free[BedKind.ORDINARY] -= beds
    free[BedKind.NURSING] += beds
    if free[BedKind.ORDINARY] < 0:
        _reseat(board, home, -free[BedKind.ORDINARY])
    board.fill(home)


def _reseat(board: BedBoard, home: int, number: int) -> None:
    """Count residents whose ordinary bed became a nursing bed as lying in one.

    Those whom a nursing bed suits come first, then the smaller id.
    """
    lying = [
        (board.place_of[person].ability < Ability.MODERATE, elder_id, person)
        for elder_id, person in board.residents_of(home)
        if board.place_of[person].kind == BedKind.ORDINARY
    ]
    for _, _, person in sorted(lying)[:number]:
        board.relocate(person, home, BedKind.NURSING, Cause.BED_CONVERSION)
