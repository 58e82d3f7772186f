"""A paper is read in a process of its own: what goes wrong there is a stop, and never a pass."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore

import pytest

from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.outgoing.artefact import Artefact
from yarrow.outgoing.content import Why
from yarrow.outgoing.extracting import Unreadable, apart, read
from yarrow.outgoing.extracting.apart import draw_apart, read_apart
from yarrow.outgoing.models import LetOut

from .hostile import endless_pdf, packed_bomb, swollen_pdf
from .papers import PDF, brought, letter
from .papers_in_word import WORD, written
from .papers_of_all_kinds import EVERY
from .test_door import bring, moved, why_of

__all__ = ["moved"]

DYING = "yarrow.outgoing.tests.dying"
STREET = "14 Rosewood Terrace"
_LITTLE = 200 * 1024 * 1024


def memory_here() -> int:
    """Bytes that this process has used at most."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program that reads comes to grief."""
    monkeypatch.setattr(apart, "PROGRAM", DYING)


@pytest.mark.once
@pytest.mark.parametrize("way", ["killed", "crashed", "failed", "silent", "half", "else", "lies"])
def test_whatever_becomes_of_the_process_the_paper_was_not_read(dying: None, way: str) -> None:
    with pytest.raises(Unreadable):
        read_apart(brought(way.encode()))


@pytest.mark.once
def test_control_the_same_program_is_believed_when_it_ends_well(dying: None) -> None:
    assert not read_apart(brought(b"well")).has_pictures


def test_a_killed_process_is_a_stop_at_the_door(dying: None, moved: Family, clock: FixedClock) -> None:
    assert Why.UNREADABLE in why_of(bring(moved, clock, artefact=brought(b"killed")))
    assert not LetOut.objects.exists()


@pytest.mark.once
def test_too_long_and_too_many_at_once_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_apart(brought(letter())).texts
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(Unreadable):
        read_apart(brought(letter()))
    monkeypatch.setattr(apart, "SECONDS", 20)
    monkeypatch.setattr(apart, "_SECONDS_TO_WAIT", 0.01)
    monkeypatch.setattr(apart, "_AT_ONCE", BoundedSemaphore(1))
    with apart._AT_ONCE, pytest.raises(Unreadable):  # noqa: SLF001  # somebody else's turn
        read_apart(brought(letter()))


@pytest.mark.once
@pytest.mark.parametrize(
    ("hostile", "kind"),
    [
        (packed_bomb, WORD),
        pytest.param(endless_pdf, PDF, marks=pytest.mark.long),
        pytest.param(swollen_pdf, PDF, marks=pytest.mark.long),
    ],
)
def test_a_hostile_paper_is_not_read_and_takes_nothing_here(hostile: Callable[[], bytes], kind: str) -> None:
    paper = brought(hostile(), kind)
    before = memory_here()
    with pytest.raises(Unreadable):
        read_apart(paper)
    assert memory_here() - before < _LITTLE


def same(paper: Artefact) -> bool:
    """Whether as much is found there as here."""
    there, here = read_apart(paper), read(paper)
    return (there.texts, there.has_pictures) == (here.texts, here.has_pictures)


@pytest.mark.once
@pytest.mark.parametrize(
    "paper", [brought(letter(STREET)), brought(written(), WORD)], ids=["a letter of ours", "a Word file"]
)
def test_as_much_is_found_there_as_here(paper: Artefact) -> None:
    assert same(paper)


@pytest.mark.long
@pytest.mark.once
@pytest.mark.parametrize("layer", EVERY)
def test_as_much_is_found_there_as_here_in_every_layer_of_every_paper(layer: str) -> None:
    assert same(EVERY[layer](STREET))


@pytest.mark.once
def test_a_page_is_drawn_apart_and_what_cannot_be_drawn_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    count, page = draw_apart(PDF, letter(STREET), 1)

    assert (count, page[:3]) == (1, b"\xff\xd8\xff")
    assert draw_apart(PDF, letter(STREET)) == (1, b"")
    assert draw_apart("image/jpeg", page, 1)[1].startswith(b"\xff\xd8\xff")
    for broken in (b"", b"%PDF-1.7 broken"):
        with pytest.raises(Unreadable):
            draw_apart(PDF, broken, 1)
    monkeypatch.setattr(apart, "DRAWS", DYING)
    with pytest.raises(Unreadable):
        draw_apart(PDF, b"killed", 1)
