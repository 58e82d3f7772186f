"""What may be queued: refusals first, each with what could have gone out there before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.actions import stop_joint_work
from yarrow.cases.models import Case
from yarrow.cases.terms import Stage
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Consent, ConsentValue, Hope
from yarrow.gate.facts.messages import MessageQueued
from yarrow.gate.facts.routes import Proof as ProofOf
from yarrow.gate.facts.routes import RouteKind, RouteProved, SafeRoute, Wording
from yarrow.gate.facts.who import Language, ReachUnsafe
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.reaching.actions import hold_all, hold_person, lift_hold
from yarrow.rooms.actions import drop_note, open_drops
from yarrow.rooms.queries import recorded_in
from yarrow.sending.actions import take_back
from yarrow.sending.models import QueuedMessage, SenderKey
from yarrow.sending.terms import AHEAD, Outcome

from .steps import DUE, ROUTE, outcome_of, queue, queued, why


@pytest.mark.parametrize("member", ["other_worker", "manager", "outsider", "supervisor", "ex_worker"])
def test_who_is_not_inside_queues_and_takes_back_nothing(agreed: Family, member: str) -> None:
    row = queued(agreed)

    with pytest.raises(NotThere):
        queue(agreed, by=member)
    with pytest.raises(NotThere):
        take_back(
            room=agreed.rooms["harmed"],
            message_id=row.pk,
            by=agreed.cast.worker(member),
            clock=agreed.clock,
        )

    assert list(QueuedMessage.objects.all()) == [row]


@pytest.mark.parametrize("part", ["team", "shared"])
def test_only_a_room_of_one_person_has_messages(agreed: Family, part: str) -> None:
    with pytest.raises(NotThere):
        queue(agreed, part=part)


@pytest.mark.parametrize(
    "route",
    [
        replace(ROUTE, allowed=Answer.UNKNOWN),
        replace(ROUTE, shared_device=Answer.UNKNOWN),
        replace(ROUTE, shared_device=Answer.YES),
        replace(ROUTE, wordings=(Wording.PLEASE_RING,)),
        replace(ROUTE, language=Language.UNKNOWN),
        replace(ROUTE, language=Language.OTHER),
        replace(ROUTE, sender_name=""),
        replace(ROUTE, sender_name="0800 123456"),
        replace(ROUTE, sender_name="Sam\nring 0800"),
        replace(ROUTE, sender_name="A name that is much too long"),
        replace(ROUTE, safe_from="", safe_until="", days=()),
        replace(ROUTE, safe_from="11:00"),
        replace(ROUTE, confirmed_on=datetime(2026, 2, 25, tzinfo=UTC).date()),
        replace(ROUTE, way=RouteKind.CALL),
    ],
)
def test_what_was_not_agreed_or_is_not_safe_is_refused(family: Family, key: object, route: SafeRoute) -> None:
    family.record("harmed", route)

    assert why(queue(family))
    assert not QueuedMessage.objects.exists()


@pytest.mark.parametrize("due", [DUE - AHEAD, datetime(2026, 3, 10, 9, tzinfo=UTC), DUE + timedelta(days=6)])
def test_not_in_the_past_and_not_later_than_seven_days(agreed: Family, due: datetime) -> None:
    assert why(queue(agreed, due_at=due))


def test_without_a_sender_or_with_a_key_put_in_by_hand_nothing_is_sealed(agreed: Family) -> None:
    SenderKey.objects.update(public=bytes(range(32)))
    assert why(queue(agreed)) == ["No sender is set up in this service, so no message can be queued."]

    SenderKey.objects.all().delete()
    assert why(queue(agreed)) == ["No sender is set up in this service, so no message can be queued."]


def test_a_hold_a_note_and_a_closed_case_refuse(agreed: Family) -> None:
    room, worker = agreed.rooms["harmed"], agreed.cast.worker("other_worker")
    hold_person(room=room, by=worker, clock=agreed.clock)
    assert why(queue(agreed))

    lift_hold(
        room=room,
        by=agreed.holder("harmed").worker,
        keyring=agreed.holder("harmed").keyring,
        clock=agreed.clock,
    )
    assert isinstance(queue(agreed), QueuedMessage)

    Case.objects.filter(pk=agreed.case.pk).update(stage=Stage.CLOSED)
    agreed.rooms["harmed"].refresh_from_db()
    assert why(queue(agreed)) == ["This case is closed: nothing is sent any more."]


def test_everybody_held_refuses(agreed: Family) -> None:
    hold_all(by=agreed.cast.worker("manager"), clock=agreed.clock)

    assert why(queue(agreed))


def test_an_unread_note_refuses(agreed: Family) -> None:
    other = agreed.holder("other")
    drop_note(
        room=agreed.rooms["harmed"],
        fact=ReachUnsafe(words=LongText("Her phone was taken.")),
        by=other.worker,
        keyring=other.keyring,
        clock=agreed.clock,
    )

    assert why(queue(agreed))


def test_after_a_stop_nothing_before_the_hour_that_was_set(agreed: Family) -> None:
    stop_joint_work(case=agreed.case, by=agreed.cast.worker("other_worker"), clock=agreed.clock)

    assert why(queue(agreed)) == ["Joint work has stopped. Nothing is sent before the hour that was set."]


def test_where_nothing_joint_is_arranged_a_stop_changes_nothing(agreed: Family) -> None:
    """No page shows it then: who could not queue would learn that something happened in another room."""
    Case.objects.filter(pk=agreed.case.pk).update(joint_event_at=None)
    stop_joint_work(case=agreed.case, by=agreed.cast.worker("other_worker"), clock=agreed.clock)

    assert isinstance(queue(agreed), QueuedMessage)


def test_a_stop_before_the_plan_was_arranged_changes_nothing(agreed: Family, clock: FixedClock) -> None:
    other = agreed.cast.worker("other_worker")
    stop_joint_work(case=agreed.case, by=other, clock=clock)
    clock.move_to(clock.now() + timedelta(hours=1))
    with transaction.atomic():
        audit.append(
            chain=agreed.case.pk, event=Event.PLAN_ARRANGED, actor=None, subject=new_id(), clock=clock
        )
    assert isinstance(queue(agreed), QueuedMessage)

    stop_joint_work(case=agreed.case, by=other, clock=clock)
    assert why(queue(agreed)) == ["Joint work has stopped. Nothing is sent before the hour that was set."]


def test_who_stopped_taking_part_gets_none_until_they_agree_anew(agreed: Family, clock: FixedClock) -> None:
    agreed.record("harmed", Consent(value=ConsentValue.WITHDRAWN))
    clock.move_to(clock.now() + timedelta(days=4))
    due = DUE + timedelta(days=4)
    assert "They have stopped taking part since this way was last agreed. Agree it anew." in why(
        queue(agreed, due_at=due)
    )

    agreed.record("harmed", ROUTE)
    team = agreed.holder("team")  # told of it by a note; unread, the door lets nothing out
    open_drops(room=agreed.rooms["team"], by=team.worker, keyring=team.keyring, clock=clock)
    assert isinstance(queue(agreed, due_at=due), QueuedMessage)


def test_what_is_queued_is_sealed_recorded_and_in_the_chain(agreed: Family) -> None:
    row = queued(agreed)

    member = agreed.holder("harmed")
    said = [each.fact for each in recorded_in(agreed.rooms["harmed"], member.keyring)]
    entry = next(each for each in said if isinstance(each, MessageQueued))
    assert (entry.words, entry.value, entry.message) == (
        "You have an appointment tomorrow. No need to reply. Sam",
        "07700 900123",
        str(row.pk),
    )
    assert b"900123" not in bytes(row.blob)
    events = AuditEvent.objects.filter(chain=row.room_id, subject=row.pk).values_list("event", flat=True)
    assert list(events) == ["entry_sealed", "message_sealed"]


def test_posted_twice_it_is_queued_once_and_taken_back_it_stays_so(agreed: Family) -> None:
    once = new_id()
    row = queued(agreed, message=once)
    assert queue(agreed, message=once) == row

    worker = agreed.holder("harmed").worker
    for _press in range(2):
        assert take_back(room=row.room, message_id=once, by=worker, clock=agreed.clock) is None

    assert outcome_of(row) is Outcome.TAKEN_BACK
    assert queue(agreed, message=once) is None
    assert not QueuedMessage.objects.exists()


def test_a_message_of_another_room_is_not_taken_back_from_here(agreed: Family) -> None:
    row = queued(agreed)
    lead = agreed.cast.worker("lead")

    with pytest.raises(NotThere):
        take_back(room=agreed.rooms["other"], message_id=row.pk, by=lead, clock=agreed.clock)

    assert QueuedMessage.objects.filter(pk=row.pk).exists()


def test_what_is_written_later_asks_again_and_seals_anew(agreed: Family) -> None:
    row = queued(agreed)

    agreed.record("harmed", Hope(words=LongText("A good week.")))

    later = QueuedMessage.objects.get(pk=row.pk)
    assert (later.seen, later.due_at) == (row.seen + 1, row.due_at)
    assert bytes(later.signature) != bytes(row.signature)


@pytest.mark.parametrize(
    "change",
    [
        ReachUnsafe(words=LongText("He has her phone.")),
        replace(ROUTE, allowed=Answer.NO),
        replace(ROUTE, language=Language.WELSH),
        replace(ROUTE, sender_name="Sal"),
        replace(ROUTE, safe_from="14:00"),
        Consent(value=ConsentValue.WITHDRAWN),
        RouteProved(
            way=RouteKind.TEXT,
            value=LongText("07700 900777"),
            proof=ProofOf.IN_PERSON,
            proved_on=datetime(2026, 3, 10, tzinfo=UTC).date(),
        ),
    ],
)
def test_what_may_no_longer_go_or_would_be_another_is_purged_at_once(agreed: Family, change: object) -> None:
    row = queued(agreed)

    agreed.record("harmed", change)  # type: ignore[arg-type]  # each is a fact

    assert not QueuedMessage.objects.exists()
    assert outcome_of(row) is Outcome.NOT_SENT
