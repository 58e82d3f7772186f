"""Who may be asked to come, what they answer, and what a row that is not ours counts for."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.bookings.actions import names_of, say_no, say_whether_known, say_yes, take_back
from yarrow.bookings.models import Booking
from yarrow.bookings.queries import (
    asked_of,
    asked_one,
    booked_by,
    booked_in,
    bookings_named,
    bookings_of,
    comers,
    people_for,
)
from yarrow.bookings.rules import keeps_back
from yarrow.bookings.shown import of_room
from yarrow.bookings.terms import Content, State
from yarrow.cases.actions import allocate, exclude_worker
from yarrow.cases.queries import cases_allocated_to, duties_of
from yarrow.cases.terms import Duty
from yarrow.config.cast import Member
from yarrow.config.families import Family
from yarrow.config.ready.bookings import a_volunteer, somebody_who_comes
from yarrow.gate.facts.bookings import BookedFor, WhoTheyWant, WhyOff
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Allowed, Refused
from yarrow.kernel.errors import NotThere
from yarrow.practice.actions import withdraw
from yarrow.practice.models import Attestation
from yarrow.rooms.models import Wrap
from yarrow.rooms.queries import recorded_in
from yarrow.staff.actions import freeze

from .conftest import Asking


def booked(asked: Booking | Refused) -> Booking:
    assert isinstance(asked, Booking)
    return asked


def comes(row: Booking, who: Member, clock: FixedClock) -> Booking:
    """She knows nobody, and says yes."""
    say_whether_known(booking=row, knows_nobody=State.CLEAR, by=who.worker, clock=clock)
    assert isinstance(say_yes(booking=row, by=who.worker, clock=clock), Allowed)
    row.refresh_from_db()
    return row


def says(part: str, family: Family, clock: FixedClock) -> list[str]:
    """What the page of a room says of each booking, the newest first."""
    room, member = family.rooms[part], family.holder(part)
    recorded = recorded_in(room, member.keyring)
    rows = bookings_named(booked_in(recorded), room.pk)
    return [each.says for each in of_room(recorded, rows, clock.now())]


# --- refusals ---


def test_asking_from_outside_the_room_is_refused(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    family.inside["harmed"] = "other_worker"

    with pytest.raises(NotThere):
        ask("harmed", interpreter)
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": ()},
        {"names": ("  ",)},
        {"they_want": WhoTheyWant.MAN},
        {"what": BookedFor.SOMALI},
        {"what": BookedFor.DRIVING},
        {"hour": "ten"},
        {"hour": "25:00"},
    ],
    ids=str,
)
def test_asking_without_a_name_or_for_what_does_not_fit_is_refused(
    interpreter: Member, ask: Asking, wrong: dict[str, object]
) -> None:
    assert isinstance(ask("harmed", interpreter, **wrong), Refused)  # type: ignore[arg-type]  # of many kinds
    assert not Booking.objects.exists()


def test_asking_for_a_day_that_has_passed_or_is_far_away_is_refused(
    interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    for days in (-1, 181, 4_000):
        assert isinstance(ask("harmed", interpreter, on=clock.today() + timedelta(days=days)), Refused)


def test_a_colleague_a_barred_and_a_frozen_interpreter_are_not_there(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    with pytest.raises(NotThere):
        ask("harmed", family.cast["outsider"])
    assert interpreter.worker in people_for(family.case, [], clock.today())

    supervisor = family.cast.worker("supervisor")
    exclude_worker(case=family.case, worker=interpreter.worker, by=supervisor, clock=clock)
    assert interpreter.worker in comers()
    assert interpreter.worker not in people_for(family.case, [], clock.today())
    with pytest.raises(NotThere):
        ask("harmed", interpreter)

    freeze(worker=interpreter.worker, by=supervisor, clock=clock)
    assert interpreter.worker not in comers()


def test_saying_yes_before_the_question_of_names_is_refused(
    interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    row = booked(ask("harmed", interpreter))

    with pytest.raises(NotThere):
        say_yes(booking=row, by=interpreter.worker, clock=clock)
    assert Booking.objects.get().state == State.ASKED


def test_an_answer_that_comes_too_late_is_refused(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    row = booked(ask("harmed", interpreter))
    say_whether_known(booking=row, knows_nobody=State.CLEAR, by=interpreter.worker, clock=clock)
    assert "Nobody comes until" in says("harmed", family, clock)[0]

    clock.move_to(clock.now() + timedelta(days=2))
    assert isinstance(say_yes(booking=row, by=interpreter.worker, clock=clock), Refused)
    assert "No answer in time" in says("harmed", family, clock)[0]


def test_a_second_yes_to_the_same_hour_is_refused_by_her_own_answer_and_not_by_the_list(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    comes(booked(ask("harmed", interpreter)), interpreter, clock)
    again = booked(ask("harmed", interpreter, hour="10:30"))
    say_whether_known(booking=again, knows_nobody=State.CLEAR, by=interpreter.worker, clock=clock)

    assert interpreter.worker in people_for(family.case, [], clock.today())
    assert isinstance(say_yes(booking=again, by=interpreter.worker, clock=clock), Refused)
    after = booked(ask("harmed", interpreter, hour="11:00"))
    comes(after, interpreter, clock)


def test_somebody_who_knows_them_comes_near_nobody_of_the_case(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    first = comes(booked(ask("harmed", interpreter)), interpreter, clock)
    second = booked(ask("harmed", interpreter, hour="15:00"))
    say_whether_known(booking=second, knows_nobody=State.KNOWS, by=interpreter.worker, clock=clock)

    assert asked_of(interpreter.worker, clock.now()) == []
    assert {row.state for row in Booking.objects.all()} == {State.KNOWS, State.GIVEN_BACK}
    assert all("cannot come" in said for said in says("harmed", family, clock))
    with pytest.raises(NotThere):  # for this room she is simply not there
        ask("harmed", interpreter)
    assert booked(ask("other", interpreter))  # the other side's list and answer tell nothing of it
    assert asked_of(interpreter.worker, clock.now()) == []
    assert first.names == b""


def test_an_interpreter_of_one_side_never_hears_of_the_other(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    comes(booked(ask("harmed", interpreter)), interpreter, clock)
    his = booked(ask("other", interpreter, names=("Kit Marsh",)))

    with pytest.raises(NotThere):
        asked_one(interpreter.worker, his.pk, clock.now())
    for act in (say_no, say_yes):
        with pytest.raises(NotThere):
            act(booking=his, by=interpreter.worker, clock=clock)
    assert "Nobody comes until" in says("other", family, clock)[0]
    clock.move_to(clock.now() + timedelta(days=2))
    assert "No answer in time" in says("other", family, clock)[0]


def test_a_yes_that_this_service_did_not_write_is_not_relied_on(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    forged = booked(ask("harmed", interpreter))
    Booking.objects.filter(pk=forged.pk).update(state=State.CONFIRMED)
    assert "Not known" in says("harmed", family, clock)[0]

    other = booked(ask("harmed", interpreter, hour="16:00"))
    Booking.objects.filter(pk=other.pk).update(blob=forged.blob)
    assert "Not known" in says("harmed", family, clock)[0]
    assert other.pk not in {each.row.pk for each in asked_of(interpreter.worker, clock.now())}


def test_a_yes_counts_no_more_once_she_is_frozen(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    comes(booked(ask("harmed", interpreter)), interpreter, clock)
    assert "They come" in says("harmed", family, clock)[0]

    freeze(worker=interpreter.worker, by=family.cast.worker("supervisor"), clock=clock)

    assert "Not known" in says("harmed", family, clock)[0]


def test_a_yes_counts_no_more_once_she_is_kept_from_the_case(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    comes(booked(ask("harmed", interpreter)), interpreter, clock)

    exclude_worker(
        case=family.case, worker=interpreter.worker, by=family.cast.worker("supervisor"), clock=clock
    )

    assert "Not known" in says("harmed", family, clock)[0]
    assert asked_of(interpreter.worker, clock.now()) == []


def test_taking_back_what_another_room_booked_is_refused(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    row, his = booked(ask("harmed", interpreter)), family.holder("other")

    with pytest.raises(NotThere):
        take_back(
            room=family.rooms["other"],
            booking_id=row.pk,
            why=WhyOff.NOT_NEEDED,
            by=his.worker,
            keyring=his.keyring,
            clock=clock,
        )
    assert Booking.objects.get().state == State.ASKED


def test_an_interpreter_has_no_duty_no_room_and_no_case(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    comes(booked(ask("harmed", interpreter)), interpreter, clock)
    said = allocate(
        case=family.case,
        worker=interpreter.worker,
        duty=Duty.LEAD,
        by=family.cast.worker("supervisor"),
        names=["Rowan"],
        clock=clock,
    )

    assert isinstance(said, Refused)
    assert not list(cases_allocated_to(interpreter.worker))
    assert not duties_of(interpreter.worker, family.case)
    assert not Wrap.objects.filter(holder=interpreter.worker).exists()


def test_two_rooms_without_abuse_may_share_an_interpreter(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    comes(booked(ask("harmed", interpreter)), interpreter, clock)
    both = [Content(**asdict(each.content) | {"no_abuse": True}) for each in bookings_of(interpreter.worker)]
    hers = both[0]
    his = replace(hers, room=family.rooms["other"].pk)

    assert keeps_back(his, [(replace(hers, no_abuse=False), State.CONFIRMED)])
    assert keeps_back(replace(his, no_abuse=False), [(hers, State.CONFIRMED)])
    assert keeps_back(his, [(hers, State.KNOWS)])
    assert not keeps_back(his, [(hers, State.CONFIRMED)])
    assert not keeps_back(hers, [(replace(hers, no_abuse=False), State.CONFIRMED)])


# --- volunteers ---


def test_a_volunteer_of_whom_something_is_not_recorded_is_not_there(
    family: Family, ask: Asking, clock: FixedClock
) -> None:
    unknown = somebody_who_comes(family.cast, "volunteer", clock)

    assert unknown.worker in comers()
    assert unknown.worker not in people_for(family.case, [], clock.today())


def test_a_volunteer_with_everything_in_date_is_asked_and_no_more_once_one_is_taken_back(
    family: Family, ask: Asking, clock: FixedClock
) -> None:
    volunteer = a_volunteer(family.cast, clock)
    either = {"what": BookedFor.DRIVING, "they_want": WhoTheyWant.EITHER}
    row = booked(ask("harmed", volunteer, **either))  # type: ignore[arg-type]  # of two kinds
    after_it = {"on": clock.today() + timedelta(days=301)} | either
    assert isinstance(ask("harmed", volunteer, **after_it), Refused)  # type: ignore[arg-type]  # of many kinds

    supervisor = family.cast.worker("supervisor")
    withdraw(
        attestation=Attestation.objects.get(worker=volunteer.worker, subject="record_check"),
        by=supervisor,
        clock=clock,
    )
    assert volunteer.worker not in people_for(family.case, [], clock.today())
    say_whether_known(booking=row, knows_nobody=State.CLEAR, by=volunteer.worker, clock=clock)
    assert isinstance(say_yes(booking=row, by=volunteer.worker, clock=clock), Refused)


# --- what works ---


def test_she_is_asked_with_the_name_alone_and_the_name_goes_with_her_answer(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    row = booked(ask("harmed", interpreter))
    assert names_of(row, interpreter.keyring) == ("Rowan Marsh",)
    assert names_of(row, family.cast.keyring("supervisor")) == ()

    row = comes(row, interpreter, clock)

    assert row.names == b""
    assert "They come" in says("harmed", family, clock)[0]
    assert [each.row.pk for each in booked_by(family.holder("harmed").worker, row.on, row.on)] == [row.pk]
    assert booked_by(family.holder("other").worker, row.on, row.on) == []


def test_the_record_of_the_service_names_neither_row_nor_room_of_a_booking(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    row = comes(booked(ask("harmed", interpreter)), interpreter, clock)

    told = {row.pk, family.rooms["harmed"].pk, family.case.pk}
    events = AuditEvent.objects.filter(event__in=[Event.BOOKING_CONFIRMED, Event.BOOKING_ANSWERED])
    assert events.count() == 2
    assert not [each for each in events if each.subject in told or each.chain in told]


def test_an_hour_taken_back_before_she_answered_is_never_shown_to_her(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    row, member = booked(ask("harmed", interpreter)), family.holder("harmed")
    take_back(
        room=family.rooms["harmed"],
        booking_id=row.pk,
        why=WhyOff.NOT_NEEDED,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )

    assert asked_of(interpreter.worker, clock.now()) == []
    assert says("harmed", family, clock) == ["You took it back."]


def test_taking_it_back_shows_on_her_page_and_ends_it(
    family: Family, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    row, member = comes(booked(ask("harmed", interpreter)), interpreter, clock), family.holder("harmed")
    take_back(
        room=family.rooms["harmed"],
        booking_id=row.pk,
        why=WhyOff.CHANGED,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )

    assert [each.state for each in asked_of(interpreter.worker, clock.now())] == [State.OFF]
    assert says("harmed", family, clock) == ["You took it back."]
    with pytest.raises(NotThere):
        say_no(booking=row, by=interpreter.worker, clock=clock)
