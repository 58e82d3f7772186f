"""Letting out what was stopped: by a second person inside the protecting room, with a reason, once."""

from datetime import timedelta
from uuid import UUID

import pytest

from yarrow.config.families import Family
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.outgoing.actions import Passed, Stopped, forget_stopped_papers, let_it_out
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.outgoing.models import Release, StoppedCopy, StoppedPaper
from yarrow.outgoing.queries import open_stopped, rations_used_up, stopped_for
from yarrow.outgoing.rules import STOPS_A_DAY
from yarrow.outgoing.shown import found_in_rooms, paper_shown
from yarrow.rooms.actions import drop_note
from yarrow.rooms.facts import SharedWords

from .papers import scan
from .test_door import STREET, bring, moved, reach

__all__ = ["moved"]

WORDS = f"We come to {STREET} on Monday."


def stopped_at(family: Family, clock: FixedClock, words: str = WORDS, **more: object) -> UUID:
    answer = bring(family, clock, words, **more)  # type: ignore[arg-type]  # passed on as it is
    assert isinstance(answer, Stopped)
    return answer.pk


def let_out(
    family: Family,
    clock: FixedClock,
    stopped: UUID,
    *,
    by: str = "harmed_worker",
    reason: str = "She said yes.",
) -> Release | Refused:
    member = family.cast[by]
    return let_it_out(stopped=stopped, reason=reason, by=member.worker, keyring=member.keyring, clock=clock)


def test_letting_out_by_who_is_not_inside_finds_nothing(moved: Family, clock: FixedClock) -> None:
    stopped = stopped_at(moved, clock)

    for by in ("other_worker", "child_worker", "supervisor", "manager", "outsider", "excluded", "ex_worker"):
        with pytest.raises(NotThere):
            let_out(moved, clock, stopped, by=by)
    assert not Release.objects.exists()
    assert isinstance(bring(moved, clock, WORDS), Stopped)


def test_who_brought_it_never_lets_it_out_also_from_inside(moved: Family, clock: FixedClock) -> None:
    stopped = stopped_at(moved, clock, by="lead")

    with pytest.raises(NotThere):
        let_out(moved, clock, stopped, by="lead")
    with pytest.raises(NotThere):
        open_stopped(stopped, by=moved.cast.worker("lead"), keyring=moved.cast.keyring("lead"))


def test_letting_out_without_a_reason_is_refused(moved: Family, clock: FixedClock) -> None:
    outcome = let_out(moved, clock, stopped_at(moved, clock), reason="  ")

    assert isinstance(outcome, Refused)
    assert outcome.reasons[0].field == "reason"


def test_what_somebody_inside_let_out_passes_once(moved: Family, clock: FixedClock) -> None:
    assert isinstance(let_out(moved, clock, stopped_at(moved, clock)), Release)

    assert isinstance(bring(moved, clock, WORDS), Passed)
    assert isinstance(bring(moved, clock, WORDS), Stopped)


def test_other_bytes_or_another_audience_or_sender_do_not_pass(moved: Family, clock: FixedClock) -> None:
    assert isinstance(let_out(moved, clock, stopped_at(moved, clock)), Release)

    assert isinstance(bring(moved, clock, WORDS + " "), Stopped)
    assert isinstance(bring(moved, clock, WORDS, by="lead"), Stopped)
    assert isinstance(bring(moved, clock, WORDS, part="child", by="child_worker"), Stopped)
    named = Artefact(ArtefactKind.TEXT, "a.txt", "text/plain", WORDS.encode())
    assert isinstance(bring(moved, clock, artefact=named), Stopped)


def test_a_release_ends_after_a_day(moved: Family, clock: FixedClock) -> None:
    let_out(moved, clock, stopped_at(moved, clock))

    clock.move_to(clock.now() + timedelta(hours=25))

    assert isinstance(bring(moved, clock, WORDS), Stopped)


def test_a_change_in_the_protecting_room_ends_a_release(moved: Family, clock: FixedClock) -> None:
    let_out(moved, clock, stopped_at(moved, clock))

    moved.record("harmed", reach(f"{STREET}, Aberarth"))

    assert isinstance(bring(moved, clock, WORDS), Stopped)


def test_a_note_that_waits_in_the_room_ends_a_release(moved: Family, clock: FixedClock) -> None:
    let_out(moved, clock, stopped_at(moved, clock))
    lead, said = moved.cast["lead"], SharedWords(words=LongText("He knows."))

    drop_note(room=moved.rooms["harmed"], fact=said, by=lead.worker, keyring=lead.keyring, clock=clock)

    assert isinstance(bring(moved, clock, WORDS), Stopped)


def test_a_release_row_put_in_or_put_back_counts_for_nothing(moved: Family, clock: FixedClock) -> None:
    first = let_out(moved, clock, stopped_at(moved, clock))
    assert isinstance(first, Release)
    forged = Release(stopped=first.stopped, by=moved.cast.worker("lead"), until=first.until, blob=first.blob)
    assert isinstance(bring(moved, clock, WORDS), Passed)

    forged.save(force_insert=True)
    Release.objects.filter(pk=first.pk).update(until=clock.now() + timedelta(days=9))

    assert isinstance(bring(moved, clock, WORDS), Stopped)


def test_a_room_that_says_nothing_cannot_be_answered_for(moved: Family, clock: FixedClock) -> None:
    lead, said = moved.cast["lead"], SharedWords(words=LongText("More."))
    drop_note(room=moved.rooms["harmed"], fact=said, by=lead.worker, keyring=lead.keyring, clock=clock)

    outcome = let_out(moved, clock, stopped_at(moved, clock, "See you on Monday."))

    assert isinstance(outcome, Refused)
    assert isinstance(bring(moved, clock, "See you on Monday."), Stopped)


def test_two_rooms_that_are_asked_both_must_let_it_out(moved: Family, clock: FixedClock) -> None:
    moved.record("child", reach("9 Quarry Hill, Llanon, SY23 5HB"))
    words = f"From 9 Quarry Hill to {STREET}."
    stopped = stopped_at(moved, clock, words)
    rooms = {moved.rooms["harmed"].pk, moved.rooms["child"].pk}
    lead = open_stopped(stopped, by=moved.cast.worker("lead"), keyring=moved.cast.keyring("lead"))
    assert set(lead.mine) == rooms

    let_out(moved, clock, stopped, by="harmed_worker")
    assert isinstance(bring(moved, clock, words), Stopped)
    let_out(moved, clock, stopped, by="child_worker")

    assert isinstance(bring(moved, clock, words), Passed)


def test_the_words_are_shown_inside_their_own_room_alone(moved: Family, clock: FixedClock) -> None:
    stopped = stopped_at(moved, clock)
    inside = moved.cast["harmed_worker"]

    opened = open_stopped(stopped, by=inside.worker, keyring=inside.keyring)

    [room] = found_in_rooms(opened, inside.keyring)
    assert any("Rosewood" in words for words in room.words)


def test_who_is_not_inside_the_audiences_room_does_not_see_the_paper(
    moved: Family, clock: FixedClock
) -> None:
    """A paper for her that holds something of his must not show his worker where she lives."""
    stopped = stopped_at(moved, clock)
    hers, lead = moved.cast["harmed_worker"], moved.cast["lead"]

    apart = open_stopped(stopped, by=hers.worker, keyring=hers.keyring)
    both = open_stopped(stopped, by=lead.worker, keyring=lead.keyring)

    assert apart.artefact is None
    assert paper_shown(apart) is None
    assert both.artefact is not None
    shown = paper_shown(both)
    assert shown is not None
    assert STREET in " ".join(shown.read)


def test_a_picture_is_let_out_only_by_who_can_look_at_it(moved: Family, clock: FixedClock) -> None:
    paper = Artefact(ArtefactKind.LETTER, "a.pdf", "application/pdf", scan())
    stopped = stopped_at(moved, clock, artefact=paper)

    assert isinstance(let_out(moved, clock, stopped, by="harmed_worker"), Refused)
    assert isinstance(let_out(moved, clock, stopped, by="lead"), Release)
    assert isinstance(bring(moved, clock, artefact=paper), Passed)


def test_a_copy_moved_to_another_row_does_not_open(moved: Family, clock: FixedClock) -> None:
    stopped = stopped_at(moved, clock)
    lead = moved.cast["lead"]
    copy = StoppedCopy.objects.get(stopped=stopped, worker=lead.worker)
    StoppedCopy.objects.filter(worker=moved.cast.worker("harmed_worker")).update(blob=copy.blob)
    hers = moved.cast["harmed_worker"]

    opened = open_stopped(stopped, by=hers.worker, keyring=hers.keyring)

    assert opened.artefact is None


def test_after_a_week_nothing_of_it_is_kept(moved: Family, clock: FixedClock) -> None:
    stopped = stopped_at(moved, clock)
    clock.move_to(clock.now() + timedelta(days=8))

    assert forget_stopped_papers(clock=clock) == 1

    row = StoppedPaper.objects.get(pk=stopped)
    assert not row.body
    assert not row.copies.exists()


def test_the_list_says_what_waits_to_whom_it_concerns_and_to_nobody_else(
    moved: Family, clock: FixedClock
) -> None:
    stopped_at(moved, clock)

    def waits(part: str) -> list[tuple[bool, str]]:
        member = moved.cast[part]
        return [
            (each.is_asked, each.whose) for each in stopped_for(member.worker, member.keyring, clock.now())
        ]

    assert waits("harmed_worker") == [(True, "")]
    assert waits("supervisor") == [(False, "")]
    assert waits("lead") == [(True, "Bryn")]
    for part in (
        "other_worker",
        "child_worker",
        "manager",
        "outsider",
        "excluded",
        "ex_worker",
        "signing_supervisor",
    ):
        assert waits(part) == []


def test_a_ration_that_is_gone_alarms_who_supervises_and_who_oversees(
    moved: Family, clock: FixedClock
) -> None:
    def alarms(part: str) -> list[tuple[str, int, int | None]]:
        found = rations_used_up(moved.cast.worker(part), clock.now())
        return [(each.by, each.stops, each.case) for each in found]

    for number in range(STOPS_A_DAY - 1):
        stopped_at(moved, clock, f"{WORDS} {number}")
    assert alarms("supervisor") == alarms("manager") == []

    stopped_at(moved, clock)

    name = moved.cast.worker("other_worker").name
    assert alarms("supervisor") == [(name, STOPS_A_DAY, moved.case.reference)]
    assert alarms("manager") == [(name, STOPS_A_DAY, None)]
    for part in ("other_worker", "harmed_worker", "lead", "outsider"):
        assert alarms(part) == []
