"""The one door: what is stopped, what the sender learns of it, and what passes (T07)."""

from datetime import date, timedelta

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.gate.facts.who import Reach
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere
from yarrow.outgoing.actions import Passed, Stopped, pass_the_door
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.outgoing.content import Why
from yarrow.outgoing.looking import look
from yarrow.outgoing.models import LetOut, StoppedCopy, StoppedPaper
from yarrow.outgoing.queries.opened import asked_of
from yarrow.outgoing.rules import LOOKS_A_DAY, STOPS_A_DAY
from yarrow.rooms.actions import drop_note
from yarrow.rooms.facts import SharedWords
from yarrow.rooms.models import Entry

from .papers import brought, letter
from .papers_of_all_kinds import EVERY

STREET = "14 Rosewood Terrace"
POSTCODE = "SA46 0QQ"


def reach(address: str = f"{STREET}, Aberarth, {POSTCODE}") -> Reach:
    return Reach(
        phone="01632 960123",
        address=LongText(address),
        when_safe=LongText("Tuesdays before ten."),
        voicemail=Answer.NO,
        who_may_answer=LongText("Nobody."),
        confirmed_on=date(2026, 3, 9),
    )


@pytest.fixture
def moved(family: Family) -> Family:
    """Everybody's room has said what it protects, and she lives at a new place."""
    for part in ("other", "child"):
        family.record(part, reach("3 Harbour Lane, Llanon, SY23 5HA"))
    family.record("harmed", reach())
    return family


def bring(
    family: Family,
    clock: FixedClock,
    words: str = "",
    *,
    part: str = "other",
    by: str = "other_worker",
    **more: object,
) -> Passed | Stopped:
    given: dict[str, object] = {
        "case": family.case,
        "audience": family.rooms[part] if part else None,
        "artefact": Artefact(ArtefactKind.TEXT, "", "text/plain", words.encode()),
        "by": family.cast.worker(by),
        "keyring": family.cast.keyring(by),
        "clock": clock,
    }
    return pass_the_door(**(given | more))  # type: ignore[arg-type]  # the table above names each one


def why_of(stopped: Passed | Stopped) -> frozenset[Why]:
    assert isinstance(stopped, Stopped)
    return asked_of(StoppedPaper.objects.get(pk=stopped.pk)).why


def _printed(words: str) -> Artefact:
    return Artefact(ArtefactKind.PRINT, "", "text/plain", words.encode())


@pytest.mark.parametrize("words", ["See you on Monday.", f"Come to {STREET}."])
def test_a_printed_page_that_is_looked_at_again_that_day_is_one_paper(
    moved: Family, clock: FixedClock, words: str
) -> None:
    first = bring(moved, clock, artefact=_printed(words))
    for _again in range(STOPS_A_DAY + 1):
        clock.move_to(clock.now() + timedelta(minutes=1))
        assert bring(moved, clock, artefact=_printed(words)).pk == first.pk
    assert bring(moved, clock, artefact=_printed(f"{words} ")).pk != first.pk

    clock.move_to(clock.now() + timedelta(days=1))
    assert bring(moved, clock, artefact=_printed(words)).pk != first.pk
    assert AuditEvent.objects.filter(event__in=[Event.PAPER_PASSED, Event.PAPER_STOPPED]).count() == 3


def test_a_printed_page_is_looked_through_each_time(moved: Family, clock: FixedClock) -> None:
    words = "Come to 9 Lantern Hill, Aberarth."
    assert isinstance(bring(moved, clock, artefact=_printed(words)), Passed)
    moved.record("harmed", reach("9 Lantern Hill, Aberarth, SA46 0QQ"))

    assert isinstance(bring(moved, clock, artefact=_printed(words)), Stopped)


def test_bringing_by_who_has_no_part_in_it_finds_nothing(moved: Family, clock: FixedClock) -> None:
    for by in ("outsider", "excluded", "ex_worker", "manager"):
        with pytest.raises(NotThere):
            bring(moved, clock, "See you on Monday.", by=by)
    with pytest.raises(NotThere):
        bring(moved, clock, "See you on Monday.", part="harmed")
    with pytest.raises(NotThere):
        bring(moved, clock, "See you on Monday.", part="team")
    assert not LetOut.objects.exists()
    assert not StoppedPaper.objects.exists()


def test_a_letter_with_her_new_street_to_him_is_stopped(moved: Family, clock: FixedClock) -> None:
    answer = bring(moved, clock, f"We come to {STREET} on Monday.")

    assert why_of(answer) == {Why.PROTECTED}
    assert asked_of(StoppedPaper.objects.get(pk=answer.pk)).rooms.keys() == {moved.rooms["harmed"].pk}
    assert not LetOut.objects.exists()


def test_the_same_letter_to_her_passes(moved: Family, clock: FixedClock) -> None:
    answer = bring(moved, clock, f"We come to {STREET} on Monday.", part="harmed", by="harmed_worker")

    assert isinstance(answer, Passed)
    line = LetOut.objects.get(pk=answer.pk)
    assert (line.audience, line.by, line.kind) == (
        moved.rooms["harmed"],
        moved.cast.worker("harmed_worker"),
        ArtefactKind.TEXT,
    )


def test_a_plain_letter_to_him_passes(moved: Family, clock: FixedClock) -> None:
    assert isinstance(bring(moved, clock, artefact=brought(letter())), Passed)


def test_a_paper_that_is_nobodys_may_hold_nothing_of_any_room(moved: Family, clock: FixedClock) -> None:
    stopped = bring(moved, clock, f"We come to {STREET}.", part="")

    assert why_of(stopped) == {Why.PROTECTED}


def test_a_room_that_does_not_say_what_it_protects_stops_everything(moved: Family, clock: FixedClock) -> None:
    sender = moved.cast["lead"]
    drop_note(
        room=moved.rooms["harmed"],
        fact=SharedWords(words=LongText("She moved again.")),
        by=sender.worker,
        keyring=sender.keyring,
        clock=clock,
    )

    assert Why.UNKNOWN in why_of(bring(moved, clock, "See you on Monday."))


@pytest.mark.parametrize(
    "artefact",
    [
        Artefact(ArtefactKind.LETTER, "a", "application/octet-stream", b"??"),
        Artefact(ArtefactKind.LETTER, "a.pdf", "application/pdf", b"%PDF-1.7 broken"),
        Artefact(ArtefactKind.LETTER, "a.png", "image/png", b"??"),
    ],
    ids=["unknown type", "broken", "picture"],
)
def test_what_cannot_be_read_is_stopped(moved: Family, clock: FixedClock, artefact: Artefact) -> None:
    assert why_of(bring(moved, clock, artefact=artefact)) & {Why.UNREADABLE, Why.BLIND}


@pytest.mark.once
@pytest.mark.parametrize("each", [9, pytest.param(1, marks=pytest.mark.long)], ids=["some", "every"])
def test_her_street_in_any_layer_of_any_paper_is_stopped(moved: Family, each: int) -> None:
    """64 real papers with the street in one layer each: all are stopped, for that and for nothing else.

    Each is read in a process of its own, so the short run brings every ninth (``test_extracting`` reads all).
    """
    audience = moved.rooms["other"]

    passed = [
        layer
        for layer, planted in [*EVERY.items()][::each]
        if look(case=moved.case, audience=audience, artefact=planted(STREET)).why != {Why.PROTECTED}
    ]

    assert not passed


def _trace(answer: Stopped) -> list[object]:
    row = StoppedPaper.objects.get(pk=answer.pk)
    event = AuditEvent.objects.get(event=Event.PAPER_STOPPED, subject=row.pk)
    return [
        len(bytes(row.asked)),
        len(bytes(row.body)),
        sorted((copy.worker.username, len(bytes(copy.blob))) for copy in row.copies.all()),
        (event.chain, event.actor, bytes(event.digest)),
        row.kept_until,
    ]


def test_every_cause_leaves_the_same_answer_and_the_same_trace(moved: Family, clock: FixedClock) -> None:
    protected = bring(moved, clock, f"We come to {STREET}.")
    nothing = bring(moved, clock, artefact=Artefact(ArtefactKind.TEXT, "", "application/x-none", b"??"))
    lead = moved.cast["lead"]
    said = SharedWords(words=LongText("More."))
    drop_note(room=moved.rooms["child"], fact=said, by=lead.worker, keyring=lead.keyring, clock=clock)
    unknown = bring(moved, clock, "See you on Monday.")

    answers = [each for each in (protected, nothing, unknown) if isinstance(each, Stopped)]
    assert [frozenset(type(each).__slots__) for each in answers] == [frozenset({"pk"})] * 3
    first, *others = [_trace(each) for each in answers]
    assert others == [first, first]


def test_a_stopped_answer_has_no_truth_value(moved: Family, clock: FixedClock) -> None:
    with pytest.raises(TypeError):
        bool(bring(moved, clock, f"We come to {STREET}."))


def test_nothing_of_a_stopped_paper_lies_in_plain(moved: Family, clock: FixedClock) -> None:
    bring(moved, clock, f"We come to {STREET}.")

    row = StoppedPaper.objects.get()
    kept = [bytes(row.asked), bytes(row.body), bytes(row.digest)]
    kept += [bytes(copy.blob) for copy in StoppedCopy.objects.all()]
    for words in (
        STREET.encode(),
        b"protected",
        moved.rooms["harmed"].pk.bytes,
        str(moved.rooms["harmed"].pk).encode(),
    ):
        assert not any(words in each for each in kept)


def test_trying_out_streets_learns_nothing_after_the_ration(moved: Family, clock: FixedClock) -> None:
    """500 probes: after five stops of a day the right street and a wrong one get the same answer."""
    right = [isinstance(bring(moved, clock, f"{STREET}, try {n}"), Stopped) for n in range(STOPS_A_DAY)]
    others = [bring(moved, clock, f"{n} Elsewhere Road") for n in range(8)]
    again = bring(moved, clock, f"{STREET} again")

    assert all(right)
    assert {type(each) for each in [*others, again]} == {Stopped}
    assert {why_of(each) for each in [*others, again]} == {frozenset({Why.RATION})}
    assert not LetOut.objects.exists()


def test_passing_too_is_rationed(moved: Family, clock: FixedClock) -> None:
    """What passes says that a word is not protected: forty a day, and no more."""
    passed = [bring(moved, clock, f"{n} Elsewhere Road") for n in range(LOOKS_A_DAY)]

    assert all(isinstance(each, Passed) for each in passed)
    assert why_of(bring(moved, clock, "See you on Monday.")) == {Why.RATION}


def test_the_ration_begins_again_a_day_later(moved: Family, clock: FixedClock) -> None:
    for number in range(STOPS_A_DAY):
        bring(moved, clock, f"{STREET}, try {number}")
    StoppedPaper.objects.all().delete()  # rows taken away behind our back change nothing: events are counted
    assert isinstance(bring(moved, clock, "See you on Monday."), Stopped)

    clock.move_to(clock.now() + timedelta(hours=25))

    assert isinstance(bring(moved, clock, "See you on Monday."), Passed)


def test_a_colleague_has_a_ration_of_their_own(moved: Family, clock: FixedClock) -> None:
    for number in range(STOPS_A_DAY):
        bring(moved, clock, f"{STREET}, try {number}")

    assert isinstance(bring(moved, clock, "See you on Monday.", part="harmed", by="harmed_worker"), Passed)


@pytest.mark.long
def test_five_hundred_probes_learn_nothing_after_the_ration(moved: Family, clock: FixedClock) -> None:
    answers = [bring(moved, clock, STREET if n == 250 else f"{n} Elsewhere Road") for n in range(500)]

    passed = [isinstance(each, Passed) for each in answers]
    assert passed == [True] * LOOKS_A_DAY + [False] * (500 - LOOKS_A_DAY)
    assert {why_of(each) for each in answers[LOOKS_A_DAY:]} == {frozenset({Why.RATION})}


def test_passing_reads_no_room_and_writes_in_none(moved: Family, clock: FixedClock) -> None:
    before = Entry.objects.count()

    bring(moved, clock, "See you on Monday.", keyring=None)

    assert Entry.objects.count() == before
    events = AuditEvent.objects.filter(event__in=[Event.PAPER_PASSED, Event.PAPER_STOPPED])
    assert {event.chain for event in events} == {moved.case.pk}
