"""What lies at the door of the settled service: a picture for him, stopped, and let out by the lead."""

from yarrow.config.families import Family
from yarrow.kernel.decision import Refused
from yarrow.outgoing.actions import Stopped, let_it_out, pass_the_door
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.outgoing.models import Release
from yarrow.outgoing.tests.papers import scan


def stopped_and_let_out(family: Family) -> None:
    """Nobody can read a picture: every other room is asked, and the lead is inside them all."""
    lead = family.cast["lead"]
    picture = Artefact(ArtefactKind.LETTER, "letter.pdf", "application/pdf", scan())
    released = let_it_out(
        stopped=stopped(family, picture).pk,
        reason="Looked at it with her.",
        by=lead.worker,
        keyring=lead.keyring,
        clock=family.clock,
    )
    assert not isinstance(released, Refused)


def let_out_again(family: Family, reason: str) -> None:
    """The same picture, for another reason."""
    lead, row = family.cast["lead"], Release.objects.get().stopped_id
    said = let_it_out(stopped=row, reason=reason, by=lead.worker, keyring=lead.keyring, clock=family.clock)
    assert not isinstance(said, Refused)


def stopped(family: Family, artefact: Artefact) -> Stopped:
    """Something for him, brought by his worker, that does not pass."""
    by = family.cast["other_worker"]
    answer = pass_the_door(
        case=family.case,
        audience=family.rooms["other"],
        artefact=artefact,
        by=by.worker,
        keyring=by.keyring,
        clock=family.clock,
    )
    assert isinstance(answer, Stopped)
    return answer
