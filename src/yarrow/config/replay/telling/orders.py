"""Orders: to the room of who is protected, and to the other's as from a public source."""

from collections.abc import Iterator

from yarrow.config.replay.case import Line
from yarrow.gate.facts.orders import Bar, Exception_, Order, OrderKind, OrderState

from .story import Placed, Story, coded, told, words

_IDENTITY = ("kind", "name", "protects", "against")
_EXCEPTION = "facilitated restorative process"


@told("order")
def _order(line: Line, story: Story) -> Iterator[Placed]:
    order = Order(
        reference=_reference(line, story),
        kind_of_order=coded(OrderKind, line.one("kind"), OrderKind.OTHER),
        state=coded(OrderState, line.one("state"), OrderState.MADE),
        bars=_bars(line),
        exception=_exception(line),
        words=words(line, "name"),
    )
    rooms = story.people_in(line, "protects", "person", "against", "by")
    for room in rooms or story.case.taking_part:
        yield Placed(room, order)


def _bars(line: Line) -> tuple[Bar, ...]:
    """The terms; a word that is no term of ours, and no word at all, are terms not known.

    An end or a breach that says nothing of the terms leaves them as they were.
    """
    if "bars" not in line.keys:
        return () if line.one("state") in {"ended", "breached"} else (Bar.UNKNOWN,)
    return tuple(dict.fromkeys(coded(Bar, word, Bar.UNKNOWN) for word in line.several("bars")))


def _exception(line: Line) -> Exception_:
    said = " ".join(line.one("exception").replace("_", " ").split()).casefold()
    if said in {"", "none"}:
        return Exception_.NONE
    return Exception_.FACILITATED if said == _EXCEPTION else Exception_.OTHER


def _reference(line: Line, story: Story) -> str:
    """The order's own name: that of the latest one of which this line says nothing different.

    A new order (``made``) is the same only when it says exactly the same, or more may hide behind less.
    """
    said = {key: line.several(key) for key in _IDENTITY if line.several(key)}
    is_new = line.one("state", "made") == "made"
    for reference, known in reversed(story.orders.items()):
        is_same = said == known if is_new else all(known.get(key, said[key]) == said[key] for key in said)
        if is_same:
            # Last in the order of telling, so that the next line without a name means this one.
            story.orders[reference] = story.orders.pop(reference) | said
            return reference
    reference = " / ".join((str(len(story.orders) + 1), *(", ".join(value) for value in said.values())))
    story.orders[reference] = said
    return reference
