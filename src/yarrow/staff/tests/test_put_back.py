"""A roster put back to an older state is refused where it is used, and the alarm is raised."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.audit.tests.tampering import tamper
from yarrow.audit.verify import broken_links
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.sealing.keys import sign
from yarrow.staff.actions import (
    give_new_keys,
    leave_service,
    raise_alarm,
    replace_keys,
    replacing_line,
    unlock,
    vouch_for,
)
from yarrow.staff.actions.enrol_worker import make_worker
from yarrow.staff.actions.sealing_keys import make_keys
from yarrow.staff.models import RosterEntry, Service, Worker
from yarrow.staff.queries import (
    RosterPutBack,
    UntrustedKey,
    fingerprint_of,
    has_signed_as,
    trusted_sealing_public,
    trusted_signing_public,
    workers_put_back,
)
from yarrow.staff.queries.roster import signed_words
from yarrow.staff.queries.service import service_read_once
from yarrow.staff.terms import Post

from .conftest import PASSPHRASE, Member, enrolled

pytestmark = pytest.mark.django_db
FRESH = "nine patient otters swim"


def row_of(worker: Worker) -> dict[str, Any]:
    """What a backup holds of somebody's row."""
    return dict(Worker.objects.filter(pk=worker.pk).values().get())


def put_back(worker: Worker, row: dict[str, Any]) -> None:
    Worker.objects.filter(pk=worker.pk).update(**row)


def renewed(worker: Worker, one: Member, two: Member, clock: FixedClock) -> None:
    clock.move_to(clock.now() + timedelta(hours=1))
    made = make_keys(worker=worker, passphrase=FRESH)
    replace_keys(made=made, without_second_factor=False, clock=clock)
    line = replacing_line(
        id=new_id(),
        worker_id=worker.pk,
        sealing_public=bytes(worker.sealing_public),
        signing_public=bytes(worker.signing_public),
        vouchers=(one.worker.pk, two.worker.pk),
        at=clock.now(),
    )
    words = signed_words(line, Service.objects.get())
    line.signature, line.second_signature = (
        sign(member.keyring.signing_private, words) for member in (one, two)
    )
    assert not isinstance(give_new_keys(line=line, clock=clock), Refused)


def test_who_left_and_is_put_back_with_row_and_roster_is_given_nothing_and_does_not_come_in(
    ada: Member, bryn: Member, clock: FixedClock
) -> None:
    before = row_of(bryn.worker)
    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)

    put_back(bryn.worker, before)
    RosterEntry.objects.filter(worker=bryn.worker, revoked_on__isnull=False).delete()

    back = Worker.objects.get(pk=bryn.worker.pk)
    assert back.is_active
    with pytest.raises(RosterPutBack):
        trusted_sealing_public(back)
    with pytest.raises(RosterPutBack):
        trusted_signing_public(back.pk)
    assert isinstance(unlock(worker=back, passphrase=PASSPHRASE), Refused)


def test_who_left_with_their_leaving_line_still_there_does_not_come_in_either(
    ada: Member, bryn: Member, clock: FixedClock
) -> None:
    before = row_of(bryn.worker)
    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)
    put_back(bryn.worker, before)

    back = Worker.objects.get(pk=bryn.worker.pk)
    assert isinstance(unlock(worker=back, passphrase=PASSPHRASE), Refused)


def test_who_left_and_is_put_back_vouches_for_nobody(ada: Member, bryn: Member, clock: FixedClock) -> None:
    before = row_of(bryn.worker)
    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)
    put_back(bryn.worker, before)
    RosterEntry.objects.filter(worker=bryn.worker, revoked_on__isnull=False).delete()
    row = Worker(id=new_id(), username="dai", name="Dai", post=Post.DUTY)
    newcomer = make_worker(made=make_keys(worker=row, passphrase=PASSPHRASE), clock=clock)

    with pytest.raises(UntrustedKey):
        vouch_for(worker=newcomer, seen=fingerprint_of(newcomer), by=bryn.keyring, clock=clock)


def test_the_keys_of_before_they_were_replaced_do_not_count_again(
    ada: Member, bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    """The old keys were stolen; whoever has them puts row and roster back to that day."""
    before, worker = row_of(bryn.worker), Worker.objects.get(pk=bryn.worker.pk)
    renewed(worker, ada, cerys, clock)
    assert trusted_sealing_public(worker) == worker.sealing_public
    signed = sign(bryn.keyring.signing_private, b"a warning")
    assert has_signed_as(worker.pk, b"a warning", signed)

    put_back(worker, before)
    RosterEntry.objects.filter(worker=worker, second_by__isnull=False).delete()

    back = Worker.objects.get(pk=worker.pk)
    with pytest.raises(RosterPutBack):
        trusted_sealing_public(back)
    assert not has_signed_as(back.pk, b"a warning", signed)


def test_nothing_counts_that_rests_on_a_line_put_back(ada: Member, bryn: Member, clock: FixedClock) -> None:
    dai = enrolled("dai", Post.DUTY, bryn, clock)
    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)
    assert trusted_sealing_public(dai.worker)

    RosterEntry.objects.filter(worker=bryn.worker, revoked_on__isnull=False).delete()

    with pytest.raises(RosterPutBack):
        trusted_sealing_public(dai.worker)
    assert workers_put_back() == [bryn.worker]


def test_a_line_written_twice_does_not_count(bryn: Member) -> None:
    line = RosterEntry.objects.get(worker=bryn.worker)
    line.pk = new_id()
    line.save(force_insert=True)

    with pytest.raises(RosterPutBack):
        trusted_sealing_public(bryn.worker)


def test_the_record_is_asked_once_a_request_and_a_line_written_in_it_counts_at_once(
    ada: Member, bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    with service_read_once() as read:
        assert trusted_sealing_public(bryn.worker)
        asked = read.lines
        assert trusted_sealing_public(cerys.worker)
        assert read.lines is asked
        dai = enrolled("dai", Post.DUTY, cerys, clock)
        assert trusted_sealing_public(dai.worker)
        leave_service(worker=dai.worker, by=ada.worker, clock=clock)
        with pytest.raises(UntrustedKey):
            trusted_sealing_public(Worker.objects.get(pk=dai.worker.pk))
        assert not read.put_back


def test_what_another_session_wrote_meanwhile_is_no_alarm(
    ada: Member, bryn: Member, clock: FixedClock
) -> None:
    with service_read_once() as read:
        assert trusted_sealing_public(bryn.worker)
        asked = read.lines
        leave_service(worker=bryn.worker, by=ada.worker, clock=clock)
        read.lines = asked  # as a request has it that began before
        with pytest.raises(UntrustedKey):
            trusted_sealing_public(Worker.objects.get(pk=bryn.worker.pk))
        assert not read.put_back


def test_the_alarm_is_written_once_a_day_and_tells_whose_keys(bryn: Member, clock: FixedClock) -> None:
    alarms = AuditEvent.objects.filter(event=Event.ROSTER_DIFFERS)
    assert raise_alarm(workers=[bryn.worker.pk], clock=clock) == 1
    assert raise_alarm(workers=[bryn.worker.pk], clock=clock) == 0
    clock.move_to(clock.now() + timedelta(days=1))
    assert raise_alarm(workers=[bryn.worker.pk], clock=clock) == 1

    assert {event.subject for event in alarms} == {bryn.worker.pk}


def test_signing_in_where_the_roster_was_put_back_raises_the_alarm(
    ada: Member, bryn: Member, clock: FixedClock, browser: Client
) -> None:
    """A page that asks for a key refuses it, and the word of it outlives the refusal."""
    from yarrow.staff.door.middleware import ClockMiddleware

    RosterEntry.objects.filter(worker=bryn.worker).delete()

    def page(_request: object) -> None:
        with pytest.raises(UntrustedKey):
            trusted_sealing_public(Worker.objects.get(pk=bryn.worker.pk))

    ClockMiddleware(page)(browser.request().wsgi_request)  # type: ignore[arg-type]

    assert AuditEvent.objects.filter(event=Event.ROSTER_DIFFERS, subject=bryn.worker.pk).count() == 1


def test_with_its_event_taken_out_as_well_the_line_is_believed_and_the_record_shows_the_gap(
    ada: Member, bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    """What is not defended at use, and where it is seen: docs/threat-model.md, "Found, not yet mended"."""
    before = row_of(bryn.worker)
    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)
    leave_service(worker=cerys.worker, by=ada.worker, clock=clock)
    service = Service.objects.get()
    assert not broken_links(service.pk)

    put_back(bryn.worker, before)
    RosterEntry.objects.filter(worker=bryn.worker, revoked_on__isnull=False).delete()
    left = AuditEvent.objects.get(event=Event.WORKER_LEFT, subject=bryn.worker.pk)
    tamper("DELETE FROM audit_auditevent WHERE id = %s", [left.pk])

    assert trusted_sealing_public(Worker.objects.get(pk=bryn.worker.pk))
    assert broken_links(service.pk) == [left.number + 1]
