"""T29: what is read in one language is read in the other: pages, errors, papers, messages; leaving, locking.

The Welsh is a draft until somebody confirms it; here it is asked only that it is there. The wording of papers
and of messages is compared shape by shape beside each of them.
"""

import inspect
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from tests.browsers import Browser
from tests.guards.reading import tell
from workshop.catalogue import marked, written
from workshop.tree import SOURCE
from yarrow.design import error_pages
from yarrow.gate.facts.routes import Wording
from yarrow.papers.terms import PaperKind, PaperLanguage
from yarrow.reaching.rules import Language
from yarrow.sending.message.wording import words_of

FORMS = 6
LANGUAGES = [code for code, _name in settings.LANGUAGES]
_FILLED_IN = re.compile(r"%\(\w+\)s")
SAME_IN_BOTH = frozenset({"Dari", "Mandarin", "Marac", "Pashto", "PDF", "Person", "Passkey", "kB", "MB"})
"""Names and measures; everything else that is the same in both was forgotten."""


def _forms(message: Message | None) -> list[str]:
    said = (message.string if message is not None else "") or ""
    return [said] if isinstance(said, str) else list(said)


def waiting() -> Iterator[str]:
    """Marked words without their Welsh, in all six forms where they are counted."""
    have = written()
    for word in marked():
        forms = _forms(have.get(word.id, word.context))
        if word.id and (not all(map(str.strip, forms)) or len(forms) not in {1, FORMS}):
            yield str(word.id)


@pytest.mark.once
def test_every_word_has_its_welsh() -> None:
    found = list(waiting())

    assert not found, tell(found) + "\n\nAdd a draft; it stays marked as one."


@pytest.mark.once
def test_nothing_but_names_and_measures_is_the_same_in_both() -> None:
    same = [str(each.id) for each in written() if each.id and each.string == each.id]
    words = {word for each in same for word in re.findall(r"[^\W\d_]+", _FILLED_IN.sub("", each))}

    assert words <= SAME_IN_BOTH


@pytest.mark.once
def test_every_file_of_wording_stands_in_both_languages() -> None:
    folder = SOURCE / "papers" / "wording"
    of = {
        language: {path.name for path in (folder / language.value).rglob("*.toml")}
        for language in PaperLanguage
    }
    wanted = {f"{kind.value}.toml" for kind in PaperKind}

    assert of[PaperLanguage.ENGLISH] == of[PaperLanguage.WELSH] == wanted


@pytest.mark.once
def test_no_message_says_the_same_in_both() -> None:
    both = {
        wording: [words_of(wording, each, days=3) for each in (Language.ENGLISH, Language.WELSH)]
        for wording in Wording
    }

    assert both
    assert not [wording for wording, (english, welsh) in both.items() if english.body == welsh.body]
    assert not [wording for wording, (english, welsh) in both.items() if english.subject == welsh.subject]


# --- pages of an error ---

_LINE = re.compile(r"<(?:p|h1|title|a)\b[^>]*>([^<]+)<")


def _errors(request: HttpRequest) -> Iterator[tuple[str, HttpResponse]]:
    """Every page that stands where none could be given."""
    given = {"retry_after": 15}
    for name, page in inspect.getmembers(error_pages, inspect.isfunction):
        asked = inspect.signature(page).parameters
        if page.__module__ == error_pages.__name__ and not name.startswith("_") and "request" in asked:
            yield name, page(request, **{each: given[each] for each in given if each in asked})


def _read(language: str) -> dict[str, list[str]]:
    with override(language):
        found = dict(_errors(RequestFactory().get("/")))
    for page in found.values():
        assert f'lang="{language}"'.encode() in page.content
    return {name: _LINE.findall(page.content.decode()) for name, page in found.items()}


@pytest.mark.once
def test_every_error_page_is_whole_in_both() -> None:
    english, welsh = (_read(language) for language in LANGUAGES)

    assert english.keys() == welsh.keys()
    assert len(english) >= 7
    for name, lines in english.items():
        assert 4 <= len(lines) <= len(welsh[name]), name  # the foot of a Welsh page says that it is a draft
        assert not set(lines) & set(welsh[name]), name


# --- leaving and locking ---


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_out_stands_on_the_public_page_and_ends_everything(language: str) -> None:
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page, other = browser.get(reverse("intake:public")), LANGUAGES[1 - LANGUAGES.index(language)]
    gone = browser.get(reverse("design:exit"))

    assert page.headers["Content-Language"] == language
    assert _exit_words(page) != _exit_words(
        browser.get(reverse("intake:public"), headers={"Accept-Language": other})
    )
    assert (gone.status_code, gone.headers["Location"]) == (302, settings.EXIT_TO)
    assert gone.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def _exit_words(page: HttpResponseBase) -> str:
    found = re.search(
        r'<a[^>]*data-yarrow="exit-link"[^>]*>(.*?)</a>', getattr(page, "content", b"").decode(), re.DOTALL
    )
    assert found, "no way out on this page"
    return re.sub(r"<[^>]*>|\s+", " ", found[1]).strip()


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
def test_locking_and_the_page_behind_it_work_in_both(browser: Browser, language: str) -> None:
    worker = browser("harmed_worker")
    worker.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    locked = worker.post(reverse("staff:lock"))
    page = worker.get(locked.headers["Location"])

    assert locked.status_code == 302
    assert page.headers["Content-Language"] == language
    assert f'lang="{language}"'.encode() in page.content
    assert worker.get("/").headers["Location"].startswith(reverse("staff:unlock"))
