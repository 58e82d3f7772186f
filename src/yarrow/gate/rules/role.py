"""Who harmed whom: a part in one harm, never a trait (design.md §2)."""

from collections.abc import Iterator

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.freedom import SharesLookedAt
from yarrow.gate.facts.risk import View
from yarrow.gate.facts.who import Role, RoleInHarm
from yarrow.gate.forms import JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import HARMED, OPEN_ROLES, abuse_applies, latest_view_of_person, roles
from yarrow.gate.view import FactsView, last_number
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

ROLE_MISSING = ground(
    "ROLE",
    N_("It is not recorded what part this person had in the harm."),
    N_("Record their part, and how it is known."),
    absent=True,
    by=("role_in_harm",),
)
ROLE_OPEN = ground(
    "ROLE",
    N_("It is not yet known who harmed whom. Until then each person has support, and nothing is joint."),
    N_("Find out with a specialist; then two workers record the part."),
    absent=True,
    by=("role_in_harm",),
)
ROLE_CHANGED_ALONE = ground(
    "ROLE",
    N_("This person's part in the harm was changed by one worker alone."),
    N_("A second worker agrees to the change, by name."),
    absent=True,
    by=("role_in_harm",),
)

HARMED_AND_HARMING = ground(
    "ROLE",
    N_("This person was harmed in one harm and caused another, and no specialist has looked at it since."),
    N_("A specialist looks at who harms whom; neither sex nor strength says it."),
    absent=True,
    by=("specialist_view",),
)
SHARES_NOT_LOOKED_AT = ground(
    "ROLE",
    N_("This person's part has changed, and what was passed on before was not looked at again."),
    N_("Look at every share from this room: does it still stand as it is? Record that you did."),
    absent=True,
    by=("shares_looked_at",),
)


def role_known(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """ROLE. Whether this person's part in the harm is known.

    Refuses joint forms without a recorded part; where abuse is not excluded also while it is not yet
    known or with a specialist, and after a change that one worker made alone.
    Source: design.md §2 and §5, decision 2. Our own.
    """
    if question.form not in JOINT:
        return
    if not roles(facts):
        yield ROLE_MISSING
    if abuse_applies(facts, question.day):
        if roles(facts) & OPEN_ROLES:
            yield ROLE_OPEN
        if _changed_alone(facts):
            yield ROLE_CHANGED_ALONE


def both_parts_looked_at(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """ROLE. Whether a specialist looked at somebody who was harmed in one harm and caused another.

    Refuses joint forms, where abuse is not excluded, until a view that supports it and is later than
    the last of those records. Source: domain.md §7; design.md §2. Our own.
    """
    if question.form not in JOINT or not abuse_applies(facts, question.day):
        return
    known = roles(facts)
    if Role.CAUSED_HARM not in known or not known & HARMED:
        return
    view = latest_view_of_person(facts)
    if (
        view is None
        or view.fact.view is not View.SUPPORTS
        or view.number < last_number(facts.every(RoleInHarm))
    ):
        yield HARMED_AND_HARMING


def shares_reviewed(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """ROLE. Whether every share was looked at again after a part has changed.

    Refuses joint forms, where abuse is not excluded, from the change until then; that the change itself
    is of two workers is asked apart. The first part that is known changes nothing: a case opens with
    "not yet known", which refuses by itself. From then on, also back to it. Source: design.md §2.
    Our own.
    """
    if question.form not in JOINT or not abuse_applies(facts, question.day):
        return
    looked = [each for each in facts.every(SharesLookedAt) if each.fact.every_one is Answer.YES]
    if _last_change(facts) > last_number(looked):
        yield SHARES_NOT_LOOKED_AT


def _last_change(facts: FactsView) -> int:
    last: dict[str, Role] = {}
    changed = 0
    for each in facts.every(RoleInHarm):
        before, now = last.get(each.fact.harm), each.fact.role
        if before is None and now in OPEN_ROLES:
            continue
        if before not in {None, now}:
            changed = each.number
        last[each.fact.harm] = now
    return changed


def _changed_alone(facts: FactsView) -> bool:
    last: dict[str, Role] = {}
    alone: dict[str, bool] = {}
    for each in facts.every(RoleInHarm):
        part = each.fact
        if last.get(part.harm, part.role) is not part.role:
            alone[part.harm] = True
        if each.seconded:
            alone[part.harm] = False
        last[part.harm] = part.role
    return any(alone.values())
