"""A first card from what the room records already, for somebody inside to look over and save."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from django.utils.translation import gettext

from yarrow.gate.facts import Fact
from yarrow.gate.facts.emergency import EmergencyCard
from yarrow.gate.facts.orders import Order
from yarrow.gate.facts.who import Identity, Reach, ReachUnsafe
from yarrow.gate.words import Answer

_F = TypeVar("_F", bound=Fact)


def suggested(card: EmergencyCard | None, facts: Sequence[Fact]) -> dict[str, Any]:
    """What the form begins with: the card as it stands, or what is recorded, oldest fact first.

    Nothing about danger or children is guessed: those stay not known until somebody says.
    """
    if card is not None:
        return asdict(card)
    identity, reach = _newest(facts, Identity), _newest(facts, Reach)
    made: dict[str, Any] = {}
    if identity is not None:
        made |= {"known_as": identity.known_as, "other_names": identity.full_name}
        if identity.date_of_birth:
            made["told_apart"] = gettext("Born in %(year)s") % {"year": identity.date_of_birth.year}
    if reach is not None:
        unsafe = _newest(facts, ReachUnsafe)
        made |= {"numbers": reach.phone, "reach_safely": "\n".join(_safely(reach))}
        made["reach_never"] = "\n".join(_never(reach, unsafe))
    made["anything_else"] = "\n".join(_orders(facts))
    return made


def _newest(facts: Sequence[Fact], kind: type[_F]) -> _F | None:
    return next((fact for fact in reversed(facts) if isinstance(fact, kind)), None)


def _safely(reach: Reach) -> Iterator[str]:
    yield from (said for said in (reach.phone, reach.other_route, reach.when_safe) if said.strip())
    if reach.name_to_use:
        yield gettext("We say that this is calling: %(name)s") % {"name": reach.name_to_use}
    if reach.who_may_answer.strip():
        yield gettext("Who else may answer: %(words)s") % {"words": reach.who_may_answer}
    if reach.agreed_words:
        yield gettext("Words that check that it is safe: %(words)s") % {"words": reach.agreed_words}
    if reach.danger_words:
        yield gettext("Words that mean danger: %(words)s") % {"words": reach.danger_words}


def _never(reach: Reach, unsafe: ReachUnsafe | None) -> Iterator[str]:
    if reach.voicemail is not Answer.YES:
        yield gettext("No voice message.")
    if reach.shared_device is not Answer.NO:
        yield gettext("Somebody else may see the phone or the account.")
    if unsafe is not None:
        yield unsafe.words


def _orders(facts: Sequence[Fact]) -> Iterator[str]:
    newest = {fact.reference: fact for fact in facts if isinstance(fact, Order)}
    for order in newest.values():
        yield f"{gettext(order.kind_of_order.words)}: {gettext(order.state.words)} ({order.reference})"
