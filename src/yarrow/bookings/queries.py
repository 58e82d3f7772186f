"""Every read of bookings: who may be asked for a room, what waits for whom, and what was answered."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.nearness import kept_from
from yarrow.gate.facts.bookings import LANGUAGES, TASKS, Booked, BookedFor
from yarrow.gate.recorded import Recorded
from yarrow.kernel.clock import LOCAL
from yarrow.kernel.errors import NotThere
from yarrow.practice.queries import newest_counted
from yarrow.practice.terms import OF_VOLUNTEERS
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import digest
from yarrow.staff.marks import Marked, Matter, holds, newest_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import could_lift, the_service
from yarrow.staff.terms import BOOKED, Post

from .content import asker_of, content_of, digest_of_address, on_record_as
from .models import Booking, Comer, Feed
from .terms import LIVE, Content, Sex, State

ANSWER = Matter("booking", gives=(Event.BOOKING_CONFIRMED,), ends=(Event.BOOKING_ANSWERED,))


@dataclass(frozen=True, slots=True)
class Opened:
    """A booking, opened by the service; ``counts`` says whether a yes is truly theirs and still stands."""

    row: Booking
    content: Content
    counts: bool

    @property
    def state(self) -> State:
        """As its row says."""
        return State(self.row.state)


def says_yes(row: Booking) -> list[bytes]:
    """What the mark of a yes is made of: who said it, and to exactly which words."""
    return [row.worker_id.bytes, digest(bytes(row.blob))]


def opened(rows: Iterable[Booking]) -> list[Opened]:
    """Those that open; what this service did not write there is as if it were not there."""
    found = [(row, content) for row in rows if (content := _content_or_none(row)) is not None]
    said_yes = [(row, content) for row, content in found if row.state == State.CONFIRMED]
    truly = _truly_said([row for row, _content in said_yes]) & _may_still_come(said_yes)
    return [Opened(row, content, row.pk in truly) for row, content in found]


def _may_still_come(found: Sequence[tuple[Booking, Content]]) -> set[UUID]:
    """Whose yes still stands: here and not frozen, not kept from the case since, a volunteer in date."""
    here = {each.pk: each for each in could_lift().filter(pk__in={row.worker_id for row, _content in found})}
    able = [(row, content) for row, content in found if row.worker_id in here]
    return {
        row.pk
        for row, content in able
        if ready_among([here[row.worker_id]], content.on)
        and not barred_cases(here[row.worker_id], {content.case})
    }


def _content_or_none(row: Booking) -> Content | None:
    try:
        return content_of(row)
    except (CannotOpen, ValueError, TypeError, KeyError):
        return None


def _truly_said(rows: Sequence[Booking]) -> set[UUID]:
    if not rows:
        return set()
    chain, of = the_service().pk, {row.pk: on_record_as(row.pk) for row in rows}
    marked = newest_of(ANSWER, chains=[chain], subjects=list(of.values()))
    return {row.pk for row in rows if _is_marked(row, marked.get((chain, of[row.pk]), Marked()), chain)}


def _is_marked(row: Booking, marked: Marked, chain: UUID) -> bool:
    return holds(marked, ANSWER, chain=chain, subject=on_record_as(row.pk), says=says_yes(row))


# --- who may be asked ---


def comers() -> QuerySet[Worker]:
    """Every interpreter and volunteer who is here, vouched for and not frozen; by name."""
    return could_lift().filter(post__in=BOOKED).select_related("comer").prefetch_related("offers")


def comer(worker_id: UUID) -> Worker:
    """One of them. Raises ``NotThere``."""
    found = comers().filter(pk=worker_id).first()
    if found is None:
        raise NotThere
    return found


def offers_of(worker: Worker) -> tuple[BookedFor, ...]:
    """What they offer, in our order; a volunteer interprets nothing, and an interpreter has no task."""
    fits = LANGUAGES if worker.post == Post.INTERPRETER else TASKS
    said = {offer.what for offer in worker.offers.all()}
    return tuple(each for each in fits if each.value in said)


def sex_of(worker: Worker) -> str:
    """As they say; not said where nobody wrote it down."""
    try:
        return worker.comer.sex
    except Comer.DoesNotExist:
        return Sex.NOT_SAID


def ready_among(workers: Collection[Worker], day: date) -> set[UUID]:
    """Who may be booked for a day: an interpreter, and a volunteer of whom everything is in date."""
    volunteers = [worker.pk for worker in workers if worker.post == Post.VOLUNTEER]
    counted = newest_counted(volunteers, day, subjects=OF_VOLUNTEERS) if volunteers else {}
    in_date = {key for key, row in counted.items() if row.until >= day}
    whole = {pk for pk in volunteers if all((pk, subject) in in_date for subject in OF_VOLUNTEERS)}
    return whole | {worker.pk for worker in workers if worker.post == Post.INTERPRETER}


def people_for(case: Case, booked: Iterable[Opened], today: date) -> list[Worker]:
    """Who may be asked for one room of a case. Who is barred is simply not among them.

    ``booked``: what was booked in this room. Nothing that another room booked changes the list: whether
    somebody is free, or is asked by the other side, is never read here (decision 0032).
    """
    knows = {each.row.worker_id for each in booked if each.state is State.KNOWS}
    found = [each for each in comers().exclude(kept_from(case)).exclude(pk__in=knows) if offers_of(each)]
    ready = ready_among(found, today)
    return [each for each in found if each.pk in ready]


def person_for(case: Case, booked: Iterable[Opened], worker_id: UUID, today: date) -> Worker:
    """One of them. Raises ``NotThere``."""
    found = next((each for each in people_for(case, booked, today) if each.pk == worker_id), None)
    if found is None:
        raise NotThere
    return found


# --- what was booked ---


def booked_in(recorded: Iterable[Recorded]) -> list[UUID]:
    """The bookings that the entries of a room name, the first first."""
    return [UUID(each.fact.booking) for each in recorded if isinstance(each.fact, Booked)]


def bookings_named(ids: Collection[UUID], room: UUID) -> dict[UUID, Opened]:
    """The bookings that a room names in its own entries; another room's is not there."""
    rows = Booking.objects.filter(pk__in=ids).select_related("worker")
    return {each.row.pk: each for each in opened(rows) if each.content.room == room}


def bookings_of(worker: Worker) -> list[Opened]:
    """Everything for which somebody was ever asked, also what was not shown to them; for rules."""
    return opened(Booking.objects.filter(worker=worker))


def asked_of(worker: Worker, now: datetime) -> list[Opened]:
    """What who is booked finds on their own page: what lies ahead, and not what is kept back from them.

    Nothing of a case from which they are kept away since.
    """
    if not worker.is_active or worker.post not in BOOKED:
        return []
    today = now.astimezone(LOCAL).date()
    rows = Booking.objects.filter(worker=worker, on__gte=today, state__in=[*LIVE, State.OFF])
    found = [each for each in opened(rows) if not each.content.kept_back and each.content.ends > now]
    barred = barred_cases(worker, {each.content.case for each in found})
    return sorted(
        (each for each in found if each.content.case not in barred), key=lambda each: each.content.starts
    )


def asked_one(worker: Worker, booking_id: UUID, now: datetime) -> Opened:
    """One of those; raises ``NotThere`` for anything else."""
    found = next((each for each in asked_of(worker, now) if each.row.pk == booking_id), None)
    if found is None:
        raise NotThere
    return found


def barred_cases(worker: Worker, cases: Collection[UUID]) -> set[UUID]:
    """From which of these cases somebody is kept away now; one that is not there keeps away too."""
    known = Case.objects.in_bulk(list(cases))
    return {pk for pk in cases if pk not in known or _is_kept_from(worker, known[pk])}


def _is_kept_from(worker: Worker, case: Case) -> bool:
    return Worker.objects.filter(kept_from(case), pk=worker.pk).exists()


def booked_by(worker: Worker, first: date, last: date) -> list[Opened]:
    """What this worker asked for between two days, and is not taken back; for their own day and calendar."""
    rows = Booking.objects.filter(asker=asker_of(worker.pk), on__range=(first, last), state__in=LIVE)
    found = [each for each in opened(rows.select_related("worker")) if each.content.by == worker.pk]
    return sorted(found, key=lambda each: each.content.starts)


# --- the calendar ---


def feed_of(worker: Worker) -> Feed | None:
    """The address that this worker has, as far as it is kept: its day."""
    return Feed.objects.filter(worker=worker).first()


def whose_address(secret: str) -> Worker | None:
    """Whose calendar lies at this address; nobody's, where they are frozen or have left, too."""
    found = Feed.objects.filter(digest=digest_of_address(secret)).values_list("worker", flat=True).first()
    return None if found is None else could_lift().filter(pk=found).first()
