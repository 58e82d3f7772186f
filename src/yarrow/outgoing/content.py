"""What lies inside the sealed columns of this package, and where each of them belongs."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from yarrow.door.kinds import Kind
from yarrow.door.protection import Matched
from yarrow.sealing.context import Context
from yarrow.sealing.keys import digest
from yarrow.sealing.pepper import mark, peppered_key
from yarrow.staff.queries import pepper, the_service

from .artefact import Artefact
from .models import Release, StoppedCopy, StoppedPaper
from .terms import ArtefactKind

KEY_SIZE = 64
"""Bytes that a wrapped key takes."""
BODY_PADDED_TO = 65_536
WORDS_PADDED_TO = 8192


class Why(StrEnum):
    """Why something did not pass; who is asked to look reads it, the sender never does."""

    PROTECTED = "protected"
    UNKNOWN = "unknown"
    """A room does not say what it protects: its people must look into it first."""
    BLIND = "blind"
    """There are pictures in it: somebody must look at them with their own eyes."""
    UNREADABLE = "unreadable"
    """It cannot be opened at all, or is too large. It has to be made again in another way."""
    RATION = "ration"
    """It was not looked at: this worker has used up their ration."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Why something was stopped, and the rooms whose people are asked, each with what of it was found.

    What was found are kinds and keyed digests: only who is inside the room can tell its words from them.
    """

    why: frozenset[Why]
    rooms: Mapping[UUID, frozenset[Matched]]

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed."""
        rooms = {str(room): _listed(matched) for room, matched in sorted(self.rooms.items())}
        return json.dumps({"why": sorted(self.why), "rooms": rooms}).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; ValueError or KeyError on anything this version did not write."""
        said: dict[str, Any] = json.loads(raw)
        rooms = {UUID(room): frozenset(map(_matched, listed)) for room, listed in said["rooms"].items()}
        return cls(frozenset(Why(each) for each in said["why"]), rooms)


_MOST_LISTED = 100
"""Of one room. A paper that holds more of what it protects is not let out for the sake of the rest."""


def _listed(matched: Collection[Matched]) -> list[str]:
    ordered = sorted(matched, key=lambda each: (each.kind, each.digest))
    return [f"{int(each.kind)}:{each.digest.hex()}" for each in ordered[:_MOST_LISTED]]


def _matched(listed: str) -> Matched:
    kind, _colon, said = listed.partition(":")
    return Matched(Kind(int(kind)), bytes.fromhex(said))


@dataclass(frozen=True, slots=True)
class Released:
    """For which rooms somebody let a paper out, each with its state in that moment; and why."""

    rooms: Mapping[UUID, bytes]
    reason: str

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed."""
        rooms = {str(room): state.hex() for room, state in sorted(self.rooms.items())}
        return json.dumps({"rooms": rooms, "reason": self.reason}, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; ValueError or KeyError on anything this version did not write."""
        said: dict[str, Any] = json.loads(raw)
        rooms = {UUID(room): bytes.fromhex(state) for room, state in said["rooms"].items()}
        return cls(rooms, str(said["reason"]))


def artefact_to_bytes(artefact: Artefact) -> bytes:
    """A paper with its name and type, to be sealed whole."""
    head = json.dumps([artefact.kind, artefact.file_name, artefact.media_type], ensure_ascii=False).encode()
    return len(head).to_bytes(4, "big") + head + artefact.body


def artefact_from_bytes(raw: bytes) -> Artefact:
    """Read it back; ValueError on anything this version did not write."""
    end = 4 + int.from_bytes(raw[:4], "big")
    kind, file_name, media_type = json.loads(raw[4:end])
    return Artefact(ArtefactKind(kind), file_name, media_type, raw[end:])


def door_key_of(case: UUID) -> bytes:
    """The service's key for what the door keeps of one case. Raises ``PepperMissing``."""
    return peppered_key(pepper(), "door/v1", case)


def digest_of(artefact: Artefact, *, case: UUID, audience: UUID | None) -> bytes:
    """Which paper it is, and whose: nobody without the pepper can try out what it said."""
    whose = audience.bytes if audience else b""
    return mark(door_key_of(case), b"artefact/v1", case.bytes, whose, artefact_to_bytes(artefact))


def state_digest(*parts: bytes) -> bytes:
    """The state of a room in which somebody let a paper out."""
    return digest(b"door-state/v1", *parts)


def asked_context(row: StoppedPaper) -> Context:
    """Why, and who is asked."""
    return Context(deployment=the_service().pk, table="stopped_paper", column="asked", row=row.pk)


def body_context(row: StoppedPaper) -> Context:
    """The paper itself."""
    return Context(deployment=the_service().pk, table="stopped_paper", column="body", row=row.pk)


def copy_context(row: StoppedCopy) -> Context:
    """The key of the paper, for one colleague."""
    deployment = the_service().pk
    return Context(
        deployment=deployment, table="stopped_copy", column="blob", row=row.pk, room=row.stopped_id
    )


def release_context(row: Release) -> Context:
    """For which rooms, and why."""
    return Context(deployment=the_service().pk, table="release", column="blob", row=row.pk)
