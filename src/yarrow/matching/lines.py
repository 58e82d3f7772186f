"""A list of people as somebody typed or pasted it, one on a line. Pure."""

import csv
import re
from dataclasses import dataclass
from datetime import date

from .terms import EARLIEST_BIRTH, PROBLEMS
from .tokens import Somebody, email_of, family_names, number_of, tokens_of

_DAY = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number, as it was typed, and who is meant or what is wrong with it."""

    number: int
    typed: str
    somebody: Somebody | None
    problem: str = ""


def lines_in(typed: str, *, today: date) -> tuple[Line, ...]:
    """Every line that is not empty: full name, date of birth, telephone, e-mail; a comma between them.

    Commas, semicolons or tabs, as spreadsheets give them; a name with a comma stands in quotes.
    """
    numbered = ((number, raw) for number, raw in enumerate(typed.splitlines(), start=1) if raw.strip(" ,;\t"))
    return tuple(_line(number, raw, today) for number, raw in numbered)


def _line(number: int, raw: str, today: date) -> Line:
    columns = _columns(raw)
    if columns is None:
        return Line(number, raw, None, PROBLEMS["fields"])
    name, born, telephone, email = columns
    return line_of(number, raw, name=name, born=born, telephone=telephone, email=email, today=today)


def line_of(
    number: int, typed: str, *, name: str, born: str, telephone: str, email: str, today: date
) -> Line:
    """One person as typed in four boxes, checked; the first thing that is wrong is what is said."""
    day = day_of(born, today=today) if born else None
    if born and day is None:
        return Line(number, typed, None, PROBLEMS["day"])
    if telephone and not number_of(telephone):
        return Line(number, typed, None, PROBLEMS["telephone"])
    if email and not email_of(email):
        return Line(number, typed, None, PROBLEMS["email"])
    somebody = Somebody(name, day, (telephone,) if telephone else (), (email,) if email else ())
    if not tokens_of(somebody):
        lacks = "surname" if name and day and not family_names(name) else "enough"
        return Line(number, typed, None, PROBLEMS[lacks])
    return Line(number, typed, somebody)


def _columns(raw: str) -> list[str] | None:
    between = next((each for each in ("\t", ";") if each in raw), ",")
    try:
        rows = list(csv.reader([raw], delimiter=between, skipinitialspace=True, strict=True))
    except csv.Error:
        return None
    found = [column.strip() for column in rows[0]] if rows else []
    while len(found) > _COLUMNS and not found[-1]:
        found.pop()
    if not 1 <= len(found) <= _COLUMNS:
        return None
    return found + [""] * (_COLUMNS - len(found))


def day_of(typed: str, *, today: date) -> date | None:
    """A day as people here write it, 31/12/1990; nothing for any other and for one not yet come."""
    match = _DAY.fullmatch(typed.strip())
    if match is None:
        return None
    try:
        day = date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
    return day if EARLIEST_BIRTH <= day <= today else None
