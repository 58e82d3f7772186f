"""A person's own course: living together more safely, or parting safely and with respect.

It lies in that person's room and nowhere else. Neither end is a default, a target or a measure of
success, and the wish may change any day (design.md §2; domain.md §1.2, §5.6).
"""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


class Which(Choice):
    """Two courses that stand equal, and the right not to have decided."""

    LIVING_TOGETHER = "living_together", N_("Living together more safely")
    PARTING = "parting", N_("Parting safely and with respect")
    NOT_DECIDED = "not_decided", N_("They have not decided")


class WhoseWish(Choice):
    """Whose wish it is; only a wish of their own begins a course."""

    OWN = "own", N_("Their own, said alone")
    SOMEBODY_ELSE = "somebody_else", N_("Somebody else wants it for them")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "course",
    homes={Home.PERSON},
    subject=Subject.COURSE,
    title=N_("What they want for the relationship"),
    help=N_(
        "Both ways are equally good, and the wish may change any day. Recording that they want to part"
        " stops joint work until risk has been looked at again; nobody else is told why."
    ),
)
class Course(Fact):
    """Which course this person is on.

    A wish to part is itself a trigger, like a parting that was spoken of (domain.md E8, E32):
    whichever way it comes into the room, risk must be looked at again.
    """

    which: Which = ask(N_("What do they want?"))
    whose: WhoseWish = ask(N_("Whose wish is it?"), default=WhoseWish.UNKNOWN)
    words: LongText = ask(N_("In their words"), default=LongText(""))
    on: date | None = ask(N_("Day it began or changed, if known"), default=None)

    def is_trigger(self) -> bool:
        return self.which is Which.PARTING

    def speaks_of_abuse(self) -> bool:
        """As for a parting: it ends a "no abuse" until both have been asked again."""
        return self.which is Which.PARTING


@fact(
    "do_differently",
    homes={Home.PERSON},
    subject=Subject.COURSE,
    title=N_("What they do differently"),
    help=N_("One thing that this person does differently, in their own words; not what others should do."),
)
class DoDifferently(Fact):
    """A change in this person's own doing, and who would see it."""

    words: LongText = ask(N_("What do they do differently?"))
    starts: date | None = ask(N_("From which day?"), default=None)
    who_notices: str = ask(N_("Who notices?"), default="")


@fact(
    "slipping_sign",
    homes={Home.PERSON},
    subject=Subject.COURSE,
    title=N_("A sign that it slips"),
    help=N_("How they would know that it goes back to how it was, and what they do then."),
)
class SlippingSign(Fact):
    """What is seen first when it gets worse again, and what happens then."""

    sign: LongText = ask(N_("What is the sign, in their words?"))
    then: LongText = ask(N_("What do they do then?"))
    who_notices: str = ask(N_("Who notices?"), default="")
    who_is_told: str = ask(
        N_("Who may be told?"), hint=N_("Nobody is told of it who is not named here."), default=""
    )


@fact(
    "next_step",
    homes={Home.PERSON},
    subject=Subject.COURSE,
    title=N_("A next step"),
    help=N_("Something this person does next, small enough to be done."),
)
class NextStep(Fact):
    """One step of this person's own. It stands on their paper only when they said so."""

    words: LongText = ask(N_("What will they do?"))
    due_on: date | None = ask(N_("By when?"), default=None)
    who_helps: str = ask(N_("Who helps?"), default="")
    on_paper: Answer = ask(
        N_("May it stand on a paper that they take with them?"),
        hint=N_("Yes only when they said that it is safe, whoever finds the paper."),
        default=Answer.UNKNOWN,
    )


@fact(
    "next_step_done",
    homes={Home.PERSON},
    subject=Subject.COURSE,
    title=N_("A next step is done"),
    help=N_("Said by a press beside the step."),
)
class NextStepDone(Fact):
    """The step with this id is done."""

    step: str = ask(N_("Which step"))


@fact(
    "exit_plan",
    homes={Home.PERSON},
    subject=Subject.COURSE,
    title=N_("Private plan for leaving"),
    help=N_(
        "Leaving is the most dangerous time. It is kept in this room, apart from the safety plan,"
        " and stands on no paper and in no shared document."
    ),
)
class ExitPlan(Fact):
    """How this person leaves, in safety (domain.md §5.6). Whoever is harmed or has harmed may need one."""

    how: LongText = ask(N_("How, when and where do they go?"))
    code_word: str = ask(N_("Word that means: help me now"), default="")
    documents: LongText = ask(N_("Papers, keys and bag"), default=LongText(""))
    money: LongText = ask(N_("Money"), default=LongText(""))
    childrens_things: LongText = ask(N_("The children's things"), default=LongText(""))
    medication: LongText = ask(N_("Medication"), default=LongText(""))
    children_know_999: Answer = ask(N_("Do the children know how to ring 999?"), default=Answer.UNKNOWN)
    who_knows: str = ask(N_("Who knows of this plan?"), default="")
    review_on: date | None = ask(N_("Look again on"), default=None)


class Openness(Choice):
    """Whether this person would talk about something."""

    WILLING = "willing", N_("Would talk about it")
    CLOSED = "closed", N_("Closed: it is not raised with them")
    UNKNOWN = "unknown", N_("Not asked, or not sure")


@fact(
    "may_be_agreed",
    homes={Home.PERSON},
    subject=Subject.COURSE,
    title=N_("What may be agreed, and what stays closed"),
    help=N_("Being willing to talk about something is no yes to a meeting; that is asked apart."),
)
class MayBeAgreed(Fact):
    """Topic by topic; one that is closed stays closed until this person opens it (domain.md E29)."""

    belongings: Openness = ask(N_("Belongings"), default=Openness.UNKNOWN)
    home: Openness = ask(N_("The home"), default=Openness.UNKNOWN)
    money: Openness = ask(N_("Money"), default=Openness.UNKNOWN)
    time_with_child: Openness = ask(
        N_("Time with the child"),
        hint=N_("Before it is talked about, what must be known is looked at first."),
        default=Openness.UNKNOWN,
    )
    news_of_child: Openness = ask(N_("News of the child: school, health"), default=Openness.UNKNOWN)
    staying_in_touch: Openness = ask(N_("How to be in touch, if at all"), default=Openness.UNKNOWN)
    words: LongText = ask(N_("In their words"), default=LongText(""))


@fact(
    "own_safety_plan",
    homes={Home.PERSON},
    subject=Subject.RISK,
    title=N_("Own plan for difficult moments"),
    help=N_("For anybody, and for the person who harmed: how they keep others and themselves safe."),
)
class OwnSafetyPlan(Fact):
    """What this person does so that nobody is harmed, themselves included."""

    rising: LongText = ask(N_("How do they notice that it rises in them?"))
    then: LongText = ask(N_("What do they do then?"))
    ring: str = ask(N_("Whom do they ring?"), default="")
    go_to: LongText = ask(N_("Where do they go?"), default=LongText(""))
    keep_away: LongText = ask(
        N_("Which places and people do they keep away from, and how?"), default=LongText("")
    )
    review_on: date | None = ask(N_("Look again on"), default=None)


class Going(Choice):
    """How it goes on, as this person sees it."""

    BETTER = "better", N_("Better")
    SAME = "same", N_("The same")
    WORSE = "worse", N_("Worse")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "course_review",
    homes={Home.PERSON},
    subject=Subject.COURSE,
    title=N_("How it goes on"),
    help=N_("Asked alone. If it has become worse, joint work stops until risk has been looked at again."),
)
class CourseReview(Fact):
    """How it goes, when to look again, and whether the person says that it is enough.

    Nobody but the person says so, and it ends nothing: support goes on as long as they wish.
    """

    going: Going = ask(N_("How does it go?"), default=Going.UNKNOWN)
    words: LongText = ask(N_("In their words"), default=LongText(""))
    enough: Answer = ask(N_("Do they say that it is enough for now?"), default=Answer.UNKNOWN)
    review_on: date = ask(N_("Look again on"), hint=N_("Also when it is enough: this is the follow-up."))

    def is_trigger(self) -> bool:
        """Worse is a change after which risk is looked at again (domain.md E8)."""
        return self.going is Going.WORSE


ADULTS_ONLY: frozenset[type[Fact]] = frozenset({Course, CourseReview, ExitPlan, MayBeAgreed})
"""Not offered on a child's page: a child has no part in what becomes of the adults' relationship."""
