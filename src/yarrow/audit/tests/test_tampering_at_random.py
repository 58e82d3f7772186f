"""Whatever is done to the record at random is found: 1,000 tamperings in the long run (security.md T22).

The attacker has the database's own password, so the guard is off; and knows this code, so they may give every
later event of a chain a fitting hash. They do not have the service's key.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from yarrow.audit.actions import sign_daily_head
from yarrow.audit.links import link_of
from yarrow.audit.models import AuditEvent, DailyHead
from yarrow.audit.queries import daily_heads, events_of, last_id
from yarrow.audit.terms import Event
from yarrow.audit.walk import Row, walk
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.sealing.keys import new_signing_pair, random_bytes, sign

from .record import MORNING, a_chain
from .tampering import guard_lifted

pytestmark = pytest.mark.django_db

SERVICE = new_signing_pair()
LENGTHS = (12, 5, 1)
Draw = st.DataObject


def written_record() -> None:
    """Three chains under the signed heads of two days."""
    for day, length in enumerate(LENGTHS):
        a_chain(length)
        if day:
            clock = FixedClock(MORNING + timedelta(days=day))
            sign_daily_head(day=clock.today(), sign=lambda words: sign(SERVICE.private, words), clock=clock)


def is_found() -> bool:
    """What ``audit_verify`` would say."""
    signed: set[bytes] = set()

    def seen(row: Row) -> None:
        if row.event == Event.HEAD_SIGNED:
            signed.add(row.digest)

    heads = list(daily_heads())
    walked = walk(through=last_id(), heads=heads, public=SERVICE.public, told=lambda _done: None, seen=seen)
    return bool(walked.found) or signed != {bytes(head.head) for head in heads}


# --- what is done ---


def _one(data: Draw) -> AuditEvent:
    """Any event that a head stands over."""
    through = daily_heads().last()
    assert through is not None
    return data.draw(st.sampled_from(list(AuditEvent.objects.filter(id__lte=through.through).order_by("id"))))


def edit(data: Draw) -> None:
    event = _one(data)
    change: dict[str, Callable[[], object]] = {
        "chain": new_id,
        "at": lambda: event.at + timedelta(microseconds=data.draw(st.integers(1, 10**12))),
        "actor": new_id,
        "subject": new_id,
        "event": lambda: Event.EXIT_PRESSED,
        "digest": lambda: random_bytes(32),
        "previous": lambda: random_bytes(32),
        "hash": lambda: random_bytes(32),
        "number": lambda: event.number + data.draw(st.integers(100, 1000)),
    }
    column = data.draw(st.sampled_from(sorted(change)))
    AuditEvent.objects.filter(pk=event.pk).update(**{column: change[column]()})


def delete(data: Draw) -> None:
    _one(data).delete()


def delete_and_close_the_gap(data: Draw) -> None:
    event = _one(data)
    event.delete()
    for later in events_of(event.chain).filter(number__gt=event.number):
        AuditEvent.objects.filter(pk=later.pk).update(number=later.number - 1)


def exchange(data: Draw) -> None:
    """The contents of two events, or only their places, change places."""
    first, second = _one(data), _one(data)
    if first.pk == second.pk:
        return edit(data)
    AuditEvent.objects.filter(pk=first.pk).update(number=10_000)
    AuditEvent.objects.filter(pk=second.pk).update(number=first.number, chain=first.chain)
    AuditEvent.objects.filter(pk=first.pk).update(number=second.number, chain=second.chain)
    return None


def insert(data: Draw) -> None:
    event = _one(data)
    for later in reversed(events_of(event.chain).filter(number__gte=event.number)):
        AuditEvent.objects.filter(pk=later.pk).update(number=later.number + 1)
    forged = event
    forged.pk = None
    forged.hash = link_of(forged)
    forged.save(force_insert=True)


def insert_before_everything(data: Draw) -> None:
    forged = _one(data)
    forged.pk, forged.chain, forged.number, forged.previous = -1, new_id(), 1, b""
    forged.hash = link_of(forged)
    forged.save(force_insert=True)


def truncate(data: Draw) -> None:
    """From any event on: of its chain, or of the whole record with the heads that would tell."""
    event = _one(data)
    if data.draw(st.booleans()):
        events_of(event.chain).filter(number__gte=event.number).delete()
    else:
        AuditEvent.objects.filter(id__gte=event.pk).delete()


def rewrite(data: Draw) -> None:
    """An edit, with fitting hashes from there to the end of the chain."""
    event = _one(data)
    AuditEvent.objects.filter(pk=event.pk).update(actor=new_id())
    previous = b""
    for each in events_of(event.chain):
        each.previous = previous
        each.hash = previous = link_of(each)
        each.save()


def forge_a_head(data: Draw) -> None:
    head = data.draw(st.sampled_from(list(daily_heads())))
    other = new_signing_pair()
    change: dict[str, Callable[[], object]] = {
        "head": lambda: random_bytes(32),
        "signature": lambda: sign(other.private, bytes(head.head)),
        "through": lambda: head.through + data.draw(st.sampled_from([-1, 1])),
        "day": lambda: head.day + timedelta(days=data.draw(st.integers(2, 500))),
    }
    column = data.draw(st.sampled_from(sorted(change)))
    DailyHead.objects.filter(pk=head.pk).update(**{column: change[column]()})


def take_a_head_away(data: Draw) -> None:
    data.draw(st.sampled_from(list(daily_heads()))).delete()


DEEDS = [
    edit,
    delete,
    delete_and_close_the_gap,
    exchange,
    insert,
    insert_before_everything,
    truncate,
    rewrite,
    forge_a_head,
    take_a_head_away,
]


@pytest.fixture
def record(db: None) -> None:
    written_record()


def tampered_and_found(deeds: Sequence[Callable[[Draw], None]]) -> None:
    """Do one of these again and again to the same record; each time it must be found."""

    @given(data=st.data())
    def again(data: Draw) -> None:
        with transaction.atomic():
            data.draw(st.sampled_from(deeds))(data)
            found = is_found()
            transaction.set_rollback(True)
        assert found

    # Lifted once, and outside: Hypothesis leaves an example by an exception, which must not leave it off.
    with guard_lifted():
        again()


def test_every_tampering_is_found(record: None) -> None:
    assert not is_found()

    tampered_and_found(DEEDS)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_each_kind_of_tampering_is_found(record: None, deed: Callable[[Draw], None]) -> None:
    tampered_and_found([deed])


def test_what_no_head_stands_over_is_found_only_by_a_copy_kept_elsewhere(record: None) -> None:
    """The honest limit: a tail cut off since the last head leaves a shorter, sound record (<= 24 hours)."""
    chain = a_chain(3)

    with guard_lifted():
        events_of(chain).filter(number=3).delete()

    assert not is_found()
