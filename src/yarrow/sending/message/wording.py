"""The words of automatic messages, in both languages. From a library alone; nothing can be typed in."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from yarrow.gate.facts.routes import Wording
from yarrow.gate.facts.who import Language

MOST_DAYS = 7
"""How far ahead a reminder may speak of a day."""

_LIBRARY = Path(__file__).with_name("wording.toml")
_CODES = {Language.ENGLISH: "en", Language.WELSH: "cy"}
_WELSH = {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}


class NoWords(LookupError):
    """The library has no such words: another language, or a number that it cannot say."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says, and what an e-mail shows of it before it is opened."""

    subject: str
    body: str


def words_of(wording: Wording, language: Language, *, days: int = 0, signed: str = "") -> Words:
    """The whole message, with the name that its reader chose for us below it, where they chose one.

    Raises ``NoWords`` for a language that the library does not speak, and for days outside 0 to 7.
    """
    code = _CODES.get(language)
    found = _library().get(wording.value, {})
    if code is None or code not in found or not 0 <= days <= MOST_DAYS:
        raise NoWords
    forms = found[code]
    form = _form(code, days) if "counts" in found else "other"
    body = forms.get(form, forms["other"]).replace("{days}", str(days))
    return Words(subject=forms["subject"], body=f"{body} {signed}".strip() if signed else body)


def says_days(wording: Wording) -> bool:
    """Whether this message says in how many days."""
    return "counts" in _library().get(wording.value, {})


def _form(code: str, days: int) -> str:
    if code == "cy":
        return _WELSH.get(days, "other")
    return {0: "zero", 1: "one"}.get(days, "other")


@cache
def _library() -> dict[str, Any]:
    return tomllib.loads(_LIBRARY.read_text(encoding="utf-8"))
