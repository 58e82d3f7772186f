"""From a referral to a case with its rooms: everything in one transaction, or nothing."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from yarrow.cases.actions import FirstTeam, name_harm, open_case_with_team
from yarrow.cases.models import Case
from yarrow.cases.terms import ReferralSource
from yarrow.gate.facts import Fact
from yarrow.gate.facts.choice import Statement as StatementFact
from yarrow.gate.facts.team import AbuseFlag, FlagBasis, ProposalNotice, Proposer
from yarrow.gate.facts.who import Identity, RoleInHarm
from yarrow.gate.words import Answer, LongText
from yarrow.intake import queries, rules
from yarrow.intake.plan import CasePlan, PlannedPerson, Sorting, Statement, mark_of
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Reason, Refused, refused
from yarrow.kernel.words import N_
from yarrow.rooms.actions import drop_note, open_room
from yarrow.rooms.facts import ReferralAnswered, ReferralOutcome
from yarrow.rooms.models import Room
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers

from .answering import note_answer, waiting_referral

_PROPOSER = {
    ReferralSource.PERSON_WHO_HARMED: Proposer.PERSON_WHO_HARMED,
    ReferralSource.AGENCY: Proposer.THIRD_PARTY,
    ReferralSource.FAMILY: Proposer.THIRD_PARTY,
}
"""Anybody can tick "I am the person harmed" on a public form: her own choice is heard by her own
worker, so a form never counts as one (domain.md E1)."""


@transaction.atomic
def open_case_from_referral(
    *, referral: UUID, plan: CasePlan, sorting: Sorting, seen: str, by: Worker, keyring: Keyring, clock: Clock
) -> Case | Refused:
    """Open the case, its rooms and its team, and drop each statement into the one room chosen.

    ``seen`` is the mark of the preview: another plan, or other words, than were shown are
    refused. Raises NotThere for who does not hold the intake room.
    """
    found = waiting_referral(referral=referral, by=by, keyring=keyring, clock=clock)
    if isinstance(found, Refused):
        return found
    refusal = _refusal(plan=plan, sorting=sorting, seen=seen, statements=found.statements(), by=by)
    if refusal is not None:
        return refusal
    case = _case_of(plan, by=by, clock=clock)
    if isinstance(case, Refused):
        return case
    opening = _Opening(case=case, plan=plan, by=by, keyring=keyring, clock=clock)
    rooms = opening.rooms_of_people()
    opening.shared_and_team_rooms()
    opening.drop_statements(found.statements(), sorting, rooms)
    passed_on = tuple(each.part for each in found.statements() if each.part in sorting)
    answer = ReferralAnswered(
        referral=str(found.id), outcome=ReferralOutcome.CASE_OPENED, case=str(case.pk), passed_on=passed_on
    )
    note_answer(answer=answer, by=by, keyring=keyring, clock=clock)
    return case


def _refusal(
    *, plan: CasePlan, sorting: Sorting, seen: str, statements: tuple[Statement, ...], by: Worker
) -> Refused | None:
    if seen != mark_of(plan, sorting, statements):
        return refused("SEEN", N_("Look at the preview again: something has changed since you saw it."))
    reasons = (*rules.problems_with(plan), *rules.problems_with_sorting(plan, sorting), *_choices(plan, by))
    return Refused(reasons) if reasons else None


def _choices(plan: CasePlan, by: Worker) -> tuple[Reason, ...]:
    """The workers chosen must still be there to choose, whatever the page offered."""
    holders = {plan.lead, *_everybody_holding(plan)}
    leads = set(queries.possible_leads().values_list("pk", flat=True))
    if not holders <= leads or not queries.possible_supervisors().filter(pk=plan.supervisor).exists():
        return (Reason("ALLOCATE", N_("A worker you chose cannot be put on this case.")),)
    if by.pk in plan.kept_away:
        return (
            Reason(
                "ALLOCATE", N_("Ask the other intake worker: you said you must be kept away."), "kept_away"
            ),
        )
    return ()


def _everybody_holding(plan: CasePlan) -> set[UUID]:
    """Every worker who would hold the room of a person."""
    return {holder for person in plan.people for holder in _holders_of(person, plan)}


def _holders_of(person: PlannedPerson, plan: CasePlan) -> tuple[UUID, ...]:
    return (person.worker,) if plan.second is None else (person.worker, plan.second)


def _workers(ids: tuple[UUID, ...]) -> tuple[Worker, ...]:
    found = active_workers().in_bulk(ids)
    return tuple(found[each] for each in ids)


def _case_of(plan: CasePlan, *, by: Worker, clock: Clock) -> Case | Refused:
    lead, supervisor = _workers((plan.lead, plan.supervisor))
    asked: dict[UUID, list[str]] = {}
    for person in plan.people:
        for holder in _holders_of(person, plan):
            asked.setdefault(holder, []).append(person.asked_as)
    team = FirstTeam(
        lead=lead,
        supervisor=supervisor,
        practitioners=dict(zip(_workers(tuple(asked)), asked.values(), strict=True)),
        kept_away=_workers(plan.kept_away),
    )
    return open_case_with_team(
        pathway=plan.pathway, setting=plan.setting, source=plan.source, team=team, by=by, clock=clock
    )


class _Opening:
    """One case being opened: who opens it, with which keys, at which hour."""

    def __init__(self, *, case: Case, plan: CasePlan, by: Worker, keyring: Keyring, clock: Clock) -> None:
        self.case, self.plan = case, plan
        self.by, self.keyring, self.clock = by, keyring, clock

    def room(self, kind: RoomKind, holders: tuple[UUID, ...]) -> Room:
        return open_room(case=self.case, kind=kind, holders=_workers(holders), by=self.by, clock=self.clock)

    def drop(self, room: Room, fact: Fact) -> None:
        drop_note(room=room, fact=fact, by=self.by, keyring=self.keyring, clock=self.clock)

    def rooms_of_people(self) -> list[Room]:
        """A room each, with their name and part in it as notes: neither is kept in plain."""
        harm = name_harm(case=self.case, by=self.by, clock=self.clock)
        return [self._room_of(person, str(harm.pk)) for person in self.plan.people]

    def _room_of(self, person: PlannedPerson, harm: str) -> Room:
        room = self.room(RoomKind.PERSON, _holders_of(person, self.plan))
        who = Identity(known_as=person.first_name, full_name=person.full_name, age_band=person.age_band)
        self.drop(room, who)
        self.drop(room, RoleInHarm(harm=harm, role=person.role))
        return room

    def shared_and_team_rooms(self) -> None:
        """The team learns who asked, and whether abuse was spoken of; never what was written."""
        self.room(RoomKind.SHARED, rules.everybody_in(self.plan))
        team = self.room(RoomKind.TEAM, rules.team_of(self.plan))
        self.drop(team, ProposalNotice(by=_PROPOSER.get(self.plan.source, Proposer.UNKNOWN)))
        if self.plan.abuse is Answer.YES:
            self.drop(team, AbuseFlag(value=Answer.YES, basis=FlagBasis.SAID))

    def drop_statements(self, statements: tuple[Statement, ...], sorting: Sorting, rooms: list[Room]) -> None:
        """Word for word, each into its one room; what has no room stays in the intake room."""
        for statement in statements:
            if statement.part in sorting:
                self.drop(rooms[sorting[statement.part]], _as_fact(statement))


def _as_fact(statement: Statement) -> Fact:
    source = gettext("Referral form: %(box)s") % {"box": gettext(statement.part.words)}
    return StatementFact(source=source, words=LongText(statement.words))
