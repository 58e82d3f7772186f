"""What happened. Harm done to somebody goes to that person's room, never to the room of who did it."""

from collections.abc import Callable, Iterator

from yarrow.config.replay.case import Line
from yarrow.gate.facts import Fact
from yarrow.gate.facts.harm import (
    AgencyConcern,
    Conflict,
    CounterAllegation,
    Fear,
    Harm,
    HarmAfter,
    Incident,
    OngoingAbuse,
    Part,
    Pressure,
    Retraction,
    Sentence,
    SentenceKind,
    SubstanceMisuse,
)
from yarrow.gate.words import Answer

from .story import TEAM, Placed, Story, answer, coded, told, told_in_words, words


def _done_to(key: str, line: Line, story: Story, make: Callable[[Part], Fact]) -> Iterator[Placed]:
    """To the room of who was harmed; where that is nobody of the case, to the room of who did it."""
    if harmed := story.people_in(line, key):
        yield from (Placed(room, make(Part.WAS_HARMED)) for room in harmed)
    elif done_by := story.told_by(line):
        yield from (Placed(room, make(Part.CAUSED_IT)) for room in done_by)
    else:
        yield from (Placed(room, make(Part.UNKNOWN)) for room in story.case.harmed)


def _by_under_18(line: Line, story: Story) -> Answer:
    return story.case.under_18(story.people_in(line, "by"))


@told("incident")
def _incident(line: Line, story: Story) -> Iterator[Placed]:
    form = coded(Harm, line.one("form"), Harm.OTHER if line.one("form") else Harm.UNKNOWN)

    def make(part: Part) -> Fact:
        return Incident(
            part=part,
            form=form,
            words=words(line, "form"),
            happened_on=story.today,
            charged=answer(line, "charged"),
            by_under_18=_by_under_18(line, story),
        )

    return _done_to("against", line, story, make)


@told("ongoing_abuse")
def _ongoing_abuse(line: Line, story: Story) -> Iterator[Placed]:
    young = _by_under_18(line, story)
    return _done_to(
        "against",
        line,
        story,
        lambda part: OngoingAbuse(part=part, words=words(line), by_under_18=young),
    )


@told("pressure")
def _pressure(line: Line, story: Story) -> Iterator[Placed]:
    young = _by_under_18(line, story)
    return _done_to("on", line, story, lambda part: Pressure(part=part, words=words(line), by_under_18=young))


@told("harm_after")
def _harm_after(line: Line, story: Story) -> Iterator[Placed]:
    return _done_to("against", line, story, lambda part: HarmAfter(part=part, words=words(line, "form")))


@told("counter_allegation")
def _counter_allegation(line: Line, story: Story) -> Iterator[Placed]:
    for room in story.told_by(line) or story.case.of_part("person_who_harmed"):
        yield Placed(room, CounterAllegation(words=words(line)))


@told("agency_concern")
def _agency_concern(line: Line, story: Story) -> Iterator[Placed]:
    for room in story.told_by(line) or (TEAM,):
        yield Placed(room, AgencyConcern(by=line.says("by"), words=words(line)))


@told("conflict")
def _conflict(line: Line, story: Story) -> Iterator[Placed]:
    del story  # nobody has said who harms whom, so it is nobody's own
    yield Placed(TEAM, Conflict(words=words(line, "between")))


@told("fear")
def _fear(line: Line, story: Story) -> Iterator[Placed]:
    for room in story.people_in(line, "person", "by") or story.case.harmed:
        yield Placed(room, Fear(words=words(line, "of")))


@told("sentence")
def _sentence(line: Line, story: Story) -> Iterator[Placed]:
    kind = coded(SentenceKind, line.one("kind"), SentenceKind.OTHER)
    for room in story.told_by(line) or story.case.of_part("person_who_harmed") or story.case.harmed:
        yield Placed(room, Sentence(sentence=kind, words=words(line, "kind")))


told_in_words("retraction", lambda said: Retraction(words=said))
told_in_words("substance_misuse", lambda said: SubstanceMisuse(words=said))
