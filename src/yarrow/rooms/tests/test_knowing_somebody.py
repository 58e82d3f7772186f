"""Before their own answer nobody reads a room; who knows somebody is out at once, and no room is lost."""

import pytest

from yarrow.cases.actions import FirstTeam, allocate, answer_conflict, open_case_with_team
from yarrow.cases.conflicts import questions_for
from yarrow.cases.models import Allocation, Case, ConflictQuestion, Exclusion
from yarrow.cases.queries import cases_allocated_to
from yarrow.cases.terms import Asked, Duty, Pathway, ReferralSource, Setting
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import (
    ask_grant,
    drop_note,
    fulfil_grants,
    keep_case_closely,
    open_drops,
    open_room,
    read_room,
    say_they_know,
    step_back,
)
from yarrow.rooms.facts import CaseKeptClosely, WhyClosely
from yarrow.rooms.models import Room, Wrap
from yarrow.rooms.queries import (
    entries_in,
    holders_of,
    rooms_held_by,
    rooms_only_theirs,
    rooms_without_holder,
)
from yarrow.rooms.terms import RoomKind

HOPE = Hope(words=LongText("To sleep through a night."))


@pytest.fixture
def fresh(cast: Cast, clock: FixedClock) -> Case:
    """A case as triage opens it: nobody has answered yet."""
    team = FirstTeam(
        lead=cast.worker("lead"),
        supervisor=cast.worker("supervisor"),
        practitioners={cast.worker("harmed_worker"): ["Anwen Llwyd-Parry"]},
    )
    case = open_case_with_team(
        pathway=Pathway.RESTORATIVE_APPROACHES,
        setting=Setting.FAMILY,
        source=ReferralSource.AGENCY,
        team=team,
        by=cast.worker("intake"),
        clock=clock,
    )
    assert isinstance(case, Case)
    return case


@pytest.fixture
def room(fresh: Case, cast: Cast, clock: FixedClock) -> Room:
    """Her room, held by her worker alone, with the words that intake put in."""
    made = open_room(
        case=fresh,
        kind=RoomKind.PERSON,
        holders=[cast.worker("harmed_worker")],
        by=cast.worker("intake"),
        clock=clock,
    )
    intake = cast["intake"]
    drop_note(room=made, fact=HOPE, by=intake.worker, keyring=intake.keyring, clock=clock)
    return made


def clear(cast: Cast, part: str, clock: FixedClock) -> None:
    question = questions_for(cast.worker(part)).get()
    answer_conflict(question=question, state=Asked.CLEAR, by=cast.worker(part), clock=clock)


def knows(cast: Cast, part: str, clock: FixedClock) -> None:
    member = cast[part]
    question = questions_for(member.worker).get()
    say_they_know(question=question, by=member.worker, keyring=member.keyring, clock=clock)


@pytest.mark.parametrize("state", [Asked.ASKED, Asked.UNSURE])
def test_a_holder_without_an_answer_reads_nothing(
    room: Room, cast: Cast, clock: FixedClock, state: Asked
) -> None:
    member = cast["harmed_worker"]
    ConflictQuestion.objects.filter(worker=member.worker).update(state=state)
    with pytest.raises(NotThere):
        read_room(room_id=room.pk, by=member.worker, keyring=member.keyring, clock=clock)
    with pytest.raises(NotThere):
        open_drops(room=room, by=member.worker, keyring=member.keyring, clock=clock)
    ConflictQuestion.objects.filter(worker=member.worker).update(state=Asked.ASKED)
    clear(cast, "harmed_worker", clock)
    assert open_drops(room=room, by=member.worker, keyring=member.keyring, clock=clock) == 1


def test_nobody_is_let_in_before_they_answered(family: Family, clock: FixedClock) -> None:
    cast, room = family.cast, family.rooms["harmed"]
    newcomer, by, holder = cast.worker("outsider"), cast.worker("supervisor"), family.holder("harmed")
    allocate(
        case=family.case, worker=newcomer, duty=Duty.PRACTITIONER, by=by, clock=clock, names=["Anwen Parry"]
    )
    ask_grant(room=room, worker=newcomer, by=by, clock=clock)
    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=clock) == 0
    assert not Wrap.objects.filter(holder=newcomer).exists()

    clear(cast, "outsider", clock)
    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=clock) == 1
    assert newcomer in holders_of(room)


def test_nobody_answers_for_a_colleague(room: Room, cast: Cast, clock: FixedClock) -> None:
    question = questions_for(cast.worker("harmed_worker")).get()
    other = cast["other_worker"]
    with pytest.raises(NotThere):
        say_they_know(question=question, by=other.worker, keyring=other.keyring, clock=clock)
    assert not Exclusion.objects.exists()


def test_who_knows_somebody_is_out_and_the_only_key_is_handed_on(
    room: Room, fresh: Case, cast: Cast, clock: FixedClock
) -> None:
    clear(cast, "supervisor", clock)
    assert rooms_only_theirs(fresh, cast.worker("harmed_worker")) == [room]

    knows(cast, "harmed_worker", clock)

    worker, supervisor = cast.worker("harmed_worker"), cast["supervisor"]
    assert not Wrap.objects.filter(holder=worker).exists()
    assert not Allocation.objects.filter(worker=worker, until_day__isnull=True).exists()
    assert not questions_for(worker).exists()
    assert not cases_allocated_to(worker).exists()
    assert list(holders_of(room)) == [supervisor.worker]
    open_drops(room=room, by=supervisor.worker, keyring=supervisor.keyring, clock=clock)
    assert [read.fact for read in entries_in(room, supervisor.keyring)] == [HOPE]


def test_what_is_handed_on_is_not_read_before_the_own_answer(
    room: Room, cast: Cast, clock: FixedClock
) -> None:
    knows(cast, "harmed_worker", clock)
    supervisor = cast.worker("supervisor")
    assert supervisor in holders_of(room)
    assert room not in rooms_held_by(supervisor)


def test_where_the_supervisor_knows_them_too_the_lead_takes_over_and_names_another(
    room: Room, fresh: Case, cast: Cast, clock: FixedClock
) -> None:
    knows(cast, "harmed_worker", clock)
    knows(cast, "supervisor", clock)
    clear(cast, "lead", clock)
    assert list(holders_of(room)) == [cast.worker("lead")]
    next_one = allocate(
        case=fresh,
        worker=cast.worker("signing_supervisor"),
        duty=Duty.SUPERVISOR,
        by=cast.worker("lead"),
        clock=clock,
        names=["Anwen Llwyd-Parry"],
    )
    assert isinstance(next_one, Allocation)


def test_stepping_back_later_ends_access_at_once(family: Family, clock: FixedClock) -> None:
    member = family.holder("other")
    family.record("other", HOPE)
    step_back(case=family.case, by=member.worker, keyring=member.keyring, clock=clock)
    assert not rooms_held_by(member.worker).exists()
    assert not Wrap.objects.filter(holder=member.worker).exists()
    with pytest.raises(NotThere):
        step_back(case=family.case, by=member.worker, keyring=member.keyring, clock=clock)


@pytest.mark.parametrize("part", ["lead", "signing_supervisor", "harmed_worker", "excluded", "manager"])
def test_keeping_a_case_closely_is_for_its_supervisor(family: Family, clock: FixedClock, part: str) -> None:
    cast, member = family.cast, family.cast[part]
    with pytest.raises(NotThere):
        keep_case_closely(
            case=family.case,
            named=[cast.worker("lead"), cast.worker("signing_supervisor")],
            why=WhyClosely.POLICE,
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        )


def test_keeping_a_case_closely_takes_keys_and_seals_why_in_the_team_room(
    family: Family, clock: FixedClock
) -> None:
    cast, supervisor = family.cast, family.cast["supervisor"]
    family.record("other", HOPE)
    refused = keep_case_closely(
        case=family.case,
        named=[cast.worker("lead"), cast.worker("signing_supervisor")],
        why=WhyClosely.POLICE,
        by=supervisor.worker,
        keyring=supervisor.keyring,
        clock=clock,
    )
    assert not isinstance(refused, Refused)
    holders = set(
        Wrap.objects.filter(version__room__case=family.case).values_list("holder__username", flat=True)
    )
    assert holders == {"lead", "supervisor"}
    why = [read.fact for read in entries_in(family.rooms["team"], supervisor.keyring)]
    assert CaseKeptClosely(why=WhyClosely.POLICE) in why
    assert not rooms_without_holder().filter(case=family.case).exists()
