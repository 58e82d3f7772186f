"""Every trigger has its row; what it asks stays asked until it is done; a death keeps everything."""

from dataclasses import replace
from datetime import timedelta

import pytest

from yarrow.gate.acts.asking import SATISFIED_BY, is_frozen, lapses, still_asked
from yarrow.gate.acts.changes import CHANGES, Asked, Line, asks_every_room, change_of
from yarrow.gate.facts import KINDS, notice_for_team
from yarrow.gate.facts.after import BreachTold, FollowUpMade, Step, TriedHow, TriedToReach
from yarrow.gate.facts.base import Fact, Home, Unreadable
from yarrow.gate.facts.change import (
    CourtEvent,
    CourtEventKind,
    Escalation,
    GoneQuiet,
    LookAgain,
    Marac,
    MentalHealthCrisis,
    NewPartner,
    Pregnancy,
    Release,
    ReleaseKind,
    Separation,
    SeparationState,
    SuicideRisk,
    Warned,
    WarningState,
)
from yarrow.gate.facts.choice import ConsentValue
from yarrow.gate.facts.course import Course, CourseReview, Going, Which
from yarrow.gate.facts.harm import Fear, Harm, HarmAfter, Incident, OngoingAbuse, Pressure
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.risk import SafetyContact, SafetyPlan
from yarrow.gate.facts.who import Death, Role
from yarrow.gate.forms import APART, JOINT, Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import (
    DAY,
    NO,
    REVIEW,
    SOME,
    UNKNOWN,
    YES,
    asks,
    codes,
    of_person,
    written,
)

BREACH = Order(reference="One", kind_of_order=OrderKind.BAIL, state=OrderState.BREACHED, bars=(Bar.DIRECT,))
WORSE = CourseReview(going=Going.WORSE, review_on=REVIEW)
PRESSED = FollowUpMade(which=Step.TWO_WEEKS, pressure_since=YES)

ROWS: list[tuple[Fact, str]] = [
    (Incident(form=Harm.STRANGULATION), "grave_harm"),
    (Incident(form=Harm.THREAT_TO_KILL), "grave_harm"),
    (Incident(form=Harm.THREAT), "threat"),
    *((Incident(form=form), "incident") for form in (Harm.PHYSICAL, Harm.UNKNOWN, Harm.HONOUR_BASED)),
    (OngoingAbuse(), "ongoing_abuse"),
    (HarmAfter(), "harm_after"),
    (Escalation(), "escalation"),
    (BREACH, "breach"),
    *(
        (Separation(state=state), "parting_confided")
        for state in (SeparationState.PLANNED, SeparationState.RAISED, SeparationState.UNKNOWN)
    ),
    (Course(which=Which.PARTING), "parting_confided"),
    *((Separation(state=s), "parted") for s in (SeparationState.HAPPENED, SeparationState.REUNITED)),
    *((Pregnancy(known_to_other=each), "pregnancy_confided") for each in (NO, UNKNOWN)),
    (Pregnancy(known_to_other=YES), "pregnancy"),
    *(
        (CourtEvent(event=event), "court_in_public")
        for event in (
            CourtEventKind.HEARING,
            CourtEventKind.TRIAL_PENDING,
            CourtEventKind.GUILTY_PLEA,
            CourtEventKind.CONVICTION,
            CourtEventKind.FAMILY_PROCEEDINGS,
        )
    ),
    *(
        (CourtEvent(event=event), "court")
        for event in (
            CourtEventKind.POLICE_REPORT,
            CourtEventKind.CHARGED,
            CourtEventKind.DIVORCE_FILED,
            CourtEventKind.OTHER,
        )
    ),
    (Release(release=ReleaseKind.LICENCE_END), "licence_end"),
    (Release(release=ReleaseKind.PAROLE), "release"),
    (Release(), "release"),
    (LookAgain(), "look_again"),
    (NewPartner(), "new_partner"),
    (Marac(), "marac"),
    (good.consent(ConsentValue.WITHDRAWN), "withdrawal"),
    (Warned(state=WarningState.IGNORED), "ignored_warning"),
    (GoneQuiet(), "gone_quiet"),
    (SuicideRisk(), "suicide_risk"),
    (MentalHealthCrisis(), "crisis"),
    (Death(), "death"),
    (WORSE, "worse"),
    (PRESSED, "not_safe_since"),
    (Pressure(), "pressure"),
]


@pytest.mark.parametrize(("fact", "code"), ROWS, ids=lambda each: getattr(each, "kind", each))
def test_each_change_has_its_row_closes_at_once_and_is_told_without_words(fact: Fact, code: str) -> None:
    row, notice = change_of(fact), notice_for_team(fact)

    assert row is not None
    assert row.code == code
    assert notice is not None
    assert notice.words == ""
    unsure = UNKNOWN if fact.may_speak_of_abuse() else NO
    assert notice.abuse_said is (YES if fact.speaks_of_abuse() else unsure)
    for form in JOINT:
        assert codes(of_person([*good.harmed(), fact], asks(form)))
    if not isinstance(fact, Death):
        for form in APART - {Form.CIRCLE_OF_OWN_PEOPLE}:  # who comes is looked at where honour is the danger
            assert of_person([*good.harmed(), good.stand_in(), fact], asks(form)) == ()


def test_every_row_is_reached_and_every_code_is_its_own() -> None:
    assert {code for _fact, code in ROWS} == {row.code for row in CHANGES}
    assert len({row.code for row in CHANGES}) == len(CHANGES)
    assert {asked for row in CHANGES for asked in row.asks} == set(Asked) - {Asked.PARTNERS_SAFETY}
    assert {kind for kinds in SATISFIED_BY.values() for kind in kinds} <= set(KINDS)


@pytest.mark.parametrize(
    "fact",
    [
        Fear(words=SOME),
        Warned(state=WarningState.GIVEN),
        good.consent(),
        good.consent(ConsentValue.DECLINED),
        replace(BREACH, state=OrderState.MADE),
        Course(which=Which.LIVING_TOGETHER),
        replace(WORSE, going=Going.BETTER),
        FollowUpMade(which=Step.TWO_WEEKS, safe_now=YES),
        good.risk(),
    ],
    ids=lambda fact: fact.kind,
)
def test_what_changes_nothing_has_no_row(fact: Fact) -> None:
    assert change_of(fact) is None


def test_only_what_is_confided_hides_its_line_and_only_what_a_court_says_is_public() -> None:
    confided = {row.code for row in CHANGES if row.line is Line.AT_CONFIRMATION}

    assert confided == {"parting_confided", "pregnancy_confided"}
    assert {row.code for row in CHANGES if row.is_public} == {"court_in_public", "release", "licence_end"}
    assert {row.code for row in CHANGES if row.freezes} == {"death"}


@pytest.mark.parametrize(("fact", "code"), ROWS, ids=lambda each: getattr(each, "kind", each))
def test_no_room_is_asked_by_another_unless_it_is_said_that_all_know_of_it(fact: Fact, code: str) -> None:
    assert not asks_every_room(fact)
    if not isinstance(fact, CourtEvent | Release):
        return
    assert not any(asks_every_room(replace(fact, known_to_all=answer)) for answer in (NO, UNKNOWN))
    is_public = code in {"court_in_public", "release", "licence_end"}
    assert asks_every_room(replace(fact, known_to_all=YES)) is is_public


def asked_in(*facts: Fact, part: Role = Role.HARMED) -> set[Asked]:
    return set(still_asked(written([good.role(part), *facts]), DAY))


@pytest.mark.parametrize(("fact", "code"), ROWS, ids=lambda each: getattr(each, "kind", each))
def test_what_a_change_asks_is_asked_until_it_is_done(fact: Fact, code: str) -> None:
    row = next(row for row in CHANGES if row.code == code)

    assert asked_in(fact) == set(row.asks)
    assert asked_in(good.risk(), fact) == set(row.asks)
    without_record = {asked for asked in row.asks if asked not in SATISFIED_BY}
    for_ever = {Asked.KEEP_ALL, Asked.THOSE_WHO_STAY} & set(row.asks)
    left = asked_in(fact, good.risk())
    assert left == {a for a in row.asks if a in SATISFIED_BY and a is not Asked.RISK} | for_ever
    assert not left & (without_record - for_ever)


@pytest.mark.parametrize(
    ("asked", "change", "done"),
    [
        (Asked.FREE, Pressure(), good.clear_screen()),
        (Asked.SPECIALIST, Marac(), good.specialist()),
        (Asked.SAFETY_PLAN, SuicideRisk(), SafetyPlan(words=SOME)),
        (Asked.WHO_MUST_KNOW, BREACH, BreachTold(reference="One", told_to="Police", told_on=DAY)),
        (Asked.MARAC, Escalation(), good.marac_decided()),
        (Asked.FIND_OUT, LookAgain(), CourtEvent(event=CourtEventKind.HEARING)),
        (Asked.FIND_OUT, LookAgain(), Release()),
        (Asked.ANOTHER_WAY, GoneQuiet(), TriedToReach(happened_on=DAY, how=TriedHow.ANOTHER_SAFE)),
    ],
)
def test_each_record_answers_what_was_asked_before_it_and_not_after(
    asked: Asked, change: Fact, done: Fact
) -> None:
    assert asked in asked_in(done, change)
    assert asked not in asked_in(change, done)
    assert asked in asked_in(change, done, change)


def test_whoever_harmed_is_worked_with_alone_only_while_somebody_sees_to_the_others_safety() -> None:
    def asked(*facts: Fact, part: Role = Role.CAUSED_HARM) -> bool:
        return Asked.PARTNERS_SAFETY in asked_in(*facts, part=part)

    assert asked()
    assert not asked(part=Role.HARMED)
    for answer in (NO, UNKNOWN):
        assert asked(SafetyContact(arranged=YES), SafetyContact(arranged=answer))
    assert not asked(SafetyContact(arranged=YES))
    assert not asked(good.no_abuse())


def test_what_is_asked_comes_in_one_order_and_an_error_asks_for_a_look() -> None:
    found = still_asked(written([Marac(), Pressure()]), DAY)

    assert list(found) == sorted(found, key=list(Asked).index)
    assert still_asked(written([]), DAY) == ()
    assert set(still_asked(written([Unreadable()]), DAY)) == {Asked.RISK, Asked.EVERYONE}


def test_a_death_keeps_everything_and_so_does_what_cannot_be_read() -> None:
    assert is_frozen(written([*good.harmed(), Death()]))
    assert is_frozen(written([*good.harmed(), Death(), good.risk()]))
    assert is_frozen(written([Unreadable()]))
    assert not is_frozen(written([*good.harmed(), Escalation()]))
    assert not is_frozen(())


def lapsing(*facts: Fact, days: int = 7) -> list[tuple[int, str]]:
    found = lapses(written(facts), Home.PERSON, DAY, DAY + timedelta(days=days))
    return [((day - DAY).days, kind) for day, kind in found]


def test_what_lapses_this_week_is_told_with_its_day_earliest_first() -> None:
    soon, later = good.risk(review_on=DAY + timedelta(days=7)), SafetyPlan(words=SOME, review_on=REVIEW)
    plan = SafetyPlan(words=SOME, review_on=DAY)

    assert lapsing(later, plan, soon) == [(0, "safety_plan"), (7, "risk_assessed")]
    assert lapsing(plan, later, soon, days=6) == []
    assert lapsing(good.risk(review_on=DAY - timedelta(days=1)), days=6) == []
    assert lapsing(soon, good.risk()) == []
    assert lapsing(good.clear_screen(), days=14) == [(14, "coercion_screen")]


def test_the_end_of_each_order_is_told_and_what_cannot_be_read_lapses_today() -> None:
    one = replace(BREACH, ends=DAY + timedelta(days=2))
    two = replace(one, reference="Two", ends=DAY + timedelta(days=3))

    assert lapsing(one, two) == [(2, "order"), (3, "order")]
    assert lapsing(one, replace(two, reference=" ONE ")) == [(3, "order")]
    assert lapsing(BREACH) == []
    assert lapsing(Unreadable()) == [(0, "unreadable")]
