"""Openings of cards: whose they are, who is told of them, and who may look at them afterwards."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yarrow.cases.counted import answers_that_count
from yarrow.cases.models import Case
from yarrow.cases.nearness import reachable
from yarrow.cases.queries import cases_with_duty, workers_on
from yarrow.cases.terms import Asked, Duty
from yarrow.emergency.content import OpeningWords, SearchWords, opening_context, search_context
from yarrow.emergency.models import EmergencyOpening, EmergencySearch, OpeningCopy
from yarrow.emergency.rules import A_DAY, SEARCH_HOLDS
from yarrow.emergency.terms import About
from yarrow.kernel.errors import NotThere
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holders_of
from yarrow.rooms.queries.counted import inside_by_record
from yarrow.rooms.queries.knowing import kept_from, may_know_of
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers, is_frozen, not_two_with, the_service
from yarrow.staff.terms import Post

from .duty import duty_people, is_on_duty, not_frozen

# --- looking ---


def searches_since(worker: Worker, since: datetime) -> list[datetime]:
    """When this worker looked for cards since a moment."""
    rows = EmergencySearch.objects.filter(worker=worker, at__gt=since)
    return list(rows.values_list("at", flat=True))


def looked_today(worker: Worker, now: datetime) -> int:
    """How often this worker has looked in the last 24 hours."""
    return len(searches_since(worker, now - A_DAY))


def search_of(worker: Worker, search_id: UUID, now: datetime) -> EmergencySearch:
    """One search of the worker's own, within the hour; raises NotThere for anything else."""
    rows = EmergencySearch.objects.filter(worker=worker, at__gt=now - SEARCH_HOLDS)
    search = rows.filter(pk=search_id).first() if is_on_duty(worker) else None
    if search is None:
        raise NotThere
    return search


def words_of_search(search: EmergencySearch, keyring: Keyring) -> SearchWords:
    """What was typed; raises NotThere when it does not open, for then nothing can be found with it."""
    try:
        raw = unwrap_with(keyring.sealing_private, bytes(search.blob), search_context(search))
        return SearchWords.from_bytes(raw)
    except (CannotOpen, ValueError, KeyError, TypeError):
        raise NotThere from None


# --- one's own openings ---


def own_openings(worker: Worker) -> QuerySet[EmergencyOpening]:
    """What this worker has opened, but for people from whom they have been kept since."""
    rows = EmergencyOpening.objects.filter(may_know_of(worker, room="room"), worker=worker)
    return rows.select_related("room", "room__case").order_by("-at", "pk")


def opening_of(worker: Worker, opening_id: UUID) -> EmergencyOpening:
    """One opening of the worker's own; raises NotThere for anybody else's."""
    opening = own_openings(worker).filter(pk=opening_id).first()
    if opening is None or not worker.is_active or is_frozen(worker):
        raise NotThere
    return opening


# --- who is told, who reviews ---


def told_in_words(opening: EmergencyOpening) -> list[Worker]:
    """To whom the reason is sealed whole: who is inside, case supervisor, colleagues on duty, the opener."""
    on_duty = [row.worker for row in duty_people()]
    told = _without_who_is_kept([*_belonging(opening.room), *on_duty], opening)
    return list({worker.pk: worker for worker in [*told, opening.worker]}.values())


def _belonging(room: Room) -> list[Worker]:
    # Who was never asked whether they know the family is not near the case, whatever they do there.
    if room.case is None:
        return []
    inside = set(inside_by_record(room))
    holders = [each for each in holders_of(room) if each.pk in inside]
    known = [*holders, *workers_on(room.case, Duty.SUPERVISOR)]
    clear = answers_that_count([room.case.pk], [each.pk for each in known])
    near_it = [each for each in known if Case.objects.filter(reachable(each), pk=room.case.pk).exists()]
    return [each for each in near_it if clear.get((room.case.pk, each.pk)) is Asked.CLEAR]


def told_the_code(opening: EmergencyOpening) -> list[Worker]:
    """Who may review without belonging to the case: of the reason they hold the code alone, no word."""
    known = {worker.pk for worker in told_in_words(opening)}
    over = active_workers().filter(post=Post.MANAGER).exclude(pk__in=known)
    return _without_who_is_kept(over, opening)


def _without_who_is_kept(workers: Iterable[Worker], opening: EmergencyOpening) -> list[Worker]:
    found = list(workers)
    kept = kept_from(found, [opening.room])
    return not_frozen(each for each in found if not kept.is_from(each.pk, opening.room))


def openings_to_review(worker: Worker, now: datetime) -> QuerySet[EmergencyOpening]:
    """What this worker may review: never their own, never of people they are kept from.

    Nor what somebody opened with whom they do not count as two (decision 0018).
    """
    if not worker.is_active or is_frozen(worker):
        return EmergencyOpening.objects.none()
    rows = EmergencyOpening.objects.filter(may_know_of(worker, room="room"), reviewed_at__isnull=True)
    rows = (
        rows.exclude(worker__in=not_two_with(worker, now))
        .select_related("worker", "room", "room__case")
        .order_by("at", "pk")
    )
    if worker.post == Post.MANAGER or is_on_duty(worker):
        return rows
    return rows.filter(room__case__in=cases_with_duty(worker, Duty.SUPERVISOR))


def opening_to_review(worker: Worker, opening_id: UUID, now: datetime) -> EmergencyOpening:
    """One of these; raises NotThere for anything else."""
    opening = openings_to_review(worker, now).filter(pk=opening_id).first()
    if opening is None:
        raise NotThere
    return opening


_SHOWN = 50


def openings_listed(worker: Worker) -> list[EmergencyOpening]:
    """Who opened a card, when, and what came of the review; the newest first, never in which room.

    All that wait for a review, and of the others the last fifty. Those of people from whom the
    reader is kept are simply not there.
    """
    rows = EmergencyOpening.objects.filter(may_know_of(worker, room="room")).select_related(
        "worker", "reviewed_by"
    )
    waiting = rows.filter(reviewed_at__isnull=True)
    done = rows.filter(reviewed_at__isnull=False).order_by("-at")[:_SHOWN]
    return sorted([*waiting, *done], key=lambda opening: opening.at, reverse=True)


# --- what lies sealed beside an opening ---


@dataclass(frozen=True, slots=True)
class SealedWords:
    """The reason and the review of an opening, as far as this worker's copies open."""

    reason: OpeningWords | None = None
    review: OpeningWords | None = None


def words_beside(
    openings: Iterable[EmergencyOpening], worker: Worker, keyring: Keyring
) -> dict[UUID, SealedWords]:
    """Reason and review of each of these openings, in one query."""
    asked = [opening.pk for opening in openings]
    opened: dict[UUID, dict[str, OpeningWords]] = {opening: {} for opening in asked}
    deployment = the_service().pk
    for copy in OpeningCopy.objects.filter(Q(opening__in=asked), worker=worker):
        with suppress(CannotOpen, ValueError, KeyError, TypeError):
            raw = unwrap_with(
                keyring.sealing_private, bytes(copy.blob), opening_context(copy, deployment=deployment)
            )
            opened[copy.opening_id][copy.about] = OpeningWords.from_bytes(raw)
    return {
        opening: SealedWords(found.get(About.REASON), found.get(About.REVIEW))
        for opening, found in opened.items()
    }
