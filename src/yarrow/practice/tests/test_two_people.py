"""Nobody is competent by one person's word, nor because somebody can write to the database."""

from datetime import timedelta
from typing import Any

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.audit.tests.tampering import guard_lifted
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.practice.actions import confirm, withdraw
from yarrow.practice.models import Attestation
from yarrow.practice.queries import InDate, in_date_of
from yarrow.practice.terms import Subject
from yarrow.staff.actions import enrol_worker
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import RosterEntry, Worker
from yarrow.staff.terms import Post

from .conftest import DVA, SUPERVISION, Hands

NOTHING = InDate()


def of(hands: Hands, part: str = "lead", *, later: int = 0) -> InDate:
    """What the gate is told of this worker."""
    worker = hands.cast.worker(part)
    return in_date_of([worker.pk], hands.today + timedelta(days=later))[worker.pk]


def test_nothing_recorded_is_nothing(hands: Hands) -> None:
    assert of(hands) == NOTHING


@pytest.mark.parametrize("subject", [DVA, SUPERVISION])
def test_one_persons_word_counts_for_nothing(hands: Hands, subject: Subject) -> None:
    hands.record("lead", subject=subject)

    assert of(hands) == NOTHING


def test_two_peoples_word_counts(hands: Hands) -> None:
    trained, seen = hands.both("lead"), hands.both("lead", SUPERVISION)

    assert of(hands) == InDate(dva_competent_until=trained.until, supervised_on=seen.on)


@pytest.mark.parametrize("by", ["lead", "outsider", "intake", "specialist", "researcher", "duty", "frozen"])
def test_recording_by_who_may_not_is_not_there(hands: Hands, by: str) -> None:
    with pytest.raises(NotThere):
        hands.tries("lead", by)

    assert not Attestation.objects.exists()


def test_a_lead_records_for_who_works_on_their_case_and_for_nobody_else(hands: Hands, family: Family) -> None:
    hands.record("harmed_worker", "lead")

    with pytest.raises(NotThere):
        hands.tries("outsider", "lead")


@pytest.mark.parametrize("by", ["supervisor", "manager", "lead"])
def test_nobody_types_it_for_a_specialist(hands: Hands, family: Family, by: str) -> None:
    with pytest.raises(NotThere):
        hands.tries("specialist", by)

    assert hands.record("specialist", "specialist", Subject.SURVIVOR_SPECIALIST)


@pytest.mark.parametrize("by", ["lead", "outsider", "researcher", "specialist"])
def test_what_a_specialist_says_of_themselves_is_confirmed_by_who_answers_for_it(
    hands: Hands, by: str
) -> None:
    row = hands.record("specialist", "specialist")

    with pytest.raises(NotThere):
        hands.confirm(row, by)
    assert of(hands, "specialist") == NOTHING
    assert not isinstance(hands.confirm(row, "manager"), Refused)


def test_the_same_person_twice_is_refused(hands: Hands) -> None:
    row = hands.record("lead")

    assert isinstance(hands.confirm(row, "supervisor"), Refused)
    assert of(hands) == NOTHING


def test_confirming_ones_own_training_is_refused(hands: Hands) -> None:
    row = hands.record("lead")

    assert isinstance(hands.confirm(row, "lead"), Refused)
    assert of(hands) == NOTHING


def test_who_was_supervised_may_confirm_it(hands: Hands) -> None:
    row = hands.record("lead", subject=SUPERVISION)

    assert not isinstance(hands.confirm(row, "lead"), Refused)
    assert of(hands).supervised_on == row.on


@pytest.mark.parametrize("by", ["supervisor", "manager"])
def test_a_second_whom_the_first_brought_in_is_refused(
    hands: Hands, cast: Cast, clock: FixedClock, by: str
) -> None:
    row = hands.record("lead")
    clock.move_to(clock.now() + timedelta(days=1))
    newcomer, keys = enrol_worker(
        username="newcomer",
        name="Nia New",
        post=Post.SUPERVISOR,
        passphrase=DEMO_PASSPHRASE,
        clock=clock,
        enrolled_by=cast.keyring(by),
    )
    clock.move_to(clock.now() + timedelta(days=14))

    said = confirm(attestation=row, by=newcomer, keyring=keys, clock=clock)

    assert isinstance(said, Refused) is (by == "supervisor")


@pytest.mark.parametrize("by", ["researcher", "frozen", "ex_worker"])
def test_a_second_who_may_not_is_not_there(hands: Hands, by: str) -> None:
    row = hands.record("lead")

    with pytest.raises(NotThere):
        hands.confirm(row, by)
    assert not isinstance(hands.confirm(row), Refused)


def test_confirming_again_is_refused(hands: Hands) -> None:
    assert isinstance(hands.confirm(hands.both("lead"), "manager"), Refused)


@pytest.mark.parametrize(
    ("subject", "on", "until"),
    [
        (DVA, 1, 300),
        (DVA, -10, -11),
        (DVA, -10, 3 * 365 - 9),
        (SUPERVISION, 1, 2),
        (SUPERVISION, -1, 84),
    ],
)
def test_days_that_make_no_sense_are_refused(hands: Hands, subject: Subject, on: int, until: int) -> None:
    today = hands.today
    first, last = today + timedelta(days=on), today + timedelta(days=until)

    assert isinstance(hands.tries("lead", subject=subject, on=first, until=last), Refused)
    assert not Attestation.objects.exists()


def test_supervision_given_to_oneself_is_refused(hands: Hands) -> None:
    refused = hands.tries("lead", subject=SUPERVISION, given_by=hands.cast.worker("lead"))

    assert isinstance(refused, Refused)


def test_what_has_run_out_is_told_with_its_day_and_supervision_is_not_told_at_all(hands: Hands) -> None:
    trained, seen = hands.both("lead"), hands.both("lead", SUPERVISION)

    assert of(hands, later=60).supervised_on == seen.on
    assert of(hands, later=61) == InDate(dva_competent_until=trained.until)


def test_the_newest_training_counts_and_not_the_longest(hands: Hands) -> None:
    hands.both("lead")
    shorter = hands.both("lead", until=hands.today)

    assert of(hands).dva_competent_until == shorter.until


def test_the_latest_supervision_counts_also_where_an_earlier_one_is_written_down_later(hands: Hands) -> None:
    latest = hands.both("lead", SUPERVISION)
    hands.both("lead", SUPERVISION, on=hands.today - timedelta(days=40))

    assert of(hands).supervised_on == latest.on


@pytest.mark.parametrize("by", ["lead", "supervisor", "signing_supervisor", "manager"])
def test_taking_back_takes_one_and_an_older_record_does_not_step_in(
    hands: Hands, clock: FixedClock, by: str
) -> None:
    hands.both("lead")
    newest = hands.both("lead")
    assert of(hands) != NOTHING

    withdraw(attestation=newest, by=hands.cast.worker(by), clock=clock)

    assert of(hands) == NOTHING
    with pytest.raises(NotThere):
        hands.confirm(newest, "manager")


def test_taking_back_what_waits_leaves_what_counts(hands: Hands, clock: FixedClock) -> None:
    hands.both("lead")
    withdraw(attestation=hands.record("lead"), by=hands.cast.worker("supervisor"), clock=clock)

    assert of(hands) != NOTHING


@pytest.mark.parametrize("by", ["outsider", "specialist", "researcher"])
def test_taking_back_by_a_stranger_is_not_there(hands: Hands, clock: FixedClock, by: str) -> None:
    row = hands.both("lead")

    with pytest.raises(NotThere):
        withdraw(attestation=row, by=hands.cast.worker(by), clock=clock)
    assert of(hands) != NOTHING


# --- whoever can write to the database ---


def _another_day(row: Attestation, hands: Hands) -> dict[str, Any]:
    return {"until": row.until + timedelta(days=300)}


def _another_worker(row: Attestation, hands: Hands) -> dict[str, Any]:
    return {"worker": hands.cast.worker("lead")}


def _another_subject(row: Attestation, hands: Hands) -> dict[str, Any]:
    return {"subject": DVA}


@pytest.mark.parametrize("change", [_another_day, _another_worker, _another_subject])
def test_a_changed_row_makes_nobody_competent(hands: Hands, change: Any) -> None:
    """Each change alone; the row would count for the lead if the signatures did not cover it."""
    of_whom = "harmed_worker" if change is _another_worker else "lead"
    subject = Subject.FACILITATION if change is _another_subject else DVA
    row = hands.both(of_whom, subject)

    Attestation.objects.filter(pk=row.pk).update(**change(row, hands))

    assert of(hands) == NOTHING


def test_a_second_that_was_written_into_the_row_makes_nobody_competent(hands: Hands) -> None:
    row = hands.record("lead")
    Attestation.objects.filter(pk=row.pk).update(
        second=hands.cast.worker("manager"), second_at=hands.clock.now(), second_signature=row.signature
    )

    assert of(hands) == NOTHING


def test_a_row_put_back_after_it_was_taken_back_makes_nobody_competent(
    hands: Hands, clock: FixedClock
) -> None:
    row = hands.both("lead")
    withdraw(attestation=row, by=hands.cast.worker("lead"), clock=clock)

    Attestation.objects.filter(pk=row.pk).update(withdrawn_by=None, withdrawn_at=None)

    assert of(hands) == NOTHING


def test_two_real_signatures_without_the_services_mark_make_nobody_competent(hands: Hands) -> None:
    """Two workers who can also write to the database; the record must know of it too."""
    hands.both("lead")
    with guard_lifted():
        AuditEvent.objects.filter(event=Event.ATTESTATION_CONFIRMED).delete()

    assert of(hands) == NOTHING


def test_keys_that_nobody_vouched_for_make_nobody_competent(hands: Hands) -> None:
    hands.both("lead")
    RosterEntry.objects.filter(worker=hands.cast.worker("signing_supervisor")).update(witnessed=b"")

    assert of(hands) == NOTHING


def test_what_was_signed_by_who_has_left_still_counts(hands: Hands) -> None:
    hands.both("lead")
    Worker.objects.filter(pk=hands.cast.worker("supervisor").pk).update(is_active=False)

    assert of(hands) != NOTHING


def test_every_act_leaves_its_row(hands: Hands, clock: FixedClock) -> None:
    row = hands.both("lead")
    hands.record("lead", subject=SUPERVISION)
    withdraw(attestation=row, by=hands.cast.worker("lead"), clock=clock)

    events = AuditEvent.objects.order_by("id").values_list("event", flat=True)
    assert list(events)[-4:] == [
        Event.COMPETENCE_RECORDED,
        Event.ATTESTATION_CONFIRMED,
        Event.SUPERVISION_RECORDED,
        Event.ATTESTATION_WITHDRAWN,
    ]


def test_the_confirmation_of_another_record_does_not_serve(hands: Hands) -> None:
    """Confirmed is what was looked at, not what lies at its place since."""
    one, other = hands.record("lead"), hands.record("harmed_worker")
    confirm(
        attestation=other,
        by=hands.cast.worker("manager"),
        keyring=hands.cast.keyring("manager"),
        clock=hands.clock,
    )
    other.refresh_from_db()
    Attestation.objects.filter(pk=one.pk).update(
        second=other.second, second_at=other.second_at, second_signature=other.second_signature
    )

    assert of(hands) == NOTHING


def test_asked_of_an_earlier_day_what_came_later_does_not_count(hands: Hands) -> None:
    hands.both("lead", SUPERVISION)
    earlier = hands.both("lead", SUPERVISION, on=hands.today - timedelta(days=40))

    assert of(hands, later=-20) == InDate(supervised_on=earlier.on)
    assert of(hands, later=-41) == NOTHING
