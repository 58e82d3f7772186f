"""Which kinds of record a worker may write by hand, and what a call may confirm. Pure."""

from collections.abc import Sequence

from yarrow.gate.facts import Fact, Home, facts_for
from yarrow.gate.facts.after import Debrief, FollowUpLeftOut, FollowUpMade, SupportEnded, SupportResumed
from yarrow.gate.facts.agencies import SHARED
from yarrow.gate.facts.agreement import CommitmentKept, NotKeptAsked, Signing
from yarrow.gate.facts.bookings import BOOKINGS
from yarrow.gate.facts.calls import CallNote
from yarrow.gate.facts.carried import BY_PRESS as CARRIED
from yarrow.gate.facts.change import LookAgain
from yarrow.gate.facts.course import NextStepDone
from yarrow.gate.facts.day import RunOfDay
from yarrow.gate.facts.emergency import CardOpened, DutyNote, EmergencyCard
from yarrow.gate.facts.files import Document
from yarrow.gate.facts.freedom import SharesLookedAt
from yarrow.gate.facts.groups import GroupPlace, PartnerContact, PartnerContactAsked
from yarrow.gate.facts.justice import ONLY_IN_JUSTICE, PathwayMoveAsked, PathwayMoved, PathwayNow
from yarrow.gate.facts.messages import MessageQueued
from yarrow.gate.facts.proposals import ChildAllows, TimeProposal
from yarrow.gate.facts.risk import SpecialistView
from yarrow.gate.facts.routes import RouteConfirmed, RouteProved
from yarrow.gate.facts.team import OwnChoiceNotice, ProposalNotice, TriggerNotice, WholeView
from yarrow.gate.facts.visits import VisitPlanned
from yarrow.gate.facts.who import Reach, ReachUnsafe
from yarrow.gate.recorded import Recorded
from yarrow.kernel.decision import Reason
from yarrow.kernel.words import N_

BY_SPECIALISTS: frozenset[type[Fact]] = frozenset({SpecialistView, WholeView})
"""Specialists attest for themselves (design.md §4, "Asking")."""

AUTOMATIC: frozenset[type[Fact]] = frozenset(
    {
        OwnChoiceNotice,
        ProposalNotice,
        TriggerNotice,
        LookAgain,
        CardOpened,
        DutyNote,
        PathwayNow,
        PathwayMoved,
        PathwayMoveAsked,
        PartnerContactAsked,
    }
)
"""Left by the rooms when something is recorded in them. Written or put right by hand, such a notice
could say that nothing has changed where something has, or that she chose what she did not: her own
choice comes from her room (design.md §5, decision 2)."""

BY_PRESS: frozenset[type[Fact]] = frozenset(
    {NextStepDone, CommitmentKept, NotKeptAsked, Signing, MessageQueued}
)
"""Recorded by a press beside what it is about; it holds an id that nobody types."""


ON_THEIR_OWN_PAGES: frozenset[type[Fact]] = frozenset(
    {
        RunOfDay,
        FollowUpMade,
        FollowUpLeftOut,
        SupportEnded,
        SupportResumed,
        Debrief,
        *SHARED,
        *BOOKINGS,
        *CARRIED,
        EmergencyCard,
        Document,
        SharesLookedAt,
        RouteConfirmed,
        RouteProved,
        ChildAllows,
        TimeProposal,
        VisitPlanned,
        GroupPlace,
        PartnerContact,
    }
)
"""Recorded where a follow-up is made or support ends: there they also settle what was owed. A document
is recorded where its file is received, a look at what was passed on where each share is named; that a number
is truly theirs, where they are rung. What an
agency is told is recorded where it is followed, and passes the door."""


def kinds_by_hand(
    home: Home | None, *, by_specialist: bool, in_justice: bool = False
) -> tuple[type[Fact], ...]:
    """What may be recorded and put right by hand in a room of this sort; nothing where it has none.

    ``in_justice``: whether the case is on restorative justice; no other work is asked for official papers.
    """
    if home is None:
        return ()
    barred = BY_PRESS | ON_THEIR_OWN_PAGES | AUTOMATIC | (frozenset() if by_specialist else BY_SPECIALISTS)
    barred |= frozenset() if in_justice else ONLY_IN_JUSTICE
    return tuple(kind for kind in facts_for(home) if kind not in barred)


def why_call_confirms_nothing(note: CallNote) -> Reason | None:
    """Only they themselves, able to talk, can say that a way to reach them is still right (domain.md E2)."""
    if note.can_confirm_reach():
        return None
    said = N_("Only they can say so: tick this when you spoke with them and it was safe for them to talk.")
    return Reason("REACH", said, "still_right")


def why_reach_stays_old(recorded: Sequence[Recorded]) -> Reason | None:
    """What keeps the recorded way to reach somebody from being confirmed.

    A way that was said to be unsafe since is recorded anew and never confirmed: a press must not
    undo a warning.
    """
    ways = [each.fact for each in recorded if isinstance(each.fact, Reach | ReachUnsafe)]
    if not ways:
        return Reason(
            "REACH", N_("No safe way is recorded yet. Record how to reach them first."), "still_right"
        )
    if isinstance(ways[-1], ReachUnsafe):
        said = N_("The way recorded here was said to be unsafe since. Record the new way first.")
        return Reason("REACH", said, "still_right")
    return None
