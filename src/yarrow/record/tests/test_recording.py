"""Recording through the pages: nothing typed is lost, nothing is recorded twice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.design.tests.reading import id_of
from yarrow.gate.facts import Fact, Home, facts_for
from yarrow.gate.facts.choice import Hope, Statement
from yarrow.gate.facts.justice import ONLY_IN_JUSTICE
from yarrow.gate.facts.risk import RiskAssessed
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.record.forms.sheet import filled
from yarrow.record.rules import AUTOMATIC, BY_PRESS, BY_SPECIALISTS, ON_THEIR_OWN_PAGES, kinds_by_hand
from yarrow.rooms.models import Draft, Entry, Room
from yarrow.rooms.queries import entries_in
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.session import key_cookie_name

from .examples import CANARY, WORDS, choose, example, write


def facts_of(family: Family, part: str) -> list[Fact]:
    keyring = family.holder(part).keyring
    return [read.fact for read in entries_in(family.rooms[part], keyring)]


def page_of(room: Room) -> str:
    return reverse("record:room", args=[room.pk])


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


def test_a_refused_sheet_records_nothing_and_offers_what_was_typed(
    family: Family, room: Room, client: Client
) -> None:
    address, before = choose(client, room, Statement), Entry.objects.count()

    answer = client.post(address, {"page_kind": "statement", "source": "", "words": CANARY})

    assert (answer.status_code, answer.headers["Location"], answer.content) == (302, address, b"")
    page = client.get(address).content.decode()
    assert CANARY in page
    assert "There is a problem" in page
    assert "“Who said it?” needs an answer" in page
    assert Entry.objects.count() == before


def test_a_refused_sheet_keeps_its_kind_and_can_then_be_recorded(
    family: Family, room: Room, client: Client
) -> None:
    address = choose(client, room, Statement)
    client.post(address, {"page_kind": "statement", "words": CANARY})

    client.post(address, {"page_kind": "statement", "source": "Anwen", "words": CANARY})

    assert facts_of(family, "harmed")[-1] == Statement(source="Anwen", words=LongText(CANARY))
    assert not Draft.objects.exists()


def test_what_the_fact_itself_finds_wrong_stands_at_its_field(
    room: Room, client: Client, clock: FixedClock
) -> None:
    typed = filled(example(RiskAssessed, clock.today())) | {"instrument_level": ["high"]}
    address = choose(client, room, RiskAssessed)

    client.post(address, typed)

    page = client.get(address).content.decode()
    assert f'href="#{id_of("level", page)}"' in page
    assert "never lower it" in page


def test_a_post_after_the_lock_waits_sealed_and_is_offered_again(
    family: Family, room: Room, client: Client
) -> None:
    address, before = choose(client, room, Hope), Entry.objects.count()
    client.cookies.pop(key_cookie_name())

    assert client.post(address, {"page_kind": "hope", "words": CANARY}).headers["Location"] == "/unlock/"
    assert Entry.objects.count() == before

    back = client.post("/unlock/", {"passphrase": DEMO_PASSPHRASE}).headers["Location"]
    assert back == address
    assert CANARY in client.get(back).content.decode()
    client.post(address, {"page_kind": "hope", "words": CANARY})
    assert facts_of(family, "harmed")[-1] == Hope(words=LongText(CANARY))


def test_a_post_that_comes_too_late_waits_sealed_and_is_offered_again(
    room: Room, client: Client, clock: FixedClock
) -> None:
    address, before = choose(client, room, Hope), Entry.objects.count()
    clock.move_to(clock.now() + timedelta(minutes=16))

    assert client.post(address, {"page_kind": "hope", "words": CANARY}).headers["Location"] == "/unlock/"

    client.post("/unlock/", {"passphrase": DEMO_PASSPHRASE})
    assert CANARY in client.get(address).content.decode()
    assert Entry.objects.count() == before


def test_a_doubled_post_is_recorded_once(family: Family, room: Room, client: Client) -> None:
    address = choose(client, room, Hope)

    for _press in range(2):
        answer = client.post(address, {"page_kind": "hope", "words": CANARY})
        assert answer.headers["Location"] == page_of(room)

    assert facts_of(family, "harmed").count(Hope(words=LongText(CANARY))) == 1
    assert not Draft.objects.exists()


def test_other_words_from_a_second_tab_are_kept_on_a_sheet_of_their_own(
    family: Family, room: Room, client: Client
) -> None:
    address = choose(client, room, Hope)
    client.post(address, {"page_kind": "hope", "words": "A garden."})

    answer = client.post(address, {"page_kind": "hope", "words": CANARY})

    other = answer.headers["Location"]
    assert other not in {address, page_of(room)}
    assert CANARY in client.get(other).content.decode()
    assert [fact for fact in facts_of(family, "harmed") if isinstance(fact, Hope)] == [
        Hope(words=LongText("A garden."))
    ]
    client.post(other, {"page_kind": "hope", "words": CANARY})
    assert facts_of(family, "harmed")[-1] == Hope(words=LongText(CANARY))


def test_back_after_saving_goes_to_the_room(room: Room, client: Client, clock: FixedClock) -> None:
    address = write(client, room, example(Hope, clock.today()))

    assert client.get(address).headers["Location"] == page_of(room)


def test_a_sheet_that_is_thrown_away_leaves_nothing(room: Room, client: Client) -> None:
    address, before = choose(client, room, Statement), Entry.objects.count()
    client.post(address, {"page_kind": "statement", "words": CANARY})

    client.post(f"{address}away/")

    assert not Draft.objects.exists()
    assert Entry.objects.count() == before
    assert client.get(address).status_code == 404


def test_a_colleague_in_the_same_room_does_not_see_what_is_being_typed(
    family: Family, browser: Browser
) -> None:
    room = family.rooms["team"]
    address = choose(browser("harmed_worker"), room, facts_for(Home.TEAM)[0])

    assert browser("supervisor").get(address).status_code == 404


def test_choosing_shows_every_kind_by_subject_strengths_first(room: Room, client: Client) -> None:
    page = client.get(reverse("record:add", args=[room.pk])).content.decode()

    offered = kinds_by_hand(Home.PERSON, by_specialist=False)
    places = [page.index(f'value="{kind.kind}"') for kind in offered]
    assert len(places) == len(set(places)) == len(offered)
    elsewhere = BY_SPECIALISTS | AUTOMATIC | BY_PRESS | ON_THEIR_OWN_PAGES | ONLY_IN_JUSTICE
    assert set(facts_for(Home.PERSON)) - set(offered) <= elsewhere
    assert page.index('value="strength"') == min(places)
    assert "A time when it went better, and what was different then." in page


@pytest.mark.parametrize(("part", "home"), [("harmed", Home.PERSON), ("team", Home.TEAM)])
def test_every_kind_can_be_written_and_reads_back_as_it_was_meant(
    part: str, home: Home, family: Family, client: Client
) -> None:
    room, today = family.rooms[part], family.clock.today()
    meant = [example(kind, today) for kind in kinds_by_hand(home, by_specialist=False)]
    before = len(facts_of(family, part))

    for fact in meant:
        address = choose(client, room, type(fact))
        page = client.get(address)
        assert (page.status_code, fact.kind) == (200, fact.kind)
        assert client.post(address, filled(fact)).headers["Location"] == page_of(room), fact.kind

    assert facts_of(family, part)[before:] == meant
    shown = client.get(page_of(room)).content.decode()
    assert WORDS not in shown
    assert "&lt;b&gt;The kingfisher by the weir&lt;/b&gt; &amp; &#34;{{ 7 * 7 }}&#34;" in shown
