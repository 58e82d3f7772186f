"""Facts to bytes and back. What cannot be read strictly is not read at all."""

import json
from datetime import date
from typing import Any, get_args, get_origin

import cattrs

from yarrow.gate.facts import KINDS, Fact, Unreadable
from yarrow.gate.words import Choice


class UnreadableFact(ValueError):
    """An entry that this version cannot read; carries no detail, since detail would be words."""


def to_bytes(fact: Fact) -> bytes:
    """One fact as canonical JSON."""
    content = {"kind": fact.kind, "fields": _CONVERTER.unstructure(fact)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> Fact:
    """The fact in these bytes; UnreadableFact for an unknown kind, field, value or shape."""
    try:
        return _structured(json.loads(raw))
    except Exception as failure:
        raise UnreadableFact from failure


def read_or_unreadable(raw: bytes) -> Fact:
    """For gathering a room: an entry that cannot be read makes every answer of the room unknown."""
    try:
        return from_bytes(raw)
    except UnreadableFact:
        return Unreadable()


def _structured(content: dict[str, Any]) -> Fact:
    if set(content) != {"kind", "fields"}:
        raise UnreadableFact
    return _CONVERTER.structure(content["fields"], KINDS[content["kind"]])


def _exactly(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise UnreadableFact
    return value


def _text(value: Any, kind: Any) -> Any:
    words = _exactly(value, str)
    return kind(words) if issubclass(kind, Choice) else words


def _several(value: Any, kind: Any) -> tuple[Any, ...]:
    of = get_args(kind)[0]
    return tuple(_text(each, of) for each in _exactly(value, list))


def _is_tuple(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is tuple


def _make_converter() -> cattrs.Converter:
    """Strict in both directions: by itself the library would turn 3 into "3" and "abc" into letters."""
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_structure_hook(str, _text)  # choices are text too, so they arrive here
    converter.register_structure_hook(int, lambda value, _: _exactly(value, int))
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(_exactly(value, str)))
    converter.register_structure_hook_func(_is_tuple, _several)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Choice, lambda choice: choice.value)
    return converter


_CONVERTER = _make_converter()
