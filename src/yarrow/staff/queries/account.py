"""What a worker is told about their own account."""

from datetime import date, datetime
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext

from yarrow.audit.queries import events_of, latest
from yarrow.audit.terms import Event
from yarrow.staff.models import KnownDevice, Worker, WorkerSession
from yarrow.staff.terms import PasskeyKind

from .devices import devices_of
from .service import the_service
from .workers import factors_of

_MOST = 20

TOLD = (
    Event.SIGNED_IN,
    Event.SIGN_IN_REFUSED,
    Event.SECOND_FACTOR_ADDED,
    Event.SECOND_FACTOR_REMOVED,
    Event.DEVICE_FORGOTTEN,
    Event.SESSION_ENDED,
    Event.PASSPHRASE_CHANGED,
    Event.RECOVERY_CODE_MADE,
    Event.RECOVERY_CODE_USED,
    Event.ACCOUNT_FROZEN,
    Event.FREEZE_LIFTED,
)
"""What happened to an account, as its own worker is told."""

_CHANGES = (
    Event.SECOND_FACTOR_ADDED,
    Event.SECOND_FACTOR_REMOVED,
    Event.PASSPHRASE_CHANGED,
    Event.RECOVERY_CODE_MADE,
    Event.RECOVERY_CODE_USED,
)
"""What a worker is told of at the next sign-in, in case it was not they (ASVS 6.3.7)."""


class Factor(NamedTuple):
    """One second factor."""

    id: int
    is_passkey: bool
    words: str
    added_on: date
    used_on: date | None


class Happened(NamedTuple):
    """One thing that happened to an account."""

    what: str
    at: datetime


class Account(NamedTuple):
    """Everything on the page of one's own account."""

    factors: list[Factor]
    devices: list[KnownDevice]
    elsewhere: int
    """Sessions open in other browsers."""
    lately: list[Happened]


def account_of(worker: Worker, *, session_key: str | None, on: date) -> Account:
    """What proves this worker, where they are known and signed in, and what happened lately."""
    elsewhere = WorkerSession.objects.filter(worker=worker).exclude(session_key=session_key).count()
    return Account(factors_shown(worker), list(devices_of(worker, on)), elsewhere, _lately(worker))


def factors_shown(worker: Worker) -> list[Factor]:
    """What this worker may give beside the passphrase, the oldest first."""
    return [_shown(each) for each in factors_of(worker)]


def has_changed_since_last_sign_in(worker: Worker) -> bool:
    """Whether factor, passphrase or recovery code changed after this worker last signed in."""
    chain = the_service().id
    last = latest(chain, Event.SIGNED_IN, worker.pk)
    changes = events_of(chain).filter(event__in=_CHANGES, subject=worker.pk)
    return last is not None and changes.filter(number__gt=last.number).exists()


def _lately(worker: Worker) -> list[Happened]:
    found = events_of(the_service().id).filter(event__in=TOLD, subject=worker.pk).order_by("-number")[:_MOST]
    return [Happened(str(Event(each.event).label), each.at) for each in found]


def _shown(factor: Authenticator) -> Factor:
    is_passkey = factor.type == Authenticator.Type.WEBAUTHN
    kind = PasskeyKind(factor.data["name"]).label if is_passkey else ""
    words = gettext("Passkey: %(kind)s") % {"kind": kind} if is_passkey else gettext("Codes from an app")
    used_on = factor.last_used_at.date() if factor.last_used_at else None
    return Factor(factor.pk, is_passkey, words, factor.created_at.date(), used_on)
