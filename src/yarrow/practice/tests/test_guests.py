"""A guest of a partner service: their own account, what they say of themselves, and not one name."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from yarrow.cases.conflicts import colleagues_to_choose
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.errors import NotThere
from yarrow.practice.models import Attestation
from yarrow.practice.queries import believed
from yarrow.practice.terms import Subject

from .conftest import SUPERVISION, Browser, Hands
from .test_pages import MINE, PEOPLE, TRAINING, day, person, shown

SHUT = ["/people/", PEOPLE, "/cases/", "/out/", "/emergency/openings/", "/custody/"]


def test_a_guest_comes_to_their_own_page(browser: Browser) -> None:
    assert browser("guest").get("/")["Location"] == MINE


@pytest.mark.parametrize("path", SHUT)
def test_every_other_page_is_not_there(family: Family, browser: Browser, path: str) -> None:
    assert browser("guest").get(path).status_code == 404


def test_a_page_of_the_case_and_a_colleague_are_not_there(family: Family, browser: Browser) -> None:
    client = browser("guest")

    for path in (f"/c/{family.case.pk}/", f"/people/{family.cast.worker('lead').pk}/"):
        assert client.get(path).status_code == 404, path
        assert client.post(path).status_code in {404, 405}, path


def test_a_guest_reads_nobodys_name(hands: Hands, family: Family, browser: Browser) -> None:
    row = hands.record("guest", "guest", Subject.SUPERVISING)
    hands.confirm(row, "supervisor")
    hands.record("lead")
    client, cast = browser("guest"), family.cast
    pages = [MINE, *(person(cast, "guest", what) for what in ("training/", "supervision/"))]
    pages += [f"/training/{row.pk}/back/", "/account/"]

    words = "".join(shown(client, path) for path in pages if client.get(path).status_code == 200)

    assert "Supervising practice" in words
    others = [cast.worker(part).name for part in cast.parts() if part != "guest"]
    assert not [name for name in others if name in words]


def test_a_guest_records_for_themselves_and_a_supervisor_confirms(
    hands: Hands, cast: Cast, browser: Browser
) -> None:
    posted = {"given_by": "outside"} | day("on", 2026, 3, 1)
    browser("guest").post(person(cast, "guest", "supervision/"), posted)
    row = Attestation.objects.get()
    assert "Waits for a second person" in shown(browser("guest"), MINE)
    assert not believed([row])

    browser("manager").post(f"/training/{row.pk}/confirm/")

    row.refresh_from_db()
    assert believed([row]) == [row]
    assert "The next one is due by 24 May 2026" in shown(browser("guest"), MINE)


@pytest.mark.parametrize("by", ["supervisor", "manager", "lead"])
def test_nobody_types_it_for_a_guest(hands: Hands, family: Family, by: str) -> None:
    with pytest.raises(NotThere):
        hands.tries("guest", by)


def test_a_guest_records_and_confirms_for_nobody_else(hands: Hands, cast: Cast, browser: Browser) -> None:
    row = hands.record("lead", subject=SUPERVISION)
    client = browser("guest")

    assert client.post(person(cast, "lead", "training/"), TRAINING).status_code == 404
    assert client.post(f"/training/{row.pk}/confirm/").status_code == 404
    assert not believed(list(Attestation.objects.all()))


def test_a_guest_cannot_be_chosen_for_a_case(family: Family) -> None:
    assert not colleagues_to_choose(family.case).filter(username="guest").exists()


@pytest.mark.parametrize("name", sorted(settings.GUESTS_MAY_REACH))
def test_a_page_of_a_guest_is_there(name: str) -> None:
    """A name that was mistyped in the settings would shut a guest out of their own account."""
    assert any(_leads_somewhere(name, ids) for ids in ([], [UUID(int=0)], [1]))


def _leads_somewhere(name: str, ids: Sequence[object]) -> bool:
    try:
        return bool(reverse(name, args=ids))
    except NoReverseMatch:
        return False
