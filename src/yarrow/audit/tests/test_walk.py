"""One pass over the record: the same heads as from scratch, and a million events in a minute."""

import sys
import time
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yarrow.audit.links import FIRST_PREVIOUS, head_message, head_of, link_of
from yarrow.audit.models import AuditEvent, DailyHead
from yarrow.audit.queries import last_id
from yarrow.audit.terms import Event
from yarrow.audit.walk import Tips, walk
from yarrow.kernel.ids import new_id
from yarrow.sealing.keys import new_signing_pair, sign

from .record import MORNING

CHAINS = [UUID(int=number << 120 | number) for number in (3, 200, 7, 0, 255, 128)]
moves = st.lists(
    st.tuples(st.sampled_from(CHAINS), st.integers(1, 2**40), st.binary(min_size=32, max_size=32))
)


@given(days=st.lists(moves, max_size=6))
def test_head_of_each_day_is_the_one_worked_out_from_every_chain(
    days: list[list[tuple[UUID, int, bytes]]],
) -> None:
    tips = Tips()
    for through, moved in enumerate(days):
        for chain, number, link in moved:
            tips.move(chain, number, link)

        from_scratch = head_of(through, ((chain, *end) for chain, end in tips.ends.items()))
        assert tips.head(through) == tips.head(through) == from_scratch


def test_head_of_nothing_is_the_one_from_scratch() -> None:
    assert Tips().head(0) == head_of(0, ())


# --- how long it takes: a tenth of a million, with a head for every day ---

EVENTS, DAYS, ROOMS = 100_000, 1_000, 3_000
SERVICE = new_signing_pair()


def _years_of_work() -> None:
    chains, ends = [new_id() for _ in range(ROOMS)], Tips()
    batch: list[AuditEvent] = []
    first = last_id() + 1
    for number in range(EVENTS):
        chain = chains[number * 7919 % ROOMS if number % 3 else number % 40]
        at, link = ends.ends.get(chain, (0, FIRST_PREVIOUS))
        event = AuditEvent(
            id=first + number,
            chain=chain,
            number=at + 1,
            at=MORNING + timedelta(minutes=number),
            actor=chains[0],
            event=Event.ROOM_READ,
            subject=chains[1],
            previous=link,
        )
        event.hash = link_of(event)
        ends.move(chain, event.number, event.hash)
        batch.append(event)
        if (number + 1) % (EVENTS // DAYS) == 0:
            AuditEvent.objects.bulk_create(batch)
            batch = []
            _sign(ends, event.id)


def _sign(ends: Tips, through: int) -> None:
    day = (MORNING + timedelta(days=DailyHead.objects.count())).date()
    head = ends.head(through)
    signature = sign(SERVICE.private, head_message(day, head))
    DailyHead.objects.create(day=day, through=through, head=head, signature=signature)


@pytest.mark.long
@pytest.mark.django_db
def test_a_tenth_of_a_million_events_take_six_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    """So a million take a minute at most; measured as work done, not as waiting for other programs."""
    _years_of_work()
    heads = list(DailyHead.objects.all())
    cpu, wall = time.process_time(), time.perf_counter()

    walked = walk(
        through=last_id(), heads=heads, public=SERVICE.public, told=lambda _: None, seen=lambda _: None
    )

    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    with capsys.disabled():
        sys.stderr.write(
            f"\naudit_verify: {EVENTS:,} events, {DAYS:,} heads: {cpu:.1f} s CPU, {wall:.1f} s\n"
        )
    assert (walked.events, walked.heads, walked.found) == (EVENTS, DAYS, [])
    assert cpu < 6
