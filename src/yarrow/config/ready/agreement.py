"""An agreement of an invented family, taken through the real actions: written, offered, signed apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from yarrow.agreements.actions import (
    mark_kept,
    offer_agreement,
    record_signing,
    settle_agreement,
    write_commitment,
)
from yarrow.config.families import Family, InventionRefused
from yarrow.gate.facts.agreement import (
    AgreementOffered,
    AgreementStands,
    Commitment,
    CommitmentKept,
    Kept,
    Signing,
    SigningValue,
)
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText, Mark
from yarrow.kernel.decision import Refused
from yarrow.meetings.models import Plan
from yarrow.rooms.models import Entry

READ_BACK = AgreementOffered(
    read_back=Answer.YES, fair=Answer.YES, doable=Answer.YES, orders_compared=Answer.YES
)
SIGNED = Signing(value=SigningValue.SIGNED, alone=Answer.YES, free=Answer.YES, read_out=Answer.YES)


def lines_of(family: Family, topic: Topic = Topic.HARM) -> tuple[Commitment, ...]:
    """What an invented couple would promise; both people, and an agency, own some."""
    today = family.clock.today()
    return (
        Commitment(
            words=LongText("I go to the group every Tuesday, to the end of it."),
            owner="Bryn",
            by_when=today + timedelta(days=90),
            looked_after_by="Owen, who works with him",
            topic=topic,
            look_again_on=today + timedelta(days=42),
        ),
        Commitment(
            words=LongText("If I want to talk about the house I write it down and give it to Owen."),
            owner="Bryn",
            by_when=today + timedelta(days=30),
            looked_after_by="Aunty Mair",
            topic=topic,
        ),
        Commitment(
            words=LongText("We find a place in the group, and somebody who drives."),
            owner="The service",
            by_when=today + timedelta(days=14),
            looked_after_by="Lena",
            topic=topic,
        ),
    )


def write_lines(family: Family, topic: Topic = Topic.HARM) -> list[UUID]:
    """The lines, written into the shared room by who holds it."""
    member = family.holder("shared")
    return [
        _made(
            write_commitment(
                room=family.rooms["shared"],
                line=line,
                by=member.worker,
                keyring=member.keyring,
                clock=family.clock,
            )
        )
        for line in lines_of(family, topic)
    ]


def offer(family: Family, plan: Plan, lines: Sequence[UUID]) -> UUID:
    """The lead offers these lines; from here the pause runs."""
    lead = family.cast["lead"]
    made = offer_agreement(
        room=family.rooms["shared"],
        plan=plan,
        lines=lines,
        offer=READ_BACK,
        by=lead.worker,
        keyring=lead.keyring,
        clock=family.clock,
    )
    return _made(made)


def ask_apart(family: Family, part: str, said: Signing = SIGNED) -> UUID:
    """One person is asked, alone, by their own worker."""
    member = family.holder(part)
    made = record_signing(
        room=family.rooms[part],
        said=said,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    return _made(made)


def settle(family: Family) -> UUID:
    """The lead says that everybody has signed."""
    lead = family.cast["lead"]
    made = settle_agreement(case=family.case, by=lead.worker, keyring=lead.keyring, clock=family.clock)
    return _made(made)


def say_how_it_went(family: Family, part: str, line: UUID, value: Kept, words: str = "") -> UUID:
    """How it went with one line, in a person's room or in the shared one."""
    member = family.holder(part)
    said = CommitmentKept(value=value, checked_on=family.clock.today(), words=LongText(words))
    made = mark_kept(
        room=family.rooms[part],
        line=line,
        said=said,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    return _made(made)


def stands_since(family: Family, plan: Plan, offered_at: datetime) -> UUID:
    """An agreement as it lies in the rooms once both adults have signed it, and one of them said how it went.

    For a family of which only the records are needed: nothing is asked of the gate.
    """
    lines = write_lines(family)
    offered = replace(
        READ_BACK,
        plan=Mark(str(plan.pk)),
        lines=Mark(" ".join(str(line) for line in lines)),
        offered_at=Mark(offered_at.isoformat()),
    )
    [entry] = family.record("shared", offered)
    agreement = Mark(str(entry.pk))
    for part in ("harmed", "other"):
        family.record(part, replace(SIGNED, agreement=agreement, words=LongText("Yes. It is fair.")))
    family.record("shared", AgreementStands(agreement=agreement))
    say_how_it_went(family, "harmed", lines[0], Kept.PARTLY, "He goes, most weeks.")
    return entry.pk


def _made(entry: Entry | Refused) -> UUID:
    if isinstance(entry, Refused):
        raise InventionRefused(entry)
    return entry.pk
