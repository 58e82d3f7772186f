"""The only writer of groups. Whose a place is, is written only under a seal."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.queries import duties_of
from yarrow.gate.facts.groups import ContactOffered, GroupPlace, PartnerContact, PartnerContactAsked
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Decision, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.rooms.actions import drop_note, seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import holds, recorded_in
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers, the_service, trusted_sealing_public

from .models import Cohort, Place, PlaceCopy, Session, Sheet, Told
from .queries import (
    BESIDE,
    apart_mark,
    asked_beside,
    cohort_led,
    missing,
    opened,
    place_led,
    place_of,
    places_in,
    session_led,
    sets_up,
    settled,
    supervisor_of,
)
from .rules import day_is_free, may_begin
from .terms import Came, Kind, Standing, WhyNobody

_LED_BY_THEIRS = refused(
    "GROUP",
    N_("A worker of this case leads that group. Choose another, so that nobody there knows both sides."),
    field="cohort",
)
_TWICE = refused("GROUP", N_("A place in that group was asked for already."), field="cohort")
_NO_SUPERVISOR = refused("GROUP", N_("This case has no supervisor, who is told when somebody stays away."))
_TO_COME = refused("GROUP", N_("This day has not come yet."))
_WHY = refused("GROUP", N_("Say why it cannot be offered safely, and who looks again."), field="words")
_PAD = 512


@transaction.atomic
def make_cohort(
    *, kind: Kind, size: int, first: Worker, second: Worker, by: Worker, clock: Clock
) -> Cohort | Refused:
    """A new group with two who lead it. Raises NotThere for who does not set groups up."""
    if not sets_up(by):
        raise NotThere
    if first.pk == second.pk:
        return refused("GROUP", N_("Two different colleagues lead a group."), field="second")
    if active_workers().filter(pk__in=[first.pk, second.pk]).count() != len({first.pk, second.pk}):
        raise NotThere
    number = (Cohort.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Cohort.objects.create(
        number=number, kind=kind, size=size, first=first, second=second, made_on=clock.today()
    )
    _note(event=Event.GROUP_MADE, subject=made.pk, by=by, clock=clock)
    return made


@transaction.atomic
def add_session(*, cohort: Cohort, on: date, by: Worker, clock: Clock) -> Session | Refused:
    """One more day; never one on which a group for the others meets.

    Raises NotThere for who does not lead it.
    """
    own = cohort_led(by, cohort.pk)
    days = Session.objects.select_for_update()
    other = set(days.exclude(cohort__kind=own.kind).values_list("on", flat=True))
    mine = set(days.filter(cohort=own).values_list("on", flat=True))
    if isinstance(free := day_is_free(on, of_other_kind=other, own=mine), Refused):
        return free
    made = Session.objects.create(cohort=own, on=on)
    _note(event=Event.GROUP_MADE, subject=own.pk, by=by, clock=clock)
    return made


@transaction.atomic
def ask_place(
    *,
    cohort: Cohort,
    room: Room,
    called: str,
    needs: str,
    beside: Room | None,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Place | Refused:
    """Ask for a place for the person of a room. ``beside``: whose worker is asked to offer contact.

    Raises NotThere for who is not inside the room, and for a room beside it of another case.
    """
    case = _case_of(room, by)
    if beside is not None and (beside.case_id != case.pk or beside.pk == room.pk or not _is_person(beside)):
        raise NotThere
    if duties_of(cohort.first, case) or duties_of(cohort.second, case):
        return _LED_BY_THEIRS
    facts = [each.fact for each in recorded_in(room, keyring)]
    if any(row.cohort_id == cohort.pk and row.standing != Standing.ENDED for _fact, row in places_in(facts)):
        return _TWICE
    if (supervisor := supervisor_of(case)) is None:
        return _NO_SUPERVISOR
    place = Place.objects.create(cohort=cohort, apart=apart_mark(cohort, case), asked_on=clock.today())
    for leader in (cohort.first, cohort.second):
        _copy(place, leader, called=called, needs=needs, worker=str(by.pk), supervisor=str(supervisor.pk))
    asks_why = cohort.kind == Kind.BEHAVIOUR and beside is None
    _copy(place, supervisor, case=str(case.reference), room=str(room.number), asks_why=asks_why)
    mark = Mark(str(place.pk))
    asked = GroupPlace(group=str(cohort.number), on=clock.today(), place=mark)
    seal_entry(room=room, fact=asked, by=by, keyring=keyring, clock=clock)
    if beside is not None and cohort.kind == Kind.BEHAVIOUR:
        drop_note(room=beside, fact=PartnerContactAsked(place=mark), by=by, keyring=keyring, clock=clock)
    _note(event=Event.PLACE_ASKED, subject=place.pk, by=None, clock=clock)
    return place


def _case_of(room: Room, by: Worker) -> Case:
    if not holds(by, room) or room.case is None or not _is_person(room):
        raise NotThere
    return room.case


def _is_person(room: Room) -> bool:
    return room.kind == RoomKind.PERSON


@transaction.atomic
def answer_beside(
    *,
    room: Room,
    place: UUID,
    offered: ContactOffered,
    words: str,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Entry | Refused:
    """Record in the person's own room whether contact was offered; the group learns that it is settled.

    Raises NotThere for who is not inside, and for a place about which nobody asked here.
    """
    _case_of(room, by)
    if place not in asked_beside(each.fact for each in recorded_in(room, keyring)):
        raise NotThere
    if offered is ContactOffered.NOT_SAFE and not words.strip():
        return _WHY
    answer = PartnerContact(offered=offered, words=LongText(words), on=clock.today(), place=Mark(str(place)))
    if offered is not ContactOffered.UNKNOWN:
        _settle(place, clock)
    return seal_entry(room=room, fact=answer, by=by, keyring=keyring, clock=clock)


@transaction.atomic
def say_why_nobody(*, place: Place, why: WhyNobody, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """The case supervisor says why nobody is asked.

    Raises NotThere for anybody else, and where somebody of the case was asked.
    """
    copy = PlaceCopy.objects.filter(place=place, worker=by).first()
    told = opened(copy, keyring) if copy is not None else {}
    if copy is None or not told.get("asks_why"):
        raise NotThere
    copy.blob = _sealed(copy, {**told, "why": why.value})
    copy.save(update_fields=["blob"])
    _settle(place.pk, clock)


def _settle(place: UUID, clock: Clock) -> None:
    """Hazard: who settled it would tell whose place it is, so the event names nobody; the room's does."""
    chain = the_service().pk
    digest = mark_of(BESIDE, chain=chain, subject=place, says=[place.bytes])
    audit.append(
        chain=chain, event=Event.BESIDE_SETTLED, actor=None, subject=place, clock=clock, digest=digest
    )


@transaction.atomic
def take_in(*, place: Place, by: Worker, clock: Clock) -> Decision:
    """From the list into the group. Raises NotThere for who does not lead it."""
    found = place_led(by, place.pk)
    inside = Place.objects.select_for_update().filter(cohort=found.cohort, standing=Standing.IN_GROUP)
    others = [bytes(row.apart) for row in inside if row.pk != found.pk]
    answer = may_begin(
        is_settled=found.pk in settled([found.pk]),
        others_apart=bytes(found.apart) not in others,
        in_group=len(others),
        size=found.cohort.size,
        asks_beside=found.cohort.kind == Kind.BEHAVIOUR,
    )
    if not isinstance(answer, Refused):
        Place.objects.filter(pk=found.pk, standing=Standing.WAITING).update(standing=Standing.IN_GROUP)
        _note(event=Event.PLACE_CHANGED, subject=found.pk, by=by, clock=clock)
    return answer


@transaction.atomic
def end_place(*, place: Place, by: Worker, clock: Clock) -> None:
    """The place is free again; no reason is asked. Raises NotThere for who does not lead the group."""
    found = place_led(by, place.pk)
    Place.objects.filter(pk=found.pk).update(standing=Standing.ENDED)
    _note(event=Event.PLACE_CHANGED, subject=found.pk, by=by, clock=clock)


@transaction.atomic
def keep_attendance(
    *, session: Session, came: Mapping[UUID, Came], by: Worker, keyring: Keyring, clock: Clock
) -> Refused | None:
    """Who came, sealed to the two who lead the group; each person's own worker is told of their own.

    Whoever did not come twice running is told to the supervisor of that case, and to nobody else.
    Raises NotThere for who does not lead the group.
    """
    day = session_led(by, session.pk)
    if day.on > clock.today():
        return _TO_COME
    cohort = day.cohort
    inside = set(Place.objects.filter(cohort=cohort, standing=Standing.IN_GROUP).values_list("pk", flat=True))
    sheet = {str(place): how.value for place, how in came.items() if place in inside}
    day.sheets.all().delete()
    for leader in (cohort.first, cohort.second):
        row = Sheet(id=new_id(), session=day, worker=leader)
        row.blob = _sealed(row, sheet)
        row.save(force_insert=True)
    _tell(day, sheet, by, keyring)
    _note(event=Event.ATTENDANCE_KEPT, subject=cohort.pk, by=by, clock=clock)
    return None


def _tell(day: Session, sheet: Mapping[str, str], by: Worker, keyring: Keyring) -> None:
    away = missing(day.cohort, by, keyring)
    copies = PlaceCopy.objects.filter(place__in=[UUID(each) for each in sheet], worker=by)
    for copy in copies:
        place, known = str(copy.place_id), opened(copy, keyring)
        _line(known.get("worker"), day.on, place=place, came=sheet[place])
        if copy.place_id in away and sheet[place] == Came.NOT:
            _line(known.get("supervisor"), day.on, place=place, missed=True)


def _line(to: str | None, on: date, **said: Any) -> None:
    reader = active_workers().filter(pk=to).first() if to else None
    if reader is not None:
        row = Told(id=new_id(), worker=reader, on=on)
        row.blob = _sealed(row, said)
        row.save(force_insert=True)


def _copy(place: Place, reader: Worker, /, **told: Any) -> None:
    copy = PlaceCopy(id=new_id(), place=place, worker=reader)
    copy.blob = _sealed(copy, told)
    copy.save(force_insert=True)


def _sealed(row: PlaceCopy | Sheet | Told, said: Mapping[str, Any]) -> bytes:
    raw = json.dumps(dict(said), ensure_ascii=False).encode()
    return wrap_to(trusted_sealing_public(row.worker), raw, place_of(row), pad_to=_PAD)


def _note(*, event: Event, subject: UUID, by: Worker | None, clock: Clock) -> None:
    actor = by.pk if by is not None else None
    audit.append(chain=the_service().pk, event=event, actor=actor, subject=subject, clock=clock)
