"""Which records of practice count: two signatures, the service's mark, and not taken back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yarrow.practice.models import Attestation
from yarrow.practice.signed import COUNTS, confirmed_words, recorded_words, says
from yarrow.practice.terms import BOTH_WERE_THERE, Subject
from yarrow.staff.marks import Marked, holds, newest_of
from yarrow.staff.queries import the_service
from yarrow.staff.queries.roster import each_signed_as

NO_MARK = Marked()


@dataclass(frozen=True, slots=True)
class InDate:
    """What the gate asks of one practitioner (domain.md E5, E6). Nothing recorded is None, and refuses."""

    dva_competent_until: date | None = None
    supervised_on: date | None = None


def believed(rows: Iterable[Attestation]) -> list[Attestation]:
    """Those that two people have signed and the service has marked, as they stand now.

    Of the two one is who gave supervision, where a colleague did.

    Hazard: a row put in, changed or put back behind the back of the service makes nobody competent.
    Three queries, however many rows.
    """
    complete = [row for row in rows if row.second_id is not None and row.withdrawn_at is None]
    if not complete:
        return []
    chain = the_service().id
    marked = newest_of(COUNTS, chains=[chain], subjects=[row.pk for row in complete])
    complete = [row for row in complete if _giver_signed(row)]
    own = [row for row in complete if _is_marked(row, marked.get((chain, row.pk), NO_MARK), chain)]
    return _signed_by_both(own)


def _giver_signed(row: Attestation) -> bool:
    return row.given_by_id is None or row.given_by_id in {row.by_id, row.second_id}


def _is_marked(row: Attestation, marked: Marked, chain: UUID) -> bool:
    return holds(marked, COUNTS, chain=chain, subject=row.pk, says=says(row))


def _signed_by_both(rows: list[Attestation]) -> list[Attestation]:
    first = [(row.by_id, recorded_words(row), bytes(row.signature)) for row in rows]
    other = [(_second(row), confirmed_words(row), bytes(row.second_signature)) for row in rows]
    signed = each_signed_as(first + other)
    both = zip(rows, signed[: len(rows)], signed[len(rows) :], strict=True)
    return [row for row, one, two in both if one and two and row.by_id != row.second_id]


def _second(row: Attestation) -> UUID:
    if row.second_id is None:
        raise ValueError("nobody has confirmed this")
    return row.second_id


def newest_counted(
    workers: Collection[UUID], day: date, *, subjects: Collection[Subject] = tuple(Subject)
) -> dict[tuple[UUID, Subject], Attestation]:
    """The line that counts on a day, of each worker and subject: of training the one confirmed last.

    The newest line and not the longest: who is assessed again and given less time has less time. Of
    supervision the one that took place last, also where an earlier one was written down later.
    """
    rows = Attestation.objects.filter(
        worker__in=workers, subject__in=subjects, on__lte=day, second__isnull=False, withdrawn_at=None
    )
    ordered = sorted(believed(rows.order_by("second_at", "id")), key=_how_new)
    return {(row.worker_id, Subject(row.subject)): row for row in ordered}


def _how_new(row: Attestation) -> tuple[date, datetime, int]:
    """Later is newer; of two confirmed in the same moment the shorter counts."""
    took_place = row.on if row.subject in BOTH_WERE_THERE else date.min
    return took_place, row.second_at or row.at, -row.until.toordinal()


def in_date_of(workers: Collection[UUID], day: date) -> dict[UUID, InDate]:
    """What the gate is told of these workers on a day, each of them in the answer.

    Supervision whose agreed next day has passed is not told: it ran out sooner than twelve weeks.
    """
    asked = (Subject.DVA_COMPETENT, Subject.SUPERVISION)
    found = newest_counted(workers, day, subjects=asked)
    return {worker: _in_date(worker, found, day) for worker in workers}


def supervises_in_date(worker: UUID, day: date) -> bool:
    """Whether training in supervising practice is recorded, confirmed and in date on a day (domain.md E5)."""
    row = newest_counted([worker], day, subjects=(Subject.SUPERVISING,)).get((worker, Subject.SUPERVISING))
    return row is not None and row.until >= day


def _in_date(worker: UUID, found: dict[tuple[UUID, Subject], Attestation], day: date) -> InDate:
    trained, seen = found.get((worker, Subject.DVA_COMPETENT)), found.get((worker, Subject.SUPERVISION))
    return InDate(
        dva_competent_until=trained.until if trained is not None else None,
        supervised_on=seen.on if seen is not None and day <= seen.until else None,
    )
