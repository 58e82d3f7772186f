"""How a protection is laid down: bytes that are the same whenever it is the same. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .kinds import Kind
from .signs import Shape

VERSION = 1
"""Of what is protected and how it is recognised. Raise it with any change there: until somebody inside has
looked again, an older row says nothing, and nothing leaves."""

DIGEST = 6
_SECRET, _OWN = 1, 2
_HEAD = b"door"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign, in digests alone."""

    kind: Kind
    shape: Shape
    name: bytes
    elements: tuple[frozenset[bytes], ...] = ()
    anywhere: frozenset[bytes] = frozenset()
    parts: tuple[bytes, ...] = ()
    secret: bool = False
    own: bool = False


def sign_to_bytes(sign: Sign) -> bytes:
    """One sign."""
    head = bytes((sign.kind, sign.shape, _SECRET * sign.secret + _OWN * sign.own, len(sign.elements)))
    lists = (sign.parts, sorted(sign.anywhere), *(sorted(each) for each in sign.elements))
    return head + sign.name + b"".join(_list(each) for each in lists)


def signs_from(reader: "Reader") -> Iterator[Sign]:
    """Signs, as many as were written; raises ValueError for anything else."""
    for _ in range(reader.number()):
        kind, shape, flags, count = reader.take(4)
        name, parts, anywhere = reader.take(DIGEST), reader.digests(), frozenset(reader.digests())
        elements = tuple(frozenset(reader.digests()) for _ in range(count))
        secret, own = bool(flags & _SECRET), bool(flags & _OWN)
        yield Sign(Kind(kind), Shape(shape), name, elements, anywhere, tuple(parts), secret, own)


def to_stored(signs: Iterable[Sign], quoted: Iterable[bytes], known: Iterable[bytes]) -> bytes:
    """All of a protection."""
    written = sorted(sign_to_bytes(sign) for sign in signs)
    head = _HEAD + VERSION.to_bytes(2, "big") + len(written).to_bytes(4, "big")
    return head + b"".join(written) + _list(sorted(quoted)) + _list(sorted(known))


def from_stored(raw: bytes) -> tuple[tuple[Sign, ...], frozenset[bytes], frozenset[bytes]]:
    """Read it back; raises ValueError on anything that this version did not write."""
    reader = Reader(raw)
    if reader.take(len(_HEAD)) != _HEAD or int.from_bytes(reader.take(2), "big") != VERSION:
        raise ValueError("not a protection of this version")
    signs = tuple(signs_from(reader))
    quoted, known = frozenset(reader.digests()), frozenset(reader.digests())
    if reader.at != len(raw):
        raise ValueError("more than a protection")
    return signs, quoted, known


def _list(digests: Iterable[bytes]) -> bytes:
    body = b"".join(digests)
    return (len(body) // DIGEST).to_bytes(4, "big") + body


@dataclass(slots=True)
class Reader:
    """Takes bytes off the front; raises ValueError where they end too soon."""

    raw: bytes
    at: int = 0

    def take(self, count: int) -> bytes:
        """The next so many bytes."""
        found = self.raw[self.at : self.at + count]
        if len(found) != count:
            raise ValueError("cut short")
        self.at += count
        return found

    def number(self) -> int:
        """The next number."""
        return int.from_bytes(self.take(4), "big")

    def digests(self) -> list[bytes]:
        """The next list."""
        body = self.take(self.number() * DIGEST)
        return [body[at : at + DIGEST] for at in range(0, len(body), DIGEST)]
