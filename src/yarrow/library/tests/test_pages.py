"""The pages of the library: for whoever works here, in both languages, found from where one plans."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from yarrow.config.cast import Cast
from yarrow.gate.forms import Form
from yarrow.kernel.clock import FixedClock
from yarrow.library.shown import PLACES, address_of
from yarrow.staff.demo import DEMO_PASSPHRASE

LIST = "/ways/"


@pytest.fixture
def lead(cast: Cast, clock: FixedClock, settings: Settings) -> Client:
    settings.YARROW_CLOCK = lambda: clock
    cache.clear()
    client = Client()
    client.post("/sign-in/", {"username": "lead", "passphrase": DEMO_PASSPHRASE})
    return client


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_nobody_reads_it_without_signing_in() -> None:
    for path in (LIST, address_of(Form.CONFERENCE)):
        assert Client().get(path).status_code == 302


def test_a_number_that_there_is_not_is_not_there(lead: Client) -> None:
    for path in ("/ways/0/", "/ways/99/", "/ways/at/0/", f"/ways/at/{len(PLACES) + 1}/", "/ways/99/ask/"):
        assert lead.get(path).status_code == 404, path


def test_the_list_and_each_page_are_read_in_both_languages(lead: Client) -> None:
    page = shown(lead, LIST)
    for form in Form:
        assert address_of(form) in page
        assert "What is left out, on purpose" in shown(lead, address_of(form))

    lead.post("/language", {"language": "cy", "next": LIST})
    in_welsh = shown(lead, LIST)
    assert 'lang="cy"' in in_welsh
    assert "Gwrando ar un person" in in_welsh
    assert "Listening to one person, with a handful" not in in_welsh


def test_the_list_is_narrowed_by_plain_links(lead: Client) -> None:
    school = shown(lead, reverse("library:at", args=[PLACES.index("school") + 1]))

    assert address_of(Form.CIRCLE_WITH_ALL) in school
    assert address_of(Form.FAMILY_GROUP_CONFERENCE) not in school
    assert "A corridor tells everybody." in school
    assert 'aria-current="page"' in school


def test_what_must_be_in_place_names_its_source_and_that_it_is_no_advice(lead: Client) -> None:
    page = shown(lead, address_of(Form.CONFERENCE))

    assert "E22: guidance we follow, though it does not bind us" in page
    assert "never that it is wise" in page
    assert "Besides, of who harmed" in page


def test_the_questions_alone_say_nothing_of_the_work(lead: Client) -> None:
    page = shown(lead, reverse("library:prompts", args=[1]))
    read = page[page.index("<main") : page.index("</main>")].casefold()

    assert "what would make this worth your time?" in read
    assert not [word for word in ("conference", "restorative", "abuse", "harm") if word in read]


def test_it_asks_the_database_nothing_of_its_own(lead: Client, django_assert_max_num_queries: object) -> None:
    lead.get(LIST)
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # pytest-django's fixture
        lead.get(LIST)
