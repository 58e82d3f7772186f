"""What a room's page says is still asked there, what ends, and what a death keeps; from this room alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import move_to_stage
from yarrow.cases.terms import Stage
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.risk import AbuseScreen, ScreenResult
from yarrow.gate.facts.who import ApproachAgreed, Death
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.record.tests.test_room_page import words_of
from yarrow.rooms.actions.writing import KEPT
from yarrow.rooms.models import Quarantine

STAGE = "Before the case moves on to its next stage"
APPROACH = "Before anybody speaks to the other person about this work"
SCREENED = AbuseScreen(alone=Answer.YES, result=ScreenResult.CONCERN)
GO_AHEAD = ApproachAgreed(
    go_ahead=Answer.YES, how=LongText("A letter."), may_be_guessed=LongText("That she came to us.")
)


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


def page(client: Client, family: Family, part: str = "harmed") -> str:
    room = family.rooms[part]
    text = client.get(reverse("record:room", args=[room.pk])).content.decode()
    return words_of(text.split('id="asked"')[1].split('id="in-place"')[0])


def test_a_change_asks_until_it_was_looked_at(family: Family, client: Client, clock: FixedClock) -> None:
    assert "Nothing is asked after a change" in page(client, family)

    family.record("harmed", Escalation())
    assert "Look at risk again with them, alone." in page(client, family)

    family.record("harmed", ready.risk(clock.today()))
    assert "Look at risk again with them, alone." not in page(client, family)


def test_what_ends_soon_is_said_with_its_day_and_what_ends_later_is_not(
    family: Family, client: Client, clock: FixedClock
) -> None:
    family.record("harmed", ready.reach(clock.today() - timedelta(days=10)), ready.risk(clock.today()))

    text = page(client, family)

    assert "How to reach them safely: ends on 30 March 2026. Ask again before then." in text
    assert "Where risk stands: ends" not in text


def test_what_the_case_waits_for_in_this_room_is_said_with_a_way_to_record_it(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    client = browser("harmed_worker")
    lacking = page(client, family).split(STAGE)[1]
    assert "This person has not been asked about abuse, alone" in lacking
    assert "There is no risk assessment of this person on file." in lacking

    family.record("harmed", SCREENED, ready.risk(clock.today()), GO_AHEAD)
    assert "What this room is asked is in place." in page(client, family).split(STAGE)[1]

    clock.move_to(clock.now() + timedelta(days=1))
    client = browser("lead")  # the other browser has been locked overnight
    supervisor = family.cast.worker("supervisor")
    move_to_stage(case=family.case, stage=Stage.PREPARING, by=supervisor, clock=clock)
    assert "Risk was last looked at before this stage began" in page(client, family).split(STAGE)[1]

    move_to_stage(case=family.case, stage=Stage.AFTER_CARE, by=supervisor, clock=clock)
    assert STAGE not in page(client, family)


def test_the_go_ahead_is_asked_of_the_person_harmed_in_their_own_room_only(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    lead = browser("lead")
    assert "has not said, alone, that the other person may be approached" in page(lead, family)
    assert all(APPROACH not in page(lead, family, part) for part in ("other", "child", "team"))

    family.record("harmed", ready.risk(clock.today()), GO_AHEAD)
    said = page(lead, family).split(APPROACH)[1]
    assert "Their go-ahead is recorded here" in said

    no = ApproachAgreed(go_ahead=Answer.NO)
    family.record("harmed", no)
    assert "does not want the other person to be approached" in page(lead, family)


def test_the_other_s_room_reads_the_same_whatever_the_person_harmed_said(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visitor = browser("other_worker")
    before = page(visitor, family, "other")

    family.record("harmed", ready.risk(clock.today()), GO_AHEAD, SCREENED)

    assert page(visitor, family, "other") == before


def test_the_team_and_the_shared_room_are_asked_nothing_of_a_person(family: Family, client: Client) -> None:
    assert STAGE not in page(client, family, "team")
    shared = client.get(reverse("record:room", args=[family.rooms["shared"].pk])).content.decode()
    assert 'id="asked"' not in shared


def test_after_a_death_the_page_says_what_is_kept_and_take_out_is_refused(
    family: Family, client: Client
) -> None:
    [entry] = family.record("harmed", SCREENED)
    room = family.rooms["harmed"]
    address = reverse("record:room", args=[room.pk])
    assert "This person has died" not in client.get(address).content.decode()

    family.record("harmed", Death())

    text = client.get(address).content.decode()
    assert "This person has died. Everything in this room is kept as it is" in text
    assert "Keep everything as it is: nothing is put right, taken out or destroyed." in page(client, family)
    pressed = client.post(reverse("record:take_out", args=[room.pk, entry.pk]), follow=True)
    assert KEPT in pressed.content.decode()
    assert not Quarantine.objects.exists()
