"""A guest of a partner service as the one who signs: what refuses, and what their signature is worth."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.kept import made_once
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.actions import (
    allocate,
    end_allocation,
    exclude_worker,
    name_harm,
    raise_care_card,
    reseal_for_newcomers,
)
from yarrow.cases.guests import signs_as_guest
from yarrow.cases.models import CareCardCopy, Case, ConflictQuestion
from yarrow.cases.queries import cases_allocated_to, duties_of, workers_on
from yarrow.cases.terms import CareCode, Closeness, Duty
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.ask import NotYet, Possible
from yarrow.gate.facts.choice import Hope
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import plan_series, raise_unease, sign_plan, stop_case
from yarrow.meetings.gate import gate_answer
from yarrow.meetings.models import Brief, Plan, SignOff
from yarrow.practice.actions import withdraw
from yarrow.practice.models import Attestation
from yarrow.practice.terms import Subject
from yarrow.rooms.actions import ask_grant, drop_note, let_in
from yarrow.staff.actions import freeze, leave_service

from .meeting import recorded_and_proposed

Breach = Callable[[Family, FixedClock], None]


@pytest.fixture
def proposed(family: Family, clock: FixedClock) -> Plan:
    """Everything recorded and proposed; the guest is named, knows nobody, and has every brief."""

    def named_and_briefed() -> Plan:
        plan = recorded_and_proposed(family, clock, days=14)
        ready.guest_is_asked(family)
        ready.brief(family, plan, to="guest")
        return plan

    return made_once("test_guest_signs: briefed", named_and_briefed, family, clock=clock)


def signs(family: Family, plan: Plan) -> SignOff | Refused:
    member = family.cast["guest"]
    return sign_plan(plan=plan, by=member.worker, keyring=member.keyring, clock=family.clock)


def names(family: Family, duty: Duty, by: str = "supervisor") -> object:
    worker, by_whom = family.cast.worker("guest"), family.cast.worker(by)
    return allocate(
        case=family.case, worker=worker, duty=duty, by=by_whom, clock=family.clock, names=["Anwen Invented"]
    )


# --- naming ---


@pytest.mark.parametrize("duty", [duty for duty in Duty if duty is not Duty.SIGNING_SUPERVISOR])
def test_a_guest_is_given_no_other_duty(family: Family, duty: Duty) -> None:
    assert isinstance(names(family, duty), Refused)
    assert not ConflictQuestion.objects.filter(worker=family.cast.worker("guest")).exists()


def test_a_guest_is_named_by_the_case_supervisor_and_not_by_the_lead(family: Family) -> None:
    said = names(family, Duty.SIGNING_SUPERVISOR, by="lead")

    assert isinstance(said, Refused)
    assert not isinstance(names(family, Duty.SIGNING_SUPERVISOR), Refused)


def test_a_guest_is_not_named_on_a_closely_kept_case(family: Family) -> None:
    Case.objects.filter(pk=family.case.pk).update(closeness=Closeness.NAMED_ONLY)

    with pytest.raises(NotThere):  # nobody is on its list here
        names(family, Duty.SIGNING_SUPERVISOR)


def test_a_guest_who_is_named_is_on_no_case(family: Family) -> None:
    ready.guest_is_asked(family)
    guest = family.cast.worker("guest")

    assert signs_as_guest(guest, family.case)
    assert duties_of(guest, family.case) == frozenset()
    assert not cases_allocated_to(guest).exists()
    assert guest not in workers_on(family.case)
    assert guest in workers_on(family.case, Duty.SIGNING_SUPERVISOR)


# --- what else a guest cannot do ---


def test_a_guest_is_let_into_no_room(family: Family, clock: FixedClock) -> None:
    ready.guest_is_asked(family)
    guest, supervisor = family.cast.worker("guest"), family.cast["supervisor"]
    room = family.rooms["team"]

    with pytest.raises(NotThere):
        ask_grant(room=room, worker=guest, by=supervisor.worker, clock=clock)
    with pytest.raises(NotThere):
        let_in(room=room, worker=guest, by=supervisor.worker, keyring=supervisor.keyring, clock=clock)


def test_a_guest_warns_drops_and_names_nothing(family: Family, clock: FixedClock) -> None:
    ready.guest_is_asked(family)
    member = family.cast["guest"]
    hope = Hope(words=LongText("A quiet week."))

    with pytest.raises(NotThere):
        name_harm(case=family.case, by=member.worker, clock=clock)
    with pytest.raises(NotThere):
        raise_care_card(case=family.case, code=CareCode.DANGER_NOW, by=member.worker, clock=clock)
    with pytest.raises(NotThere):
        stop_case(case=family.case, by=member.worker, clock=clock)
    with pytest.raises(NotThere):
        drop_note(room=family.rooms["team"], fact=hope, by=member.worker, keyring=member.keyring, clock=clock)


def test_no_warning_is_sealed_to_a_guest(family: Family, clock: FixedClock) -> None:
    lead = family.cast["lead"]
    raise_care_card(case=family.case, code=CareCode.DANGER_NOW, by=lead.worker, clock=clock)
    ready.guest_is_asked(family)
    raise_care_card(case=family.case, code=CareCode.NOT_ALONE, by=lead.worker, clock=clock)
    reseal_for_newcomers(case=family.case, by=lead.worker, keyring=lead.keyring)

    assert CareCardCopy.objects.filter(worker=family.cast.worker("signing_supervisor")).count() == 2
    assert not CareCardCopy.objects.filter(worker=family.cast.worker("guest")).exists()


# --- signing: who is not there at all ---


def _not_named(family: Family, clock: FixedClock) -> None:
    by = family.cast.worker("supervisor")
    end_allocation(case=family.case, worker=family.cast.worker("guest"), by=by, clock=clock)


def _kept_away(family: Family, clock: FixedClock) -> None:
    by = family.cast.worker("supervisor")
    exclude_worker(case=family.case, worker=family.cast.worker("guest"), by=by, clock=clock)


def _frozen(family: Family, clock: FixedClock) -> None:
    freeze(worker=family.cast.worker("guest"), by=family.cast.worker("manager"), clock=clock)


def _gone(family: Family, clock: FixedClock) -> None:
    leave_service(worker=family.cast.worker("guest"), by=family.cast.worker("manager"), clock=clock)
    family.cast.worker("guest").refresh_from_db()


def _answer_is_gone(family: Family, clock: FixedClock) -> None:
    ConflictQuestion.objects.filter(worker=family.cast.worker("guest")).delete()


def _kept_closely(family: Family, clock: FixedClock) -> None:
    Case.objects.filter(pk=family.case.pk).update(closeness=Closeness.NAMED_ONLY)


NOT_THERE = [_not_named, _kept_away, _frozen, _gone, _answer_is_gone, _kept_closely]


@pytest.mark.parametrize("breach", NOT_THERE)
def test_a_plan_is_not_there_to_sign(
    family: Family, proposed: Plan, clock: FixedClock, breach: Breach
) -> None:
    breach(family, clock)

    with pytest.raises(NotThere):
        signs(family, proposed)
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("breach", NOT_THERE)
def test_a_signature_is_worth_nothing_once_they_are_gone(
    family: Family, proposed: Plan, clock: FixedClock, breach: Breach
) -> None:
    assert isinstance(signs(family, proposed), SignOff)
    assert isinstance(gate_answer(proposed, clock.today()), Possible)

    breach(family, clock)

    said = gate_answer(proposed, clock.today())
    assert isinstance(said, NotYet)
    # Who is on no list of a closely kept case counts for nothing: there the other duties are gone too.
    codes = [reason.code for reason in said.reasons]
    assert "E22" in codes if breach is _kept_closely else codes == ["E22"]


def test_a_guest_nobody_named_finds_nothing(family: Family, clock: FixedClock) -> None:
    plan = recorded_and_proposed(family, clock, days=14)

    with pytest.raises(NotThere):
        signs(family, plan)


# --- signing: what refuses ---


def _brief_ran_out(family: Family, clock: FixedClock) -> None:
    first = Brief.objects.filter(supervisor=family.cast.worker("guest")).first()
    assert first is not None
    Brief.objects.filter(pk=first.pk).update(expires_on=clock.today() - timedelta(days=1))


def _briefed_another(family: Family, clock: FixedClock) -> None:
    Brief.objects.update(supervisor=family.cast.worker("signing_supervisor"))


def _training_taken_back(family: Family, clock: FixedClock) -> None:
    row = Attestation.objects.get(worker=family.cast.worker("guest"), subject=Subject.SUPERVISING)
    withdraw(attestation=row, by=family.cast.worker("manager"), clock=clock)


def _training_not_as_confirmed(family: Family, clock: FixedClock) -> None:
    rows = Attestation.objects.filter(worker=family.cast.worker("guest"), subject=Subject.SUPERVISING)
    rows.update(until=clock.today() + timedelta(days=900))


def _a_room_says_no(family: Family, clock: FixedClock) -> None:
    by = family.cast["lead"]
    drop_note(
        room=family.rooms["harmed"],
        fact=Hope(words=LongText("Wait.")),
        by=by.worker,
        keyring=by.keyring,
        clock=clock,
    )


REFUSED = {
    "brief ran out": (_brief_ran_out, "There is not yet a brief, in date, for everyone concerned."),
    "briefed another": (_briefed_another, "There is not yet a brief, in date, for everyone concerned."),
    "training taken back": (_training_taken_back, "Your training in supervising practice"),
    "training altered": (
        _training_not_as_confirmed,
        "Your training in supervising practice",
    ),
    "a room is not known": (_a_room_says_no, "Not everything that must be in place is there."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_refuses_a_guest_refuses_in_words(
    family: Family, proposed: Plan, clock: FixedClock, name: str
) -> None:
    breach, words = REFUSED[name]
    breach(family, clock)

    said = signs(family, proposed)

    assert isinstance(said, Refused)
    assert said.reasons[0].text.startswith(words)
    assert not SignOff.objects.exists()


def test_a_guest_whose_training_ran_out_has_signed_nothing(
    family: Family, proposed: Plan, clock: FixedClock
) -> None:
    assert isinstance(signs(family, proposed), SignOff)

    _training_taken_back(family, clock)

    assert isinstance(gate_answer(proposed, clock.today()), NotYet)


def test_a_plan_that_changed_after_it_was_signed_waits_for_another_signature(
    family: Family, proposed: Plan, clock: FixedClock
) -> None:
    assert isinstance(signs(family, proposed), SignOff)
    lead = family.cast.worker("lead")
    plan_series(
        plan=proposed,
        preparation_on=clock.today() + timedelta(days=8),
        joint_on=clock.today() + timedelta(days=15),
        by=lead,
        clock=clock,
    )

    assert isinstance(gate_answer(proposed, clock.today()), NotYet)


def test_not_yet_from_a_guest_closes_and_takes_their_signature(
    family: Family, proposed: Plan, clock: FixedClock
) -> None:
    assert isinstance(signs(family, proposed), SignOff)

    raise_unease(plan=proposed, by=family.cast.worker("guest"), clock=clock)

    said = gate_answer(proposed, clock.today())
    assert isinstance(said, NotYet)
    assert {reason.code for reason in said.reasons} == {"E22", "UNEASE"}


def test_a_guests_signature_counts_as_a_signing_supervisors(
    family: Family, proposed: Plan, clock: FixedClock
) -> None:
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    assert isinstance(gate_answer(proposed, clock.today()), NotYet)

    assert isinstance(signs(family, proposed), SignOff)

    assert isinstance(gate_answer(proposed, clock.today()), Possible)
    clock.move_to(clock.now() + timedelta(minutes=5))
    ready.arrange(family, proposed, planned_for=clock.now() + timedelta(days=14))
    events = AuditEvent.objects.exclude(pk__in=before)
    assert events.filter(event=Event.PLAN_SIGNED, subject=proposed.pk).count() == 1
