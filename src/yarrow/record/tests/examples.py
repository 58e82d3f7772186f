"""One sound fact of every kind, made from what the kind itself asks, and words nobody else would type."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from yarrow.gate.facts import AskedField, Fact, Shape, asked
from yarrow.record.forms.days import AHEAD
from yarrow.record.forms.sheet import filled
from yarrow.rooms.models import Room

CANARY = "kingfisher by the weir"
WORDS = f'<b>The {CANARY}</b> & "{{{{ 7 * 7 }}}}"\nsaid nothing.'


def example(kind: type[Fact], today: date) -> Fact:
    return kind(**{question.name: _answer(question, today) for question in asked(kind)})


def _answer(question: AskedField, today: date) -> object:
    choices = list(question.choices or ())
    answers = {
        Shape.SHORT: CANARY,
        Shape.LONG: WORDS,
        Shape.DAY: today + timedelta(days=30) if question.name in AHEAD else today - timedelta(days=1),
        Shape.NUMBER: 2,
        Shape.ONE_OF: choices[0] if choices else None,
        Shape.SEVERAL_OF: tuple(choices[:2]),
    }
    return answers[question.shape]


def choose(client: Client, room: Room, kind: type[Fact]) -> str:
    """Press one kind on the page of kinds; the address of the sheet that comes of it."""
    return client.post(reverse("record:add", args=[room.pk]), {"page_kind": kind.kind}).headers["Location"]


def write(client: Client, room: Room, fact: Fact) -> str:
    """Record a fact through the pages; the address of its sheet."""
    address = choose(client, room, type(fact))
    assert client.post(address, filled(fact)).headers["Location"] == reverse("record:room", args=[room.pk])
    return address
