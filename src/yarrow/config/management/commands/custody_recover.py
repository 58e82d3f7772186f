"""``./run yarrow custody_recover``: two custodians let one worker back into named rooms."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from yarrow.custody.actions import let_back_in
from yarrow.custody.ceremony import Asking, Wrong, add_answers, ask_two_codes, asking, words_of
from yarrow.custody.ceremony.nobody_opens import room_called, say_rooms_nobody_opens
from yarrow.custody.queries import rooms_to_choose
from yarrow.custody.rules import may_bring_custodians
from yarrow.kernel.decision import Refused
from yarrow.rooms.models import Room
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers, is_frozen

NOTHING_TO_OPEN = (
    "There is no room that custodians may let {name} into: none was asked for again for them, and every room"
    " of their cases has somebody who can open it. A colleague inside lets people in by signing in."
)


class Command(BaseCommand):
    """Lets one worker in, for good, into the rooms that were chosen and no others. Managers see it."""

    help = "Let a worker back into rooms that nobody else can open for them: two custodians type their codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_answers(parser)
        parser.add_argument(
            "--list", action="store_true", help="only say which rooms nobody can open, and what to do"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["list"]:
            say_rooms_nobody_opens(self.stdout.write)
            return
        to = asking(options["answers"])
        by = _ask_worker(to, "by", "Manager or supervisor who asked for this, sign-in name")
        worker = _ask_worker(to, "worker", "Worker who is to be let in, sign-in name")
        others = active_workers().exclude(pk=worker.pk).values_list("post", flat=True)
        decision = may_bring_custodians(post=by.post, is_for_self=by == worker, other_posts=list(others))
        if isinstance(decision, Refused):
            raise CommandError(words_of(decision))
        rooms = self._ask_rooms(to, worker)
        first, second = ask_two_codes(to)
        let = let_back_in(
            first=first,
            second=second,
            worker=worker,
            rooms=[room.pk for room in rooms],
            by=by,
            clock=settings.YARROW_CLOCK(),
        )
        if isinstance(let, Refused):
            raise CommandError(words_of(let))
        self.stdout.write(f"{worker.name} can open {let.rooms} room(s) again, from their next sign-in.")
        self.stdout.write("Every manager and supervisor sees this on their first page for thirty days.")

    def _ask_rooms(self, to: Asking, worker: Worker) -> Sequence[Room]:
        rooms = list(rooms_to_choose(worker))
        if not rooms:
            raise CommandError(NOTHING_TO_OPEN.format(name=worker.name))
        for number, room in enumerate(rooms, 1):
            self.stdout.write(f"  {number:3} {room_called(room)}")
        chosen = to.ask("rooms", "Which rooms: their numbers with spaces, or all", _Numbers(len(rooms)))
        return [rooms[int(number) - 1] for number in chosen.split()]


class _Numbers:
    """Numbers of the list, each once; ``all`` is every one of them."""

    def __init__(self, last: int) -> None:
        self._known = [str(number) for number in range(1, last + 1)]

    def __call__(self, typed: str) -> str:
        words = self._known if typed.strip().lower() == "all" else typed.split()
        if not words or not {*words} <= {*self._known}:
            raise Wrong("Numbers of the list, with spaces between them, or: all")
        return " ".join(dict.fromkeys(words))


def _ask_worker(to: Asking, key: str, question: str) -> Worker:
    def known(typed: str) -> str:
        found = active_workers().filter(username=typed.strip()).first()
        if found is None or is_frozen(found):
            raise Wrong("Nobody who may come in now signs in by this name.")
        return found.username

    return active_workers().get(username=to.ask(key, question, known))
