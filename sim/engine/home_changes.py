"""What is done to homes, written into the log and carried out on the bed board."""

from __future__ import annotations

from sim.engine.bed_board import BedBoard
from sim.engine.beds import BedLedgerError
from sim.engine.moves import move_under_60
from sim.engine.transfers import seek_suitable_bed
from sim.engine.waiting_list import Ticket
from sim.engine.world import World
from sim.events import Ability, BedKind, Cause, Event
from sim.supply.bed_kinds import ANY_BED


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
    """Turn ordinary beds into nursing beds; who lies in one stays in it.

    Beds kept for the residents of a home that is to end stay what they are, so fewer
    may be converted than asked for.
    """
    lying = board.number_lying(home, BedKind.ORDINARY)
    beds = min(
        beds,
        board.free[home][BedKind.ORDINARY]
        + lying
        + board.under_60[home][BedKind.ORDINARY],
    )
    if beds <= 0:
        return
    board.homes.beds[home, BedKind.ORDINARY] -= beds
    board.homes.beds[home, BedKind.NURSING] += beds
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

    Those whom a nursing bed suits come first, then the smaller id; the residents
    under 60 last. Who waited for such a bed has it now, and waits no more.
    """
    lying = [
        (board.place_of[person].ability < Ability.MODERATE, elder_id, person)
        for elder_id, person in board.residents_of(home)
        if board.place_of[person].kind == BedKind.ORDINARY
    ]
    served: list[Ticket] = []
    for _, _, person in sorted(lying)[:number]:
        board.relocate(person, home, BedKind.NURSING, Cause.BED_CONVERSION)
        ticket = board.transfer_of.get(person)
        # Who lies in a bought bed waits for a public home, not for another bed here.
        if ticket is not None and home in ticket.homes:
            board.cancel_transfer(person)
            served.append(ticket)
    nursing, event = int(BedKind.NURSING), Event.TRANSFERRED
    for _ in range(number - len(lying)):
        move_under_60(board, home, home, nursing, Cause.BED_CONVERSION, event)
    for ticket in served:
        board.stand_down(ticket)


def add_beds(board: BedBoard, home: int, kind: int, beds: int, cause: Cause) -> None:
    """Add licensed beds to a home, or withdraw free ones; serve nobody yet."""
    event = Event.BEDS_ADDED if beds > 0 else Event.BEDS_REMOVED
    board.recorder.home(event, home, kind, beds, cause)
    board.capacity.add(home, kind, beds)


def change_staff(board: BedBoard, home: int, carers: float, cause: Cause) -> None:
    """Add care staff to a home, or take some away. [carers]."""
    board.recorder.home(Event.STAFF_CHANGED, home, -1, 0, cause, carers)
    board.capacity.change_staff(home, carers)


def shut(world: World, home: int) -> None:
    """Let a home admit nobody; who waits for it is told by `redirect`."""
    world.homes.is_open[home] = False
    world.board.capacity.shut(home)


def unshut(world: World, home: int) -> None:
    """Let a home admit again."""
    world.homes.is_open[home] = True
    world.board.capacity.unshut(home)
    world.board.fill(home)


def redirect(world: World, home: int) -> None:
    """Let everybody who waits for a home that was shut look round again."""
    board = world.board
    for ticket in board.lists.standing(home):
        if ticket.offer is None:
            seek_suitable_bed(world, ticket.person)
        else:
            ticket.open = False
            ticket.offer.succeed(None)


def take_licence(world: World, home: int, event: Event, cause: Cause) -> None:
    """Take the beds and staff of a shut and empty home out of the supply."""
    board, homes = world.board, world.homes
    if board.ledger.residents[home]:
        raise BedLedgerError(f"home {home} ends with residents in it")
    _record_all(world, home, event, cause, -1)
    if homes.regional_center[home]:
        board.recorder.home(Event.CENTER_ENDED, home, -1, 0, cause)


def give_licence_back(world: World, home: int, cause: Cause) -> None:
    """Put the beds and staff of a home that was shut for a time back in the supply."""
    _record_all(world, home, Event.REOPENED, cause, 1)
    if world.homes.regional_center[home]:
        world.board.recorder.home(Event.CENTER_STARTED, home, -1, 0, cause)
    unshut(world, home)


def _record_all(world: World, home: int, event: Event, cause: Cause, sign: int) -> None:
    board, homes = world.board, world.homes
    for kind in ANY_BED:
        beds = sign * int(homes.beds[home, kind])
        staff = sign * float(homes.care_staff[home]) if kind == 0 else 0.0
        board.recorder.home(event, home, kind, beds, cause, staff)
        board.capacity.add(home, kind, beds)
