"""What one record says of itself: done or still owed, whose word it was, and what cannot be so."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from yarrow.gate.facts import KINDS
from yarrow.gate.facts.after import EndedHow, FollowUpMade, Step, SupportEnded
from yarrow.gate.facts.agreement import AgreementOffered
from yarrow.gate.facts.base import Home, Subject
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.facts.choice import WhoHelps
from yarrow.gate.facts.day import DayForPerson, PlaceToday
from yarrow.gate.facts.justice import Footing, JusticeDetails, Proceedings
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.preparation import PreparedSteps
from yarrow.gate.tests.favourable import DAY, NO, SOME, UNKNOWN, YES
from yarrow.gate.words import Answer, LongText

ANSWERS = (YES, NO, UNKNOWN)
SAFETY = [step for step in Step if step not in {Step.RISK_AGAIN, Step.TELL_OUTCOME}]


@pytest.mark.parametrize("step", SAFETY)
@pytest.mark.parametrize("reached", ANSWERS)
@pytest.mark.parametrize("safe", ANSWERS)
def test_being_asked_again_is_done_once_they_were_reached_and_said_how_they_are(
    step: Step, reached: Answer, safe: Answer
) -> None:
    """Who was not reached is still owed the call: somebody at home may have kept them from it."""
    made = FollowUpMade(which=step, reached=reached, safe_now=safe, told_by_route=YES)

    assert made.settles() is (reached is YES and safe is not UNKNOWN)


@pytest.mark.parametrize("reached", ANSWERS)
@pytest.mark.parametrize("told", ANSWERS)
def test_telling_them_how_it_ended_is_done_by_the_way_they_chose_and_by_no_other(
    reached: Answer, told: Answer
) -> None:
    made = FollowUpMade(which=Step.TELL_OUTCOME, reached=reached, told_by_route=told, safe_now=YES)
    unasked = replace(made, safe_now=UNKNOWN)

    assert made.settles() is unasked.settles() is (reached is YES and told is YES)


def test_looking_at_risk_again_is_shown_by_the_assessment_and_waits_for_no_call() -> None:
    assert FollowUpMade(which=Step.RISK_AGAIN, reached=NO).settles()


@pytest.mark.parametrize(
    ("said", "is_news"),
    [({"safe_now": NO}, True), ({"pressure_since": YES}, True), ({"safe_now": YES}, False), ({}, False)],
)
def test_not_safe_or_pressed_since_is_news(said: dict[str, Any], *, is_news: bool) -> None:
    made = FollowUpMade(which=Step.TWO_WEEKS, reached=YES, **said)

    assert made.is_trigger() is is_news
    assert made.speaks_of_abuse() is (said.get("pressure_since") is YES)


@pytest.mark.parametrize("who", list(WhoRang))
@pytest.mark.parametrize("what", list(CallOutcome))
@pytest.mark.parametrize("safe", ANSWERS)
def test_only_they_themselves_and_safely_confirm_a_way_to_reach_them(
    who: WhoRang, what: CallOutcome, safe: Answer
) -> None:
    """Who answers for them, or as them, may be the very person they are afraid of (domain.md E2)."""
    with_them = who in {WhoRang.WE, WhoRang.THEY} and what is CallOutcome.SPOKE
    call = CallNote(who_rang=who, what=what, safe_to_talk=safe)

    assert call.can_confirm_reach() is (with_them and safe is YES)


def _told(on: date | None) -> DayForPerson:
    return DayForPerson(
        on=DAY, arrives_at="10", leaves_at="12", break_signal="A card", stop_signal="Stop", told_on=on
    )


def test_how_the_day_goes_is_told_before_it_or_on_it() -> None:
    for on in (None, DAY, DAY - timedelta(days=3)):
        assert _told(on).problems() == ()
    late = _told(DAY + timedelta(days=1))
    assert [field for field, _words in late.problems()] == ["told_on"]


@pytest.mark.parametrize("name", ["as_planned", "watcher_there", "everyone_knows"])
@pytest.mark.parametrize("said", [NO, UNKNOWN])
def test_a_place_of_which_one_thing_was_not_said_is_not_ready(name: str, said: Answer) -> None:
    ready = PlaceToday(as_planned=YES, watcher_there=YES, everyone_knows=YES)

    assert ready.is_ready()
    lacking: dict[str, Any] = {name: said}
    assert not replace(ready, **lacking).is_ready()


@pytest.mark.parametrize(
    "step",
    [
        "welcome",
        "story",
        "needs",
        "offered",
        "changed",
        "chosen",
        "beside",
        "on_the_day",
        "afterwards",
    ],
)
def test_a_session_in_which_one_step_was_spoken_of_says_something(step: str) -> None:
    """Else what somebody told in confidence would be thrown away as an empty page."""
    assert PreparedSteps().says_nothing()
    assert PreparedSteps(break_off="Lemon").says_nothing(), "a word to break off is no step"
    assert not PreparedSteps(**{step: SOME}).says_nothing()
    assert PreparedSteps(**{step: LongText("  ")}).says_nothing()


@pytest.mark.parametrize("name", ["read_back", "fair", "doable", "orders_compared"])
@pytest.mark.parametrize("said", [NO, UNKNOWN])
def test_an_agreement_is_offered_only_read_back_fair_and_doable(name: str, said: Answer) -> None:
    offered = AgreementOffered(read_back=YES, fair=YES, doable=YES, orders_compared=YES)

    assert offered.contradictions() == ()
    lacking: dict[str, Any] = {name: said}
    assert [each for each, _words in replace(offered, **lacking).contradictions()] == [name]


def _ended(how: EndedHow, **said: object) -> list[str]:
    complete: dict[str, object] = {"come_back": YES, "who_else": SOME, "second_worker": "Second"}
    made = SupportEnded(how=how, words=SOME, **(complete | said))  # type: ignore[arg-type]  # by its fields
    return [field for field, _words in made.contradictions()]


@pytest.mark.parametrize("how", list(EndedHow))
def test_support_ends_only_with_a_way_back_and_with_somebody_else_named(how: EndedHow) -> None:
    """Nobody is told how to come back who cannot be told; nobody is named for one who has died."""
    told = how not in {EndedHow.NOT_HEARD_FROM, EndedHow.DIED}

    assert _ended(how) == []
    for said in (NO, UNKNOWN):
        assert _ended(how, come_back=said) == (["come_back"] if told else [])
    assert _ended(how, who_else=LongText(" ")) == ([] if how is EndedHow.DIED else ["who_else"])
    alone = _ended(how, second_worker=" ")
    assert alone == (["second_worker"] if how is EndedHow.NOT_HEARD_FROM else [])


def test_who_helps_and_knows_of_this_work_is_asked_how() -> None:
    asked = [("words",)]
    for knows in ANSWERS:
        bare = WhoHelps(name="An aunt", knows=knows).contradictions()
        assert [each[:1] for each in bare] == (asked if knows is YES else [])
        assert WhoHelps(name="An aunt", knows=knows, words=SOME).contradictions() == ()


@pytest.mark.parametrize("stage", list(Proceedings))
@pytest.mark.parametrize("footing", list(Footing))
def test_nothing_was_found_by_a_court_that_has_not_decided_yet(stage: Proceedings, footing: Footing) -> None:
    undecided = {Proceedings.REPORTED, Proceedings.CHARGED, Proceedings.NOT_PURSUED}
    details = JusticeDetails(reference="T-1", stage=stage, footing=footing)

    wrong = [field for field, _words in details.contradictions()]
    assert wrong == (["footing"] if footing is Footing.FOUND and stage in undecided else [])


TELLING = {
    OrderKind.NON_MOLESTATION,
    OrderKind.OCCUPATION,
    OrderKind.DAPN,
    OrderKind.DAPO,
    OrderKind.DVPN,
    OrderKind.DVPO,
    OrderKind.STALKING,
    OrderKind.FORCED_MARRIAGE,
    OrderKind.FGM,
}


@pytest.mark.parametrize("kind", list(OrderKind))
def test_an_order_that_is_made_only_where_there_is_abuse_says_that_there_was(kind: OrderKind) -> None:
    """Two workers may say "no abuse"; they cannot say it against what a court or the police has found."""
    order = Order(reference="One", kind_of_order=kind, state=OrderState.MADE, bars=(Bar.DIRECT,))

    assert order.speaks_of_abuse() is (kind in TELLING)


TEAM_MAY_HOLD = {"agency_concern", "conflict", "correction", "document"}


def test_what_somebody_said_or_is_lies_in_rooms_of_their_own() -> None:
    """Their story, their hopes, their part and their choices are read by nobody outside their room."""
    own = {Subject.WHO, Subject.WORDS, Subject.STRENGTHS, Subject.COURSE, Subject.HARM, Subject.CHOICE}
    ours = [kind for kind in KINDS.values() if kind.__module__.startswith("yarrow.gate.")]
    outside = {kind.kind for kind in ours if kind.subject in own and kind.homes != {Home.PERSON}}

    assert outside <= TEAM_MAY_HOLD
