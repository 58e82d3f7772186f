"""What a room's standing is worth. Anything forged, stale, put back or unread is unknown."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.terms import Stage
from yarrow.door.stored import VERSION
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.question import Question
from yarrow.gate.standing import RoomAnswer, answer, is_by_other_rules, said_under
from yarrow.gate.standing import Standing as Attested
from yarrow.gate.standing_bytes import UnreadableStanding
from yarrow.gate.standing_bytes import from_bytes as attested_from_bytes
from yarrow.gate.words import Answer
from yarrow.kernel.clock import LOCAL
from yarrow.policy.queries import policy_on
from yarrow.rooms.contexts import standing_context
from yarrow.rooms.models import Quarantine, Room, Standing
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import digest, has_signed
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, gate_key, the_service, trusted_signing_public

from .held import holds, rooms_held_by, team_room, unopened_drops
from .written import notes_are_read


def tide_of(room: Room) -> int:
    """How much has happened to the room's entries; it only rises."""
    return room.entries.count() + Quarantine.objects.filter(entry__room=room).count()


def lapsing_by(day: date) -> QuerySet[Standing]:
    """Rooms where something that a yes rests on ends by this day; says neither what nor whose."""
    return Standing.objects.filter(look_again_on__lt=day)


def lapsing_or_changed(
    *, since: datetime, until: date, among: QuerySet[Room] | None = None
) -> QuerySet[Standing, UUID]:
    """The ids of the rooms in which a yes ends, or which were attested anew, between a moment and a day.

    One query over two indexes: the plain day of the standing, and the audit record of attesting. So
    "changed" needs no column of its own, and says no more than that somebody inside wrote.
    ``among`` keeps it to these rooms, as ``rooms_held_by(worker)``; without it, it is for the machine.
    """
    lapses = Standing.objects.filter(look_again_on__range=(since.astimezone(LOCAL).date(), until))
    attested = AuditEvent.objects.filter(event=Event.STANDING_ATTESTED, at__gte=since)
    if among is not None:
        mine = among.order_by().values("pk")
        lapses, attested = lapses.filter(room__in=mine), attested.filter(chain__in=mine)
    ids = lapses.order_by().values_list("room_id", flat=True)
    return ids.union(attested.order_by().values_list("chain", flat=True))


def standing_digest(room: Room, *, tide: int, rules_version: int, blob: bytes) -> bytes:
    """What the attesting holder signs, and what the audit chain remembers."""
    numbers = tide.to_bytes(8, "big") + rules_version.to_bytes(8, "big")
    return digest(the_service().pk.bytes, room.pk.bytes, numbers, blob)


def trusted_standing(room: Room, policy: Policy = OWN) -> Attested | None:
    """The room's attested answers, or None when they may not be believed (design.md §4, Standings).

    Nor are they where they were worked out by other numbers than those of this policy: who forgets to
    ask by the service's own is told nothing, never something looser.
    """
    attested = believed_standing(room)
    return attested if attested is not None and said_under(attested, policy) else None


def believed_standing(room: Room) -> Attested | None:
    """The same whatever numbers it was worked out by: signed by who is inside, newest, and nothing since."""
    row = Standing.objects.select_related("holder").filter(room=room).first()
    if row is None or row.tide != tide_of(room):
        return None
    if unopened_drops(room).exists() or not notes_are_read(room) or not holds(row.holder, room):
        return None
    if not _is_signed_and_newest(row, room):
        return None
    attested = attested_in(row)
    return attested if attested is not None and attested.rules_version == row.rules_version else None


def attested_in(row: Standing) -> Attested | None:
    """What a row says, unsealed but not yet trusted; None when it cannot be read."""
    try:
        return attested_from_bytes(unseal(gate_key(), bytes(row.blob), standing_context(row.room_id)))
    except (CannotOpen, UnreadableStanding):
        return None


def rooms_by_other_rules(worker: Worker, day: date) -> list[Room]:
    """The rooms of this worker that answer by earlier rules or other numbers than those of the day.

    Only of work that goes on. What is written there is looked at again by ``actions.attest_by_new_rules``,
    which leaves to somebody inside what was not believed before. So are rooms whose protection the door
    does not know any more, because it recognises things in another way now.
    """
    policy = policy_on(day)
    mine = rooms_held_by(worker).exclude(case__stage=Stage.CLOSED)
    rows = Standing.objects.filter(room__in=mine.order_by()).select_related("room__case").order_by("room")
    rows = rows.annotate(protected_by=F("room__protected__version"))
    return [row.room for row in rows if row.protected_by != VERSION or _is_by_other_rules(row, policy)]


def _is_by_other_rules(row: Standing, policy: Policy) -> bool:
    attested = attested_in(row)
    return policy.is_known if attested is None else is_by_other_rules(attested, policy)


def _is_signed_and_newest(row: Standing, room: Room) -> bool:
    signed = standing_digest(room, tide=row.tide, rules_version=row.rules_version, blob=bytes(row.blob))
    event = latest(room.pk, Event.STANDING_ATTESTED)
    if event is None or bytes(event.digest) != signed:
        return False
    try:
        public = trusted_signing_public(row.holder_id)
    except UntrustedKey:
        return False
    return has_signed(public, signed, bytes(row.signature))


def room_answer(room: Room, question: Question, *, abuse: Answer | None = None) -> RoomAnswer:
    """Yes, no or unknown for one question; never why.

    ``abuse`` is what the team attests, where the caller has asked already.
    """
    said = team_abuse(room.case, question.policy) if abuse is None else abuse
    return answer(trusted_standing(room, question.policy), question, team_abuse=said)


def team_abuse(case: Case | None, policy: Policy = OWN) -> Answer:
    """Whether there is abuse, as the team room attests it; not attested is not known."""
    team = team_room(case) if case is not None else None
    standing = trusted_standing(team, policy) if team is not None else None
    return standing.abuse if standing is not None else Answer.UNKNOWN
