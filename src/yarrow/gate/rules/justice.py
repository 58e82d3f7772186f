"""What restorative justice asks besides, and what a move between the two pathways makes old."""

from collections.abc import Iterator
from datetime import date

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.justice import (
    SETTLED,
    Footing,
    JusticeDetails,
    JusticeInformation,
    OwnAgenda,
    Pathway,
    PathwayMoved,
    PathwayNow,
)
from yarrow.gate.forms import DIRECT, JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import HARMED, roles, takes_part
from yarrow.gate.view import FactsView, Found, last_number
from yarrow.kernel.words import N_

PATHWAYS_DIFFER = ground(
    "PATHWAY",
    N_("This room was not told that the work moved to the other pathway, or was told something else."),
    N_("Open what waits for this room. If nothing waits, tell the supervisor; it is put right there."),
    absent=False,
)
NOTHING_OFFICIAL = ground(
    "OFFICIAL",
    N_("Restorative justice has an official case; its reference, its office or its stage is not recorded."),
    N_("Record what the papers say. If there is no official case, two people move the work."),
    absent=True,
    by=("justice_details",),
)
NOT_KNOWN_IF_ADMITTED = ground(
    "ADMITTED",
    N_("It is not known whether the offence was admitted, or found by a court."),
    N_("Ask the office that asked us, and record it."),
    absent=True,
    by=("justice_details",),
)
NEITHER_ADMITTED_NOR_FOUND = ground(
    "ADMITTED",
    N_("The offence was neither admitted nor found by a court, so nothing joint begins on this pathway."),
    N_("Wait for it, or work with each alone. Never ask anybody to admit something so that we can go on."),
    absent=False,
    by=("justice_details",),
)
NOT_TOLD_OF_THE_RIGHT = ground(
    "RIGHT_TO_KNOW",
    N_("It is not recorded when and by whom this person was told of restorative justice, as the law asks."),
    N_("Ask whether the police told them. If not, tell them, and that they owe nothing for it."),
    absent=True,
    by=("justice_information",),
)
NO_OWN_AGENDA = ground(
    "THEY_LEAD",
    N_("It is not recorded what the person harmed wants to speak of, in which order, and who begins."),
    N_("Ask them, alone. They lead the meeting; nobody else writes its order."),
    absent=True,
    by=("own_agenda",),
)


def pathway_agrees(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """PATHWAY. Whether this room knows of the last move between the two pathways.

    Refuses joint forms where the room was told of another pathway than the case says, or holds records
    older than the last move and no word of it. Otherwise a yes from before could count again.
    Source: design.md §2, "moving between them is an act with reasons and fresh consent". Our own.
    """
    if question.form in JOINT and not _was_told(facts):
        yield PATHWAYS_DIFFER


def _was_told(facts: FactsView) -> bool:
    now, moved = facts.latest(PathwayNow), facts.latest(PathwayMoved)
    if moved is not None:
        return now is not None and now.fact.pathway is moved.fact.pathway and _is_of(moved, now.fact.since)
    return now is None or not _is_older_than(now.fact.since, facts)


def _is_of(told: Found[PathwayMoved], move: date | None) -> bool:
    """Whether the room was told of the last move, and not only of an earlier one to the same pathway."""
    return move is None or told.day >= move


def _is_older_than(move: date | None, facts: FactsView) -> bool:
    written = [each.day for each in facts.everything() if not isinstance(each.fact, PathwayNow)]
    return move is not None and any(day < move for day in written)


def official_case_known(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """OFFICIAL. Whether the official case is on record.

    Refuses joint forms of restorative justice until its reference, the office that asked us and its stage
    are recorded. Restorative approaches need none.
    Source: the founding text on restorative justice (domain.md §1.5); design.md §2. Our own.
    """
    if not _asked_in_justice(facts, question):
        return
    latest = facts.latest(JusticeDetails)
    if latest is None or not latest.fact.is_official():
        yield NOTHING_OFFICIAL


def admitted_or_found(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """ADMITTED. Whether the offence was admitted, or found by a court.

    Refuses joint forms of restorative justice until one of them is recorded. What the person says in our
    own work is another thing, and is asked besides (E19).
    Source: domain.md §2.4 (S33), §2.2 (S20). Persuasive.
    """
    if not _asked_in_justice(facts, question):
        return
    latest = facts.latest(JusticeDetails)
    footing = latest.fact.footing if latest is not None else Footing.UNKNOWN
    if footing not in SETTLED:
        yield NEITHER_ADMITTED_NOR_FOUND if footing is Footing.NEITHER else NOT_KNOWN_IF_ADMITTED


def told_of_the_right(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """RIGHT_TO_KNOW. Whether who was harmed was told of restorative justice, as the law asks.

    Refuses joint forms of restorative justice until it is recorded that they were told, when and by whom.
    The duty to tell is that of the police, or of the youth justice service, under the code of practice of
    2020 for who was harmed by a crime (right 3, paragraphs 3.4 and 3.5); that nothing joint begins before
    is our own. Not asked of who was not harmed, nor of a child who does not take part.
    Source: domain.md §2.6 (S50). Persuasive.
    """
    if not _asked_in_justice(facts, question) or not roles(facts) & HARMED or not takes_part(facts):
        return
    latest = facts.latest(JusticeInformation)
    if latest is None or not latest.fact.was_told_by(question.day):
        yield NOT_TOLD_OF_THE_RIGHT


def harmed_person_leads(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """THEY_LEAD. Whether who was harmed has said what the meeting is to be about.

    Refuses direct forms of restorative justice until it is recorded what they want to speak of, in their
    order, and who begins. Not asked of who was not harmed, nor of a child who does not take part.
    Source: the founding text (domain.md §1.5), design.md §2, "the harmed person leads the agenda". Our own.
    """
    if question.form not in DIRECT or not _asked_in_justice(facts, question):
        return
    if not roles(facts) & HARMED or not takes_part(facts):
        return
    latest = facts.latest(OwnAgenda)
    if latest is None or not latest.fact.is_complete():
        yield NO_OWN_AGENDA


def moved_at(facts: FactsView) -> int:
    """The place of the last move between the pathways; what was agreed before it is asked again."""
    return last_number(facts.every(PathwayMoved))


def _asked_in_justice(facts: FactsView, question: Question) -> bool:
    """Unknown counts as restorative justice. A room that nobody told of a pathway is not on it.

    Hazard: whoever gathers a room must put ``PathwayNow`` before the rules wherever the case is not
    plainly on restorative approaches (``rooms.queries.recorded``).
    """
    now = facts.latest(PathwayNow)
    if question.form not in JOINT or now is None:
        return False
    return now.fact.pathway is not Pathway.RESTORATIVE_APPROACHES
