"""Questions, answered at a terminal or, for rehearsals and tests, from a file."""

import sys
import tomllib
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from getpass import getpass
from pathlib import Path
from typing import Any, Protocol

from django.core.management import CommandError
from django.db import DatabaseError

from yarrow.staff.queries import is_set_up, the_service
from yarrow.staff.terms import Kind

Check = Callable[[str], str]
"""Gives the answer cleaned; raises ``Wrong`` with what is wrong with it."""

NO_TERMINAL = (
    "This asks questions and needs a terminal, so that nobody's code ends up in a log. For a rehearsal or a"
    " test, give the answers in a file: --answers FILE, or --answers - to read them from standard input."
)
NO_FILE = (
    "Codes and passphrases of a real service are never put into a file: answer at a terminal, or with"
    " --answers - from standard input. Delete that file. Nothing was changed."
)
_STDIN = "-"


class Wrong(ValueError):
    """An answer that cannot be taken, in words."""


class Asking(Protocol):
    """Whoever answers."""

    def ask(self, key: str, question: str, check: Check = str.strip, /, *, is_secret: bool = False) -> str:
        """The answer to one question; ``key`` is its name in a file of answers."""


class Terminal:
    """A person at the keyboard: a wrong answer is told and asked again; a secret does not show."""

    def ask(self, _key: str, question: str, check: Check = str.strip, *, is_secret: bool = False) -> str:
        while True:
            typed = getpass(f"{question}: ") if is_secret else input(f"{question}: ")
            try:
                return check(typed)
            except Wrong as wrong:
                sys.stderr.write(f"  {wrong}\n")


class Answers:
    """A file of answers: TOML, ``a.name = "…"``. A missing or wrong answer ends the command."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self._answers = answers

    def __repr__(self) -> str:
        return "answers"  # among them are codes and a passphrase

    def ask(self, key: str, question: str, check: Check = str.strip, *, is_secret: bool = False) -> str:  # noqa: ARG002
        found: Any = self._answers
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if not isinstance(found, str):
            raise CommandError(f"The answers do not say {key}: {question}.")
        try:
            return check(found)
        except Wrong as wrong:
            raise CommandError(f"{key}: {wrong}") from None


def add_answers(parser: ArgumentParser) -> None:
    """The one option of every ceremony."""
    parser.add_argument("--answers", default="", metavar="FILE", help="answers for a rehearsal; - is stdin")


def asking(answers: str) -> Asking:
    """Whoever answers. Raises ``CommandError`` without a terminal or a readable file.

    Hazard: a file of codes stays on the disk and in its copies. Only a rehearsal may read one.
    """
    if not answers:
        if not sys.stdin.isatty():
            raise CommandError(NO_TERMINAL)
        return Terminal()
    if answers != _STDIN and not _is_rehearsal():
        raise CommandError(NO_FILE)
    try:
        text = sys.stdin.read() if answers == _STDIN else Path(answers).read_text()
        return Answers(tomllib.loads(text))
    except (OSError, tomllib.TOMLDecodeError) as failure:
        raise CommandError(f"The answers cannot be read: {type(failure).__name__}.") from None


def _is_rehearsal() -> bool:
    """Whether what is set up here is a demonstration or a test; where nothing is yet, it could be real."""
    try:
        return is_set_up() and the_service().kind != Kind.REAL
    except DatabaseError:
        return False  # not even tables, as on an empty machine
