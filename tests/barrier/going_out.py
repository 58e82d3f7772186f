"""What is done in a sealed room so that something goes out, is kept back, or is told to an agency.

None of it may change a byte on the other side. Each is a deed of a script (``script.Deed``) that its
generator draws beside what is written down. A press on the whole case lies on everybody's room: there it
must be the same as a press on that room alone (decision 0031).
"""

from datetime import timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st

from yarrow.agencies.actions import report_risk, share_with_agency
from yarrow.agencies.actions.sharing import seen_mark
from yarrow.gate.facts.agencies import AgencyShare, AtRisk, LawfulBasis, RiskReport, ShareAgreed
from yarrow.gate.facts.routes import Proof, RouteClaimed, RouteKind, RouteProved
from yarrow.gate.facts.who import Language
from yarrow.gate.words import Answer as Said
from yarrow.gate.words import LongText
from yarrow.kernel.ids import new_id
from yarrow.papers.actions import make_paper
from yarrow.papers.making.asked import Asked
from yarrow.papers.rules import BadPaper
from yarrow.papers.terms import PaperFormat, PaperKind, PaperLanguage
from yarrow.reaching.actions import hold_everybody_of, hold_person, prove_route
from yarrow.rooms.actions import seal_entry

from .artefacts import a_sender, queued_by
from .script import WORDS, Act, Deed, More, Side

NUMBERS = st.integers(0, 99).map(lambda last: f"07700 9001{last:02}")
PEOPLE = ("harmed", "other", "child")


def _inside(world: Any, room: str) -> dict[str, Any]:
    """The room, who writes in it, and the clock: what every act is given."""
    by = world.holder(room)
    return {
        "room": world.settled.room(room),
        "by": by.worker,
        "keyring": by.keyring,
        "clock": world.clock,
    }


def claim_and_prove(world: Any, *, room: str, number: str, proof: Proof) -> None:
    """Somebody names a new number, and it is proved or not; a proof ends the old one."""
    common, value = _inside(world, room), LongText(number)
    seal_entry(fact=RouteClaimed(way=RouteKind.TEXT, value=value, who_said="They said so"), **common)
    said = RouteProved(way=RouteKind.TEXT, value=value, proof=proof, proved_on=world.clock.today())
    prove_route(proof=said, entry_id=None, **common)


def hold_room(world: Any, *, room: str, by: str) -> None:
    """One person is put on hold, by anybody of the case."""
    hold_person(room=world.settled.room(room), by=world.settled.cast.worker(by), clock=world.clock)


def hold_case(world: Any, *, by: str) -> None:
    """Everybody is."""
    hold_everybody_of(case=world.family.case, by=world.settled.cast.worker(by), clock=world.clock)


def remind(world: Any, *, room: str, way: RouteKind, sent: bool) -> None:
    """A reminder is agreed and queued; and the sender may look before its hour, and finds nothing due."""
    by = world.holder(room)
    queued_by(world.settled, world.settled.room(room), by, way, Language.ENGLISH)
    if sent:
        with a_sender(world.settled) as (sender, _gateway):
            sender.look()


def write_to(world: Any, *, room: str, words: str, form: PaperFormat) -> None:
    """A letter is made, or stopped."""
    tokens = {"first_name": "Sian", "words": words, "worker_name": "Mair"}
    asked = Asked(PaperKind.LETTER, form, PaperLanguage.ENGLISH, tokens, on=world.clock.today())
    try:
        make_paper(asked=asked, session="over", **_inside(world, room))
    except BadPaper:
        return  # words that no letter may hold


def tell_agency(world: Any, *, room: str, words: str) -> None:
    """Something about them goes to an office, or is stopped."""
    share = AgencyShare(
        agency="The weir office",
        person="A named officer",
        purpose=LongText("A place at the school."),
        basis=LawfulBasis.PUBLIC_TASK,
        agreed=ShareAgreed.YES,
        reason=LongText("Read to them."),
        knows_somebody=Said.NO,
        until=world.clock.today() + timedelta(days=90),
        words=LongText(words),
    )
    share_with_agency(share=share, share_id=new_id(), seen=seen_mark(share), **_inside(world, room))


def report(world: Any, *, room: str, words: str) -> None:
    """Somebody at risk is reported, from their room and the team's."""
    common = _inside(world, room)
    said = RiskReport(at_risk=AtRisk.UNKNOWN, words=LongText(words))
    report_risk(case=world.family.case, rooms=[common.pop("room")], report=said, report_id=new_id(), **common)


def deeds_in(side: Side) -> st.SearchStrategy[Act]:
    """Anything of this in the sealed rooms of a side."""
    people = st.sampled_from([room for room in side.sealed if room in PEOPLE])
    by = st.sampled_from(side.writers)
    forms, ways = st.sampled_from(list(PaperFormat)), st.sampled_from([RouteKind.TEXT, RouteKind.EMAIL])
    found: list[st.SearchStrategy[Act]] = [
        _deed(claim_and_prove, room=people, number=NUMBERS, proof=st.sampled_from(list(Proof))),
        _deed(hold_room, room=people, by=by),
        _deed(remind, room=people, way=ways, sent=st.booleans()),
        _deed(write_to, room=people, words=WORDS, form=forms),
        _deed(tell_agency, room=people, words=WORDS),
    ]
    if "team" in side.sealed:  # the team is told of a report
        found.append(_deed(report, room=people, words=WORDS))
    return st.one_of(found)


def _deed(done: Any, **drawn: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    return st.fixed_dictionaries(drawn).map(lambda given: Deed(partial(done, **given)))


def two_holds(side: Side) -> st.SearchStrategy[tuple[Act, Act]]:
    """Their own room is put on hold in both worlds: in one of them because all are."""
    one = st.builds(lambda by: Deed(partial(hold_case, by=by)), st.sampled_from(side.writers))
    other = st.builds(
        lambda by: Deed(partial(hold_room, room=side.own, by=by)), st.sampled_from(side.writers)
    )
    return st.tuples(one, other)


def going_out(side: Side) -> More:
    """All of it, for short scripts."""
    return More(acts=(deeds_in(side), deeds_in(side)), causes=two_holds(side), most_steps=2)
