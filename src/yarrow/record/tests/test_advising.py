"""A specialist gives their own view: seen exactly, then sealed where they cannot read it again."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import end_allocation, exclude_worker
from yarrow.cases.terms import Duty
from yarrow.config.families import Family
from yarrow.config.strangers import bring_in
from yarrow.gate.facts.risk import Specialist, SpecialistView, View, ViewOf
from yarrow.gate.facts.team import WholeView
from yarrow.gate.words import LongText
from yarrow.kernel.ids import new_id
from yarrow.record.queries import may_give_view
from yarrow.rooms.actions import open_drops
from yarrow.rooms.models import Draft, Drop, Room
from yarrow.rooms.queries import entries_in, trusted_standing
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.session import key_cookie_name

from .examples import CANARY, WORDS

PAGES = ("give_view", "view_preview", "throw_view_away")
NOT_ASKED = (
    "lead",
    "harmed_worker",
    "other_worker",
    "child_worker",
    "supervisor",
    "signing_supervisor",
    "intake",
    "intake_two",
    "researcher",
    "manager",
    "excluded",
    "outsider",
)


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("specialist")


def place(name: str, family: Family) -> str:
    return reverse(f"record:{name}", args=[family.case.pk])


def typed(room: Room, **changes: str) -> dict[str, str]:
    return {"place": str(room.pk), "by": "idva", "view": "supports", "words": WORDS} | changes


def to_preview(client: Client, family: Family, part: str = "harmed", **changes: str) -> str:
    posted = typed(family.rooms[part], **changes)
    return client.post(place("give_view", family), posted).headers["Location"]


def hidden_on(client: Client, preview: str) -> dict[str, str]:
    page = client.get(preview).content.decode()
    return dict(re.findall(r'name="(seen|once)" value="([0-9a-f-]+)"', page))


def waiting(family: Family, part: str = "harmed") -> int:
    return Drop.objects.filter(room=family.rooms[part]).count()


def assert_nowhere(client: Client, address: str) -> None:
    nowhere = client.get("/nowhere/").content
    for answer in (client.get(address), client.post(address, {"place": "x", "words": CANARY})):
        assert (answer.status_code, answer.content) == (404, nowhere)


def test_everybody_else_finds_nothing(family: Family, browser: Browser, client: Client) -> None:
    to_preview(client, family)

    for part in NOT_ASKED:
        for name in PAGES:
            assert_nowhere(browser(part), place(name, family))
        assert not may_give_view(family.cast.worker(part), family.case)
    assert not Drop.objects.exists()
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("part", ["ex_worker", "nobody"])
def test_who_is_not_signed_in_is_sent_to_the_door(part: str, family: Family, browser: Browser) -> None:
    visitor = Client() if part == "nobody" else browser(part)

    for name in PAGES:
        assert visitor.post(place(name, family)).headers["Location"] == "/sign-in/"


def test_a_specialist_without_that_duty_finds_nothing(family: Family, client: Client) -> None:
    to_preview(client, family)
    worker, supervisor = family.cast.worker("specialist"), family.cast.worker("supervisor")
    end_allocation(case=family.case, worker=worker, by=supervisor, clock=family.clock)
    assert_nowhere(client, place("give_view", family))

    bring_in(case=family.case, worker=worker, duty=Duty.PRACTITIONER, by=supervisor, clock=family.clock)

    for name in PAGES:
        assert_nowhere(client, place(name, family))


def test_a_worker_with_that_duty_who_is_no_specialist_finds_nothing(family: Family, browser: Browser) -> None:
    bring_in(
        case=family.case,
        worker=family.cast.worker("child_worker"),
        duty=Duty.SPECIALIST,
        by=family.cast.worker("supervisor"),
        clock=family.clock,
    )

    for name in PAGES:
        assert_nowhere(browser("child_worker"), place(name, family))


def test_an_excluded_specialist_finds_nothing(family: Family, client: Client) -> None:
    worker, supervisor = family.cast.worker("specialist"), family.cast.worker("supervisor")
    exclude_worker(case=family.case, worker=worker, by=supervisor, clock=family.clock)

    for name in PAGES:
        assert_nowhere(client, place(name, family))


def test_a_case_that_is_not_there_is_not_there(family: Family, client: Client) -> None:
    for name in PAGES:
        assert_nowhere(client, reverse(f"record:{name}", args=[new_id()]))


@pytest.mark.parametrize("changed", ["place", "by", "view"])
def test_an_unanswered_question_is_refused_and_keeps_the_words(
    changed: str, family: Family, client: Client
) -> None:
    assert to_preview(client, family, **{changed: ""}) == place("give_view", family)

    page = client.get(place("give_view", family)).content.decode()
    assert "There is a problem" in page
    assert CANARY in page
    assert not Drop.objects.exists()


def test_only_rooms_that_take_a_view_can_be_chosen(family: Family, client: Client) -> None:
    for room in (family.rooms["shared"], Room(pk=new_id())):
        answer = client.post(place("give_view", family), typed(room))
        assert answer.headers["Location"] == place("give_view", family)
    assert not Drop.objects.exists()


def test_rooms_are_offered_by_colour_and_never_by_a_name(family: Family, client: Client) -> None:
    page = client.get(place("give_view", family)).content.decode()

    for label in ("another person: Heather", "another person: Moss", "another person: Lake", "as a whole"):
        assert label in page
    for name in ("Anwen", "Bryn", "Cadi", "Shared room"):
        assert name not in page
    assert "checked" not in page
    assert "you cannot read it here again" in page


def test_the_preview_shows_exactly_what_will_be_read_and_sends_nothing(
    family: Family, client: Client
) -> None:
    page = client.get(to_preview(client, family)).content.decode()

    assert "another person: Heather" in page
    assert "Specialist for people harmed (IDVA or equal)" in page
    assert "Supports it" in page
    assert "&lt;b&gt;The kingfisher by the weir&lt;/b&gt;" in page
    assert "you cannot read it here again, change it or take it back" in page
    assert not Drop.objects.exists()


def test_a_press_without_having_seen_it_sends_nothing(family: Family, client: Client) -> None:
    preview = to_preview(client, family)
    seen = hidden_on(client, preview)["seen"]
    to_preview(client, family, view="opposes")

    for mark in ("", "nonsense", seen):
        assert client.post(preview, {"seen": mark}).headers["Location"] == preview

    assert not Drop.objects.exists()
    assert "Look at it again" in client.get(preview).content.decode()


def test_a_press_with_nothing_prepared_sends_nothing(family: Family, client: Client) -> None:
    preview = place("view_preview", family)

    assert client.get(preview).headers["Location"] == place("give_view", family)
    assert client.post(preview, {"seen": "x"}).headers["Location"] == place("give_view", family)
    assert not Drop.objects.exists()


def test_a_press_after_the_lock_sends_nothing_and_loses_nothing(family: Family, client: Client) -> None:
    preview = to_preview(client, family)
    pressed = hidden_on(client, preview)
    client.cookies.pop(key_cookie_name())

    assert client.post(preview, pressed).headers["Location"] == "/unlock/"

    assert not Drop.objects.exists()
    back = client.post("/unlock/", {"passphrase": DEMO_PASSPHRASE}).headers["Location"]
    assert back == preview
    client.post(preview, hidden_on(client, preview))
    assert waiting(family) == 1
    assert not Draft.objects.exists()


def test_what_is_thrown_away_is_gone(family: Family, client: Client) -> None:
    to_preview(client, family)
    assert client.get(place("throw_view_away", family)).headers["Location"] == place("give_view", family)
    assert Draft.objects.count() == 1

    client.post(place("throw_view_away", family))

    assert not Draft.objects.exists()
    assert CANARY not in client.get(place("give_view", family)).content.decode()


def test_changing_it_keeps_everything_that_was_typed(family: Family, client: Client) -> None:
    assert place("give_view", family) in client.get(to_preview(client, family)).content.decode()

    page = client.get(place("give_view", family)).content.decode()

    assert CANARY in page
    assert f'value="{family.rooms["harmed"].pk}" checked' in page
    assert "There is a problem" not in page


@pytest.mark.parametrize(
    ("part", "view"),
    [
        (
            "harmed",
            SpecialistView(
                by=Specialist.IDVA, view=View.SUPPORTS, about=ViewOf.THIS_PERSON, words=LongText(WORDS)
            ),
        ),
        ("team", WholeView(by=Specialist.IDVA, view=View.SUPPORTS, words=LongText(WORDS))),
    ],
)
def test_a_view_waits_sealed_in_the_chosen_room_and_its_sender_cannot_read_it(
    part: str, view: SpecialistView | WholeView, family: Family, client: Client
) -> None:
    room, preview = family.rooms[part], to_preview(client, family, part)

    answer = client.post(preview, hidden_on(client, preview))

    assert answer.headers["Location"] == reverse("desk:case", args=[family.case.pk])
    assert trusted_standing(room) is None
    assert not Draft.objects.exists()
    member = family.holder(part)
    assert open_drops(room=room, by=member.worker, keyring=member.keyring, clock=family.clock) == 1
    read = entries_in(room, member.keyring)[-1]
    assert (read.fact, read.entry.author) == (view, family.cast.worker("specialist"))
    assert CANARY not in client.get(place("give_view", family)).content.decode()
    assert client.get(reverse("record:room", args=[room.pk])).status_code == 404


def test_a_doubled_press_sends_one_view(family: Family, client: Client) -> None:
    preview = to_preview(client, family)
    pressed = hidden_on(client, preview)

    assert [client.post(preview, pressed).status_code for _press in range(2)] == [302, 302]
    to_preview(client, family)  # as two presses at one moment: both find the draft
    client.post(preview, pressed)

    assert waiting(family) == 1


def test_a_later_view_is_sent_as_well(family: Family, client: Client) -> None:
    for view in ("supports", "concerns"):
        preview = to_preview(client, family, view=view)
        client.post(preview, hidden_on(client, preview))

    assert waiting(family) == 2


def test_what_is_typed_tells_nothing_in_an_address(family: Family, client: Client) -> None:
    addresses = [to_preview(client, family, view=""), to_preview(client, family)]
    addresses.append(client.post(addresses[1], hidden_on(client, addresses[1])).headers["Location"])

    assert all(set(re.sub(str(family.case.pk), "", each)) <= set("/cvsen") for each in addresses)
