"""The day itself: what each person was told, apart, and what their worker asks once more that morning."""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.words import Answer, LongText, Mark
from yarrow.kernel.words import N_


@fact(
    "day_for_person",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("How the day goes for them"),
    help=N_("When they come and leave, the signals, and who is with them: told to each person apart."),
)
class DayForPerson(Fact):
    """The plan of the day as this one person was told it; nobody else's times (domain.md §2.9, E23)."""

    on: date = ask(N_("For which day?"))
    arrives_at: str = ask(N_("When do they arrive?"), hint=N_("Each person comes at a time of their own."))
    way_in: str = ask(N_("By which way do they come in?"), default="")
    waits: str = ask(N_("Where do they wait?"), default="")
    leaves_at: str = ask(
        N_("When do they leave, and by which way?"),
        hint=N_("Who leaves first, and how long the others wait, is in the plan for the place."),
    )
    stays_behind: Answer = ask(
        N_("Have they agreed to stay until they are told that they may go?"),
        hint=N_("Only of somebody who leaves later. It is an agreement: nobody is locked in."),
        default=Answer.UNKNOWN,
    )
    break_signal: str = ask(N_("How do they show that they need a break?"))
    stop_signal: str = ask(N_("How do they show that it must stop?"))
    with_them: str = ask(N_("Who is with them?"), default="")
    sees_home: str = ask(N_("Who sees them home?"), default="")
    told_on: date | None = ask(N_("On which day were they told all this, alone?"), default=None)
    words: LongText = ask(N_("Anything else they were told"), default=LongText(""))

    def contradictions(self) -> tuple[Problem, ...]:
        if self.told_on is not None and self.told_on > self.on:
            return (("told_on", N_("They are told before the day, or on it.")),)
        return ()


@fact(
    "still_so",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("Still so, on the day"),
    help=N_("Asked alone on the day itself. It counts for that day only."),
)
class StillSo(Fact):
    """On the day their worker asked alone whether it is still so (design.md §4, "Asking"; domain.md E25)."""

    asked_alone: Answer = ask(
        N_("Did you ask them alone today, and is it still so?"),
        hint=N_("For a child: did you look today at how they are? No child is asked to decide."),
        default=Answer.UNKNOWN,
    )
    orders_checked: Answer = ask(
        N_("Did you look for orders, bail and licence terms today?"),
        hint=N_("First record what you found, as a check of today."),
        default=Answer.UNKNOWN,
    )
    told: Answer = ask(
        N_("Do they know how the day goes for them, and does it still suit them?"),
        hint=N_("Their times, their ways in and out, the signals, and that anybody may stop it."),
        default=Answer.UNKNOWN,
    )
    words: LongText = ask(N_("In their words"), default=LongText(""))


@fact(
    "place_today",
    homes={Home.TEAM},
    subject=Subject.TEAM,
    title=N_("The place, on the day"),
    help=N_("Somebody looked at the place on the day itself. It counts for that day only."),
)
class PlaceToday(Fact):
    """On the day somebody looked whether the place is as it was planned (domain.md E23)."""

    as_planned: Answer = ask(
        N_("Did you look at the place today, and is it as planned?"),
        hint=N_("Rooms to wait in, a way out for each, nobody else booked in."),
        default=Answer.UNKNOWN,
    )
    watcher_there: Answer = ask(N_("Is the person who watches over it there?"), default=Answer.UNKNOWN)
    everyone_knows: Answer = ask(
        N_("Does every worker there know the signals, and that each of them may stop it?"),
        default=Answer.UNKNOWN,
    )
    words: LongText = ask(N_("Anything else"), default=LongText(""))

    def is_ready(self) -> bool:
        """Whether everything that is asked of the place was said."""
        return all(each is Answer.YES for each in (self.as_planned, self.watcher_there, self.everyone_knows))


@fact(
    "run_of_day",
    homes={Home.SHARED},
    subject=Subject.READINESS,
    title=N_("How we go through it"),
    help=N_("What everybody who takes part may read: who speaks when, what is asked, the ground rules."),
)
class RunOfDay(Fact):
    """The neutral part of a day; nobody's times, ways or waiting rooms (domain.md §2.9)."""

    plan: Mark = ask(N_("The plan"), default=Mark(""))
    order: LongText = ask(
        N_("Who speaks, in which order?"),
        hint=N_("One on each line, by the first name that they chose. No other words about anybody."),
    )
    questions: LongText = ask(N_("What is asked?"), hint=N_("One question on each line."))
    rules: LongText = ask(
        N_("Ground rules that people agreed on"), hint=N_("One on each line."), default=LongText("")
    )
    breaks: LongText = ask(N_("When are there breaks?"), default=LongText(""))
    interpreters: LongText = ask(
        N_("Who interprets?"), hint=N_("Role and language, on the workers' sheet only."), default=LongText("")
    )
    alone_out: str = ask(
        N_("Time for the family alone: who goes out?"),
        hint=N_("Only where a plan of its own for it stands. On the workers' sheet only."),
        default="",
    )
    alone_watch: str = ask(N_("Who watches over everybody's safety meanwhile?"), default="")
    alone_call: str = ask(N_("How does anybody call them in, or end it?"), default="")
    on_screen: Answer = ask(
        N_("Has everybody agreed that this may stand on a screen that all can see?"),
        default=Answer.UNKNOWN,
    )

    def contradictions(self) -> tuple[Problem, ...]:
        alone = ("alone_out", "alone_watch", "alone_call")
        lacks = [name for name in alone if blank(getattr(self, name))]
        if len(lacks) == len(alone):
            return ()
        return tuple((name, N_("Time alone needs this.")) for name in lacks)
