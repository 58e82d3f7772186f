"""Attesting: a holder computes, signs and seals what the room answers to the gate."""

from collections.abc import Callable, Sequence

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.actions import note_stop
from yarrow.cases.terms import StopKind
from yarrow.gate.facts import Home
from yarrow.gate.standing import RULES_VERSION, closes_what_stood, opens_more, standing_of
from yarrow.gate.standing import Standing as Attested
from yarrow.gate.standing_bytes import to_bytes as attested_to_bytes
from yarrow.kernel.apart import each_apart
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.policy.queries import policy_on
from yarrow.rooms import queries
from yarrow.rooms.contexts import standing_context
from yarrow.rooms.models import Room, Standing
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.blob import seal
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import sign
from yarrow.staff.models import Worker
from yarrow.staff.queries import gate_key

from .labelling import relabel
from .protecting import protect
from .rekeying.versions import locked_room

_ATTESTING = frozenset({RoomKind.PERSON, RoomKind.TEAM})
_ANEW = ("tide", "rules_version", "blob", "holder", "signature", "look_again_on")
"""What a room's one row holds; all of it is written at every look."""


@transaction.atomic
def attest(*, room: Room, by: Worker, keyring: Keyring, clock: Clock) -> Standing | None:
    """Say again what stands, by somebody inside; raises NotThere for who is not."""
    if not queries.holds(by, room):
        raise NotThere
    return attest_unchecked(room=locked_room(room.pk), by=by, keyring=keyring, clock=clock)


class SomebodyMustLook(Exception):
    """A room that answers nothing, or would answer more than before, until somebody looks at it."""


def attest_by_new_rules(*, by: Worker, keyring: Keyring, clock: Clock) -> int:
    """Look again, by the rules and numbers of today, at what is written in this worker's rooms; how many.

    For after an update, or on the day of new numbers: no record is newer for it, and none is asked for
    again. Hazard: a room in which something was taken out, or that time alone would open, must wait for
    somebody who looks; it is left as it is. Each room by itself: one that is left keeps no other waiting.
    Raises ``NotAllDone`` when the others are done.
    """
    rooms = queries.rooms_by_other_rules(by, clock.today())
    parts = [(f"room {number}", _again(room, by, keyring, clock)) for number, room in enumerate(rooms, 1)]
    return len(each_apart(parts))


def _again(room: Room, by: Worker, keyring: Keyring, clock: Clock) -> Callable[[], int]:
    @transaction.atomic
    def look_again() -> int:
        before = queries.believed_standing(locked_room(room.pk))
        standing = attest(room=room, by=by, keyring=keyring, clock=clock)
        now = queries.attested_in(standing) if standing is not None else None
        if before is None or now is None or opens_more(before, now, clock.today()):
            raise SomebodyMustLook
        return 1

    return look_again


def attest_unchecked(*, room: Room, by: Worker, keyring: Keyring, clock: Clock) -> Standing | None:
    """Compute, seal and sign, with the room's row held. Shared and intake rooms attest nothing.

    A shared room still says what stands in it: that is no news to anybody who reads it (``protecting``).
    """
    if room.kind == RoomKind.INTAKE:
        return None
    entries = queries.entries_in(room, keyring)
    standing = None
    if room.kind in _ATTESTING:
        standing = _attested(room=room, entries=entries, by=by, keyring=keyring, clock=clock)
    protect(room=room, entries=entries)
    return standing


def _attested(
    *, room: Room, entries: Sequence[queries.ReadEntry], by: Worker, keyring: Keyring, clock: Clock
) -> Standing:
    facts = queries.facts_for_gate(room, entries)
    today = clock.today()
    stage, policy = queries.stage_of(room), policy_on(today)
    attested = standing_of(facts, Home(room.kind), today, stage, policy=policy)
    _note_what_closed(room=room, attested=attested, by=by, clock=clock)
    blob = seal(gate_key(), attested_to_bytes(attested), standing_context(room.pk))
    tide = queries.tide_of(room)
    relabel(room=room, label=queries.label_of(entries, tide=tide), keyring=keyring)
    signed = queries.standing_digest(room, tide=tide, rules_version=RULES_VERSION, blob=blob)
    standing = Standing(
        room=room,
        tide=tide,
        rules_version=RULES_VERSION,
        blob=blob,
        holder=by,
        signature=sign(keyring.signing_private, signed),
        look_again_on=attested.look_again_on,
    )
    Standing.objects.bulk_create(
        [standing], update_conflicts=True, unique_fields=["room"], update_fields=_ANEW
    )
    audit.append(chain=room.pk, event=Event.STANDING_ATTESTED, actor=by.pk, digest=signed, clock=clock)
    return standing


def _note_what_closed(*, room: Room, attested: Attested, by: Worker, clock: Clock) -> None:
    """Where a yes becomes a no, whatever was signed or arranged on it must be done again.

    Without this a no that is lifted the next day would leave an old signature valid
    (design.md §4, "Asking": any other change voids it). It shows no line: only stops do.
    """
    before = Standing.objects.filter(room=room).first()
    was = queries.attested_in(before) if before is not None else None
    if was is None or room.case is None or not closes_what_stood(was, attested, clock.today()):
        return
    note_stop(case=room.case, by=by, clock=clock, kind=StopKind.SILENT)
