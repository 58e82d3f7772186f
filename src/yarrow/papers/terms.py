"""Which papers there are, in what form, and the fixed tokens that their wording may have."""

from yarrow.gate.words import Choice
from yarrow.kernel.words import N_


class PaperKind(Choice):
    """A paper whose wording is in ``wording/``, or in the service's own folder."""

    LETTER = "letter", N_("Letter in your own words")
    APPOINTMENT = "appointment", N_("Letter with an appointment")
    FOLLOW_UP = "follow_up", N_("Letter after we have met")
    NOT_GOING_AHEAD = "not_going_ahead", N_("Letter: not going ahead for now")
    APART = "apart", N_("Leaflet: how we keep what you tell us apart")
    APART_EASY = "apart_easy", N_("Leaflet: how we keep what you tell us apart (easy read)")
    APPROACHES = "approaches", N_("Leaflet: restorative approaches")
    APPROACHES_EASY = "approaches_easy", N_("Leaflet: restorative approaches (easy read)")
    JUSTICE = "justice", N_("Leaflet: restorative justice")
    JUSTICE_EASY = "justice_easy", N_("Leaflet: restorative justice (easy read)")
    CONSENT = "consent", N_("Form: your choice to take part")
    CONSENT_EASY = "consent_easy", N_("Form: your choice to take part (easy read)")
    AGREEMENT = "agreement", N_("Copy of what was agreed")
    DAY_PLAN = "day_plan", N_("Plan for the day")
    COVER = "cover", N_("A cover sheet for your own tray")


class PaperFormat(Choice):
    """In what form a paper is made."""

    PDF = "pdf", N_("PDF, to print or hand over")
    WORD = "word", N_("Word, to change it before it goes")


class PaperLanguage(Choice):
    """English and Welsh stand equal."""

    ENGLISH = "en", N_("English")
    WELSH = "cy", N_("Welsh")


class Token(Choice):
    """What a wording may leave open. Nothing else is ever filled in, and none of it acts."""

    FIRST_NAME = "first_name", N_("First name")
    DAY = "day", N_("Day, as it will be read")
    HOUR = "hour", N_("Hour")
    PLACE = "place", N_("Place")
    WITH_WHOM = "with_whom", N_("Who they will meet, by first name")
    WORKER_NAME = "worker_name", N_("Your first name, at the end")
    WORKER_PHONE = "worker_phone", N_("Telephone number on which they reach you")
    WORDS = "words", N_("Your words")
    AGREED = "agreed", N_("What was agreed, word for word")
    STEPS = "steps", N_("What happens, one thing a line")
    BRING = "bring", N_("What they may want to bring")
    COLOUR = "colour", N_("Colour")
    CODE = "code", N_("Code")
    BELOW = "below", N_("Which paper lies below")


LONG = frozenset({Token.WORDS, Token.AGREED, Token.STEPS})
"""What is asked in a large box; every other token is one line."""


class Given(Choice):
    """How a letter reaches them."""

    BY_HAND = "by_hand", N_("A worker hands it over: no address on it")
    POSTED = "posted", N_("By post, to the confirmed address")
