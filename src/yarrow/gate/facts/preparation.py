"""What was said in one session of preparation, step by step (domain.md §4.5)."""

from yarrow.gate.facts.base import Fact, Home, Shape, Subject, ask, asked, blank, fact
from yarrow.gate.words import LongText
from yarrow.kernel.words import N_


@fact(
    "prepared_steps",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("What was said in preparing"),
)
class PreparedSteps(Fact):
    """One session, in the order in which it is asked. What was not spoken of stays empty.

    It counts nothing and decides nothing: a session is counted by its own record, and a choice,
    a screen or an acknowledgement by theirs.
    """

    break_off: str = ask(N_("Word they say to break off"), default="")
    welcome: LongText = ask(N_("Who we are, and what stays between us"), default=LongText(""))
    story: LongText = ask(N_("What happened, in their own words"), default=LongText(""))
    needs: LongText = ask(N_("What they need, hope for and fear"), default=LongText(""))
    offered: LongText = ask(N_("What this work can be, and cannot promise"), default=LongText(""))
    changed: LongText = ask(N_("What presses on them, and what has changed"), default=LongText(""))
    chosen: LongText = ask(N_("What they would choose"), default=LongText(""))
    beside: LongText = ask(N_("Who is to be beside them"), default=LongText(""))
    on_the_day: LongText = ask(N_("How it would be on the day"), default=LongText(""))
    afterwards: LongText = ask(N_("Afterwards"), default=LongText(""))

    def says_nothing(self) -> bool:
        """Whether nothing was written in any step."""
        steps = [each.name for each in asked(PreparedSteps) if each.shape is Shape.LONG]
        return all(blank(getattr(self, name)) for name in steps)
