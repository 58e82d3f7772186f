"""Searches for cards that opened nothing: who is told of them, who reviews them, what is overdue.

Hazard: what somebody typed at night is a name. It is sealed to managers and to the others on duty, but to
nobody who is kept from a room whose card it would have found; and no list says how many it found.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yarrow.emergency.content import OpeningWords, SearchWords, looking_context
from yarrow.emergency.models import EmergencyOpening, Looking, LookingCopy
from yarrow.emergency.rules import SEARCH_HOLDS
from yarrow.emergency.terms import About
from yarrow.kernel.clock import LOCAL
from yarrow.kernel.errors import NotThere
from yarrow.rooms.models import Room
from yarrow.rooms.queries.knowing import kept_from
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers, is_frozen, not_two_with, the_service
from yarrow.staff.terms import Post

from .duty import duty_people, is_on_duty, not_frozen

_SHOWN = 50
_W = TypeVar("_W")


@dataclass(frozen=True, slots=True)
class Told:
    """Who reviews a search; the words beside the reason are for who is on duty."""

    worker: Worker
    reads_words: bool


def who_reviews(by: Worker, rooms: Iterable[Room], now: datetime) -> list[Told]:
    """Managers and those on duty who count as two with who looks, and are kept from none of these rooms."""
    on_duty = {row.worker_id: row.worker for row in duty_people()}
    in_post = {worker.pk: worker for worker in active_workers().filter(post=Post.MANAGER)}
    not_two, found = not_two_with(by, now), list(rooms)
    people = not_frozen(each for pk, each in {**in_post, **on_duty}.items() if pk not in not_two)
    kept = kept_from(people, found) if found else None
    free = [each for each in people if kept is None or not any(kept.is_from(each.pk, room) for room in found)]
    return [Told(each, each.pk in on_duty) for each in free]


def lookings_to_review(worker: Worker, now: datetime) -> QuerySet[Looking]:
    """What this worker may review: searches of others, over an hour old, that opened nothing.

    Those of which they were told; for managers also those of which nobody here was, or nobody would see
    them. Hazard: a colleague on duty who is told of every search, and then sees one without its words, would
    learn that it found a card that they are kept from.
    """
    if not worker.is_active or not (worker.post == Post.MANAGER or is_on_duty(worker)) or is_frozen(worker):
        return Looking.objects.none()
    rows = _waiting().filter(_is_there_for(worker), at__lte=now - SEARCH_HOLDS)
    return rows.exclude(worker__in=not_two_with(worker, now)).select_related("worker").order_by("at", "pk")


def _waiting() -> QuerySet[Looking]:
    return Looking.objects.filter(opening__isnull=True, reviewed_at__isnull=True)


def _is_there_for(worker: Worker) -> Q:
    told = LookingCopy.objects.filter(looking=OuterRef("pk"))
    mine = Q(Exists(told.filter(worker=worker)))
    if worker.post != Post.MANAGER:
        return mine
    return mine | ~Q(Exists(told.filter(worker__is_active=True)))


def lookings_up_to(worker: Worker, looking_id: UUID, now: datetime) -> list[Looking]:
    """One of these, with what the same colleague looked for before it on that day; NotThere for others."""
    rows = lookings_to_review(worker, now)
    last = rows.filter(pk=looking_id).first()
    if last is None:
        raise NotThere
    return [each for each in rows.filter(worker=last.worker, at__lte=last.at) if _day(each) == _day(last)]


def _day(looking: Looking) -> date:
    return looking.at.astimezone(LOCAL).date()


@dataclass(frozen=True, slots=True)
class LookedOn:
    """What one colleague looked for on one day; ``id`` is of the last: all up to it are reviewed together."""

    id: UUID
    by: str
    at: datetime
    count: int
    review_due: date
    is_overdue: bool


def looked_on(worker: Worker, *, now: datetime, today: date) -> list[LookedOn]:
    """What waits for this worker's review, a colleague and a day; the newest first."""
    together: dict[tuple[UUID, date], list[Looking]] = {}
    for looking in lookings_to_review(worker, now):
        together.setdefault((looking.worker_id, _day(looking)), []).append(looking)
    return [
        LookedOn(
            id=rows[-1].pk,
            by=rows[-1].worker.name,
            at=rows[-1].at,
            count=len(rows),
            review_due=rows[0].review_due,
            is_overdue=rows[0].review_due < today,
        )
        for rows in sorted(together.values(), key=lambda rows: rows[-1].at, reverse=True)
    ]


def lookings_reviewed(worker: Worker) -> list[Looking]:
    """The last fifty that were reviewed and of which this worker was told; the newest first."""
    told = LookingCopy.objects.filter(looking=OuterRef("pk"), worker=worker)
    rows = Looking.objects.filter(Exists(told), reviewed_at__isnull=False, opening__isnull=True)
    return list(rows.select_related("worker", "reviewed_by").order_by("-at", "pk")[:_SHOWN])


def words_looked_for(
    lookings: Iterable[Looking], worker: Worker, keyring: Keyring
) -> Mapping[UUID, SearchWords]:
    """Whom somebody looked for and why, as far as this worker's copies open; in one query."""
    return _opened(lookings, About.REASON, SearchWords.from_bytes, worker, keyring)


def words_of_review(
    lookings: Iterable[Looking], worker: Worker, keyring: Keyring
) -> Mapping[UUID, OpeningWords]:
    """What reviews found, as far as this worker's copies open; in one query."""
    return _opened(lookings, About.REVIEW, OpeningWords.from_bytes, worker, keyring)


def _opened(
    lookings: Iterable[Looking], about: About, read: Callable[[bytes], _W], worker: Worker, keyring: Keyring
) -> dict[UUID, _W]:
    deployment, opened = the_service().pk, {}
    for copy in LookingCopy.objects.filter(looking__in=list(lookings), worker=worker, about=about):
        with suppress(CannotOpen, ValueError, KeyError, TypeError):
            place = looking_context(copy, deployment=deployment)
            opened[copy.looking_id] = read(unwrap_with(keyring.sealing_private, bytes(copy.blob), place))
    return opened


def reviews_overdue(now: datetime) -> int:
    """How many openings, and searches that opened nothing, nobody reviewed in time; no key is needed."""
    today = now.astimezone(LOCAL).date()
    openings = EmergencyOpening.objects.filter(reviewed_at__isnull=True, review_due__lt=today)
    return openings.count() + _waiting().filter(review_due__lt=today).count()
