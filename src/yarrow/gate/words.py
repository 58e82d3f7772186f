"""Choices with plain words, so that a form can be made from a fact type.

Nothing about safety is ever a bare yes/no flag: ``UNKNOWN`` is a named value, and unknown refuses.
"""

from enum import StrEnum
from typing import NewType, Self

from yarrow.kernel.words import N_

LongText = NewType("LongText", str)

Mark = NewType("Mark", str)
"""Set by the program: the id, moment or digest of something else. Never asked, and never shown as it is."""


class Choice(StrEnum):
    """A coded value that carries the words a person reads (an English message id)."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """The member stored as ``value``; ValueError for anything else."""
        for member in cls:
            if member.value == value:
                return member
        raise ValueError(value)


class Answer(Choice):
    """Yes, no, or not known; never a boolean."""

    YES = "yes", N_("Yes")
    NO = "no", N_("No")
    UNKNOWN = "unknown", N_("Not known")
