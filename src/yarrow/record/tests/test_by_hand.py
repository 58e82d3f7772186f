"""Who may record what by hand: specialists their own views, nobody an automatic notice."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.gate.facts import Fact, Home, facts_for
from yarrow.gate.facts.change import LookAgain
from yarrow.gate.facts.freedom import SharesLookedAt
from yarrow.gate.facts.risk import Specialist, SpecialistView, View, ViewOf
from yarrow.gate.facts.team import OwnChoiceNotice, ProposalNotice, SharedAccount, TriggerNotice, WholeView
from yarrow.record.forms.sheet import filled
from yarrow.record.rules import (
    AUTOMATIC,
    BY_PRESS,
    BY_SPECIALISTS,
    ON_THEIR_OWN_PAGES,
    kinds_by_hand,
)
from yarrow.rooms.actions import ask_grant, fulfil_grants
from yarrow.rooms.models import Draft, Entry
from yarrow.rooms.queries import entries_in
from yarrow.rooms.rules import only_a_specialist_writes

from .examples import choose, example, write

VIEW = SpecialistView(by=Specialist.IDVA, view=View.CONCERNS, about=ViewOf.THIS_PERSON)
NOT_OFFERED = [
    ("harmed", SpecialistView),
    ("team", WholeView),
    ("team", TriggerNotice),
    ("team", ProposalNotice),
    ("team", OwnChoiceNotice),
    ("harmed", LookAgain),
    ("harmed", SharesLookedAt),
]


def page_of(client: Client, name: str, family: Family, part: str) -> str:
    return client.get(reverse(f"record:{name}", args=[family.rooms[part].pk])).content.decode()


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


@pytest.fixture
def specialist_inside(family: Family, browser: Browser) -> Client:
    """The specialist, let into the harmed person's room."""
    room, member = family.rooms["harmed"], family.holder("harmed")
    ask_grant(
        room=room,
        worker=family.cast.worker("specialist"),
        by=family.cast.worker("supervisor"),
        clock=family.clock,
    )
    fulfil_grants(by=member.worker, keyring=member.keyring, clock=family.clock)
    return browser("specialist")


@pytest.mark.parametrize(("part", "kind"), NOT_OFFERED)
def test_what_is_not_written_by_hand_is_neither_offered_nor_begun_nor_posted(
    part: str, kind: type[Fact], family: Family, client: Client
) -> None:
    room, before = family.rooms[part], Entry.objects.count()
    sheet = choose(client, room, kinds_by_hand(Home(room.kind), by_specialist=False)[0])

    assert f'value="{kind.kind}"' not in page_of(client, "add", family, part)
    begun = client.post(reverse("record:add", args=[room.pk]), {"page_kind": kind.kind})
    posted = client.post(sheet, filled(example(kind, family.clock.today())))

    assert (begun.status_code, posted.status_code) == (404, 404)
    assert Entry.objects.count() == before
    assert Draft.objects.count() == 1


def test_an_automatic_notice_cannot_be_put_right_by_hand(family: Family, client: Client) -> None:
    notice, own = family.record("team", TriggerNotice(), SharedAccount())
    room = family.rooms["team"]

    assert client.post(reverse("record:put_right", args=[room.pk, notice.pk])).status_code == 404
    page = page_of(client, "room", family, "team")
    assert reverse("record:put_right", args=[room.pk, notice.pk]) not in page
    assert reverse("record:put_right", args=[room.pk, own.pk]) in page


def test_a_specialists_view_cannot_be_put_right_by_anyone_else(family: Family, client: Client) -> None:
    family.specialist_says("harmed", VIEW)
    room = family.rooms["harmed"]
    entry = room.entries.latest("number").pk

    assert client.post(reverse("record:put_right", args=[room.pk, entry])).status_code == 404
    assert reverse("record:put_right", args=[room.pk, entry]) not in page_of(client, "room", family, "harmed")


def test_what_a_specialist_must_send_is_said_and_has_no_button(family: Family, client: Client) -> None:
    page = page_of(client, "room", family, "team")

    assert "of the meeting as a whole since the last change" in page
    assert "The specialist sends this view; it then waits here as a note." in page
    assert 'value="whole_view"' not in page
    assert "Their own worker hears it from them and records it in their room" in page
    assert 'value="own_choice_notice"' not in page


def test_a_specialist_inside_a_room_is_offered_their_own_view_and_records_it(
    family: Family, specialist_inside: Client
) -> None:
    assert 'value="specialist_view"' in page_of(specialist_inside, "add", family, "harmed")

    write(specialist_inside, family.rooms["harmed"], VIEW)

    assert entries_in(family.rooms["harmed"], family.holder("harmed").keyring)[-1].fact == VIEW


def test_the_kinds_kept_for_specialists_are_those_that_the_rooms_keep_for_them(family: Family) -> None:
    today = family.clock.today()
    kinds = {*facts_for(Home.PERSON), *facts_for(Home.TEAM)}

    assert {kind for kind in kinds if only_a_specialist_writes(example(kind, today))} == BY_SPECIALISTS


def test_nothing_else_is_held_back() -> None:
    for home in Home:
        held_back = set(facts_for(home)) - set(kinds_by_hand(home, by_specialist=True, in_justice=True))
        assert held_back <= AUTOMATIC | BY_PRESS | ON_THEIR_OWN_PAGES
    assert kinds_by_hand(None, by_specialist=True) == ()
