"""What one room protects, as keyed digests, and whether a paper holds any of it. Pure.

The other half of a protection is what its room *knows*: names and addresses that stand in it. They are
taken off what other rooms protect when the paper is for this room (``without``), since they are no news
there: the old family home, the children's first names. What was marked secret is never taken off: if he
has guessed it, no letter tells him that he guessed right.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from yarrow.gate.facts import Fact

from .addresses import of_address
from .kinds import Kind
from .letters import tokens_of
from .making import How, Made, anywhere_in, hows_of, made_of, own_words, texts_of
from .matching import matches
from .names import place_of
from .reading import Digests, Keyed, Keys, digests_of, quotations
from .signs import Plain
from .stored import Sign, from_stored, to_stored
from .text import Text
from .words import exact

__all__ = [
    "Keyed",
    "Keys",
    "Matched",
    "Part",
    "Protection",
    "Reading",
    "found_in",
    "hows_of",
    "joined",
    "part_of",
    "protection_of",
    "protection_of_places",
    "reading_of",
    "where_matched",
]


@dataclass(frozen=True, slots=True)
class Matched:
    """One protected thing that was found: its kind and its digest, never its words."""

    kind: Kind
    digest: bytes


@dataclass(frozen=True, slots=True)
class Protection:
    """The keyed digests of what one room protects, and of what it knows."""

    signs: tuple[Sign, ...] = ()
    quoted: frozenset[bytes] = frozenset()
    known: frozenset[bytes] = frozenset()

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed; the same whenever the same is protected."""
        return to_stored(self.signs, self.quoted, self.known)

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; raises ValueError on anything this version did not write."""
        return cls(*from_stored(raw))

    def without(self, known: Collection[bytes]) -> Self:
        """What is left of it for somebody whose rooms know this already."""
        signs = tuple(sign for sign in self.signs if sign.secret or not _is_known(sign, known))
        return replace(self, signs=signs, quoted=self.quoted.difference(known))


def _is_known(sign: Sign, known: Collection[bytes]) -> bool:
    if sign.name in known:
        return True
    told = [part in known for part in sign.parts]
    return any(told) if sign.own else bool(told) and all(told)


@dataclass(slots=True)
class Reading:
    """A paper that was read once, to be asked by many rooms."""

    digests: Digests
    keys: Keys
    _quotations: frozenset[bytes] | None = field(default=None)

    def found(self, protection: Protection) -> frozenset[Matched]:
        """What of one protection stands in it."""
        found = {Matched(sign.kind, sign.name) for sign in protection.signs if matches(sign, self.digests)}
        if protection.quoted:
            told = protection.quoted & self._quoted()
            found |= {Matched(Kind.CHILD_WORDS, digest) for digest in told}
        return frozenset(found)

    def _quoted(self) -> frozenset[bytes]:
        if self._quotations is None:
            runs = (form for words in self.digests.quotable for form in quotations(words))
            self._quotations = self.keys.all(runs)
        return self._quotations


@dataclass(frozen=True, slots=True)
class Part:
    """What one record protects and knows, in digests alone: it may be kept in memory for the next time."""

    signs: tuple[Sign, ...]
    quoted: frozenset[bytes]
    known: frozenset[bytes]


def protection_of(facts: Iterable[Fact], keyed: Keyed) -> Protection:
    """What these facts of one room protect, and know."""
    read, keys = list(facts), Keys(keyed)
    parts = [part_of(each, how, keys) for each, how in zip(read, hows_of(read), strict=True)]
    return joined(read, parts, keys)


def part_of(found: Fact, how: How, keys: Keys) -> Part:
    """What one fact protects; it depends on the others of its room only by ``how``."""
    made = made_of(found, how)
    signs = tuple(_digested(sign, keys) for sign in made.signs.values())
    return Part(signs, keys.all(made.quoted), keys.all(made.known))


def joined(facts: Sequence[Fact], parts: Iterable[Part], keys: Keys) -> Protection:
    """The parts of one room together; the names of its own person, alone, protect nothing."""
    read, own = list(parts), own_words(facts)
    alone = keys.all(f"i:alone {word}" for word in own)
    signs = {(sign.name, sign.secret): sign for part in read for sign in part.signs}
    kept = tuple(sign for sign in signs.values() if sign.secret or sign.name not in alone)
    known = frozenset().union(keys.all(f"k:{exact(word)}" for word in own), *(part.known for part in read))
    return Protection(kept, frozenset().union(*(part.quoted for part in read)), known)


def _digested(sign: Plain, keys: Keys) -> Sign:
    return Sign(
        kind=sign.kind,
        shape=sign.shape,
        name=keys.of(f"i:{sign.name}"),
        elements=tuple(keys.all(each) for each in sign.elements),
        anywhere=keys.all(sign.anywhere),
        parts=tuple(keys.of(f"k:{part}") for part in sign.parts),
        secret=sign.secret,
        own=sign.own,
    )


def reading_of(texts: Sequence[Text], keyed: Keyed) -> Reading:
    """Read a paper once, to ask for many rooms."""
    keys = Keys(keyed)
    return Reading(digests_of(texts, keys), keys)


def found_in(texts: Sequence[Text], protection: Protection, keyed: Keyed) -> frozenset[Matched]:
    """What of it these texts hold."""
    return reading_of(texts, keyed).found(protection)


def where_matched(
    facts: Iterable[Fact], matched: Collection[Matched], keyed: Keyed
) -> tuple[tuple[Kind, str], ...]:
    """The room's own words behind what was found: for who is inside it, and nobody else."""
    read = list(facts)
    return tuple(dict.fromkeys(line for each in read for line in _lines_of(each, read, matched, keyed)))


def _lines_of(
    found: Fact, facts: Sequence[Fact], matched: Collection[Matched], keyed: Keyed
) -> Iterator[tuple[Kind, str]]:
    whose = [each for each in facts if each.kind == "identity" and each is not found]
    here = protection_of([*whose, found], keyed)
    kinds = {sign.kind for sign in here.signs if Matched(sign.kind, sign.name) in matched}
    if any(Matched(Kind.CHILD_WORDS, digest) in matched for digest in here.quoted):
        kinds.add(Kind.CHILD_WORDS)
    words = " / ".join(words for _looked, words in texts_of(found)) or getattr(found, "words", "")
    yield from ((kind, words) for kind in sorted(kinds))


def protection_of_places(places: Iterable[str], keyed: Keyed) -> Protection:
    """What a service never says of itself: each is an address, a name of a house, a number. Always secret."""
    keys, made = Keys(keyed), Made()
    for words in places:
        made.take(anywhere_in(words, tokens_of(words), secret=True))
        made.take(of_address(words, secret=True))
        made.take(place_of(tokens_of(words), secret=True))
    kept = (sign for sign in made.signs.values() if not sign.name.startswith("w:="))
    return Protection(tuple(_digested(sign, keys) for sign in kept))
