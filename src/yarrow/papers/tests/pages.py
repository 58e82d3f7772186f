"""Going through the pages of a paper as a worker does, without script."""

import html
import re
from collections.abc import Mapping

from django.test import Client
from django.urls import reverse

from yarrow.config.families import Family
from yarrow.gate.facts.who import Reach
from yarrow.gate.words import Answer, LongText

HOME = "Flat 2\n14b Heol y Bont\nAberystwyth\nSY23 1AB"


def reach_of(family: Family, part: str, address: str = HOME) -> None:
    """The person can be reached by post at this address, as they said themselves today."""
    family.record(
        part,
        Reach(
            address=LongText(address),
            phone="07700 900123",
            when_safe=LongText("Mornings"),
            who_may_answer=LongText("Nobody else"),
            voicemail=Answer.NO,
            shared_device=Answer.NO,
            confirmed_on=family.clock.today(),
            how_confirmed="In a talk",
        ),
    )


def choose(client: Client, family: Family, part: str, paper: str, language: str = "en") -> str:
    """Choose a paper; the address of its sheet."""
    path = reverse("papers:choose", args=[family.rooms[part].pk])
    return client.post(path, {"paper": paper, "language": language}).headers["Location"]


def hidden(client: Client, sheet: str) -> dict[str, str]:
    """What the sheet carries besides what is asked."""
    shown = client.get(sheet).content.decode()
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def write(client: Client, sheet: str, typed: Mapping[str, str]) -> str:
    """Fill the sheet and go on; where that leads."""
    return client.post(sheet, hidden(client, sheet) | dict(typed)).headers["Location"]


def make(client: Client, preview: str, form: str = "pdf") -> str:
    """Make what is previewed; where that leads."""
    return client.post(preview.replace("/seen/", "/yes/"), {"format": form}).headers["Location"]


LETTER = {
    "first_name": "Anwen",
    "words": "It was good to see you.",
    "worker_name": "Hana",
    "given": "by_hand",
}
