"""Kept, or not kept: what all know is told to all, and one person's word stays with them (E34)."""

from uuid import UUID

import pytest

from yarrow.agreements.actions import change_commitment, mark_kept
from yarrow.agreements.actions.writing import table_in
from yarrow.agreements.queries import written_in
from yarrow.agreements.rules import marks_in
from yarrow.audit.models import AuditEvent
from yarrow.config.families import Family
from yarrow.config.ready import agreement as ready
from yarrow.gate.facts.agreement import CommitmentKept, Kept
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere
from yarrow.meetings.models import FollowUp, Plan
from yarrow.meetings.terms import FollowUpKind
from yarrow.rooms.models import Drop, Entry
from yarrow.rooms.queries import entries_in

from .conftest import wait


@pytest.fixture
def lines(family: Family, plan: Plan, clock: FixedClock) -> list[UUID]:
    """The lines of an agreement that stands."""
    written = ready.write_lines(family)
    ready.offer(family, plan, written)
    wait(clock)
    for part in ("harmed", "other"):
        ready.ask_apart(family, part)
    ready.settle(family)
    return written


def owed(family: Family) -> int:
    return FollowUp.objects.filter(case=family.case, kind=FollowUpKind.TELL_OUTCOME).count()


def test_her_not_kept_is_written_in_her_room_and_nowhere_else(
    family: Family, lines: list[UUID], clock: FixedClock
) -> None:
    before = {part: room.entries.count() for part, room in family.rooms.items()}
    rows, drops, stops = owed(family), Drop.objects.count(), family.case.stops.count()
    chain = AuditEvent.objects.filter(chain=family.case.pk).count()

    ready.say_how_it_went(family, "harmed", lines[0], Kept.NOT_KEPT, "He has not been for a month.")

    after = {part: room.entries.count() for part, room in family.rooms.items()}
    assert after == before | {"harmed": before["harmed"] + 1}
    assert (owed(family), Drop.objects.count(), family.case.stops.count()) == (rows, drops, stops)
    assert AuditEvent.objects.filter(chain=family.case.pk).count() == chain


@pytest.mark.parametrize("value", [Kept.KEPT, Kept.NOT_KEPT])
def test_what_everybody_knows_is_told_to_each_kept_or_not(
    value: Kept, family: Family, lines: list[UUID], clock: FixedClock
) -> None:
    FollowUp.objects.filter(case=family.case).update(
        done_on=clock.today(), done_by=family.cast.worker("lead")
    )
    rows = owed(family)

    ready.say_how_it_went(family, "shared", lines[0], value)

    fresh = FollowUp.objects.filter(case=family.case, kind=FollowUpKind.TELL_OUTCOME, done_on__isnull=True)
    people = {family.rooms[part].pk for part in ("harmed", "other", "child")}
    assert owed(family) == rows + 3
    assert {row.room_id for row in fresh} == people
    assert len({(row.kind, row.due_on) for row in fresh}) == 1


def test_newest_word_comes_first(family: Family, lines: list[UUID]) -> None:
    for value in (Kept.KEPT, Kept.PARTLY):
        ready.say_how_it_went(family, "harmed", lines[0], value)

    entries = entries_in(family.rooms["harmed"], family.holder("harmed").keyring)
    marks = marks_in(written_in(entries))[str(lines[0])]

    facts = [each.fact for each in marks if isinstance(each.fact, CommitmentKept)]
    assert [fact.value for fact in facts] == [Kept.PARTLY, Kept.KEPT]
    assert all(fact.line.startswith("I go to the group") for fact in facts)


def test_line_that_does_not_stand_cannot_be_marked(family: Family, lines: list[UUID]) -> None:
    loose = ready.write_lines(family)[0]

    with pytest.raises(NotThere):
        ready.say_how_it_went(family, "shared", loose, Kept.KEPT)


@pytest.mark.parametrize(("by", "part"), [("other_worker", "harmed"), ("specialist", "shared")])
def test_who_is_not_inside_cannot_mark(
    by: str, part: str, family: Family, lines: list[UUID], clock: FixedClock
) -> None:
    member = family.cast[by]

    with pytest.raises(NotThere):
        mark_kept(
            room=family.rooms[part],
            line=lines[0],
            said=CommitmentKept(value=Kept.KEPT, checked_on=clock.today()),
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        )


def test_team_room_holds_no_word_of_it(family: Family, lines: list[UUID]) -> None:
    with pytest.raises(NotThere):
        ready.say_how_it_went(family, "team", lines[0], Kept.KEPT)


def test_line_that_people_signed_is_not_changed(family: Family, lines: list[UUID], clock: FixedClock) -> None:
    member = family.holder("shared")
    with pytest.raises(NotThere):
        change_commitment(
            room=family.rooms["shared"],
            wrong=lines[0],
            line=ready.lines_of(family)[1],
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        )
    assert len(table_in(family.rooms["shared"], member.keyring).standing) == 1
    assert Entry.objects.filter(pk=lines[0]).exists()
