"""Every read of people: colleagues and their accounts, what waits for two hands, what happened lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yarrow.cases.queries import undecided_cases
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms.queries import (
    Progress,
    rekeying_progress,
    rooms_a_freeze_shuts,
    rooms_custodians_cannot_open,
    rooms_only_with,
    rooms_without_holder,
)
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.vouching import public_halves, spoken
from yarrow.staff.models import RecoveryCode, Worker
from yarrow.staff.queries import the_service, waiting_workers, workers_put_back
from yarrow.staff.queries.freezing import stands_frozen

from .models import Invitation, Leaving, NewKeys, News, ShownOnce
from .terms import Ending

NEWS_FOR = timedelta(days=14)
"""How long colleagues who look after people are shown what happened to an account."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A line of the list."""

    worker: Worker
    is_frozen: bool
    is_waiting: bool


def colleagues() -> list[Colleague]:
    """Everybody here, also who waits for a colleague to vouch for them; by name. One query."""
    waiting = waiting_workers().filter(pk=OuterRef("pk"))
    found = Worker.objects.filter(is_active=True).annotate(
        frozen_now=stands_frozen(), waits_now=Exists(waiting.order_by())
    )
    return [Colleague(each, each.frozen_now, each.waits_now) for each in found.order_by("name", "id")]


def colleague(worker_id: UUID) -> Worker:
    """Somebody who works here now. Raises ``NotThere``, also for who has left."""
    found = Worker.objects.filter(pk=worker_id, is_active=True).first()
    if found is None:
        raise NotThere
    return found


def open_invitations(now: datetime) -> QuerySet[Invitation]:
    """Codes that may still be used."""
    found = Invitation.objects.filter(ending=Ending.OPEN, worker=None, expires_at__gt=now)
    return found.select_related("by").order_by("name", "id")


def open_invitation(invitation_id: UUID) -> Invitation:
    """An invitation whose code was not used yet. Raises ``NotThere``."""
    found = Invitation.objects.filter(pk=invitation_id, ending=Ending.OPEN, worker=None).first()
    if found is None:
        raise NotThere
    return found


def new_keys_of(worker: Worker) -> NewKeys | None:
    """New keys that are on their way for this worker."""
    found = NewKeys.objects.filter(worker=worker, ending=Ending.OPEN)
    return found.select_related("by", "confirmed_by").first()


def open_new_keys() -> QuerySet[NewKeys]:
    """Everybody for whom new keys are on their way."""
    found = NewKeys.objects.filter(ending=Ending.OPEN, worker__is_active=True)
    return found.select_related("worker", "by", "confirmed_by").order_by("begun_at", "id")


def own_fingerprint(keyring: Keyring) -> str:
    """One's own figures, worked out from the private keys: a changed row cannot make them say else."""
    sealing, signing = public_halves(keyring)
    return spoken(
        deployment=the_service().id, worker=keyring.worker, sealing_public=sealing, signing_public=signing
    )


def news_for(worker: Worker) -> list[News]:
    """What happened to this worker's account and they have not said that they know."""
    return list(News.objects.filter(worker=worker, read_at=None).order_by("at", "id"))


def news_lately(now: datetime) -> QuerySet[News]:
    """What happened to anybody's account in the last fortnight, the latest first."""
    found = News.objects.filter(at__gte=now - NEWS_FOR, worker__is_active=True)
    return found.select_related("worker").order_by("-at", "id")


def shown_for(worker: Worker) -> ShownOnce | None:
    """A code that waits to be shown to this worker, the newest."""
    return ShownOnce.objects.filter(worker=worker).order_by("-made_at").first()


def recovery_code_of(worker: Worker) -> RecoveryCode | None:
    """Whether there is a recovery code, and since when; the code itself is nowhere."""
    return RecoveryCode.objects.filter(worker=worker).first()


@dataclass(frozen=True, slots=True)
class LeavingAhead:
    """What ending somebody's time here would do: yes or no, and nothing to count.

    Hazard: a number that falls when somebody is let in tells every supervisor here of a room that is
    none of theirs (design.md §4, what another side's worker may ever observe).
    """

    left_alone: bool
    """Whether there is a room that nobody else holds: only custodians could open it then."""
    lost: bool
    """Whether custodians could not open one of those either: it waits for a new recovery key."""


def leaving_ahead(worker: Worker) -> LeavingAhead:
    """Whether nobody else could open a room that they hold; a frozen colleague opens nothing."""
    alone = rooms_only_with(worker)
    lost = alone.filter(pk__in=rooms_custodians_cannot_open().values("pk"))
    return LeavingAhead(left_alone=alone.exists(), lost=lost.exists())


def leaving_of(worker_id: UUID) -> Leaving:
    """Somebody's leaving, also one long done. Raises ``NotThere``."""
    found = Leaving.objects.select_related("worker", "by").filter(pk=worker_id).first()
    if found is None:
        raise NotThere
    return found


def leavings(clock: Clock) -> QuerySet[Leaving]:
    """Leavings that are not finished, or were in the last fortnight."""
    lately = Leaving.objects.filter(begun_at__gte=clock.now() - NEWS_FOR)
    unfinished = Leaving.objects.filter(finished_at=None)
    return (lately | unfinished).select_related("worker").order_by("-begun_at")


def leaving_progress(worker: Worker) -> Progress:
    """How far the rooms have come that this worker held."""
    return rekeying_progress(worker)


def rooms_nobody_holds() -> int:
    """How many rooms nobody can open now."""
    return rooms_without_holder().count()


def rooms_shut_by_a_freeze() -> int:
    """How many of those open again when two colleagues lift a freeze, without any custodian."""
    return rooms_a_freeze_shuts().count()


def cases_nobody_decides_on() -> int:
    """How many cases have neither lead nor supervisor, because nobody here could be named by rule."""
    return undecided_cases().count()


@dataclass(frozen=True, slots=True)
class AccountLines:
    """What the first page of the day says about accounts: one's own, and those that wait for one's hand."""

    news: list[News]
    shown: ShownOnce | None
    keys: NewKeys | None
    hands: list[NewKeys]
    newcomers: list[Worker]
    frozen: list[Worker]
    put_back: list[Worker]
    """Whose keys do not count, as the roster is not what the record says of them."""


def account_lines(worker: Worker, *, looks_after: bool) -> AccountLines:
    """Four queries, and two more for who looks after people.

    They alone are told here of newcomers, of frozen accounts, and of keys that do not count.
    """
    under_way = list(open_new_keys())
    others = [keys for keys in under_way if keys.worker_id != worker.pk]
    unsettled = [each for each in colleagues() if each.is_frozen or each.is_waiting] if looks_after else []
    renewing = {keys.worker_id for keys in under_way}
    return AccountLines(
        news=news_for(worker),
        shown=shown_for(worker),
        keys=next((keys for keys in under_way if keys.worker_id == worker.pk), None),
        hands=[keys for keys in others if _waits_for(keys, worker)],
        newcomers=[each.worker for each in unsettled if each.is_waiting and each.worker.pk not in renewing],
        frozen=[each.worker for each in unsettled if each.is_frozen],
        put_back=workers_put_back() if looks_after else [],
    )


def _waits_for(keys: NewKeys, worker: Worker) -> bool:
    """Whether one of the two has not done their part; anybody may be the second while there is none."""
    if keys.made_at is None:
        return keys.confirmed_by_id is None and keys.by_id != worker.pk
    signed = {keys.by_id: keys.signature, keys.confirmed_by_id: keys.second_signature}
    return worker.pk in signed and not signed[worker.pk]
