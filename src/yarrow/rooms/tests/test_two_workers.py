"""What needs two people counts only when two people acted (design.md §5, decision 2)."""

from datetime import date, timedelta

import pytest

from yarrow.cases.terms import Duty
from yarrow.config.families import Family
from yarrow.config.strangers import bring_in
from yarrow.gate.facts.risk import (
    MediumRiskAgreement,
    NoAbuse,
    NoAbuseBasis,
    NoAbuseState,
    Relation,
    Specialist,
    SpecialistView,
    View,
    ViewOf,
)
from yarrow.gate.facts.team import WholeView
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms import queries
from yarrow.rooms.actions import agree_as_second, drop_note, open_drops, quarantine_unchecked, seal_entry
from yarrow.rooms.facts import SecondWorkerAgrees
from yarrow.rooms.models import Entry
from yarrow.staff.actions import enrol_worker
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import RosterEntry
from yarrow.staff.terms import Post

NO_ABUSE = NoAbuse(
    state=NoAbuseState.SAID,
    basis=NoAbuseBasis.RELATION,
    relation=Relation.STRANGERS,
    second_worker="Sian Super",
    review_on=date(2026, 5, 1),
)
VIEW = SpecialistView(by=Specialist.IDVA, view=View.SUPPORTS, about=ViewOf.THIS_PERSON)


@pytest.fixture
def alone(family: Family, clock: FixedClock) -> Entry:
    """A "no abuse" that names a second worker, written by one worker alone."""
    member = family.holder("harmed")
    entry = seal_entry(
        room=family.rooms["harmed"],
        fact=NO_ABUSE,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    assert isinstance(entry, Entry)
    return entry


def is_seconded(family: Family, entry: Entry, clock: FixedClock) -> bool:
    room, member = family.rooms["harmed"], family.holder("harmed")
    open_drops(room=room, by=member.worker, keyring=member.keyring, clock=clock)
    recorded = queries.recorded_in(room, member.keyring)
    return next(each.seconded for each in recorded if each.entry == entry.pk)


def agree(family: Family, entry: Entry, part: str, clock: FixedClock) -> object:
    member = family.cast[part]
    return agree_as_second(
        room=family.rooms["harmed"],
        entry=entry.pk,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )


def test_a_typed_name_is_no_second_worker(family: Family, alone: Entry, clock: FixedClock) -> None:
    assert not is_seconded(family, alone, clock)


def test_its_own_author_cannot_agree(family: Family, alone: Entry, clock: FixedClock) -> None:
    assert isinstance(agree(family, alone, "harmed_worker", clock), Refused)
    member = family.holder("harmed")
    forged = SecondWorkerAgrees(entry=str(alone.pk))
    seal_entry(
        room=family.rooms["harmed"],
        fact=forged,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    assert not is_seconded(family, alone, clock)


@pytest.mark.parametrize("part", ["outsider", "excluded", "ex_worker", "manager"])
def test_who_has_no_duty_on_the_case_cannot_agree(
    family: Family, alone: Entry, part: str, clock: FixedClock
) -> None:
    with pytest.raises(NotThere):
        agree(family, alone, part, clock)


@pytest.mark.parametrize("by", ["harmed_worker", "manager"])
def test_whom_the_author_brought_in_is_no_second_worker(
    family: Family, alone: Entry, clock: FixedClock, by: str
) -> None:
    clock.move_to(clock.now() + timedelta(days=1))
    newcomer, keys = enrol_worker(
        username="newcomer",
        name="Nia New",
        post=Post.PRACTITIONER,
        passphrase=DEMO_PASSPHRASE,
        clock=clock,
        enrolled_by=family.cast.keyring(by),
    )
    supervisor = family.cast.worker("supervisor")
    bring_in(case=family.case, worker=newcomer, duty=Duty.PRACTITIONER, by=supervisor, clock=clock)
    clock.move_to(clock.now() + timedelta(days=14))

    said = agree_as_second(
        room=family.rooms["harmed"], entry=alone.pk, by=newcomer, keyring=keys, clock=clock
    )

    assert isinstance(said, Refused) is (by == "harmed_worker")
    assert is_seconded(family, alone, clock) is (by == "manager")


def test_a_line_that_says_that_the_author_vouched_makes_nobody_a_second(
    family: Family, alone: Entry, clock: FixedClock
) -> None:
    lines = RosterEntry.objects.filter(worker=family.cast.worker("supervisor"))
    lines.update(signed_by=family.cast.worker("harmed_worker"))

    assert isinstance(agree(family, alone, "supervisor", clock), Refused)
    assert not is_seconded(family, alone, clock)


def test_an_entry_of_another_room_cannot_be_agreed_with(
    family: Family, alone: Entry, clock: FixedClock
) -> None:
    member = family.cast["supervisor"]
    for room, entry in ((family.rooms["other"], alone.pk), (family.rooms["harmed"], new_id())):
        with pytest.raises(NotThere):
            agree_as_second(room=room, entry=entry, by=member.worker, keyring=member.keyring, clock=clock)


def test_an_entry_that_was_taken_out_cannot_be_agreed_with(
    family: Family, alone: Entry, clock: FixedClock
) -> None:
    room, author = family.rooms["harmed"], family.holder("harmed")
    quarantine_unchecked(room=room, entry=alone.pk, by=author.worker, clock=clock)

    with pytest.raises(NotThere):
        agree(family, alone, "supervisor", clock)


def test_a_colleague_agrees_by_a_note_of_their_own(family: Family, alone: Entry, clock: FixedClock) -> None:
    agree(family, alone, "supervisor", clock)
    assert is_seconded(family, alone, clock)


def test_an_agreement_that_is_taken_out_counts_no_more(
    family: Family, alone: Entry, clock: FixedClock
) -> None:
    agree(family, alone, "supervisor", clock)
    assert is_seconded(family, alone, clock)
    room, member = family.rooms["harmed"], family.holder("harmed")
    note = room.entries.latest("number")
    quarantine_unchecked(room=room, entry=note.pk, by=member.worker, clock=clock)
    assert not is_seconded(family, alone, clock)


def test_at_medium_risk_only_a_supervisors_own_agreement_counts(family: Family, clock: FixedClock) -> None:
    member = family.holder("harmed")
    going_on = MediumRiskAgreement(reasons=LongText("Only at the library."), second_worker="Sian Super")
    entry = seal_entry(
        room=family.rooms["harmed"], fact=going_on, by=member.worker, keyring=member.keyring, clock=clock
    )
    assert isinstance(entry, Entry)
    for colleague in ("other_worker", "child_worker", "specialist"):
        agree(family, entry, colleague, clock)
        assert not is_seconded(family, entry, clock)
    agree(family, entry, "supervisor", clock)
    assert is_seconded(family, entry, clock)


def test_a_specialists_view_typed_by_anyone_else_is_refused(family: Family, clock: FixedClock) -> None:
    member = family.holder("harmed")
    answer = seal_entry(
        room=family.rooms["harmed"],
        fact=VIEW,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    assert isinstance(answer, Refused)
    for part, room, view in (
        ("other_worker", "harmed", VIEW),
        ("supervisor", "team", WholeView(by=Specialist.IDVA, view=View.SUPPORTS)),
    ):
        sender = family.cast[part]
        with pytest.raises(NotThere):
            drop_note(
                room=family.rooms[room],
                fact=view,
                by=sender.worker,
                keyring=sender.keyring,
                clock=clock,
            )


def test_a_specialist_sends_their_view_into_a_room_they_cannot_open(
    family: Family, clock: FixedClock
) -> None:
    family.specialist_says("harmed", VIEW)
    recorded = queries.recorded_in(family.rooms["harmed"], family.holder("harmed").keyring)
    assert recorded[-1].fact == VIEW
