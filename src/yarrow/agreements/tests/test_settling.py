"""An agreement stands only when everyone freely signed the same words, apart, after the pause (E33)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from yarrow.agreements.actions import (
    change_commitment,
    end_without_agreement,
    offer_agreement,
    write_commitment,
)
from yarrow.agreements.actions.signing import NOT_SIGNED_BY_ALL, UNREAD_NOTE
from yarrow.agreements.actions.writing import NOT_FROM_THIS_PLAN
from yarrow.cases.actions import stop_joint_work
from yarrow.config import ready as records
from yarrow.config.cast import Cast
from yarrow.config.families import COUPLE, Family, open_family
from yarrow.config.ready import agreement as ready
from yarrow.config.ready.day import orders_today
from yarrow.gate.facts import Fact
from yarrow.gate.facts.agreement import AgreementStands, Commitment, Signing, SigningValue
from yarrow.gate.facts.children import ChildAssessment, ChildPart
from yarrow.gate.facts.choice import Consent, ConsentValue, Statement
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText, Mark
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import propose_plan, set_plan_aside
from yarrow.meetings.models import FollowUp, Plan
from yarrow.meetings.terms import PlanState, SittingEnd
from yarrow.rooms.actions import drop_note, open_drops, quarantine_unchecked, take_keys
from yarrow.rooms.models import Entry

from .conftest import arranged, met, wait
from .steps import BOTH, asked, offered, refusal_of, settled, signed_by_both, table

# --- what stands ---


def test_agreement_stands_when_everyone_concerned_has_signed(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    signed_by_both(family, clock)

    assert isinstance(settled(family), Entry)
    assert [len(each.offer.lines) for each in table(family).standing] == [3]
    assert table(family).offer is None
    assert FollowUp.objects.filter(plan=plan).exists()


def test_settling_twice_leaves_one_agreement(family: Family, plan: Plan, clock: FixedClock) -> None:
    offered(family, plan)
    signed_by_both(family, clock)
    settled(family)

    again = settled(family)

    assert isinstance(again, Refused)
    assert len(table(family).standing) == 1


@pytest.mark.parametrize("missing", BOTH)
def test_one_missing_signature_is_refused_without_saying_whose(
    missing: str, family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    wait(clock)
    ready.ask_apart(family, "other" if missing == "harmed" else "harmed")

    assert refusal_of(settled(family)) == [("", NOT_SIGNED_BY_ALL)]


@pytest.mark.parametrize(
    "value", [SigningValue.NOT_SIGNED, SigningValue.WANTS_CHANGES, SigningValue.NOT_ASKED]
)
def test_later_answer_takes_a_signature_back(
    value: SigningValue, family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    signed_by_both(family, clock)

    ready.ask_apart(family, "harmed", Signing(value=value))

    assert refusal_of(settled(family)) == [("", NOT_SIGNED_BY_ALL)]


def test_signature_taken_out_of_the_room_does_not_count(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    signed_by_both(family, clock)
    entry = family.rooms["harmed"].entries.latest("number")
    quarantine_unchecked(
        room=family.rooms["harmed"], entry=entry.pk, by=family.holder("harmed").worker, clock=clock
    )

    assert refusal_of(settled(family)) == [("", NOT_SIGNED_BY_ALL)]


def _change_one_line(family: Family) -> None:
    member, lines = family.holder("shared"), table(family).open_lines
    changed = change_commitment(
        room=family.rooms["shared"],
        wrong=lines[0].id,
        line=replace(lines[0].fact, words=LongText("I go when I can.")),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    assert isinstance(changed, Entry)


def test_signature_given_before_the_words_changed_does_not_count(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    signed_by_both(family, clock)
    _change_one_line(family)

    assert isinstance(settled(family), Refused)
    assert [field for field, _ in refusal_of(asked(family, "harmed"))] == ["value"]


def test_old_signature_does_not_serve_a_new_offer(family: Family, plan: Plan, clock: FixedClock) -> None:
    offered(family, plan)
    signed_by_both(family, clock)
    _change_one_line(family)
    ready.offer(family, plan, [line.id for line in table(family).open_lines])

    assert refusal_of(settled(family)) == [("", NOT_SIGNED_BY_ALL)]
    assert isinstance(asked(family, "harmed"), Refused)  # a new pause runs


def test_line_taken_out_of_the_room_unmakes_what_was_signed(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    signed_by_both(family, clock)
    line = table(family).open_lines[0]
    shared = family.rooms["shared"]
    quarantine_unchecked(room=shared, entry=line.id, by=family.holder("shared").worker, clock=clock)

    assert isinstance(settled(family), Refused)


def test_child_who_takes_part_signs_too(family: Family, plan: Plan, clock: FixedClock) -> None:
    takes_part = ChildAssessment(stands=Answer.YES, part=ChildPart.TAKES_PART, reasons=LongText("Wants to."))
    family.record("child", takes_part)
    offered(family, plan)
    signed_by_both(family, clock)

    assert refusal_of(settled(family)) == [("", NOT_SIGNED_BY_ALL)]
    ready.ask_apart(family, "child")
    assert isinstance(settled(family), Entry)


def _note(family: Family, part: str, fact: Fact, clock: FixedClock) -> None:
    sender = family.cast["other_worker"]
    drop_note(room=family.rooms[part], fact=fact, by=sender.worker, keyring=sender.keyring, clock=clock)


def test_signature_that_came_by_a_note_is_none(family: Family, plan: Plan, clock: FixedClock) -> None:
    offered(family, plan)
    wait(clock)
    ready.ask_apart(family, "other")
    offer = table(family).offer
    assert offer is not None
    forged = replace(
        ready.SIGNED,
        agreement=Mark(str(offer.id)),
        words_seen=Mark(offer.words),
        asked_at=Mark(clock.now().isoformat()),
    )
    _note(family, "harmed", forged, clock)

    assert refusal_of(settled(family)) == [("", UNREAD_NOTE)]
    member = family.holder("harmed")
    open_drops(room=family.rooms["harmed"], by=member.worker, keyring=member.keyring, clock=clock)
    assert refusal_of(settled(family)) == [("", NOT_SIGNED_BY_ALL)]


def test_agreement_that_came_by_a_note_does_not_stand(family: Family, plan: Plan, clock: FixedClock) -> None:
    offered(family, plan)
    offer = table(family).offer
    assert offer is not None
    _note(family, "shared", AgreementStands(agreement=Mark(str(offer.id))), clock)
    member = family.holder("shared")
    open_drops(room=family.rooms["shared"], by=member.worker, keyring=member.keyring, clock=clock)

    assert table(family).standing == ()


def test_note_that_nobody_has_read_holds_it_up(family: Family, plan: Plan, clock: FixedClock) -> None:
    offered(family, plan)
    signed_by_both(family, clock)
    _note(family, "harmed", Statement(source="A school", words=LongText("She is afraid.")), clock)

    assert refusal_of(settled(family)) == [("", UNREAD_NOTE)]


# --- the process it comes from ---


def _withdrawn(family: Family, plan: Plan, clock: FixedClock) -> None:
    family.record("harmed", Consent(value=ConsentValue.WITHDRAWN))


def _stopped(family: Family, plan: Plan, clock: FixedClock) -> None:
    stop_joint_work(case=family.case, by=family.cast.worker("child_worker"), clock=clock)


def _set_aside(family: Family, plan: Plan, clock: FixedClock) -> None:
    set_plan_aside(plan=plan, by=family.cast.worker("lead"), clock=clock)


@pytest.mark.parametrize("happens", [_withdrawn, _stopped, _set_aside])
def test_withdrawal_or_stop_meanwhile_lets_nothing_stand(
    happens: object, family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    signed_by_both(family, clock)
    happens(family, plan, clock)  # type: ignore[operator]  # one of the three above
    member = family.holder("team")
    open_drops(room=family.rooms["team"], by=member.worker, keyring=member.keyring, clock=clock)

    assert refusal_of(settled(family)) == [("", NOT_FROM_THIS_PLAN)]


def test_nothing_is_offered_from_a_meeting_that_was_stopped(family: Family, clock: FixedClock) -> None:
    plan = arranged(family)
    met(plan, family, SittingEnd.STOPPED)
    lead = family.cast["lead"]

    said = offer_agreement(
        room=family.rooms["shared"],
        plan=plan,
        lines=ready.write_lines(family),
        offer=ready.READ_BACK,
        by=lead.worker,
        keyring=lead.keyring,
        clock=clock,
    )

    assert refusal_of(said) == [("plan", NOT_FROM_THIS_PLAN)]


def test_nothing_is_offered_before_the_gate_says_possible_or_people_have_met(
    family: Family, clock: FixedClock
) -> None:
    plan, lead = arranged(family), family.cast["lead"]

    said = offer_agreement(
        room=family.rooms["shared"],
        plan=plan,
        lines=ready.write_lines(family),
        offer=ready.READ_BACK,
        by=lead.worker,
        keyring=lead.keyring,
        clock=clock,
    )

    assert refusal_of(said) == [("plan", NOT_FROM_THIS_PLAN)]


@pytest.mark.parametrize("name", ["read_back", "fair", "doable", "orders_compared"])
def test_offer_that_was_not_read_back_fair_and_doable_is_refused(
    name: str, family: Family, plan: Plan, clock: FixedClock
) -> None:
    lead, lines = family.cast["lead"], ready.write_lines(family)

    said = offer_agreement(
        room=family.rooms["shared"],
        plan=plan,
        lines=lines,
        offer=replace(ready.READ_BACK, **{name: Answer.UNKNOWN}),  # type: ignore[arg-type]  # one of its own fields
        by=lead.worker,
        keyring=lead.keyring,
        clock=clock,
    )

    assert [field for field, _ in refusal_of(said)] == [name]


@pytest.mark.parametrize(
    "change", [{"topic": Topic.TIME_WITH_CHILD}, {"by_when": timedelta(days=1)}], ids=["topic", "too soon"]
)
def test_line_that_does_not_belong_or_is_due_too_soon_is_not_offered(
    change: dict[str, object], family: Family, plan: Plan, clock: FixedClock
) -> None:
    member, lead = family.holder("shared"), family.cast["lead"]
    wrong = {k: clock.today() + v if isinstance(v, timedelta) else v for k, v in change.items()}
    line = write_commitment(
        room=family.rooms["shared"],
        line=replace(ready.lines_of(family)[0], **wrong),  # type: ignore[arg-type]  # its own fields
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    assert isinstance(line, Entry)

    said = offer_agreement(
        room=family.rooms["shared"],
        plan=plan,
        lines=[line.pk],
        offer=ready.READ_BACK,
        by=lead.worker,
        keyring=lead.keyring,
        clock=clock,
    )

    assert [field for field, _ in refusal_of(said)] == ["lines"]


def test_line_in_the_past_or_without_owner_or_monitor_is_refused(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    member, sound = family.holder("shared"), ready.lines_of(family)[0]
    wrong: dict[str, Commitment] = {
        "by_when": replace(sound, by_when=clock.today() - timedelta(days=1)),
        "look_again_on": replace(sound, look_again_on=clock.today() - timedelta(days=1)),
        "owner": replace(sound, owner=" "),
        "looked_after_by": replace(sound, looked_after_by=""),
        "words": replace(sound, words=LongText("")),
    }
    for name, line in wrong.items():
        said = write_commitment(
            room=family.rooms["shared"], line=line, by=member.worker, keyring=member.keyring, clock=clock
        )
        assert [field for field, _ in refusal_of(said)] == [name]


# --- who ---


@pytest.mark.parametrize("by", ["harmed_worker", "other_worker", "supervisor", "specialist", "outsider"])
def test_only_the_lead_offers_and_settles(by: str, family: Family, plan: Plan, clock: FixedClock) -> None:
    lines, member = ready.write_lines(family), family.cast[by]
    with pytest.raises(NotThere):
        offer_agreement(
            room=family.rooms["shared"],
            plan=plan,
            lines=lines,
            offer=ready.READ_BACK,
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        )
    ready.offer(family, plan, lines)
    signed_by_both(family, clock)

    with pytest.raises(NotThere):
        settled(family, by)


def test_lead_who_is_not_inside_every_room_is_told_nothing_of_it(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    wait(clock)
    take_keys(
        worker=family.cast.worker("lead"),
        by=family.cast.worker("supervisor"),
        clock=clock,
        room=family.rooms["harmed"],
    )
    before = refusal_of(settled(family))
    for part in BOTH:
        ready.ask_apart(family, part)

    assert refusal_of(settled(family)) == before


def test_one_person_makes_no_joint_agreement_alone(cast: Cast, clock: FixedClock) -> None:
    family = open_family(cast=cast, clock=clock, people={"harmed": COUPLE["harmed"]})
    plan = propose_plan(
        case=family.case,
        form=Form.CONFERENCE,
        topics=[Topic.HARM],
        rooms=[family.rooms["harmed"]],
        by=cast.worker("lead"),
        clock=clock,
    )
    assert isinstance(plan, Plan)
    plan.state, plan.arranged_at, plan.planned_for = PlanState.ARRANGED, clock.now(), clock.now()
    plan.save()
    met(plan, family)
    family.record("harmed", orders_today(clock.today()))
    offered(family, plan)
    wait(clock)
    ready.ask_apart(family, "harmed")

    assert refusal_of(settled(family)) == [("", NOT_SIGNED_BY_ALL)]


# --- no agreement ---


def test_no_agreement_is_a_normal_end_and_leaves_after_care(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    lead = family.cast["lead"]

    ended = end_without_agreement(
        room=family.rooms["shared"],
        plan=plan,
        words=LongText(""),
        by=lead.worker,
        keyring=lead.keyring,
        clock=clock,
    )

    assert isinstance(ended, Entry)
    assert table(family).offer is None
    assert len(table(family).ended_without) == 1
    assert FollowUp.objects.filter(plan=plan).exists()
    assert isinstance(settled(family), Refused)


def test_only_the_lead_ends_without_one(family: Family, plan: Plan, clock: FixedClock) -> None:
    member = family.cast["other_worker"]

    with pytest.raises(NotThere):
        end_without_agreement(
            room=family.rooms["shared"],
            plan=plan,
            words=LongText(""),
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        )


def test_agreement_can_come_of_carried_words_too(family: Family, plan: Plan, clock: FixedClock) -> None:
    carried = arranged(family, Form.SHUTTLE)
    met(carried, family)
    offered(family, carried)
    signed_by_both(family, clock)

    assert isinstance(settled(family), Entry)


def test_agreement_comes_of_a_plan_that_was_arranged_before_anybody_met(
    family: Family, clock: FixedClock
) -> None:
    records.staff_in_date(family)
    records.record_everything(family)
    joint_on = (clock.now() + timedelta(days=9)).date()
    plan = records.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM, Topic.PARTING], joint_on=joint_on)
    records.brief_and_sign(family, plan)
    wait(clock, timedelta(minutes=5))
    records.arrange(family, plan, planned_for=clock.now() + timedelta(days=9))
    wait(clock, timedelta(minutes=5))
    offered(family, plan)
    signed_by_both(family, clock)
    _stopped(family, plan, clock)
    stopped = refusal_of(settled(family))
    family.case.stops.all().delete()

    assert stopped == [("", NOT_FROM_THIS_PLAN)]
    assert isinstance(settled(family), Entry)
