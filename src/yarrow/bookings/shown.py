"""What pages of bookings say, in words: for the room, for who is asked, and for the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.gate.facts.bookings import Booked, BookedFor, BookedOff, BookedWhere, HowLong, WhatItIs
from yarrow.gate.recorded import Recorded
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .queries import Opened, booked_by, offers_of, sex_of
from .rules import answer_by, outcome
from .terms import LIVE, Content, Outcome, Sex, State

COLOURS = {Outcome.COMES: "green", Outcome.WAITS: "blue", Outcome.OFF: "grey"}


@dataclass(frozen=True, slots=True)
class OfRoom:
    """One hour for which this room asked somebody, for who is inside."""

    id: UUID
    who: str
    what: str
    when: str
    where: str
    says: str
    colour: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class OfMine:
    """The same for who is asked: no name of anybody but the colleague to ask for."""

    id: UUID
    when: str
    what: str
    where: str
    purpose: str
    ask_for: str
    state: State
    answer_by: str


@dataclass(frozen=True, slots=True)
class ShownComer:
    """Somebody who may be asked."""

    id: UUID
    name: str
    post: str
    offers: tuple[str, ...]
    sex: str


def of_room(recorded: Sequence[Recorded], rows: Mapping[UUID, Opened], now: datetime) -> list[OfRoom]:
    """What this room booked, what comes last first; whether they come is the answer of who was asked."""
    ended = {each.fact.booking for each in recorded if isinstance(each.fact, BookedOff)}
    facts = [each.fact for each in recorded if isinstance(each.fact, Booked)]
    shown = [_of_room(fact, rows.get(UUID(fact.booking)), fact.booking in ended, now) for fact in facts]
    return list(reversed(shown))


def _of_room(fact: Booked, found: Opened | None, is_ended: bool, now: datetime) -> OfRoom:  # noqa: FBT001  # a fact of the room
    said = Outcome.NOT_KNOWN if found is None else _said(found, now)
    said = Outcome.OFF if is_ended else said
    is_ahead = found is not None and found.content.ends > now and found.state in LIVE
    return OfRoom(
        id=UUID(fact.booking),
        who=fact.who,
        what=gettext(fact.what.words),
        when=_when(fact.on, fact.hour, fact.long.value),
        where=gettext(fact.where.words),
        says=str(said.label),
        colour=COLOURS.get(said, "red"),
        may_end=is_ahead and not is_ended,
    )


def _said(found: Opened, now: datetime) -> Outcome:
    return outcome(found.content, found.state, counts=found.counts, now=now)


def _when(on: date, hour: str, long: str) -> str:
    words = {"day": day(on), "hour": hour, "long": gettext(HowLong.of(long).words)}
    return gettext("%(day)s, %(hour)s, %(long)s") % words


def of_mine(found: Sequence[Opened]) -> list[OfMine]:
    """What somebody is asked for, or said yes to; the page says which of it may be shown yet."""
    names = dict(Worker.objects.filter(pk__in={each.content.by for each in found}).values_list("pk", "name"))
    return [_of_mine(each, names.get(each.content.by, "")) for each in found]


def _of_mine(each: Opened, ask_for: str) -> OfMine:
    said = each.content
    return OfMine(
        id=each.row.pk,
        when=_when(said.on, said.hour.isoformat("minutes"), str(said.minutes)),
        what=gettext(BookedFor.of(said.what).words),
        where=gettext(BookedWhere.of(said.where).words),
        purpose=gettext(WhatItIs.of(said.purpose).words),
        ask_for=ask_for,
        state=each.state,
        answer_by=_moment(said),
    )


def _moment(said: Content) -> str:
    return day(answer_by(said).astimezone(said.starts.tzinfo).date())


def shown_comer(worker: Worker) -> ShownComer:
    """Somebody and what they offer."""
    return ShownComer(
        id=worker.pk,
        name=worker.name,
        post=str(Post(worker.post).label),
        offers=tuple(gettext(each.words) for each in offers_of(worker)),
        sex=str(Sex(sex_of(worker)).label),
    )


def by_offer(people: Sequence[Worker]) -> list[tuple[str, list[ShownComer]]]:
    """People under each language and task that they offer, in our order."""
    offered = {worker.pk: set(offers_of(worker)) for worker in people}
    groups = [(each, [one for one in people if each in offered[one.pk]]) for each in BookedFor]
    return [(gettext(each.words), [shown_comer(one) for one in found]) for each, found in groups if found]


def booked_today(worker: Worker, today: date, now: datetime) -> list[tuple[str, str, str]]:
    """For the day of who asked: when, whom, and whether they come. Today and tomorrow."""
    found = booked_by(worker, today, today + timedelta(days=1))
    return [
        (
            _when(each.content.on, each.content.hour.isoformat("minutes"), str(each.content.minutes)),
            each.row.worker.name,
            str(_said(each, now).label),
        )
        for each in found
        if each.content.ends > now
    ]
