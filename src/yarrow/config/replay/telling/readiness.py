"""Taking responsibility, getting ready, needs, and work that was done."""

from collections.abc import Iterator

from yarrow.config.replay.case import Line
from yarrow.gate.facts.children import AgreementReported, ApartWork, NoContactWork
from yarrow.gate.facts.readiness import (
    Acknowledgement,
    BreakTaken,
    Capacity,
    Extent,
    Preparation,
    Programme,
    ProgrammeState,
    Supporter,
    Vulnerability,
)

from .story import TEAM, Placed, Story, answer, coded, number, told, told_in_words, words

SECOND_WORKER = "Second worker of the replay"

_WORK = {
    "no_send_letter": ApartWork.NO_SEND_LETTER,
    "surrogate_dialogue": ApartWork.SURROGATE_DIALOGUE,
    "support_circle": ApartWork.SUPPORT_CIRCLE,
    "one_to_one": ApartWork.ONE_TO_ONE,
}


@told("acknowledgement")
def _acknowledgement(line: Line, story: Story) -> Iterator[Placed]:
    """E19 follows from the extent alone; that a second worker agrees is our own step, done by ours."""
    if not line.one("extent"):
        return
    extent = Extent.of(line.one("extent"))
    said = Acknowledgement(extent=extent, words=words(line), second_worker=SECOND_WORKER)
    for room in story.people_in(line, "by", "person") or story.case.of_part("person_who_harmed"):
        yield Placed(room, said)


@told("programme")
def _programme(line: Line, story: Story) -> Iterator[Placed]:
    state = coded(ProgrammeState, line.one("state"), ProgrammeState.UNKNOWN)
    for room in story.told_by(line) or story.case.of_part("person_who_harmed"):
        yield Placed(room, Programme(state=state, words=words(line, "state")))


@told("preparation")
def _preparation(line: Line, story: Story) -> Iterator[Placed]:
    sessions = number(line.one("sessions"), unknown=1)
    for room in story.whose(line) if sessions else ():
        yield Placed(room, Preparation(sessions=sessions, words=words(line)))


@told("supporter")
def _supporter(line: Line, story: Story) -> Iterator[Placed]:
    for room in story.people_in(line, "for", "person") or story.case.harmed:
        yield Placed(room, Supporter(name="Supporter", prepared=answer(line, "prepared")))


@told("capacity")
def _capacity(line: Line, story: Story) -> Iterator[Placed]:
    for room in story.whose(line):
        yield Placed(room, Capacity(value=answer(line, "value"), words=words(line)))


@told("no_contact_work")
def _no_contact_work(line: Line, story: Story) -> Iterator[Placed]:
    work = NoContactWork(
        work=_WORK.get(line.one("kind"), ApartWork.OTHER),
        words=words(line, "outcome", "participants"),
        sessions=number(line.one("sessions"), unknown=1),
    )
    for room in story.whose(line):
        yield Placed(room, work)


@told("agreement")
def _agreement(line: Line, story: Story) -> Iterator[Placed]:
    reported = AgreementReported(
        words=words(line),
        made_by=line.one("by"),
        freely_agreed=answer(line, "consent_of_harmed"),
    )
    for room in story.told_by(line) or (TEAM,):
        yield Placed(room, reported)


told_in_words("vulnerability", lambda said: Vulnerability(words=said), "kind")
told_in_words("break_taken", lambda said: BreakTaken(words=said))
