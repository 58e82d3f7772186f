"""Whether a new recovery key was asked for and by whom; and whether it was made and waits for its drill.

Hazard: whoever can write to the database and has an account would put in a request that two people made
days ago, and be handed all three new codes at the machine. So a request counts only with the service's
mark of asking and of agreeing (``staff.marks``), and a new key only with the mark of its making.
"""

from datetime import UTC, datetime
from uuid import UUID

from django.db.models import QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import events_of, latest
from yarrow.audit.terms import Event
from yarrow.custody.models import AnewAsked, Round
from yarrow.custody.rules import REST
from yarrow.custody.terms import Ending
from yarrow.staff.marks import Marked, Matter, holds, newest_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

_ENDS = (Event.CUSTODY_ANEW_STOPPED, Event.CUSTODY_ANEW_MADE)
ASKED = Matter("anew_asked", gives=(Event.CUSTODY_ANEW_ASKED,), ends=_ENDS)
AGREED = Matter("anew_agreed", gives=(Event.CUSTODY_ANEW_AGREED,), ends=_ENDS)
MADE = Matter("anew_made", gives=(Event.CUSTODY_ANEW_MADE,), ends=())
_NO_MARK = Marked()


def says_asked(asked: AnewAsked) -> list[bytes]:
    """What the service's mark of asking is made of."""
    return [asked.by_id.bytes, _moment(asked.asked_at)]


def says_agreed(asked: AnewAsked) -> list[bytes]:
    """What the mark of agreeing is made of: what was asked as well."""
    by = asked.agreed_by_id.bytes if asked.agreed_by_id is not None else b""
    return [*says_asked(asked), by, _moment(asked.agreed_at)]


def says_made(round_: Round) -> list[bytes]:
    """What the mark of making is made of."""
    return [round_.pk.bytes, bytes(round_.recovery_public)]


def asked_anew() -> AnewAsked | None:
    """The request that stands now, with both its people; one without our marks is none."""
    asked = open_row()
    return asked if asked is not None and _counts(asked) else None


def open_row() -> AnewAsked | None:
    """The row that says somebody asks, whether it counts or not."""
    return AnewAsked.objects.select_related("by", "agreed_by").filter(ending=Ending.OPEN).first()


def _counts(asked: AnewAsked) -> bool:
    chain = the_service().pk
    matters = [(ASKED, says_asked(asked))]
    if asked.agreed_at is not None:
        matters.append((AGREED, says_agreed(asked)))
    for matter, says in matters:
        found = newest_of(matter, chains=[chain], subjects=[asked.pk]).get((chain, asked.pk), _NO_MARK)
        if not holds(found, matter, chain=chain, subject=asked.pk, says=says):
            return False
    return True


def unmarked() -> int:
    """How many requests stand open that nobody made through this service, or not as the row says."""
    asked = open_row()
    return int(asked is not None and not _counts(asked))


def rests(worker: Worker, now: datetime) -> bool:
    """Whether somebody else has lately stopped what this worker asked for or agreed to.

    From the record and not from the rows: a row that was deleted changes nothing.
    """
    stops = _events(Event.CUSTODY_ANEW_STOPPED).filter(at__gt=now - REST, actor__isnull=False)
    stopped = dict(stops.values_list("subject", "actor"))
    asked = _events(Event.CUSTODY_ANEW_ASKED, Event.CUSTODY_ANEW_AGREED).filter(subject__in=list(stopped))
    both: dict[UUID | None, set[UUID | None]] = {}
    for subject, actor in asked.values_list("subject", "actor"):
        both.setdefault(subject, set()).add(actor)
    return any(worker.pk in two and stopped[subject] not in two for subject, two in both.items())


def newest_of_anew() -> AuditEvent | None:
    """What happened last about a new recovery key without the old codes; from the record, one query."""
    return _events(Event.CUSTODY_ANEW_ASKED, Event.CUSTODY_ANEW_AGREED, *_ENDS).last()


def asked_on_record() -> UUID | None:
    """What the record says was asked for and neither stopped nor made, with or without its row."""
    event = newest_of_anew()
    return event.subject if event is not None and event.event not in _ENDS else None


def waits_for_drill(round_: Round) -> bool:
    """Whether this round's recovery key was made without the old codes, and no drill with it has passed.

    Until then every room key stays wrapped to the old one.
    """
    chain = the_service().pk
    made = latest(chain, Event.CUSTODY_ANEW_MADE)
    if made is None or made.subject is None:
        return False
    drilled = latest(chain, Event.CUSTODY_DRILL_PASSED, round_.pk)
    if drilled is not None and drilled.number > made.number:
        return False
    marked = Marked(made.number, bytes(made.digest))
    return holds(marked, MADE, chain=chain, subject=made.subject, says=says_made(round_))


def _events(*events: Event) -> QuerySet[AuditEvent]:
    return events_of(the_service().pk).filter(event__in=events)


def _moment(at: datetime | None) -> bytes:
    return at.astimezone(UTC).isoformat().encode() if at is not None else b""
