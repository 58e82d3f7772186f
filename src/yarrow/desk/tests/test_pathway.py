"""The pages of the two pathways: what a case is on, and moving it by two people."""

import pytest
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.models import Case, PathwayMove
from yarrow.cases.terms import Pathway
from yarrow.cases.tests.reading import words_of
from yarrow.config.families import Family, open_family
from yarrow.gate.facts import justice
from yarrow.kernel.clock import FixedClock

WORDS = "The kingfisher by the weir was charged."


@pytest.fixture
def official(family: Family, clock: FixedClock) -> Family:
    return open_family(cast=family.cast, clock=clock, pathway=Pathway.RESTORATIVE_JUSTICE)


def page_of(family: Family) -> str:
    return reverse("desk:pathway", args=[family.case.pk])


def move_of(family: Family) -> str:
    return reverse("desk:move_pathway", args=[family.case.pk])


def filled_in(family: Family, **changes: str) -> dict[str, str]:
    signing = str(family.cast.worker("signing_supervisor").pk)
    return {"why": "official_began", "words": WORDS, "asked_of": signing} | changes


def test_the_pages_are_there_only_for_who_may(family: Family, browser: Browser) -> None:
    for part in ("outsider", "excluded", "manager", "researcher", "intake"):
        assert browser(part).get(page_of(family)).status_code == 404, part
    for part in ("other_worker", "harmed_worker", "signing_supervisor", "outsider", "excluded"):
        assert browser(part).get(move_of(family)).status_code == 404, part
        assert browser(part).post(move_of(family), filled_in(family)).status_code == 404, part
    assert not PathwayMove.objects.exists()


@pytest.mark.parametrize("left_out", ["why", "words", "asked_of"])
def test_without_a_reason_or_a_second_person_nothing_is_asked_and_nothing_typed_is_lost(
    family: Family, browser: Browser, left_out: str
) -> None:
    answered = browser("lead").post(move_of(family), filled_in(family, **{left_out: ""}))
    assert answered.status_code == 302
    page = browser("lead").get(answered.headers["Location"]).content.decode()
    assert "There is a problem" in page
    assert left_out == "words" or WORDS in page
    assert not PathwayMove.objects.exists()


def test_it_takes_the_press_of_the_one_who_was_asked(family: Family, browser: Browser) -> None:
    browser("supervisor").post(move_of(family), filled_in(family))
    move = PathwayMove.objects.get()
    agree = reverse("desk:agree_to_move", args=[move.pk])
    for part in ("supervisor", "lead", "outsider", "excluded", "other_worker"):
        assert browser(part).get(agree).status_code == 404, part
        assert browser(part).post(agree, {"answer": "agree"}).status_code == 404, part
    browser("signing_supervisor").post(agree, {})
    assert Case.objects.get(pk=family.case.pk).pathway == Pathway.RESTORATIVE_APPROACHES

    said = words_of(browser("signing_supervisor").get(agree))
    assert "There is an official case now" in said
    assert WORDS not in said
    assert agree in browser("signing_supervisor").get("/").content.decode()
    browser("signing_supervisor").post(agree, {"answer": "agree"})

    assert Case.objects.get(pk=family.case.pk).pathway == Pathway.RESTORATIVE_JUSTICE
    assert browser("signing_supervisor").get(agree).status_code == 404
    assert "Restorative justice" in words_of(browser("other_worker").get(page_of(family)))


def test_declined_or_taken_back_it_stays_as_it_is(family: Family, browser: Browser) -> None:
    browser("lead").post(move_of(family), filled_in(family))
    browser("lead").post(move_of(family), {"answer": "take_back"})
    assert not PathwayMove.objects.exists()

    browser("lead").post(move_of(family), filled_in(family))
    browser("other_worker").post(move_of(family), {"answer": "take_back"})
    move = PathwayMove.objects.get()
    agree = reverse("desk:agree_to_move", args=[move.pk])
    browser("signing_supervisor").post(agree, {"answer": "decline"})
    assert not PathwayMove.objects.exists()
    assert Case.objects.get(pk=family.case.pk).pathway == Pathway.RESTORATIVE_APPROACHES


def test_who_decides_takes_back_on_the_page_what_another_asked_for(family: Family, browser: Browser) -> None:
    """Where both people of a move are gone it would otherwise wait for ever."""
    browser("lead").post(move_of(family), filled_in(family))
    assert move_of(family) in browser("supervisor").get(page_of(family)).content.decode()
    assert "Take it back" in words_of(browser("supervisor").get(move_of(family)))
    assert "Take it back" not in words_of(browser("other_worker").get(page_of(family)))

    browser("supervisor").post(move_of(family), {"answer": "take_back"})

    assert not PathwayMove.objects.exists()


def test_why_it_was_moved_is_read_inside_the_team_room_only(family: Family, browser: Browser) -> None:
    browser("lead").post(move_of(family), filled_in(family))
    why = PathwayMove.objects.get().get_why_display()
    agree = reverse("desk:agree_to_move", args=[PathwayMove.objects.get().pk])
    browser("signing_supervisor").post(agree, {"answer": "agree"})
    assert Case.objects.get(pk=family.case.pk).pathway == Pathway.RESTORATIVE_JUSTICE

    assert why in words_of(browser("supervisor").get(page_of(family)))
    for part in ("other_worker", "child_worker", "specialist"):
        said = words_of(browser(part).get(page_of(family)))
        assert "Restorative justice" in said
        assert why not in said


def test_the_official_case_is_read_in_the_team_room_only(
    official: Family, browser: Browser, clock: FixedClock
) -> None:
    official.record(
        "team",
        justice.JusticeDetails(
            reference="kingfisher 12",
            referred_by=justice.ReferringBody.PROBATION,
            stage=justice.Proceedings.ON_LICENCE,
            footing=justice.Footing.FOUND,
        ),
        justice.JusticeReport(to_whom="The weir office", due_on=clock.today()),
    )
    inside = words_of(browser("supervisor").get(page_of(official)))
    for word in ("kingfisher 12", "Probation", "Found by a court", "The weir office: To be told by"):
        assert word in inside
    for part in ("other_worker", "child_worker", "signing_supervisor", "specialist"):
        seen = words_of(browser(part).get(page_of(official)))
        assert "Restorative justice" in seen
        assert not [word for word in ("kingfisher", "Probation", "weir") if word in seen], part


def test_approaches_are_asked_for_no_official_papers(
    family: Family, official: Family, browser: Browser
) -> None:
    kinds = ("justice_details", "justice_report")
    asked, not_asked = (
        browser("supervisor").get(reverse("record:add", args=[each.rooms["team"].pk])).content.decode()
        for each in (official, family)
    )
    assert all(f'value="{kind}"' in asked for kind in kinds)
    assert not any(f'value="{kind}"' in not_asked for kind in kinds)
    assert not any(
        f'value="{kind}"' in asked for kind in ("pathway_now", "pathway_moved", "pathway_move_asked")
    )


def test_what_the_papers_call_somebody_stands_beside_our_words_on_justice_only(
    family: Family, official: Family, browser: Browser
) -> None:
    role = justice.OfficialRole(called=justice.OfficialName.COMPLAINANT, paper="Summons")
    for each, there in ((official, True), (family, False)):
        each.record("harmed", role)
        page = words_of(browser("harmed_worker").get(reverse("record:room", args=[each.rooms["harmed"].pk])))
        assert ("The official papers say" in page) is there
