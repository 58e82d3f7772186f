"""Whoever may be on the other side holds no card and is told of none: by the reads, and by the database."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from tests.forging import take_the_bar_away
from yarrow.audit.terms import Event
from yarrow.cases.actions.conflicts import bar_unchecked
from yarrow.cases.actions.lists import begin_list
from yarrow.cases.models import Allocation, ConflictQuestion
from yarrow.cases.terms import Asked, Duty
from yarrow.config.families import Family
from yarrow.emergency.actions import bring_copies
from yarrow.emergency.models import EmergencyCopy, EmergencyOpening, KeptCard
from yarrow.emergency.queries import alerts_for, openings_listed, openings_to_review, who_may_hold
from yarrow.emergency.queries.openings import told_in_words, told_the_code
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions.rekeying.versions import note_key_given
from yarrow.rooms.models import Room, Wrap
from yarrow.rooms.queries.knowing import kept_from, may_know_of
from yarrow.staff.models import Worker

from .steps import found, name, opened

Nearing = Callable[[Family, Worker], None]


def _works(family: Family, worker: Worker, duty: Duty, *, lasts: bool = True) -> None:
    day = family.clock.today()
    Allocation.objects.create(
        case=family.case, worker=worker, duty=duty, from_day=day, until_day=None if lasts else day
    )


def practitioner(family: Family, worker: Worker) -> None:
    _works(family, worker, Duty.PRACTITIONER)


def specialist(family: Family, worker: Worker) -> None:
    _works(family, worker, Duty.SPECIALIST)


def lead(family: Family, worker: Worker) -> None:
    _works(family, worker, Duty.LEAD)


def signing(family: Family, worker: Worker) -> None:
    _works(family, worker, Duty.SIGNING_SUPERVISOR)


def worked_once(family: Family, worker: Worker) -> None:
    _works(family, worker, Duty.PRACTITIONER, lasts=False)


def supervised_once(family: Family, worker: Worker) -> None:
    _works(family, worker, Duty.SUPERVISOR)
    Allocation.objects.filter(worker=worker).update(until_day=family.clock.today())


def holds_another_room(family: Family, worker: Worker) -> None:
    Wrap.objects.create(version=family.rooms["other"].versions.latest("number"), holder=worker, blob=b"x")


def _asked(family: Family, worker: Worker, state: Asked) -> None:
    ConflictQuestion.objects.create(
        case=family.case, worker=worker, state=state, asked_by=worker, asked_on=family.clock.today()
    )


def asked(family: Family, worker: Worker) -> None:
    _asked(family, worker, Asked.ASKED)


def unsure(family: Family, worker: Worker) -> None:
    _asked(family, worker, Asked.CLEAR)
    ConflictQuestion.objects.filter(worker=worker).update(state=Asked.UNSURE)


def kept_closely(family: Family, worker: Worker) -> None:
    others = Worker.objects.exclude(pk=worker.pk)
    with transaction.atomic():
        begin_list(case=family.case, workers=others, by=family.cast.worker("supervisor"), clock=family.clock)


NEARINGS: list[Nearing] = [
    practitioner,
    specialist,
    lead,
    signing,
    worked_once,
    supervised_once,
    holds_another_room,
    asked,
    unsure,
    kept_closely,
]


@pytest.mark.parametrize("nearing", NEARINGS)
def test_copy_goes_at_once_and_is_never_written_again(on_duty: Family, nearing: Nearing) -> None:
    """Also when no page and no action of ours wrote the row."""
    worker, card = on_duty.cast.worker("outsider"), KeptCard.objects.get()
    assert found(on_duty, "Anwen", "outsider") == ["Anwen"]

    nearing(on_duty, worker)

    assert not EmergencyCopy.objects.filter(worker=worker).exists()
    assert EmergencyCopy.objects.filter(worker__username="duty").exists()
    holder = on_duty.holder("harmed")
    assert bring_copies(by=holder.worker, keyring=holder.keyring, clock=on_duty.clock) == 0
    assert worker not in who_may_hold([card.room])[card.room_id]
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyCopy.objects.create(card=card, worker=worker, blob=b"x")


@pytest.mark.parametrize("nearing", NEARINGS)
def test_opening_is_in_no_list_of_theirs(on_duty: Family, nearing: Nearing) -> None:
    opening, member, clock = opened(on_duty), on_duty.cast["manager"], on_duty.clock
    assert isinstance(clock, FixedClock)
    clock.move_to(clock.now() + timedelta(days=4))
    now, day = clock.now(), clock.today()
    assert openings_listed(member.worker)
    assert alerts_for(member.worker, member.keyring, now=now, today=day)

    nearing(on_duty, member.worker)

    again = EmergencyOpening.objects.get(pk=opening.pk)
    assert not openings_listed(member.worker)
    assert not alerts_for(member.worker, member.keyring, now=now, today=day)
    assert not openings_to_review(member.worker, now).exists()
    assert member.worker not in [*told_in_words(again), *told_the_code(again)]


def test_who_supervises_or_holds_the_room_keeps_the_card(on_duty: Family) -> None:
    for part in ("supervisor", "harmed_worker", "lead"):
        name(on_duty, part)
    holder = on_duty.holder("harmed")

    bring_copies(by=holder.worker, keyring=holder.keyring, clock=on_duty.clock)

    for part in ("supervisor", "harmed_worker", "lead"):
        assert found(on_duty, "Anwen", part) == ["Anwen"]


def let_into_another_room(family: Family, worker: Worker) -> None:
    holds_another_room(family, worker)
    with transaction.atomic():
        note_key_given(
            Event.KEY_GIVEN, room=family.rooms["other"], holder=worker, by=None, clock=family.clock
        )


ASKED_IN_BOTH_WAYS = [let_into_another_room, *(each for each in NEARINGS if each != holds_another_room)]
"""A row among the wraps that this service did not write is believed by one of the two only: below."""


@pytest.mark.parametrize("nearing", [None, *ASKED_IN_BOTH_WAYS])
def test_both_ways_of_asking_say_the_same_of_everybody(on_duty: Family, nearing: Nearing | None) -> None:
    if nearing is not None:
        nearing(on_duty, on_duty.cast.worker("outsider"))
    workers, rooms = list(Worker.objects.all()), list(Room.objects.select_related("case"))
    kept = kept_from(workers, rooms)

    one = {(w.pk, r.pk) for w, r in product(workers, rooms) if not kept.is_from(w.pk, r)}
    other = {(w.pk, r.pk) for w in workers for r in Room.objects.filter(may_know_of(w))}

    assert one == other


def test_key_that_was_laid_there_brings_nobody_near_whatever_a_list_shows(on_duty: Family) -> None:
    worker, room = on_duty.cast.worker("outsider"), on_duty.rooms["other"]
    holds_another_room(on_duty, worker)

    assert kept_from([worker], [room]).is_from(worker.pk, room)
    assert worker not in who_may_hold([room])[room.pk]


def test_bar_that_was_lifted_keeps_from_the_cards_until_they_are_asked_anew(on_duty: Family) -> None:
    """Both ways of asking look into the record, where the bar stays."""
    worker, room = on_duty.cast.worker("outsider"), on_duty.rooms["harmed"]
    with transaction.atomic():
        bar_unchecked(case=on_duty.case, worker=worker, by=on_duty.cast.worker("lead"), clock=on_duty.clock)
    take_the_bar_away(on_duty, worker)

    assert kept_from([worker], [room]).is_from(worker.pk, room)
    assert not Room.objects.filter(may_know_of(worker)).filter(case=on_duty.case).exists()
