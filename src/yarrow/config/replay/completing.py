"""The recipe for "may, once complete": record what the source does not show, and ask again.

Whatever it records is favourable and fresh, so a reason that is left rests on something that was
said or happened and that no record of ours lifts.
"""

from collections.abc import Collection

from yarrow.gate.forms import APART
from yarrow.meetings.actions import sign_plan, write_brief
from yarrow.meetings.brief import BriefContent
from yarrow.meetings.models import Plan

from .asking import PLAN, Said, Seen, ask, reasons_seen
from .opened import OpenedCase
from .questions import Question
from .satisfying import FAVOURABLE, ON_THE_PLAN, consent_to, everyone_looked_at, low_risk, records_for
from .telling import TEAM

_ROUNDS = 4
"""One record may call for another (safer time with a child, then the checks); it never takes more."""


def complete(question: Question, plan: Plan, missing: Collection[str], opened: OpenedCase) -> Said:
    """Record everything, in the order that the vocabulary gives, sign, and ask. Throw it away afterwards."""
    _look_at_risk(question, opened)
    for key in question.people:
        opened.record(key, FAVOURABLE["information_given"](opened.clock.today()))
    _ask_alone(question, opened)
    for key in question.people:
        opened.record(key, consent_to(question))
    _record_the_rest(question, plan, missing, opened)
    opened.attest((*question.people, TEAM))
    sign(question, plan, opened)
    return ask(question, plan, opened)


def _look_at_risk(question: Question, opened: OpenedCase) -> None:
    day = opened.clock.today()
    for key in question.people:
        opened.record(key, low_risk(day))
    if question.form not in APART:
        opened.record(TEAM, everyone_looked_at(day))


def _ask_alone(question: Question, opened: OpenedCase) -> None:
    day = opened.clock.today()
    for key in question.people:
        opened.record(key, FAVOURABLE["coercion_screen"](day), FAVOURABLE["specialist_view"](day))


def _record_the_rest(question: Question, plan: Plan, missing: Collection[str], opened: OpenedCase) -> None:
    done: set[Seen] = set()
    for _round in range(_ROUNDS):
        wanted = [
            seen
            for seen in reasons_seen(question, plan, opened)
            if seen not in done and (seen.reason.absent or seen.reason.code in missing)
        ]
        for seen in wanted:
            _satisfy(seen, question, plan, opened)
        done |= set(wanted)
        if not wanted:
            return
        # What the plan knows of the team it knows from the standings.
        opened.attest((*question.people, TEAM))


def _satisfy(seen: Seen, question: Question, plan: Plan, opened: OpenedCase) -> None:
    if seen.place == PLAN:
        if seen.reason.code in ON_THE_PLAN:
            ON_THE_PLAN[seen.reason.code](question, plan, opened)
        return
    opened.record(seen.place, *records_for(seen.reason, seen.place, question, opened))


def sign(question: Question, plan: Plan, opened: OpenedCase) -> None:
    """Briefs from every room, then the signature of a supervisor with no room of the case.

    The action refuses where a room does not stand; then there is no signature, and the gate says so.
    """
    if question.form in APART:
        return
    supervisor = opened.staff.signing
    content = BriefContent(codes=(), facts=(), words="What the room's worker tells the supervisor.")
    for key, room in opened.rooms.items():
        write_brief(
            plan=plan,
            room=room,
            supervisor=supervisor.worker,
            content=content,
            by=opened.inside[key].worker,
            clock=opened.clock,
        )
    sign_plan(plan=plan, by=supervisor.worker, keyring=supervisor.keyring, clock=opened.clock)
