"""What becomes of the answers. Pure: no answer is scored, and none counts as a yes to anything."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from .sheets import Question, Sheet
from .terms import ReadBy

LONGEST = 4000
"""Characters of one answer; the rest of a longer one is not kept, and the box says so."""
LASTS = timedelta(hours=4)
"""How long a device stays handed over at most; afterwards nothing more is taken from it."""

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parted:
    """The answers by who may read them, as lines; ``is_alarm``: somebody must see it soon."""

    room: tuple[str, ...]
    apart: tuple[str, ...]
    is_alarm: bool


def answers_in(sheet: Sheet, typed: Mapping[str, list[str]]) -> dict[str, str]:
    """What was typed into this sheet's own questions; anything else that a browser sent is not there."""
    found = {each.name: _answer(each, typed.get(each.name, [])) for each in sheet.questions}
    return {name: answer for name, answer in found.items() if answer}


def _answer(question: Question, values: list[str]) -> str:
    text = (values[0] if values else "").strip()[:LONGEST]
    if question.choices is None:
        return text.replace("\r\n", "\n")
    return text if text in {each.value for each in question.choices} else ""


def parted(sheet: Sheet, answers: Answers, say: Callable[[str], str]) -> Parted:
    """Part the answers, each beneath its question; ``say`` puts our own words into the person's language."""
    return Parted(
        room=tuple(_lines(sheet, answers, ReadBy.ROOM, say)),
        apart=tuple(_lines(sheet, answers, ReadBy.APART, say)),
        is_alarm=any(answers.get(each.name) in each.alarms for each in sheet.questions),
    )


def _lines(sheet: Sheet, answers: Answers, read_by: ReadBy, say: Callable[[str], str]) -> Iterator[str]:
    for each in sheet.questions:
        if each.read_by is read_by and (answer := answers.get(each.name)):
            said = say(each.choices.of(answer).words) if each.choices else answer
            yield f"{say(each.asks)}\n{said}"


def has_apart(sheet: Sheet) -> bool:
    """Whether anything on it is for somebody other than who hands it over."""
    return any(each.read_by is ReadBy.APART for each in sheet.questions)


def readers_of(supervisors: Iterable[UUID], leads: Collection[UUID], by: UUID) -> tuple[UUID, ...]:
    """Who may read what is kept apart: supervisors of the case; never who leads it or hands over."""
    return tuple(each for each in supervisors if each != by and each not in leads)
