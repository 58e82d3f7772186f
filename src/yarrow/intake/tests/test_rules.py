"""Who may hold which rooms, and what may go where: every row once allowed, once refused."""

from dataclasses import replace
from uuid import UUID

import pytest

from yarrow.cases.terms import Pathway, ReferralSource, Setting
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.words import Answer
from yarrow.intake.plan import CasePlan, PlannedPerson
from yarrow.intake.rules import problems_with, problems_with_sorting, team_of
from yarrow.kernel.ids import new_id
from yarrow.rooms.facts import ReferralPart

ADA, BRYN, CERYS, DAI, EIRA = (new_id() for _ in range(5))


def person(role: Role, worker: UUID) -> PlannedPerson:
    return PlannedPerson("Mair", AgeBand.UNKNOWN, role, worker)


def plan(*people: tuple[Role, UUID], **changes: object) -> CasePlan:
    made = CasePlan(
        pathway=Pathway.RESTORATIVE_APPROACHES,
        setting=Setting.FAMILY,
        source=ReferralSource.AGENCY,
        abuse=Answer.YES,
        lead=DAI,
        supervisor=EIRA,
        kept_away=(),
        people=tuple(person(*each) for each in people),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the test names the fields


def codes(found: CasePlan) -> list[tuple[str, str]]:
    return [(reason.code, reason.field) for reason in problems_with(found)]


APART = plan((Role.HARMED, ADA), (Role.CAUSED_HARM, BRYN), (Role.CHILD_EXPOSED, CERYS))


@pytest.mark.parametrize("abuse", [Answer.YES, Answer.UNKNOWN])
@pytest.mark.parametrize(
    ("roles", "places"),
    [
        ([Role.HARMED, Role.CAUSED_HARM], [0]),
        ([Role.HARMED_BY_CHILD, Role.CAUSED_HARM], [0]),
        ([Role.CAUSED_HARM, Role.CHILD_EXPOSED], [1]),
        ([Role.NOT_YET_KNOWN, Role.NOT_YET_KNOWN], [0, 1]),
        ([Role.NOT_YET_KNOWN, Role.HARMED], [0, 1]),
        ([Role.SPECIALIST_REVIEW, Role.CHILD_EXPOSED], [0, 1]),
        ([Role.HARMED, Role.SUPPORTER], [0, 1]),
        ([Role.HARMED, Role.CHILD_EXPOSED, Role.CAUSED_HARM], [0, 1]),
    ],
)
def test_one_worker_for_both_sides_is_refused(abuse: Answer, roles: list[Role], places: list[int]) -> None:
    found = plan(*((role, ADA) for role in roles), abuse=abuse)

    assert codes(found) == [("ROOMS", f"worker_{place}") for place in places]


@pytest.mark.parametrize(
    "roles",
    [
        [Role.HARMED, Role.CHILD_EXPOSED, Role.CHILD_EXPOSED],
        [Role.HARMED, Role.HARMED],
        [Role.HARMED_BY_CHILD, Role.CHILD_EXPOSED],
        [Role.CHILD_EXPOSED],
    ],
)
def test_one_worker_for_the_person_harmed_and_the_children_is_allowed(roles: list[Role]) -> None:
    assert codes(plan(*((role, ADA) for role in roles))) == []


def test_one_worker_for_a_school_circle_is_allowed() -> None:
    circle = plan(
        (Role.HARMED, ADA), (Role.CAUSED_HARM, ADA), abuse=Answer.NO, setting=Setting.SCHOOL, lead=ADA
    )

    assert codes(circle) == []


def test_no_abuse_in_a_family_is_refused() -> None:
    assert codes(replace(APART, abuse=Answer.NO)) == [("E4", "abuse")]


@pytest.mark.parametrize("abuse", [Answer.YES, Answer.UNKNOWN])
@pytest.mark.parametrize(
    "role", [Role.CAUSED_HARM, Role.NOT_YET_KNOWN, Role.SPECIALIST_REVIEW, Role.SUPPORTER]
)
@pytest.mark.parametrize("duty", ["lead", "supervisor"])
def test_team_room_for_the_other_persons_worker_is_refused(abuse: Answer, role: Role, duty: str) -> None:
    found = plan((Role.HARMED, ADA), (role, BRYN), abuse=abuse, **{duty: BRYN})

    assert codes(found) == [("TEAM", duty)]


def test_team_room_for_whoever_holds_only_the_room_of_who_harmed_is_refused_without_abuse_too() -> None:
    found = plan(
        (Role.HARMED, ADA), (Role.CAUSED_HARM, BRYN), abuse=Answer.NO, setting=Setting.SCHOOL, lead=BRYN
    )

    assert codes(found) == [("TEAM", "lead")]


@pytest.mark.parametrize("lead", [ADA, CERYS, DAI])
def test_team_room_for_the_worker_of_the_person_harmed_or_the_child_is_allowed(lead: UUID) -> None:
    assert codes(replace(APART, lead=lead)) == []


def test_team_room_never_has_the_other_persons_worker() -> None:
    assert team_of(APART) == (DAI, EIRA, ADA)


def test_lead_who_supervises_is_refused() -> None:
    assert ("E6", "supervisor") in codes(replace(APART, supervisor=DAI))


@pytest.mark.parametrize(
    ("worker", "field"), [(DAI, "lead"), (EIRA, "supervisor"), (ADA, "worker_0"), (BRYN, "worker_1")]
)
def test_worker_to_keep_away_is_refused(worker: UUID, field: str) -> None:
    assert codes(replace(APART, kept_away=(worker,))) == [("ALLOCATE", field)]


@pytest.mark.parametrize(
    "people",
    [
        [(Role.HARMED, ADA)],
        [(Role.CHILD_EXPOSED, ADA)],
        [(Role.HARMED, ADA), (Role.CAUSED_HARM, BRYN)],
        [(Role.CAUSED_HARM, ADA), (Role.NOT_YET_KNOWN, BRYN)],
    ],
)
@pytest.mark.parametrize("abuse", [Answer.YES, Answer.UNKNOWN])
def test_referral_by_the_person_who_harmed_is_not_accepted_for_others(
    people: list[tuple[Role, UUID]], abuse: Answer
) -> None:
    assert codes(plan(*people, source=ReferralSource.PERSON_WHO_HARMED, abuse=abuse)) == [("E1", "source")]


def test_referral_by_the_person_who_harmed_is_accepted_for_work_alone() -> None:
    assert codes(plan((Role.CAUSED_HARM, ADA), source=ReferralSource.PERSON_WHO_HARMED)) == []


def refused_parts(found: CasePlan, place: int) -> set[str]:
    everything = dict.fromkeys(ReferralPart, place)
    return {reason.field for reason in problems_with_sorting(found, everything)}


def test_words_of_the_person_harmed_never_go_to_the_room_of_who_harmed() -> None:
    found = replace(APART, source=ReferralSource.HARMED_PERSON)

    assert refused_parts(found, 1) == {part.value for part in ReferralPart}
    assert refused_parts(found, 0) == set()


def test_words_of_an_agency_about_others_never_go_to_the_room_of_who_harmed() -> None:
    assert refused_parts(APART, 1) == {
        "sender",
        "who_knows",
        "reach",
        "about_harmed",
        "about_children",
    }
    assert refused_parts(APART, 2) == set()


def test_words_of_the_person_who_harmed_may_lie_in_their_own_room() -> None:
    alone = plan((Role.CAUSED_HARM, ADA), source=ReferralSource.PERSON_WHO_HARMED)

    assert refused_parts(alone, 0) == set()
