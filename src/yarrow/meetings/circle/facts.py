"""What a short page says of one person, as the sheets of their room would have it. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from yarrow.gate.facts import Fact
from yarrow.gate.facts.children import ChildView
from yarrow.gate.facts.choice import Consent, ConsentValue, InformationGiven
from yarrow.gate.facts.readiness import Acknowledgement, Extent, Supporter, TakingPartSafeguards, WhoAgrees
from yarrow.gate.facts.risk import AbuseScreen, NoAbuse, NoAbuseBasis, NoAbuseState, Relation, ScreenResult
from yarrow.gate.facts.team import AbuseFlag, FlagBasis, VenuePlan
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText

from .forms import TOLD, AskedForm, PlaceForm, ToldForm
from .seats import Seat, shared_way

LOOK_AGAIN_AFTER = timedelta(days=56)
"""Ours: as long as a finding of the team. Then everybody is asked again."""


def asked_of(seat: Seat, form: AskedForm, *, second: str, today: date) -> Iterator[Fact]:
    """Asked alone, how to reach them and, where nobody worries us, that no abuse was found.

    It rests on how they know each other, so that anything else that is ever said ends it; that each was
    asked alone is recorded besides.
    """
    yield AbuseScreen(alone=Answer.YES, result=ScreenResult.of(form.said_of("asked", seat)))
    yield from _way_to(seat, form, today)
    yield NoAbuse(
        state=NoAbuseState.SAID,
        basis=NoAbuseBasis.RELATION,
        relation=Relation.of(form.cleaned_data["relation"]),
        second_worker=second,
        review_on=today + LOOK_AGAIN_AFTER,
    )


def worried_of(seat: Seat, form: AskedForm, *, today: date) -> Iterator[Fact]:
    """Where anybody worries us: what each said, whatever the page lacks, and nothing that rules out abuse.

    Hazard: a "nothing that worries us" from this page must not become the last word in a room that
    speaks of more already.
    """
    said = form.said_of("asked", seat)
    if said == ScreenResult.CONCERN.value or (said and not seat.speaks_of_more):
        yield AbuseScreen(alone=Answer.YES, result=ScreenResult.of(said))
    yield from _way_to(seat, form, today)


def _way_to(seat: Seat, form: AskedForm, today: date) -> Iterator[Fact]:
    """The way that holds for all; not for who has one of their own, nor where it may not be safe."""
    way, when = (form.cleaned_data.get(name, "") for name in ("way", "when_safe"))
    if way and when and not seat.has_own_way and not seat.speaks_of_more:
        yield shared_way(LongText(way), LongText(when), today)


def asked_of_team(*, second: str, today: date) -> Iterator[Fact]:
    """The same for the case as a whole."""
    yield AbuseFlag(
        value=Answer.NO, basis=FlagBasis.RELATION, second_worker=second, review_on=today + LOOK_AGAIN_AFTER
    )


def told_to(seat: Seat, form: ToldForm, *, today: date) -> Iterator[Fact]:
    """Told first, then what they decided: the order in which a yes counts (domain.md E14, E15)."""
    known = {name: Answer.YES for name in TOLD if name in form.cleaned_data["told"]}
    yield InformationGiven(words=LongText(form.cleaned_data["words"]), **known)
    if form.said_of("heard", seat):
        yield ChildView(heard=Answer.YES, apart=Answer.YES)
    if owns := form.said_of("owns", seat):
        yield Acknowledgement(extent=Extent.of(owns))
    if form.says_no(seat):
        yield from no_of(seat, form, today=today)
    else:
        yield _decided(ConsentValue.of(form.said_of("yes", seat)), today)


def no_of(seat: Seat, form: ToldForm, *, today: date) -> Iterator[Fact]:
    """That they decided not to take part, where it does not stand yet; recorded whatever the page lacks."""
    if form.says_no(seat) and not seat.said_no:
        yield _decided(ConsentValue.DECLINED, today)


def _decided(value: ConsentValue, today: date) -> Consent:
    return Consent(
        value=value,
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
