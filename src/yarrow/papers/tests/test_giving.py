"""A copy of a document for somebody outside: past the door, by who is inside, once."""

import io

import docx
import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.files.converting.letters import letter_copy
from yarrow.files.tests.making import keep
from yarrow.gate.facts.files import FileType
from yarrow.kernel.decision import Refused
from yarrow.outgoing.actions import STOPPED, let_it_out
from yarrow.outgoing.models import LetOut, StoppedPaper
from yarrow.outgoing.tests.papers import letter
from yarrow.papers.terms import GivenTo
from yarrow.rooms.models import Entry

from .pages import HOME, reach_of

HARMLESS = "See you on Monday, with the books."
HER_STREET = "They now live at 14 b Heol y Bont."


@pytest.fixture
def moved(family: Family) -> Family:
    """Everybody's room says what it protects, and she has a new place."""
    for part in ("other", "child"):
        reach_of(family, part, "3 Harbour Lane\nLlanon\nSY23 5HA")
    reach_of(family, "harmed", HOME)
    return family


def word(words: str) -> bytes:
    """The safe copy of a letter in Word, as it lies in a room."""
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(words)
    made.save(out)
    return letter_copy(out.getvalue()).content


def give_path(family: Family, part: str, entry: Entry) -> str:
    return reverse("papers:give", args=[family.rooms[part].pk, entry.pk])


def give(client: Client, path: str, to: GivenTo) -> str:
    """Press; where that leads: back to the page, or to the file."""
    return client.post(path, {"to": to.value}).headers["Location"]


def of_words(family: Family, part: str, words: str) -> Entry:
    return keep(family, part, content=b"zqoriginal", copy=words.encode())


def test_who_is_not_inside_finds_no_page_and_gives_nothing(browser: Browser, moved: Family) -> None:
    path = give_path(moved, "harmed", of_words(moved, "harmed", HARMLESS))
    for part in ("other_worker", "child_worker", "supervisor", "manager", "outsider", "excluded"):
        assert browser(part).get(path).status_code == 404
        assert browser(part).post(path, {"to": GivenTo.THEMSELVES.value}).status_code == 404
    assert not LetOut.objects.exists()
    assert not StoppedPaper.objects.exists()


def test_without_a_safe_copy_or_without_a_reader_nothing_is_given(browser: Browser, moved: Family) -> None:
    client = browser("harmed_worker")
    bare = give_path(moved, "harmed", keep(moved, "harmed", copy=None))
    ofteam = give_path(moved, "team", of_words(moved, "team", HARMLESS))

    assert client.get(bare).status_code == 404
    assert client.post(bare, {"to": GivenTo.SOMEBODY_ELSE.value}).status_code == 404
    assert client.post(ofteam, {}).headers["Location"] == ofteam
    assert "Say for whom it is." in client.get(ofteam).content.decode()
    assert give(client, ofteam, GivenTo.THEMSELVES) == ofteam
    assert not LetOut.objects.exists()


@pytest.mark.parametrize(
    ("part", "to", "kind", "body"),
    [
        ("other", GivenTo.THEMSELVES, FileType.TEXT, HER_STREET.encode()),
        ("other", GivenTo.THEMSELVES, FileType.DOCX, word(HER_STREET)),
        ("other", GivenTo.THEMSELVES, FileType.PDF, letter(HER_STREET)),
        ("other", GivenTo.THEMSELVES, FileType.PDF, b"%PDF-1.7 and then nothing"),
        ("other", GivenTo.THEMSELVES, FileType.JPEG, b"\xff\xd8\xff a picture"),
        ("harmed", GivenTo.SOMEBODY_ELSE, FileType.TEXT, HER_STREET.encode()),
    ],
    ids=["text", "Word", "PDF", "unreadable", "picture", "her own street, to an agency"],
)
def test_what_others_must_not_learn_is_stopped_with_one_sentence(  # one line a case
    part: str, to: GivenTo, kind: FileType, body: bytes, browser: Browser, moved: Family
) -> None:
    client = browser(moved.inside[part])
    path = give_path(moved, part, keep(moved, part, copy=body, copy_type=kind))

    assert give(client, path, to) == path
    shown = client.get(path).content.decode()
    assert STOPPED in shown
    assert "Heol" not in shown
    assert not LetOut.objects.exists()
    assert StoppedPaper.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "body"), [(FileType.TEXT, HARMLESS.encode()), (FileType.DOCX, word(HARMLESS))]
)
def test_a_copy_is_handed_out_once_and_stands_in_the_print_log(
    kind: FileType, body: bytes, browser: Browser, moved: Family
) -> None:
    client = browser("other_worker")
    entry = keep(moved, "other", content=b"zqoriginal", copy=body, copy_type=kind)
    once = give(client, give_path(moved, "other", entry), GivenTo.THEMSELVES)

    assert browser("harmed_worker").get(once).status_code == 404
    answer = client.get(once)
    assert answer.content == body
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client.get(once).status_code == 404
    assert LetOut.objects.get().audience_id == moved.rooms["other"].pk


def test_her_own_street_goes_to_herself_and_to_an_agency_when_a_colleague_says_so(
    browser: Browser, moved: Family
) -> None:
    client, lead = browser("harmed_worker"), moved.cast["lead"]
    path = give_path(moved, "harmed", of_words(moved, "harmed", HER_STREET))

    assert client.get(give(client, path, GivenTo.THEMSELVES)).content == HER_STREET.encode()
    assert give(client, path, GivenTo.SOMEBODY_ELSE) == path
    released = let_it_out(
        stopped=StoppedPaper.objects.get().pk,
        reason="The housing office asked for it, and she said yes.",
        by=lead.worker,
        keyring=lead.keyring,
        clock=moved.clock,
    )
    assert not isinstance(released, Refused)
    assert client.get(give(client, path, GivenTo.SOMEBODY_ELSE)).content == HER_STREET.encode()
