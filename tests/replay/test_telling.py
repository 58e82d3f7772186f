"""Which room each fact goes to, and what it says there (VOCABULARY.md, "Rooms" and "Values")."""

from pathlib import Path

import pytest

from yarrow.config.replay.case import Line, Person, ReplayCase
from yarrow.config.replay.telling import TEAM, Placed, Story, translations
from yarrow.gate.facts import Fact
from yarrow.gate.facts.children import AgreementReported, Proposal
from yarrow.gate.facts.choice import Consent, ConsentValue, Wish
from yarrow.gate.facts.harm import Harm, Incident, OngoingAbuse, Part
from yarrow.gate.facts.orders import Bar, Exception_, Order
from yarrow.gate.facts.readiness import Preparation
from yarrow.gate.facts.risk import Level, NoAbuse, NoAbuseState, Relation, RiskAssessed
from yarrow.gate.facts.team import AbuseFlag, ProposalNotice, Proposer, VenuePlan
from yarrow.gate.forms import CARRIED, Form
from yarrow.gate.words import Answer

PEOPLE = (
    Person("A", "harmed", "adult"),
    Person("D", "harmed", "adult"),
    Person("B", "person_who_harmed", "young_person"),
    Person("C", "child", "child"),
    Person("S", "supporter", "unknown"),
)


def story(*, pathway: str = "restorative_justice", setting: str = "family") -> Story:
    people = {person.key: person for person in PEOPLE}
    return Story(ReplayCase(Path("x"), "x", pathway, setting, people, ()))


def placed(kind: str, inside: Story | None = None, /, **keys: str | list[str]) -> list[Placed]:
    inside = inside or story()
    given = {key.rstrip("_"): (v,) if isinstance(v, str) else tuple(v) for key, v in keys.items()}
    return list(translations()[kind](Line(kind, given), inside))


def rooms(found: list[Placed]) -> list[str]:
    return [each.room for each in found]


def only(found: list[Placed]) -> Fact:
    assert len(found) == 1
    return found[0].fact


ROOMS: list[tuple[str, dict[str, str | list[str]], list[str]]] = [
    ("incident", {"by": "B", "against": "A"}, ["A"]),
    ("incident", {"by": "B", "against": ["A", "D"]}, ["A", "D"]),
    ("incident", {"by": "B", "against": "a neighbour"}, ["B"]),
    ("incident", {"by": "a stranger"}, ["A", "D"]),
    ("pressure", {"on": "A", "by": "B"}, ["A"]),
    ("pressure", {"by": "B"}, ["B"]),
    ("ongoing_abuse", {"by": "A", "against": "B"}, ["B"]),
    ("harm_after", {"against": "C"}, ["C"]),
    ("counter_allegation", {"by": "B", "against": "A"}, ["B"]),
    ("counter_allegation", {"against": "A"}, ["B"]),
    ("agency_concern", {"by": "mother"}, [TEAM]),
    ("agency_concern", {"by": "S"}, ["S"]),
    ("conflict", {"between": ["A", "B"]}, [TEAM]),
    ("separation", {"state": "planned"}, ["A", "D"]),
    ("separation", {"state": "happened", "person": "A"}, ["A"]),
    ("escalation", {}, ["A", "D"]),
    ("marac", {}, ["A", "D"]),
    ("warning", {"to": "B", "by": "police", "state": "ignored"}, ["A", "D"]),
    ("court_event", {"kind": "hearing"}, ["A", "D"]),
    ("court_event", {"kind": "charged", "person": "B"}, ["B"]),
    ("court_event", {"kind": "family_proceedings", "person": "B"}, ["B", "A", "D"]),
    ("release", {"kind": "parole", "state": "due"}, ["B"]),
    ("order", {"protects": "A", "against": "B"}, ["A", "B"]),
    ("order", {"protects": ["A", "C"], "against": "B"}, ["A", "C", "B"]),
    ("order", {}, ["A", "D", "B", "C"]),
    ("specialist_view", {"by": "idva", "view": "supports"}, ["A", "D"]),
    ("specialist_view", {"by": "childrens", "view": "supports"}, ["C"]),
    ("specialist_view", {"by": "hbs", "view": "opposes", "person": "D"}, ["D"]),
    ("acknowledgement", {"by": "A", "extent": "none"}, ["A"]),
    ("acknowledgement", {"extent": "none"}, ["B"]),
    ("supporter", {"for": "B", "prepared": "yes"}, ["B"]),
    ("child_view", {"child": "B", "heard": "yes"}, ["B"]),
    ("contact_arrangement", {"child": "C", "level": "none"}, ["C"]),
    ("contact_arrangement", {"level": "none"}, ["C"]),
    ("agreement", {"by": "B"}, ["B"]),
    ("agreement", {"text": "a settlement"}, [TEAM]),
    ("proposal", {"by": "B", "kind": "letter"}, ["B"]),
    ("proposal", {"by": "vicar"}, [TEAM]),
    ("referral", {"from": "harmed"}, ["A", "D"]),
    ("referral", {"from": "D"}, ["D"]),
    ("referral", {"from": "person_who_harmed"}, ["B"]),
    ("referral", {"from": "agency"}, [TEAM]),
    ("shared_account", {"value": "no"}, [TEAM]),
    ("meeting_held", {"kind": "family_meeting"}, [TEAM]),
    ("death", {"person": ["A", "C"]}, ["A", "C"]),
    ("preparation", {"person": "A", "sessions": "none"}, []),
    ("practitioners", {"count": "2"}, []),
    ("supervisor_signoff", {}, []),
]


@pytest.mark.parametrize(("kind", "keys", "expected"), ROOMS)
def test_a_fact_goes_to_its_room(kind: str, keys: dict[str, str | list[str]], expected: list[str]) -> None:
    found = placed(kind, **keys)

    assert rooms(found) == expected
    assert [each.fact.problems() for each in found] == [()] * len(found)


def test_harm_says_whose_part_it_was_and_the_age_of_who_did_it() -> None:
    done = only(placed("incident", by="B", against="A", form="slander", charged="no"))
    pattern = only(placed("ongoing_abuse", by=["B", "A"], against="C"))

    assert isinstance(done, Incident)
    assert isinstance(pattern, OngoingAbuse)
    assert (done.part, done.form, done.charged) == (Part.WAS_HARMED, Harm.OTHER, Answer.NO)
    assert (done.by_under_18, pattern.by_under_18) == (Answer.YES, Answer.NO)
    nobody_known = only(placed("incident", against="A"))
    assert isinstance(nobody_known, Incident)
    assert (nobody_known.by_under_18, nobody_known.form) == (Answer.UNKNOWN, Harm.UNKNOWN)


@pytest.mark.parametrize(
    ("keys", "bars"),
    [
        ({}, (Bar.UNKNOWN,)),
        ({"bars": []}, ()),
        ({"bars": "direct"}, (Bar.DIRECT,)),
        ({"bars": ["direct", "curfew", "tag"]}, (Bar.DIRECT, Bar.UNKNOWN)),
        ({"state": "ended"}, ()),
        ({"state": "breached"}, ()),
        ({"state": "varied"}, (Bar.UNKNOWN,)),
    ],
)
def test_terms_not_said_or_not_ours_are_not_known(
    keys: dict[str, str | list[str]], bars: tuple[Bar, ...]
) -> None:
    order = placed("order", protects="A", **keys)[0].fact

    assert isinstance(order, Order)
    assert order.bars == bars


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("facilitated restorative process", Exception_.FACILITATED),
        ("Facilitated_restorative  process", Exception_.FACILITATED),
        ("restorative process", Exception_.OTHER),
        ("letters about the child", Exception_.OTHER),
        ("none", Exception_.NONE),
    ],
)
def test_only_the_named_exception_opens(said: str, meant: Exception_) -> None:
    order = placed("order", protects="A", exception=said)[0].fact

    assert isinstance(order, Order)
    assert order.exception is meant


def test_a_change_finds_its_order_and_another_order_stays_another() -> None:
    told = story()

    def reference(**keys: str | list[str]) -> str:
        order = placed("order", told, **keys)[0].fact
        assert isinstance(order, Order)
        return order.reference

    first = reference(kind="restraining", name="one", protects="A", against="B", state="made")
    second = reference(kind="restraining", name="two", protects="A", against="B", state="made")
    assert first != second
    assert reference(name="one", state="breached") == first
    assert reference(protects="A", state="varied") == first
    assert reference(kind="restraining", name="two", protects="A", against="B", state="made") == second
    assert reference(kind="restraining", name="three", state="ended") not in {first, second}


def test_a_consent_names_forms_and_a_yes_to_nothing_is_a_wish() -> None:
    given = only(placed("consent", person="A", to=["face_to_face", "indirect"], value="given"))
    stopped = only(placed("consent", person="A", value="withdrawn"))

    assert isinstance(given, Consent)
    assert set(given.forms) == {Form.CONFERENCE, *CARRIED}
    assert stopped == Consent(value=ConsentValue.WITHDRAWN)
    assert isinstance(only(placed("consent", person="A", value="given")), Wish)


def test_a_circle_is_the_meeting_of_the_other_pathway() -> None:
    told = story(pathway="restorative_approaches")
    given = only(placed("consent", told, person="A", to="face_to_face", value="given"))

    assert isinstance(given, Consent)
    assert given.forms == (Form.CIRCLE_WITH_ALL,)


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("agency", Proposer.THIRD_PARTY),
        ("school", Proposer.THIRD_PARTY),
        ("self", Proposer.UNKNOWN),
        ("both", Proposer.UNKNOWN),
    ],
)
def test_who_asked_is_known_or_counts_as_not_known(said: str, by: Proposer) -> None:
    notice = only(placed("referral", from_=said))

    assert isinstance(notice, ProposalNotice)
    assert notice.by is by


def test_a_proposal_of_a_person_lies_in_their_room() -> None:
    assert all(isinstance(each.fact, Proposal) for each in placed("referral", from_="harmed"))


def test_no_abuse_is_said_by_two_in_every_room_and_taken_back_later() -> None:
    told = story(setting="school")
    said = placed("dva_flag", told, value="no", basis="relation")
    later = placed("dva_flag", told, value="unknown")
    again = placed("dva_flag", told, value="yes")

    assert rooms(said) == ["A", "D", "B", "C", "S", TEAM]
    assert rooms(later) == [TEAM, "A", "D", "B", "C", "S"]
    assert rooms(again) == [TEAM]
    for found, state in ((said, NoAbuseState.SAID), (later, NoAbuseState.TAKEN_BACK)):
        facts = [each.fact for each in found if isinstance(each.fact, NoAbuse)]
        assert {(fact.state, fact.relation) for fact in facts} == {(state, Relation.PUPILS)}
        assert all(fact.second_worker for fact in facts)


def test_a_no_that_rests_on_nothing_said_rests_on_screens() -> None:
    found = placed("dva_flag", value="no")

    assert [type(each.fact).__name__ for each in found[:2]] == ["AbuseScreen", "NoAbuse"]
    assert isinstance(found[-1].fact, AbuseFlag)


def test_what_is_not_said_is_not_known() -> None:
    risk = only(placed("risk_assessed", person="A", level="standard"))
    agreed = only(placed("agreement", by="B"))
    venue = only(placed("venue_plan", place="hall", breaks="some"))
    at_home = only(placed("venue_plan", place="hers", home_of="A", exit_plan="no"))
    sessions = only(placed("preparation", person="A", sessions="unknown"))

    assert isinstance(risk, RiskAssessed)
    assert risk.level is Level.UNKNOWN
    assert isinstance(agreed, AgreementReported)
    assert agreed.freely_agreed is Answer.UNKNOWN
    assert isinstance(venue, VenuePlan)
    assert isinstance(at_home, VenuePlan)
    assert (venue.home_of_participant, venue.breaks) == (Answer.UNKNOWN, Answer.UNKNOWN)
    assert (at_home.home_of_participant, at_home.exit_plan) == (Answer.YES, Answer.NO)
    assert isinstance(sessions, Preparation)
    assert sessions.sessions == 1
