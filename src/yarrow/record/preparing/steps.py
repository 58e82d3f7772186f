"""The ten steps of a session (domain.md §4.5) in our own words, and what each may record. Pure.

The number of pages is the same for everybody: an address must not tell whose part in what is asked.
"""

from dataclasses import dataclass
from enum import StrEnum

from yarrow.gate.facts import Fact
from yarrow.gate.facts.children import ChildView
from yarrow.gate.facts.choice import CoercionScreen, Consent, InformationGiven
from yarrow.gate.facts.readiness import Acknowledgement, Programme, Supporter
from yarrow.kernel.words import N_


class For(StrEnum):
    """Of whom a prompt or a part is asked."""

    EVERYBODY = "everybody"
    ADULTS = "adults"
    UNDER_18 = "under_18"
    OWN_PART = "own_part"
    """Somebody with a part in a harm that was done, of any age."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to say or to ask; nobody has to answer it."""

    words: str
    of: For = For.EVERYBODY


@dataclass(frozen=True, slots=True)
class Part:
    """A fact that a step may make: which of its questions are asked there, and of whom."""

    kind: type[Fact]
    names: tuple[str, ...]
    of: For = For.EVERYBODY


@dataclass(frozen=True, slots=True)
class Step:
    """One page after the first. ``field`` is where its words go in ``PreparedSteps``."""

    number: int
    field: str
    prompts: tuple[Prompt, ...]
    parts: tuple[Part, ...] = ()


SAFETY = 1
"""The first page. It is asked afresh each time and never filled in beforehand."""

STEPS: tuple[Step, ...] = (
    Step(
        2,
        "welcome",
        (
            Prompt(N_("Who I am, who I work for, and that I am not here to judge.")),
            Prompt(N_("Taking part is your choice. You may stop at any time, and no help ends with it.")),
            Prompt(N_("What you tell me stays in your room. Nothing is passed on unless you agree to it.")),
            Prompt(
                N_("What I cannot keep to myself: danger to a child or to a life, and what a court orders.")
            ),
            Prompt(N_("You do not have to keep anything secret for anybody."), For.UNDER_18),
        ),
    ),
    Step(
        3,
        "story",
        (
            Prompt(N_("What happened? Begin where you like."), For.ADULTS),
            Prompt(N_("Tell me what it was like. You can draw it, or show me."), For.UNDER_18),
            Prompt(N_("What did you think then, and what do you think now?"), For.ADULTS),
            Prompt(N_("What has been hardest? What has kept you going?")),
            Prompt(N_("Who else was touched by it?"), For.ADULTS),
            Prompt(
                N_("What was your own part? Note blaming and making small in their words, without arguing."),
                For.OWN_PART,
            ),
        ),
        (Part(Acknowledgement, ("extent", "words", "second_worker"), For.OWN_PART),),
    ),
    Step(
        4,
        "needs",
        (
            Prompt(N_("What do you need now? What do you hope for?")),
            Prompt(N_("What would make this worth while?"), For.ADULTS),
            Prompt(N_("What would make it worse? What are you afraid of?"), For.ADULTS),
            Prompt(N_("Is there something that must not happen?"), For.UNDER_18),
        ),
    ),
    Step(
        5,
        "offered",
        (
            Prompt(N_("What this work can look like: alone, with your own people, by message, or meeting.")),
            Prompt(N_("What may come of it, and what nobody can promise: no apology, no answer, no change.")),
            Prompt(N_("What if the other person does not answer, or is not sorry?"), For.ADULTS),
            Prompt(
                N_("You do not have to put right what others did."),
                For.UNDER_18,
            ),
            Prompt(N_("What will you do if the answer is no?"), For.OWN_PART),
        ),
        (Part(InformationGiven, ("words", "ways", "looked_after", "stopping", "limits", "own_language")),),
    ),
    Step(
        6,
        "changed",
        (
            Prompt(N_("Has anybody told, pushed or rewarded you to take part? What happens if you say no?")),
            Prompt(N_("Who looks at your phone, your money, where you go?"), For.ADULTS),
            Prompt(N_("Has anybody asked you to say something, or not to say something?"), For.UNDER_18),
            Prompt(N_("What has changed since we last spoke? Is a hearing, a move or a visit coming?")),
            Prompt(N_("Orders, bail or a licence: what do they say now? Who keeps to them?"), For.ADULTS),
            Prompt(
                N_("Which work on your behaviour do you go to? Which conditions bind you?"),
                For.OWN_PART,
            ),
        ),
        (
            Part(CoercionScreen, ("alone", "result", "words"), For.ADULTS),
            Part(Programme, ("state", "words"), For.OWN_PART),
        ),
    ),
    Step(
        7,
        "chosen",
        (
            Prompt(N_("Meeting, by message, no contact, not now, or no: each is a good answer.")),
            Prompt(N_("About what, and about what not?"), For.ADULTS),
            Prompt(N_("What would you like the grown-ups to know? You decide who is told."), For.UNDER_18),
            Prompt(N_("Nothing is carried to anybody until two of us have looked at it."), For.OWN_PART),
        ),
        (
            Part(Consent, ("value", "forms", "topics", "condition", "review_on"), For.ADULTS),
            Part(ChildView, ("heard", "apart", "words"), For.UNDER_18),
        ),
    ),
    Step(
        8,
        "beside",
        (
            Prompt(N_("Who would you like to have beside you? Who would you rather not?")),
            Prompt(N_("They are prepared apart, and we check that they bring no danger.")),
        ),
        (Part(Supporter, ("name", "prepared", "risk_checked")),),
    ),
    Step(
        9,
        "on_the_day",
        (
            Prompt(N_("Where, when, how you come and how you go; who sits where.")),
            Prompt(N_("A sign for a break, and a sign for stop. Nobody asks why.")),
            Prompt(N_("What would make it easier: pace, light, breaks, hearing, moving, reading?")),
            Prompt(N_("Welsh or English? An interpreter is never somebody of the family.")),
        ),
    ),
    Step(
        10,
        "afterwards",
        (
            Prompt(N_("Who is with you tonight?")),
            Prompt(N_("When do we speak again, and which way is safe?")),
            Prompt(N_("What helped today? What should I do differently?")),
        ),
    ),
)

LAST = STEPS[-1].number
BY_NUMBER = {step.number: step for step in STEPS}


def asked_of(of: For, *, under_18: bool, own_part: bool) -> bool:
    """Whether a prompt or a part is meant for this person."""
    meant = {
        For.EVERYBODY: True,
        For.ADULTS: not under_18,
        For.UNDER_18: under_18,
        For.OWN_PART: own_part,
    }
    return meant[of]
