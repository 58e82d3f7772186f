"""The pages: asking shows no word of it; what she answers changes no byte that his worker sees (T02)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.carrying.shown import NOT_CARRIED
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config.families import Family
from yarrow.config.ready import carrying
from yarrow.gate.facts.carried import CarriedAsked, ReceiveValue
from yarrow.meetings.models import Plan

from .conftest import Message

Happening = Callable[[Family, Message], object]


def says_yes(family: Family, due: Message) -> None:
    carrying.made(carrying.ask(family, due.copy))


def says_no(family: Family, due: Message) -> None:
    carrying.made(carrying.ask(family, due.copy, said=CarriedAsked(value=ReceiveValue.NO)))


def changes_her_mind(family: Family, due: Message) -> None:
    says_yes(family, due)
    says_no(family, due)


def may_have_it_today(family: Family, due: Message) -> None:
    says_yes(family, due)
    carrying.made(carrying.go(family, due.copy))


def seen(visitor: Client, family: Family, plan: Plan, due: Message) -> list[str]:
    rooms = [room.pk for room in family.rooms.values()]
    pages = [reverse("desk:case", args=[family.case.pk]), reverse("meetings:plan", args=[plan.pk])]
    pages += [reverse(name, args=[room]) for name in ("carrying:words", "record:room") for room in rooms]
    pages += [reverse("carrying:one", args=[room, due.id]) for room in rooms]
    pages += [
        reverse(f"carrying:{name}", args=[room, due.copy])
        for name in ("copy", "asked", "today", "after")
        for room in rooms
    ]
    return [masked(visitor.get(page)) for page in [*pages, reverse("desk:today")]]


@pytest.mark.parametrize("happens", [says_yes, says_no, changes_her_mind, may_have_it_today])
def test_what_she_answers_changes_no_byte_that_his_worker_sees(
    happens: Happening, family: Family, plan: Plan, due: Message, browser_of_today: Browser
) -> None:
    visitor = browser_of_today("other_worker")
    before = seen(visitor, family, plan, due)
    assert any(NOT_CARRIED in page for page in before)

    happens(family, due)

    assert seen(visitor, family, plan, due) == before


def test_page_on_which_she_is_asked_holds_no_word_of_it(
    family: Family, due: Message, browser_of_today: Browser
) -> None:
    room = family.rooms["harmed"].pk
    hana = browser_of_today("harmed_worker")

    assert carrying.WORDS in words_of(hana.get(reverse("carrying:copy", args=[room, due.copy])))
    asked = hana.get(reverse("carrying:asked", args=[room, due.copy]))
    assert carrying.WORDS not in asked.content.decode()
    assert hana.get(reverse("carrying:today", args=[room, due.copy])).status_code == 404


def test_letter_that_is_not_sent_is_written_kept_and_offered_for_nothing(
    family: Family, browser_of_today: Browser
) -> None:
    hana, room = browser_of_today("harmed_worker"), family.rooms["harmed"].pk
    hana.post(reverse("carrying:letter", args=[room]), {"words": "The kingfisher is mine."})

    page = hana.get(reverse("carrying:words", args=[room]))
    assert "The kingfisher is mine." in words_of(page)
    [letter] = family.rooms["harmed"].entries.order_by("-number")[:1]
    for name in ("one", "copy", "asked", "today", "after"):
        address = reverse(f"carrying:{name}", args=[room, letter.pk])
        assert (hana.get(address).status_code, hana.post(address).status_code) == (404, 404)
    assert browser_of_today("lead").get(reverse("carrying:on", args=[room, letter.pk])).status_code == 404
    offered = hana.get(reverse("agencies:share", args=[room])).content.decode()
    assert "kingfisher" not in offered
