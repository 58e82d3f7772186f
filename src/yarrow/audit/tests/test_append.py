from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta, timezone
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from yarrow.audit.actions import append
from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import chains, events_of, latest
from yarrow.audit.terms import Event
from yarrow.audit.verify import broken_links
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.sealing.keys import digest

from .record import EVENTS, MORNING, WORKER, a_chain, event_at

CLOCK = FixedClock(MORNING)


def numbers(chain: Any) -> list[int]:
    return list(events_of(chain).values_list("number", flat=True))


@pytest.mark.django_db(transaction=True)
def test_append_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        append(chain=new_id(), event=Event.ROOM_READ, actor=WORKER, clock=CLOCK)

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 31, 33])
def test_append_of_a_digest_that_is_none_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        append(chain=new_id(), event=Event.ENTRY_SEALED, actor=WORKER, clock=CLOCK, digest=bytes(size))


@pytest.mark.django_db
def test_append_of_a_word_that_is_no_event_is_refused() -> None:
    word: Any = "pregnancy_recorded"

    with pytest.raises(ValueError, match="pregnancy_recorded"):
        append(chain=new_id(), event=word, actor=WORKER, clock=CLOCK)


@pytest.mark.django_db
def test_append_undone_with_its_act_leaves_no_gap() -> None:
    chain = a_chain(2)

    with transaction.atomic():
        append(chain=chain, event=Event.ENTRY_SEALED, actor=WORKER, clock=CLOCK)
        transaction.set_rollback(True)
    append(chain=chain, event=Event.ROOM_READ, actor=WORKER, clock=CLOCK)

    assert numbers(chain) == [1, 2, 3]
    assert broken_links(chain) == []


@pytest.mark.django_db
def test_append_keeps_every_word_of_the_event() -> None:
    chain, subject = a_chain(1), new_id()
    summer = MORNING.astimezone(timezone(timedelta(hours=1)))

    append(
        chain=chain,
        event=Event.STANDING_ATTESTED,
        actor=WORKER,
        clock=FixedClock(summer),
        subject=subject,
        digest=digest(b"standing"),
    )

    event = event_at(chain, 2)
    assert (event.at, event.actor, event.event, event.subject) == (
        MORNING,
        WORKER,
        "standing_attested",
        subject,
    )
    assert bytes(event.digest) == digest(b"standing")
    assert bytes(event.previous) == bytes(event_at(chain, 1).hash)
    assert len(bytes(event.hash)) == 32
    assert broken_links(chain) == []


@pytest.mark.django_db
def test_append_to_two_chains_numbers_each_from_one() -> None:
    first, second = a_chain(3), a_chain(2)

    assert (numbers(first), numbers(second)) == ([1, 2, 3], [1, 2])
    assert chains() == sorted([first, second])


@pytest.mark.django_db
def test_append_of_every_event_there_is_holds() -> None:
    chain = new_id()

    for event in Event:
        append(chain=chain, event=event, actor=None, clock=CLOCK)

    assert list(events_of(chain).values_list("event", flat=True)) == Event.values
    assert broken_links(chain) == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time by itself")
@pytest.mark.django_db(transaction=True)
def test_append_by_many_writers_at_once_leaves_no_gap() -> None:
    chain = a_chain(1)

    def write(_turn: int) -> None:
        try:
            with transaction.atomic():
                append(chain=chain, event=Event.ROOM_READ, actor=WORKER, clock=CLOCK)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(80)))

    assert numbers(chain) == list(range(1, 82))
    assert broken_links(chain) == []


@pytest.mark.django_db
def test_latest_of_an_event_that_never_was_is_none() -> None:
    assert latest(a_chain(), Event.PLAN_SIGNED) is None
    assert latest(new_id(), Event.ROOM_OPENED) is None


@pytest.mark.django_db
def test_latest_is_the_last_of_its_kind_in_its_chain() -> None:
    chain, _other = a_chain(2 * len(EVENTS)), a_chain(3 * len(EVENTS))
    subject = event_at(chain, 2).subject

    found, about = latest(chain, Event.ENTRY_SEALED), latest(chain, Event.ENTRY_SEALED, subject)

    assert found == event_at(chain, 7)
    assert about == event_at(chain, 2)
    assert latest(chain, Event.ENTRY_SEALED, new_id()) is None
