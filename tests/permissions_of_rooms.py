"""The addresses that name a room: what who is inside gets there, and that nobody else gets anything."""

from collections.abc import Mapping

from tests.members import (
    INSIDE,
    LEAD,
    WRITER,
    Answer,
    Member,
    Row,
    only,
    workers,
)

_SHOWN, _GOES_ON, _NOT_THERE, _NOT_THIS_WAY = (
    Answer.SHOWN,
    Answer.GOES_ON,
    Answer.NOT_THERE,
    Answer.NOT_THIS_WAY,
)

_PEOPLE = frozenset({"harmed", "other", "child"})
_ADULTS = _PEOPLE - {"child"}
_WITH_SHEETS = _PEOPLE | {"team"}
_OF_THE_CASE = _WITH_SHEETS | {"shared"}

_ROOM_PAGES: Mapping[str, tuple[Answer, Answer, frozenset[str]]] = {
    "record:room": (_SHOWN, _NOT_THIS_WAY, _OF_THE_CASE),
    "oversight:room_record": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS | {"intake"}),
    "oversight:room_record_page": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS | {"intake"}),
    "files:documents": (_SHOWN, _GOES_ON, _WITH_SHEETS),
    "files:document": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "files:page": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "files:save": (_NOT_THIS_WAY, _GOES_ON, _WITH_SHEETS),
    "papers:give": (_SHOWN, _GOES_ON, _WITH_SHEETS),
    "record:open_notes": (_GOES_ON, _GOES_ON, _OF_THE_CASE),
    "record:still_so": (_GOES_ON, _GOES_ON, _OF_THE_CASE),
    "record:come_in": (_GOES_ON, _GOES_ON, _OF_THE_CASE),
    "record:add": (_SHOWN, _NOT_THERE, _WITH_SHEETS),
    "record:throw_away": (_GOES_ON, _GOES_ON, _OF_THE_CASE),
    "record:put_right": (_GOES_ON, _GOES_ON, _WITH_SHEETS),
    "record:take_out": (_SHOWN, _GOES_ON, _OF_THE_CASE),
    "record:share": (_SHOWN, _GOES_ON, _PEOPLE),
    "record:preview": (_SHOWN, _GOES_ON, _PEOPLE),
    "record:change_words": (_GOES_ON, _GOES_ON, _PEOPLE),
    "record:pass_on": (_GOES_ON, _GOES_ON, _PEOPLE),
    "record:throw_share_away": (_GOES_ON, _GOES_ON, _PEOPLE),
    "record:shares": (_SHOWN, _GOES_ON, _PEOPLE),
    "record:call": (_SHOWN, _GOES_ON, _PEOPLE),
    "visits:plan_in_room": (_SHOWN, _GOES_ON, _PEOPLE),
    "groups:place": (_SHOWN, _GOES_ON, _PEOPLE),
    "groups:beside": (_SHOWN, _GOES_ON, _PEOPLE),
    "record:prepare": (_GOES_ON, _GOES_ON, _PEOPLE),
    "record:prepare_away": (_GOES_ON, _GOES_ON, _PEOPLE),
    "record:prepare_reach": (_GOES_ON, _GOES_ON, _PEOPLE),
    "record:care_card": (_SHOWN, _GOES_ON, _OF_THE_CASE),
    "record:worry": (_SHOWN, _GOES_ON, _OF_THE_CASE - {"team"}),
    "agencies:tell_of_room": (_SHOWN, _GOES_ON, _OF_THE_CASE | {"intake"}),
    "agencies:told": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "agencies:report": (_SHOWN, _GOES_ON, _WITH_SHEETS),
    "agencies:paper": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "agencies:share_step": (_SHOWN, _GOES_ON, _WITH_SHEETS),
    "agencies:carry": (_SHOWN, _GOES_ON, _WITH_SHEETS),
    "agencies:carry_seen": (_GOES_ON, _GOES_ON, _WITH_SHEETS),
    "agencies:share": (_SHOWN, _GOES_ON, _PEOPLE),
    "agencies:share_seen": (_GOES_ON, _GOES_ON, _PEOPLE),
    "agencies:share_now": (_GOES_ON, _GOES_ON, _PEOPLE),
    "agencies:share_away": (_GOES_ON, _GOES_ON, _PEOPLE),
    "papers:choose": (_SHOWN, _GOES_ON, _PEOPLE),
    "papers:write": (_SHOWN, _NOT_THERE, _PEOPLE),
    "papers:preview": (_GOES_ON, _GOES_ON, _PEOPLE),
    "papers:make": (_GOES_ON, _GOES_ON, _PEOPLE),
    "papers:change": (_GOES_ON, _GOES_ON, _PEOPLE),
    "papers:throw_away": (_GOES_ON, _GOES_ON, _PEOPLE),
    "outgoing:printed": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "family_map:map": (_SHOWN, _NOT_THIS_WAY, _PEOPLE),
    "family_map:paper": (_SHOWN, _NOT_THIS_WAY, _PEOPLE),
    "agreements:course": (_SHOWN, _NOT_THIS_WAY, _ADULTS),
    "agreements:course_paper": (_SHOWN, _NOT_THIS_WAY, _ADULTS),
    "agreements:course_follow_up": (_GOES_ON, _GOES_ON, _ADULTS),
    "agreements:step_done": (_GOES_ON, _GOES_ON, _ADULTS),
    "agreements:agreement": (_SHOWN, _NOT_THIS_WAY, _PEOPLE | {"shared"}),
    "agreements:kept": (_SHOWN, _GOES_ON, _PEOPLE | {"shared"}),
    "agreements:asked": (_SHOWN, _GOES_ON, _PEOPLE),
    "agreements:sign": (_SHOWN, _GOES_ON, _PEOPLE),
    "agreements:copy": (_SHOWN, _NOT_THIS_WAY, _PEOPLE),
    "carrying:words": (_SHOWN, _NOT_THIS_WAY, _PEOPLE),
    "carrying:add": (_SHOWN, _GOES_ON, _PEOPLE),
    "carrying:one": (_SHOWN, _GOES_ON, _PEOPLE),
    "carrying:away": (_GOES_ON, _GOES_ON, _PEOPLE),
    "carrying:copy": (_SHOWN, _GOES_ON, _PEOPLE),
    "carrying:asked": (_SHOWN, _GOES_ON, _PEOPLE),
    "carrying:today": (_SHOWN, _GOES_ON, _PEOPLE),
    "carrying:after": (_SHOWN, _GOES_ON, _PEOPLE),
    "carrying:letter": (_SHOWN, _GOES_ON, _PEOPLE),
    "agreements:add": (_SHOWN, _GOES_ON, frozenset({"shared"})),
    "agreements:change": (_SHOWN, _GOES_ON, frozenset({"shared"})),
    "children:time": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "children:propose": (_SHOWN, _GOES_ON, frozenset({"team"})),
    "children:proposal_paper": (_SHOWN, _GOES_ON, _PEOPLE),
    "children:handover_paper": (_GOES_ON, _GOES_ON, _PEOPLE),
    "children:allow": (_SHOWN, _GOES_ON, frozenset({"child"})),
    "children:said": (_GOES_ON, _GOES_ON, frozenset({"child"})),
    "meetings:brief": (_SHOWN, _GOES_ON, _WITH_SHEETS),
    "meetings:day_room": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "meetings:preview": (_GOES_ON, _GOES_ON, _WITH_SHEETS),
    "meetings:timeline": (_SHOWN, _GOES_ON, _WITH_SHEETS),
    "meetings:timeline_of": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "meetings:after": (_SHOWN, _NOT_THIS_WAY, _PEOPLE),
    "meetings:follow_up": (_SHOWN, _GOES_ON, _PEOPLE),
    "meetings:leave_out": (_SHOWN, _GOES_ON, _PEOPLE),
    "meetings:last": (_SHOWN, _GOES_ON, _PEOPLE),
    "meetings:last_yes": (_GOES_ON, _GOES_ON, _PEOPLE),
    "meetings:again": (_SHOWN, _GOES_ON, _PEOPLE),
    "handover:begin": (_SHOWN, _GOES_ON, _PEOPLE),
    "reaching:ring": (_SHOWN, _GOES_ON, _PEOPLE),
    "reaching:warn": (_SHOWN, _GOES_ON, _PEOPLE),
    "reaching:rang": (_SHOWN, _GOES_ON, _PEOPLE),
    "reaching:prove": (_SHOWN, _GOES_ON, _PEOPLE),
    "reaching:hold": (_GOES_ON, _GOES_ON, _PEOPLE),
    "reaching:lift": (_GOES_ON, _GOES_ON, _PEOPLE),
    "emergency:card": (_SHOWN, _GOES_ON, _PEOPLE),
    "bookings:of_room": (_SHOWN, _NOT_THIS_WAY, _PEOPLE),
    "bookings:ask": (_SHOWN, _GOES_ON, _PEOPLE),
    "bookings:off": (_SHOWN, _GOES_ON, frozenset({"harmed"})),
    "sending:messages": (_SHOWN, _GOES_ON, _PEOPLE),
    "sending:press": (_GOES_ON, _GOES_ON, _PEOPLE),
    "emergency:take_back": (_GOES_ON, _GOES_ON, _PEOPLE),
}
"""What who is inside gets for a look and for a press, and in which rooms; nobody else gets anything.

An address for presses only sends a look back to the room, of whatever kind the room is."""

_PRESSED_ONLY = {name for name, (look, press, _) in _ROOM_PAGES.items() if look is press is _GOES_ON} - {
    "agencies:carry_seen",
    "agencies:share_seen",
    "meetings:preview",
    "papers:preview",
    "children:handover_paper",
    "meetings:last_yes",
    "emergency:take_back",
    "sending:press",
}
_OWN_SESSION = ("record:prepare_whole", "record:prepare_step")
"""A session of preparation is the worker's who began it, also inside one room."""
_TAKES_NO_PRESS = {
    "bookings:of_room",
    "agencies:paper",
    "agencies:told",
    "files:document",
    "files:page",
    "oversight:room_record",
    "oversight:room_record_page",
    "outgoing:printed",
    "record:room",
    "meetings:day_room",
    "meetings:timeline_of",
    "meetings:after",
    "family_map:map",
    "family_map:paper",
    "agreements:course",
    "agreements:course_paper",
    "agreements:agreement",
    "agreements:copy",
    "carrying:words",
    "children:time",
}
_LED = ("agreements:offer", "agreements:end", "agreements:settle")
_OF_ONE: Mapping[str, tuple[Member, frozenset[str]]] = {
    "record:let_in": (Member.SUPERVISOR, _OF_THE_CASE),
    **dict.fromkeys(_LED, (LEAD, frozenset({"shared"}))),
    "carrying:on": (LEAD, _PEOPLE),
}
"""What one duty alone does, and about which rooms."""


def expected(route: str, room: str, *, press: bool) -> Mapping[Member, Answer]:
    """What every member gets at an address that names this room of the family."""
    if route in _OF_ONE:
        member, rooms = _OF_ONE[route]
        return only(*[member] if room in rooms else (), answer=_GOES_ON if press else _SHOWN)
    if route == "record:write" or route in _OWN_SESSION:
        return _of_its_writer(route, room, press=press)
    if route == "record:agree":
        return _agreeing(room, press=press)
    if route in {"record:preview", "papers:write"} and not press and room in _PEOPLE:
        return only(*INSIDE[room], answer=_GOES_ON) | {WRITER[room]: _SHOWN}
    if (route in _TAKES_NO_PRESS and press) or (route == "files:save" and not press):
        return _NO_PRESS
    look_answer, press_answer, rooms = _ROOM_PAGES[route]
    if not press and route in _PRESSED_ONLY:
        rooms = _OF_THE_CASE
    inside = INSIDE[room] if room in rooms else ()
    return only(*inside, answer=press_answer if press else look_answer)


def _of_its_writer(route: str, room: str, *, press: bool) -> Row:
    """A session offers a press with nothing in it again; a sheet does not know its kind then."""
    rooms = _PEOPLE if route in _OWN_SESSION else frozenset(WRITER)
    if room not in rooms or (press and route == "record:write"):
        return only()
    return only(WRITER[room], answer=_GOES_ON if press else _SHOWN)


def _agreeing(room: str, *, press: bool) -> Row:
    """Who wrote it does not agree with it; the others inside may."""
    if room not in WRITER:
        return only()
    return only(*INSIDE[room], answer=_GOES_ON if press else _SHOWN) | {WRITER[room]: _GOES_ON}


_NO_PRESS = workers(_NOT_THIS_WAY)

NAMES_A_ROOM = (
    *_ROOM_PAGES,
    *_LED,
    *_OWN_SESSION,
    "carrying:on",
    "record:write",
    "record:let_in",
    "record:agree",
)
