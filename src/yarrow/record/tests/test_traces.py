"""What is typed is found nowhere in the clear: not in the database, an address, a log or a session."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.design.quiet_log import QuietFormatter
from yarrow.gate.facts import Home
from yarrow.gate.facts.choice import Statement
from yarrow.gate.facts.harm import Incident
from yarrow.gate.words import LongText
from yarrow.record.forms.sheet import filled
from yarrow.record.rules import kinds_by_hand
from yarrow.staff.models import WorkerSession
from yarrow.staff.session import key_cookie_name

from .examples import CANARY, choose, example

TYPED = {"page_kind": "statement", "source": CANARY, "words": CANARY}


def everything_stored() -> Iterator[bytes]:
    """Every value of every table, as bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # our own tables' names
            for row in cursor.fetchall():
                yield from (
                    v.encode() if isinstance(v, str) else bytes(v)
                    for v in row
                    if isinstance(v, str | bytes | memoryview)
                )


def is_stored(words: str) -> bool:
    return any(words.encode() in value for value in everything_stored())


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


def test_the_search_finds_what_is_stored_in_the_clear(family: Family) -> None:
    assert is_stored("Hana Harries")


def test_typed_words_are_stored_nowhere_in_the_clear(family: Family, client: Client) -> None:
    room = family.rooms["harmed"]
    address = choose(client, room, Statement)
    client.post(address, TYPED | {"source": ""})  # refused, kept as a draft
    client.post(address, TYPED)  # recorded
    begun = client.post(reverse("record:put_right", args=[room.pk, address.split("/")[-2]]))
    client.get(begun.headers["Location"])
    share = {"words": CANARY, "target": str(family.rooms["shared"].pk), "agreed_how": CANARY}
    client.post(reverse("record:share", args=[room.pk]), share)  # refused: no day
    client.post(reverse("record:worry", args=[room.pk]), {"by": CANARY, "words": CANARY})
    locked = choose(client, room, Incident)
    client.cookies.pop(key_cookie_name())
    client.post(locked, {"page_kind": "incident", "words": CANARY})

    assert not is_stored(CANARY)
    assert not is_stored("kingfisher")


def test_the_kind_of_what_is_recorded_is_stored_nowhere_in_the_clear(family: Family, client: Client) -> None:
    room, today = family.rooms["harmed"], date(2026, 3, 10)
    for kind in kinds_by_hand(Home.PERSON, by_specialist=False)[::6]:
        address = choose(client, room, kind)
        client.post(address, filled(example(kind, today)))
        choose(client, room, kind)

    for told in ("coercion_screen", "suicide_risk", "risk_assessed", "page_kind", "consent"):
        assert not is_stored(told), told


def test_no_address_or_redirect_tells_a_kind_or_a_word(family: Family, client: Client) -> None:
    room, words = family.rooms["harmed"], ("incident", "kingfisher", "statement")
    address = choose(client, room, Statement)
    places = [address, choose(client, room, Incident)]
    places += [
        client.post(address, TYPED | changed).headers["Location"] for changed in ({"source": ""}, {}, {})
    ]
    places.append(client.post(address, TYPED | {"words": "Other."}).headers["Location"])

    assert not any(word in place.lower() for word in words for place in places)
    assert not any("?" in place or "#" in place for place in places)


def test_no_session_row_or_message_holds_a_kind_or_a_word(family: Family, client: Client) -> None:
    address = choose(client, family.rooms["harmed"], Statement)
    client.post(address, TYPED | {"source": ""})
    client.post(address, TYPED)

    held = json.dumps([row.get_decoded() for row in WorkerSession.objects.all()])

    assert not any(
        word in held for word in ("statement", "Statement", "kingfisher", "page_kind", "What they said")
    )


def test_no_log_line_holds_a_kind_or_a_word(
    family: Family, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    room = family.rooms["harmed"]
    address = choose(client, room, Statement)
    client.post(address, TYPED | {"source": ""})
    client.post(address, TYPED)
    client.post(reverse("record:add", args=[room.pk]), {"page_kind": CANARY})

    lines = [
        QuietFormatter().format(record) for record in caplog.records if record.name != "django.db.backends"
    ]

    assert any("404" in line for line in lines)
    assert not any(word in line for line in lines for word in ("statement", "kingfisher", str(room.pk)))


def test_an_invalid_post_is_never_drawn_in_answer_to_the_post(family: Family, browser: Browser) -> None:
    room, client = family.rooms["harmed"], browser("lead")
    posts = {
        choose(client, room, Statement): {"page_kind": "statement", "words": CANARY},
        reverse("record:share", args=[room.pk]): {"words": CANARY},
        reverse("record:worry", args=[room.pk]): {"by": CANARY},
        reverse("record:care_card", args=[room.pk]): {"code": CANARY},
    }
    let_in = reverse("record:let_in", args=[room.pk])
    answers = [client.post(place, posted) for place, posted in posts.items()]

    for answer in (*answers, browser("supervisor").post(let_in, {"worker": CANARY})):
        assert (answer.status_code, answer.content) == (302, b"")


def test_pages_are_kept_nowhere_and_fields_are_not_remembered(family: Family, client: Client) -> None:
    room = family.rooms["harmed"]
    family.record("harmed", Statement(source="Anwen", words=LongText(CANARY)))

    for place in (reverse("record:room", args=[room.pk]), choose(client, room, Statement)):
        answer = client.get(place)
        assert answer.headers["Cache-Control"] == "no-store"
        page = answer.content.decode()
        forms = re.findall("<form[^>]*>", page)
        assert forms
        assert all('autocomplete="off"' in form for form in forms)
