"""What a paper needs to know of its room: where a letter may go, and in which language."""

from collections.abc import Sequence

from yarrow.cases.terms import Pathway
from yarrow.gate.facts.who import Identity, Language
from yarrow.gate.recorded import Recorded
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.policy.queries import policy_on
from yarrow.reaching.gathering import reachable_in
from yarrow.reaching.queries import is_held
from yarrow.reaching.rules import RouteKind, may_use
from yarrow.rooms.models import Room

from .terms import ON_THEIR_OWN_PAGES, PaperKind, PaperLanguage

_ONLY_IN = {
    PaperKind.APPROACHES: Pathway.RESTORATIVE_APPROACHES,
    PaperKind.APPROACHES_EASY: Pathway.RESTORATIVE_APPROACHES,
    PaperKind.JUSTICE: Pathway.RESTORATIVE_JUSTICE,
    PaperKind.JUSTICE_EASY: Pathway.RESTORATIVE_JUSTICE,
}
_LANGUAGES = {Language.ENGLISH: PaperLanguage.ENGLISH, Language.WELSH: PaperLanguage.WELSH}


def confirmed_address(room: Room, recorded: Sequence[Recorded], clock: Clock) -> str | Refused:
    """The address a letter may go to today, or every reason why not (domain.md E2, D-08)."""
    if room.case is None:
        raise TypeError("a room of a person is in a case")
    route = reachable_in(recorded).route(RouteKind.POST)
    held, policy = is_held(room.case, room), policy_on(clock.today())
    answer = may_use(route, moment=clock.now(), held=held, policy=policy)
    return answer if isinstance(answer, Refused) else route.value


def papers_for(room: Room) -> tuple[PaperKind, ...]:
    """What is offered: of the two pathways only the case's own is explained, so that none is taken for it."""
    pathway = room.case.pathway if room.case is not None else None
    papers = (kind for kind in PaperKind if kind not in ON_THEIR_OWN_PAGES)
    return tuple(kind for kind in papers if _ONLY_IN.get(kind, pathway) == pathway)


def identity_in(recorded: Sequence[Recorded]) -> Identity | None:
    """Who they are, as written last."""
    return next((each.fact for each in reversed(recorded) if isinstance(each.fact, Identity)), None)


def own_language(recorded: Sequence[Recorded]) -> PaperLanguage | None:
    """The language that they chose; None where it is another one, or not known."""
    identity = identity_in(recorded)
    return _LANGUAGES.get(identity.language) if identity else None
