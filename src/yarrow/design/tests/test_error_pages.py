import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils.translation import override

from yarrow.design import error_pages

pytestmark = pytest.mark.urls("yarrow.design.tests.sample_urls")


def test_not_yours_and_not_there_are_the_same_bytes() -> None:
    not_yours, not_there = Client().get("/refuse/"), Client().get("/nothing/here/")

    assert not_yours.status_code == not_there.status_code == 404
    assert not_yours.content == not_there.content
    assert dict(not_yours.items()) == dict(not_there.items())


def test_permission_denied_looks_like_not_there() -> None:
    request = RequestFactory().get("/room/")

    denied = error_pages.not_there(request, PermissionDenied("yours it is not"))

    assert denied.status_code == 404
    assert denied.content == error_pages.not_there(request).content


def test_fault_of_ours_shows_nothing_of_what_was_typed() -> None:
    answer = Client(raise_request_exception=False).get("/fail/")

    assert answer.status_code == 500
    assert b"Mill Lane" not in answer.content


@pytest.mark.parametrize("language", ["en", "cy"])
def test_error_pages_have_the_neutral_title_and_no_form(language: str) -> None:
    with override(language):
        request = RequestFactory().get("/")
        pages = [
            error_pages.not_understood(request),
            error_pages.not_from_our_page(request),
            error_pages.not_there(request),
            error_pages.went_wrong(request),
        ]

    assert [page.status_code for page in pages] == [400, 403, 404, 500]
    for page in pages:
        name = {"en": "Workspace", "cy": "Gweithle"}[language]
        assert f"<title>{name}</title>".encode() in page.content
        assert f'lang="{language}"'.encode() in page.content
        assert b"<form" not in page.content
