"""Going through a session as a worker does, page by page."""

import re

from django.test import Client
from django.urls import reverse

from yarrow.config.families import Family
from yarrow.gate.facts import Fact
from yarrow.rooms.models import Room
from yarrow.rooms.queries import entries_in

SAFE = {"safe": "yes", "unheard": "yes", "time": "yes"}


def begin(client: Client, room: Room) -> str:
    """Begin to prepare; the address of the session, which is that of its last page."""
    first = client.post(reverse("record:prepare", args=[room.pk])).headers["Location"]
    return first.removesuffix("1/")


def page(session: str, number: int) -> str:
    return f"{session}{number}/"


def talk(client: Client, session: str, said: dict[int, str]) -> None:
    """It is safe to talk, and this is said on these pages."""
    client.post(page(session, 1), SAFE)
    for number, words in said.items():
        client.post(page(session, number), {"words": words})


def answer(client: Client, session: str, number: int, typed: dict[str, str]) -> str:
    """Look at a page, answer on it and save; where that leads."""
    shown = client.get(page(session, number)).content.decode()
    hidden = dict(re.findall(r'name="(moment|drawn)" value="([^"]*)"', shown))
    hidden |= {name: value for value, name in re.findall(r'value="([^"]*)" name="(moment)"', shown)}
    assert "moment" in hidden
    return client.post(page(session, number), hidden | typed).headers["Location"]


def whole(client: Client, session: str) -> str:
    """Look at what will be recorded; the mark of what was seen."""
    found = re.search(r'name="seen" value="([0-9a-f]*)"', client.get(session).content.decode())
    assert found
    return found[1]


def record(client: Client, session: str, *, whole: str) -> str:
    """Look at it and record it; where that leads."""
    return client.post(session, {"whole": whole, "seen": _seen(client, session)}).headers["Location"]


_seen = whole


def facts_of(family: Family, part: str = "harmed") -> list[Fact]:
    return [read.fact for read in entries_in(family.rooms[part], family.holder(part).keyring)]


def room_page(client: Client, family: Family, part: str) -> str:
    return client.get(reverse("record:room", args=[family.rooms[part].pk])).content.decode()
