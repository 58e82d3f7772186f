"""Who harmed whom: a part in one harm, never a trait (design.md §2)."""

from collections.abc import Iterator

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.who import Role, RoleInHarm
from yarrow.gate.forms import JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import OPEN_ROLES, abuse_applies, roles
from yarrow.gate.view import FactsView
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
