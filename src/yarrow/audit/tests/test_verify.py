"""Whatever is done to a chain behind the service's back is found."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection, transaction

from yarrow.audit.actions import append, sign_daily_head
from yarrow.audit.links import link_of
from yarrow.audit.models import AuditEvent, DailyHead
from yarrow.audit.queries import events_of, latest
from yarrow.audit.terms import HEADS, Event
from yarrow.audit.verify import broken_links, days_that_differ, head_holds, head_is_signed, head_of_everything
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.sealing.keys import new_signing_pair, random_bytes, sign

from .record import MORNING, WORKER, a_chain, event_at
from .tampering import guard_lifted, tamper

pytestmark = pytest.mark.django_db

SERVICE = new_signing_pair()
CLOCK = FixedClock(MORNING)
TODAY = CLOCK.today()

CHANGES: dict[str, Callable[[AuditEvent], object]] = {
    "chain": lambda _event: new_id(),
    "number": lambda _event: 77,
    "at": lambda event: event.at.replace(microsecond=123457),
    "actor": lambda event: None if event.actor else new_id(),
    "event": lambda _event: Event.SIGNED_OUT,
    "subject": lambda event: None if event.subject else new_id(),
    "digest": lambda event: b"" if event.digest else bytes(32),
    "previous": lambda event: bytes(event.previous)[1:] or bytes(32),
    "hash": lambda event: bytes(event.hash)[::-1],
}


def signed_today() -> DailyHead:
    return sign_daily_head(day=TODAY, sign=lambda words: sign(SERVICE.private, words), clock=CLOCK)


def change(one: AuditEvent, **values: object) -> None:
    with guard_lifted():
        AuditEvent.objects.filter(pk=one.pk).update(**values)


def rewrite(chain: UUID, first: int) -> None:
    """What an attacker who knows this code would do: give every later event a fitting hash."""
    with guard_lifted():
        for event in events_of(chain).filter(number__gte=first):
            event.previous = event_at(chain, event.number - 1).hash if event.number > 1 else b""
            event.hash = link_of(event)
            event.save()


def test_every_column_but_the_row_id_is_under_the_hash() -> None:
    columns = {field.name for field in AuditEvent._meta.get_fields()}

    assert columns == {*CHANGES, "id"}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("number", range(1, 6))
def test_edit_of_any_column_of_any_event_is_found(column: str, number: int) -> None:
    chain = a_chain()
    assert broken_links(chain) == []
    event = event_at(chain, number)

    change(event, **{column: CHANGES[column](event)})

    # An event that leaves the end of its chain leaves a shorter, sound one: its new chain shows it.
    event.refresh_from_db()
    assert broken_links(chain) + broken_links(event.chain) != []


def test_bytes_moved_from_one_column_into_the_next_are_found() -> None:
    chain = a_chain()
    event = event_at(chain, 5)

    change(event, digest=bytes(event.digest) + bytes(event.previous)[:1], previous=bytes(event.previous)[1:])

    assert broken_links(chain) == [5]


@pytest.mark.parametrize("number", range(1, 5))
def test_removal_of_an_event_is_found_at_the_next(number: int) -> None:
    chain = a_chain()

    tamper("DELETE FROM audit_auditevent WHERE number = %s", [number])

    assert broken_links(chain) == [number + 1]


def test_removal_with_later_events_renumbered_is_found() -> None:
    chain = a_chain()

    with guard_lifted():
        event_at(chain, 3).delete()
        for number in (4, 5):
            AuditEvent.objects.filter(number=number).update(number=number - 1)

    assert broken_links(chain) == [3, 4]


def test_two_events_exchanged_are_found() -> None:
    chain = a_chain()

    with guard_lifted():
        for old, new in ((2, 99), (3, 2), (99, 3)):
            AuditEvent.objects.filter(number=old).update(number=new)

    assert broken_links(chain) == [2, 3, 4]


def test_event_put_in_between_is_found() -> None:
    chain = a_chain()

    with guard_lifted():
        for number in (5, 4, 3):
            AuditEvent.objects.filter(number=number).update(number=number + 1)
        forged = event_at(chain, 2)
        forged.pk, forged.number, forged.previous = None, 3, forged.hash
        forged.hash = link_of(forged)
        forged.save()

    assert broken_links(chain) == [4, 5, 6]


def test_event_put_at_the_end_with_a_made_up_hash_is_found() -> None:
    chain = a_chain()
    forged = event_at(chain, 5)

    forged.pk, forged.number, forged.previous, forged.hash = None, 6, forged.hash, bytes(32)
    forged.save(force_insert=True)

    assert broken_links(chain) == [6]


def test_number_left_out_is_found_even_under_a_fitting_hash() -> None:
    chain = a_chain()
    forged = event_at(chain, 5)

    forged.pk, forged.number, forged.previous = None, 7, forged.hash
    forged.hash = link_of(forged)
    forged.save(force_insert=True)

    assert broken_links(chain) == [7]


def test_random_bytes_written_into_any_event_are_all_found() -> None:
    chain = a_chain(30)
    events, missed = list(events_of(chain)), 0

    with guard_lifted():
        for turn in range(240):
            event, column = events[turn % 30], ("digest", "previous", "hash")[turn % 3]
            AuditEvent.objects.filter(pk=event.pk).update(**{column: random_bytes(32)})
            missed += broken_links(chain) == []
            AuditEvent.objects.filter(pk=event.pk).update(**{column: getattr(event, column)})

    assert missed == 0
    assert broken_links(chain) == []


@pytest.mark.parametrize("cut", [1, 3, 5])
def test_tail_cut_off_is_found_by_the_signed_head(cut: int) -> None:
    chain, _other = a_chain(), a_chain()
    head = signed_today()
    assert head_holds(head, SERVICE.public)

    with guard_lifted():
        events_of(chain).filter(number__gt=5 - cut).delete()

    assert broken_links(chain) == []
    assert not head_holds(head, SERVICE.public)
    assert days_that_differ(SERVICE.public) == [TODAY]


def test_chain_rewritten_with_fitting_hashes_is_found_by_the_signed_head() -> None:
    chain = a_chain()
    head = signed_today()

    change(event_at(chain, 2), actor=new_id())
    rewrite(chain, 2)

    assert broken_links(chain) == []
    assert not head_holds(head, SERVICE.public)


def test_chain_slipped_in_below_the_signed_head_is_found() -> None:
    chain = a_chain()
    tamper("DELETE FROM audit_auditevent WHERE number = 2")
    head = signed_today()
    forged = event_at(chain, 1)

    forged.id, forged.chain = head.through - 3, new_id()
    forged.hash = link_of(forged)
    forged.save(force_insert=True)

    assert not head_holds(head, SERVICE.public)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_dailyhead SET day = '2026-11-22'",
        "UPDATE audit_dailyhead SET through = through - 1",
        "UPDATE audit_dailyhead SET head = previous FROM audit_auditevent WHERE number = 3",
        "UPDATE audit_dailyhead SET signature = head",
    ],
)
def test_signed_head_changed_no_longer_holds(statement: str) -> None:
    a_chain()
    signed_today()
    assert days_that_differ(SERVICE.public) == []

    tamper(statement)

    assert len(days_that_differ(SERVICE.public)) == 1


def test_head_signed_by_another_key_is_not_signed() -> None:
    a_chain()
    head = signed_today()
    assert head_is_signed(head, SERVICE.public)

    assert not head_is_signed(head, new_signing_pair().public)


def test_head_of_yesterday_kept_off_the_host_holds_while_the_record_grows() -> None:
    chain = a_chain()
    kept = signed_today()

    with transaction.atomic():
        append(chain=chain, event=Event.ROOM_READ, actor=WORKER, clock=CLOCK)
    copy = DailyHead(day=kept.day, through=kept.through, head=kept.head, signature=kept.signature)

    assert head_holds(copy, SERVICE.public)
    assert head_of_everything() != kept.head


def test_signing_a_day_twice_leaves_the_first_head() -> None:
    chain = a_chain()
    first = signed_today()
    append(chain=chain, event=Event.ROOM_READ, actor=WORKER, clock=CLOCK)

    assert signed_today() == first
    assert DailyHead.objects.count() == 1


def test_signing_a_head_is_an_event_that_carries_it() -> None:
    a_chain()

    head = signed_today()

    event = latest(HEADS, Event.HEAD_SIGNED)
    assert event is not None
    assert bytes(event.digest) == head.head
    assert broken_links(HEADS) == []


def test_head_of_an_empty_record_can_be_signed_and_holds() -> None:
    head = signed_today()

    assert head.through == 0
    assert head_holds(head, SERVICE.public)
    head.through = -1
    assert not head_holds(head, SERVICE.public)


def test_guard_is_back_after_tampering() -> None:
    a_chain()
    tamper("UPDATE audit_auditevent SET actor = NULL")

    with pytest.raises(Exception, match="only ever added"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditevent")
