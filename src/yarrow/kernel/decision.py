"""Answers that carry their reasons.

A refusal is a value, never an exception: it is shown to a worker, so it must keep
every reason it has (style.md §4, "Errors").
"""

from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands in the way, in words a worker can act on.

    ``code`` names the rule or check; ``text`` is the English message id, translated where
    it is shown; ``field`` names the form field it belongs to, when there is one.
    """

    code: str
    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Nothing recorded stands in the way."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Something stands in the way; ``reasons`` is never empty."""

    reasons: tuple[Reason, ...]

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a refusal must say why")

    def __bool__(self) -> NoReturn:
        """A refusal has no truth value.

        ``if refusal := check():`` reads like "if refused" and would skip a falsy refusal, while a
        truthy one would pass for a yes elsewhere. Ask ``isinstance`` or ``is not None``.
        """
        raise TypeError("ask isinstance(answer, Refused): a refusal is neither true nor false")


Decision = Allowed | Refused


def refused(code: str, text: str, *, field: str = "") -> Refused:
    """A refusal with one reason."""
    return Refused((Reason(code, text, field),))
