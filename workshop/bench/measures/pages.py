"""Rows 1 and 4: the pages that a worker opens all day, beside the bare list."""

from collections.abc import Callable
from itertools import count

from django.urls import reverse

from workshop.bench.bare.views import PAGE
from workshop.bench.caller import Caller, signed_in
from workshop.bench.lanes import Lane, WrongAnswer
from workshop.bench.seeding import Seeded
from workshop.bench.seeding.bare_rows import name_of
from workshop.bench.seeding.staff import HOLDER, PASSPHRASE

_STEP = 7_919  # a prime, so that page after page lies somewhere else in the table


def page_lanes(port: int, seeded: Seeded, bare_rows: int) -> list[Lane]:
    """One worker, one connection, one session for all of them."""
    holder = signed_in(port, HOLDER, PASSPHRASE)
    room, case = seeded.opened.room, seeded.opened.case
    return [
        bare_list_lane(holder, bare_rows),
        _page_lane("caseload", holder, reverse("desk:caseload"), seeded.names),
        _page_lane("room", holder, reverse("record:room", args=[room.pk]), seeded.opened.words),
        _page_lane("today", holder, reverse("desk:today"), (seeded.due,)),
        _page_lane("case", holder, reverse("desk:case", args=[case.pk]), seeded.names[:1]),
    ]


def bare_list_lane(caller: Caller, bare_rows: int) -> Lane:
    """The bare list: another page of it each time, its 25 rows counted and its first and last name read."""
    numbers = count()

    def once() -> float:
        first = first_row(next(numbers), bare_rows)
        answer = caller.get(f"/bare/{first}/").must(200, name_of(first), name_of(first + PAGE - 1))
        if answer.body.count(b"<tr>") != PAGE:
            raise WrongAnswer("not 25 rows")
        return answer.seconds

    return Lane("bare list", [once], before=_dialled(caller, "/bare/1/"))


def first_row(number: int, bare_rows: int) -> int:
    """Where the page of that number begins: all over the table."""
    return 1 + number * _STEP % (bare_rows - PAGE)


def _page_lane(name: str, caller: Caller, path: str, words: tuple[str, ...]) -> Lane:
    def once() -> float:
        return caller.get(path).must(200, *words).seconds

    return Lane(name, [once], before=_dialled(caller, path))


def _dialled(caller: Caller, path: str) -> Callable[[], None]:
    """A fresh connection, and the page once, so that no window begins cold."""

    def before() -> None:
        caller.call_anew()
        caller.get(path)

    return before
