"""What the tests of agreements do over and over."""

from datetime import timedelta

from yarrow.agreements.actions import (
    record_signing,
    settle_agreement,
)
from yarrow.agreements.actions.writing import table_in
from yarrow.agreements.rules import Table
from yarrow.config.families import Family
from yarrow.config.ready import agreement as ready
from yarrow.gate.facts.agreement import Signing
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.meetings.models import Plan
from yarrow.rooms.models import Entry

from .conftest import wait

BOTH = ("harmed", "other")
MOMENT = timedelta(seconds=1)


def table(family: Family) -> Table:
    return table_in(family.rooms["shared"], family.holder("shared").keyring)


def offered(family: Family, plan: Plan) -> None:
    ready.offer(family, plan, ready.write_lines(family))


def signed_by_both(family: Family, clock: FixedClock) -> None:
    wait(clock)
    for part in BOTH:
        ready.ask_apart(family, part)


def settled(family: Family, by: str = "lead") -> Entry | Refused:
    member = family.cast[by]
    return settle_agreement(case=family.case, by=member.worker, keyring=member.keyring, clock=family.clock)


def refusal_of(said: object) -> list[tuple[str, str]]:
    assert isinstance(said, Refused)
    return [(reason.field, reason.text) for reason in said.reasons]


def asked(family: Family, part: str, said: Signing = ready.SIGNED) -> Entry | Refused:
    member = family.holder(part)
    return record_signing(
        room=family.rooms[part], said=said, by=member.worker, keyring=member.keyring, clock=family.clock
    )
