"""What of a person can be compared, and how it is written so that it compares. Pure.

Compound values only: the sound of a family name together with the whole date of birth, a
telephone number, an e-mail address. Never a name, a day or a postcode alone: each of those could be
tried through (security.md §5.7).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

import jellyfish
import phonenumbers

REGION = "GB"
_EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>().]{2,}")
_BETWEEN = re.compile(r"[\s,;<>()]+")
_AROUND = ".:!?'\"\u2018\u2019\u201c\u201d[]{}"
_LONGEST_EMAIL, _LONGEST_NAME = 254, 200
MOST_SCANNED = 4_000
"""Characters. What is written is looked through while the database waits: only so much of it, and only
word by word, for a pattern run over the whole takes the square of its length."""

_NOT_LETTERS = re.compile(r"[^a-z]+")

_AS_IT_SOUNDS = (
    (re.compile(r"^mc"), "mac"),
    (re.compile(r"^ff"), "f"),
    (re.compile(r"^rh"), "r"),
    (re.compile(r"ll"), "l"),
    (re.compile(r"ff"), "f"),
    (re.compile(r"dd$"), "th"),
    (re.compile(r"(?<=[^aeiou])w(?=[^aeiou]|$)"), "oo"),
    (re.compile(r"y"), "i"),
)
"""Before metaphone, which hears English: Welsh letters and the ways they are written in English.
Lloyd and Loyd, Gruffydd and Griffith, Rhys and Rees, Llwyd and Lloid meet; Dafis and Davies do already."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Whom somebody looks for, or whom a room is about. Everything may be missing."""

    full_name: str = ""
    born: date | None = None
    telephones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


def tokens_of(somebody: Somebody) -> tuple[str, ...]:
    """Every value that can be compared, in one order; empty when nothing says enough."""
    found = {f"p:{number}" for each in somebody.telephones if (number := number_of(each))}
    found |= {f"e:{address}" for each in somebody.emails if (address := email_of(each))}
    if somebody.born is not None:
        found |= {f"n:{sound}|{somebody.born.isoformat()}" for sound in sounds_of(somebody.full_name)}
    return tuple(sorted(found))


def sounds_of(full_name: str) -> frozenset[str]:
    """How the family name sounds, each half of a double one by itself; nothing for a first name alone."""
    return frozenset(sound for part in family_names(full_name) if (sound := _sound(part)))


def family_names(full_name: str) -> tuple[str, ...]:
    """The last word, or what stands before a comma, in its parts."""
    name = full_name[:_LONGEST_NAME]
    before, comma, after = name.partition(",")
    words = before.split() if comma and after.strip() else name.split()[1:]
    return tuple(filter(None, re.split("[-\u2010-\u2015]", words[-1]))) if words else ()


def _sound(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = _NOT_LETTERS.sub("", plain.replace("'", "").replace("\u2019", ""))
    for pattern, instead in _AS_IT_SOUNDS:
        letters = pattern.sub(instead, letters)
    return jellyfish.metaphone(letters) or letters.upper()


def number_of(telephone: str) -> str:
    """A telephone number in E.164, or nothing for what is none."""
    try:
        number = phonenumbers.parse(telephone, REGION)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def email_of(address: str) -> str:
    """An e-mail address as it compares, or nothing for what is none."""
    if len(address) > 2 * _LONGEST_EMAIL:
        return ""
    plain = unicodedata.normalize("NFKC", address).strip().casefold()
    return plain if len(plain) <= _LONGEST_EMAIL and _EMAIL.fullmatch(plain) else ""


def numbers_in(words: str) -> tuple[str, ...]:
    """The telephone numbers that somebody wrote among other words."""
    some = words[:MOST_SCANNED]
    matches = phonenumbers.PhoneNumberMatcher(some, REGION, leniency=phonenumbers.Leniency.POSSIBLE)
    found = (phonenumbers.format_number(m.number, phonenumbers.PhoneNumberFormat.E164) for m in matches)
    return tuple(dict.fromkeys(found))


def emails_in(words: str) -> tuple[str, ...]:
    """The e-mail addresses that somebody wrote among other words."""
    each_word = (word.strip(_AROUND) for word in _BETWEEN.split(words[:MOST_SCANNED]))
    found = (email_of(word) for word in each_word if len(word) <= _LONGEST_EMAIL and word.count("@") == 1)
    return tuple(dict.fromkeys(filter(None, found)))
