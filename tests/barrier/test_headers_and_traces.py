"""T15: what every answer tells a browser, on every page that can be reached, in both languages.

One neutral title, nothing of anybody in an address, nothing kept, nothing answered to a post but a
redirect.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from uuid import UUID

import pytest
from django.conf import settings as live
from django.test import Client
from django.utils.translation import gettext, override
from pytest_django import Settings

from tests.members import Member
from yarrow.design.middleware import HEADERS
from yarrow.staff.session import key_cookie_name

from .addresses import literals
from .answers import ID, Answer, Page, ask, is_page
from .crawl import known_addresses, press, press_everything, walk
from .sampled import addresses_for, only_seen_by_others
from .settled import Settled

pytestmark = pytest.mark.once  # headers, titles and cookies are not the database's

UNKNOWN = "nothing/here/"
PARTS = ("lead", "other_worker", "supervisor", "signing_supervisor", "specialist", "intake", "anonymous")
"""Who walks through everything in the short run; the others look at what nobody of these is shown."""
EVERYBODY = tuple(member.name.lower() for member in Member)
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
OF_A_FILE = {"sandbox", "default-src 'none'", "frame-ancestors 'none'"}
"""What is saved and never drawn may do nothing at all."""
_TELLING = re.compile(r"withdraw|consent|risk|pregnan|refuge|abuse|victim|harm|child|order|police|secret")
"""Words that would tell in a history or over a shoulder what a page was about."""
_OUR_OWN = re.compile(rb"http://www\.w3\.org/|<code>http://testserver/")
"""A name in a drawing, and the address of one's own calendar, written out to be typed into a telephone."""
_AT_THE_DOOR = re.compile(r"^/(sign-in|unlock|second-factor)/")
_PASSWORD_SAFES = {"username", "current-password", "one-time-code", "off"}
_OF_A_PASSPHRASE = {"current-password", "new-password", "one-time-code", "off"}
"""What a field may say that asks for nothing but a passphrase or a code, wherever it stands."""


def discreet_names() -> set[str]:
    """The one name on every title, in each language."""
    names = set()
    for code, _name in live.LANGUAGES:
        with override(code):
            names.add(gettext(live.SERVICE_DISCREET_NAME))
    return names


_CRAWLED: dict[tuple[UUID, str], list[Answer]] = {}
"""What was crawled already in this service: the bytes stay the same however often they are judged."""


def everything(settled: Settled, part: str) -> list[Answer]:
    """Every page that this member reaches, refusals of each kind, and what every form answers."""
    key = settled.family.case.pk, part
    if key not in _CRAWLED:
        _CRAWLED[key] = _crawled(settled, part)
    return _CRAWLED[key]


def _crawled(settled: Settled, part: str, also: Sequence[str] | None = None) -> list[Answer]:
    client = settled.browser(part)
    looked = walk(client, addresses_for(settled, part) if also is None else also)
    return [*looked, *press_everything(client, looked)]


@pytest.fixture(params=PARTS)
def answers(settled: Settled, request: pytest.FixtureRequest) -> list[Answer]:
    return everything(settled, request.param)


def wrong_with(answer: Answer) -> Iterator[str]:
    """What of one answer may not be so."""
    yield from _wrong_headers(answer)
    yield from _wrong_cookies(answer)
    yield from _wrong_addresses(answer)
    if answer.status == 200 and answer.method == "POST":
        yield "a post is answered with a page"
    if answer.status >= 500:
        yield f"answered with {answer.status}"
    if answer.header("Content-Type").startswith("text/html") and answer.body:
        yield from _wrong_page(answer)


def _wrong_headers(answer: Answer) -> Iterator[str]:
    if answer.header("Cache-Control") != "no-store":
        yield "may be kept by the browser"
    policy = OF_A_FILE if answer.header("Content-Disposition").startswith("attachment") else POLICY
    if set(answer.header("Content-Security-Policy").split("; ")) != policy:
        yield f"policy: {answer.header('Content-Security-Policy')}"
    yield from (f"{name}: {answer.header(name)}" for name in HEADERS if answer.header(name) != HEADERS[name])


def _wrong_cookies(answer: Answer) -> Iterator[str]:
    for name, value in answer.headers:
        said = set(value.split("; "))
        is_taken_away = "Max-Age=0" in said and value.partition("; ")[0].endswith('=""')
        wanted = {"Path=/", "SameSite=Strict"} | (set() if is_taken_away else {"HttpOnly"})
        if name == "Set-Cookie" and not wanted <= said:
            yield f"cookie: {value}"


def _wrong_addresses(answer: Answer) -> Iterator[str]:
    for address in filter(None, (answer.address, answer.goes_to)):
        if address == live.EXIT_TO:
            continue
        if not _is_neutral(address) or _TELLING.search(address):
            yield f"address: {address}"


def _is_neutral(address: str) -> bool:
    """Only words of the route table and random ids; no question mark, no name, no number."""
    return all(word in _words() or ID.fullmatch(word) for word in address.split("/"))


@cache
def _words() -> frozenset[str]:
    return literals() | {*UNKNOWN.split("/"), ""}


def _wrong_page(answer: Answer) -> Iterator[str]:
    page = Page(answer)
    if page.title not in discreet_names():
        yield f"title: {page.title!r}"
    if (
        b"<script>" in answer.body
        or b" style=" in answer.body
        or re.search(rb"<[^>]* on[a-z]+=", answer.body)
    ):
        yield "something inline"
    if b"http://" in _OUR_OWN.sub(b"", answer.body) or b'src="https:' in answer.body:
        yield "something from elsewhere"
    at_the_door = bool(_AT_THE_DOOR.match(answer.address))
    for form in page.forms:
        if form.attributes.get("autocomplete") != "off" and not at_the_door:
            yield f"a form that browsers fill in: {form.action}"
    for field in page.fields:
        yield from _wrong_field(field, at_the_door=at_the_door)


def _wrong_field(field: dict[str, str | None], *, at_the_door: bool) -> Iterator[str]:
    kept = field.get("autocomplete")
    proves = "passphrase" in (field.get("name") or "") or field.get("name") == "code"
    allowed = _PASSWORD_SAFES if at_the_door else _OF_A_PASSPHRASE if proves else {"off"}
    if field.get("type") not in {"submit", "button"} and kept not in allowed:
        yield f"a field that browsers keep: {field.get('name')} {kept}"


@pytest.mark.in_turn(1, always=("lead", "other_worker"))
def test_every_answer_leaves_no_trace(answers: list[Answer]) -> None:
    found = {f"{a.method} {a.address}: {line}" for a in answers for line in wrong_with(a)}

    assert len(answers) > 20
    assert not found, "\n".join(sorted(found))


def test_what_only_the_others_see_leaves_no_trace(settled: Settled) -> None:
    """The first page of each, and every address of the service that nobody of ``PARTS`` is shown."""
    addresses = only_seen_by_others(settled, PARTS)
    looked: dict[str, list[Answer]] = {}
    for part in EVERYBODY:
        if part not in PARTS:
            client = settled.browser(part)
            pages = [ask(client, address) for address in ("/", *addresses.get(part, ()))]
            looked[part] = [*pages, *press_everything(client, pages[1:])]
    found = {f"{a.address}: {line}" for each in looked.values() for a in each for line in wrong_with(a)}

    assert {"duty", "manager"} <= {part for part, each in looked.items() if sum(map(is_page, each)) > 2}
    assert not found, "\n".join(sorted(found))


@pytest.mark.long
@pytest.mark.parametrize("part", EVERYBODY)
def test_every_answer_at_every_address_leaves_no_trace(settled: Settled, part: str) -> None:
    answers = _crawled(settled, part, known_addresses(settled))
    found = {f"{a.method} {a.address}: {line}" for a in answers for line in wrong_with(a)}

    assert len(answers) > 20
    assert not found, "\n".join(sorted(found))


@pytest.mark.long
@pytest.mark.parametrize("part", EVERYBODY)
def test_every_page_from_every_address_is_welsh_and_leaves_no_trace(settled: Settled, part: str) -> None:
    client = settled.browser(part)
    ask(client, "/language", {"language": "cy", "next": "/"})
    looked = walk(client, known_addresses(settled))
    found = {f"{a.address}: {line}" for a in looked for line in wrong_with(a)}

    assert len(looked) > 20
    assert not found, "\n".join(sorted(found))
    assert not [a.address for a in looked if is_page(a) and b'<html lang="cy"' not in a.body]


def test_pages_were_really_read(settled: Settled) -> None:
    found = {part: sum(map(is_page, everything(settled, part))) for part in ("lead", "intake")}

    assert found["lead"] > 25
    assert found["intake"] > 5


@pytest.mark.parametrize("part", ["other_worker", "anonymous"])
def test_the_same_holds_in_welsh_and_the_address_does_not_say_which(settled: Settled, part: str) -> None:
    client = settled.browser(part)
    ask(client, "/language", {"language": "cy", "next": "/"})
    looked = walk(client, ["/start/", "/sign-in/", f"/{UNKNOWN}"])

    assert any(b'lang="cy"' in each.body for each in looked)
    assert not {f"{a.address}: {line}" for a in looked for line in wrong_with(a)}


def test_an_address_that_is_not_there_is_the_same_for_everybody(settled: Settled) -> None:
    bodies = {ask(settled.browser(part), f"/{UNKNOWN}").body for part in EVERYBODY}
    bodies |= {
        ask(settled.browser("other_worker"), f"/r/{settled.room(part).pk}/").body
        for part in ("harmed", "team")
    }

    assert len(bodies) == 1


def test_typed_words_are_never_drawn_in_answer_to_the_post(settled: Settled) -> None:
    client, words = settled.browser("harmed_worker"), "a kingfisher by the weir"
    looked = everything(settled, "lead")
    fields = {"words", "by", "sender", "about_harmed", "agreed_how", "hour", "name_0", "source", "warning"}

    drawn = [
        posted.address
        for answer in looked
        if is_page(answer)
        for form in Page(answer).forms
        if form.method == "post" and not form.action.startswith(("/sign-out", "/lock", "/language"))
        for posted in press(client, form.action, form.fields | dict.fromkeys(fields, words))
        if words.encode() in posted.whole() and (posted.method == "POST" or posted.goes_to)
    ]

    assert not drawn


def test_leaving_takes_every_cookie_and_goes_somewhere_harmless(settled: Settled) -> None:
    client = settled.browser("harmed_worker")
    answer = ask(client, "/exit")

    assert answer.goes_to == live.EXIT_TO
    assert answer.header("Clear-Site-Data") == '"cache", "cookies", "storage"'
    assert not client.cookies[live.SESSION_COOKIE_NAME].value
    assert not client.cookies[key_cookie_name()].value
    assert ask(client, "/").goes_to == "/sign-in/"


def test_cookies_are_bound_to_this_host_and_to_tls_where_there_is_tls(
    settled: Settled, settings: Settings
) -> None:
    settings.COOKIES_SECURE = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    ask(client, "/sign-in/")
    answer = ask(
        client, "/sign-in/", {"username": "supervisor", "passphrase": "every person here is invented"}
    )
    bad = ask(client, "/start/", {"about_harmed": "something"})

    set_here = [value for a in (answer, bad) for name, value in a.headers if name == "Set-Cookie"]
    assert len(set_here) > 1
    assert all("Secure" in value.split("; ") for value in set_here)
    assert not any("Domain" in value for value in set_here)


def test_a_page_that_breaks_these_rules_is_found(settled: Settled) -> None:
    page = ask(settled.browser("harmed_worker"), "/")
    title = live.SERVICE_DISCREET_NAME.encode()
    broken = [
        page.body.replace(title, b"The room of Anwen", 1),
        page.body.replace(b"<main", b'<main style="x"', 1),
        page.body.replace(b'autocomplete="off"', b"", 1),
        page.body.replace(b"</main>", b'<img src="https://elsewhere.example/"></main>'),
    ]
    kept = tuple(
        (name, "private") if name == "Cache-Control" else (name, value) for name, value in page.headers
    )
    bad = [Answer("GET", "/", 200, page.headers, body) for body in broken]
    bad += [
        Answer("GET", "/", 200, kept, page.body),
        Answer("POST", "/", 200, page.headers, page.body),
        Answer("GET", "/r/anwen/", 200, page.headers, page.body),
        Answer("GET", "/?q=Anwen", 200, page.headers, page.body),
        Answer("GET", "/r/withdraw/", 200, page.headers, page.body),
        Answer("GET", "/", 200, (*page.headers, ("Set-Cookie", "s=1; Path=/")), page.body),
    ]

    assert not list(wrong_with(page))
    assert all(list(wrong_with(each)) for each in bad), [list(wrong_with(each)) for each in bad]
