"""The page that keeps restorative justice and restorative approaches apart (domain.md §1.5)."""

import pytest
from django.test import Client
from django.urls import reverse

from yarrow.cases.terms import Pathway
from yarrow.rooms.models import Room

PAGE = reverse("intake:two_ways")


def test_both_ways_are_explained_by_the_names_that_cases_bear(db: None) -> None:
    page = Client().get(PAGE).content.decode()

    for pathway in Pathway:
        assert f'<h2 class="govuk-heading-m">{pathway.label}</h2>' in page


@pytest.mark.parametrize("never", ["victim", "perpetrator", "offender", "client"])
def test_nobody_is_called_by_an_official_name(db: None, never: str) -> None:
    assert never not in Client().get(PAGE).content.decode().casefold()


def test_families_find_it_before_they_write_and_after(room: Room) -> None:
    for name in ("intake:public", "intake:thanks"):
        assert f'href="{PAGE}"' in Client().get(reverse(name)).content.decode()


def test_it_is_read_in_welsh(db: None) -> None:
    page = Client().get(PAGE, headers={"accept-language": "cy"}).content.decode()

    for words in ("Cyfiawnder adferol", "Dulliau adferol", "nid cyfryngu mohono"):
        assert words.casefold() in page.casefold()
