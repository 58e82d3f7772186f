"""Changes, risk and what specialists say."""

from collections.abc import Iterator

from yarrow.config.replay.case import Line
from yarrow.gate.facts.change import (
    CourtEvent,
    CourtEventKind,
    Escalation,
    Marac,
    MentalHealthCrisis,
    NewPartner,
    Pregnancy,
    Release,
    ReleaseKind,
    ReleaseState,
    Separation,
    SeparationState,
    Warned,
    WarningState,
)
from yarrow.gate.facts.risk import Level, RiskAssessed, SafetyPlan, Specialist, SpecialistView, View, ViewOf
from yarrow.gate.facts.who import AddressSecret, Death

from .story import FAR, Placed, Story, answer, coded, told, told_in_words, words

_NOT_HEEDED = frozenset({"ignored", "breached", "broken"})


@told("separation")
def _separation(line: Line, story: Story) -> Iterator[Placed]:
    state = coded(SeparationState, line.one("state"), SeparationState.UNKNOWN)
    for room in story.whose(line):
        yield Placed(room, Separation(state=state, since=story.today, words=words(line)))


@told("pregnancy")
def _pregnancy(line: Line, story: Story) -> Iterator[Placed]:
    for room in story.whose(line):
        yield Placed(room, Pregnancy(known_to_other=answer(line, "known_to_other")))


@told("court_event")
def _court_event(line: Line, story: Story) -> Iterator[Placed]:
    """Family proceedings are told by the court to both parents, so never to one room only."""
    kind = coded(CourtEventKind, line.one("kind"), CourtEventKind.OTHER)
    also = story.case.harmed if kind is CourtEventKind.FAMILY_PROCEEDINGS else ()
    for room in dict.fromkeys((*story.whose(line), *also)):
        yield Placed(room, CourtEvent(event=kind, words=words(line, "kind")))


@told("release")
def _release(line: Line, story: Story) -> Iterator[Placed]:
    kind = coded(ReleaseKind, line.one("kind"), ReleaseKind.OTHER)
    state = coded(ReleaseState, line.one("state"), ReleaseState.UNKNOWN)
    for room in story.told_by(line) or story.case.of_part("person_who_harmed") or story.case.harmed:
        yield Placed(room, Release(release=kind, state=state))


@told("warning")
def _warning(line: Line, story: Story) -> Iterator[Placed]:
    said = line.one("state")
    state = WarningState.IGNORED if said in _NOT_HEEDED else coded(WarningState, said, WarningState.UNKNOWN)
    for room in story.people_in(line, "person") or story.case.harmed:
        yield Placed(room, Warned(by=line.says("by"), terms=words(line, "terms"), state=state))


@told("death")
def _death(line: Line, story: Story) -> Iterator[Placed]:
    for room in story.people_in(line, "person", "child"):
        yield Placed(room, Death())


@told("risk_assessed")
def _risk_assessed(line: Line, story: Story) -> Iterator[Placed]:
    level = coded(Level, line.one("level"), Level.UNKNOWN)
    for room in story.people_in(line, "person", "child") or story.case.harmed:
        assessed = RiskAssessed(
            level=level,
            own_view=words(line),
            reasons=words(line),
            instrument=line.one("tool"),
            review_on=FAR,
        )
        yield Placed(room, assessed)


@told("specialist_view")
def _specialist_view(line: Line, story: Story) -> Iterator[Placed]:
    """To the room of the person it is about; where none is named, by whose specialist it is."""
    by = coded(Specialist, line.one("by"), Specialist.OTHER)
    children = story.case.of_part("child") if by is Specialist.CHILDRENS else ()
    view = SpecialistView(
        by=by,
        view=coded(View, line.one("view"), View.UNKNOWN),
        about=ViewOf.THIS_PERSON,
        words=words(line),
    )
    for room in story.people_in(line, "person") or children or story.case.harmed:
        yield Placed(room, view)


told_in_words("escalation", lambda said: Escalation(words=said))
told_in_words("new_partner", lambda said: NewPartner(words=said))
told_in_words("marac", lambda said: Marac(words=said))
told_in_words("mental_health_crisis", lambda said: MentalHealthCrisis(words=said))
told_in_words("address_secret", lambda said: AddressSecret(words=said))
told_in_words("safety_plan", lambda said: SafetyPlan(words=said))
