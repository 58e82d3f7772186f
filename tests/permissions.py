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
    DUTY = auto()
    """Answers the telephone at night; holds no room."""
    FROZEN = auto()
    """A colleague has frozen this account."""
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

_NOT_SIGNED_IN = dict.fromkeys([Member.EX_WORKER, Member.FROZEN, Member.ANONYMOUS], Answer.SIGN_IN)

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
LOOK_AFTER = (Member.SUPERVISOR, Member.SIGNING_SUPERVISOR, Member.MANAGER)
"""Who invites, begins new keys and ends a colleague's time here: by their post."""
MAY_CONFIRM = tuple(
    member
    for member in Member
    if member
    not in {
        Member.RESEARCHER,
        Member.MANAGER,
        Member.OUTSIDER,
        Member.EX_WORKER,
        Member.FROZEN,
        Member.ANONYMOUS,
    }
)
"""The second of two, where the manager has begun new keys for the outsider."""
ON_CALL = (Member.SUPERVISOR, Member.SIGNING_SUPERVISOR, Member.DUTY)
"""Who is told when a colleague is late: by their post, whether on the case or not."""

NAMED_FOR_DUTY = (Member.DUTY, Member.INTAKE_TWO)
"""To whom emergency cards are sealed. A post gives nothing; a card of the case was opened by the first."""
KEEPS_THE_LIST = (Member.MANAGER, Member.SUPERVISOR, Member.SIGNING_SUPERVISOR)

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
    "oversight:room_record": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS | {"intake"}),
    "oversight:room_record_page": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS | {"intake"}),
    "files:documents": (_SHOWN, _GOES_ON, _WITH_SHEETS),
    "files:document": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "files:page": (_SHOWN, _NOT_THIS_WAY, _WITH_SHEETS),
    "files:save": (_NOT_THIS_WAY, _GOES_ON, _WITH_SHEETS),
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
    "emergency:card": (_SHOWN, _GOES_ON, _PEOPLE),
    "emergency:take_back": (_GOES_ON, _GOES_ON, _PEOPLE),
}
"""What who is inside gets for a look and for a press, and in which rooms; nobody else gets anything.

An address for presses only sends a look back to the room, of whatever kind the room is."""

_PRESSED_ONLY = {name for name, (look, press, _) in _ROOM_PAGES.items() if look is press is _GOES_ON} - {
    "meetings:preview",
    "meetings:last_yes",
    "emergency:take_back",
}
_OWN_SESSION = ("record:prepare_whole", "record:prepare_step")
"""A session of preparation is the worker's who began it, also inside one room."""
_TAKES_NO_PRESS = {
    "files:document",
    "files:page",
    "oversight:room_record",
    "oversight:room_record_page",
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
    "desk:near": only(*DECIDES),
    "desk:keep_away": only(*DECIDES),
    "desk:keep_away_now": only(Member.SUPERVISOR),
    "desk:closely": only(Member.SUPERVISOR),
    "desk:second": only(Member.SUPERVISOR),
    "desk:step_back": only(*ON_THE_CASE),
    "desk:question": only(Member.OUTSIDER),
    "desk:agree": only(Member.SIGNING_SUPERVISOR),
    "matching:known": only(*INTAKE),
    "matching:list": only(*INTAKE),
    "matching:answer": only(*INTAKE, answer=_GOES_ON),
    "matching:seen": workers(_GOES_ON),
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
    "files:once": only(Member.HARMED_WORKER),
    "record:give_view": only(Member.SPECIALIST),
    "record:view_preview": only(Member.SPECIALIST, answer=_GOES_ON),
    "record:throw_view_away": only(Member.SPECIALIST, answer=_GOES_ON),
    **{name: expected(name, "harmed", press=False) for name in NAMES_A_ROOM},
    "oversight:done": only(Member.MANAGER),
    "oversight:done_page": only(Member.MANAGER),
    "oversight:choose": only(Member.MANAGER),
    "oversight:show_all": only(Member.MANAGER, answer=_GOES_ON),
    "oversight:work": only(Member.MANAGER),
    "custody:page": only(Member.MANAGER, Member.SUPERVISOR, Member.SIGNING_SUPERVISOR),
    "emergency:look": only(*NAMED_FOR_DUTY),
    "emergency:found": only(Member.DUTY),
    "emergency:opened": only(Member.DUTY),
    "emergency:openings": only(*NAMED_FOR_DUTY, *KEEPS_THE_LIST),
    "emergency:review": only(Member.MANAGER, Member.SUPERVISOR, Member.INTAKE_TWO),
    "emergency:people": only(*KEEPS_THE_LIST),
    "emergency:off": only(*KEEPS_THE_LIST),
    "intake:public": everybody(_SHOWN),
    "intake:thanks": everybody(_SHOWN),
    "intake:waiting": only(*INTAKE),
    "intake:let_in": everybody(_NOT_THIS_WAY),
    "intake:referral": only(*INTAKE),
    "intake:answer": only(*INTAKE),
    "intake:known": only(*INTAKE),
    "intake:triage": only(*INTAKE),
    "intake:sort": only(*INTAKE, answer=_GOES_ON),
    "intake:preview": only(*INTAKE, answer=_GOES_ON),
    "people:join": everybody(_SHOWN),
    "people:join_again": everybody(_SHOWN),
    "people:joined": everybody(_SHOWN),
    "people:lost": everybody(_SHOWN),
    "people:lost_again": everybody(_SHOWN),
    "people:found": everybody(_SHOWN),
    "people:waiting": workers(_GOES_ON),
    "people:account": workers(),
    "people:passphrase": workers(),
    "people:make_code": everybody(_NOT_THIS_WAY),
    "people:read": everybody(_NOT_THIS_WAY),
    "people:once": only(Member.MANAGER),
    "people:people": workers(),
    "people:invite": only(*LOOK_AFTER),
    "people:cancel": everybody(_NOT_THIS_WAY),
    "people:person": workers(),
    "people:freeze": everybody(_NOT_THIS_WAY),
    "people:lift": everybody(_NOT_THIS_WAY),
    "people:figures": only(*LOOK_AFTER),
    "people:wrong": everybody(_NOT_THIS_WAY),
    "people:begin_keys": only(*LOOK_AFTER),
    "people:confirm_keys": only(*MAY_CONFIRM),
    "people:sign_keys": only(),
    "people:stop_keys": everybody(_NOT_THIS_WAY),
    "people:leave": only(*LOOK_AFTER),
    "people:leaving": only(),
    "rooms:keep": workers(),
    "account_login": at_the_door(_SHOWN),
    "account_login_again": at_the_door(_SHOWN),
    "mfa_authenticate": at_the_door(Answer.SIGN_IN),
    "mfa_authenticate_again": at_the_door(Answer.SIGN_IN),
    "mfa_activate_totp": workers(),
    "mfa_activate_totp_again": workers(),
    "staff:sign_out": everybody(_NOT_THIS_WAY),
    "staff:unlock": workers(_GOES_ON),
    "staff:unlock_again": workers(_GOES_ON),
    "staff:prove": workers(_GOES_ON),
    "staff:prove_again": workers(_GOES_ON),
    "staff:account": workers(),
    "staff:passkey": workers(),
    "staff:passkey_again": workers(),
    "staff:remove_factor": workers(),
    "staff:remove_factor_again": workers(),
    "staff:forget_device": everybody(_NOT_THIS_WAY),
    "staff:end_others": everybody(_NOT_THIS_WAY),
    "staff:lock": everybody(_NOT_THIS_WAY),
    "staff:demo": everybody(_NOT_THERE),
    "staff:enter_as": everybody(_NOT_THIS_WAY),
    "design:exit": everybody(_GOES_ON),
    "design:not_now": everybody(_SHOWN),
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
    "desk:near": only(*DECIDES, answer=_GOES_ON),
    "desk:keep_away": only(*DECIDES, answer=_GOES_ON),
    "desk:keep_away_now": only(Member.SUPERVISOR, answer=_GOES_ON),
    "desk:closely": only(Member.SUPERVISOR, answer=_GOES_ON),
    "desk:second": only(Member.SUPERVISOR, answer=_GOES_ON),
    "desk:step_back": only(*ON_THE_CASE, answer=_GOES_ON),
    "desk:question": only(Member.OUTSIDER, answer=_GOES_ON),
    "desk:agree": only(Member.SIGNING_SUPERVISOR, answer=_GOES_ON),
    "matching:known": only(*INTAKE, answer=_GOES_ON),
    "matching:list": only(*INTAKE, answer=_GOES_ON),
    "matching:answer": only(*INTAKE, answer=_GOES_ON),
    "matching:seen": workers(_GOES_ON),
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
    "files:once": workers(_NOT_THIS_WAY),
    "record:give_view": only(Member.SPECIALIST, answer=_GOES_ON),
    "record:view_preview": only(Member.SPECIALIST, answer=_GOES_ON),
    "record:throw_view_away": only(Member.SPECIALIST, answer=_GOES_ON),
    **{name: expected(name, "harmed", press=True) for name in NAMES_A_ROOM},
    "oversight:done": everybody(_NOT_THIS_WAY),
    "oversight:done_page": everybody(_NOT_THIS_WAY),
    "oversight:choose": only(Member.MANAGER, answer=_GOES_ON),
    "oversight:show_all": only(Member.MANAGER, answer=_GOES_ON),
    "oversight:work": only(Member.MANAGER, answer=_GOES_ON),
    "custody:page": everybody(_NOT_THIS_WAY),
    "emergency:look": only(*NAMED_FOR_DUTY, answer=_GOES_ON),
    "emergency:found": only(Member.DUTY, answer=_GOES_ON),
    "emergency:opened": only(Member.DUTY, answer=_GOES_ON),
    "emergency:openings": everybody(_NOT_THIS_WAY),
    "emergency:review": only(Member.MANAGER, Member.SUPERVISOR, Member.INTAKE_TWO, answer=_GOES_ON),
    "emergency:people": only(*KEEPS_THE_LIST, answer=_GOES_ON),
    "emergency:off": only(*KEEPS_THE_LIST, answer=_GOES_ON),
    "intake:public": everybody(_GOES_ON),
    "intake:thanks": everybody(_NOT_THIS_WAY),
    "intake:waiting": everybody(_NOT_THIS_WAY),
    "intake:let_in": only(),  # who is asked about here does other work (intake/tests/test_letting_in.py)
    "intake:referral": everybody(_NOT_THIS_WAY),
    "intake:answer": only(*INTAKE, answer=_GOES_ON),
    "intake:known": only(*INTAKE, answer=_GOES_ON),
    "intake:triage": only(*INTAKE, answer=_GOES_ON),
    "intake:sort": only(*INTAKE, answer=_GOES_ON),
    "intake:preview": only(*INTAKE, answer=_GOES_ON),
    "people:join": everybody(_GOES_ON),
    "people:join_again": everybody(_GOES_ON),
    "people:joined": everybody(_NOT_THIS_WAY),
    "people:lost": everybody(_GOES_ON),
    "people:lost_again": everybody(_GOES_ON),
    "people:found": everybody(_NOT_THIS_WAY),
    "people:waiting": everybody(_NOT_THIS_WAY),
    "people:account": everybody(_NOT_THIS_WAY),
    "people:passphrase": workers(_GOES_ON),
    "people:make_code": workers(_GOES_ON),
    "people:read": workers(_GOES_ON),
    "people:once": everybody(_NOT_THIS_WAY),
    "people:people": everybody(_NOT_THIS_WAY),
    "people:invite": only(*LOOK_AFTER, answer=_GOES_ON),
    "people:cancel": only(*LOOK_AFTER, answer=_GOES_ON),
    "people:person": everybody(_NOT_THIS_WAY),
    "people:freeze": workers(_GOES_ON),
    "people:lift": workers(_GOES_ON),
    "people:figures": only(*LOOK_AFTER, answer=_GOES_ON),
    "people:wrong": only(*LOOK_AFTER, answer=_GOES_ON),
    "people:begin_keys": only(*LOOK_AFTER, answer=_GOES_ON),
    "people:confirm_keys": only(*MAY_CONFIRM, answer=_GOES_ON),
    "people:sign_keys": only(),
    "people:stop_keys": only(*LOOK_AFTER, Member.OUTSIDER, answer=_GOES_ON),
    "people:leave": only(*LOOK_AFTER, answer=_GOES_ON),
    "people:leaving": only(),
    "rooms:keep": everybody(Answer.SIGN_IN),
    "account_login": everybody(_GOES_ON),
    "account_login_again": everybody(_GOES_ON),
    "mfa_authenticate": at_the_door(Answer.SIGN_IN),
    "mfa_authenticate_again": at_the_door(Answer.SIGN_IN),
    "mfa_activate_totp": workers(_GOES_ON),
    "mfa_activate_totp_again": workers(_GOES_ON),
    "staff:sign_out": everybody(Answer.SIGN_IN),
    "staff:unlock": workers(_GOES_ON),
    "staff:unlock_again": workers(_GOES_ON),
    "staff:prove": workers(_GOES_ON),
    "staff:prove_again": workers(_GOES_ON),
    "staff:account": everybody(_NOT_THIS_WAY),
    "staff:passkey": workers(_GOES_ON),
    "staff:passkey_again": workers(_GOES_ON),
    "staff:remove_factor": workers(_GOES_ON),
    "staff:remove_factor_again": workers(_GOES_ON),
    "staff:forget_device": workers(_NOT_THERE),
    "staff:end_others": workers(_GOES_ON),
    "staff:lock": workers(_GOES_ON),
    "staff:demo": everybody(_NOT_THIS_WAY),
    "staff:enter_as": everybody(_NOT_THERE),
    "design:exit": everybody(_GOES_ON),
    "design:not_now": everybody(_NOT_THIS_WAY),
    "design:language": everybody(_GOES_ON),
}
"""What a press with nothing in it (POST) gets. A press is never answered with a page (security.md R-43)."""
