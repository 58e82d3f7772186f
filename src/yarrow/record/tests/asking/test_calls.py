"""The half-minute note of a call: what it must never confirm, and how little it takes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.gate.facts import Fact
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.facts.who import Reach, ReachConfirmed, ReachUnsafe
from yarrow.gate.forms import Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.question import Question
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.record.forms.calls import HAPPENED
from yarrow.record.tests.examples import CANARY
from yarrow.rooms.models import Draft, Entry
from yarrow.rooms.queries import entries_in, recorded_in
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.session import key_cookie_name

STILL = {"still_right": "on", "safe_to_talk": "yes"}


@pytest.fixture
def page(family: Family) -> str:
    return reverse("record:call", args=[family.rooms["harmed"].pk])


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


@pytest.fixture
def old_reach(family: Family, clock: FixedClock) -> Reach:
    """A way to reach her that was last confirmed forty days ago."""
    reach = Reach(
        phone="01632 960001",
        when_safe=LongText("Mornings."),
        who_may_answer=LongText("Nobody."),
        confirmed_on=clock.today() - timedelta(days=40),
    )
    family.record("harmed", reach)
    return reach


def facts_of(family: Family, part: str = "harmed") -> list[Fact]:
    return [read.fact for read in entries_in(family.rooms[part], family.holder(part).keyring)]


def confirmations(family: Family) -> list[Fact]:
    return [fact for fact in facts_of(family) if isinstance(fact, ReachConfirmed)]


def codes(family: Family, clock: FixedClock) -> set[str]:
    recorded = recorded_in(family.rooms["harmed"], family.holder("harmed").keyring)
    question = Question(Form.ONE_PERSON_WORK, frozenset(), clock.today())
    return {reason.code for reason in reasons_for_person(recorded, question)}


@pytest.mark.usefixtures("old_reach")
@pytest.mark.parametrize("happened", [name for name in HAPPENED if not name.endswith("spoke")])
def test_a_call_without_them_confirms_no_way_to_reach_them(
    happened: str, family: Family, page: str, client: Client
) -> None:
    before = facts_of(family)

    answer = client.post(page, {"happened": happened, **STILL, "words": CANARY})

    assert (answer.status_code, answer.headers["Location"], answer.content) == (302, page, b"")
    shown = client.get(page).content.decode()
    assert "Only they can say so" in shown
    assert CANARY in shown
    assert facts_of(family) == before


@pytest.mark.usefixtures("old_reach")
@pytest.mark.parametrize("safe", ["", "no", "unknown"])
def test_a_talk_that_was_not_safe_confirms_nothing(
    safe: str, family: Family, page: str, client: Client
) -> None:
    before = facts_of(family)

    client.post(page, {"happened": "we_spoke", "still_right": "on", "safe_to_talk": safe})

    assert facts_of(family) == before
    assert "Only they can say so" in client.get(page).content.decode()


def test_nothing_is_confirmed_where_no_way_is_recorded(family: Family, page: str, client: Client) -> None:
    before = facts_of(family)

    client.post(page, {"happened": "we_spoke", **STILL})

    assert facts_of(family) == before
    assert "No safe way is recorded yet" in client.get(page).content.decode()


@pytest.mark.usefixtures("old_reach")
def test_a_press_does_not_undo_a_warning(
    family: Family, page: str, client: Client, clock: FixedClock
) -> None:
    family.record("harmed", ReachUnsafe(words=LongText("He has the phone.")))

    client.post(page, {"happened": "we_spoke", **STILL})

    assert not confirmations(family)
    assert "was said to be unsafe since" in client.get(page).content.decode()
    assert "E2" in codes(family, clock)


def test_a_note_without_a_choice_is_offered_again(family: Family, page: str, client: Client) -> None:
    before = Entry.objects.count()

    client.post(page, {"words": CANARY})

    shown = client.get(page).content.decode()
    assert "needs an answer" in shown
    assert CANARY in shown
    assert Entry.objects.count() == before


@pytest.mark.parametrize("part", ["team", "shared"])
def test_calls_are_noted_in_a_persons_room_only(part: str, family: Family, client: Client) -> None:
    page = reverse("record:call", args=[family.rooms[part].pk])

    assert client.get(page).status_code == client.post(page, {"happened": "we_spoke"}).status_code == 404


@pytest.mark.parametrize("part", ["other_worker", "child_worker", "supervisor", "outsider", "excluded"])
def test_who_is_not_inside_finds_no_note_and_leaves_none(
    part: str, family: Family, page: str, client: Client, browser: Browser
) -> None:
    client.post(page, {"happened": "we_spoke", "words": CANARY})
    before = facts_of(family)

    assert browser(part).get(page).status_code == 404
    assert browser(part).post(page, {"happened": "we_spoke"}).status_code == 404
    assert facts_of(family) == before


def test_one_choice_and_one_press_are_enough(family: Family, page: str, client: Client) -> None:
    client.post(page, {"happened": "nobody"})

    assert facts_of(family)[-1] == CallNote(who_rang=WhoRang.WE, what=CallOutcome.NO_ANSWER)
    assert not Draft.objects.exists()


def test_somebody_who_rang_as_them_is_noted_and_said_to_confirm_nothing(
    family: Family, page: str, client: Client
) -> None:
    answer = client.post(page, {"happened": "other_rang", "words": "A man, as her brother."}, follow=True)

    assert "so nothing is confirmed" in answer.content.decode()
    assert facts_of(family)[-1] == CallNote(
        who_rang=WhoRang.SOMEBODY_ELSE, what=CallOutcome.SOMEBODY_ELSE, words="A man, as her brother."
    )


@pytest.mark.usefixtures("old_reach")
def test_a_real_call_confirms_again_in_the_same_press(
    family: Family, page: str, client: Client, clock: FixedClock
) -> None:
    assert "E2" in codes(family, clock)

    client.post(page, {"happened": "they_spoke", **STILL})

    note, confirmed = facts_of(family)[-2:]
    assert note == CallNote(who_rang=WhoRang.THEY, what=CallOutcome.SPOKE, safe_to_talk=Answer.YES)
    assert isinstance(confirmed, ReachConfirmed)
    assert confirmed.confirmed_on == clock.today()
    assert "E2" not in codes(family, clock)


@pytest.mark.usefixtures("old_reach")
def test_a_doubled_press_notes_and_confirms_once(family: Family, page: str, client: Client) -> None:
    before = len(facts_of(family))
    once = {"once": "0b5c9d2e-8f3a-4a55-9b1e-0a9a6a3d4c11"}

    for _press in range(2):
        client.post(page, {"happened": "we_spoke", **STILL, **once})

    assert len(facts_of(family)) == before + 2


def test_a_note_typed_while_locked_waits_and_can_then_be_saved(
    family: Family, page: str, client: Client
) -> None:
    client.cookies.pop(key_cookie_name())
    assert client.post(page, {"happened": "nobody", "words": CANARY}).headers["Location"] == "/unlock/"

    assert client.post("/unlock/", {"passphrase": DEMO_PASSPHRASE}).headers["Location"] == page
    assert CANARY in client.get(page).content.decode()
    client.post(page, {"happened": "nobody", "words": CANARY})
    assert facts_of(family)[-1].kind == "call_note"


def test_the_note_stands_in_their_room_and_in_no_other(
    family: Family, page: str, client: Client, browser: Browser
) -> None:
    client.post(page, {"happened": "nobody", "words": CANARY})

    own, other = (reverse("record:room", args=[family.rooms[part].pk]) for part in ("harmed", "other"))
    assert CANARY in client.get(own).content.decode()
    assert page in client.get(own).content.decode()
    assert CANARY not in browser("other_worker").get(other).content.decode()
