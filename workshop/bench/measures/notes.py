"""Rows 5 and 6: a note, by one and by eight at once, beside a plain insert."""

import time
from collections.abc import Callable
from itertools import count, cycle
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from workshop.bench.bare.models import Note
from workshop.bench.caller import Caller, signed_in
from workshop.bench.lanes import Lane, Once, WrongAnswer
from workshop.bench.seeding import Seeded, Writer
from workshop.bench.seeding.seed import a_note
from workshop.bench.seeding.staff import PASSPHRASE
from yarrow.gate.facts.choice import Statement
from yarrow.kernel.clock import SystemClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.record.forms.sheet import filled
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Room
from yarrow.rooms.queries import entries_in

_NUMBERS = count(100_000)
_MOST = 40
"""In one window of one worker, so that rooms stay as long as rooms are."""
_WORDS = {"words": a_note(1).words}

Acknowledged = dict[UUID, tuple[Writer, Room, Statement]]
"""What the server said was recorded: entry to who wrote what, and where."""


def note_lanes(port: int, seeded: Seeded) -> list[Lane]:
    """One worker who writes through the pages, the same act without them, and the plain inserts."""
    writer = seeded.writer
    caller = signed_in(port, writer.member.worker.username, PASSPHRASE)
    through_pages = _posts(caller, writer, {})

    def posted_and_read() -> float:
        seconds, room, fact = through_pages()
        # The page that follows a post is read too, outside the time: it must show the note.
        caller.get(reverse("record:room", args=[room.pk])).must(200, str(fact.words)[:18])
        return seconds

    return [
        Lane("note", [posted_and_read], before=dialled(caller), most=_MOST),
        Lane("bare insert", [lambda: bare_insert(caller)], before=dialled(caller), most=_MOST),
        Lane("note in process", [_in_process(writer)], most=_MOST),
        Lane("bare insert in process", [_bare_in_process], most=_MOST),
    ]


def _posts(
    caller: Caller, writer: Writer, acknowledged: Acknowledged
) -> Callable[[], tuple[float, Room, Statement]]:
    rooms = cycle(writer.rooms)

    def once() -> tuple[float, Room, Statement]:
        room, fact, entry = next(rooms), a_note(next(_NUMBERS)), new_id()
        path = reverse("record:write", args=[room.pk, entry])
        back = reverse("record:room", args=[room.pk])
        seconds = caller.post(path, filled(fact)).must(302, location=back).seconds
        acknowledged[entry] = writer, room, fact
        return seconds, room, fact

    return once


def bare_insert(caller: Caller) -> float:
    """One plain insert through a bare view."""
    return caller.post("/bare/note/", _WORDS).must(302, location="/bare/1/").seconds


def _in_process(writer: Writer) -> Once:
    rooms = cycle(writer.rooms)

    def once() -> float:
        room, fact, member = next(rooms), a_note(next(_NUMBERS)), writer.member
        began = time.perf_counter()
        entry = seal_entry(
            room=room, fact=fact, by=member.worker, keyring=member.keyring, clock=SystemClock()
        )
        seconds = time.perf_counter() - began
        if isinstance(entry, Refused):
            raise WrongAnswer(entry.reasons[0].text)
        return seconds

    return once


def _bare_in_process() -> float:
    began = time.perf_counter()
    with transaction.atomic():
        Note.objects.create(**_WORDS)
    return time.perf_counter() - began


class CrowdOfWriters:
    """Eight workers, each with a session of their own and rooms of their own, all writing at once."""

    def __init__(self, port: int, seeded: Seeded) -> None:
        self.acknowledged: Acknowledged = {}
        self._callers = [
            signed_in(port, writer.member.worker.username, PASSPHRASE) for writer in seeded.crowd
        ]
        self._writers = seeded.crowd

    def lanes(self) -> list[Lane]:
        """The notes, and as many plain inserts by the same callers."""
        pairs = zip(self._callers, self._writers, strict=True)
        notes = [_seconds_of(_posts(caller, writer, self.acknowledged)) for caller, writer in pairs]
        inserts = [_inserts(caller) for caller in self._callers]
        return [
            Lane("eight writers", notes, before=dialled(*self._callers)),
            Lane("eight inserts", inserts, before=dialled(*self._callers)),
        ]

    def lost(self) -> list[str]:
        """Every acknowledged note that cannot be read, word for word, in its room."""
        rooms = {room.pk: (writer, room) for writer, room, _fact in self.acknowledged.values()}
        there = {
            read.entry.pk: read.fact
            for writer, room in rooms.values()
            for read in entries_in(room, writer.member.keyring)
        }
        return [
            f"lost: {entry}"
            for entry, (_writer, _room, fact) in self.acknowledged.items()
            if there.get(entry) != fact
        ]


def _seconds_of(posts: Callable[[], tuple[float, Room, Statement]]) -> Once:
    return lambda: posts()[0]


def _inserts(caller: Caller) -> Once:
    return lambda: bare_insert(caller)


def dialled(*callers: Caller) -> Callable[[], None]:
    """A fresh connection for each; and a page, which also shows and so forgets the notices "Recorded."."""

    def before() -> None:
        for caller in callers:
            caller.call_anew()
            caller.get("/").must(200)

    return before
