"""What one way of working asks of the team besides: a family conference, a go-between, a recording."""

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.facts.team import TEAM_FINDING_HOLDS_FOR
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


class FamilyAlone(Choice):
    """Whether the family would be alone for a while; a decision of its own (domain.md §2.7)."""

    NOT_HELD = "not_held", N_("No: a worker stays in the room")
    HELD = "held", N_("Yes, for a time that is agreed beforehand")
    UNKNOWN = "unknown", N_("Not decided")


@fact(
    "family_conference_plan",
    homes={Home.TEAM},
    subject=Subject.TEAM,
    title=N_("Family group conference, and time for the family alone"),
    help=N_("Who is asked to come, who stays at the centre, and whether the family is ever alone."),
)
class FamilyConferencePlan(Fact):
    """What a family group conference asks besides any meeting."""

    holds_for = TEAM_FINDING_HOLDS_FOR
    aged_by = "team_days"

    agencies_asked: Answer = ask(
        N_("Were police, children's services, health and school asked to come, or to say what they know?"),
        default=Answer.UNKNOWN,
    )
    centre: Answer = ask(
        N_("Do the person harmed and the children stay at the centre of every part?"), default=Answer.UNKNOWN
    )
    alone: FamilyAlone = ask(N_("Is there time for the family alone?"), default=FamilyAlone.UNKNOWN)
    within_call: str = ask(N_("Who is within call meanwhile?"), default="")
    how_it_ends: LongText = ask(
        N_("How does anybody end it at once, without saying why?"), default=LongText("")
    )
    second_worker: str = ask(N_("Second worker who agrees"), hint=N_("Needed for time alone."), default="")

    def contradictions(self) -> tuple[Problem, ...]:
        if self.alone is not FamilyAlone.HELD:
            return ()
        lacks = [name for name in ("within_call", "how_it_ends") if blank(getattr(self, name))]
        return tuple((name, N_("Time alone needs this.")) for name in lacks)


@fact(
    "go_between",
    homes={Home.TEAM},
    subject=Subject.TEAM,
    title=N_("Who goes between"),
    help=N_("Somebody who is no worker of ours. Never a child, and never by their own wish alone."),
)
class GoBetween(Fact):
    """Somebody else who carries messages; nothing goes by them unseen."""

    who: str = ask(N_("Who is it?"))
    is_child: Answer = ask(N_("Are they under 18?"), default=Answer.UNKNOWN)
    prepared: Answer = ask(N_("Were they prepared, apart from both?"), default=Answer.UNKNOWN)
    risk_checked: Answer = ask(
        N_("Was it checked that they press nobody and are in no danger themselves?"), default=Answer.UNKNOWN
    )
    both_chose: Answer = ask(
        N_("Did each person say, alone, that it may be this one?"), default=Answer.UNKNOWN
    )

    def complete(self) -> bool:
        """Whether everything but their age is in place."""
        return all(each is Answer.YES for each in (self.prepared, self.risk_checked, self.both_chose))


@fact(
    "recording_kept",
    homes={Home.TEAM},
    subject=Subject.TEAM,
    title=N_("What becomes of a recording"),
    help=N_("A recording shows a face, a voice and a place, and can be copied for ever."),
)
class RecordingKept(Fact):
    """How a recording is shown, and that it stays with us."""

    shown_only: Answer = ask(
        N_("Is it shown or played by a worker, and given to nobody?"), default=Answer.UNKNOWN
    )
    nothing_seen: Answer = ask(
        N_("Was it looked at for places, sounds, papers and clothes that tell where they live?"),
        default=Answer.UNKNOWN,
    )
    may_end_it: Answer = ask(
        N_("Does who speaks in it know that they can have it destroyed at any time?"), default=Answer.UNKNOWN
    )

    def complete(self) -> bool:
        """Whether all three were said."""
        return all(each is Answer.YES for each in (self.shown_only, self.nothing_seen, self.may_end_it))
