"""What only the team can see whole, and the two-person "no abuse" of each room."""

from collections.abc import Iterator

from yarrow.config.replay.case import Line
from yarrow.gate.facts.children import Followup, MeetingHeld
from yarrow.gate.facts.risk import AbuseScreen, NoAbuse, NoAbuseBasis, NoAbuseState, Relation, ScreenResult
from yarrow.gate.facts.team import AbuseFlag, FlagBasis, SharedAccount, VenuePlan
from yarrow.gate.words import Answer

from .readiness import SECOND_WORKER
from .story import FAR, TEAM, Placed, Story, answer, number, told, words

_RELATIONS = {
    "school": Relation.PUPILS,
    "workplace": Relation.COLLEAGUES,
    "community": Relation.STRANGERS,
}


@told("dva_flag")
def _dva_flag(line: Line, story: Story) -> Iterator[Placed]:
    """The team's answer; a no also needs each room's own two-person "no abuse" (design.md §4)."""
    value = answer(line, "value")
    if value is Answer.NO:
        yield from _no_abuse(line, story)
        return
    basis = FlagBasis.SAID if value is Answer.YES else FlagBasis.UNKNOWN
    yield Placed(TEAM, AbuseFlag(value=value, basis=basis))
    if story.no_abuse_said:
        story.no_abuse_said = False
        for room in story.case.people:
            yield Placed(room, _said(story, NoAbuseBasis.RELATION, NoAbuseState.TAKEN_BACK))


def _no_abuse(line: Line, story: Story) -> Iterator[Placed]:
    """A no rests on the relation where the file says so, and otherwise on having asked each alone (E4)."""
    story.no_abuse_said = True
    basis = NoAbuseBasis.RELATION if line.one("basis") == "relation" else NoAbuseBasis.SCREENS
    for room in story.case.people:
        if basis is NoAbuseBasis.SCREENS:
            yield Placed(room, AbuseScreen(alone=Answer.YES, result=ScreenResult.CLEAR))
        yield Placed(room, _said(story, basis, NoAbuseState.SAID))
    flag = AbuseFlag(
        value=Answer.NO, basis=FlagBasis(basis.value), second_worker=SECOND_WORKER, review_on=FAR
    )
    yield Placed(TEAM, flag)


def _said(story: Story, basis: NoAbuseBasis, state: NoAbuseState) -> NoAbuse:
    relation = _RELATIONS.get(story.case.setting, Relation.OTHER)
    return NoAbuse(state=state, basis=basis, relation=relation, second_worker=SECOND_WORKER, review_on=FAR)


@told("shared_account")
def _shared_account(line: Line, story: Story) -> Iterator[Placed]:
    del story  # no single room can say it
    yield Placed(TEAM, SharedAccount(value=answer(line, "value"), words=words(line)))


@told("venue_plan")
def _venue_plan(line: Line, story: Story) -> Iterator[Placed]:
    at_home = bool(story.people_in(line, "home_of"))
    plan = VenuePlan(
        place=words(line, "place"),
        home_of_participant=Answer.YES if at_home else Answer.UNKNOWN,
        breaks=answer(line, "breaks"),
        exit_plan=answer(line, "exit_plan"),
    )
    yield Placed(TEAM, plan)


@told("meeting_held")
def _meeting_held(line: Line, story: Story) -> Iterator[Placed]:
    del story  # history of the case
    yield Placed(TEAM, MeetingHeld(what=line.says("kind"), words=words(line, "outcome")))


@told("followup_done")
def _followup_done(line: Line, story: Story) -> Iterator[Placed]:
    del story
    yield Placed(TEAM, Followup(days=number(line.one("days"), unknown=0), words=words(line, "outcome")))


@told("practitioners")
@told("supervisor_signoff")
def _no_fact(line: Line, story: Story) -> Iterator[Placed]:
    """Staff and signatures are plain and belong to the plan: ``playing`` sees to them."""
    del line, story
    yield from ()
