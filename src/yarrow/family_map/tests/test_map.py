"""People and strengths: read inside one room alone, drawn and listed alike, and never a danger on paper."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.config.ready.people import map_of_child, map_of_grown_up
from yarrow.emergency.tests.reading import masked
from yarrow.gate.facts.kept import KeptFromOthers, KeptWhat
from yarrow.gate.facts.people import Feels, Near, OwnPlan, SomebodyMatters, Tongue
from yarrow.gate.words import LongText
from yarrow.record.forms.sheet import filled
from yarrow.rooms.queries import recorded_in

CANARY = "the heron at the lock"


def map_page(family: Family, part: str = "harmed") -> str:
    return reverse("family_map:map", args=[family.rooms[part].pk])


def read(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def of_page(visitor: Client, address: str) -> str:
    page = read(visitor, address)
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("worker", ["outsider", "excluded", "supervisor", "specialist", "other_worker"])
def test_who_is_not_inside_reads_nothing(worker: str, family: Family, browser: Browser) -> None:
    map_of_grown_up(family, "harmed")

    for name in ("map", "paper"):
        address = reverse(f"family_map:{name}", args=[family.rooms["harmed"].pk])
        assert browser(worker).get(address).status_code == 404
        assert browser(worker).post(address).status_code in {404, 405}


@pytest.mark.parametrize("part", ["team", "shared"])
def test_only_a_person_has_a_map(part: str, family: Family, browser: Browser) -> None:
    assert browser("lead").get(map_page(family, part)).status_code == 404


@pytest.mark.parametrize(("observer", "theirs"), [("other_worker", "harmed"), ("harmed_worker", "other")])
def test_a_map_changes_no_byte_for_the_other_side(
    observer: str, theirs: str, family: Family, browser: Browser
) -> None:
    visitor = browser(observer)
    pages = [map_page(family, part) for part in ("harmed", "other", "child")]
    pages += [reverse("desk:today"), reverse("desk:case", args=[family.case.pk])]
    pages += [reverse("record:room", args=[room.pk]) for room in family.rooms.values()]
    before = [masked(visitor.get(page)) for page in pages]

    map_of_grown_up(family, theirs)
    family.record(theirs, SomebodyMatters(name="Idris", feels=Feels.FEARED, words=LongText(CANARY)))

    assert [masked(visitor.get(page)) for page in pages] == before


def test_the_drawing_and_the_list_say_the_same(family: Family, browser: Browser) -> None:
    map_of_grown_up(family, "harmed")
    page = of_page(browser("harmed_worker"), map_page(family))
    drawing, listed = page.split("</svg>", 1)

    for number, name, how in (
        (1, "Gwenno", "Close to them, Helps"),
        (2, "Siôn", "A little further away, Helps, and is feared"),
        (3, "The choir", "A little further away, Helps"),
        (4, "His uncle", "Far away, Is feared"),
    ):
        assert f"{number}. {name}: {how}" in drawing
        assert re.search(rf"<h3[^>]*>{number}\. {name}\b", listed)
        assert how.split(", ", 1)[1] in listed
    assert drawing.count("stroke-dasharray") > 3
    assert " style=" not in page
    assert "She rings twice and hangs up." in listed
    assert "Somebody here is feared." in listed


def test_a_plan_keeps_its_language_and_says_who_typed_it(family: Family, browser: Browser) -> None:
    map_of_grown_up(family, "harmed")
    family.record("harmed", OwnPlan(words=LongText("אני"), tongue=Tongue.OTHER, typed_by="The interpreter"))
    page = read(browser("harmed_worker"), map_page(family))

    assert 'dir="auto" lang="cy">Canu bob nos Fawrth.' in page
    assert 'dir="auto">אני' in page
    assert "Typed later from a voice note of theirs" in page
    assert "The interpreter" in page
    assert page.index("אני") < page.index("Canu bob nos")


def test_somebody_is_added_changed_and_taken_out_from_this_page(family: Family, browser: Browser) -> None:
    visitor, room = browser("harmed_worker"), family.rooms["harmed"]
    mine, back = map_page(family), {"page_back": "people"}
    sheet = visitor.post(reverse("record:add", args=[room.pk]), {"page_kind": "somebody_matters"} | back)
    address, somebody = sheet.headers["Location"], SomebodyMatters(name="Gwenno", near=Near.CLOSE)
    assert visitor.post(address, filled(somebody) | back).headers["Location"] == mine
    assert "Gwenno" in read(visitor, mine)

    (entry,) = [
        each.entry
        for each in recorded_in(room, family.holder("harmed").keyring)
        if isinstance(each.fact, SomebodyMatters)
    ]
    right = visitor.post(reverse("record:put_right", args=[room.pk, entry]), back).headers["Location"]
    later = SomebodyMatters(name="Gwenno Haf", near=Near.FAR)
    typed = filled(later) | back | {"page_corrects": str(entry)}
    assert visitor.post(right, typed).headers["Location"] == mine
    assert "Gwenno Haf" in of_page(visitor, mine)
    assert ". Gwenno <" not in of_page(visitor, mine)

    newest = recorded_in(room, family.holder("harmed").keyring)[-1].entry
    visitor.post(reverse("record:take_out", args=[room.pk, newest]))
    assert "Gwenno Haf" not in of_page(visitor, mine)


def test_who_is_feared_is_asked_for_nothing(family: Family, browser: Browser) -> None:
    visitor, room = browser("harmed_worker"), family.rooms["harmed"]
    sheet = visitor.post(reverse("record:add", args=[room.pk]), {"page_kind": "somebody_matters"})
    typed = filled(SomebodyMatters(name="Idris", feels=Feels.FEARED)) | {"may_be_asked": ["yes"]}

    again = visitor.post(sheet.headers["Location"], typed).headers["Location"]

    assert "Who is feared is not asked to help." in read(visitor, again)


def test_nobody_feared_or_not_known_stands_on_a_paper(family: Family, browser: Browser) -> None:
    map_of_grown_up(family, "harmed")
    family.record("harmed", SomebodyMatters(name="Idris"))
    visitor, address = browser("harmed_worker"), reverse("family_map:paper", args=[family.rooms["harmed"].pk])
    page = of_page(visitor, address)

    assert "Gwenno" in page
    assert not [name for name in ("Siôn", "uncle", "Idris", "rings twice") if name in page]


def test_a_paper_that_the_door_stops_shows_nobody(family: Family, browser: Browser) -> None:
    family.record("harmed", KeptFromOthers(what=KeptWhat.PERSON, words=LongText("Myfanwy Prothero")))
    address = reverse("family_map:paper", args=[family.rooms["other"].pk])
    family.record("other", SomebodyMatters(name="Gwenno", feels=Feels.HELPS, near=Near.CLOSE))
    visitor = browser("other_worker")
    assert "Gwenno" in of_page(visitor, address)

    somebody = SomebodyMatters(name="Nain", who_they_are="Myfanwy Prothero", feels=Feels.HELPS, near=Near.FAR)
    family.record("other", somebody)
    stopped = of_page(visitor, address)

    assert "Stopped. Ask the supervisor." in stopped
    assert "Gwenno" not in stopped


def test_a_child_has_a_map_of_their_own_with_their_pictures(family: Family, browser: Browser) -> None:
    map_of_child(family)
    page = of_page(browser("child_worker"), map_page(family, "child"))

    assert "Pero" in page
    assert '<span class="govuk-visually-hidden">A dog; </span>' in page
    assert not [word for word in ("harmed", "abuse", "risk") if word in page.replace("look at risk", "")]


def test_the_page_costs_the_same_however_many_matter(
    family: Family, browser: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visitor, address = browser("harmed_worker"), map_page(family)
    visitor.get(address)
    with CaptureQueriesContext(connection) as few:
        visitor.get(address)
    cost = len(few)
    map_of_grown_up(family, "harmed")
    visitor.get(address)

    with django_assert_num_queries(cost):
        visitor.get(address)


def test_it_is_found_from_the_room(family: Family, browser: Browser) -> None:
    page = read(browser("harmed_worker"), reverse("record:room", args=[family.rooms["harmed"].pk]))

    assert map_page(family) in page
