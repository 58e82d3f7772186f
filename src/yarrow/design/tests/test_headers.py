import pytest
from django.test import Client

pytestmark = pytest.mark.urls("yarrow.design.tests.sample_urls")

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
}
EXPECTED = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
}
EVERY_KIND = [
    "/show/",
    "/public/",
    "/nothing/",
    "/refuse/",
    "/fail/",
    "/exit",
    "/language",
    "/static/nothing.css",
]


def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_answer_carries_the_headers_and_may_not_be_kept(path: str) -> None:
    answer = client().get(path)

    assert {name: answer[name] for name in EXPECTED} == EXPECTED
    assert answer["Cache-Control"] == "no-store"
    assert "camera=()" in answer["Permissions-Policy"]
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY


def test_csrf_refusal_carries_the_headers_too() -> None:
    answer = Client(enforce_csrf_checks=True).post("/show/")

    assert answer.status_code == 403
    assert {name: answer[name] for name in EXPECTED} == EXPECTED
    assert b"That was not sent" in answer.content


@pytest.mark.django_db  # closing the file also closes old connections
def test_static_file_may_be_kept_but_is_guarded() -> None:
    answer = client().get("/static/design/start.js")
    answer.close()

    assert answer.status_code == 200
    assert "no-store" not in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_post_from_another_site_is_refused_before_the_page(origin: str) -> None:
    answer = client().post("/fail/", headers={"Sec-Fetch-Site": origin})

    assert answer.status_code == 403
    assert b"That was not sent" in answer.content


@pytest.mark.parametrize("origin", ["same-origin", "none"])
def test_post_from_our_own_page_passes(origin: str) -> None:
    assert client().post("/show/", headers={"Sec-Fetch-Site": origin}).status_code == 200


def test_download_from_another_site_is_refused() -> None:
    assert client().get("/download/").content == b"a letter"

    answer = client().get("/download/", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert b"a letter" not in answer.content


def test_page_is_never_compressed() -> None:
    answer = client().get("/show/", headers={"Accept-Encoding": "gzip, br"})

    assert "Content-Encoding" not in answer
