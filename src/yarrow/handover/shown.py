"""A sheet as it is drawn: its questions in the language of the page, with what was typed so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from .sheets import Question, Sheet
from .terms import Face


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One answer to choose; ``face`` names its picture, where it has one."""

    value: str
    words: str
    is_chosen: bool
    face: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question as it is drawn."""

    name: str
    asks: str
    choices: tuple[ShownChoice, ...]
    typed: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """Questions whose answers the same people read, under a line that says who."""

    read_by: str
    questions: tuple[ShownQuestion, ...]


def parts_of(sheet: Sheet, typed: Mapping[str, Sequence[str]]) -> tuple[ShownPart, ...]:
    """The whole sheet, in its parts."""
    return tuple(
        ShownPart(gettext(read_by.words), tuple(_question(each, typed) for each in questions))
        for read_by, questions in sheet.parted()
    )


def _question(question: Question, typed: Mapping[str, Sequence[str]]) -> ShownQuestion:
    said = next(iter(typed.get(question.name, ())), "")
    choices = tuple(
        ShownChoice(
            each.value,
            gettext(each.words),
            each.value == said,
            each.value if question.choices is Face else "",
        )
        for each in question.choices or ()
    )
    return ShownQuestion(question.name, gettext(question.asks), choices, said)
