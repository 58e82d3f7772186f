from types import SimpleNamespace

import jinja2
import pytest
from django.template import engines
from django.test import Client, RequestFactory

from yarrow.design.colours import RoomColour, RoomShown
from yarrow.design.tests.reading import PageRead

pytestmark = pytest.mark.urls("yarrow.design.tests.sample_urls")

UI = '{% import "design/components.html" as ui %}'


def drawn(template: str, **context: object) -> str:
    return str(engines["pages"].from_string(UI + template).render(context))


def test_name_that_is_not_there_is_an_error_never_a_blank() -> None:
    with pytest.raises(jinja2.UndefinedError):
        drawn("{{ person.name }}", person={})


def test_translated_name_is_still_escaped() -> None:
    assert drawn("{{ _(name) }}", name="<b>Asha</b>") == "&lt;b&gt;Asha&lt;/b&gt;"


@pytest.mark.parametrize("path", ["/show/", "/problems/", "/public/"])
def test_title_is_the_same_on_every_page(path: str) -> None:
    assert "<title>Workspace</title>" in Client().get(path).content.decode()


@pytest.mark.parametrize("path", ["/show/", "/public/", "/nothing/"])
def test_page_holds_nothing_inline_and_nothing_from_elsewhere(path: str) -> None:
    read = PageRead(Client().get(path).content.decode())

    for tag, attributes in read.tags:
        assert tag != "style"
        assert tag != "script" or attributes["src"].startswith("/static/")
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert "//" not in attributes.get("href", "") + attributes.get("src", "")


def test_language_button_posts_and_brings_back_the_same_page_in_welsh() -> None:
    browser = Client()

    answer = browser.post("/language", {"language": "cy", "next": "/show/"}, follow=True)

    assert answer.redirect_chain == [("/show/", 302)]
    assert 'lang="cy"' in answer.content.decode()
    assert "Allgofnodi" not in answer.content.decode()  # nobody is signed in
    assert "prif gynnwys" in answer.content.decode()


def test_language_button_never_leads_to_another_site() -> None:
    answer = Client().post("/language", {"language": "cy", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"


def test_room_is_named_by_colour_pattern_and_first_name_beside_the_save_button() -> None:
    page = Client().get("/show/").content.decode()
    save = page[page.index("yarrow-save") :]

    assert "yarrow-band--moss" in save
    assert "Asha" in save
    assert "Moss" in save
    assert page.count("yarrow-band__pattern") == 2


def test_room_colours_are_six_with_six_names() -> None:
    assert len({RoomShown("Asha", colour).colour_name for colour in RoomColour}) == 6


def test_signed_in_worker_sees_their_name_and_a_way_out() -> None:
    request = RequestFactory().get("/show/")
    request.user = SimpleNamespace(is_authenticated=True, name="Ruth <i>", pk=1)  # type: ignore[assignment]  # a stand-in
    request._messages = []  # type: ignore[attr-defined]  # noqa: SLF001  # what the messages middleware sets

    page = engines["pages"].from_string('{% extends "design/base.html" %}').render({}, request)

    assert "Ruth &lt;i&gt;" in page


def test_reasons_list_shows_what_is_in_the_way_and_what_would_meet_it() -> None:
    reasons = [
        SimpleNamespace(text="Not asked <alone>", to_satisfy="Ask alone"),
        SimpleNamespace(text="No plan"),
    ]

    page = drawn("{{ ui.reasons_list(reasons, 'What must be in place') }}", reasons=reasons)

    assert "Not asked &lt;alone&gt;" in page
    assert "Ask alone" in page
    assert "No plan" in page


@pytest.mark.parametrize(
    "macro",
    [
        "ui.page_heading(words, words)",
        "ui.summary_list([{'key': words, 'value': words, 'href': '/x'}])",
        "ui.inset(words)",
        "ui.details(words, words)",
        "ui.task_list([{'title': words, 'status': words, 'hint': words}])",
        "ui.tag(words)",
        "ui.timeline([{'title': words, 'when': words, 'by': words, 'text': words}])",
        "ui.warning_text(words)",
        "ui.table(words, [words], [[words]])",
        "ui.own_words(words, words)",
        "ui.button(words)",
        "ui.link_button(words, '/x')",
        "ui.back_link('/x', words)",
        "ui.room_band(room)",
    ],
)
def test_component_given_typed_markup_escapes_it(macro: str) -> None:
    words = "<script>x</script>"

    page = drawn("{{ " + macro + " }}", words=words, room=RoomShown(words, RoomColour.LAKE, words))

    assert "&lt;script&gt;" in page
    assert "<script" not in page
