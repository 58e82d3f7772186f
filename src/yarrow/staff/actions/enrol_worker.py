from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Decision, refused
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import sign
from yarrow.staff.marks import mark_of
from yarrow.staff.models import RosterEntry, Service, Worker
from yarrow.staff.queries.freezing import could_lift
from yarrow.staff.queries.posts import POST, says_post
from yarrow.staff.queries.roster import (
    UntrustedKey,
    fingerprint_of,
    signed_words,
    trusted_sealing_public,
    trusted_signing_public,
)
from yarrow.staff.queries.service import the_service
from yarrow.staff.terms import Post

from .roster import append_line
from .sealing_keys import MadeKeys, make_keys

NOT_THE_SAME = refused("not_the_same", N_("These are not the figures you compared. Look at them again."))
NOT_YOURS_TO_VOUCH = refused("may_not_vouch", N_("Somebody else who works here must do this"))


class EnrollerNeeded(TypeError):
    """Only the first worker is vouched for by the service itself; everybody else by a colleague."""


def enrol_worker(
    *,
    username: str,
    name: str,
    post: Post,
    passphrase: str,
    clock: Clock,
    enrolled_by: Keyring | None = None,
) -> tuple[Worker, Keyring]:
    """Take a worker on: their keys, sealed under their passphrase, and a signed line in the roster.

    The first is signed for by the service key, everybody else by the colleague who has checked
    who they are (security.md §5.5). Raises ``EnrollerNeeded``, ``PassphraseTooWeak``,
    ``UntrustedKey`` for an enroller whose own key does not count, and ``IntegrityError`` for a
    sign-in name already taken.
    """
    newcomer = Worker(id=new_id(), username=username, name=name, post=post)
    made = make_keys(worker=newcomer, passphrase=passphrase)
    _enrol(made, clock, enrolled_by)
    return made.worker, made.keyring


@transaction.atomic
def _enrol(made: MadeKeys, clock: Clock, enrolled_by: Keyring | None) -> None:
    made.worker.save(force_insert=True)
    _sign_in_the_roster(made.worker, the_service(), clock, enrolled_by)


@transaction.atomic
def make_worker(*, made: MadeKeys, clock: Clock) -> Worker:
    """An invited newcomer's keys are kept. Until a colleague vouches for these, nothing is wrapped to them.

    Raises ``IntegrityError`` for a sign-in name already taken.
    """
    worker = made.worker
    worker.save(force_insert=True)
    append(chain=the_service().id, event=Event.KEYS_MADE, actor=worker.id, subject=worker.id, clock=clock)
    return worker


@transaction.atomic
def vouch_for(*, worker: Worker, seen: str, by: Keyring, clock: Clock) -> Decision | RosterEntry:
    """Sign a newcomer's first line, after comparing the figures with them by voice or in person.

    ``seen`` are the figures that were compared: keys put in their place meanwhile are refused.
    Refuses also a voucher who is not here or frozen, and whoever has a line already.
    """
    standing = Worker.objects.select_for_update().get(pk=worker.pk)
    if not standing.is_active or by.worker == worker.pk or not could_lift().filter(pk=by.worker).exists():
        return NOT_YOURS_TO_VOUCH
    if RosterEntry.objects.filter(worker=worker).exists():
        return refused("vouched_already", N_("A colleague has done this already"))
    if seen != fingerprint_of(standing):
        return NOT_THE_SAME
    return _sign_in_the_roster(standing, the_service(), clock, by)


def _sign_in_the_roster(
    worker: Worker, service: Service, clock: Clock, enrolled_by: Keyring | None
) -> RosterEntry:
    entry = _roster_line(worker, service, clock, enrolled_by)
    voucher = enrolled_by.worker if enrolled_by else None
    append_line(entry, service, event=Event.WORKER_ENROLLED, by=voucher, clock=clock)
    made = mark_of(POST, chain=service.pk, subject=worker.pk, says=says_post(worker))
    subject, event = worker.pk, Event.POST_GIVEN
    append(chain=service.pk, event=event, actor=voucher, subject=subject, digest=made, clock=clock)
    _check_it_holds(worker, enrolled_by)
    return entry


def _roster_line(worker: Worker, service: Service, clock: Clock, enrolled_by: Keyring | None) -> RosterEntry:
    if enrolled_by is None and RosterEntry.objects.exists():
        raise EnrollerNeeded
    entry = RosterEntry(
        worker=worker,
        sealing_public=worker.sealing_public,
        signing_public=worker.signing_public,
        signed_by_id=enrolled_by.worker if enrolled_by else None,
        at=clock.now(),
    )
    if enrolled_by is not None:
        entry.signature = sign(enrolled_by.signing_private, signed_words(entry, service))
    return entry


def _check_it_holds(worker: Worker, enrolled_by: Keyring | None) -> None:
    """Nobody is enrolled whom no one could then give a room to."""
    if enrolled_by is not None and not Worker.objects.get(pk=enrolled_by.worker).is_active:
        raise UntrustedKey
    trusted_sealing_public(worker)
    trusted_signing_public(worker.id)
