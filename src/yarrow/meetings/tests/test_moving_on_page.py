"""The page on which a case moves on: one neutral answer, the same bytes whichever room lacks something."""

import pytest
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.models import Case
from yarrow.cases.terms import Stage
from yarrow.cases.tests.reading import masked
from yarrow.config.families import Family, open_family
from yarrow.gate.standing import RoomAnswer
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions.process import STAGE_IS_ANOTHER

from .conftest import sent_out_of
from .stages import PEOPLE, answer, record_in, say_again, stage


@pytest.fixture
def ready(family: Family) -> Family:
    record_in(family, *PEOPLE)
    assert answer(family) is RoomAnswer.STANDS
    return family


def page(family: Family) -> str:
    return reverse("meetings:move_on", args=[family.case.pk])


def without_number(family: Family, text: str) -> str:
    return text.replace(str(family.case.reference), "NUMBER")


@pytest.mark.parametrize("part", ["harmed_worker", "other_worker", "signing_supervisor", "outsider"])
def test_the_page_is_not_there_for_others(ready: Family, browser: Browser, part: str) -> None:
    visitor = browser(part)

    assert visitor.get(page(ready)).status_code == 404
    assert visitor.post(page(ready), {"onto": "preparing"}).status_code == 404
    assert stage(ready) == Stage.FIRST_CALLS


@pytest.mark.parametrize("part", ["lead", "supervisor"])
def test_two_worlds_read_the_same_whichever_room_lacks(
    family: Family, browser: Browser, clock: FixedClock, part: str
) -> None:
    families = [family, *(open_family(cast=family.cast, clock=clock) for _ in PEOPLE[1:])]
    visitor, seen = browser(part), []
    for lacking, each in zip(PEOPLE, families, strict=True):
        record_in(each, *(one for one in PEOPLE if one != lacking))
        before = visitor.get(page(each))
        visitor.post(page(each), {"onto": "preparing"})
        seen.append([without_number(each, masked(got)) for got in (before, visitor.get(page(each)))])

    assert seen[0] == seen[1] == seen[2]
    assert "Not everything that must be in place is there yet." in seen[0][0]
    assert not any(name in seen[0][1] for name in ("Anwen", "Bryn", "Cadi"))


def test_for_a_lead_who_is_not_inside_every_room_the_page_is_the_same_in_every_world(
    ready: Family, browser: Browser, clock: FixedClock
) -> None:
    another = open_family(cast=ready.cast, clock=clock)
    for each in (ready, another):
        sent_out_of(each, clock, "other")
    say_again(ready, *PEOPLE)
    assert (answer(ready), answer(another)) == (RoomAnswer.STANDS, RoomAnswer.DOES_NOT)
    visitor = browser("lead")

    def seen(each: Family) -> list[str]:
        pressed = visitor.post(page(each), {"onto": "preparing"})
        return [without_number(each, masked(got)) for got in (pressed, visitor.get(page(each)))]

    assert [text.replace(str(ready.case.pk), "CASE") for text in seen(ready)] == [
        text.replace(str(another.case.pk), "CASE") for text in seen(another)
    ]
    assert stage(ready) == Stage.FIRST_CALLS


def test_the_supervisor_reads_where_it_stands_and_moves_it_on(ready: Family, browser: Browser) -> None:
    visitor = browser("supervisor")

    text = visitor.get(page(ready)).content.decode()
    assert all(words in text for words in ("First calls", "Preparing", "Everything that must be in place"))
    assert visitor.post(page(ready), {"onto": "nonsense"}).status_code == 302
    assert stage(ready) == Stage.FIRST_CALLS
    assert visitor.post(page(ready), {"onto": "preparing"}).status_code == 302
    assert stage(ready) == Stage.PREPARING
    again = visitor.post(page(ready), {"onto": "preparing"}, follow=True)
    assert STAGE_IS_ANOTHER in again.content.decode()


def test_after_the_last_stage_nothing_is_offered(family: Family, browser: Browser) -> None:
    Case.objects.filter(pk=family.case.pk).update(stage=Stage.AFTER_CARE)
    visitor = browser("supervisor")

    assert "<form" not in visitor.get(page(family)).content.decode().split("<main")[1].split("</main")[0]
    case_page = visitor.get(reverse("desk:case", args=[family.case.pk])).content.decode()
    assert page(family) not in case_page
