"""Free to choose, informed, agreed: in that order (domain.md E13 to E16)."""

from datetime import date, timedelta

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.facts.risk import ScreenResult
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_

SCREEN_HOLDS_FOR = timedelta(days=14)
"""domain.md E13: asked again before each step; the 14 days are ours, as for a sign-off (E22), and a
service may only tighten them."""


@fact(
    "coercion_screen",
    homes={Home.PERSON},
    subject=Subject.CHOICE,
    title=N_("Free to choose?"),
    help=N_("Isolation, a flat voice, slow or rehearsed speech are never signs by themselves."),
)
class CoercionScreen(Fact):
    """Whether this person can say no, asked alone (domain.md §3.5)."""

    holds_for = SCREEN_HOLDS_FOR
    aged_by = "screen_days"

    alone: Answer = ask(N_("Were they asked alone?"), default=Answer.UNKNOWN)
    result: ScreenResult = ask(N_("What came of it?"), default=ScreenResult.UNKNOWN)
    words: LongText = ask(N_("What was said"), default=LongText(""))

    def speaks_of_abuse(self) -> bool:
        return self.result is ScreenResult.CONCERN

    def may_speak_of_abuse(self) -> bool:
        return self.result is not ScreenResult.CLEAR


@fact("information_given", homes={Home.PERSON}, subject=Subject.CHOICE, title=N_("Information given"))
class InformationGiven(Fact):
    """They were told, in their language, what the work is, what it cannot promise, and that they may stop.

    Where abuse is not excluded each of the five is needed; they may be said over several talks.
    """

    words: LongText = ask(
        N_("What was explained, and how?"),
        hint=N_("The forms, what may come of it, limits of confidence, the seal, the right to stop."),
    )
    ways: Answer = ask(
        N_("Do they know the ways of working there are, and what may come of each or may not?"),
        default=Answer.UNKNOWN,
    )
    looked_after: Answer = ask(
        N_("Do they know who looks after what is agreed, and that they are told if it is not kept?"),
        default=Answer.UNKNOWN,
    )
    stopping: Answer = ask(
        N_("Do they know that they may say no or stop at any time, and that no help ends with it?"),
        default=Answer.UNKNOWN,
    )
    limits: Answer = ask(
        N_("Do they know what stays sealed, and what we cannot keep to ourselves?"), default=Answer.UNKNOWN
    )
    own_language: Answer = ask(
        N_("Was it in the language they chose, in a way that they take things in?"), default=Answer.UNKNOWN
    )


class ConsentValue(Choice):
    """What the person decided."""

    GIVEN = "given", N_("Wants to take part")
    DECLINED = "declined", N_("Decided not to take part")
    WITHDRAWN = "withdrawn", N_("Has stopped taking part")


@fact("consent", homes={Home.PERSON}, subject=Subject.CHOICE, title=N_("What they decided"))
class Consent(Fact):
    """One decision about named forms and named topics."""

    value: ConsentValue = ask(N_("What did they decide?"))
    forms: tuple[Form, ...] = ask(N_("About which ways of working?"), default=())
    topics: tuple[Topic, ...] = ask(N_("About which topics?"), default=())
    condition: LongText = ask(N_("Their conditions"), default=LongText(""))
    review_on: date | None = ask(N_("Ask again on"), default=None)

    def contradictions(self) -> tuple[Problem, ...]:
        if self.value is not ConsentValue.GIVEN:
            return ()
        unnamed = N_("A yes names what it is for.")
        return tuple((name, unnamed) for name in ("forms", "topics") if not getattr(self, name))

    def is_trigger(self) -> bool:
        return self.value is ConsentValue.WITHDRAWN


class WishAbout(Choice):
    """What a wish is about."""

    PROCESS = "process", N_("How we work")
    CONTACT = "contact", N_("Meeting or messages")
    RELATIONSHIP = "relationship", N_("The relationship: staying or parting")
    CHILD = "child", N_("The child")
    OTHER = "other", N_("Something else")


@fact("wish", homes={Home.PERSON}, subject=Subject.CHOICE, title=N_("A wish"))
class Wish(Fact):
    """A wish is not a consent; it may change at any time.

    "Never again" is a wish too: only one that is ``for_joint_work`` tells the team that they choose it.
    """

    about: WishAbout = ask(N_("About what?"), default=WishAbout.OTHER)
    for_joint_work: Answer = ask(
        N_("Do they wish to meet, or to send or receive something?"),
        hint=N_("Yes only when it comes from them. The team then learns that they choose it, and no word."),
        default=Answer.UNKNOWN,
    )
    words: LongText = ask(N_("In their words"))


@fact("topic_limit", homes={Home.PERSON}, subject=Subject.CHOICE, title=N_("What it will not be about"))
class TopicLimit(Fact):
    """What a meeting will and will not cover, in their words."""

    words: LongText = ask(N_("In their words"))


@fact("statement", homes={Home.PERSON}, subject=Subject.WORDS, title=N_("What they said"))
class Statement(Fact):
    """Their story, or what was said about them when they were referred."""

    source: str = ask(N_("Who said it?"))
    words: LongText = ask(N_("In their words"))


@fact(
    "correction", homes={Home.PERSON, Home.TEAM}, subject=Subject.WORDS, title=N_("Putting something right")
)
class Correction(Fact):
    """A note that puts right something recorded before; nothing is rubbed out."""

    words: LongText = ask(N_("What was wrong, and what is right?"))


@fact("strength", homes={Home.PERSON}, subject=Subject.STRENGTHS, title=N_("A strength"))
class Strength(Fact):
    """Something this person is good at or proud of."""

    words: LongText = ask(N_("What are they good at, or proud of?"))


@fact("what_works", homes={Home.PERSON}, subject=Subject.STRENGTHS, title=N_("What already works"))
class WhatWorks(Fact):
    """A time when it went better."""

    words: LongText = ask(N_("When does it go better, and what is different then?"))


@fact("hope", homes={Home.PERSON}, subject=Subject.STRENGTHS, title=N_("A hope"))
class Hope(Fact):
    """What would make it worth while."""

    words: LongText = ask(N_("What do they hope for?"))


@fact("who_helps", homes={Home.PERSON}, subject=Subject.STRENGTHS, title=N_("Who helps"))
class WhoHelps(Fact):
    """People this person can lean on; kept here until they speak for themselves."""

    name: str = ask(N_("Who is it?"))
    words: LongText = ask(N_("How do they help?"), default=LongText(""))
    knows: Answer = ask(N_("Do they know about this work?"), default=Answer.UNKNOWN)

    def contradictions(self) -> tuple[Problem, ...]:
        if self.knows is Answer.YES and blank(self.words):
            return (("words", N_("Say how they help, so that we know what to ask of them.")),)
        return ()
