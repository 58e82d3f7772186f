"""Free to choose, informed, agreed; wishes and proposals; the child."""

from collections.abc import Iterator

from yarrow.config.replay.case import Line
from yarrow.config.replay.questions import forms_of
from yarrow.gate.facts.children import (
    ChildView,
    ContactArrangement,
    Proposal,
    TimeLevel,
    WhoProposes,
)
from yarrow.gate.facts.choice import (
    CoercionScreen,
    Consent,
    ConsentValue,
    InformationGiven,
    Statement,
    TopicLimit,
    Wish,
    WishAbout,
)
from yarrow.gate.facts.risk import ScreenResult
from yarrow.gate.facts.team import ProposalNotice, Proposer
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText

from .story import TEAM, Placed, Story, answer, coded, told, told_in_words, words

_FROM_HARMED = frozenset({"harmed", "harmed_by_child"})
_FROM_OTHER_SIDE = frozenset({"person_who_harmed", "person who harmed", "harmer"})
_FROM_UNKNOWN = frozenset({"", "self", "both", "couple", "unknown"})


@told("coercion_screen")
def _coercion_screen(line: Line, story: Story) -> Iterator[Placed]:
    result = coded(ScreenResult, line.one("result"), ScreenResult.UNKNOWN)
    for room in story.whose(line):
        yield Placed(room, CoercionScreen(alone=answer(line, "alone"), result=result, words=words(line)))


@told("consent")
def _consent(line: Line, story: Story) -> Iterator[Placed]:
    """A yes that names nothing is only a wish: it opens nothing (E15). No decision is only words."""
    if not line.one("value"):
        yield from (
            Placed(room, Statement(source="the source", words=words(line))) for room in story.whose(line)
        )
        return
    value = ConsentValue.of(line.one("value"))
    forms = tuple(form for said in line.several("to") for form in forms_of(said, story.case.pathway))
    given = value is ConsentValue.GIVEN
    for room in story.whose(line):
        if given and not forms:
            yield Placed(room, Wish(for_joint_work=Answer.YES, words=words(line, "value")))
            continue
        topics = (Topic.HARM,) if given else ()
        condition = LongText("; ".join(line.several("condition")))
        yield Placed(room, Consent(value=value, forms=forms, topics=topics, condition=condition))


@told("wish")
def _wish(line: Line, story: Story) -> Iterator[Placed]:
    """A wish of the vocabulary is one for what is asked about (E1); its words decide nothing."""
    about = coded(WishAbout, line.one("about"), WishAbout.OTHER)
    for room in story.whose(line):
        yield Placed(room, Wish(about=about, for_joint_work=Answer.YES, words=words(line, "value")))


@told("proposal")
def _proposal(line: Line, story: Story) -> Iterator[Placed]:
    rooms = story.told_by(line)
    yield from _proposed(rooms, "; ".join(line.several("by")), line)


@told("referral")
def _referral(line: Line, story: Story) -> Iterator[Placed]:
    said = line.one("from", line.one("by"))
    rooms = story.people_in(line, "from", "by", "person")
    if said in _FROM_HARMED:
        rooms = story.case.harmed
    elif said in _FROM_OTHER_SIDE:
        rooms = story.case.of_part("person_who_harmed")
        if not rooms:
            yield Placed(TEAM, ProposalNotice(by=Proposer.PERSON_WHO_HARMED, words=words(line)))
            return
    yield from _proposed(rooms, said, line)


def _proposed(rooms: tuple[str, ...], said: str, line: Line) -> Iterator[Placed]:
    """In their own rooms by the people of the case, in the team's by anybody else."""
    for room in rooms:
        yield Placed(room, Proposal(by=WhoProposes.THIS_PERSON, words=words(line, "kind")))
    if not rooms:
        by = Proposer.UNKNOWN if said in _FROM_UNKNOWN else Proposer.THIRD_PARTY
        yield Placed(TEAM, ProposalNotice(by=by, words=words(line, "kind")))


@told("child_view")
def _child_view(line: Line, story: Story) -> Iterator[Placed]:
    view = ChildView(heard=answer(line, "heard"), apart=answer(line, "apart"), words=words(line))
    for room in story.people_in(line, "child", "person") or story.case.of_part("child"):
        yield Placed(room, view)


@told("contact_arrangement")
def _contact_arrangement(line: Line, story: Story) -> Iterator[Placed]:
    arranged = ContactArrangement(
        level=coded(TimeLevel, line.one("level"), TimeLevel.UNKNOWN),
        with_whom=line.one("with"),
        set_by=line.one("set_by"),
    )
    children = story.people_in(line, "child", "person") or story.case.of_part("child")
    for room in children or story.case.harmed:
        yield Placed(room, arranged)


def fully_informed(said: LongText) -> InformationGiven:
    """The vocabulary knows one "informed", of everything that must be told."""
    yes = Answer.YES
    return InformationGiven(
        words=said, ways=yes, looked_after=yes, stopping=yes, limits=yes, own_language=yes
    )


told_in_words("information_given", fully_informed)
told_in_words("topic_limit", lambda said: TopicLimit(words=said))
