"""Every layer of a finished paper is read, and what cannot be read is refused (T07, D-04)."""

import io

import pikepdf
import pytest
from PIL import Image

from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.outgoing.extracting import Unreadable, read, texts_of

from .papers import PDF, PORTABLE, brought, letter, scan
from .papers_in_word import WORD, WORDED, repacked, written
from .papers_of_all_kinds import OTHER

_STREET = "14 Rosewood Terrace"

pytestmark = pytest.mark.once


def _all_words(artefact: Artefact) -> str:
    return " | ".join(" ".join(text.words.split()) for text in texts_of(artefact)).replace("+", " ")


@pytest.mark.parametrize("layer", PORTABLE)
def test_reading_a_pdf_finds_words_in_any_layer(layer: str) -> None:
    assert _STREET in _all_words(PORTABLE[layer](_STREET))


@pytest.mark.parametrize("layer", WORDED)
def test_reading_a_word_file_finds_words_in_any_layer(layer: str) -> None:
    assert _STREET in _all_words(WORDED[layer](_STREET))


@pytest.mark.parametrize("layer", OTHER)
def test_reading_anything_else_finds_words_in_any_layer(layer: str) -> None:
    assert _STREET in _all_words(OTHER[layer](_STREET))


def test_more_than_forty_papers_are_read() -> None:
    assert len(PORTABLE) + len(WORDED) >= 40  # what the issue asks for


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter())) as paper:
        paper.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def _with_older_version() -> bytes:
    return letter("14 Rosewood Terrace") + b"\n" + letter()


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/octet-stream", b"anything"),
        ("video/mp4", b"anything"),
        ("", b"anything"),
        (PDF, b"no pdf at all"),
        (PDF, letter()[:-400]),
        (PDF, _locked()),
        (PDF, _with_older_version()),
        (WORD, b"no folder at all"),
        (WORD, letter()),
        (WORD, repacked(written(), more={"word/embeddings/thing.bin": b"??"})),
        (WORD, repacked(written(), more={"word/vbaProject.bin": b"??"})),
        ("text/plain", b"\xff\x00\xfe\x80"),
        ("text/plain", b"CF10\x001AA"),
        ("text/calendar", b"no calendar"),
        ("message/rfc822", b""),
        ("text/plain", b"a" * (13 * 1024 * 1024)),
    ],
)
def test_reading_what_cannot_be_read_raises(media_type: str, body: bytes) -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011  # whatever it is, the door takes it as a no
        read(Artefact(ArtefactKind.LETTER, "a", media_type, body))


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 30), "white").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "artefact",
    [
        brought(_picture(), "image/png", "a.png"),
        brought(scan()),
        brought(repacked(written(), more={"word/media/image1.png": _picture()}), WORD, "a.docx"),
        brought(b"<p>Hello <img src='a.png'></p>", "text/html", "a.html"),
    ],
    ids=["picture", "scan", "Word with a picture", "page with a picture"],
)
def test_reading_a_picture_says_that_it_is_there(artefact: Artefact) -> None:
    assert read(artefact).has_pictures
    with pytest.raises(Unreadable):
        texts_of(artefact)


def test_reading_a_plain_letter_finds_no_picture() -> None:
    assert not read(brought(letter())).has_pictures
    assert not read(brought(written(), WORD, "letter.docx")).has_pictures
