from sim.engine.waiting_list import Ticket, WaitingLists

ORDINARY, NURSING = 0, 1


def ticket(person, rank=3, since=0.0, kinds=(ORDINARY,), homes=(0,)) -> Ticket:
    return Ticket(person, rank, since, elder_id=person, kinds=kinds, homes=homes)


def order(*tickets: Ticket, home=0, kind=ORDINARY) -> list[int]:
    lists = WaitingLists(2)
    for one in tickets:
        lists.join(one)
    served = []
    while (first := lists.first(home, kind)) is not None:
        first.open = False
        served.append(first.person)
    return served


def test_rank_comes_before_the_longest_wait_and_that_before_the_id():
    assert order(
        ticket(1, rank=3, since=0),
        ticket(2, rank=1, since=9),
        ticket(4, rank=2, since=5),
        ticket(3, rank=2, since=5),
        ticket(5, rank=2, since=4),
    ) == [2, 5, 3, 4, 1]


def test_whoever_got_a_bed_elsewhere_is_passed_over():
    gone, stays = ticket(1, homes=(0, 1)), ticket(2, since=1)
    gone.open = False

    assert order(gone, stays) == [2]


def test_an_elder_stands_on_the_list_of_every_home_and_kind_that_suits():
    able = ticket(1, kinds=(ORDINARY, NURSING), homes=(0, 1))

    for home in (0, 1):
        for kind in (ORDINARY, NURSING):
            able.open = True
            assert order(able, home=home, kind=kind) == [1]


def test_two_tickets_of_one_elder_are_never_compared_themselves():
    first, second = ticket(1), ticket(1)

    assert order(first, second) == [1, 1]


def test_of_the_first_in_line_for_two_kinds_of_bed_the_longest_wait_counts():
    lists = WaitingLists(1)
    recent = ticket(1, since=5, kinds=(ORDINARY,))
    long_ago = ticket(9, since=2, kinds=(NURSING,))
    for one in (recent, long_ago):
        lists.join(one)

    assert lists.head(0, [1, 1]) == (long_ago, NURSING)
    assert lists.head(0, [1, 0]) == (recent, ORDINARY)
    assert lists.head(0, [0, 0]) is None
