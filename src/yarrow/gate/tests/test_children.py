"""Under-18s, people who need more, roles, and time with the child."""

from datetime import date, timedelta

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.change import CourtEvent, CourtEventKind
from yarrow.gate.facts.children import (
    ChildAssessment,
    ChildPart,
    ChildView,
    ContactArrangement,
    ContactChecks,
    TimeLevel,
)
from yarrow.gate.facts.choice import ConsentValue
from yarrow.gate.facts.freedom import SharesLookedAt
from yarrow.gate.facts.harm import Pressure
from yarrow.gate.facts.readiness import (
    Capacity,
    NotConcerned,
    Preparation,
    TakingPartSafeguards,
    Vulnerability,
    WhoAgrees,
)
from yarrow.gate.facts.risk import AbuseScreen, NoAbuseBasis, ScreenResult
from yarrow.gate.facts.who import AgeBand, Identity, Role, RoleInHarm
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, SOME, UNKNOWN, YES, asks, codes, of_person, without
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer

TIME = asks(Form.CONFERENCE, Topic.HARM, Topic.TIME_WITH_CHILD)


def test_a_child_not_heard_or_not_apart_holds_it_where_there_is_abuse() -> None:
    for heard, apart in ((NO, YES), (UNKNOWN, YES), (YES, UNKNOWN), (YES, NO)):
        assert codes(of_person([*good.child(), ChildView(heard=heard, apart=apart)])) == {"E18"}


def test_the_childs_worker_decides_for_the_child() -> None:
    for stands, absent in ((NO, False), (UNKNOWN, True)):
        reasons = of_person([*good.child(), good.assessed(stands)])
        assert codes(reasons) == {"E18"}
        assert reasons[0].absent is absent


def test_the_childs_own_no_asks_for_a_new_assessment_and_shows_nowhere() -> None:
    said_no = [*good.child(), good.consent(ConsentValue.DECLINED)]

    assert codes(of_person(said_no)) == {"E18"}
    assert of_person([*said_no, good.assessed()]) == ()


def test_a_child_who_takes_part_or_may_needs_safeguards_and_preparation() -> None:
    for part in (ChildPart.TAKES_PART, ChildPart.UNKNOWN):
        takes_part = [*good.child(), good.assessed(part=part)]
        assert codes(of_person(takes_part)) == {"E14", "E15", "E18", "E22"}
        more = [good.safeguards(), Preparation(sessions=2), good.supporter()]
        assert codes(of_person([*takes_part, *more])) == {"E14", "E15"}
        assert codes(of_person([*takes_part, *more, good.consent(), good.informed()])) == {"E15"}
        assert of_person([*takes_part, *more, good.informed(), good.consent()]) == ()


def test_a_childs_own_no_to_taking_part_is_kept_and_leaving_it_out_needs_the_worker() -> None:
    ready = [good.assessed(part=ChildPart.TAKES_PART), good.safeguards(), Preparation(sessions=2)]
    takes_part = [*good.child(), *ready, good.supporter(), good.informed(), good.consent()]
    said_no = [*takes_part, good.consent(ConsentValue.DECLINED)]

    assert of_person(takes_part) == ()
    assert "E16" in codes(of_person(said_no))
    assert of_person([*said_no, good.assessed()]) == ()


def test_a_child_who_was_pressed_says_yes_only_after_being_asked_alone() -> None:
    ready = [good.assessed(part=ChildPart.TAKES_PART), good.safeguards(), Preparation(sessions=2)]
    pressed = [*good.child(), *ready, good.supporter(), good.informed(), good.clear_screen(), Pressure()]
    cleared = [good.risk(), good.specialist(), good.clear_screen()]

    assert "E15" in codes(of_person([*pressed, good.consent(), *cleared]))
    assert of_person([*pressed, *cleared, good.consent()]) == ()


def test_a_child_who_takes_part_is_never_left_aside_by_two_workers() -> None:
    aside = NotConcerned(reasons=SOME, second_worker="Second", review_on=good.REVIEW)
    alone: list[Fact] = [good.identity(AgeBand.CHILD), good.role(Role.CHILD_EXPOSED)]

    assert of_person([*alone, aside]) == ()
    assert "E14" in codes(of_person([*alone, aside, good.assessed(part=ChildPart.TAKES_PART)]))


def test_an_assessment_lapses_after_its_day() -> None:
    reviewed = ChildAssessment(stands=YES, part=ChildPart.AFFECTED, reasons=SOME, review_on=DAY)

    assert of_person([*good.child(), reviewed]) == ()
    assert codes(of_person([*good.child(), reviewed], asks(day=DAY + timedelta(days=1)))) == {"E18"}


@pytest.mark.parametrize(
    ("born", "young"),
    [(date(2013, 5, 1), False), (date(2013, 5, 2), True)],
)
def test_the_age_is_that_of_the_day_asked_about(born: date, *, young: bool) -> None:
    facts = [*without(good.harmed(), Identity), Identity(known_as="Sam", date_of_birth=born)]

    assert codes(of_person(facts)) == ({"E18", "SAFEGUARD"} if young else set())


def test_a_recorded_young_person_stays_one_whatever_the_date_of_birth_says() -> None:
    both = Identity(known_as="Sam", date_of_birth=date(1990, 1, 1), age_band=AgeBand.YOUNG_PERSON)

    assert "E18" in codes(of_person([*good.harmed(), both]))


def test_a_need_asks_for_safeguards_recorded_after_it() -> None:
    for need in (Vulnerability(words=SOME), Capacity(value=UNKNOWN), Capacity(value=NO)):
        assert codes(of_person([*good.harmed(), need])) == {"E18"}
        with_advocate = good.safeguards(WhoAgrees.ADVOCATE)
        assert codes(of_person([*good.harmed(), with_advocate, need])) == {"E18"}
        assert of_person([*good.harmed(), need, with_advocate]) == ()
    assert of_person([*good.harmed(), Capacity(value=UNKNOWN), Capacity(value=YES)]) == ()


def test_safeguards_must_be_complete() -> None:
    def safe(supporter: Answer, who: WhoAgrees) -> TakingPartSafeguards:
        return TakingPartSafeguards(independent_supporter=supporter, who_agrees=who, adaptations=SOME)

    need = [*good.harmed(), Capacity(value=NO)]
    for short in (
        safe(UNKNOWN, WhoAgrees.ADVOCATE),
        safe(NO, WhoAgrees.ADVOCATE),
        safe(YES, WhoAgrees.UNKNOWN),
        safe(YES, WhoAgrees.THEMSELVES),
    ):
        assert codes(of_person([*need, short])) == {"E18"}
    assert of_person([*need, safe(YES, WhoAgrees.ADVOCATE)]) == ()


def test_roles_not_yet_known_hold_everything_joint_where_abuse_is_not_excluded() -> None:
    for part in (Role.NOT_YET_KNOWN, Role.SPECIALIST_REVIEW):
        for form in JOINT:
            assert codes(of_person([*good.harmed(), good.role(part, "harm-2")], asks(form))) == {"ROLE"}


def test_changing_a_part_takes_two_workers() -> None:
    def changed(second_worker: str) -> list[Fact]:
        part = RoleInHarm(harm="harm-1", role=Role.HARMED_BY_CHILD, second_worker=second_worker)
        return [*good.harmed(), part]

    looked = SharesLookedAt(every_one=YES)
    assert codes(of_person([*changed(" "), looked])) == {"ROLE"}
    assert of_person([*changed("Second"), looked]) == ()
    assert of_person([*changed(" "), *changed("Second")[-1:], looked]) == ()


def test_time_with_the_child_needs_all_seven_checks() -> None:
    for field in ("risk_of_each", "orders_and_court", "child_heard", "secrets_kept"):
        short = {**vars(good.contact_checks()), field: UNKNOWN}
        for room in (good.harmed(), good.child()):
            assert codes(of_person([*room, ContactChecks(**short)], TIME)) == {"E29"}
            assert of_person([*room, ContactChecks(**short)]) == ()


def test_news_of_time_with_the_child_asks_for_checks_even_for_another_topic() -> None:
    supervised = ContactArrangement(level=TimeLevel.SUPERVISED)
    court = CourtEvent(event=CourtEventKind.FAMILY_PROCEEDINGS)
    for news in (supervised, court):
        told = [*good.harmed(), news, good.risk()]
        assert codes(of_person(told)) == {"E29"}
        assert of_person([*told, good.contact_checks()]) == ()
        assert of_person([*good.caused_harm(), news, good.risk()]) == ()


@pytest.mark.parametrize("level", list(TimeLevel))
def test_time_now_must_not_be_unsupervised_or_supported(level: TimeLevel) -> None:
    told = [*good.child(), ContactArrangement(level=level), good.contact_checks()]
    held = level in {TimeLevel.UNSUPERVISED, TimeLevel.SUPPORTED, TimeLevel.UNKNOWN}

    for form in JOINT:
        assert codes(of_person(told, asks(form))) == ({"E30"} if held else set())
        assert of_person([*told, ContactArrangement(level=TimeLevel.SUPERVISED)], asks(form)) == ()


def test_checks_hold_through_their_last_day() -> None:
    for review_on, held in ((DAY, False), (DAY - timedelta(days=1), True)):
        checks = ContactChecks(**{**vars(good.contact_checks()), "review_on": review_on})
        assert codes(of_person([*good.harmed(), checks], TIME)) == ({"E29"} if held else set())


def test_time_with_the_child_holds_no_work_alone_and_nothing_where_abuse_is_excluded() -> None:
    told: list[Fact] = [ContactArrangement(level=TimeLevel.UNSUPERVISED)]
    about_time = asks(Form.NO_SEND_LETTER, Topic.TIME_WITH_CHILD)
    unchecked = without(good.harmed(), ContactChecks)

    assert of_person([*unchecked, *told], about_time) == ()
    said = good.no_abuse(basis=NoAbuseBasis.SCREENS)
    screened = [AbuseScreen(alone=YES, result=ScreenResult.CLEAR), said]
    assert of_person([*unchecked, *told, *screened], TIME) == ()


def test_someone_who_harmed_and_supports_is_not_asked_about_time() -> None:
    assert of_person([*good.caused_harm(), good.role(Role.SUPPORTER, "harm-2")], TIME) == ()
