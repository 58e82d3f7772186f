"""The public form, by eight people at once, beside the bare list and insert by eight."""

from collections.abc import Callable
from itertools import count

from django.conf import settings

from workshop.bench.caller import Caller, signed_in
from workshop.bench.lanes import Lane, Once, WrongAnswer
from workshop.bench.scale import WRITERS
from workshop.bench.seeding.staff import HOLDER, PASSPHRASE
from yarrow.intake.flood import POSTS_AN_HOUR
from yarrow.kernel.ids import new_id
from yarrow.rooms.facts import BroughtBy
from yarrow.rooms.models import Drop
from yarrow.rooms.queries import intake_room

from .notes import bare_insert
from .pages import first_row

_SAID = {
    "brought_by": BroughtBy.PROFESSIONAL.value,
    "sender": "A health visitor",
    "about_harmed": "Twenty-nine, two small children. Would like him to hear her, one day.",
    "about_other": "Has left the house. Says he wants to put it right.",
    "hoped_for": "That nobody is pushed into anything.",
    "may_reach": "unknown",
}


class CrowdOfVisitors:
    """Eight people without an account: each opens the form, fills it in and sends it."""

    def __init__(self, port: int, bare_rows: int) -> None:
        self._sent = count(1)
        self._before = _waiting()
        self.acknowledged: list[str] = []
        self._visitors = [Caller(port) for _number in range(WRITERS)]
        known = signed_in(port, HOLDER, PASSPHRASE).cookies
        self._known = [Caller(port, known) for _number in range(WRITERS)]
        self._bare_rows = bare_rows

    def lanes(self) -> list[Lane]:
        """A visit: the form and the sending of it; and the bare list with a plain insert."""
        numbers, known = count(), self._known
        visits = [self._visits(each) for each in self._visitors]
        bare = [_bare_visits(each, lambda: first_row(next(numbers), self._bare_rows)) for each in known]
        return [
            Lane("eight visitors", visits, _all(self._visitors)),
            Lane("eight bare visits", bare, _all(known)),
        ]

    def _visits(self, caller: Caller) -> Once:
        def once() -> float:
            # Another network every so often: the limit on posts from one network stays as it is.
            number = next(self._sent)
            network = {"X-Forwarded-For": f"2001:db8::{number // (POSTS_AN_HOUR // 2):x}"}
            caller.cookies.clear()
            form = caller.get("/start/").must(200, 'name="about_harmed"')
            words = _SAID | {"once": str(new_id())}
            sent = caller.post("/start/", words, network).must(302, location="/start/sent/")
            self.acknowledged.append(str(words["once"]))
            return form.seconds + sent.seconds

        return once

    def lost(self) -> list[str]:
        """Nothing, when as many referrals came as were acknowledged."""
        came = _waiting() - self._before
        sent = len(self.acknowledged)
        return [] if came == sent else [f"{sent} sent, {came} came"]


def _waiting() -> int:
    room = intake_room()
    if room is None:
        raise WrongAnswer("there is no intake room")
    return Drop.objects.filter(room=room).count()


def _bare_visits(caller: Caller, first: Callable[[], int]) -> Once:
    def once() -> float:
        return caller.get(f"/bare/{first()}/").must(200, "Name ").seconds + bare_insert(caller)

    return once


def _all(callers: list[Caller]) -> Callable[[], None]:
    def before() -> None:
        for caller in callers:
            caller.call_anew()
            caller.get("/start/" if settings.SESSION_COOKIE_NAME not in caller.cookies else "/bare/1/")

    return before
