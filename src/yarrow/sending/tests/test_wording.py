"""The library: complete in both languages, and silent about everything that it must not say."""

import re

import pytest

from yarrow.reaching.rules import Language, Wording
from yarrow.sending.message.wording import MOST_DAYS, NoWords, says_days, words_of

pytestmark = pytest.mark.once

BOTH = (Language.ENGLISH, Language.WELSH)
EVERY = [
    (wording, language, days) for wording in Wording for language in BOTH for days in range(MOST_DAYS + 1)
]
NEVER = re.compile(
    r"yarrow|abuse|domestic|violen|restorative|court|victim|safe|counsel|support|social|police|women|refuge"
    r"|harm|meet|cam-?drin|trais|adferol|llys|diogel|cymorth|https?|www|@|£|!",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", [Language.OTHER, Language.UNKNOWN])
def test_no_other_language_is_guessed(language: Language) -> None:
    with pytest.raises(NoWords):
        words_of(Wording.REMINDER, language)


@pytest.mark.parametrize("days", [-1, MOST_DAYS + 1, 400])
def test_no_day_further_away_is_spoken_of(days: int) -> None:
    with pytest.raises(NoWords):
        words_of(Wording.REMINDER, Language.ENGLISH, days=days)


def test_every_kind_speaks_both_languages_and_betrays_nothing() -> None:
    for wording, language, days in EVERY:
        words = words_of(wording, language, days=days)
        assert words.subject
        assert words.body
        assert not NEVER.search(f"{words.subject} {words.body}"), words
        assert len(words.body) <= 130
        assert "{" not in words.body


def test_only_a_reminder_counts_days() -> None:
    assert [wording for wording in Wording if says_days(wording)] == [Wording.REMINDER]
    numbers = [words_of(w, language, days=d).body for w, language, d in EVERY if not says_days(w)]
    assert not [words for words in numbers if re.search(r"\d", words)]


def test_the_six_forms_of_welsh_and_the_forms_of_english() -> None:
    welsh = [words_of(Wording.REMINDER, Language.WELSH, days=days).body for days in range(MOST_DAYS + 1)]
    english = [words_of(Wording.REMINDER, Language.ENGLISH, days=days).body for days in range(MOST_DAYS + 1)]

    assert "heddiw" in welsh[0]
    assert "yfory" in welsh[1]
    assert "2 ddiwrnod" in welsh[2]
    assert all(f"{days} diwrnod" in welsh[days] for days in (3, 4, 5, 6, 7))
    assert "today" in english[0]
    assert "tomorrow" in english[1]
    assert all(f"in {days} days" in english[days] for days in range(2, 8))


def test_the_name_they_chose_stands_last() -> None:
    assert words_of(Wording.GOT_IT, Language.ENGLISH, signed="Sam").body.endswith("No need to reply. Sam")
