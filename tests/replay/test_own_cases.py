"""Invented cases through the real rooms and the real gate, and what catches a gate that is wrong."""

from dataclasses import replace

import pytest

from tests.replay.places import OWN
from yarrow.cases.models import Case
from yarrow.config.replay import vocabulary
from yarrow.config.replay.asking import ask, propose
from yarrow.config.replay.case import Expected, Line, ReplayCase, Step
from yarrow.config.replay.completing import complete
from yarrow.config.replay.judging import Fault, judge_completed, judge_now, told
from yarrow.config.replay.opened import OpenedCase
from yarrow.config.replay.playing import play
from yarrow.config.replay.questions import Question
from yarrow.config.replay.reading import read_case
from yarrow.config.replay.staff import ReplayStaff
from yarrow.config.replay.telling import TEAM
from yarrow.gate.facts.harm import Fear, OngoingAbuse
from yarrow.gate.facts.team import AbuseFlag, FlagBasis
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import drop_note
from yarrow.rooms.models import Entry

pytestmark = pytest.mark.once

FACE_TO_FACE = Expected(form="face_to_face", answer="no")


@pytest.mark.parametrize("name", ["every-fact", "light-path", "orders", "young"])
def test_an_invented_case_meets_what_it_expects(name: str, staff: ReplayStaff, long_ago: FixedClock) -> None:
    played = play(read_case(OWN / f"{name}.yaml"), staff, long_ago)

    assert [verdict for verdict in played.verdicts if verdict.mismatches] == []
    assert played.verdicts


def test_every_fact_may_leave_out_every_key_and_opens_nothing(
    staff: ReplayStaff, long_ago: FixedClock, light_path: ReplayCase
) -> None:
    bare = tuple(Line(kind, {}) for kind in vocabulary.FACTS if kind not in vocabulary.NEEDED)
    held = tuple(
        Expected(form=form, answer="no", because=("E4", "E8")) for form in ("face_to_face", "indirect")
    )
    step = Step(number=1, day=0, lines=bare, expected=held)

    played = play(replace(light_path, steps=(step,)), staff, long_ago)

    assert [verdict.mismatches for verdict in played.verdicts] == [(), ()]


def test_what_is_expected_wrongly_is_reported_with_step_form_and_fault(
    staff: ReplayStaff, long_ago: FixedClock
) -> None:
    played = play(read_case(OWN / "mismatches.yaml"), staff, long_ago)

    found = [(v.step, v.form, each.fault) for v in played.verdicts for each in v.mismatches]

    assert found == [
        (1, "face_to_face", Fault.OVER_BLOCKED),
        (1, "family_meeting", Fault.OTHER),
        (1, "indirect", Fault.OVER_BLOCKED),
        (1, "no_contact", Fault.OTHER),
        (2, "indirect", Fault.OVER_BLOCKED),
    ]


def test_a_played_case_leaves_nothing_behind(
    staff: ReplayStaff, long_ago: FixedClock, light_path: ReplayCase
) -> None:
    play(light_path, staff, long_ago)

    assert (Case.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.fixture
def opened(staff: ReplayStaff, long_ago: FixedClock, light_path: ReplayCase) -> OpenedCase:
    """Two people between whom there is abuse, and nothing else recorded."""
    made = OpenedCase(light_path, staff, long_ago)
    made.record(TEAM, AbuseFlag(value=Answer.YES, basis=FlagBasis.SAID))
    return made


JOINT = Question(Form.CONFERENCE, (Topic.HARM, Topic.TIME_WITH_CHILD), ("A", "B"))


def test_the_recipe_opens_what_nothing_adverse_holds_and_is_thrown_away(opened: OpenedCase) -> None:
    moment, before = opened.clock.now(), Entry.objects.count()

    with opened.branch():
        plan = propose(JOINT, opened)
        opened.wait()
        assert complete(JOINT, plan, (), opened).is_possible

    assert (opened.clock.now(), Entry.objects.count()) == (moment, before)


def test_a_gate_that_opens_against_the_source_is_wrongly_open(opened: OpenedCase) -> None:
    plan = propose(JOINT, opened)
    opened.wait()
    said = complete(JOINT, plan, (), opened)

    too_early = replace(FACE_TO_FACE, answer="may", if_complete=True)

    assert [each.fault for each in judge_now(FACE_TO_FACE, said)] == [Fault.WRONGLY_OPEN]
    assert [each.fault for each in judge_now(too_early, said)] == [Fault.WRONGLY_OPEN]
    assert (list(judge_completed(too_early, said)), told(said)) == ([], "possible")


def test_what_the_recipe_may_not_lift_is_over_blocked(opened: OpenedCase) -> None:
    plan = propose(JOINT, opened)
    opened.wait()
    complete(JOINT, plan, (), opened)
    opened.record("A", OngoingAbuse(by_under_18=Answer.NO))
    opened.attest()

    said = ask(JOINT, plan, opened)

    assert [each.fault for each in judge_completed(FACE_TO_FACE, said)] == [Fault.OVER_BLOCKED]
    assert {"E8", "E11"} <= said.codes
    assert "E11 (A)" in told(said)


def test_a_standing_that_says_other_than_its_room_is_reported(opened: OpenedCase) -> None:
    letter = Question(Form.NO_SEND_LETTER, (Topic.HARM,), ("A",))
    plan = propose(letter, opened)
    assert complete(letter, plan, (), opened).is_possible
    writer = opened.inside["B"]
    drop_note(
        room=opened.rooms["A"],
        fact=Fear(words=LongText("unread")),
        by=writer.worker,
        keyring=writer.keyring,
        clock=opened.clock,
    )

    said = ask(letter, plan, opened)

    assert (said.seen, said.is_possible) == ((), False)
    assert Fault.OTHER in [each.fault for each in judge_now(FACE_TO_FACE, said)]
