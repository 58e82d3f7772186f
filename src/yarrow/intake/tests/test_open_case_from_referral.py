"""Opening a case: refusals first, then everything in one transaction."""

from dataclasses import replace
from uuid import UUID

import pytest

from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event
from yarrow.cases.models import Allocation, Case, Exclusion, Harm
from yarrow.cases.terms import Duty, Pathway, ReferralSource, Setting
from yarrow.config.cast import Cast
from yarrow.gate.facts.choice import Statement
from yarrow.gate.facts.team import AbuseFlag, ProposalNotice, Proposer
from yarrow.gate.facts.who import AgeBand, Identity, Role, RoleInHarm
from yarrow.gate.words import Answer, LongText
from yarrow.intake.actions import (
    answer_without_case,
    open_case_from_referral,
    read_referral,
    read_referrals,
    receive_referral,
)
from yarrow.intake.plan import CasePlan, PlannedPerson, Sorting, mark_of
from yarrow.intake.queries import Referral
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.actions import drop_note
from yarrow.rooms.facts import BroughtBy, ReferralOutcome, ReferralPart, ReferralReceived
from yarrow.rooms.models import Drop, Room
from yarrow.rooms.terms import RoomKind
from yarrow.staff.actions import leave_service

from .opened import facts_in, parts_in, rooms_of
from .posts import CHILDREN, HARMED, OTHER

OUTSIDE_INTAKE = [
    "harmed_worker",
    "other_worker",
    "supervisor",
    "signing_supervisor",
    "specialist",
    "researcher",
    "manager",
    "outsider",
]
MAIR, DEWI, NIA = 0, 1, 2
SORTED: Sorting = {
    ReferralPart.ABOUT_HARMED: MAIR,
    ReferralPart.ABOUT_OTHER: DEWI,
    ReferralPart.ABOUT_CHILDREN: NIA,
}


@pytest.fixture
def received(room: Room, cast: Cast, clock: FixedClock) -> Referral:
    referral = ReferralReceived(
        brought_by=BroughtBy.PROFESSIONAL,
        sender=LongText("Bethan"),
        about_harmed=LongText(HARMED),
        about_other=LongText(OTHER),
        about_children=LongText(CHILDREN),
    )
    receive_referral(room=room, referral=referral, once=new_id(), clock=clock)
    return read(cast, clock)


def read(cast: Cast, clock: FixedClock) -> Referral:
    (found,) = read_referrals(by=cast.worker("intake"), keyring=cast.keyring("intake"), clock=clock)
    return found


@pytest.fixture
def plan(cast: Cast) -> CasePlan:
    def person(name: str, age: AgeBand, role: Role, part: str) -> PlannedPerson:
        return PlannedPerson(name, age, role, cast.worker(part).pk)

    return CasePlan(
        pathway=Pathway.RESTORATIVE_APPROACHES,
        setting=Setting.FAMILY,
        source=ReferralSource.AGENCY,
        abuse=Answer.YES,
        lead=cast.worker("harmed_worker").pk,
        supervisor=cast.worker("supervisor").pk,
        kept_away=(cast.worker("excluded").pk,),
        people=(
            person("Mair", AgeBand.ADULT, Role.HARMED, "harmed_worker"),
            person("Dewi", AgeBand.ADULT, Role.CAUSED_HARM, "other_worker"),
            person("Nia", AgeBand.CHILD, Role.CHILD_EXPOSED, "child_worker"),
        ),
    )


def opened(
    received: Referral,
    plan: CasePlan,
    cast: Cast,
    clock: FixedClock,
    *,
    sorting: Sorting = SORTED,
    by: str = "intake",
    seen: str | None = None,
) -> Case | Refused:
    return open_case_from_referral(
        referral=received.id,
        plan=plan,
        sorting=sorting,
        seen=mark_of(plan, sorting, received.statements()) if seen is None else seen,
        by=cast.worker(by),
        keyring=cast.keyring(by),
        clock=clock,
    )


def nothing_was_written() -> bool:
    return not (Case.objects.exists() or Harm.objects.exists() or Room.objects.exclude(case=None).exists())


def test_every_act_of_another_post_is_not_there(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    for part in OUTSIDE_INTAKE:
        with pytest.raises(NotThere):
            read_referrals(by=cast.worker(part), keyring=cast.keyring(part), clock=clock)
        with pytest.raises(NotThere):
            opened(received, plan, cast, clock, by=part)
        with pytest.raises(NotThere):
            answered(received.id, cast, clock, by=part)

    assert nothing_was_written()
    assert read(cast, clock).is_waiting


def test_open_by_an_intake_worker_who_left_is_not_there(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    leave_service(worker=cast.worker("intake_two"), by=cast.worker("manager"), clock=clock)

    with pytest.raises(NotThere):
        opened(received, plan, cast, clock, by="intake_two")


def test_open_what_is_no_referral_is_not_there(received: Referral, cast: Cast, clock: FixedClock) -> None:
    with pytest.raises(NotThere):
        read_referral(
            referral=new_id(), by=cast.worker("intake"), keyring=cast.keyring("intake"), clock=clock
        )


def test_open_other_than_was_shown_is_refused(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    shown = mark_of(plan, {}, received.statements())
    swapped = replace(plan, people=(plan.people[DEWI], plan.people[MAIR], plan.people[NIA]))

    for changed, sorting, seen in [
        (plan, SORTED, ""),
        (plan, SORTED, shown),
        (swapped, {}, shown),
        (replace(plan, kept_away=()), {}, shown),
        (plan, {ReferralPart.SENDER: MAIR}, shown),
    ]:
        assert isinstance(opened(received, changed, cast, clock, sorting=sorting, seen=seen), Refused)
    assert nothing_was_written()


@pytest.mark.parametrize("part", ["excluded", "intake", "researcher", "manager", "ex_worker"])
def test_open_with_a_worker_who_may_not_is_refused(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock, part: str
) -> None:
    leave_service(worker=cast.worker("ex_worker"), by=cast.worker("manager"), clock=clock)
    worker = cast.worker(part).pk
    mair = replace(plan.people[MAIR], worker=worker)

    for changed in (
        replace(plan, lead=worker),
        replace(plan, supervisor=worker),
        replace(plan, people=(mair, *plan.people[1:])),
    ):
        assert isinstance(opened(received, changed, cast, clock), Refused)
    assert nothing_was_written()


def test_open_with_one_worker_for_both_sides_is_refused(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    dewi = replace(plan.people[DEWI], worker=cast.worker("harmed_worker").pk)
    changed = replace(plan, people=(plan.people[MAIR], dewi, plan.people[NIA]))

    refusal = opened(received, changed, cast, clock)

    assert isinstance(refusal, Refused)
    assert {reason.code for reason in refusal.reasons} == {"ROOMS"}
    assert nothing_was_written()


def test_open_for_the_person_who_harmed_is_not_accepted(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    changed = replace(plan, source=ReferralSource.PERSON_WHO_HARMED)

    refusal = opened(received, changed, cast, clock)

    assert isinstance(refusal, Refused)
    assert [reason.code for reason in refusal.reasons] == ["E1"]
    assert nothing_was_written()


def test_open_with_her_words_in_his_room_is_refused(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    sorting = {ReferralPart.ABOUT_HARMED: DEWI}

    assert isinstance(opened(received, plan, cast, clock, sorting=sorting), Refused)
    assert nothing_was_written()


def test_open_while_kept_away_oneself_is_refused(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    changed = replace(plan, kept_away=(cast.worker("intake").pk,))

    assert isinstance(opened(received, changed, cast, clock), Refused)
    assert isinstance(opened(received, changed, cast, clock, by="intake_two"), Case)


def test_open_twice_opens_one_case(received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock) -> None:
    assert isinstance(opened(received, plan, cast, clock), Case)

    second = opened(received, plan, cast, clock, by="intake_two")

    assert isinstance(second, Refused)
    assert [reason.code for reason in second.reasons] == ["ANSWERED"]
    assert Case.objects.count() == 1


def test_open_lets_in_exactly_whom_it_says(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    case = opened(received, plan, cast, clock)

    assert isinstance(case, Case)
    assert [(room.kind, parts_in(room, cast)) for room in rooms_of(case)] == [
        (RoomKind.PERSON, ["harmed_worker"]),
        (RoomKind.PERSON, ["other_worker"]),
        (RoomKind.PERSON, ["child_worker"]),
        (RoomKind.SHARED, ["harmed_worker", "other_worker", "child_worker", "supervisor"]),
        (RoomKind.TEAM, ["harmed_worker", "supervisor"]),
    ]


def test_open_allocates_the_workers_and_bars_the_excluded(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    case = opened(received, plan, cast, clock)

    assert isinstance(case, Case)
    duties = {(row.worker.username, row.duty) for row in Allocation.objects.filter(case=case)}
    assert duties == {
        ("harmed_worker", Duty.LEAD),
        ("harmed_worker", Duty.PRACTITIONER),
        ("other_worker", Duty.PRACTITIONER),
        ("child_worker", Duty.PRACTITIONER),
        ("supervisor", Duty.SUPERVISOR),
    }
    assert [row.worker.username for row in Exclusion.objects.filter(case=case)] == ["excluded"]


def test_open_puts_each_statement_into_exactly_one_room(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    case = opened(received, plan, cast, clock)
    assert isinstance(case, Case)

    said = [
        [fact.words for fact in facts_in(room, cast, clock) if isinstance(fact, Statement)]
        for room in rooms_of(case)
    ]

    assert said == [[HARMED], [OTHER], [CHILDREN], [], []]
    assert [each.part for each in read(cast, clock).left_here()] == [ReferralPart.SENDER]


def test_open_without_sorting_leaves_every_word_in_the_intake_room(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    case = opened(received, plan, cast, clock, sorting={})
    assert isinstance(case, Case)

    said = [
        fact for room in rooms_of(case) for fact in facts_in(room, cast, clock) if isinstance(fact, Statement)
    ]

    assert said == []
    assert read(cast, clock).left_here() == received.statements()


def test_open_drops_names_and_parts_as_sealed_facts(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    case = opened(received, plan, cast, clock)
    assert isinstance(case, Case)
    harm = str(Harm.objects.get(case=case).pk)

    mair, dewi, nia, _shared, team = [facts_in(room, cast, clock) for room in rooms_of(case)]

    assert mair[:2] == [
        Identity(known_as="Mair", age_band=AgeBand.ADULT),
        RoleInHarm(harm=harm, role=Role.HARMED),
    ]
    assert dewi[:2] == [
        Identity(known_as="Dewi", age_band=AgeBand.ADULT),
        RoleInHarm(harm=harm, role=Role.CAUSED_HARM),
    ]
    assert nia[1] == RoleInHarm(harm=harm, role=Role.CHILD_EXPOSED)
    assert isinstance(team[0], ProposalNotice)
    assert team[0].by is Proposer.THIRD_PARTY
    assert isinstance(team[1], AbuseFlag)
    assert team[1].value is Answer.YES


def test_open_for_the_person_harmed_is_not_yet_her_own_choice(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    changed = replace(plan, source=ReferralSource.HARMED_PERSON, abuse=Answer.UNKNOWN)
    case = opened(received, changed, cast, clock, sorting={})
    assert isinstance(case, Case)

    assert facts_in(rooms_of(case)[-1], cast, clock) == [ProposalNotice(by=Proposer.UNKNOWN)]


def test_open_shuts_the_way_in_when_somebody_inside_has_written(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    case = opened(received, plan, cast, clock)
    assert isinstance(case, Case)
    hers = rooms_of(case)[MAIR]
    facts_in(hers, cast, clock)

    with pytest.raises(NotThere):
        drop_note(
            room=hers,
            fact=Identity(known_as="Mair"),
            by=cast.worker("intake"),
            keyring=cast.keyring("intake"),
            clock=clock,
        )


def test_open_is_audited_in_the_intake_room(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock, room: Room
) -> None:
    opened(received, plan, cast, clock)

    last = events_of(room.pk).last()
    assert last is not None
    assert (last.event, last.actor, last.subject) == (
        Event.REFERRAL_TRIAGED,
        cast.worker("intake").pk,
        received.id,
    )


def test_answer_after_a_case_was_opened_is_refused(
    received: Referral, plan: CasePlan, cast: Cast, clock: FixedClock
) -> None:
    opened(received, plan, cast, clock)

    assert isinstance(answered(received.id, cast, clock), Refused)
    found = read(cast, clock).answered
    assert found is not None
    assert found.outcome is ReferralOutcome.CASE_OPENED


def test_answer_that_a_case_was_opened_without_one_is_an_error(
    received: Referral, cast: Cast, clock: FixedClock
) -> None:
    with pytest.raises(ValueError, match="a case is opened by"):
        answered(received.id, cast, clock, outcome=ReferralOutcome.CASE_OPENED)


def test_answer_for_the_person_who_harmed_tells_nobody(
    received: Referral, cast: Cast, clock: FixedClock
) -> None:
    drops = Drop.objects.count()

    assert answered(received.id, cast, clock) is None

    found = read(cast, clock).answered
    assert found is not None
    assert found.outcome is ReferralOutcome.NOT_FROM_THIS_SOURCE
    assert nothing_was_written()
    assert Drop.objects.count() == drops


def answered(
    referral: UUID,
    cast: Cast,
    clock: FixedClock,
    *,
    by: str = "intake",
    outcome: ReferralOutcome = ReferralOutcome.NOT_FROM_THIS_SOURCE,
) -> Refused | None:
    return answer_without_case(
        referral=referral, outcome=outcome, by=cast.worker(by), keyring=cast.keyring(by), clock=clock
    )
