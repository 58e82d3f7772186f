"""What the service says of a row that lets somebody in: made by nobody else, and at home in one place."""

from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import OuterRef, Value
from pytest_django import Settings

from yarrow.audit import actions as audit
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.sealing.pepper import PepperMissing, make_pepper
from yarrow.staff import marks
from yarrow.staff.marks import Marked, Matter
from yarrow.staff.models import Worker

DUTY = Matter("duty", gives=(Event.DUTY_NAMED,), ends=(Event.DUTY_ENDED,))
CARD = Matter("card", gives=(Event.DUTY_NAMED,), ends=(Event.DUTY_ENDED,))
CHAIN = UUID(int=7)
SAYS = [b"manager", b"2026-03-10"]

pytestmark = pytest.mark.django_db


def write(
    cast: Cast, clock: FixedClock, *, event: Event = Event.DUTY_NAMED, says: list[bytes] = SAYS
) -> None:
    """One event about the lead, marked as an action marks it."""
    lead = cast.worker("lead").pk
    made = marks.mark_of(DUTY, chain=CHAIN, subject=lead, says=SAYS)
    with transaction.atomic():
        audit.append(chain=CHAIN, event=Event.DUTY_NAMED, actor=None, subject=lead, digest=made, clock=clock)


def newest(cast: Cast) -> Marked:
    lead = cast.worker("lead").pk
    return marks.newest_of(DUTY, chains=[CHAIN], subjects=[lead]).get((CHAIN, lead), Marked())


def stands(cast: Cast, says: list[bytes] = SAYS) -> bool:
    return marks.holds(newest(cast), DUTY, chain=CHAIN, subject=cast.worker("lead").pk, says=says)


def test_nothing_written_holds_nothing(cast: Cast) -> None:
    assert not stands(cast)


@pytest.mark.parametrize("digest", [b"", bytes(32)])
def test_event_without_our_mark_holds_nothing(cast: Cast, clock: FixedClock, digest: bytes) -> None:
    lead = cast.worker("lead").pk
    with transaction.atomic():
        audit.append(
            chain=CHAIN, event=Event.DUTY_NAMED, actor=None, subject=lead, digest=digest, clock=clock
        )

    assert not stands(cast)


def test_mark_of_our_own_holds_for_these_words_about_this_subject_in_this_chain_only(
    cast: Cast, clock: FixedClock
) -> None:
    write(cast, clock)
    found, lead, other = newest(cast), cast.worker("lead").pk, cast.worker("outsider").pk

    assert stands(cast)
    assert not stands(cast, says=[b"manager", b"2026-03-11"])
    assert not stands(cast, says=[b"manager2026-03-10"])
    assert not marks.holds(found, DUTY, chain=CHAIN, subject=other, says=SAYS)
    assert not marks.holds(found, DUTY, chain=new_id(), subject=lead, says=SAYS)
    assert not marks.holds(found, CARD, chain=CHAIN, subject=lead, says=SAYS)


def test_mark_written_again_after_the_end_holds_no_more(cast: Cast, clock: FixedClock) -> None:
    write(cast, clock)
    kept = newest(cast).digest
    lead = cast.worker("lead").pk
    with transaction.atomic():
        audit.append(chain=CHAIN, event=Event.DUTY_ENDED, actor=None, subject=lead, clock=clock)
    assert not stands(cast)

    with transaction.atomic():
        audit.append(chain=CHAIN, event=Event.DUTY_NAMED, actor=None, subject=lead, digest=kept, clock=clock)

    assert not stands(cast)
    write(cast, clock)
    assert stands(cast)


def test_another_pepper_makes_another_mark(cast: Cast, clock: FixedClock, settings: Settings) -> None:
    write(cast, clock)
    settings.PEPPER_FILE = settings.PEPPER_FILE.with_name(f"other-{new_id().hex}")
    with pytest.raises(PepperMissing):
        stands(cast)
    make_pepper(settings.PEPPER_FILE)

    assert not stands(cast)


def test_newest_event_comes_with_the_row(cast: Cast, clock: FixedClock) -> None:
    write(cast, clock)
    AuditEvent.objects.filter(chain=CHAIN).get()

    rows = Worker.objects.annotate(**marks.newest(DUTY, chain=Value(CHAIN), subject=OuterRef("pk")))
    found = {row.pk: marks.marked_on(row, DUTY) for row in rows}

    assert found[cast.worker("lead").pk] == newest(cast)
    assert found[cast.worker("outsider").pk] == Marked()
