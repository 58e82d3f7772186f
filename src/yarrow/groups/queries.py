"""Every read of groups: the groups themselves, places for who leads them, and what else is settled."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from yarrow.audit.terms import Event
from yarrow.cases.counted import that_count
from yarrow.cases.models import Allocation, Case
from yarrow.cases.terms import Duty
from yarrow.gate.facts import Fact
from yarrow.gate.facts.groups import ContactOffered, GroupPlace, PartnerContact, PartnerContactAsked
from yarrow.kernel.errors import NotThere
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.pepper import fingerprint, peppered_key
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.marks import Marked, Matter, holds, newest_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import pepper, the_service
from yarrow.staff.terms import Post

from .models import Cohort, Place, PlaceCopy, Session, Sheet, Told
from .rules import missed_running
from .terms import Standing

BESIDE = Matter("beside", gives=(Event.BESIDE_SETTLED,), ends=())
"""That somebody settled what must be in place beside a place. Only the running service can say it."""

SETS_UP = (Post.SUPERVISOR, Post.MANAGER)


def place_of(row: PlaceCopy | Sheet | Told) -> Context:
    """Where a sealed row belongs: moved to another it does not open."""
    of = {PlaceCopy: "place_id", Sheet: "session_id", Told: "worker_id"}[type(row)]
    table = row._meta.db_table  # Django's own public name for it
    return Context(deployment=the_service().pk, table=table, column="blob", row=row.pk, room=getattr(row, of))


def opened(row: PlaceCopy | Sheet | Told, keyring: Keyring) -> dict[str, Any]:
    """What it says; empty where it does not open."""
    try:
        raw = unwrap_with(keyring.sealing_private, bytes(row.blob), place_of(row))
        found = json.loads(raw)
    except (CannotOpen, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def apart_mark(cohort: Cohort, case: Case) -> bytes:
    """A fingerprint of a case for one group alone: equal ones are kept apart, and nobody reads it back."""
    key = peppered_key(pepper(), "groups/v1", the_service().pk)
    return fingerprint(key, f"{cohort.pk.hex}:{case.pk.hex}")


def cohorts() -> QuerySet[Cohort]:
    """Every group; they know nobody."""
    return Cohort.objects.select_related("first", "second").prefetch_related("sessions")


def sets_up(worker: Worker) -> bool:
    """Whether this worker makes groups and names who leads them."""
    return worker.is_active and worker.post in SETS_UP


def leads(worker: Worker, cohort: Cohort) -> bool:
    """Whether this worker is one of the two."""
    return worker.is_active and worker.pk in {cohort.first_id, cohort.second_id}


def cohort_led(worker: Worker, cohort_id: UUID) -> Cohort:
    """One group, for the two who lead it; raises NotThere for anybody else."""
    cohort = cohorts().filter(Q(first=worker) | Q(second=worker), pk=cohort_id).first()
    if cohort is None or not leads(worker, cohort):
        raise NotThere
    return cohort


def place_led(worker: Worker, place_id: UUID) -> Place:
    """One place of a group that this worker leads; raises NotThere."""
    place = Place.objects.filter(pk=place_id).select_related("cohort").first()
    if place is None or not leads(worker, place.cohort):
        raise NotThere
    return place


def session_led(worker: Worker, session_id: UUID) -> Session:
    """One day of a group that this worker leads; raises NotThere."""
    session = Session.objects.filter(pk=session_id).select_related("cohort").first()
    if session is None or not leads(worker, session.cohort):
        raise NotThere
    return session


def settled(places: Iterable[UUID]) -> set[UUID]:
    """Beside which of these places everything is settled; a row put in by hand settles nothing."""
    wanted, chain = list(places), the_service().pk
    newest = newest_of(BESIDE, chains=[chain], subjects=wanted)
    return {
        each
        for each in wanted
        if holds(newest.get((chain, each), Marked()), BESIDE, chain=chain, subject=each, says=[each.bytes])
    }


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place as who leads the group sees it: what they are called there, and nothing of a case."""

    place: Place
    called: str
    needs: str


def register_of(cohort: Cohort, worker: Worker, keyring: Keyring) -> list[ShownPlace]:
    """Who waits and who is in the group, the longest waiting first."""
    copies = PlaceCopy.objects.filter(place__cohort=cohort, worker=worker).select_related("place")
    copies = copies.exclude(place__standing=Standing.ENDED).order_by("place__asked_on", "place_id")
    found = ((copy.place, opened(copy, keyring)) for copy in copies)
    return [
        ShownPlace(place, str(told.get("called", "")), str(told.get("needs", ""))) for place, told in found
    ]


def attended(cohort: Cohort, worker: Worker, keyring: Keyring) -> dict[UUID, list[str]]:
    """What was kept of each place, oldest day first."""
    sheets = Sheet.objects.filter(session__cohort=cohort, worker=worker).order_by("session__on")
    came: dict[UUID, list[str]] = {}
    for sheet in sheets:
        for place, how in opened(sheet, keyring).items():
            came.setdefault(UUID(place), []).append(str(how))
    return came


def missing(cohort: Cohort, worker: Worker, keyring: Keyring) -> set[UUID]:
    """Whose place was empty the last times running."""
    found = attended(cohort, worker, keyring)
    return {place for place, came in found.items() if missed_running(came)}


def supervisor_of(case: Case) -> Worker | None:
    """Who supervises a case now."""
    rows = Allocation.objects.filter(case=case, until_day=None, duty=Duty.SUPERVISOR)
    found = [row.worker for row in that_count(rows.select_related("worker"))]
    return found[0] if found else None


def places_in(facts: Iterable[Fact]) -> list[tuple[GroupPlace, Place]]:
    """The places that were asked for from one room."""
    asked = {str(fact.place): fact for fact in facts if isinstance(fact, GroupPlace)}
    rows = Place.objects.filter(pk__in=_ids(asked)).select_related("cohort")
    return [(asked[str(row.pk)], row) for row in rows]


def asked_beside(facts: Iterable[Fact]) -> list[UUID]:
    """For which places this person is still to be offered contact."""
    known = list(facts)
    answered = {
        str(fact.place)
        for fact in known
        if isinstance(fact, PartnerContact) and fact.offered is not ContactOffered.UNKNOWN
    }
    asked = (str(fact.place) for fact in known if isinstance(fact, PartnerContactAsked))
    return [place for place in _ids(dict.fromkeys(asked)) if str(place) not in answered]


def _ids(marks: Iterable[str]) -> list[UUID]:
    """Marks that are ids; what a colleague left as a note without one is no place."""
    found = []
    for mark in marks:
        with suppress(ValueError):
            found.append(UUID(mark))
    return found


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One line of attendance, in the room of the person it is about."""

    on: date
    came: str


def told_of(places: Iterable[Place], worker: Worker, keyring: Keyring) -> list[ToldLine]:
    """What the groups told this worker of these places, the newest first."""
    wanted = {str(place.pk) for place in places}
    lines = ((row, opened(row, keyring)) for row in Told.objects.filter(worker=worker))
    return [
        ToldLine(row.on, str(said["came"]))
        for row, said in lines
        if said.get("place") in wanted and "came" in said
    ]


@dataclass(frozen=True, slots=True)
class Owed:
    """One place as the case supervisor sees it: which case and room, and what is theirs to do."""

    place: Place
    reference: str
    room: str
    asks_why: bool
    missed_on: date | None


def owed_by(worker: Worker, keyring: Keyring) -> list[Owed]:
    """For a case supervisor: beside which places they must say why nobody is asked, and who stays away."""
    copies = PlaceCopy.objects.filter(worker=worker).exclude(place__standing=Standing.ENDED)
    rows = [(copy.place, opened(copy, keyring)) for copy in copies.select_related("place__cohort")]
    rows = [(place, told) for place, told in rows if "case" in told]
    done = settled(place.pk for place, _told in rows)
    stays_away = _missed(worker, keyring)
    return [
        Owed(
            place=place,
            reference=str(told["case"]),
            room=str(told["room"]),
            asks_why=bool(told["asks_why"]) and place.pk not in done,
            missed_on=stays_away.get(str(place.pk)),
        )
        for place, told in rows
    ]


def _missed(worker: Worker, keyring: Keyring) -> dict[str, date]:
    found: dict[str, date] = {}
    for row in Told.objects.filter(worker=worker).order_by("on"):
        said = opened(row, keyring)
        if "missed" in said:
            found[str(said["place"])] = row.on
    return found
