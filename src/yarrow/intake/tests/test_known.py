"""Known already? From a referral, with what stands in its words."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from yarrow.config.cast import Cast
from yarrow.gate.words import LongText
from yarrow.intake.actions import read_referrals, receive_referral
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.matching.models import LookUp
from yarrow.rooms.facts import BroughtBy, ReferralReceived
from yarrow.rooms.models import Room

from .conftest import Enter

WORDS = "Ring her on 01632 960123 after six, or nan@example.org. He is on 01632 960124."


@pytest.fixture
def referral(room: Room, cast: Cast, clock: FixedClock) -> UUID:
    said = ReferralReceived(brought_by=BroughtBy.PROFESSIONAL, about_harmed=LongText(WORDS))
    receive_referral(room=room, referral=said, once=new_id(), clock=clock)
    intake = cast["intake"]
    return read_referrals(by=intake.worker, keyring=intake.keyring, clock=clock)[0].id


def page_of(referral: UUID) -> str:
    return reverse("intake:known", args=[referral])


@pytest.mark.parametrize("part", ["harmed_worker", "supervisor", "manager", "duty"])
def test_page_for_another_post_is_not_there(enter: Enter, referral: UUID, part: str) -> None:
    browser = enter(part)
    assert browser.get(page_of(referral)).status_code == 404
    assert browser.post(page_of(referral)).status_code == 404
    assert not LookUp.objects.exists()


def test_what_would_be_looked_up_is_shown_and_nothing_is_looked_up_yet(enter: Enter, referral: UUID) -> None:
    said = enter("intake").get(page_of(referral)).content.decode()
    assert [text for text in ("+441632960123", "+441632960124", "nan@example.org") if text not in said] == []
    assert not LookUp.objects.exists()


def test_one_press_counts_each_and_answers_line_by_line(enter: Enter, referral: UUID) -> None:
    browser: Client = enter("intake")
    gone_to = browser.post(page_of(referral)).headers["Location"]
    assert gone_to == reverse("matching:answer")
    assert browser.get(gone_to).content.decode().count("Nothing found") == 3
    assert LookUp.objects.get().persons == 3
