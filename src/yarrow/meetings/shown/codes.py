"""The codes of a brief, and how they read: coded answers of a room, never its words.

A code is ``kind.question=answer``. It is put in words only where it is shown, so that preview and
supervisor read exactly the same, each in the language of their page.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext

from yarrow.gate.catalogue import HEADINGS
from yarrow.gate.facts import KINDS, Fact, asked
from yarrow.gate.facts.base import AskedField, Shape
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import Choice

_SEVERAL = "+"
_CODED = frozenset({Shape.ONE_OF, Shape.SEVERAL_OF})


def codes_in(recorded: Sequence[Recorded]) -> tuple[str, ...]:
    """The coded answers of a room: of each kind of record the one that was written last."""
    newest = {each.fact.kind: each.fact for each in recorded}
    return tuple(code for fact in newest.values() for code in _codes_of(fact))


def _codes_of(fact: Fact) -> Iterator[str]:
    if fact.kind not in KINDS:
        return
    for question in asked(type(fact)):
        if question.shape in _CODED and (value := getattr(fact, question.name)):
            yield f"{fact.kind}.{question.name}={_value(value)}"


def _value(value: Choice | tuple[Choice, ...]) -> str:
    return _SEVERAL.join(each.value for each in value) if isinstance(value, tuple) else value.value


def in_words(code: str) -> str:
    """A code as it is read; the bare code where this version does not know it."""
    try:
        kind, _, rest = code.partition(".")
        name, _, value = rest.partition("=")
        question = next(each for each in asked(KINDS[kind]) if each.name == name)
        return f"{gettext(KINDS[kind].title)}. {gettext(question.label)} {_said(question, value)}"
    except (KeyError, StopIteration, ValueError):
        return code


def _said(question: AskedField, value: str) -> str:
    if question.choices is None:
        raise ValueError(question.name)
    return ", ".join(gettext(question.choices.of(each).words) for each in value.split(_SEVERAL))


def headings_of(reasons: Iterable[GateReason]) -> tuple[str, ...]:
    """The codes of what still stands in the way, each once."""
    return tuple(dict.fromkeys(reason.code for reason in reasons))


def heading_in_words(code: str) -> str:
    """What a reason's code is about."""
    return gettext(HEADINGS[code].title) if code in HEADINGS else code
