"""Support ends for one person at a time; the end of the process ends nobody's (domain.md E12, E37)."""

from datetime import timedelta

import pytest

from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.terms import Stage
from yarrow.config.families import Family
from yarrow.gate.facts.after import EndedHow, SupportEnded, SupportResumed, TriedHow, TriedToReach
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.choice import Statement
from yarrow.gate.facts.who import Death
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import (
    close_case,
    confirm_end,
    end_process,
    end_support,
    make_after_care,
    propose_plan,
    reopen_case,
    resume_support,
)
from yarrow.meetings.actions.ending import NOTE_UNREAD
from yarrow.meetings.actions.process import STILL_SUPPORTED
from yarrow.meetings.models import FollowUp, Plan, SignOff, SupportEnd
from yarrow.meetings.terms import FollowUpKind, PlanState
from yarrow.rooms.actions import agree_as_second, drop_note, open_drops
from yarrow.rooms.models import Entry
from yarrow.rooms.queries import entries_in

from .conftest import arranged, risk_looked_at, sent_out_of

SOME = LongText("What somebody would need to know.")


def ending(how: EndedHow = EndedHow.AS_AGREED, second_worker: str = "") -> SupportEnded:
    return SupportEnded(how=how, words=SOME, come_back=Answer.YES, who_else=SOME, second_worker=second_worker)


def end(family: Family, part: str, said: SupportEnded | None = None, by: str = "") -> Entry | Refused:
    member = family.cast[by] if by else family.holder(part)
    return end_support(
        room=family.rooms[part],
        ending=said or ending(),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def confirm(family: Family, part: str) -> SupportEnd | Refused:
    member = family.holder(part)
    return confirm_end(room=family.rooms[part], by=member.worker, keyring=member.keyring, clock=family.clock)


def resume(family: Family, part: str) -> None:
    member = family.holder(part)
    resume_support(
        room=family.rooms[part],
        words=LongText(""),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def has_ended(family: Family, part: str) -> bool:
    return SupportEnd.objects.filter(room=family.rooms[part]).exists()


def end_everybody(family: Family) -> None:
    for part in ("harmed", "other", "child"):
        family.record(part, risk_looked_at(family.clock.today()))
        FollowUp.objects.filter(room=family.rooms[part]).delete()
        assert isinstance(end(family, part), Entry)


# --- support of one person: refusals ---


@pytest.mark.parametrize("part", ["other_worker", "supervisor", "excluded", "ex_worker"])
def test_nobody_outside_ends_or_resumes_support_of_somebody(family: Family, part: str) -> None:
    family.record("harmed", risk_looked_at(family.clock.today()))
    member = family.cast[part]

    with pytest.raises(NotThere):
        end(family, "harmed", by=part)
    with pytest.raises(NotThere):
        resume_support(
            room=family.rooms["harmed"],
            words=SOME,
            by=member.worker,
            keyring=member.keyring,
            clock=family.clock,
        )
    assert not has_ended(family, "harmed")


def test_the_teams_room_has_no_support_to_end(family: Family) -> None:
    with pytest.raises(NotThere):
        end(family, "team")


def test_what_is_open_is_said_at_the_field(family: Family) -> None:
    said = end(family, "harmed")

    assert isinstance(said, Refused)
    assert {(reason.code, reason.field) for reason in said.reasons} == {("E37", "how")}
    assert not has_ended(family, "harmed")


def test_an_open_follow_up_keeps_support_going(family: Family, plan: Plan, clock: FixedClock) -> None:
    family.record("harmed", risk_looked_at(clock.today()))
    make_after_care(plan=plan, event_on=clock.today(), clock=clock)

    assert isinstance(end(family, "harmed"), Refused)
    assert not has_ended(family, "harmed")


def not_heard_from(family: Family) -> Entry:
    """Looked for on three days, by two ways; risk looked at again; a second worker named."""
    today = family.clock.today()
    ways = (TriedHow.AGREED, TriedHow.AGREED, TriedHow.NAMED_PERSON)
    tries = [TriedToReach(happened_on=today - timedelta(days=days), how=way) for days, way in enumerate(ways)]
    family.record("harmed", *tries, risk_looked_at(today))
    said = ending(EndedHow.NOT_HEARD_FROM, second_worker="Gwen")
    entry = end(family, "harmed", said)
    assert isinstance(entry, Entry)
    return entry


def second(family: Family, entry: Entry, part: str) -> None:
    member, holder = family.cast[part], family.holder("harmed")
    room = family.rooms["harmed"]
    agree_as_second(room=room, entry=entry.pk, by=member.worker, keyring=member.keyring, clock=family.clock)
    open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=family.clock)


def test_nobody_says_alone_that_somebody_is_not_heard_from(family: Family) -> None:
    not_heard_from(family)

    assert isinstance(confirm(family, "harmed"), Refused)
    assert not has_ended(family, "harmed")


@pytest.mark.parametrize("part", ["other_worker", "harmed_worker"])
def test_neither_the_author_nor_somebody_outside_is_the_second_worker(family: Family, part: str) -> None:
    second(family, not_heard_from(family), part)

    assert isinstance(confirm(family, "harmed"), Refused)
    assert not has_ended(family, "harmed")


def test_nothing_ends_that_was_not_recorded(family: Family) -> None:
    family.record("harmed", risk_looked_at(family.clock.today()))

    assert isinstance(confirm(family, "harmed"), Refused)


def test_what_happens_between_agreeing_and_ending_counts(family: Family, clock: FixedClock) -> None:
    second(family, not_heard_from(family), "lead")
    clock.move_to(clock.now() + timedelta(days=70))  # the day for looking again has passed

    assert isinstance(confirm(family, "harmed"), Refused)
    assert not has_ended(family, "harmed")


def test_a_note_that_nobody_has_read_keeps_support_going(family: Family) -> None:
    family.record("harmed", risk_looked_at(family.clock.today()))
    sender = family.cast["supervisor"]
    note = Statement(source="On call", words=SOME)
    drop_note(
        room=family.rooms["harmed"],
        fact=note,
        by=sender.worker,
        keyring=sender.keyring,
        clock=family.clock,
    )

    said = end(family, "harmed")

    assert isinstance(said, Refused)
    assert [reason.text for reason in said.reasons] == [NOTE_UNREAD]


# --- support of one person: ends, and goes on ---


def test_support_ends_when_nothing_is_open_for_them(family: Family) -> None:
    family.record("harmed", risk_looked_at(family.clock.today()))

    assert isinstance(end(family, "harmed"), Entry)

    assert has_ended(family, "harmed")
    assert not has_ended(family, "other")


@pytest.mark.parametrize("part", ["lead", "supervisor"])
def test_a_family_that_vanishes_has_an_end_too(family: Family, part: str) -> None:
    second(family, not_heard_from(family), part)

    assert isinstance(confirm(family, "harmed"), SupportEnd)
    assert has_ended(family, "harmed")


def test_after_a_death_nothing_is_owed_in_that_room_and_all_else_goes_on(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    make_after_care(plan=plan, event_on=clock.today(), clock=clock)
    family.record("harmed", Death(died_on=clock.today()))

    assert isinstance(end(family, "harmed", ending(EndedHow.DIED)), Entry)

    owed = FollowUp.objects.filter(done_on__isnull=True, room__isnull=False)
    assert set(owed.values_list("room", flat=True)) == {family.rooms[part].pk for part in ("other", "child")}


def test_support_goes_on_again_at_once(family: Family) -> None:
    family.record("harmed", risk_looked_at(family.clock.today()))
    end(family, "harmed")
    assert has_ended(family, "harmed")

    resume(family, "harmed")

    assert not has_ended(family, "harmed")
    last = entries_in(family.rooms["harmed"], family.holder("harmed").keyring)[-1].fact
    assert isinstance(last, SupportResumed)


def test_an_end_that_waits_for_a_second_worker_is_taken_back_by_going_on(family: Family) -> None:
    second(family, not_heard_from(family), "lead")
    resume(family, "harmed")

    assert isinstance(confirm(family, "harmed"), Refused)
    assert not has_ended(family, "harmed")


def test_the_chain_does_not_say_whether_support_ended_or_goes_on(family: Family) -> None:
    family.record("harmed", risk_looked_at(family.clock.today()))
    end(family, "harmed")
    resume(family, "harmed")

    events = [row.event for row in events_of(family.rooms["harmed"].pk)]
    assert events.count(Event.SUPPORT_MARKED) == 2


# --- the process ---


@pytest.mark.parametrize("part", ["other_worker", "harmed_worker", "signing_supervisor", "outsider"])
def test_only_the_lead_and_the_supervisor_end_the_process(family: Family, part: str) -> None:
    with pytest.raises(NotThere):
        end_process(case=family.case, by=family.cast.worker(part), clock=family.clock)
    assert Case.objects.get().stage == Stage.FIRST_CALLS


@pytest.mark.parametrize("part", ["lead", "other_worker"])
def test_only_the_supervisor_closes_or_begins_anew(family: Family, part: str) -> None:
    end_process(case=family.case, by=family.cast.worker("lead"), clock=family.clock)
    for act in (close_case, reopen_case):
        with pytest.raises(NotThere):
            act(case=family.case, by=family.cast.worker(part), clock=family.clock)
    assert Case.objects.get().stage == Stage.PROCESS_ENDED


def test_a_case_is_not_closed_while_anybody_is_supported_and_it_is_not_said_who(family: Family) -> None:
    supervisor, clock = family.cast.worker("supervisor"), family.clock
    end_process(case=family.case, by=supervisor, clock=clock)
    first = close_case(case=family.case, by=supervisor, clock=clock)
    end_everybody(family)
    resume(family, "child")

    second_time = close_case(case=family.case, by=supervisor, clock=clock)

    assert isinstance(first, Refused)
    assert first == second_time
    assert [reason.text for reason in first.reasons] == [STILL_SUPPORTED]


def test_what_was_recorded_since_an_end_keeps_the_case_open_until_it_is_looked_at(family: Family) -> None:
    supervisor, clock = family.cast.worker("supervisor"), family.clock
    end_process(case=family.case, by=supervisor, clock=clock)
    end_everybody(family)
    family.record("harmed", Escalation(words=SOME))

    assert isinstance(close_case(case=family.case, by=supervisor, clock=clock), Refused)
    assert isinstance(end(family, "harmed"), Refused)  # risk has not been looked at since

    family.record("harmed", risk_looked_at(clock.today()))
    assert isinstance(end(family, "harmed"), Entry)
    assert close_case(case=family.case, by=supervisor, clock=clock) is None


def test_a_case_is_not_closed_while_the_process_goes_on(family: Family) -> None:
    end_everybody(family)

    assert isinstance(
        close_case(case=family.case, by=family.cast.worker("supervisor"), clock=family.clock), Refused
    )


def test_a_case_is_not_closed_before_the_debrief(family: Family, plan: Plan, clock: FixedClock) -> None:
    make_after_care(plan=plan, event_on=clock.today(), clock=clock)
    supervisor = family.cast.worker("supervisor")
    end_process(case=family.case, by=supervisor, clock=clock)
    end_everybody(family)

    assert isinstance(close_case(case=family.case, by=supervisor, clock=clock), Refused)
    FollowUp.objects.filter(kind=FollowUpKind.DEBRIEF).update(done_on=clock.today(), done_by=supervisor)
    assert close_case(case=family.case, by=supervisor, clock=clock) is None


def test_nothing_is_proposed_once_the_process_has_ended(family: Family) -> None:
    lead = family.cast.worker("lead")
    end_process(case=family.case, by=lead, clock=family.clock)

    said = propose_plan(
        case=Case.objects.get(),
        form=Form.CONFERENCE,
        topics=[Topic.HARM],
        rooms=[family.rooms["harmed"], family.rooms["other"]],
        by=lead,
        clock=family.clock,
    )

    assert isinstance(said, Refused)
    assert not Plan.objects.exists()


def test_ending_the_process_sets_plans_aside_and_ends_nobodys_support(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    make_after_care(plan=plan, event_on=clock.today(), clock=clock)
    before = FollowUp.objects.filter(done_on__isnull=True).count()
    arranged(plan, clock, clock.now() + timedelta(days=9))

    end_process(case=family.case, by=family.cast.worker("lead"), clock=clock)

    plan.refresh_from_db()
    assert plan.state == PlanState.SET_ASIDE
    assert not SignOff.objects.exists()
    assert not SupportEnd.objects.exists()
    assert FollowUp.objects.filter(done_on__isnull=True).count() == before
    for part in ("harmed", "other", "child"):
        assert family.record(part, Statement(source="Herself", words=SOME))


def test_that_it_ended_is_told_to_everybody_by_their_own_route(family: Family, clock: FixedClock) -> None:
    sent_out_of(family, clock, "harmed")  # also in rooms that the lead is not in

    for _ in range(2):
        end_process(case=family.case, by=family.cast.worker("lead"), clock=family.clock)

    owed = FollowUp.objects.filter(kind=FollowUpKind.TELL_OUTCOME)
    people = {family.rooms[part].pk for part in ("harmed", "other", "child")}
    assert sorted(owed.values_list("room", flat=True)) == sorted(people)


def test_a_closed_case_leaves_every_room_open_and_support_can_go_on(family: Family) -> None:
    supervisor, clock = family.cast.worker("supervisor"), family.clock
    end_process(case=family.case, by=supervisor, clock=clock)
    end_everybody(family)
    assert close_case(case=family.case, by=supervisor, clock=clock) is None

    resume(family, "harmed")

    assert not has_ended(family, "harmed")
    assert Case.objects.get().stage == Stage.CLOSED  # the others do not learn that somebody came back
    assert family.record("harmed", Statement(source="Herself", words=SOME))


def test_the_supervisor_begins_anew_and_nothing_old_comes_back(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    supervisor = family.cast.worker("supervisor")
    end_process(case=family.case, by=supervisor, clock=clock)

    reopen_case(case=family.case, by=supervisor, clock=clock)

    plan.refresh_from_db()
    assert Case.objects.get().stage == Stage.FIRST_CALLS
    assert plan.state == PlanState.SET_ASIDE
