"""What lies in every barrier test of conflicts of interest and of looking people up."""

from datetime import date
from uuid import UUID

from yarrow.cases.actions import ask_second_supervisor, ask_to_move, open_case
from yarrow.cases.conflicts import questions_for
from yarrow.cases.models import AskedOfTwo, Case, PathwayMove
from yarrow.cases.terms import ForTwo, Pathway, ReferralSource, Setting, WhyMoved
from yarrow.config.families import Family
from yarrow.gate.facts.who import Identity
from yarrow.matching.actions import look_up, note_written
from yarrow.matching.actions.looking import Looked
from yarrow.matching.terms import Sitting, Why
from yarrow.matching.tokens import Somebody


def prepared(family: Family) -> dict[str, UUID]:
    """A question that nobody has answered, an agreement asked for, and somebody who was looked up."""
    _looked_up(family)
    return {"question": _question(family), "asked": _asked(family), "move": _move(family)}


def _question(family: Family) -> UUID:
    """Of a case that is there for nobody yet: the outsider would lead it."""
    cast = family.cast
    case = open_case(
        pathway=Pathway.RESTORATIVE_APPROACHES,
        setting=Setting.SCHOOL,
        source=ReferralSource.AGENCY,
        by=cast.worker("intake"),
        supervisor=cast.worker("signing_supervisor"),
        lead=cast.worker("outsider"),
        names=["Gwyneth Invented"],
        clock=family.clock,
    )
    assert isinstance(case, Case)
    return questions_for(cast.worker("outsider")).get().pk


def _asked(family: Family) -> UUID:
    row = ask_second_supervisor(
        case=family.case,
        kind=ForTwo.LIFT_BAR,
        worker=family.cast.worker("excluded"),
        asked_of=family.cast.worker("signing_supervisor"),
        by=family.cast.worker("supervisor"),
        clock=family.clock,
    )
    assert isinstance(row, AskedOfTwo)
    return row.pk


def _move(family: Family) -> UUID:
    """Asked for and not agreed to: nothing of the case is moved by it."""
    row = ask_to_move(
        case=family.case,
        why=WhyMoved.OFFICIAL_BEGAN,
        asked_of=family.cast.worker("signing_supervisor"),
        by=family.cast.worker("supervisor"),
        clock=family.clock,
    )
    assert isinstance(row, PathwayMove)
    return row.pk


def _looked_up(family: Family) -> None:
    """The note of a write is taken in, and the next one waits."""
    holder, room = family.holder("harmed"), family.rooms["harmed"]
    intake = family.cast["intake"]
    looked = look_up(
        persons=[Somebody("Nobody Atall", date(1971, 7, 1))],
        sitting=Sitting.ONE_BY_ONE,
        why=Why.CALL,
        words="",
        by=intake.worker,
        keyring=intake.keyring,
        clock=family.clock,
    )
    assert isinstance(looked, Looked)
    note_written(room=room, fact=Identity(known_as="Anwen"), keyring=holder.keyring, clock=family.clock)
