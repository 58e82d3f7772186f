"""Rules of the rooms themselves. Pure."""

from collections.abc import Callable, Sequence
from uuid import UUID

from yarrow.cases.terms import StopKind
from yarrow.design.colours import RoomColour
from yarrow.gate.facts import Fact, Home, notice_for_team
from yarrow.gate.facts.change import Pregnancy, Separation, SeparationState
from yarrow.gate.facts.children import Proposal, WhoProposes
from yarrow.gate.facts.choice import Consent, ConsentValue, Wish
from yarrow.gate.facts.course import Course, Which
from yarrow.gate.facts.justice import PathwayMoved, PathwayNow
from yarrow.gate.facts.orders import Order
from yarrow.gate.facts.risk import MediumRiskAgreement, SpecialistView
from yarrow.gate.facts.team import OwnChoiceNotice, ProposalNotice, Proposer, WholeView
from yarrow.gate.facts.who import Role, RoleInHarm
from yarrow.gate.forms import JOINT
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import Answer
from yarrow.kernel.decision import Reason
from yarrow.kernel.words import N_
from yarrow.sealing.keys import digest

from .facts import (
    CaseKeptClosely,
    ReferralAnswered,
    ReferralReceived,
    SecondWorkerAgrees,
    SharedWords,
    ShareMade,
    ShareTakenBack,
    WordsTakenBack,
)

PERSON, TEAM, SHARED, INTAKE = "person", "team", "shared", "intake"

_HARMED = frozenset({Role.HARMED, Role.HARMED_BY_CHILD})
_NOT_YET_SPOKEN_OF = frozenset({SeparationState.PLANNED, SeparationState.RAISED, SeparationState.UNKNOWN})


def belongs_in(fact: Fact, room_kind: str) -> bool:
    """Whether a room of this kind may hold the fact (design.md §4, "Whose rooms")."""
    if room_kind == INTAKE:
        return isinstance(fact, ReferralReceived | ReferralAnswered)
    if room_kind == SHARED:
        return isinstance(fact, SharedWords | WordsTakenBack) or Home.SHARED in type(fact).homes
    if isinstance(fact, SharedWords | WordsTakenBack | ShareMade | ShareTakenBack | SecondWorkerAgrees):
        return True
    if isinstance(fact, CaseKeptClosely):
        return room_kind == TEAM
    home = Home.PERSON if room_kind == PERSON else Home.TEAM
    return home in type(fact).homes


def share_in(fact: Fact) -> ShareMade:
    """The share that an entry holds; TypeError for any other fact."""
    if not isinstance(fact, ShareMade):
        raise TypeError("only what was passed on is taken back")
    return fact


def needs_second(fact: Fact) -> bool:
    """Whether this kind of record counts only when a second worker agrees (design.md §5, decision 2).

    Where naming one is optional, an unnamed one is needed for nothing that was recorded.
    """
    return bool(str(getattr(fact, "second_worker", "")).strip())


def only_a_specialist_writes(fact: Fact) -> bool:
    """Specialists attest for themselves, never typed by the lead (design.md §4, "Asking")."""
    return isinstance(fact, SpecialistView | WholeView)


def only_a_supervisor_seconds(fact: Fact) -> bool:
    """At medium risk it takes a supervisor's own agreement, not a colleague's (design.md §5, decision 3)."""
    return isinstance(fact, MediumRiskAgreement)


def nobody_writes(fact: Fact) -> bool:
    """What no hand writes: her own choice, which comes from her room (E1), and a move of the pathway."""
    return isinstance(fact, OwnChoiceNotice | PathwayMoved | PathwayNow)


def why_not_corrected(wrong: Fact, right: Fact) -> Reason | None:
    """What a correction, written by one worker alone, may not do.

    A part in a harm is changed only with a second worker (design.md §5, decision 2), and it stays a part
    in the same harm: moved to another one, the part would be gone from where it was; words that
    somebody agreed to pass on, and that may have been looked over since, stay as they were agreed.
    A change after which risk must be looked at is not put right into none (domain.md E8): recorded
    by mistake, it is taken out, and the room answers nothing until somebody inside attests again.
    """
    if type(wrong) is not type(right):
        return Reason("CORRECTED", N_("A correction is of the same kind as what it corrects."))
    if isinstance(wrong, SharedWords):
        return Reason("CORRECTED", N_("Words that were passed on are not changed. Pass the right ones on."))
    if wrong.is_trigger() and not right.is_trigger():
        return Reason("CORRECTED", N_("This change stays on record. Write what is so now as a new record."))
    if isinstance(wrong, RoleInHarm) and isinstance(right, RoleInHarm):
        return _why_part_stays(wrong, right)
    return None


def _why_part_stays(wrong: RoleInHarm, right: RoleInHarm) -> Reason | None:
    if wrong.harm != right.harm:
        said = N_("A correction stays with the same harm. Record a part in another harm as a new record.")
        return Reason("CORRECTED", said, "harm")
    if wrong.role is not right.role:
        said = N_("Record the change as a new record; a second worker must agree.")
        return Reason("CORRECTED", said, "role")
    return None


def notices_for(fact: Fact, recorded: Callable[[], Sequence[Recorded]]) -> tuple[Fact, ...]:
    """What the team room is told in the same moment; never what happened, nor in which room.

    Triggers and anything that speaks of abuse (E8), a proposal by the person who harmed, and the
    harmed person's own choice (E1). ``recorded`` opens the whole room, and is asked only where it decides.
    """
    notices: list[Fact] = []
    if (changed := notice_for_team(fact)) is not None:
        notices.append(changed)
    if isinstance(fact, Proposal):
        notices.append(_notice_of_proposal(fact, recorded()))
    if _is_own_choice(fact) and _roles(recorded()) & _HARMED:
        notices.append(OwnChoiceNotice())
    return tuple(notices)


def _notice_of_proposal(proposal: Proposal, recorded: Sequence[Recorded]) -> Fact:
    roles = _roles(recorded)
    if proposal.by is WhoProposes.PERSON_WHO_HARMED:
        return ProposalNotice(by=Proposer.PERSON_WHO_HARMED)
    if proposal.by is WhoProposes.SOMEONE_ELSE:
        return ProposalNotice(by=Proposer.THIRD_PARTY)
    if Role.CAUSED_HARM in roles:
        return ProposalNotice(by=Proposer.PERSON_WHO_HARMED)
    # Somebody whose part is not yet known may be the one who harms: unknown is not a free choice.
    return OwnChoiceNotice() if roles & _HARMED else ProposalNotice(by=Proposer.UNKNOWN)


def _is_own_choice(fact: Fact) -> bool:
    """Only what is for joint work: a yes to work apart, or a wish for "never again", is not (E1)."""
    if isinstance(fact, Consent):
        return fact.value is ConsentValue.GIVEN and not JOINT.isdisjoint(fact.forms)
    return isinstance(fact, Wish) and fact.for_joint_work is Answer.YES


def _roles(recorded: Sequence[Recorded]) -> set[Role]:
    """The newest role in each harm; a person may be harmed in one and have harmed in another."""
    newest = {each.fact.harm: each.fact.role for each in recorded if isinstance(each.fact, RoleInHarm)}
    return set(newest.values())


def stop_of(fact: Fact) -> StopKind | None:
    """Whether recording this stops joint work, and how that shows (design.md §4, "Stops")."""
    if isinstance(fact, Separation) and fact.state in _NOT_YET_SPOKEN_OF:
        return StopKind.CONFIDED
    if isinstance(fact, Course) and fact.which is Which.PARTING:
        return StopKind.CONFIDED
    if isinstance(fact, Pregnancy) and fact.known_to_other is not Answer.YES:
        return StopKind.CONFIDED
    if isinstance(fact, Consent) and fact.value is not ConsentValue.GIVEN:
        return StopKind.OPEN
    if notice_for_team(fact) is not None or isinstance(fact, Order):
        return StopKind.OPEN
    return None


_COLOUR_OF_KIND = {TEAM: RoomColour.SLATE, SHARED: RoomColour.CLAY, INTAKE: RoomColour.LAKE}
_COLOURS_OF_PEOPLE = (RoomColour.HEATHER, RoomColour.MOSS, RoomColour.LAKE, RoomColour.OCHRE)


def colour_of_new_room(kind: str, *, people_before: int) -> RoomColour:
    """Team and shared rooms always look the same, so that their colour does not count the others."""
    if kind in _COLOUR_OF_KIND:
        return _COLOUR_OF_KIND[kind]
    return _COLOURS_OF_PEOPLE[people_before % len(_COLOURS_OF_PEOPLE)]


def preview_mark(*, words: str, target: UUID) -> str:
    """Marks exactly these words for exactly this room, so that what was seen is what is sent."""
    return digest(words.encode(), target.bytes).hex()
