"""Rooms of a case that one person alone can open, as who decides sees them."""

from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.tests.reading import words_of
from yarrow.config.families import Family
from yarrow.rooms.models import Wrap


def page(browser: Browser, part: str, family: Family) -> str:
    return words_of(browser(part).get(reverse("desk:case", args=[family.case.pk])))


def test_who_supervises_sees_which_room_one_person_alone_opens(family: Family, browser: Browser) -> None:
    risk = "only one person can open it"
    Wrap.objects.filter(version__room=family.rooms["harmed"]).exclude(
        holder=family.cast.worker("harmed_worker")
    ).delete()

    said = page(browser, "supervisor", family)

    assert "Heather, room 1: ask that a worker be let in Heather, room 1 " + risk in said
    assert "Ask that a second worker be let in" in said
    for part in ("lead", "harmed_worker", "other_worker", "specialist"):
        other = page(browser, part, family)
        assert risk not in other, part
        assert "Only you can open" not in other, part


def test_the_lead_sees_it_of_rooms_they_are_in_alone(family: Family, browser: Browser) -> None:
    Wrap.objects.filter(version__room=family.rooms["child"]).exclude(
        holder=family.cast.worker("lead")
    ).delete()

    assert "Only you can open one room of this case." in page(browser, "lead", family)


def test_a_room_that_nobody_opens_is_shown_with_what_to_do(family: Family, browser: Browser) -> None:
    Wrap.objects.filter(version__room=family.rooms["child"]).delete()

    said = page(browser, "supervisor", family)

    assert "nobody can open it now" in said
    assert "is a colleague of this case frozen?" in said
