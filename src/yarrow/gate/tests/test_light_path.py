"""Where abuse is excluded: a strangers' letter and a pupils' circle are not held up, and what ends that."""

from datetime import timedelta

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.change import CourtEvent, CourtEventKind, Escalation, Marac, Separation
from yarrow.gate.facts.children import ChildView, ContactArrangement, TimeLevel
from yarrow.gate.facts.harm import (
    Fear,
    Harm,
    HarmAfter,
    Incident,
    OngoingAbuse,
    Part,
    Pressure,
    Sentence,
)
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.risk import (
    AbuseScreen,
    Level,
    NoAbuse,
    NoAbuseBasis,
    NoAbuseState,
    Relation,
    RiskAssessed,
    ScreenResult,
)
from yarrow.gate.facts.who import AddressSecret, AgeBand, Role
from yarrow.gate.forms import CARRIED, JOINT, Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, UNKNOWN, YES, asks, codes, of_person

ABUSE_CODES = {"E7", "E8", "E9", "E11", "E13", "E21", "E22", "E23", "E25", "E26"}


def stranger_harmed() -> list[Fact]:
    return [
        good.identity(),
        good.role(Role.HARMED),
        good.reach(),
        good.no_abuse(),
        Incident(part=Part.WAS_HARMED, form=Harm.DAMAGE),
        good.informed(),
        good.consent(forms=CARRIED),
    ]


def pupil() -> list[Fact]:
    return [
        good.identity(AgeBand.CHILD),
        good.role(Role.HARMED),
        good.role(Role.CAUSED_HARM, "harm-2"),
        good.reach(),
        good.no_abuse(relation=Relation.PUPILS),
        Incident(part=Part.WAS_HARMED, form=Harm.PHYSICAL),
        good.acknowledgement(second_worker=""),
        good.informed(),
        good.consent(forms=[Form.CIRCLE_WITH_ALL]),
        ChildView(heard=YES),
        good.safeguards(),
    ]


def test_a_strangers_letter_is_not_held_up() -> None:
    for form in CARRIED:
        assert of_person(stranger_harmed(), asks(form)) == ()


def test_a_pupils_circle_is_not_held_up() -> None:
    assert of_person(pupil(), asks(Form.CIRCLE_WITH_ALL)) == ()


def test_an_empty_light_room_names_none_of_the_abuse_rules() -> None:
    for form in JOINT:
        assert not codes(of_person([good.no_abuse()], asks(form))) & ABUSE_CODES


def test_the_same_rooms_without_no_abuse_are_held() -> None:
    for facts in (stranger_harmed(), pupil()):
        reasons = of_person(good.without(facts, NoAbuse), asks(Form.LETTER))
        assert {"E7", "E8", "E13", "E25"} <= codes(reasons)


ENDS_IT: list[Fact] = [
    OngoingAbuse(),
    Pressure(),
    good.worrying_screen(),
    AbuseScreen(alone=YES, result=ScreenResult.CONCERN),
    Separation(),
    Marac(),
    *(Incident(form=form) for form in (Harm.SEXUAL, Harm.STALKING, Harm.COERCIVE_CONTROL, Harm.HONOUR_BASED)),
    Order(reference="a", kind_of_order=OrderKind.NON_MOLESTATION, state=OrderState.ENDED, bars=(Bar.DIRECT,)),
    good.no_abuse(state=NoAbuseState.TAKEN_BACK),
    good.no_abuse(review_on=DAY - timedelta(days=1)),
    good.role(Role.HARMED_BY_CHILD, "harm-3"),
]


@pytest.mark.parametrize("news", ENDS_IT, ids=lambda fact: fact.kind)
def test_anything_that_speaks_of_abuse_ends_it(news: Fact) -> None:
    assert "E7" in codes(of_person([*stranger_harmed(), news], asks(Form.LETTER)))


def test_where_it_rests_on_the_relation_abuse_said_earlier_counts_too() -> None:
    assert "E7" in codes(of_person([Pressure(), *stranger_harmed()], asks(Form.LETTER)))


def test_where_it_rests_on_screens_it_needs_a_clear_one_alone_and_stands_until_later_news() -> None:
    def room(*screens: AbuseScreen) -> list[Fact]:
        said = good.no_abuse(basis=NoAbuseBasis.SCREENS, relation=Relation.UNKNOWN)
        worry = AbuseScreen(alone=YES, result=ScreenResult.CONCERN)
        return [worry, *screens, *good.without(stranger_harmed(), NoAbuse), said]

    clear = AbuseScreen(alone=YES, result=ScreenResult.CLEAR)
    not_alone = AbuseScreen(alone=UNKNOWN, result=ScreenResult.CLEAR)
    assert of_person(room(clear), asks(Form.LETTER)) == ()
    assert "E7" in codes(of_person(room(), asks(Form.LETTER)))
    assert "E7" in codes(of_person(room(not_alone), asks(Form.LETTER)))
    assert "E7" in codes(of_person([*room(clear), Pressure()], asks(Form.LETTER)))


@pytest.mark.parametrize(
    "found",
    [
        OngoingAbuse(),
        Pressure(),
        HarmAfter(),
        Marac(),
        Incident(form=Harm.STRANGULATION),
        good.risk(Level.HIGH),
    ],
    ids=lambda found: found.kind,
)
def test_what_was_found_is_not_said_away_by_two_workers_and_a_clear_screen(found: Fact) -> None:
    """There is no override at high risk or of a continuing harm (design.md §5, decision 3)."""
    clear = AbuseScreen(alone=YES, result=ScreenResult.CLEAR)
    said = good.no_abuse(basis=NoAbuseBasis.SCREENS, relation=Relation.UNKNOWN)
    room = [*good.without(good.harmed(), NoAbuse, RiskAssessed), found, clear, said]
    assert codes(of_person(room)) & {"E7", "E8", "E9", "E11"}


@pytest.mark.parametrize(
    "said",
    [
        Incident(form=Harm.STRANGULATION),
        Incident(form=Harm.ECONOMIC),
        HarmAfter(),
        Escalation(),
        good.risk(Level.HIGH),
        AddressSecret(words=good.SOME),
        ContactArrangement(level=TimeLevel.SUPERVISED),
        CourtEvent(event=CourtEventKind.DIVORCE_FILED),
        CourtEvent(event=CourtEventKind.FAMILY_PROCEEDINGS),
        good.role(Role.CHILD_EXPOSED, "harm-2"),
    ],
    ids=lambda said: said.kind,
)
def test_on_the_relation_alone_it_stands_only_until_anything_else_is_said(said: Fact) -> None:
    assert codes(of_person([*stranger_harmed(), said], asks(Form.LETTER))) & {"E7", "E8", "E18", "E39"}


@pytest.mark.parametrize(
    "said",
    [
        Fear(words=good.SOME),
        CourtEvent(event=CourtEventKind.GUILTY_PLEA),
        Sentence(),
        Incident(form=Harm.DAMAGE),
    ],
    ids=lambda said: said.kind,
)
def test_what_strangers_go_through_does_not_end_it(said: Fact) -> None:
    assert of_person([*stranger_harmed(), said], asks(Form.LETTER)) == ()


def test_it_lapses_by_the_day() -> None:
    facts = [*good.without(stranger_harmed(), NoAbuse), good.no_abuse(review_on=DAY + timedelta(days=3))]

    held = ["E7" in codes(of_person(facts, asks(Form.LETTER, day=DAY + timedelta(days=n)))) for n in range(6)]
    assert held == [False, False, False, False, True, True]


def test_it_must_say_how_they_know_each_other_and_name_a_second_worker() -> None:
    unknown = good.no_abuse(relation=Relation.UNKNOWN)
    alone = NoAbuse(
        state=NoAbuseState.SAID,
        basis=NoAbuseBasis.RELATION,
        relation=Relation.PUPILS,
        second_worker=" ",
        review_on=DAY,
    )

    for fact in (unknown, alone):
        assert fact.problems()
        assert "E7" in codes(of_person([*stranger_harmed(), fact], asks(Form.LETTER)))
