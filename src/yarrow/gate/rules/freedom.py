"""What takes the freedom out of a choice before anybody asks (domain.md E17, §3.5)."""

from collections.abc import Iterator

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.freedom import (
    Dependence,
    InterpreterFound,
    NotKnownTo,
    TakingPartTied,
    TiedState,
)
from yarrow.gate.facts.who import AddressGuarded, Identity
from yarrow.gate.forms import DIRECT, JOINT, Form
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import abuse_applies, last_said
from yarrow.gate.view import FactsView, last_number
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

IS_TIED = ground(
    "E17",
    N_("Money, a sentence, a home, a child or help was made to hang on taking part, or it is not known."),
    N_("Who made it a condition takes it back, and this person knows; then they are asked again, alone."),
    absent=False,
    by=("taking_part_tied",),
)
NOTHING_IN_ITS_PLACE = ground(
    "DEPENDS",
    N_("This person depends on the other one, and nothing is in its place if that is taken away."),
    N_("Find care, money, a home or papers that do not hang on the other person, and record it."),
    absent=True,
    by=("dependence",),
)
MIGHT_BE_TOLD = ground(
    "KNOWN",
    N_("Family or community do not know something about this person, and might learn it through this."),
    N_("Go through it with them and a second worker, and record how it is kept; or leave those people out."),
    absent=True,
    by=("address_guarded",),
)
NO_INTERPRETER = ground(
    "INTERPRETER",
    N_(
        "An interpreter is needed, and none is recorded who is nobody's family, knows nobody and is prepared."
    ),
    N_("Find one outside their circle, never a family member, and prepare them."),
    absent=True,
    by=("interpreter_found",),
)

WITH_PEOPLE_AROUND = DIRECT | {Form.CIRCLE_OF_OWN_PEOPLE, Form.GO_BETWEEN}
"""Forms in which people around somebody hear or see what this work is about."""


def nothing_hangs_on_it(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E17. Whether something was made to hang on this person's taking part.

    Refuses joint forms, with or without abuse, while one such condition stands or may stand; each by
    who made it, and only they can take it back. Source: domain.md E17, §2.6 (S53, S54). Persuasive.
    """
    if question.form not in JOINT:
        return
    last = {
        each.fact.by.strip().casefold(): each.fact.state is TiedState.TAKEN_BACK
        for each in facts.every(TakingPartTied)
    }
    if not all(last.values()):
        yield IS_TIED


def something_in_its_place(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """DEPENDS. Whether a no would cost this person their care, money, home or papers.

    Refuses joint forms, where abuse is not excluded, while this person depends on the other one and
    nothing is in its place. Asked of old and young alike: age by itself is no sign.
    Source: domain.md §3.5, sign 8 (S96a). Our own.
    """
    latest = facts.latest(Dependence)
    if latest is None or question.form not in JOINT or not abuse_applies(facts, question.day):
        return
    if latest.fact.on and latest.fact.in_place is not Answer.YES:
        yield NOTHING_IN_ITS_PLACE


def told_to_nobody(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """KNOWN. Whether people around this person might learn what they do not know of them.

    Refuses meeting, a circle of their own people and a go-between after such a record, until a later
    one, checked by a second worker, says how it is kept. A threat to tell is a lever: of whom somebody
    loves, of their belief, health or papers. Source: domain.md §3.5, sign 7 (S96a). Our own.
    """
    if question.form not in WITH_PEOPLE_AROUND:
        return
    guarded = [each for each in facts.every(AddressGuarded) if each.seconded]
    if last_number(facts.every(NotKnownTo)) > last_number(guarded):
        yield MIGHT_BE_TOLD


def interpreted_by_an_outsider(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """INTERPRETER. Whether who interprets is nobody of their family or circle.

    Refuses joint forms while an interpreter is needed and the last one recorded is not complete.
    Source: domain.md §4.5, point 9; design.md §5, decision 5. Our own.
    """
    found = facts.latest(InterpreterFound)
    if question.form not in JOINT or last_said(facts.every(Identity), "interpreter") is not Answer.YES:
        return
    if found is None or not found.fact.complete():
        yield NO_INTERPRETER
