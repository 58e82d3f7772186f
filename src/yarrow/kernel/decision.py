"""Answers that carry their reasons.

A refusal is a value, never an exception: it is shown to a worker, so it must keep
every reason it has (style.md §4, "Errors").
"""

from dataclasses import dataclass


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

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Refused:
    """Something stands in the way; ``reasons`` is never empty."""

    reasons: tuple[Reason, ...]

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a refusal must say why")

    def __bool__(self) -> bool:
        return False


Decision = Allowed | Refused


def refused(code: str, text: str, *, field: str = "") -> Refused:
    """A refusal with one reason."""
    return Refused((Reason(code, text, field),))
