"""The number of the house typed again, and what is left of what was typed."""

import pytest

from yarrow.papers.rules import cleaned, lines_of, paragraphs_of, same_house

FLAT = "Flat 2\n14b Heol y Bont\nAberystwyth\nSY23 1AB"
NAMED = "Tŷ Gwyn, Lôn Isaf\nTregaron\nSY25 6ZZ"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", FLAT),
        ("14b", FLAT),
        ("2", FLAT),
        ("14b, 2", FLAT),
        ("2, 14", FLAT),
        ("2, 14c", FLAT),
        ("12, 14b", FLAT),
        ("2 14b 23", FLAT),
        ("SY23 1AB", FLAT),
        ("", NAMED),
        ("Ty Gwyn", NAMED),
        ("25", NAMED),
        ("Tregaron", NAMED),
        ("", ""),
        ("7", ""),
        (" ", "\u200b"),
    ],
)
def test_another_house_is_refused(typed: str, address: str) -> None:
    assert not same_house(typed, address)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Flat 2, 14b", FLAT),
        ("2/14B", FLAT),
        (" 2  14b ", FLAT),
        ("12", "12 High Street, Cardiff CF10 1AA"),
        ("12a", "12A High Street\nCF101AA"),
        ("tŷ gwyn", NAMED),
        ("Tŷ Gwyn, Lôn Isaf", NAMED),
    ],
)
def test_the_same_house_is_known_however_it_is_typed(typed: str, address: str) -> None:
    assert same_house(typed, address)


def test_signs_that_hide_or_reorder_words_are_taken_out() -> None:
    assert cleaned("a\u202eb\u2066c\x00d\x1b[0m\ue000\r\ne\tf") == "abcd[0m\ne f"
    assert cleaned("ŵŷ Ŵ é — !") == "ŵŷ Ŵ é — !"


def test_lines_and_paragraphs() -> None:
    assert lines_of(" a \n\n b\r\nc ") == ("a", "b", "c")
    assert paragraphs_of("a\nb\n\n \nc") == ("a\nb", "c")
