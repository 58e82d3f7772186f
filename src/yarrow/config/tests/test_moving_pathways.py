"""A case moves to the other pathway only by two people; every yes from before is then asked again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.kept import made_once
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.actions import ask_to_move, decline_to_move, end_allocation, exclude_worker, move_to_stage
from yarrow.cases.models import Case, PathwayMove
from yarrow.cases.pathways import move_asked_of, move_waiting, moves_asked_of, moves_made
from yarrow.cases.queries import latest_stop
from yarrow.cases.terms import Pathway, Stage, WhyMoved
from yarrow.config import ready
from yarrow.config.families import Family, open_family
from yarrow.config.tests.meeting import recorded_and_proposed
from yarrow.gate.ask import Possible
from yarrow.gate.facts import justice
from yarrow.gate.facts.justice import PathwayMoveAsked, PathwayMoved
from yarrow.gate.person import reasons_for_person
from yarrow.gate.team import reasons_for_team
from yarrow.gate.words import Answer
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.gate import gate_answer
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import constant_line, is_held, question_of
from yarrow.rooms.actions import (
    agree_to_move_pathway,
    ask_to_move_pathway,
    attest,
    drop_note,
    open_drops,
    seal_entry,
)
from yarrow.rooms.models import Room
from yarrow.rooms.queries import entries_in, recorded_in, unopened_drops

PEOPLE = ("harmed", "other", "child", "team")
WORDS = "The kingfisher by the weir was charged."


def asked(family: Family, *, by: str = "supervisor", of: str = "signing_supervisor") -> PathwayMove | Refused:
    member = family.cast[by]
    return ask_to_move_pathway(
        case=family.case,
        why=WhyMoved.OFFICIAL_BEGAN,
        words=WORDS,
        asked_of=family.cast.worker(of),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def agreed(family: Family, move: PathwayMove | Refused, *, by: str = "signing_supervisor") -> None:
    assert isinstance(move, PathwayMove)
    member = family.cast[by]
    agree_to_move_pathway(move=move, by=member.worker, keyring=member.keyring, clock=family.clock)


def read(family: Family, *parts: str) -> None:
    for part in parts or PEOPLE:
        member = family.holder(part)
        open_drops(room=family.rooms[part], by=member.worker, keyring=member.keyring, clock=family.clock)


@pytest.mark.parametrize("by", ["harmed_worker", "other_worker", "child_worker", "specialist", "intake"])
def test_nobody_else_asks_for_it(family: Family, by: str) -> None:
    with pytest.raises(NotThere):
        asked(family, by=by)
    assert not PathwayMove.objects.exists()


@pytest.mark.parametrize("by", ["outsider", "excluded", "manager", "ex_worker", "signing_supervisor"])
def test_who_has_nothing_to_decide_here_finds_no_case(family: Family, by: str) -> None:
    with pytest.raises(NotThere):
        ask_to_move(
            case=family.case,
            why=WhyMoved.WANTED,
            asked_of=family.cast.worker("supervisor"),
            by=family.cast.worker(by),
            clock=family.clock,
        )


def test_the_supervisor_who_is_not_in_the_team_room_cannot_say_why(family: Family) -> None:
    """And so asks for nothing: a move without a reason is none."""
    family.rooms["team"].versions.get().wraps.filter(holder=family.cast.worker("supervisor")).delete()
    with pytest.raises(NotThere):
        asked(family)


@pytest.mark.parametrize("of", ["supervisor", "lead", "manager", "excluded", "ex_worker"])
def test_only_another_supervisor_who_is_near_is_asked(family: Family, of: str) -> None:
    assert isinstance(asked(family, of=of), Refused)
    assert not PathwayMove.objects.exists()
    assert not [each for each in _team(family) if isinstance(each, PathwayMoveAsked)]


def test_a_supervisor_who_is_barred_is_not_asked_and_finds_nothing(family: Family) -> None:
    move = asked(family, by="lead")
    signing = family.cast.worker("signing_supervisor")
    exclude_worker(case=family.case, worker=signing, by=family.cast.worker("supervisor"), clock=family.clock)

    assert not moves_asked_of(signing).exists()
    with pytest.raises(NotThere):
        agreed(family, move)
    assert _case(family).pathway == Pathway.RESTORATIVE_APPROACHES


def test_asking_moves_nothing_and_a_second_question_waits(family: Family) -> None:
    assert isinstance(asked(family), PathwayMove)
    assert isinstance(asked(family, by="lead", of="supervisor"), Refused)

    assert _case(family).pathway == Pathway.RESTORATIVE_APPROACHES
    assert latest_stop(family.case) is None
    assert not any(unopened_drops(family.rooms[part]).exists() for part in PEOPLE)


def test_why_is_said_in_the_team_room_and_nowhere_else(family: Family) -> None:
    move = asked(family)
    assert isinstance(move, PathwayMove)

    said = [each for each in _team(family) if isinstance(each, PathwayMoveAsked)]
    assert [each.words for each in said] == [WORDS]
    assert not any(WORDS in str(value) for value in PathwayMove.objects.values_list())


@pytest.mark.parametrize("by", ["supervisor", "lead", "manager", "outsider", "excluded"])
def test_nobody_but_who_was_asked_agrees(family: Family, by: str) -> None:
    move = asked(family)
    with pytest.raises(NotThere):
        agreed(family, move, by=by)
    assert _case(family).pathway == Pathway.RESTORATIVE_APPROACHES


def test_what_was_asked_does_not_outlive_the_duty_of_who_asked(family: Family) -> None:
    move = asked(family, by="lead")
    supervisor = family.cast.worker("supervisor")
    end_allocation(case=family.case, worker=family.cast.worker("lead"), by=supervisor, clock=family.clock)

    with pytest.raises(NotThere):
        agreed(family, move)


def test_nobody_agrees_with_themselves_in_the_database_either(family: Family) -> None:
    move = asked(family)
    assert isinstance(move, PathwayMove)
    with pytest.raises(IntegrityError), transaction.atomic():
        PathwayMove.objects.filter(pk=move.pk).update(asked_of=move.asked_by)


@pytest.mark.parametrize("stage", [Stage.PROCESS_ENDED, Stage.CLOSED])
def test_a_process_that_has_ended_moves_nowhere(family: Family, stage: Stage) -> None:
    move, supervisor = asked(family), family.cast.worker("supervisor")
    move_to_stage(case=family.case, stage=stage, by=supervisor, clock=family.clock)

    with pytest.raises(NotThere):
        agreed(family, move)
    assert isinstance(move, PathwayMove)
    decline_to_move(move=move, by=supervisor, clock=family.clock)
    assert isinstance(asked(family), Refused)


def test_who_asked_takes_it_back_and_who_was_asked_says_no(family: Family) -> None:
    for by in ("supervisor", "signing_supervisor"):
        move = asked(family)
        assert isinstance(move, PathwayMove)
        for other in ("other_worker", "outsider", "manager"):
            with pytest.raises(NotThere):
                decline_to_move(move=move, by=family.cast.worker(other), clock=family.clock)
        decline_to_move(move=move, by=family.cast.worker(by), clock=family.clock)
        assert move_waiting(family.case) is None
    events = AuditEvent.objects.filter(chain=family.case.pk, event=Event.PATHWAY_KEPT)
    assert events.count() == 2


def test_agreed_it_is_moved_everybody_reads_the_line_and_every_room_is_told(family: Family) -> None:
    agreed(family, asked(family))

    case = _case(family)
    assert case.pathway == Pathway.RESTORATIVE_JUSTICE
    assert case.pathway_moved_on == family.clock.today()
    stop = latest_stop(case)
    assert stop is not None
    assert stop.line_from == family.clock.now()
    assert all(unopened_drops(family.rooms[part]).count() == 1 for part in PEOPLE)
    assert not unopened_drops(family.rooms["shared"]).exists()
    assert [each.to for each in moves_made(case)] == [Pathway.RESTORATIVE_JUSTICE]
    assert AuditEvent.objects.filter(chain=case.pk, event=Event.PATHWAY_MOVED).count() == 1
    with pytest.raises(NotThere):
        move_asked_of(family.cast.worker("signing_supervisor"), PathwayMove.objects.get().pk)

    read(family)
    for part in PEOPLE:
        entries = entries_in(family.rooms[part], family.holder(part).keyring)
        assert entries[-1].fact == PathwayMoved(pathway=justice.Pathway.RESTORATIVE_JUSTICE)


def test_no_hand_writes_or_drops_a_move(family: Family) -> None:
    """Otherwise one worker could make every yes of the other side old, or say that nothing was moved."""
    member, room = family.holder("harmed"), family.rooms["harmed"]
    for fact in (PathwayMoved(), justice.PathwayNow()):
        with pytest.raises(ValueError, match="does not belong"):
            drop_note(room=room, fact=fact, by=member.worker, keyring=member.keyring, clock=family.clock)
        assert _is_refused(family, fact)


def _is_refused(family: Family, fact: PathwayMoved | justice.PathwayNow) -> bool:
    member = family.holder("harmed")
    try:
        said = seal_entry(
            room=family.rooms["harmed"],
            fact=fact,
            by=member.worker,
            keyring=member.keyring,
            clock=family.clock,
        )
    except ValueError:
        return True
    return isinstance(said, Refused)


@pytest.fixture
def signed(family: Family, clock: FixedClock) -> Plan:
    def made() -> Plan:
        plan = recorded_and_proposed(family, clock, days=12)
        ready.brief_and_sign(family, plan)
        clock.move_to(clock.now() + timedelta(minutes=5))
        return ready.arrange(family, plan, planned_for=clock.now() + timedelta(days=12))

    return made_once("test_pathways: signed", made, family, clock=clock)


def test_a_move_stops_what_was_arranged_and_no_yes_from_before_counts(
    family: Family, signed: Plan, clock: FixedClock
) -> None:
    assert isinstance(gate_answer(signed, clock.today()), Possible)
    clock.move_to(clock.now() + timedelta(hours=1))
    agreed(family, asked(family))

    assert is_held(signed)
    assert constant_line(signed, clock.now()) is not None
    assert not isinstance(gate_answer(signed, clock.today()), Possible), "before anybody read the note"

    read(family)
    for part in PEOPLE:
        member = family.holder(part)
        attest(room=family.rooms[part], by=member.worker, keyring=member.keyring, clock=clock)
    assert not isinstance(gate_answer(signed, clock.today()), Possible), "and afterwards"
    assert {"E14", "E15", "RIGHT_TO_KNOW"} <= _codes(family, signed, "harmed")
    assert {"E14", "E15"} <= _codes(family, signed, "other")
    assert {"OFFICIAL", "ADMITTED"} <= _codes(family, signed, "team")


def test_a_justice_case_asks_for_its_official_case_and_an_approaches_case_does_not(
    family: Family, clock: FixedClock
) -> None:
    official = open_family(cast=family.cast, clock=clock, pathway=Pathway.RESTORATIVE_JUSTICE)
    for each, wanted in ((official, True), (family, False)):
        found = {type(one.fact) for one in recorded_in(each.rooms["team"], each.holder("team").keyring)}
        assert (justice.PathwayNow in found) is wanted


def test_the_official_case_recorded_the_team_says_nothing_of_it(family: Family, clock: FixedClock) -> None:
    official = open_family(cast=family.cast, clock=clock, pathway=Pathway.RESTORATIVE_JUSTICE)
    plan = recorded_and_proposed(official, clock, days=12)
    assert {"OFFICIAL", "ADMITTED"} <= _codes(official, plan, "team")
    assert "RIGHT_TO_KNOW" in _codes(official, plan, "harmed")
    assert "RIGHT_TO_KNOW" not in _codes(official, plan, "other")

    official.record(
        "team",
        justice.JusticeDetails(
            reference="T1",
            referred_by=justice.ReferringBody.COURT,
            stage=justice.Proceedings.ON_LICENCE,
            footing=justice.Footing.FOUND,
        ),
    )
    official.record(
        "harmed",
        justice.JusticeInformation(told=Answer.YES, by=justice.ToldBy.POLICE, told_on=clock.today()),
    )
    assert not _codes(official, plan, "team") & {"OFFICIAL", "ADMITTED"}
    assert "RIGHT_TO_KNOW" not in _codes(official, plan, "harmed")


def _codes(family: Family, plan: Plan, part: str) -> set[str]:
    rules = reasons_for_team if part == "team" else reasons_for_person
    room = Room.objects.get(pk=family.rooms[part].pk)
    found = recorded_in(room, family.holder(part).keyring)
    return {reason.code for reason in rules(found, question_of(plan, family.clock.today()))}


def _team(family: Family) -> list[object]:
    return [each.fact for each in entries_in(family.rooms["team"], family.holder("team").keyring)]


def _case(family: Family) -> Case:
    return Case.objects.get(pk=family.case.pk)
