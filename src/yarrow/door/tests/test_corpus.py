"""T07: what is hidden in a paper is found, and a harmless letter goes. The rates are printed."""

from collections import Counter
from random import Random  # noqa: TID251  # a corpus must be the same each time; nothing here is a secret

import pytest

from yarrow.door.protection import Protection, found_in, protection_of
from yarrow.sealing.door import keyed_digest

from .corpus import Hidden, Room, harmless, hidden, room

pytestmark = pytest.mark.once

SEED = 20260707


keyed = keyed_digest(b"k" * 32)


def rooms_of(count: int, chance: Random) -> list[tuple[Room, Protection]]:
    made = [room(chance) for _ in range(count)]
    return [(each, protection_of(each.facts, keyed)) for each in made]


def missed(count: int, families: int, seed: int) -> tuple[Counter[bool], list[Hidden]]:
    chance = Random(seed)  # noqa: S311  # no secret: the same papers each time
    rooms = rooms_of(families, chance)
    protections = {id(each): protection for each, protection in rooms}
    asked: Counter[bool] = Counter()
    lost = []
    for whose, paper in hidden([each for each, _ in rooms], count, chance):
        asked[paper.must] += 1
        if not found_in(paper.texts, protections[id(whose)], keyed):
            lost.append(paper)
    return asked, lost


def false_stops(count: int, families: int, seed: int) -> list[tuple[str, str]]:
    chance = Random(seed)  # noqa: S311  # no secret: the same papers each time
    rooms = rooms_of(families, chance)
    stopped = []
    for _ in range(count):
        letter, (_whose, protection) = harmless(chance), chance.choice(rooms)
        if found := found_in(letter, protection, keyed):
            stopped.append((" ".join(sorted(each.kind.name for each in found)), letter[0].words))
    return stopped


def rate(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} % ({part} of {whole})"


def shown(asked: Counter[bool], lost: list[Hidden], letters: int, stopped: int) -> str:
    exact, fuzzy = (sum(each.must is must for each in lost) for must in (True, False))
    return (
        f"T07: exact and normalised found {rate(asked[True] - exact, asked[True])}; "
        f"fuzzy found {rate(asked[False] - fuzzy, asked[False])}; "
        f"harmless letters stopped {rate(stopped, letters)}"
    )


def check(papers: int, letters: int, families: int, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    asked, lost = missed(papers, families, seed)
    stopped = false_stops(letters, families, seed + 1)
    with capsys.disabled():
        print(  # noqa: T201  # the rates that are quoted
            f"\n{shown(asked, lost, letters, len(stopped))}"
        )
    fuzzy = [each for each in lost if not each.must]
    assert [(each.sort, each.way, each.secret, each.texts) for each in lost if each.must] == []
    assert len(fuzzy) <= 0.05 * asked[False], Counter((each.sort, each.way) for each in fuzzy)
    assert len(stopped) < 0.05 * letters, stopped[:5]


def test_hidden_things_are_found_and_harmless_letters_go(capsys: pytest.CaptureFixture[str]) -> None:
    check(papers=200, letters=60, families=12, seed=SEED, capsys=capsys)


@pytest.mark.long
def test_two_thousand_papers_and_a_thousand_letters(capsys: pytest.CaptureFixture[str]) -> None:
    check(papers=2000, letters=1000, families=60, seed=SEED, capsys=capsys)
