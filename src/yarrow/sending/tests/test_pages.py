"""The pages: who is turned away, and what a worker sees, queues and takes back there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.reaching.actions import hold_all, hold_person
from yarrow.sending.actions import note_alive
from yarrow.sending.models import MessageOutcome, QueuedMessage
from yarrow.sending.sender import Sender
from yarrow.sending.terms import Outcome

from .steps import in_its_hour, outcome_of, queued

OUTSIDE = ["other_worker", "child_worker", "supervisor", "outsider", "manager", "excluded", "intake", "duty"]
TYPED = {
    "wording": "reminder",
    "way": "text",
    "days": "1",
    "due_on-day": "12",
    "due_on-month": "3",
    "due_on-year": "2026",
    "due_hour": "10",
}


def page(family: Family, part: str = "harmed", name: str = "messages") -> str:
    return reverse(f"sending:{name}", args=[family.rooms[part].pk])


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(changed: dict[str, str] | None = None) -> dict[str, str]:
    return TYPED | {"once": str(new_id())} | (changed or {})


@pytest.fixture(autouse=True)
def _moment(clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.YARROW_CLOCK", lambda: clock)


@pytest.mark.parametrize("part", OUTSIDE)
def test_who_is_outside_finds_no_page_and_presses_nothing(
    agreed: Family, browser: Browser, part: str
) -> None:
    row, client = queued(agreed), browser(part)

    for path, post in ((page(agreed), typed()), (page(agreed, name="press"), {"message": str(row.pk)})):
        assert client.get(path).status_code == 404
        assert client.post(path, post).status_code == 404

    assert list(QueuedMessage.objects.all()) == [row]


@pytest.mark.parametrize("part", ["team", "shared"])
def test_no_other_room_has_messages(agreed: Family, browser: Browser, part: str) -> None:
    assert browser("harmed_worker").get(page(agreed, part)).status_code == 404


@pytest.mark.parametrize("part", ["harmed_worker", "lead", "supervisor", "outsider", "duty", "intake"])
def test_the_page_of_the_sender_is_not_for_everybody(agreed: Family, browser: Browser, part: str) -> None:
    assert browser(part).get(reverse("sending:service")).status_code == 404


@pytest.mark.parametrize(
    "changed",
    [
        {"wording": "hello"},
        {"way": "call"},
        {"days": "9"},
        {"due_hour": "3"},
        {"due_on-day": "40"},
        {"once": ""},
    ],
)
def test_what_is_not_offered_is_offered_again_and_queues_nothing(
    agreed: Family, browser: Browser, changed: dict[str, str]
) -> None:
    client = browser("harmed_worker")

    answer = client.post(page(agreed), typed(changed))

    assert answer.headers["Location"] == page(agreed)
    assert "There is a problem" in shown(client, page(agreed))
    assert not QueuedMessage.objects.exists()


def test_every_reason_is_shown_and_nothing_typed_is_lost(agreed: Family, browser: Browser) -> None:
    client = browser("harmed_worker")
    hold_person(room=agreed.rooms["harmed"], by=agreed.cast.worker("other_worker"), clock=agreed.clock)

    client.post(page(agreed), typed({"way": "email"}))

    body = shown(client, page(agreed))
    assert "This way to reach them is not recorded" in body or "No way for messages is recorded" in body
    assert 'value="12"' in body
    assert not QueuedMessage.objects.exists()


def test_the_door_stops_it_and_says_no_more(agreed: Family, browser: Browser) -> None:
    from yarrow.rooms.models import Protected

    client = browser("harmed_worker")
    Protected.objects.filter(room=agreed.rooms["other"]).delete()

    client.post(page(agreed), typed())

    body = shown(client, page(agreed))
    assert "Stopped. Ask the supervisor." in body
    assert not QueuedMessage.objects.exists()


def test_a_message_is_queued_seen_and_taken_back(agreed: Family, browser: Browser) -> None:
    client = browser("harmed_worker")
    client.post(page(agreed), typed())
    row = QueuedMessage.objects.get()

    body = shown(client, page(agreed))
    assert "You have an appointment tomorrow. No need to reply. Sam" in body
    assert "Waiting for its hour" in body
    assert "900123" not in shown(browser("other_worker"), page(agreed, "other"))

    client.post(page(agreed, name="press"), {"press": "back", "message": str(row.pk)})
    assert outcome_of(row) is Outcome.TAKEN_BACK
    assert "Taken back before its hour" in shown(client, page(agreed))


def test_a_press_about_nothing_changes_nothing(agreed: Family, browser: Browser) -> None:
    row, client = queued(agreed), browser("harmed_worker")

    for post in ({}, {"press": "back"}, {"press": "back", "message": "x"}, {"press": "other"}):
        assert client.post(page(agreed, name="press"), post).headers["Location"] == page(agreed)
    assert client.post(page(agreed, name="press"), {"message": str(new_id())}).status_code == 404

    assert list(QueuedMessage.objects.all()) == [row]


def test_what_was_not_sent_is_told_until_it_was_read(
    agreed: Family, browser: Browser, sender: Sender, clock: FixedClock
) -> None:
    row = queued(agreed)
    hold_all(by=agreed.cast.worker("manager"), clock=clock)
    in_its_hour(clock)
    sender.look()
    client = browser("harmed_worker")

    body = shown(client, page(agreed))
    assert "Not sent: something said no at its hour" in body
    assert "I have read what became of them" in body
    client.post(page(agreed, name="press"), {"press": "seen"})

    assert "I have read what became of them" not in shown(client, page(agreed))
    assert MessageOutcome.objects.get(pk=row.pk).seen_on == clock.today()


def test_without_an_agreed_way_no_form_is_there(family: Family, browser: Browser) -> None:
    body = shown(browser("harmed_worker"), page(family))

    assert "No text message and no e-mail was agreed with this person." in body
    assert "Queue this message" not in body


def test_it_is_seen_that_the_sender_is_silent_and_no_room(
    agreed: Family, browser: Browser, clock: FixedClock
) -> None:
    queued(agreed)
    client = browser("manager")
    assert "No sender has run here yet" in shown(client, reverse("sending:service"))

    note_alive(clock=clock)
    body = shown(client, reverse("sending:service"))
    assert "It looked at the queue in the last minutes." in body
    assert str(agreed.rooms["harmed"].pk) not in body

    clock.move_to(clock.now() + timedelta(minutes=11))
    assert "It has not looked at the queue for a while." in shown(client, reverse("sending:service"))


def test_a_press_on_the_page_of_the_sender_is_no_way(agreed: Family, browser: Browser) -> None:
    assert browser("manager").post(reverse("sending:service"), {}).status_code == 405
