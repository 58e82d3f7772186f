"""A session under way: which one it is, whether it was safe to talk today, and where it is kept.

Everything lies in the worker's own sealed drafts, each page's at its own address. What belongs to no
page is kept at a place that no request can name (it has a ``#``), so that a late post cannot overwrite it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

from django.urls import reverse

from yarrow.gate.facts import Home
from yarrow.gate.facts.who import Role
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import is_under_18, roles
from yarrow.gate.view import FactsView, UnknownFacts
from yarrow.gate.words import Answer
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Room
from yarrow.rooms.queries import draft_at
from yarrow.rooms.queries.drafts import DraftContent, Typed
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.staff.models import Worker

from .steps import SAFETY, STEPS, For, Part, Step, asked_of

YES, NO = Answer.YES.value, Answer.NO.value


@dataclass(frozen=True, slots=True)
class Session:
    """``safe_on`` is the day on which they last said that it is safe to talk; none after a stop.

    ``has_talked``: it was safe once, so that what was said then may be written up and recorded.
    ``at`` is the page to go on with. Who is asked is settled when the session begins, so that a
    change in the room does not put one page's words on another.
    """

    room: UUID
    id: UUID
    begun: date
    under_18: bool = False
    own_part: bool = False
    safe_on: date | None = None
    has_talked: bool = False
    has_ended: bool = False
    reach: str = ""
    break_off: str = ""
    at: int = SAFETY + 1

    @classmethod
    def begin(cls, room: Room, recorded: Sequence[Recorded], today: date) -> Self:
        """A fresh session with the person of this room, asked as the room knows them today."""
        session = cls(room=room.pk, id=new_id(), begun=today)
        try:
            facts = FactsView(recorded, Home.PERSON)
        except UnknownFacts:
            return session
        under_18 = is_under_18(facts, today) is Answer.YES
        return replace(session, under_18=under_18, own_part=Role.CAUSED_HARM in roles(facts))

    def is_asked(self, of: For) -> bool:
        """Whether something is meant for this person."""
        return asked_of(of, under_18=self.under_18, own_part=self.own_part)

    def parts_of(self, step: Step) -> tuple[Part, ...]:
        """The facts that this step may make of what this person says."""
        return tuple(part for part in step.parts if self.is_asked(part.of))

    def id_of(self, what: str) -> UUID:
        """The one-time id of an entry of this session, so that a doubled press writes it once."""
        return UUID(bytes=digest(self.id.bytes, what.encode())[:16])

    def page(self, number: int) -> str:
        """The address of one page, which is also where its words are kept."""
        return reverse("record:prepare_step", args=[self.room, self.id, number])

    @property
    def whole(self) -> str:
        """The address of the last page."""
        return reverse("record:prepare_whole", args=[self.room, self.id])

    def places(self) -> tuple[str, ...]:
        """Every place where something of this session is kept."""
        pages = (self.page(number) for number in (SAFETY, *(step.number for step in STEPS)))
        return (*pages, self.whole, _place(self.room))

    def as_typed(self) -> Typed:
        """Ready to be sealed as a draft."""
        return {
            "id": [str(self.id)],
            "begun": [self.begun.isoformat()],
            "under_18": _if(self.under_18),
            "own_part": _if(self.own_part),
            "safe_on": [self.safe_on.isoformat()] if self.safe_on else [],
            "has_talked": _if(self.has_talked),
            "has_ended": _if(self.has_ended),
            "reach": [self.reach],
            "break_off": [self.break_off],
            "at": [str(self.at)],
        }


def _if(so: bool) -> list[str]:  # noqa: FBT001  # one flag, as a draft holds it
    return [YES] if so else []


def _place(room: UUID) -> str:
    return f"{reverse('record:prepare', args=[room])}#session"


def place_of_session(room: Room) -> str:
    """Where a worker's session in this room is kept: one at a time."""
    return _place(room.pk)


def session_in(room: Room, worker: Worker, keyring: Keyring) -> Session | None:
    """The session that this worker has begun here, ended or not; nobody else's is ever found."""
    draft = draft_at(worker=worker, keyring=keyring, path=place_of_session(room))
    return None if draft is None else _from_draft(room, draft)


def _from_draft(room: Room, draft: DraftContent) -> Session:
    typed = draft.typed
    safe_on = typed["safe_on"]
    return Session(
        room=room.pk,
        id=UUID(typed["id"][0]),
        begun=date.fromisoformat(typed["begun"][0]),
        under_18=bool(typed["under_18"]),
        own_part=bool(typed["own_part"]),
        safe_on=date.fromisoformat(safe_on[0]) if safe_on else None,
        has_talked=bool(typed["has_talked"]),
        has_ended=bool(typed["has_ended"]),
        reach=typed["reach"][0],
        break_off=typed["break_off"][0],
        at=int(typed["at"][0]),
    )


def under_way(room: Room, worker: Worker, keyring: Keyring) -> Session | None:
    """The same, only while it can be gone on with."""
    session = session_in(room, worker, keyring)
    return session if session is not None and not session.has_ended else None
