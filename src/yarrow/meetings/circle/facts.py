"""What a short page says of one person, as the sheets of their room would have it. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from yarrow.gate.facts import Fact
from yarrow.gate.facts.children import ChildView
from yarrow.gate.facts.choice import Consent, ConsentValue, InformationGiven
from yarrow.gate.facts.readiness import Acknowledgement, Extent, Supporter, TakingPartSafeguards, WhoAgrees
from yarrow.gate.facts.risk import AbuseScreen, NoAbuse, NoAbuseBasis, NoAbuseState, Relation, ScreenResult
from yarrow.gate.facts.team import AbuseFlag, FlagBasis, VenuePlan
from yarrow.gate.facts.who import Reach
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText

from .forms import TOLD, AskedForm, PlaceForm, ToldForm
from .seats import Seat

LOOK_AGAIN_AFTER = timedelta(days=56)
"""Ours: as long as a finding of the team. Then everybody is asked again."""


def asked_of(seat: Seat, form: AskedForm, *, second: str, today: date) -> Iterator[Fact]:
    """Asked alone, how to reach them and, where nobody worries us, that no abuse was found.

    It rests on how they know each other, so that anything else that is ever said ends it; that each was
    asked alone is recorded besides.
    """
    result = ScreenResult.of(form.said_of("asked", seat))
    yield AbuseScreen(alone=Answer.YES, result=result)
    when = LongText(form.cleaned_data["when_safe"])
    yield Reach(
        other_route=LongText(form.cleaned_data["way"]),
        when_safe=when,
        who_may_answer=when,
        confirmed_on=today,
    )
    if not form.worries():
        yield NoAbuse(
            state=NoAbuseState.SAID,
            basis=NoAbuseBasis.RELATION,
            relation=Relation.of(form.cleaned_data["relation"]),
            second_worker=second,
            review_on=today + LOOK_AGAIN_AFTER,
        )


def asked_of_team(form: AskedForm, *, second: str, today: date) -> Iterator[Fact]:
    """The same for the case as a whole; nothing where anything worries us."""
    if not form.worries():
        yield AbuseFlag(
            value=Answer.NO,
            basis=FlagBasis.RELATION,
            second_worker=second,
            review_on=today + LOOK_AGAIN_AFTER,
        )


def told_to(seat: Seat, form: ToldForm, *, today: date) -> Iterator[Fact]:
    """Told first, then what they decided: the order in which a yes counts (domain.md E14, E15)."""
    known = {name: Answer.YES for name in TOLD if name in form.cleaned_data["told"]}
    yield InformationGiven(words=LongText(form.cleaned_data["words"]), **known)
    if form.said_of("heard", seat):
        yield ChildView(heard=Answer.YES, apart=Answer.YES)
    if owns := form.said_of("owns", seat):
        yield Acknowledgement(extent=Extent.of(owns))
    yield Consent(
        value=ConsentValue.of(form.said_of("yes", seat)),
        forms=(Form.CIRCLE_WITH_ALL,),
        topics=(Topic.HARM,),
        review_on=today + LOOK_AGAIN_AFTER,
    )


def beside(seat: Seat, form: PlaceForm) -> Iterator[Fact]:
    """Who is beside somebody under 18, and whose decision it is."""
    if not (name := form.said_of("beside", seat)):
        return
    yield Supporter(name=name)
    yield TakingPartSafeguards(
        independent_supporter=Answer.YES,
        who_agrees=WhoAgrees.of(form.said_of("agrees", seat)),
        adaptations=LongText(form.cleaned_data["adapted"]),
    )


def place_of(form: PlaceForm) -> VenuePlan:
    """The place, for the team."""
    home = Answer.of(form.cleaned_data["home"])
    return VenuePlan(place=LongText(form.cleaned_data["place"]), home_of_participant=home)
