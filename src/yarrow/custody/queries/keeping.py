"""How the recovery key is kept today, and by whom."""

import json
from datetime import date

from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event
from yarrow.custody.models import CustodyEvent, Round, SealedBundle
from yarrow.custody.places import custodian_context
from yarrow.custody.rules import CustodyState, Named, state_of
from yarrow.custody.terms import Happened, Keeping
from yarrow.sealing.blob import unseal
from yarrow.staff.queries import custody_key, is_demo, the_service
from yarrow.staff.queries.service import UntrustedPublic, mark_of_public

_DRILLS = (Happened.DRILL_PASSED, Happened.DRILL_FAILED)


class NotKept(LookupError):
    """No custodian holds anything yet."""


def current_round() -> Round:
    """The newest set of codes. Raises ``NotKept``."""
    newest = Round.objects.order_by("-number").first()
    if newest is None:
        raise NotKept
    return newest


def custody_state(today: date) -> CustodyState:
    """How the key is kept, and when the next drill is due."""
    if is_demo():
        return CustodyState(Keeping.DEMONSTRATION)
    try:
        newest = current_round()
    except NotKept:
        return CustodyState(Keeping.NOT_SET_UP)
    drills = CustodyEvent.objects.filter(happened__in=_DRILLS)
    last = drills.order_by("-id").first()
    passed = drills.filter(happened=Happened.DRILL_PASSED)
    with_these = passed.filter(round=newest).order_by("-id").first()
    return state_of(
        made_on=newest.made_on,
        drilled_on=with_these.day if with_these is not None else None,
        is_live=passed.exists(),
        last_failed=last is not None and last.happened == Happened.DRILL_FAILED,
        today=today,
    )


def mark_of_recipient(round_: Round) -> bytes:
    """What the record remembers of a round's key for backups; only this service can make it (T21)."""
    service = the_service()
    return mark_of_public(round_.backup_recipient.encode(), b"backup", round_.pk.bytes, service=service)


def backup_recipient() -> str | None:
    """The age recipient whose secret two custodians can open; None before custody is set up.

    Raises ``UntrustedPublic`` where it is not the one that this service wrote down last. Hazard: whoever
    can write to the database puts a key of their own there, or an older round whose papers they have,
    and every backup after that is sealed to them.
    """
    try:
        newest = current_round()
    except NotKept:
        return None
    made = _began_last()
    if made is None or made.subject != newest.pk or bytes(made.digest) != mark_of_recipient(newest):
        raise UntrustedPublic
    return newest.backup_recipient


def _began_last() -> AuditEvent | None:
    """The event with which the newest round began: codes made, or brought back with a restored service."""
    began = events_of(the_service().pk).filter(event__in=[Event.CUSTODY_CODES_MADE, Event.CUSTODY_RESTORED])
    return began.exclude(event=Event.CUSTODY_RESTORED, digest=b"").last()


def sealed_now() -> dict[str, bytes]:
    """What the database holds of the newest round, by pair. Without two codes it opens nothing."""
    bundles = SealedBundle.objects.filter(round=current_round())
    return {bundle.pair: bytes(bundle.blob) for bundle in bundles}


def custodians_of(round_: Round) -> dict[str, Named]:
    """The three of one round by their letters. Raises ``CannotOpen`` without this service's pepper."""
    service = the_service()
    key = custody_key(service)
    return {
        row.letter: Named(*json.loads(unseal(key, bytes(row.blob), custodian_context(row, service))))
        for row in round_.custodians.order_by("letter")
    }
