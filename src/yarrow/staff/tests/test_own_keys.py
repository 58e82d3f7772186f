"""A passphrase chosen while something else happens to the account: what came first stands.

The stretching takes a second. Each test lets the account change in that second.
"""

from collections.abc import Callable

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.sealing.keyring import Keyring
from yarrow.staff.actions import (
    DID_NOT_WORK,
    change_passphrase,
    freeze,
    leave_service,
    make_keys,
    make_recovery_code,
    replace_keys,
    unlock,
    use_recovery_code,
)
from yarrow.staff.actions.own_keys import _NotAsRead, _opened_by_code, _take_over
from yarrow.staff.actions.sealing_keys import seal_under_passphrase
from yarrow.staff.models import RecoveryCode, Worker
from yarrow.staff.queries import the_service
from yarrow.staff.terms import Post

from .conftest import PASSPHRASE, Member, enrolled
from .test_new_keys import FRESH

NEW = "four loud magpies on a wall"


def _leaves(worker: Worker, by: Worker, clock: FixedClock) -> None:
    leave_service(worker=worker, by=by, clock=clock)


def _is_frozen(worker: Worker, by: Worker, clock: FixedClock) -> None:
    freeze(worker=worker, by=by, clock=clock)


def _gets_new_keys(worker: Worker, by: Worker, clock: FixedClock) -> None:
    made = make_keys(worker=worker, passphrase=FRESH)
    replace_keys(made=made, without_second_factor=False, clock=clock)


def _changed_it_elsewhere(worker: Worker, by: Worker, clock: FixedClock) -> None:
    keyring = unlock(worker=worker, passphrase=PASSPHRASE)
    assert isinstance(keyring, Keyring)
    change_passphrase(worker=worker, keyring=keyring, passphrase=FRESH, session_key=None, clock=clock)


MEANWHILE = [_leaves, _is_frozen, _gets_new_keys, _changed_it_elsewhere]
Meanwhile = Callable[[Worker, Worker, FixedClock], None]


@pytest.fixture
def colleagues(ada: Member, clock: FixedClock) -> None:
    """Enough of them that a freeze could be lifted again."""
    for name in ("cerys", "dai", "eira"):
        enrolled(name, Post.SUPERVISOR, ada, clock)


def row_of(worker: Worker) -> tuple[object, ...]:
    kept = Worker.objects.get(pk=worker.pk)
    halves = (kept.salt, kept.secrets_sealed, kept.sealing_public, kept.signing_public)
    return (kept.password, kept.is_active, *(bytes(half) for half in halves))


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_passphrase_is_not_changed_over_what_happened_meanwhile(
    ada: Member, bryn: Member, colleagues: None, clock: FixedClock, meanwhile: Meanwhile
) -> None:
    stale = Worker.objects.get(pk=bryn.worker.pk)
    meanwhile(Worker.objects.get(pk=bryn.worker.pk), ada.worker, clock)
    before = row_of(bryn.worker)

    said = change_passphrase(
        worker=stale, keyring=bryn.keyring, passphrase=NEW, session_key=None, clock=clock
    )

    assert said is DID_NOT_WORK
    assert row_of(bryn.worker) == before
    told = AuditEvent.objects.filter(subject=bryn.worker.pk).order_by("id")
    assert told.filter(event=Event.PASSPHRASE_CHANGED).count() == (meanwhile is _changed_it_elsewhere)
    assert AuditEvent.objects.latest("id").event == Event.SIGN_IN_REFUSED


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_code_opens_nothing_over_what_happened_meanwhile(
    ada: Member, bryn: Member, colleagues: None, clock: FixedClock, meanwhile: Meanwhile
) -> None:
    """Also where the code itself still lies there."""
    code = make_recovery_code(worker=bryn.worker, keyring=bryn.keyring, clock=clock)
    stale = Worker.objects.get(pk=bryn.worker.pk)
    keyring, read = _opened_by_code(stale, code, the_service()), stale.password
    assert keyring is not None
    seal_under_passphrase(worker=stale, keyring=keyring, passphrase=NEW, service=the_service())
    sealed = stale.recovery_code.sealed
    meanwhile(Worker.objects.get(pk=bryn.worker.pk), ada.worker, clock)
    RecoveryCode.objects.update_or_create(
        worker=bryn.worker, defaults={"sealed": sealed, "made_on": clock.today()}
    )
    before = row_of(bryn.worker)

    with pytest.raises(_NotAsRead):
        _take_over(stale, keyring, _nothing_more, clock, read=read)

    assert row_of(bryn.worker) == before
    assert bytes(RecoveryCode.objects.get().sealed) == bytes(sealed)
    assert not AuditEvent.objects.filter(event=Event.RECOVERY_CODE_USED).exists()


def _nothing_more(_worker: Worker, _keyring: Keyring, _code: str) -> None:
    """As if nobody had to be told."""


def test_passphrase_and_code_work_where_nothing_happened_meanwhile(
    ada: Member, bryn: Member, clock: FixedClock
) -> None:
    stale = Worker.objects.get(pk=bryn.worker.pk)
    said = change_passphrase(
        worker=stale, keyring=bryn.keyring, passphrase=NEW, session_key=None, clock=clock
    )
    assert not isinstance(said, Refused)
    bryns = Worker.objects.get(pk=bryn.worker.pk)
    assert unlock(worker=bryns, passphrase=NEW) == bryn.keyring

    code = make_recovery_code(worker=bryns, keyring=bryn.keyring, clock=clock)
    taken = use_recovery_code(username="bryn", code=code, passphrase=FRESH, also=_nothing_more, clock=clock)

    assert isinstance(taken, Worker)
    assert unlock(worker=Worker.objects.get(pk=bryns.pk), passphrase=FRESH) == bryn.keyring
