"""The public form: what it refuses, and that a refusal loses nothing and shows nothing."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event
from yarrow.config.cast import Cast
from yarrow.intake.actions import prepare_intake_room
from yarrow.intake.flood import POSTS_AN_HOUR
from yarrow.intake.terms import LONGEST
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Drop, PublicDraft, Room

from .posts import FORM, HARMED, hidden, sent, typed


def page(browser: Client) -> str:
    answer = browser.get(FORM)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_send_without_an_intake_room_says_closed_and_whom_to_ring(
    service: object, settings: Settings
) -> None:
    settings.LIVE_FEAR_FREE_PHONE, settings.SERVICE_PHONE = "0800 000 0001", "01632 960 001"

    shown = page(Client())

    assert "This form is closed" in shown
    assert "0800 000 0001" in shown
    assert "01632 960 001" in shown
    assert "<textarea" not in shown


def test_send_while_closed_is_offered_again_when_open(cast: Cast, clock: FixedClock) -> None:
    browser = Client()

    assert sent(browser)["Location"] == FORM
    assert HARMED not in page(browser)
    prepare_intake_room(holders=[cast.worker("intake"), cast.worker("intake_two")], clock=clock)

    assert HARMED in page(browser)
    assert Drop.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"brought_by": ""}, "needs an answer"),
        ({"brought_by": "the_other_one"}, "Select a valid choice"),
        ({"about_harmed": " ", "about_other": "", "about_children": ""}, "at least one of these three boxes"),
        ({"about_other": "x" * (LONGEST + 1)}, "at most 10000 characters"),
        ({"may_reach": "yes", "reach_sender": " "}, "Say how we may reach you"),
        ({"may_reach": "perhaps"}, "Select a valid choice"),
        ({"day_to_know-day": "31", "day_to_know-month": "2", "day_to_know-year": "2026"}, "in the calendar"),
        (
            {"day_to_know-day": "3", "day_to_know-month": "", "day_to_know-year": "2026"},
            "must include a month",
        ),
        (
            {"day_to_know-day": "9", "day_to_know-month": "3", "day_to_know-year": "2026"},
            "has passed already",
        ),
        ({"sender": "nul \x00 byte"}, "Null characters are not allowed"),
    ],
)
def test_send_what_is_wrong_is_offered_again_with_what_is_wrong(
    room: Room, changes: dict[str, str], said: str
) -> None:
    browser = Client()

    refused = sent(browser, hoped_for="One calm evening.", **changes)

    assert (refused.status_code, refused["Location"], refused.content) == (302, FORM, b"")
    shown = page(browser)
    assert said in shown
    assert "There is a problem" in shown
    assert "One calm evening." in shown
    assert Drop.objects.count() == 0


def test_send_too_long_keeps_every_letter(room: Room) -> None:
    browser = Client()

    sent(browser, about_other="y" * (LONGEST + 500))

    assert "y" * (LONGEST + 500) in page(browser)


def test_send_pasted_markup_is_shown_as_words(room: Room) -> None:
    browser = Client()

    sent(browser, brought_by="", about_other="</textarea><script>alert(1)</script>")

    assert "<script>alert" not in page(browser)
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page(browser)


def test_draft_cookie_is_short_lived_and_out_of_reach(room: Room, settings: Settings) -> None:
    settings.COOKIES_SECURE = True

    cookie = sent(Client(), brought_by="").cookies["__Host-d"]

    assert cookie["max-age"] <= 20 * 60
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True,
        True,
        "Strict",
        "/",
    )
    assert cookie["domain"] == ""


@pytest.mark.parametrize("value", ["", "x", "é", "A" * 64, "not base64 !", "A" * 4000])
def test_draft_with_another_cookie_is_not_shown(room: Room, value: str) -> None:
    sent(Client(), brought_by="")
    stranger = Client()
    stranger.cookies["d"] = value

    assert HARMED not in page(stranger)


def test_draft_with_another_key_is_not_shown(room: Room) -> None:
    browser, stranger = Client(), Client()
    kept = sent(browser, brought_by="").cookies["d"].value
    assert HARMED in page(browser)

    stranger.cookies["d"] = kept[:-8] + "AAAAAAA="

    assert HARMED not in page(stranger)
    sent(stranger, brought_by="")
    assert HARMED in page(browser)


def test_exit_makes_the_draft_unreadable(room: Room) -> None:
    browser = Client()
    sent(browser, brought_by="")
    assert HARMED in page(browser)

    browser.get("/exit")

    assert HARMED not in page(browser)


def test_send_leaves_no_draft_no_cookie_and_no_session(room: Room) -> None:
    browser = Client()
    sent(browser, brought_by="")
    again = hidden(page(browser), "once")

    done = sent(browser, once=again)

    assert (done.status_code, done["Location"]) == (302, "/start/sent/")
    assert done.cookies["d"].value == ""
    assert PublicDraft.objects.count() == 0
    assert connection.introspection.table_names()
    assert "s" not in browser.cookies
    assert HARMED not in page(browser)


def test_send_arrives_sealed_and_audited_without_a_name(room: Room) -> None:
    browser = Client()

    sent(browser)

    drop = Drop.objects.get()
    assert (drop.room, drop.author, drop.opened_on) == (room, None, None)
    assert HARMED.encode() not in bytes(drop.blob)
    events = [(e.event, e.actor, e.subject) for e in events_of(room.pk)]
    assert events[-2:] == [
        (Event.DROP_SEALED, None, drop.pk),
        (Event.REFERRAL_RECEIVED, None, drop.pk),
    ]


def test_thanks_page_is_the_same_for_everybody(room: Room) -> None:
    def thanked(answer: Any, browser: Client) -> bytes:
        return bytes(browser.get(answer["Location"]).content)

    first, second = Client(), Client()
    pages = {
        thanked(sent(first), first),
        thanked(sent(second, brought_by="myself", may_reach="yes", reach_sender="x"), second),
    }

    assert len({bytes(one[one.index(b"<main") : one.index(b"</main")]) for one in pages}) == 1


def test_send_the_same_form_twice_records_it_once(room: Room) -> None:
    once = typed()

    assert [Client().post(FORM, once)["Location"] for _ in range(2)] == ["/start/sent/"] * 2

    assert Drop.objects.count() == 1
    assert events_of(room.pk).filter(event=Event.REFERRAL_RECEIVED).count() == 1


def test_send_from_two_tabs_records_both(room: Room) -> None:
    browser = Client()
    first, second = hidden(page(browser), "once"), hidden(page(browser), "once")

    sent(browser, once=first)
    sent(browser, once=second)

    assert Drop.objects.count() == 2


def test_send_again_with_other_words_is_not_lost(room: Room) -> None:
    once = typed()

    Client().post(FORM, once)
    Client().post(FORM, once | {"about_children": "And Huw, who is two."})

    assert Drop.objects.count() == 2


@pytest.mark.parametrize("once", ["", "not an id", "x" * 400])
def test_send_with_a_broken_one_time_id_still_arrives(room: Room, once: str) -> None:
    sent(Client(), once=once)

    assert Drop.objects.count() == 1


def test_flood_from_one_network_is_put_off_and_loses_nothing(room: Room, clock: FixedClock) -> None:
    browser = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(POSTS_AN_HOUR):
        assert sent(browser)["Location"] == "/start/sent/"

    assert sent(browser)["Location"] == FORM

    assert Drop.objects.count() == POSTS_AN_HOUR
    assert "this was not sent yet" in page(browser)
    assert HARMED in page(browser)
    assert sent(Client(REMOTE_ADDR="192.0.2.8"))["Location"] == "/start/sent/"
    clock.move_to(clock.now() + timedelta(hours=1))
    assert sent(browser)["Location"] == "/start/sent/"


def test_flood_counter_keeps_no_address(room: Room) -> None:
    sent(Client(REMOTE_ADDR="192.0.2.77"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM staff_cache")
        keys = [key for (key,) in cursor.fetchall()]

    assert len([key for key in keys if "intake:" in key]) == 1
    assert "192.0.2" not in " ".join(keys)
    cache.clear()


def test_nothing_typed_and_no_address_is_logged(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="yarrow")
    caplog.set_level(logging.INFO, logger="django.request")

    sent(Client(REMOTE_ADDR="192.0.2.5"), brought_by="")
    sent(Client(REMOTE_ADDR="192.0.2.5"))

    assert HARMED not in caplog.text
    assert "192.0.2.5" not in caplog.text


@pytest.mark.parametrize("address", [FORM, "/start/sent/"])
def test_public_page_has_a_way_out_and_a_neutral_title(room: Room, address: str) -> None:
    shown = Client().get(address).content.decode()

    assert 'href="/exit"' in shown
    assert "<title>Workspace</title>" in shown
    assert "call 999" in shown


def test_public_page_answers_in_welsh(room: Room) -> None:
    assert '<html lang="cy"' in Client(headers={"accept-language": "cy"}).get(FORM).content.decode()


@pytest.mark.parametrize(("language", "shown"), [("cy", "cy"), ("en", "en"), ("tlh", "en")])
def test_another_language_keeps_what_was_typed_and_calls_nothing_wrong(
    room: Room, language: str, shown: str
) -> None:
    browser = Client()

    assert sent(browser, brought_by="", language=language)["Location"] == FORM

    answer = page(browser)
    assert f'<html lang="{shown}"' in answer
    assert HARMED in answer
    assert "error-summary" not in answer
    assert Drop.objects.count() == 0
    sent(browser)
    assert Drop.objects.count() == 1


def test_enter_in_a_box_sends_and_does_not_switch_the_language(room: Room) -> None:
    buttons = re.findall(r"<button[^>]*submit[^>]*>", page(Client()))

    assert "name=" not in buttons[0]
    assert 'form="telling"' in buttons[0]
    assert 'name="language"' in buttons[1]


def test_send_from_a_page_that_lay_open_until_its_token_ran_out_arrives(
    cast: Cast, clock: FixedClock
) -> None:
    prepare_intake_room(holders=[cast.worker("intake"), cast.worker("intake_two")], clock=clock)

    answer = sent(Client(enforce_csrf_checks=True))

    assert (answer.status_code, answer["Location"]) == (302, f"{FORM}sent/")
    assert Drop.objects.count() == 1


def test_send_from_another_site_is_refused(cast: Cast, clock: FixedClock) -> None:
    prepare_intake_room(holders=[cast.worker("intake"), cast.worker("intake_two")], clock=clock)

    answer = Client(headers={"Sec-Fetch-Site": "cross-site"}).post(FORM, typed())

    assert answer.status_code == 403
    assert Drop.objects.count() == 0
