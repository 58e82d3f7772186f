"""Asking one person, alone: a signature inside the pause, or not free, is none (domain.md E33)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from yarrow.agreements.actions import (
    record_signing,
)
from yarrow.config.families import Family
from yarrow.config.ready import agreement as ready
from yarrow.gate.facts import Fact, Home
from yarrow.gate.facts.agreement import (
    AgreementOffered,
    AgreementStands,
    Commitment,
    CommitmentKept,
    NoAgreement,
    Signing,
    SigningValue,
)
from yarrow.gate.facts.choice import Hope
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.models import Plan
from yarrow.record.rules import kinds_by_hand
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Entry

from .conftest import PAUSE, wait
from .steps import MOMENT, asked, offered, refusal_of, settled, signed_by_both


@pytest.mark.parametrize("too_early", [PAUSE, MOMENT])
def test_signing_inside_the_pause_is_refused(
    too_early: timedelta, family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    wait(clock, PAUSE - too_early)

    assert [field for field, _ in refusal_of(asked(family, "harmed"))] == ["value"]
    wait(clock, too_early)
    assert isinstance(asked(family, "harmed"), Entry)


@pytest.mark.parametrize("name", ["alone", "free", "read_out"])
@pytest.mark.parametrize("answer", [Answer.NO, Answer.UNKNOWN])
def test_signature_of_somebody_not_free_alone_and_told_is_refused(
    name: str, answer: Answer, family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    wait(clock)
    said = replace(ready.SIGNED, **{name: answer})  # type: ignore[arg-type]  # one of its own fields

    assert [field for field, _ in refusal_of(asked(family, "harmed", said))] == [name]


def test_what_was_said_inside_the_pause_is_recorded(family: Family, plan: Plan) -> None:
    offered(family, plan)

    said = asked(family, "harmed", Signing(value=SigningValue.WANTS_CHANGES, free=Answer.UNKNOWN))

    assert isinstance(said, Entry)


def test_nothing_can_be_signed_where_nothing_is_offered(family: Family, plan: Plan) -> None:
    ready.write_lines(family)

    assert isinstance(asked(family, "harmed"), Refused)


def test_worker_of_the_other_side_cannot_sign_for_her(family: Family, plan: Plan, clock: FixedClock) -> None:
    offered(family, plan)
    wait(clock)
    member = family.cast["other_worker"]

    with pytest.raises(NotThere):
        record_signing(
            room=family.rooms["harmed"],
            said=ready.SIGNED,
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        )


def test_not_being_free_is_heard_as_a_concern_and_stops_joint_work(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    offered(family, plan)
    signed_by_both(family, clock)

    ready.ask_apart(family, "harmed", Signing(value=SigningValue.NOT_SIGNED, free=Answer.NO))

    assert family.case.stops.exists()
    assert isinstance(settled(family), Refused)


@pytest.mark.parametrize("part", ["harmed", "other", "team"])
def test_line_lies_in_the_shared_room_alone(part: str, family: Family, clock: FixedClock) -> None:
    member = family.holder(part)

    said = seal_entry(
        room=family.rooms[part],
        fact=ready.lines_of(family)[0],
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )

    assert isinstance(said, Refused)


@pytest.mark.parametrize("fact", [ready.SIGNED, Hope(words=LongText("That it ends well."))])
def test_what_one_person_says_has_no_place_in_the_shared_room(
    fact: Fact, family: Family, clock: FixedClock
) -> None:
    member = family.holder("shared")

    said = seal_entry(
        room=family.rooms["shared"], fact=fact, by=member.worker, keyring=member.keyring, clock=clock
    )

    assert isinstance(said, Refused)


def test_nothing_of_an_agreement_is_recorded_by_hand(family: Family) -> None:
    kinds = {Commitment, AgreementOffered, Signing, AgreementStands, CommitmentKept, NoAgreement}

    for home in (Home.PERSON, Home.TEAM):
        assert kinds.isdisjoint(kinds_by_hand(home, by_specialist=True))
