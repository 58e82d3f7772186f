"""The sender: everything that must keep a message back, each beside one that would go; then that it goes."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.cases.actions import stop_joint_work
from yarrow.cases.models import Case, Stop
from yarrow.cases.terms import Stage
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.routes import RouteKind
from yarrow.gate.facts.who import ReachUnsafe
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.reaching.actions import hold_all, hold_person, lift_hold
from yarrow.reaching.models import Hold
from yarrow.rooms.actions import drop_note, take_out_entry
from yarrow.rooms.contexts import wrap_context
from yarrow.rooms.models import Wrap
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.sender_key import SenderKey, make_sender_key
from yarrow.sealing.wrap import unwrap_with, wrap_to
from yarrow.sending.actions import claim, give_up_fallen, look_again, take_back
from yarrow.sending.gateways.interface import NotTaken, Outgoing
from yarrow.sending.gateways.local import LocalGateway
from yarrow.sending.journal import Journal
from yarrow.sending.message.content import SIZE, message_context
from yarrow.sending.models import MessageOutcome, QueuedMessage, SenderSeen
from yarrow.sending.queries import is_sender_alive, news_for
from yarrow.sending.sender import Sender
from yarrow.sending.terms import UNCLEAR_AFTER, Outcome
from yarrow.staff.queries import the_service

from .steps import DUE, in_its_hour, outcome_of, queued

HOUR = timedelta(hours=1)


class Says(LocalGateway):
    """Raises what it is told to, before or after it has taken the message."""

    def __init__(self, *raises: Exception | None, after: bool = False) -> None:
        super().__init__()
        self.raises, self.after = list(raises), after

    def hand_over(self, message: Outgoing) -> None:
        failure = self.raises.pop(0) if self.raises else None
        if failure is None or self.after:
            super().hand_over(message)
        if failure is not None:
            raise failure


def with_gateway(sender: Sender, gateway: LocalGateway) -> Sender:
    return Sender(sender.deployment, sender.key, [gateway], sender.journal, sender.clock)


@pytest.mark.parametrize("after", [-HOUR / 60, 7 * HOUR, 24 * HOUR, 9600 * HOUR])
def test_not_before_its_hour_and_not_when_it_is_late(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock, after: timedelta
) -> None:
    queued(agreed)
    clock.move_to(DUE + after)

    sender.look()

    assert gateway.taken == 0


def test_not_outside_the_hours_that_are_safe(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    row = queued(agreed, due_at=DUE + 6 * HOUR)
    clock.move_to(DUE + 7 * HOUR)

    sender.look()

    assert gateway.taken == 0
    assert outcome_of(row) is Outcome.NOT_SENT


def test_not_while_held_nor_after_a_hold_that_was_lifted(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    row, room = queued(agreed), agreed.rooms["harmed"]
    hold_person(room=room, by=agreed.cast.worker("other_worker"), clock=clock)
    inside = agreed.holder("harmed")
    lift_hold(room=room, by=inside.worker, keyring=inside.keyring, clock=clock)
    in_its_hour(clock)

    sender.look()

    assert gateway.taken == 0
    assert outcome_of(row) is Outcome.NOT_SENT


def test_not_while_everybody_is_held_also_where_the_row_of_it_was_taken_away(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    queued(agreed)
    hold_all(by=agreed.cast.worker("manager"), clock=clock)
    Hold.objects.all().delete()
    in_its_hour(clock)

    sender.look()

    assert gateway.taken == 0


def test_not_after_a_note_that_nobody_inside_has_read(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    row, other = queued(agreed), agreed.holder("other")
    drop_note(
        room=agreed.rooms["harmed"],
        fact=ReachUnsafe(words=LongText("He has her phone.")),
        by=other.worker,
        keyring=other.keyring,
        clock=clock,
    )
    in_its_hour(clock)

    sender.look()

    assert gateway.taken == 0
    assert outcome_of(row) is Outcome.NOT_SENT


def test_not_after_a_stop_that_shows_and_one_that_does_not_show_changes_nothing(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    queued(agreed)
    Stop.objects.create(case=agreed.case, at=clock.now(), line_from=None, say_nothing_before=DUE + HOUR)
    in_its_hour(clock)
    sender.look()
    assert gateway.taken == 1

    row = queued(agreed, due_at=DUE + HOUR)
    stop_joint_work(case=agreed.case, by=agreed.cast.worker("other_worker"), clock=clock)
    clock.move_to(DUE + HOUR)
    sender.look()
    assert gateway.taken == 1
    assert outcome_of(row) is Outcome.NOT_SENT


def test_not_of_a_closed_case(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    queued(agreed)
    Case.objects.filter(pk=agreed.case.pk).update(stage=Stage.CLOSED)
    in_its_hour(clock)

    sender.look()

    assert gateway.taken == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"due_at": DUE - 24 * HOUR},
        {"expires_at": DUE + 100 * HOUR},
        {"seen": 3},
        {"holds": 3},
        {"stops": 3},
        {"blob": b"\x01" + bytes(1100)},
        {"signature": bytes(64)},
    ],
)
def test_not_where_somebody_changed_the_row(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock, changed: dict[str, object]
) -> None:
    row = queued(agreed)
    QueuedMessage.objects.filter(pk=row.pk).update(**changed)
    in_its_hour(clock)

    sender.look()

    assert gateway.taken == 0
    assert outcome_of(row) is Outcome.NOT_SENT


def test_not_what_somebody_sealed_to_the_sender_by_hand_nor_a_row_moved_to_another_room(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    row, moved = queued(agreed), queued(agreed)
    place = message_context(the_service().pk, row.room_id, row.pk)
    forged = wrap_to(sender.key.pair.public, b"{}", place, pad_to=SIZE)
    QueuedMessage.objects.filter(pk=row.pk).update(blob=forged)
    QueuedMessage.objects.filter(pk=moved.pk).update(room=agreed.rooms["other"])
    in_its_hour(clock)

    sender.look()

    assert gateway.taken == 0


def test_not_under_another_senders_key(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock, tmp_path: Path
) -> None:
    row = queued(agreed)
    key = make_sender_key(tmp_path / "another", trusts=sender.key.trusts)
    in_its_hour(clock)

    Sender(sender.deployment, key, [gateway], sender.journal, clock).look()

    assert gateway.taken == 0
    assert outcome_of(row) is Outcome.NOT_SENT


def test_not_twice_also_when_the_row_was_put_back(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    row = queued(agreed)
    in_its_hour(clock)
    sender.look()
    MessageOutcome.objects.all().delete()
    row.save(force_insert=True)

    sender.look()

    assert gateway.taken == 1
    assert outcome_of(row) is Outcome.UNCLEAR


@pytest.mark.parametrize("has_outcome", [True, False])
def test_what_was_taken_back_is_not_sent_when_its_row_is_put_back(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock, *, has_outcome: bool
) -> None:
    """Found by 50,000 cases: the journal knows only what was in hand, and this never was."""
    row, inside = queued(agreed), agreed.holder("harmed")
    take_back(room=row.room, message_id=row.pk, by=inside.worker, clock=clock)
    if not has_outcome:
        MessageOutcome.objects.all().delete()
    row.save(force_insert=True)
    in_its_hour(clock)

    sender.look()

    assert gateway.taken == 0
    assert outcome_of(row) is Outcome.NOT_SENT


def test_after_the_database_was_put_back_nothing_goes_that_waited(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    """What was taken back or withdrawn since the backup is not in it; the sender remembers more looks."""
    sender.look()
    row, as_it_was = queued(agreed), list(SenderSeen.objects.values())
    sender.look()
    SenderSeen.objects.update(**as_it_was[0])
    in_its_hour(clock)

    assert sender.look()[Outcome.NOT_SENT] == 1
    assert gateway.taken == 0
    assert outcome_of(row) is Outcome.NOT_SENT
    assert sum(news.number for news in news_for(agreed.holder("harmed").worker)) == 1

    queued(agreed, due_at=clock.now() + HOUR)  # anew, by somebody who knows
    clock.move_to(clock.now() + HOUR)
    assert sender.look()[Outcome.SENT] == 1


@pytest.mark.parametrize("written", ["", "many", None])
def test_a_journal_that_cannot_be_read_sends_nothing_that_waits(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock, written: str | None
) -> None:
    queued(agreed)
    file = sender.journal.folder / "looks"
    if written is None:
        file.mkdir()
    else:
        file.write_text(written)
    in_its_hour(clock)

    with suppress(OSError):  # a folder in its place stays in its place
        sender.look()

    assert gateway.taken == 0


def test_a_sender_that_fell_over_sends_nothing_again_and_its_worker_is_told(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    row = queued(agreed)
    in_its_hour(clock)
    assert claim(message_id=row.pk, clock=clock) is not None

    sender.look()
    assert outcome_of(row) is None
    clock.move_to(clock.now() + UNCLEAR_AFTER)
    assert sender.look()[Outcome.UNCLEAR] == 1

    assert gateway.taken == 0
    inside = agreed.holder("harmed").worker
    assert [(news.room, news.number) for news in news_for(inside)] == [(row.room_id, 1)]
    assert not news_for(agreed.cast.worker("other_worker"))


def test_what_nobody_knows_is_not_tried_again(agreed: Family, sender: Sender, clock: FixedClock) -> None:
    row, gateway = queued(agreed), Says(OSError("the line broke"), after=True)
    in_its_hour(clock)

    for _look in range(4):
        with_gateway(sender, gateway).look()
        clock.move_to(clock.now() + timedelta(minutes=11))

    assert gateway.taken == 1
    assert outcome_of(row) is Outcome.UNCLEAR


def test_what_was_certainly_not_taken_is_tried_three_times_and_no_more(
    agreed: Family, sender: Sender, clock: FixedClock
) -> None:
    row, gateway = queued(agreed), Says(*[NotTaken(again=True)] * 5)
    in_its_hour(clock)

    for _look in range(8):
        with_gateway(sender, gateway).look()
        clock.move_to(clock.now() + timedelta(minutes=6))

    assert len(gateway.raises) == 2
    assert outcome_of(row) is Outcome.FAILED


def test_what_was_refused_for_good_is_told_at_once(agreed: Family, sender: Sender, clock: FixedClock) -> None:
    row = queued(agreed)
    in_its_hour(clock)

    with_gateway(sender, Says(NotTaken(again=False))).look()

    assert outcome_of(row) is Outcome.FAILED


def test_a_second_try_goes_and_one_that_fails_keeps_no_other_waiting(
    agreed: Family, sender: Sender, clock: FixedClock
) -> None:
    first, second = queued(agreed), queued(agreed)
    gateway = Says(NotTaken(again=True))
    in_its_hour(clock)

    with_gateway(sender, gateway).look()
    assert gateway.taken == 1
    clock.move_to(clock.now() + timedelta(minutes=11))
    with_gateway(sender, gateway).look()

    assert gateway.taken == 2
    assert [outcome_of(each) for each in (first, second)] == [Outcome.SENT, Outcome.SENT]


def test_without_a_gateway_for_this_way_it_is_not_sent(
    agreed: Family, sender: Sender, clock: FixedClock
) -> None:
    class OnlyMail(LocalGateway):
        def carries(self, way: RouteKind) -> bool:
            return way is RouteKind.EMAIL

    row, gateway = queued(agreed), OnlyMail()
    in_its_hour(clock)

    with_gateway(sender, gateway).look()

    assert gateway.taken == 0
    assert outcome_of(row) is Outcome.NOT_SENT


def test_it_goes_once_in_its_hour_and_nothing_of_it_is_left(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    row = queued(agreed)
    agreed.record("harmed", Hope(words=LongText("A good week.")))
    in_its_hour(clock)

    counted = [sender.look()[Outcome.SENT] for _look in range(3)]

    assert (gateway.taken, counted) == (1, [1, 0, 0])
    assert outcome_of(row) is Outcome.SENT
    assert not QueuedMessage.objects.exists()
    assert not news_for(agreed.holder("harmed").worker)
    events = AuditEvent.objects.filter(subject=row.pk).order_by("number").values_list("event", flat=True)
    assert list(events)[-2:] == ["message_in_hand", "message_settled"]
    assert is_sender_alive(clock.now())
    assert not is_sender_alive(clock.now() + HOUR)


def test_asked_again_by_a_press_after_something_was_taken_out(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    inside = agreed.holder("harmed")
    (entry,) = agreed.record("harmed", Hope(words=LongText("Filed in the wrong room.")))
    queued(agreed)
    take_out_entry(
        room=agreed.rooms["harmed"], entry=entry.pk, by=inside.worker, keyring=inside.keyring, clock=clock
    )

    again = look_again(room=agreed.rooms["harmed"], by=inside.worker, keyring=inside.keyring, clock=clock)
    in_its_hour(clock)
    sender.look()

    assert (again, gateway.taken) == (1, 1)


def test_what_is_known_for_sure_replaces_a_may_be(agreed: Family, sender: Sender, clock: FixedClock) -> None:
    class Slow(LocalGateway):
        def hand_over(self, message: Outgoing) -> None:
            clock.move_to(clock.now() + UNCLEAR_AFTER)
            give_up_fallen(clock=clock)
            super().hand_over(message)

    row = queued(agreed)
    in_its_hour(clock)

    with_gateway(sender, Slow()).look()

    assert outcome_of(row) is Outcome.SENT


def test_the_journal_forgets_only_what_no_backup_brings_back(tmp_path: Path) -> None:
    journal, message = Journal(tmp_path / "journal"), new_id()
    assert journal.take(message)

    journal.tidy(datetime.now(UTC) + timedelta(days=30))  # noqa: TID251  # files carry the machine's time
    assert not journal.take(message)
    journal.tidy(datetime.now(UTC) + timedelta(days=60))  # noqa: TID251  # the same
    assert journal.take(message)


def test_looking_again_signs_nothing_that_was_changed_or_put_back(
    agreed: Family, sender: Sender, gateway: LocalGateway, clock: FixedClock
) -> None:
    moved, done = queued(agreed, due_at=DUE + HOUR), queued(agreed)
    in_its_hour(clock)
    sender.look()
    QueuedMessage.objects.filter(pk=moved.pk).update(due_at=DUE)
    done.save(force_insert=True)

    agreed.record("harmed", Hope(words=LongText("A gate that closes.")))
    sender.look()

    assert gateway.taken == 1
    assert [outcome_of(each) for each in (moved, done)] == [Outcome.NOT_SENT, Outcome.SENT]


def test_the_senders_key_opens_no_room(agreed: Family, key: SenderKey) -> None:
    for wrap in Wrap.objects.select_related("version"):
        with pytest.raises(CannotOpen):
            unwrap_with(key.pair.private, bytes(wrap.blob), wrap_context(wrap))
