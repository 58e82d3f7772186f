"""A post, a line of the roster or a freeze taken away by who writes to the database and has no pepper.

The record remembers who came by whose word, in which post, and whose account is frozen (decision 0018, 0019).
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import forging
from tests.browsers import Browser
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event, Fault
from yarrow.audit.tests.tampering import guard_lifted
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Allowed
from yarrow.oversight.verifying import verify_everything
from yarrow.staff.actions import agree_to_lift, enrol_worker, freeze
from yarrow.staff.door.backend import PassphraseBackend
from yarrow.staff.models import Freeze, RosterEntry, Worker
from yarrow.staff.queries import (
    could_lift,
    is_beginning,
    is_frozen,
    is_independent_of,
    may_be_given_keys,
    the_service,
    workers_put_back,
)
from yarrow.staff.terms import Post

PASSPHRASE = "seven quiet herons 77"


def faults() -> set[Fault]:
    return {found.fault for found in verify_everything().found}


def test_post_whose_event_was_emptied_opens_no_page(family: Family) -> None:
    worker = family.cast.worker("outsider")
    Worker.objects.filter(pk=worker.pk).update(post=Post.MANAGER)
    with guard_lifted():
        AuditEvent.objects.filter(subject=worker.pk, event=Event.POST_GIVEN).update(subject=None)
        assert PassphraseBackend().get_user(worker.pk) is None

        AuditEvent.objects.filter(subject=worker.pk, event=Event.WORKER_ENROLLED).update(subject=None)

    assert PassphraseBackend().get_user(worker.pk) is None


def test_who_takes_their_own_lines_away_as_well_waits_like_a_newcomer(
    family: Family, browser: Browser
) -> None:
    worker, client = family.cast.worker("outsider"), browser("outsider")
    assert client.get("/").status_code == 200
    Worker.objects.filter(pk=worker.pk).update(post=Post.MANAGER)
    with guard_lifted():
        events = [Event.POST_GIVEN, Event.WORKER_ENROLLED]
        AuditEvent.objects.filter(subject=worker.pk, event__in=events).update(subject=None)
    RosterEntry.objects.filter(worker=worker).delete()

    for path in ("/", reverse("people:people")):
        assert client.get(path).headers.get("Location") == reverse("people:waiting"), path


@pytest.fixture
def pair(family: Family, clock: FixedClock) -> tuple[Worker, Worker]:
    """One whom the intake worker brought in, and the puppet whom that one brought in: never two."""
    clock.move_to(clock.now() + timedelta(days=100))
    made = []
    by = family.cast.keyring("intake")
    for name in ("aaa", "ppp"):
        worker, by = enrol_worker(
            username=name,
            name=name,
            post=Post.SUPERVISOR,
            passphrase=PASSPHRASE + name,
            clock=clock,
            enrolled_by=by,
        )
        made.append(worker)
        clock.move_to(clock.now() + timedelta(days=1))
    assert not is_independent_of(made[0], made[1], clock)
    return made[0], made[1]


@pytest.mark.parametrize("off_the_record", [False, True])
def test_nobody_becomes_one_of_the_first_three_by_taking_the_lines_of_others_away(
    family: Family, pair: tuple[Worker, Worker], *, off_the_record: bool
) -> None:
    kept = [family.cast.worker("intake").pk, *(each.pk for each in pair)]
    saved = list(RosterEntry.objects.exclude(worker__in=kept))
    RosterEntry.objects.filter(pk__in=[line.pk for line in saved]).delete()
    if off_the_record:
        events = [Event.WORKER_ENROLLED, Event.KEYS_REPLACED, Event.WORKER_LEFT, Event.POST_GIVEN]
        with guard_lifted():
            AuditEvent.objects.filter(event__in=events).exclude(subject__in=kept).update(subject=None)

    assert not is_independent_of(*pair, family.clock)
    assert not is_beginning()

    RosterEntry.objects.bulk_create(saved)
    if not off_the_record:
        assert workers_put_back() == []
        assert is_independent_of(family.cast.worker("supervisor"), family.cast.worker("intake"), family.clock)


def frozen(family: Family, part: str) -> Worker:
    worker = family.cast.worker(part)
    assert isinstance(freeze(worker=worker, by=family.cast.worker("lead"), clock=family.clock), Allowed)
    return worker


def stays_frozen(worker: Worker) -> None:
    assert is_frozen(worker)
    assert PassphraseBackend().get_user(worker.pk) is None
    assert not may_be_given_keys(worker)
    assert Fault.TAKEN_AWAY in faults()


def test_freeze_whose_row_was_taken_away_stands(family: Family) -> None:
    worker = frozen(family, "other_worker")
    assert faults() == set()

    Freeze.objects.filter(worker=worker).delete()

    stays_frozen(worker)
    assert worker not in could_lift()


def test_freeze_that_only_the_row_says_was_lifted_stands(family: Family) -> None:
    worker, clock = frozen(family, "other_worker"), family.clock
    one, two = (family.cast.worker(part) for part in ("manager", "intake"))

    Freeze.objects.filter(worker=worker).update(agreed_by=one, lifted_by=two, lifted_at=clock.now())
    stays_frozen(worker)

    forging.say_without_a_mark(the_service().pk, Event.FREEZE_LIFTED, worker, clock)
    stays_frozen(worker)


def test_agreement_that_was_put_in_is_not_the_first_of_two(family: Family) -> None:
    worker, clock = frozen(family, "other_worker"), family.clock
    one, two = (family.cast.worker(part) for part in ("manager", "intake"))
    assert is_independent_of(one, two, clock)
    Freeze.objects.filter(worker=worker).update(agreed_by=one)

    assert isinstance(agree_to_lift(worker=worker, by=two, clock=clock), Allowed)

    assert is_frozen(worker)


def test_freeze_that_was_taken_away_is_lifted_by_two_all_the_same(family: Family) -> None:
    worker, clock = frozen(family, "other_worker"), family.clock
    Freeze.objects.filter(worker=worker).delete()

    for part in ("manager", "intake"):
        assert isinstance(agree_to_lift(worker=worker, by=family.cast.worker(part), clock=clock), Allowed)

    assert not is_frozen(worker)
    assert PassphraseBackend().get_user(worker.pk) is not None
    assert faults() == set()
