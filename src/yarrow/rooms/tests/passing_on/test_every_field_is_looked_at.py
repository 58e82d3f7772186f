"""A new field of text is never forgotten: it protects something, or says why it protects nothing."""

from collections.abc import Iterator
from dataclasses import fields
from typing import get_type_hints

import pytest

import yarrow.rooms.facts  # noqa: F401  # its kinds are registered when it is imported
from yarrow.door.fields import PROTECTS, PROTECTS_NOTHING
from yarrow.gate.facts import KINDS, Fact
from yarrow.gate.words import LongText, Mark

pytestmark = pytest.mark.once


def text_fields(kind: type[Fact]) -> Iterator[str]:
    hints = get_type_hints(kind)
    for each in fields(kind):  # type: ignore[arg-type]  # every kind is a dataclass
        if hints[each.name] in {str, LongText, Mark}:
            yield f"{kind.kind}.{each.name}"


def asked() -> set[str]:
    return {field for kind in KINDS.values() for field in text_fields(kind)}


def test_every_text_field_says_what_it_protects_or_why_nothing() -> None:
    forgotten = asked() - PROTECTS.keys() - PROTECTS_NOTHING.keys()

    assert sorted(forgotten) == [], "add them to door/fields.py: what they protect, or NOTHING because"


def test_no_field_is_named_that_is_not_there_and_none_twice() -> None:
    named = [*PROTECTS, *PROTECTS_NOTHING]

    assert sorted(set(named) - asked()) == []
    assert len(named) == len(set(named))
