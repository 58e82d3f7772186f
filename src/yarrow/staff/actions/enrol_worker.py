from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Decision, Refused, refused
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest, sign
from yarrow.staff.models import RosterEntry, Service, Worker
from yarrow.staff.queries.freezing import could_lift
from yarrow.staff.queries.roster import (
    UntrustedKey,
    fingerprint_of,
    signed_words,
    trusted_sealing_public,
    trusted_signing_public,
)
from yarrow.staff.queries.service import the_service
from yarrow.staff.rules import passphrase_is_good_enough
from yarrow.staff.terms import Post

from .roster import append_line
from .sealing_keys import fresh_keys, seal_under_passphrase

NOT_THE_SAME = refused("not_the_same", N_("These are not the figures you compared. Look at them again."))
NOT_YOURS_TO_VOUCH = refused("may_not_vouch", N_("Somebody else who works here must do this"))


class EnrollerNeeded(TypeError):
    """Only the first worker is vouched for by the service itself; everybody else by a colleague."""


class PassphraseTooWeak(ValueError):
    """The form should have refused it first, with the reasons of ``rules``."""


@transaction.atomic
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
    worker, keyring = _new_worker(username, name, post, passphrase)
    _sign_in_the_roster(worker, the_service(), clock, enrolled_by)
    return worker, keyring


@transaction.atomic
def make_worker(
    *, username: str, name: str, post: Post, passphrase: str, clock: Clock
) -> tuple[Worker, Keyring]:
    """An invited newcomer makes their keys. Until a colleague vouches for these, nothing is wrapped to them.

    Raises ``PassphraseTooWeak``, and ``IntegrityError`` for a sign-in name already taken.
    """
    worker, keyring = _new_worker(username, name, post, passphrase)
    append(chain=the_service().id, event=Event.KEYS_MADE, actor=worker.id, subject=worker.id, clock=clock)
    return worker, keyring


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


def _new_worker(username: str, name: str, post: Post, passphrase: str) -> tuple[Worker, Keyring]:
    if isinstance(passphrase_is_good_enough(passphrase, username=username), Refused):
        raise PassphraseTooWeak
    worker = Worker(id=new_id(), username=username, name=name, post=post)
    keyring = fresh_keys(worker)
    seal_under_passphrase(worker=worker, keyring=keyring, passphrase=passphrase, service=the_service())
    worker.save(force_insert=True)
    return worker, keyring


def _sign_in_the_roster(
    worker: Worker, service: Service, clock: Clock, enrolled_by: Keyring | None
) -> RosterEntry:
    entry = _roster_line(worker, service, clock, enrolled_by)
    append(
        chain=service.id,
        event=Event.WORKER_ENROLLED,
        actor=enrolled_by.worker if enrolled_by else None,
        subject=worker.id,
        digest=digest(signed_words(entry, service), bytes(entry.signature)),
        clock=clock,
    )
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
    append_line(entry, service)
    _check_it_holds(worker, enrolled_by)
    return entry


def _check_it_holds(worker: Worker, enrolled_by: Keyring | None) -> None:
    """Nobody is enrolled whom no one could then give a room to."""
    if enrolled_by is not None and not Worker.objects.get(pk=enrolled_by.worker).is_active:
        raise UntrustedKey
    trusted_sealing_public(worker)
    trusted_signing_public(worker.id)
