"""A line that replaces keys counts with the signatures of two colleagues, and of nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import sign
from yarrow.staff.actions import (
    freeze,
    give_new_keys,
    leave_service,
    make_keys,
    replace_keys,
    replacing_line,
    unlock,
    vouch_for,
)
from yarrow.staff.actions.roster import append_line
from yarrow.staff.models import RosterEntry, Service, Worker
from yarrow.staff.queries import (
    UntrustedKey,
    fingerprint_of,
    has_signed_as,
    is_waiting,
    may_be_given_keys,
    trusted_sealing_public,
    trusted_signing_public,
)
from yarrow.staff.queries.roster import signed_words, witnessed_words
from yarrow.staff.queries.service import service_signing_pair
from yarrow.staff.terms import Post

from .conftest import PASSPHRASE, Member, enrolled, remember

FRESH = "nine patient otters swim"


@pytest.fixture
def dai(ada: Member, clock: FixedClock) -> Member:
    return enrolled("dai", Post.DUTY, ada, clock)


@pytest.fixture
def renewed(bryn: Member, cerys: Member, dai: Member, clock: FixedClock) -> Worker:
    """Bryn, with new keys that nobody has signed for yet."""
    clock.move_to(clock.now() + timedelta(hours=1))
    worker = Worker.objects.get(pk=bryn.worker.pk)
    made = make_keys(worker=worker, passphrase=FRESH)
    replace_keys(made=made, without_second_factor=False, clock=clock)
    return worker


def line_of(worker: Worker, one: Member, two: Member | None, clock: FixedClock) -> RosterEntry:
    line = replacing_line(
        id=new_id(),
        worker_id=worker.pk,
        sealing_public=bytes(worker.sealing_public),
        signing_public=bytes(worker.signing_public),
        vouchers=(one.worker.pk, two.worker.pk if two else one.worker.pk),
        at=clock.now(),
    )
    words = signed_words(line, Service.objects.get())
    line.signature = sign(one.keyring.signing_private, words)
    line.second_signature = sign(two.keyring.signing_private, words) if two else b""
    return line


def counts(worker: Worker) -> bool:
    try:
        trusted_sealing_public(Worker.objects.get(pk=worker.pk))
    except UntrustedKey:
        return False
    return True


def test_new_keys_that_nobody_signed_for_count_for_nothing(renewed: Worker) -> None:
    assert is_waiting(renewed)
    assert not counts(renewed)
    assert not may_be_given_keys(renewed)


def test_one_signer_twice_is_refused(renewed: Worker, cerys: Member, clock: FixedClock) -> None:
    assert isinstance(give_new_keys(line=line_of(renewed, cerys, cerys, clock), clock=clock), Refused)
    assert isinstance(give_new_keys(line=line_of(renewed, cerys, None, clock), clock=clock), Refused)
    assert not counts(renewed)


def test_the_worker_as_one_of_the_two_is_refused(renewed: Worker, cerys: Member, clock: FixedClock) -> None:
    keyring = unlock(worker=renewed, passphrase=FRESH)
    assert isinstance(keyring, Keyring)
    line = line_of(renewed, cerys, Member(renewed, keyring), clock)

    assert isinstance(give_new_keys(line=line, clock=clock), Refused)
    assert not counts(renewed)


@pytest.mark.parametrize("how", ["left", "frozen"])
def test_a_signer_who_has_left_or_is_frozen_is_refused(
    renewed: Worker, ada: Member, cerys: Member, dai: Member, clock: FixedClock, how: str
) -> None:
    line = line_of(renewed, cerys, dai, clock)
    act, by = (leave_service, ada) if how == "left" else (freeze, dai)
    act(worker=dai.worker, by=by.worker, clock=clock)

    assert isinstance(give_new_keys(line=line, clock=clock), Refused)
    assert not counts(renewed)


Change = Callable[[RosterEntry, Member], None]


def _swap_signers(line: RosterEntry, _ada: Member) -> None:
    line.signed_by_id, line.second_by_id = line.second_by_id, line.signed_by_id


def _put_another_signer(line: RosterEntry, ada: Member) -> None:
    line.second_by_id = ada.worker.pk


def _put_another_day(line: RosterEntry, _ada: Member) -> None:
    line.at -= timedelta(minutes=1)


def _take_the_second_away(line: RosterEntry, _ada: Member) -> None:
    line.second_by_id, line.second_signature = None, b""


def _one_signature_for_both(line: RosterEntry, _ada: Member) -> None:
    line.second_signature = line.signature


CHANGES = [
    _swap_signers,
    _put_another_signer,
    _put_another_day,
    _take_the_second_away,
    _one_signature_for_both,
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_line_changed_after_it_was_signed_is_refused_and_leaves_no_row(
    renewed: Worker, ada: Member, cerys: Member, dai: Member, clock: FixedClock, change: Change
) -> None:
    line = line_of(renewed, cerys, dai, clock)
    change(line, ada)

    assert isinstance(give_new_keys(line=line, clock=clock), Refused)
    assert RosterEntry.objects.filter(worker=renewed).count() == 1


@pytest.mark.parametrize("change", CHANGES)
def test_a_line_changed_in_the_database_counts_no_more(
    renewed: Worker, ada: Member, cerys: Member, dai: Member, clock: FixedClock, change: Change
) -> None:
    line = line_of(renewed, cerys, dai, clock)
    assert not isinstance(give_new_keys(line=line, clock=clock), Refused)
    assert counts(renewed)

    change(line, ada)
    line.save()

    assert not counts(renewed)


def test_a_replayed_older_line_brings_no_old_key_back(
    renewed: Worker, bryn: Member, cerys: Member, dai: Member, clock: FixedClock
) -> None:
    """Somebody who writes to the database puts the first line, and the keys it names, back on top."""
    give_new_keys(line=line_of(renewed, cerys, dai, clock), clock=clock)
    old = RosterEntry.objects.filter(worker=renewed).earliest("at")
    Worker.objects.filter(pk=renewed.pk).update(
        sealing_public=old.sealing_public, signing_public=old.signing_public
    )
    assert not counts(renewed)

    old.pk, old.at = new_id(), clock.now() + timedelta(hours=1)
    old.save(force_insert=True)
    remember(old, clock)
    assert not counts(renewed)

    RosterEntry.objects.exclude(pk=old.pk).filter(worker=renewed).delete()
    assert not counts(renewed)


def test_a_line_that_two_colleagues_signed_but_the_service_did_not_witness_counts_for_nothing(
    renewed: Worker, cerys: Member, dai: Member, clock: FixedClock
) -> None:
    line = line_of(renewed, cerys, dai, clock)
    remember(line, clock)
    for witnessed in (b"", bytes(64), line.signature):
        line.witnessed = witnessed
        line.save()
        assert not counts(renewed)


def test_who_has_left_and_dates_a_line_before_that_day_is_not_believed(
    renewed: Worker, ada: Member, cerys: Member, dai: Member, clock: FixedClock
) -> None:
    """They kept their key and can write to the database; the pepper they do not have."""
    before = clock.now()
    clock.move_to(before + timedelta(days=2))
    leave_service(worker=dai.worker, by=ada.worker, clock=clock)
    line = line_of(renewed, cerys, dai, FixedClock(before))
    line.save(force_insert=True)
    remember(line, clock)

    assert not counts(renewed)


def test_the_service_alone_replaces_nobodys_keys(renewed: Worker, clock: FixedClock) -> None:
    service = Service.objects.get()
    line = RosterEntry(
        worker=renewed,
        sealing_public=renewed.sealing_public,
        signing_public=renewed.signing_public,
        at=clock.now(),
    )
    pair = service_signing_pair(service)
    line.signature = sign(pair.private, signed_words(line, service))
    line.witnessed = sign(pair.private, witnessed_words(line, service))
    line.save(force_insert=True)
    remember(line, clock)

    assert not counts(renewed)


def test_two_whose_new_keys_rest_on_each_other_are_a_ring_and_refused(
    renewed: Worker, ada: Member, cerys: Member, dai: Member, clock: FixedClock
) -> None:
    """Bryn's new keys vouched for by Cerys' new keys, and the other way round."""
    other = Worker.objects.get(pk=cerys.worker.pk)
    made = make_keys(worker=other, passphrase=FRESH)
    replace_keys(made=made, without_second_factor=False, clock=clock)
    opened = unlock(worker=renewed, passphrase=FRESH)
    assert isinstance(opened, Keyring)
    service = Service.objects.get()
    with transaction.atomic():
        for line in (
            line_of(renewed, dai, Member(other, made.keyring), clock),
            line_of(other, dai, Member(renewed, opened), clock),
        ):
            append_line(line, service, event=Event.KEYS_REPLACED, by=dai.worker.pk, clock=clock)

    assert not counts(renewed)
    assert not counts(other)


def test_vouching_as_for_a_newcomer_replaces_nobodys_keys(
    renewed: Worker, cerys: Member, clock: FixedClock
) -> None:
    said = vouch_for(worker=renewed, seen=fingerprint_of(renewed), by=cerys.keyring, clock=clock)

    assert isinstance(said, Refused)
    assert not counts(renewed)


def test_two_colleagues_give_new_keys_and_what_was_signed_before_stays_signed(
    renewed: Worker, bryn: Member, ada: Member, cerys: Member, dai: Member, clock: FixedClock
) -> None:
    old = sign(bryn.keyring.signing_private, b"a warning")
    assert isinstance(unlock(worker=renewed, passphrase=PASSPHRASE), Refused)

    given = give_new_keys(line=line_of(renewed, cerys, dai, clock), clock=clock)

    assert isinstance(given, RosterEntry)
    assert counts(renewed)
    assert trusted_signing_public(renewed.pk) == renewed.signing_public
    assert has_signed_as(renewed.pk, b"a warning", old)
    assert not has_signed_as(renewed.pk, b"a warming", old)
    assert not has_signed_as(cerys.worker.pk, b"a warning", old)
    clock.move_to(clock.now() + timedelta(days=1))
    leave_service(worker=dai.worker, by=ada.worker, clock=clock)
    assert counts(renewed)


def test_new_keys_may_be_given_a_second_time(
    renewed: Worker, ada: Member, cerys: Member, dai: Member, clock: FixedClock
) -> None:
    give_new_keys(line=line_of(renewed, cerys, dai, clock), clock=clock)
    clock.move_to(clock.now() + timedelta(days=1))
    again = Worker.objects.get(pk=renewed.pk)
    made = make_keys(worker=again, passphrase=FRESH)
    replace_keys(made=made, without_second_factor=False, clock=clock)
    assert not counts(again)

    give_new_keys(line=line_of(again, ada, cerys, clock), clock=clock)

    assert counts(again)
