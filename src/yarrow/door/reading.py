"""What a paper says, as the door compares it: keyed digests of its words, and where they stand. Pure.

It is made once for a paper and asked by every room. The plain words are gone when it is made.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .codes import coded, dialled
from .letters import Token, shorter, tokens_of
from .lexicon import (
    BEFORE_NUMBERS,
    COMMONEST,
    DROPPED,
    TYPES,
    beginnings_of_towns,
    slips_of_types,
    sounds_of_types,
    towns,
)
from .numbers import days_in, hours_in, numbers_in
from .sounding import sound_of
from .text import Text
from .words import SHORTEST_WITH_A_SLIP, read, sounds

Keyed = Callable[[bytes], bytes]
DIGEST_BYTES = 6
"""Of each digest. Two by chance: once in millions of papers."""

QUOTED, QUOTED_OF_ORDINARY = 6, 7
"""Consecutive words that are a quotation; where all are the commonest of the language, one more."""

_BEGINNING, _TELLING = 3, 2
_LONGEST_RUN, _TOKENS_IN_RUN, _LETTERS_IN_RUN = 40, 8, 4


@dataclass(frozen=True, slots=True)
class Keys:
    """Digests of plain forms, each worked out once."""

    keyed: Keyed
    known: dict[str, bytes] = field(default_factory=dict)

    def of(self, form: str) -> bytes:
        """The digest of one form."""
        if form not in self.known:
            self.known[form] = self.keyed(form.encode())[:DIGEST_BYTES]
        return self.known[form]

    def all(self, forms: Iterable[str]) -> frozenset[bytes]:
        """The digests of many."""
        return frozenset(self.of(form) for form in forms)


@dataclass(slots=True)
class Digests:
    """Where each digest stands, which stand anywhere, and what stands between."""

    at: dict[bytes, list[int]] = field(default_factory=lambda: defaultdict(list))
    anywhere: set[bytes] = field(default_factory=set)
    types: set[int] = field(default_factory=set)
    """Places of a word for a street."""
    fillers: set[int] = field(default_factory=set)
    """Places of words that may stand between a street and its number."""
    letters: set[int] = field(default_factory=set)
    """Places of single letters."""
    quotable: list[list[str]] = field(default_factory=list)
    _forms: dict[str, frozenset[bytes]] = field(default_factory=dict)
    _types: dict[str, bool] = field(default_factory=dict)

    def forget(self) -> None:
        """Keep no word that was only needed while reading."""
        self._forms.clear()
        self._types.clear()

    def forms_of(self, word: str, keys: Keys) -> frozenset[bytes]:
        """The digests of a word, worked out once."""
        if word not in self._forms:
            self._forms[word] = keys.all(read(word))
        return self._forms[word]

    def stands_for_type(self, word: str) -> bool:
        """The same of whether it is a word for a street."""
        if word not in self._types:
            self._types[word] = is_type(word)
        return self._types[word]


def digests_of(texts: Sequence[Text], keys: Keys) -> Digests:
    """Read a paper. Texts from one part of it are read as one: an address may be split over lines."""
    found, place = Digests(), 0
    for where in dict.fromkeys(text.where for text in texts):
        words = "\n".join(text.words for text in texts if text.where == where)
        place = _read(tokens_of(words), found, keys, place) + 50
    return found


def _read(tokens: list[Token], found: Digests, keys: Keys, start: int) -> int:
    places = _places(tokens, start)
    for at, token in enumerate(tokens):
        _take_word(token, places[at], found, keys)
    for at, form in _with_places(tokens):
        found.at[keys.of(form)].append(places[at])
    found.anywhere |= keys.all(runs_of(tokens))
    if any(token.word in {"dot", "dotcom"} for token in tokens):
        found.anywhere |= keys.all(runs_of([token for token in tokens if token.word not in {"at", "dot"}]))
    found.anywhere |= keys.all(f"c:{form}" for form in coded(tokens))
    found.anywhere |= keys.all(f"t:{form}" for form in dialled(tokens))
    found.quotable.append([token.word for token in tokens])
    found.forget()
    return places[-1] + 1 if places else start


def _places(tokens: Sequence[Token], start: int) -> list[int]:
    """Where each token stands, not counting the small words that come and go."""
    places = []
    for token in tokens:
        places.append(start)
        start += token.word not in DROPPED
    return places


def _take_word(token: Token, place: int, found: Digests, keys: Keys) -> None:
    word = token.word
    if token.is_number:
        found.fillers.add(place)
        return
    if word in DROPPED:
        return
    for digest in found.forms_of(word, keys):
        found.at[digest].append(place)
    if token.capital:
        for form in sounds(word, letter="P", least=2):
            found.at[keys.of(form)].append(place)
        if not token.opens:
            found.at[keys.of(f"N:{word}")].append(place)
    if found.stands_for_type(word):
        found.types.add(place)
    if len(word) == 1:
        found.letters.add(place)
    if found.stands_for_type(word) or word in BEFORE_NUMBERS or len(word) == 1:
        found.fillers.add(place)


def is_type(word: str) -> bool:
    """Whether this is a word for a street, also with a slip in it or written by ear."""
    if word in TYPES:
        return True
    if len(word) < SHORTEST_WITH_A_SLIP - 1:
        return False
    slipped = word in slips_of_types() or not slips_of_types().isdisjoint(shorter(word))
    return slipped or sound_of(word) in sounds_of_types()


def _with_places(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    yield from ((at, f"n:{number}") for at, _until, number in numbers_in(tokens))
    yield from towns_in(tokens)
    yield from days_in(tokens)
    yield from hours_in(tokens)


def towns_in(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Known places, in either language, and where they begin."""
    known, beginnings = towns(), beginnings_of_towns()
    for at, first in enumerate(tokens):
        if first.word[:_BEGINNING] not in beginnings:
            continue
        run = ""
        for token in tokens[at : at + 5]:
            run += token.word
            if run in known:
                yield at, f"w:{known[run]}"


def runs_of(tokens: Sequence[Token]) -> set[str]:
    """Tokens run together, for what was broken, joined or spaced out: "Heol-y-bryn", "H i g h"."""
    found = set()
    for at in range(len(tokens)):
        run, count, longest = "", 0, 0
        for token in tokens[at:]:
            run, count, longest = run + token.word, count + 1, max(longest, len(token.word))
            if len(run) > _LONGEST_RUN or (count > _TOKENS_IN_RUN and longest > _LETTERS_IN_RUN):
                break
            if len(run) > _LETTERS_IN_RUN:
                found.add(f"j:{run}")
    return found


def quotations(words: Sequence[str]) -> Iterator[str]:
    """Every run of words long enough to be somebody's own, and every one with one word of it changed.

    Six consecutive words of which one is not among the commonest, or any seven. With one word changed:
    only where two of the others are not among the commonest.
    """
    for at in range(len(words) - QUOTED + 1):
        six = words[at : at + QUOTED]
        telling = [word not in COMMONEST for word in six]
        if any(telling):
            yield "s:" + " ".join(six)
        for left_out in range(1, QUOTED - 1):
            if sum(telling) - telling[left_out] >= _TELLING:
                yield "g:" + " ".join((*six[:left_out], "_", *six[left_out + 1 :]))
    for at in range(len(words) - QUOTED_OF_ORDINARY + 1):
        yield "e:" + " ".join(words[at : at + QUOTED_OF_ORDINARY])
