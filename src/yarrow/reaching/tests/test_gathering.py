"""A claim neither replaces nor blocks; a proof does both; what cannot be read refuses."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yarrow.gate.facts import Fact, Unreadable
from yarrow.gate.facts.routes import Proof, RouteClaimed, RouteConfirmed, RouteKind, RouteProved, Weekday
from yarrow.gate.facts.who import Death, ReachConfirmed, ReachUnsafe
from yarrow.gate.policy import OWN
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.decision import Allowed
from yarrow.reaching.gathering import reachable_in
from yarrow.reaching.reachable import Reachable, same_as
from yarrow.reaching.rules import Wording, may_send, may_use

from .facts import NEW, NOON, OLD, TODAY, reach, recorded, safe_route

CLAIM = RouteClaimed(way=RouteKind.TEXT, value=LongText(NEW), who_said="A man, by telephone")


def proved(**changed: object) -> RouteProved:
    made = {"way": RouteKind.TEXT, "value": LongText(NEW), "proof": Proof.IN_PERSON, "proved_on": TODAY}
    return RouteProved(**(made | changed))  # type: ignore[arg-type]


def said(*facts: Fact) -> Reachable:
    return reachable_in(recorded(facts))


def goes_to(room: Reachable, kind: RouteKind = RouteKind.TEXT) -> str | None:
    """The number to which a message would go now; None where it is refused."""
    route = room.route(kind)
    sent = may_send(route, wording=Wording.REMINDER, moment=NOON, held=False, policy=OWN)
    return route.value if isinstance(sent, Allowed) else None


def rings(room: Reachable) -> str | None:
    route = room.route(RouteKind.CALL)
    return route.value if isinstance(may_use(route, moment=NOON, held=False, policy=OWN), Allowed) else None


def test_the_older_record_alone_never_lets_a_message_out() -> None:
    room = said(reach())

    assert all(goes_to(room, kind) is None for kind in RouteKind)
    assert rings(room) == OLD


def test_nothing_recorded_refuses() -> None:
    assert all(goes_to(said(), kind) is None for kind in RouteKind)


@pytest.mark.parametrize("claim", [CLAIM, safe_route(value=LongText(NEW)), reach(phone=NEW)])
def test_a_claim_neither_replaces_nor_blocks(claim: Fact) -> None:
    before = said(reach(), safe_route())
    room = said(reach(), safe_route(), claim)

    assert rings(room) == rings(before) == OLD
    assert [each.value for each in room.claims] == [NEW]
    if claim.kind != "reach":  # newer words about the hours make the hours in figures unknown
        assert goes_to(room) == OLD


@given(st.lists(st.sampled_from((CLAIM, safe_route(value=LongText(NEW))))))
@settings(max_examples=60)
def test_however_often_it_is_claimed_nothing_goes_there(claims: list[Fact]) -> None:
    assert goes_to(said(safe_route(), *claims)) == OLD


def test_in_person_proves_and_ends_the_old_for_every_way() -> None:
    facts = [reach(), safe_route(), safe_route(way=RouteKind.CALL), CLAIM, proved()]
    room = said(*facts)

    assert rings(room) is None
    assert goes_to(room) is None  # the new one is theirs, and what it may be used for is not known yet
    assert room.claims == ()
    assert goes_to(said(*facts, safe_route(value=LongText(NEW)))) == NEW
    assert goes_to(said(*facts, safe_route())) is None
    assert goes_to(said(*facts, RouteConfirmed(ways=tuple(RouteKind), confirmed_on=TODAY))) is None


def test_a_home_ends_with_a_home_and_not_with_a_telephone() -> None:
    home, away = LongText("1 Weir Cottages"), LongText("2 Mill Lane")
    post = safe_route(way=RouteKind.POST, value=home)
    room = said(reach(phone=OLD, address=home), post, proved(way=RouteKind.IN_PERSON, value=away))

    assert room.route(RouteKind.POST).moved
    assert rings(room) == OLD


def test_the_old_one_stays_where_they_say_that_it_is_still_theirs() -> None:
    room = said(safe_route(), proved(old_still_safe=Answer.YES), safe_route())

    assert goes_to(room) == OLD


@pytest.mark.parametrize("proof", [Proof.AGREED_WORDS, Proof.UNKNOWN])
def test_words_that_were_not_agreed_before_prove_nothing(proof: Proof) -> None:
    since = reach(agreed_words="new words")
    facts = [reach(agreed_words=""), safe_route(), CLAIM, since, proved(proof=proof)]
    room = said(*facts, safe_route(value=LongText(NEW)))

    assert room.route(RouteKind.TEXT).value == OLD
    assert NEW in [each.value for each in room.claims]


def test_words_agreed_before_prove() -> None:
    facts = [reach(), safe_route(), CLAIM, proved(proof=Proof.AGREED_WORDS), safe_route(value=LongText(NEW))]
    assert goes_to(said(*facts)) == NEW


def test_what_is_unsafe_is_used_no_more_and_no_press_lifts_it() -> None:
    facts = [safe_route(), ReachUnsafe(words=LongText("he has the phone"))]

    assert goes_to(said(*facts)) is None
    assert goes_to(said(*facts, RouteConfirmed(ways=(RouteKind.TEXT,), confirmed_on=TODAY))) is None
    assert goes_to(said(*facts, ReachConfirmed(confirmed_on=TODAY))) is None
    assert goes_to(said(*facts, safe_route())) is None  # written down again it is a claim
    assert goes_to(said(*facts, proved(value=LongText(OLD)), safe_route())) == OLD


def test_a_no_needs_no_proof() -> None:
    assert goes_to(said(safe_route(), safe_route(allowed=Answer.NO))) is None
    assert goes_to(said(safe_route(), safe_route(allowed=Answer.NO, value=LongText("")))) is None


@pytest.mark.parametrize("fact", [Unreadable(), Death()])
def test_what_cannot_be_read_and_a_death_refuse_everything(fact: Fact) -> None:
    room = said(safe_route(), safe_route(way=RouteKind.CALL, value=LongText(OLD)), fact)

    assert goes_to(room) is None
    assert rings(room) is None
    assert room.known  # a warning still sees it


def test_a_call_confirms_calls_and_never_messages() -> None:
    old = TODAY - timedelta(days=20)
    facts = [
        safe_route(confirmed_on=old),
        safe_route(way=RouteKind.CALL, confirmed_on=old - timedelta(days=20)),
    ]
    room = said(*facts, ReachConfirmed(confirmed_on=TODAY))

    assert goes_to(room) is None
    assert rings(room) == OLD
    assert goes_to(said(*facts, RouteConfirmed(ways=(RouteKind.TEXT,), confirmed_on=TODAY))) == OLD


def test_newer_words_about_hours_make_hours_in_figures_unknown() -> None:
    assert goes_to(said(safe_route(), reach(when_safe=LongText("no Mondays any more")))) is None


@pytest.mark.parametrize(
    "hours",
    [
        {"safe_from": "morning"},
        {"safe_until": ""},
        {"days": ()},
        {"safe_until": "09:00"},
        {"more_days": (Weekday.SUNDAY,)},
    ],
)
def test_hours_that_cannot_be_read_let_nothing_out(hours: dict[str, object]) -> None:
    assert goes_to(said(safe_route())) == OLD
    assert goes_to(said(safe_route(**hours))) is None


def test_all_that_was_agreed_in_the_first_talk_is_theirs() -> None:
    mail = safe_route(way=RouteKind.EMAIL, value=LongText("sam@example.test"))
    same_day = recorded([safe_route(), mail], [TODAY, TODAY])

    assert goes_to(reachable_in(same_day), RouteKind.EMAIL) == "sam@example.test"
    assert goes_to(said(safe_route(), mail), RouteKind.EMAIL) is None


def test_one_number_written_in_many_ways_is_one() -> None:
    assert {same_as(each) for each in ("07700 900123", "+44 7700 900123", "0044 (0)7700-900123")} == {
        "07700900123"
    }
