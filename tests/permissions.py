"""Who gets which answer at which address: the whole truth about access, on one page.

One row an address. A row names an answer for every member of the cast, so that a new member or a
new address cannot be forgotten (tests/guards/test_every_url_in_permission_table.py). The barrier
tests (tests/barrier/test_access_matrix.py) ask every address as every member and compare.

Where an address names a room, ``PERMISSIONS`` and ``PRESSES`` speak of the room of the person
harmed, and ``expected`` of any room.
"""

from collections.abc import Mapping
from enum import Enum, auto


class Member(Enum):
    """The cast of ``yarrow.config.cast``, by the same names, and the stranger at the door (design.md §4)."""

    INTAKE = auto()
    INTAKE_TWO = auto()
    LEAD = auto()
    """Leads the case, and is inside every room of it but the service's own."""
    HARMED_WORKER = auto()
    OTHER_WORKER = auto()
    CHILD_WORKER = auto()
    SUPERVISOR = auto()
    SIGNING_SUPERVISOR = auto()
    SPECIALIST = auto()
    RESEARCHER = auto()
    MANAGER = auto()
    EXCLUDED = auto()
    EX_WORKER = auto()
    OUTSIDER = auto()
    """A worker of the service who has nothing to do with this case."""
    ANONYMOUS = auto()


class Answer(Enum):
    """What comes back. Not yours and not there are the same answer."""

    SHOWN = auto()
    NOT_THERE = auto()
    SIGN_IN = auto()
    GOES_ON = auto()
    """A redirect to another page: something was done, or something must be done first."""
    NOT_THIS_WAY = auto()
    """The address takes another method; said to everybody before anybody is looked at."""


Permissions = Mapping[str, Mapping[Member, Answer]]
Row = dict[Member, Answer]

_NOT_SIGNED_IN = {Member.EX_WORKER: Answer.SIGN_IN, Member.ANONYMOUS: Answer.SIGN_IN}

_SHOWN, _GOES_ON, _NOT_THERE, _NOT_THIS_WAY = (
    Answer.SHOWN,
    Answer.GOES_ON,
    Answer.NOT_THERE,
    Answer.NOT_THIS_WAY,
)


def everybody(answer: Answer) -> Row:
    """The same for the whole world."""
    return dict.fromkeys(Member, answer)


def workers(answer: Answer = _SHOWN) -> Row:
    """The same for whoever is signed in; the others are asked to."""
    return everybody(answer) | _NOT_SIGNED_IN


def only(*members: Member, answer: Answer = _SHOWN) -> Row:
    """This answer to these; not there for other workers; the others are asked to sign in."""
    return everybody(_NOT_THERE) | _NOT_SIGNED_IN | dict.fromkeys(members, answer)


def at_the_door(answer: Answer) -> Row:
    """For who is not signed in; the others go on to their day."""
    return everybody(_GOES_ON) | dict.fromkeys(_NOT_SIGNED_IN, answer)


# --- who is where ---

LEAD = Member.LEAD
INTAKE = (Member.INTAKE, Member.INTAKE_TWO)
ON_THE_CASE = (
    LEAD,
    Member.HARMED_WORKER,
    Member.OTHER_WORKER,
    Member.CHILD_WORKER,
    Member.SUPERVISOR,
    Member.SIGNING_SUPERVISOR,
    Member.SPECIALIST,
)
DECIDES = (LEAD, Member.SUPERVISOR)
ON_CALL = (Member.SUPERVISOR, Member.SIGNING_SUPERVISOR)
"""Who is told when a colleague is late: by their post, whether on the case or not."""

INSIDE: Mapping[str, tuple[Member, ...]] = {
    "harmed": (Member.HARMED_WORKER, LEAD),
    "other": (Member.OTHER_WORKER, LEAD),
    "child": (Member.CHILD_WORKER, LEAD),
    "team": (Member.HARMED_WORKER, LEAD, Member.SUPERVISOR),
    "shared": (Member.HARMED_WORKER, Member.OTHER_WORKER, Member.CHILD_WORKER, LEAD),
    "intake": INTAKE,
}
"""Who holds the key of each room. The excluded worker and the ex-worker have held them all."""

WRITER = {
    "harmed": Member.HARMED_WORKER,
    "other": Member.OTHER_WORKER,
    "child": Member.CHILD_WORKER,
    "team": Member.HARMED_WORKER,
}
"""Who has begun a sheet there, and words to pass on: a draft is its writer's alone, also inside one room."""

_PEOPLE = frozenset({"harmed", "other", "child"})
_ADULTS = _PEOPLE - {"child"}
_WITH_SHEETS = _PEOPLE | {"team"}
_OF_THE_CASE = _WITH_SHEETS | {"shared"}

_ROOM_PAGES: Mapping[str, tuple[Answer, Answer, frozenset[str]]] = {
    "record:room": (_SHOWN, _NOT_THIS_WAY, _OF_THE_CASE),
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
    "record:call": (_SHOWN, _GOES_ON, _PEOPLE),
    "record:prepare": (_GOES_ON, _GOES_ON, _PEOPLE),
    "record:prepare_away": (_GOES_ON, _GOES_ON, _PEOPLE),
    "record:prepare_reach": (_GOES_ON, _GOES_ON, _PEOPLE),
    "record:care_card": (_SHOWN, _GOES_ON, _OF_THE_CASE),
    "record:worry": (_SHOWN, _GOES_ON, _OF_THE_CASE - {"team"}),
    "agreements:course": (_SHOWN, _NOT_THIS_WAY, _ADULTS),
    "agreements:course_paper": (_SHOWN, _NOT_THIS_WAY, _ADULTS),
    "agreements:course_follow_up": (_GOES_ON, _GOES_ON, _ADULTS),
    "agreements:step_done": (_GOES_ON, _GOES_ON, _ADULTS),
    "agreements:agreement": (_SHOWN, _NOT_THIS_WAY, _PEOPLE | {"shared"}),
    "agreements:kept": (_SHOWN, _GOES_ON, _PEOPLE | {"shared"}),
    "agreements:sign": (_SHOWN, _GOES_ON, _PEOPLE),
    "agreements:copy": (_SHOWN, _NOT_THIS_WAY, _PEOPLE),
    "agreements:add": (_SHOWN, _GOES_ON, frozenset({"shared"})),
    "agreements:change": (_SHOWN, _GOES_ON, frozenset({"shared"})),
    "meetings:brief": (_SHOWN, _GOES_ON, _WITH_SHEETS),
    "meetings:day_room": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "meetings:preview": (_GOES_ON, _GOES_ON, _WITH_SHEETS),
    "meetings:after": (_SHOWN, _NOT_THIS_WAY, _PEOPLE),
    "meetings:follow_up": (_SHOWN, _GOES_ON, _PEOPLE),
    "meetings:leave_out": (_SHOWN, _GOES_ON, _PEOPLE),
    "meetings:last": (_SHOWN, _GOES_ON, _PEOPLE),
    "meetings:last_yes": (_GOES_ON, _GOES_ON, _PEOPLE),
    "meetings:again": (_SHOWN, _GOES_ON, _PEOPLE),
}
"""What who is inside gets for a look and for a press, and in which rooms; nobody else gets anything.

An address for presses only sends a look back to the room, of whatever kind the room is."""

_PRESSED_ONLY = {name for name, (look, press, _) in _ROOM_PAGES.items() if look is press is _GOES_ON} - {
    "meetings:preview",
    "meetings:last_yes",
}
_OWN_SESSION = ("record:prepare_whole", "record:prepare_step")
"""A session of preparation is the worker's who began it, also inside one room."""
_TAKES_NO_PRESS = {
    "record:room",
    "meetings:day_room",
    "meetings:after",
    "agreements:course",
    "agreements:course_paper",
    "agreements:agreement",
    "agreements:copy",
}
_LED = ("agreements:offer", "agreements:end", "agreements:settle")
_OF_ONE: Mapping[str, tuple[Member, frozenset[str]]] = {
    "record:let_in": (Member.SUPERVISOR, _OF_THE_CASE),
    **dict.fromkeys(_LED, (LEAD, frozenset({"shared"}))),
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
    if route == "record:preview" and not press and room in _PEOPLE:
        return only(*INSIDE[room], answer=_GOES_ON) | {WRITER[room]: _SHOWN}
    if route in _TAKES_NO_PRESS and press:
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

NAMES_A_ROOM = (*_ROOM_PAGES, *_LED, *_OWN_SESSION, "record:write", "record:let_in", "record:agree")

PERMISSIONS: Permissions = {
    "desk:today": workers(),
    "desk:let_in": everybody(_NOT_THIS_WAY),
    "desk:caseload": workers(),
    "desk:caseload_page": workers(),
    "desk:visit": workers(),
    "desk:back": workers(_GOES_ON),
    "desk:longer": workers(_GOES_ON),
    "desk:found": only(*ON_CALL),
    "desk:case": only(*ON_THE_CASE),
    "desk:care_card": only(*ON_THE_CASE),
    "desk:allocate": only(*DECIDES),
    "desk:name_harm": only(*DECIDES),
    "desk:stop": only(*ON_THE_CASE),
    "meetings:propose": only(LEAD),
    "meetings:hour": only(*INSIDE["team"]),
    "meetings:plan": only(*ON_THE_CASE),
    "meetings:series": only(LEAD),
    "meetings:arrange": only(LEAD),
    "meetings:set_aside": only(LEAD),
    "meetings:not_easy": only(*ON_THE_CASE),
    "meetings:easy": only(*ON_THE_CASE, answer=_GOES_ON),
    "meetings:sign": only(Member.SIGNING_SUPERVISOR),
    "meetings:day": only(*ON_THE_CASE),
    "meetings:begin": only(LEAD),
    "meetings:stop_now": only(*ON_THE_CASE, answer=_GOES_ON),
    "meetings:pause": only(*ON_THE_CASE, answer=_GOES_ON),
    "meetings:on_again": only(LEAD, answer=_GOES_ON),
    "meetings:end": only(LEAD, answer=_GOES_ON),
    "meetings:left": only(*ON_THE_CASE, answer=_GOES_ON),
    "meetings:messages": only(*ON_THE_CASE),
    "meetings:vet": only(*INSIDE["other"]),
    "meetings:debrief": only(*DECIDES),
    "meetings:end_process": only(*DECIDES),
    "meetings:close_case": only(Member.SUPERVISOR),
    "meetings:anew": only(Member.SUPERVISOR),
    "record:give_view": only(Member.SPECIALIST),
    "record:view_preview": only(Member.SPECIALIST, answer=_GOES_ON),
    "record:throw_view_away": only(Member.SPECIALIST, answer=_GOES_ON),
    **{name: expected(name, "harmed", press=False) for name in NAMES_A_ROOM},
    "intake:public": everybody(_SHOWN),
    "intake:thanks": everybody(_SHOWN),
    "intake:waiting": only(*INTAKE),
    "intake:referral": only(*INTAKE),
    "intake:answer": only(*INTAKE),
    "intake:triage": only(*INTAKE),
    "intake:sort": only(*INTAKE, answer=_GOES_ON),
    "intake:preview": only(*INTAKE, answer=_GOES_ON),
    "account_login": at_the_door(_SHOWN),
    "account_login_again": at_the_door(_SHOWN),
    "mfa_authenticate": at_the_door(Answer.SIGN_IN),
    "mfa_authenticate_again": at_the_door(Answer.SIGN_IN),
    "mfa_activate_totp": workers(),
    "mfa_activate_totp_again": workers(),
    "staff:sign_out": everybody(_NOT_THIS_WAY),
    "staff:unlock": workers(_GOES_ON),
    "staff:unlock_again": workers(_GOES_ON),
    "staff:lock": everybody(_NOT_THIS_WAY),
    "staff:demo": everybody(_NOT_THERE),
    "staff:enter_as": everybody(_NOT_THIS_WAY),
    "design:exit": everybody(_GOES_ON),
    "design:language": everybody(_GOES_ON),
}
"""What a look (GET) gets."""

PRESSES: Permissions = {
    "desk:today": everybody(_NOT_THIS_WAY),
    "desk:let_in": workers(_GOES_ON),
    "desk:caseload": everybody(_NOT_THIS_WAY),
    "desk:caseload_page": everybody(_NOT_THIS_WAY),
    "desk:visit": workers(_GOES_ON),
    "desk:back": workers(_GOES_ON),
    "desk:longer": workers(_GOES_ON),
    "desk:found": only(*ON_CALL, answer=_GOES_ON),
    "desk:case": everybody(_NOT_THIS_WAY),
    "desk:care_card": only(*ON_THE_CASE, answer=_GOES_ON),
    "desk:allocate": only(*DECIDES, answer=_GOES_ON),
    "desk:name_harm": only(*DECIDES, answer=_GOES_ON),
    "desk:stop": only(*ON_THE_CASE, answer=_GOES_ON),
    "meetings:propose": only(LEAD, answer=_GOES_ON),
    "meetings:hour": only(*INSIDE["team"], answer=_GOES_ON),
    "meetings:plan": everybody(_NOT_THIS_WAY),
    "meetings:series": only(LEAD, answer=_GOES_ON),
    "meetings:arrange": only(LEAD, answer=_GOES_ON),
    "meetings:set_aside": only(LEAD, answer=_GOES_ON),
    "meetings:not_easy": only(*ON_THE_CASE, answer=_GOES_ON),
    "meetings:easy": only(*ON_THE_CASE, answer=_GOES_ON),
    "meetings:sign": only(Member.SIGNING_SUPERVISOR, answer=_GOES_ON),
    "meetings:day": everybody(_NOT_THIS_WAY),
    "meetings:begin": only(LEAD, answer=_GOES_ON),
    "meetings:stop_now": only(*ON_THE_CASE, answer=_GOES_ON),
    "meetings:pause": only(*ON_THE_CASE, answer=_GOES_ON),
    "meetings:on_again": only(LEAD, answer=_GOES_ON),
    "meetings:end": only(LEAD, answer=_GOES_ON),
    "meetings:left": only(*ON_THE_CASE, answer=_GOES_ON),
    "meetings:messages": everybody(_NOT_THIS_WAY),
    "meetings:vet": only(*INSIDE["other"], answer=_GOES_ON),
    "meetings:debrief": only(*DECIDES, answer=_GOES_ON),
    "meetings:end_process": only(*DECIDES, answer=_GOES_ON),
    "meetings:close_case": only(Member.SUPERVISOR, answer=_GOES_ON),
    "meetings:anew": only(Member.SUPERVISOR, answer=_GOES_ON),
    "record:give_view": only(Member.SPECIALIST, answer=_GOES_ON),
    "record:view_preview": only(Member.SPECIALIST, answer=_GOES_ON),
    "record:throw_view_away": only(Member.SPECIALIST, answer=_GOES_ON),
    **{name: expected(name, "harmed", press=True) for name in NAMES_A_ROOM},
    "intake:public": everybody(_GOES_ON),
    "intake:thanks": everybody(_NOT_THIS_WAY),
    "intake:waiting": everybody(_NOT_THIS_WAY),
    "intake:referral": everybody(_NOT_THIS_WAY),
    "intake:answer": only(*INTAKE, answer=_GOES_ON),
    "intake:triage": only(*INTAKE, answer=_GOES_ON),
    "intake:sort": only(*INTAKE, answer=_GOES_ON),
    "intake:preview": only(*INTAKE, answer=_GOES_ON),
    "account_login": everybody(_GOES_ON),
    "account_login_again": everybody(_GOES_ON),
    "mfa_authenticate": at_the_door(Answer.SIGN_IN),
    "mfa_authenticate_again": at_the_door(Answer.SIGN_IN),
    "mfa_activate_totp": workers(_GOES_ON),
    "mfa_activate_totp_again": workers(_GOES_ON),
    "staff:sign_out": everybody(Answer.SIGN_IN),
    "staff:unlock": workers(_GOES_ON),
    "staff:unlock_again": workers(_GOES_ON),
    "staff:lock": workers(_GOES_ON),
    "staff:demo": everybody(_NOT_THIS_WAY),
    "staff:enter_as": everybody(_NOT_THERE),
    "design:exit": everybody(_GOES_ON),
    "design:language": everybody(_GOES_ON),
}
"""What a press with nothing in it (POST) gets. A press is never answered with a page (security.md R-43)."""
