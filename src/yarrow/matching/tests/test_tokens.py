"""What of a person can be compared, and that nothing smaller ever is."""

from datetime import date
from time import perf_counter
from uuid import UUID

import pytest

from yarrow.matching.lines import day_of, lines_in
from yarrow.matching.notes import NOTE_PAD, VALUE_PAD, Kept, Note
from yarrow.matching.tokens import (
    Somebody,
    email_of,
    emails_in,
    number_of,
    numbers_in,
    sounds_of,
    tokens_of,
)
from yarrow.sealing.padding import padded

BORN = date(1990, 2, 3)
TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    "somebody",
    [
        Somebody("Anwen Parry"),
        Somebody("Anwen", BORN),
        Somebody("", BORN),
        Somebody(telephones=("999x",)),
        Somebody(emails=("nobody",)),
        Somebody(),
    ],
)
def test_a_name_or_a_day_alone_is_never_compared(somebody: Somebody) -> None:
    assert tokens_of(somebody) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sioned Lloyd", "Sioned Loyd"),
        ("Mair Gruffydd", "Mair Griffith"),
        ("Huw Rhys", "Huw Rees"),
        ("Tom McLeod", "Tom MacLeod"),
        ("Nia Davies", "Nia Dafis"),
        ("Parry, Anwen", "anwen  PARRY"),
        ("Siân Llŷr", "Sian Llyr"),
        ("Zoë Ó Briain", "Zoe O Briain"),
        ("Ann O'Neill", "Ann O\u2019Neil"),
    ],
)
def test_ways_of_writing_one_name_meet(one: str, other: str) -> None:
    assert sounds_of(one) & sounds_of(other)


def test_each_half_of_a_double_name_counts() -> None:
    assert sounds_of("Anwen Llwyd-Parry") >= sounds_of("Anwen Parry") | sounds_of("Anwen Lloid")


def test_different_names_and_different_days_do_not_meet() -> None:
    assert not sounds_of("Nia Davies") & sounds_of("Nia Owen")
    assert not set(tokens_of(Somebody("A Owen", BORN))) & set(tokens_of(Somebody("A Owen", TODAY)))


def test_numbers_and_addresses_compare_as_one_writes_them() -> None:
    assert number_of("01632 960123") == number_of("+44 1632 960123") == "+441632960123"
    assert number_of("call me") == ""
    assert email_of(" Anwen@Example.ORG ") == "anwen@example.org"
    assert numbers_in("ring 01632 960123 after six") == ("+441632960123",)
    assert emails_in("write to Anwen@example.org, not home") == ("anwen@example.org",)


@pytest.mark.parametrize("words", ["a" * 40_000, "a@" * 20_000, "a." * 20_000, "1-" * 20_000, "+4 " * 14_000])
def test_long_words_are_looked_through_in_no_time(words: str) -> None:
    begun = perf_counter()
    emails_in(words)
    numbers_in(words)
    assert perf_counter() - begun < 1


@pytest.mark.parametrize("word", ["a@b@example.org", "x" * 250 + "@example.org", "@example.org", "a@b"])
def test_what_is_no_address_is_not_found_among_words(word: str) -> None:
    assert emails_in(f"write to {word} please") == ()


def test_an_address_is_found_among_signs() -> None:
    words = "(Anwen@example.org), <b@example.org>. Or \u201cc@example.org\u201d: d@example.org."
    assert emails_in(words) == ("anwen@example.org", "b@example.org", "c@example.org", "d@example.org")


@pytest.mark.parametrize("letter", ["a", "\u00f4", "\U0001f600", "\ufdfa"])
def test_a_note_has_one_size_and_the_name_stays_longest(letter: str) -> None:
    emails = tuple(f"{number}{letter * 230}@example.org" for number in range(20))
    tokens = tokens_of(Somebody("Anwen Parry", BORN, ("01632 960123",), emails))
    note = Note(UUID(int=1), 7, tokens).cut(12)
    assert len(padded(note.to_bytes(), NOTE_PAD)) == NOTE_PAD
    assert [each[0] for each in note.tokens[:2]] == ["n", "p"]
    for token in note.tokens:
        assert len(padded(Kept(token, UUID(int=1), 7).to_bytes(), VALUE_PAD)) == VALUE_PAD


def test_lines_say_what_is_wrong_beside_each_and_keep_what_was_typed() -> None:
    typed = (
        "Anwen Parry, 03/02/1990, , \n\n"
        "Bryn Owen, 31/02/1990\n"
        "Cadi; 01/01/2015; ;\n"
        "Dai Jones,,call me,\n"
        '"Parry, Anwen",3.2.1990\n'
        "a, b, c, d, e\n"
        ",,01632 960123,"
    )
    lines = lines_in(typed, today=TODAY)
    assert [line.number for line in lines] == [1, 3, 4, 5, 6, 7, 8]
    assert [bool(line.problem) for line in lines] == [False, True, True, True, False, True, False]
    assert lines[1].typed == "Bryn Owen, 31/02/1990"
    assert lines[4].somebody == Somebody("Parry, Anwen", BORN)


def test_a_day_that_is_none_or_has_not_come_is_no_day() -> None:
    assert day_of("3/2/1990", today=TODAY) == BORN
    for typed in ("1990-02-03", "30/02/1990", "01/01/1800", "11/03/2026", "", "3/2/90"):
        assert day_of(typed, today=TODAY) is None
