"""The second worker of a circle: what they are shown is what they agree with, and nothing else."""

import pytest
from django.urls import reverse

from yarrow.cases.tests.reading import masked, words_of
from yarrow.gate.facts.harm import Fear
from yarrow.gate.facts.risk import NoAbuse
from yarrow.gate.words import LongText
from yarrow.meetings.circle.seats import last_of
from yarrow.meetings.tests.test_circle import PEOPLE, School, asked, school, told
from yarrow.rooms.actions import open_room
from yarrow.rooms.terms import RoomKind

__all__ = ["school"]

NOTHING = "There is nothing to agree to here now."
SECOND = "harmed_worker"


def seconded(school: School) -> set[bool]:
    """Whether anything, or everything, that rules out abuse was agreed with."""
    found = [each for seat in school.circle().seats for each in seat.recorded]
    return {each.seconded for each in found if isinstance(each.fact, NoAbuse)}


def of_case(school: School) -> str:
    return reverse("desk:case", args=[school.case.pk])


def test_they_read_of_each_how_they_know_each_other_who_asked_and_what_came_of_it(school: School) -> None:
    school.press("asked", asked())

    shown = school.read("agree", SECOND)

    for line in (
        "How do they know each other? Pupils of a school",
        "Were they asked alone? Yes",
        "What came of it? Nothing that worries us",
        f"Asked by {school.cast.worker('lead').name}",
    ):
        assert shown.count(line) == len(PEOPLE)
    assert "The team Is there domestic abuse? No" in shown


def test_what_the_lead_saved_anew_since_is_not_agreed_to(school: School) -> None:
    school.press("asked", asked())
    seen = school.seen("agree", SECOND)
    school.press("asked", asked(relation="neighbours"))

    for shown in (seen, ""):
        assert school.press("agree", {"seen": shown}, SECOND) == school.at("agree")
        offered = school.read("agree", SECOND)
        assert "nothing is agreed to yet" in offered
        assert "How do they know each other? Neighbours" in offered
        assert seconded(school) == {False}

    school.press("agree", {"seen": school.seen("agree", SECOND)}, SECOND)
    last = [last_of(NoAbuse, seat.recorded) for seat in school.circle().seats]
    assert all(each is not None and each.seconded for each in last)


@pytest.mark.long
def test_what_is_said_in_a_room_since_ends_it(school: School) -> None:
    school.press("asked", asked())
    seen = school.seen("agree", SECOND)
    school.say(1, Fear(words=LongText("Of going home.")))

    assert school.press("agree", {"seen": seen}, SECOND) == of_case(school)
    assert seconded(school) == {False}


def test_a_room_that_they_are_not_in_changes_neither_the_case_nor_the_answer(school: School) -> None:
    school.press("asked", asked())
    before = masked(school.browser(SECOND).get(of_case(school)))
    assert "Agree as the second worker for the circle" in before
    lead = school.cast.worker("lead")
    open_room(case=school.case, kind=RoomKind.PERSON, holders=[lead], by=lead, clock=school.clock)

    assert masked(school.browser(SECOND).get(of_case(school))) == before
    browser = school.browser(SECOND)
    for press in (browser.get, browser.post):
        assert press(school.at("agree"))["Location"] == of_case(school)
        assert NOTHING in words_of(school.browser(SECOND).get(of_case(school)))
    assert seconded(school) == {False}


def test_the_same_is_said_while_nothing_waits(school: School) -> None:
    school.browser(SECOND).get(school.at("agree"))

    assert NOTHING in words_of(school.browser(SECOND).get(of_case(school)))


def test_a_lead_who_is_not_inside_every_room_writes_nothing(school: School) -> None:
    typed = asked(seen=school.seen("asked"))
    other = school.cast.worker(SECOND)
    open_room(case=school.case, kind=RoomKind.PERSON, holders=[other], by=other, clock=school.clock)

    for page, said in {"asked": typed, "told": told()}.items():
        assert school.press(page, said) == of_case(school)
    shown = words_of(school.browser("lead").get(of_case(school)))
    assert "A circle without abuse: go on" in shown
    assert "These pages are for a lead who is inside every room" in shown
    assert not any(seat for seat in school.circle(SECOND).seats if seat.says(NoAbuse))
