"""Before a call: is the way safe, and whose wish is it? What happened can always be noted (E1, E2)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.terms import ReferralSource
from yarrow.config import ready
from yarrow.config.families import COUPLE, Family, open_family
from yarrow.gate.facts import Fact, Unreadable
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.facts.who import ApproachAgreed, HowKnown, ReachUnsafe, Role, RoleInHarm
from yarrow.gate.policy import OWN
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, codes, written
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.record.shown.reaching import needs_go_ahead_of_another, reasons_not_to_ring
from yarrow.record.tests.test_room_page import words_of

NOT_YET = "Do not ring them about this work yet:"
SPOKE = CallNote(who_rang=WhoRang.THEY, what=CallOutcome.SPOKE)
HARMED = (good.identity(), good.role(COUPLE["harmed"].role), good.reach())
OTHER = (good.identity(), good.role(COUPLE["other"].role), good.reach())


def asked(facts: tuple[Fact, ...], source: str = "harmed") -> set[str]:
    return codes(reasons_not_to_ring(written(facts), source, DAY, OWN))


@pytest.mark.parametrize("source", ["person_who_harmed", "not_known", "", "nonsense"])
def test_nobody_harmed_is_rung_because_the_other_side_or_nobody_known_asked(source: str) -> None:
    assert asked(HARMED, source) & {"E1", "UNKNOWN"}
    assert asked((*HARMED, good.no_abuse()), "person_who_harmed") == set()
    assert asked((*HARMED, SPOKE), "person_who_harmed") == set()
    assert asked(OTHER, "person_who_harmed") == set()


@pytest.mark.parametrize("source", ["harmed", "agency", "family"])
def test_their_own_wish_or_a_lead_lets_them_be_asked(source: str) -> None:
    assert asked(HARMED, source) == set()


def test_what_cannot_be_read_is_not_rung() -> None:
    assert asked((*HARMED, Unreadable())) == {"UNKNOWN"}


def waits(facts: tuple[Fact, ...]) -> bool:
    return needs_go_ahead_of_another(written(facts), DAY)


def test_who_may_have_harmed_is_not_rung_before_somebody_said_that_they_may_be() -> None:
    assert waits(OTHER)
    assert waits(())
    assert waits((good.identity(), good.role(Role.NOT_YET_KNOWN)))
    assert waits((*OTHER, Unreadable()))
    assert not waits(HARMED)
    assert not waits((*OTHER, good.no_abuse()))
    assert not waits((*OTHER, SPOKE))


# --- the page ---


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


def page(client: Client, family: Family) -> str:
    address = reverse("record:call", args=[family.rooms["harmed"].pk])
    return words_of(client.get(address).content.decode().split("<main")[1])


def test_without_a_way_with_an_old_one_or_an_unsafe_one_the_page_says_not_yet(
    family: Family, client: Client, clock: FixedClock
) -> None:
    today = clock.today()
    assert NOT_YET in page(client, family)
    family.record("harmed", ready.reach(today - timedelta(days=31)))
    assert "was not confirmed lately enough" in page(client, family)
    family.record("harmed", ready.reach(today))
    assert NOT_YET not in page(client, family)
    assert "was confirmed with them lately enough for a call" in page(client, family)
    family.record("harmed", ReachUnsafe(words=LongText("He reads it.")))
    assert NOT_YET in page(client, family)


def test_a_warning_is_never_held_up_and_the_note_is_always_taken(family: Family, client: Client) -> None:
    text = page(client, family)
    assert NOT_YET in text
    assert "None of this holds up a warning, 999, a safeguarding call" in text
    assert "Save the note" in text

    before = family.rooms["harmed"].entries.count()
    address = reverse("record:call", args=[family.rooms["harmed"].pk])
    client.post(address, {"happened": "nobody", "safe_to_talk": "", "words": ""})
    assert family.rooms["harmed"].entries.count() == before + 1


def test_a_referral_by_the_other_side_is_said_until_they_have_spoken(
    family: Family, client: Client, clock: FixedClock
) -> None:
    theirs = open_family(cast=family.cast, clock=clock, source=ReferralSource.PERSON_WHO_HARMED)
    theirs.record("harmed", ready.reach(clock.today()))
    assert "This came from the person who harmed, or from nobody known." in page(client, theirs)

    theirs.record("harmed", SPOKE)

    assert NOT_YET not in page(client, theirs)


def test_the_other_s_page_is_the_same_whatever_the_person_harmed_said(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visitor = browser("other_worker")
    address = reverse("record:call", args=[family.rooms["other"].pk])

    def shown() -> str:
        return words_of(visitor.get(address).content.decode().split("<main")[1])

    before = shown()
    assert "If you hold no words from them that say so, ask the lead first" in before
    yes = ApproachAgreed(
        go_ahead=Answer.YES, how=LongText("A letter."), may_be_guessed=LongText("That she came.")
    )
    for said in (yes, ApproachAgreed(go_ahead=Answer.NO)):
        family.record("harmed", said)
        assert shown() == before


SOURCES = tuple(ReferralSource)


def test_who_is_not_in_the_team_reads_the_same_whoever_asked_for_it(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    """The part of each is the hardest one: both harmed and said to have harmed."""
    seen = set()
    for source in SOURCES:
        theirs = open_family(cast=family.cast, clock=clock, source=source)
        theirs.record("other", RoleInHarm(harm="2", role=Role.HARMED, how_known=HowKnown.DISCLOSED))
        theirs.record("other", ready.reach(clock.today()))
        address = reverse("record:call", args=[theirs.rooms["other"].pk])
        said = words_of(browser("other_worker").get(address).content.decode().split("<main")[1])
        seen.add(said.partition("What happened")[0])

    assert len(seen) == 1
    assert "ask the lead whether this person came to us by themselves" in seen.pop()


def test_the_lead_of_several_who_may_have_harmed_is_told_of_each(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    theirs = open_family(cast=family.cast, clock=clock, source=ReferralSource.PERSON_WHO_HARMED)
    theirs.record("child", RoleInHarm(harm="1", role=Role.CAUSED_HARM, how_known=HowKnown.DISCLOSED))

    for part in ("other", "child"):
        address = reverse("record:call", args=[theirs.rooms[part].pk])
        said = words_of(browser("lead").get(address).content.decode().split("<main")[1])
        assert "nobody speaks to the other person about this work before" in said
