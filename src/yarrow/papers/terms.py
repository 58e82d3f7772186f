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
    HOW_IT_WAS = "how_it_was", N_("Sheet: how it was for me")
    HOPES = "hopes", N_("Sheet: what I hope for")
    SAY_NO = "say_no", N_("Sheet: may I say no?")
    PASS_ON = "pass_on", N_("Sheet: what I want to be passed on")
    PICTURES = "pictures", N_("Sheet: how I am (with pictures)")
    AGREEMENT = "agreement", N_("Copy of what was agreed")
    DAY_PLAN = "day_plan", N_("Plan for the day")
    SAFER_HANDOVER = "safer_handover", N_("Notes for a safer handover")
    TIME_PROPOSED = "time_proposed", N_("What is proposed for time with the child")
    TIME_PROPOSED_CHILD = "time_proposed_child", N_("What is proposed, for the child")
    COVER = "cover", N_("A cover sheet for your own tray")


HANDED = frozenset(
    {PaperKind.HOW_IT_WAS, PaperKind.HOPES, PaperKind.SAY_NO, PaperKind.PASS_ON, PaperKind.PICTURES},
)
"""The paper equals of the sheets that are handed over on a device (``handover/sheets.py``)."""


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
    HOW_SPENT = "how_spent", N_("How the time would be spent")
    WHO_AND_WHERE = "who_and_where", N_("With whom, and where")
    DAYS = "days", N_("The days, one a line")
    FIRST_DAY = "first_day", N_("First day")
    LAST_DAY = "last_day", N_("Last day")
    LOOK_AGAIN = "look_again", N_("Look again on")
    HANDED_OVER = "handed_over", N_("How the child is handed over")
    PASSED_ON = "passed_on", N_("The one way of passing messages")
    PASSED_ON_HOW = "passed_on_how", N_("How soon it is answered")
    NOT_KEPT = "not_kept", N_("What counts as not kept")
    TOLD_THEN = "told_then", N_("Who is told then")
    PAUSES_THEN = "pauses_then", N_("What pauses by itself then")
    IF_LATE = "if_late", N_("What if somebody is late")
    IF_UNSAFE = "if_unsafe", N_("What if it does not feel safe")
    RING = "ring", N_("Whom to ring")


class GivenTo(Choice):
    """For whom a copy of a document is."""

    THEMSELVES = "themselves", N_("The person of this room")
    SOMEBODY_ELSE = "somebody_else", N_("Somebody else: an agency, a court, another service")


LONG = frozenset({Token.WORDS, Token.AGREED, Token.STEPS})
"""What is asked in a large box; every other token is one line."""

ON_THEIR_OWN_PAGES = frozenset(
    {PaperKind.COVER, PaperKind.SAFER_HANDOVER, PaperKind.TIME_PROPOSED, PaperKind.TIME_PROPOSED_CHILD}
)
"""Filled from what was recorded, never typed: nobody is offered them to write."""


class Given(Choice):
    """How a letter reaches them."""

    BY_HAND = "by_hand", N_("A worker hands it over: no address on it")
    POSTED = "posted", N_("By post, to the confirmed address")
