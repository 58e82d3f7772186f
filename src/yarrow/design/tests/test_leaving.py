import pytest
from django.conf import settings
from django.test import Client

from yarrow.design.tests.reading import PageRead

pytestmark = pytest.mark.urls("yarrow.design.tests.sample_urls")


def test_public_page_offers_the_way_out_as_a_plain_link() -> None:
    read = PageRead(Client().get("/public/").content.decode())

    link = next(tag for tag in read.all("a") if tag.get("data-yarrow") == "exit-link")

    assert link["href"] == "/exit"
    assert "noreferrer" in link["rel"]


def test_public_page_says_what_leaving_cannot_do() -> None:
    assert "cannot remove this address from your browser history" in Client().get("/public/").content.decode()


def test_page_of_a_signed_in_worker_has_no_exit_button() -> None:
    assert "exit-link" not in Client().get("/show/").content.decode()


@pytest.mark.django_db
def test_exit_ends_the_session_and_forgets_every_cookie() -> None:
    browser = Client()
    session = browser.session
    session["held"] = "something"
    session.save()
    browser.cookies["draft"] = "sealed"
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"

    answer = browser.get("/exit")

    assert answer.status_code == 302
    assert answer["Location"] == settings.EXIT_TO
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not type(session)(session.session_key).load()
    gone = {name for name, cookie in answer.cookies.items() if cookie["max-age"] == 0}
    assert gone == {settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "draft"}


def test_exit_without_any_cookie_still_changes_one() -> None:
    answer = Client().get("/exit")

    assert answer.cookies[settings.LEFT_COOKIE_NAME]["max-age"] == 5
