"""T01: every address is really asked by every member of the cast, to look and to press.

An unexpected success fails, and so does an unexpected refusal; and "not yours" is byte for byte
"not there". The long run asks everybody at every address; the short run asks there whom
``sampled.asked_in_short`` names (docs/decisions/0023).
"""

from collections.abc import Callable, Iterator, Mapping

import pytest
from django.db import transaction
from django.urls import reverse

from tests.members import INSIDE, Answer, Member, Permissions
from tests.permissions import PERMISSIONS, PRESSES
from tests.permissions_of_rooms import NAMES_A_ROOM
from yarrow.audit.models import AuditEvent
from yarrow.cases.terms import Duty
from yarrow.custody.models import Custodian
from yarrow.gate.facts.who import Identity
from yarrow.rooms.queries import entries_in
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from . import answers
from .addresses import ROOMS, Target, routes, targets
from .answers import ask
from .sampled import ALWAYS, REFUSED, asked_in_short, row_of
from .settled import Settled

Row = Mapping[Member, Answer]
Asked = Callable[[Target, bool], frozenset[Member]]
"""Who is asked to look at an address, or to press it."""

_UNKNOWN = "/nothing/of/this/name/"
_SIGN_IN = "/sign-in/"
_ENDS_THE_SESSION = "staff:sign_out"
DOORS = ("staff:unlock", "staff:prove")
"""What somebody who is locked is shown: where the passphrase is asked."""
OPEN_WHILE_LOCKED = frozenset({"agencies:tell", "visits:out"})
"""Where somebody at risk is reported: open at any time; it shows nothing of anybody (docs/decisions/0030)."""
_REFUSALS = frozenset({Answer.NOT_THERE, Answer.SIGN_IN, Answer.NOT_THIS_WAY})
_TWO_SIDES = ("harmed", "other", "team")


def said(answer: answers.Answer) -> Answer | None:
    """What an answer of the service amounts to; None for one that no row may expect."""
    if answer.status in {301, 302, 303}:
        return Answer.SIGN_IN if answer.goes_to == _SIGN_IN else Answer.GOES_ON
    kinds = {200: Answer.SHOWN, 404: Answer.NOT_THERE, 405: Answer.NOT_THIS_WAY}
    if answer.method == "POST" and answer.status == 200:
        return None  # a press is never answered with a page
    return kinds.get(answer.status)


def everybody(_target: Target, _press: bool) -> frozenset[Member]:  # noqa: FBT001  # as Asked is called
    """The whole cast."""
    return frozenset(Member)


def some(target: Target, press: bool) -> frozenset[Member]:  # noqa: FBT001  # as Asked is called
    """Whom the short run asks."""
    return asked_in_short(target, press=press)


def breaches(settled: Settled, target: Target, *, press: bool, asked: Asked = everybody) -> Iterator[str]:
    """Members who got another answer than the table says."""
    chosen = asked(target, press)
    for member, right in row_of(target, press=press).items():
        if member not in chosen:
            continue
        with transaction.atomic():
            answer = _asked(settled, target, member, press=press)
            transaction.set_rollback(True)
        if said(answer) is not right:
            way = "presses" if press else "looks at"
            got = said(answer) or f"{answer.status}"
            yield f"{member.name} {way} {target.route} ({target.room or 'case'}): {got}, not {right}"


def _asked(settled: Settled, target: Target, member: Member, *, press: bool) -> answers.Answer:
    return ask(settled.browser(member.name.lower()), target.address, {} if press else None)


def check(settled: Settled, route: str, rooms: tuple[str, ...], asked: Asked = everybody) -> None:
    there = [target for target in targets(settled, rooms) if target.route == route]
    found = [
        line
        for target in there
        for press in (False, True)
        for line in breaches(settled, target, press=press, asked=asked)
    ]

    assert there
    assert not found, "\n".join(found)


@pytest.mark.parametrize("route", PERMISSIONS)
def test_members_get_what_the_table_says(settled: Settled, route: str) -> None:
    check(settled, route, _TWO_SIDES, some)


@pytest.mark.long
@pytest.mark.parametrize("route", PERMISSIONS)
def test_every_member_gets_what_the_table_says(settled: Settled, route: str) -> None:
    check(settled, route, _TWO_SIDES)


@pytest.mark.long
@pytest.mark.parametrize("route", NAMES_A_ROOM)
def test_every_member_gets_what_the_table_says_in_every_room(settled: Settled, route: str) -> None:
    check(settled, route, ROOMS)


def test_both_tables_speak_of_every_route_and_every_member() -> None:
    tables: tuple[Permissions, ...] = (PERMISSIONS, PRESSES)

    assert all(set(table) == set(routes()) for table in tables)
    assert all(set(row) == set(Member) for table in tables for row in table.values())


def test_the_cast_and_the_table_are_the_same_people(settled: Settled) -> None:
    assert {*settled.cast.parts(), "anonymous"} == {member.name.lower() for member in Member}
    assert set(INSIDE) == set(ROOMS)


def test_custodians_and_auditors_have_no_account_and_no_page() -> None:
    """A custodian holds a code on paper; an auditor reads what a command prints (``audit_verify``)."""
    without_account = [route for route in routes() if PERMISSIONS[route][Member.ANONYMOUS] is Answer.SHOWN]

    assert not {"custodian", "auditor"} & {*Post.values, *Duty.values}
    assert Worker not in {field.related_model for field in Custodian._meta.get_fields()}
    assert {route for route in routes() if route.startswith(("custody:", "audit:"))} == {
        "custody:page",
        "custody:anew",
    }
    assert not [route for route in without_account if route.startswith(("custody:", "audit:", "oversight:"))]


@pytest.mark.parametrize("part", ["manager", "supervisor", "signing_supervisor"])
def test_the_pages_about_custody_ask_for_no_code(settled: Settled, part: str) -> None:
    for route in ("custody:page", "custody:anew"):
        page = answers.Page(ask(settled.browser(part), reverse(route)))
        assert page.title
        assert not [field for field in page.fields if "code" in (field.get("name") or "")]


def test_a_table_that_allows_too_little_is_found(settled: Settled, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = next(target for target in targets(settled) if target.route == "meetings:plan")
    strict = dict(PERMISSIONS["meetings:plan"]) | {Member.OTHER_WORKER: Answer.NOT_THERE}
    monkeypatch.setitem(PERMISSIONS, "meetings:plan", strict)  # type: ignore[arg-type]  # a dict, declared read-only

    found = list(breaches(settled, plan, press=False))

    assert found == ["OTHER_WORKER looks at meetings:plan (case): Answer.SHOWN, not Answer.NOT_THERE"]


def unlike_nowhere(settled: Settled, member: Member, asked: Asked) -> Iterator[str]:
    """Where a refusal is not byte for byte what an address of nothing answers."""
    browser = settled.browser(member.name.lower())
    unknown = ask(browser, _UNKNOWN).whole()
    for target in targets(settled, _TWO_SIDES):
        for press in (False, True):
            right = row_of(target, press=press)[member]
            if member not in asked(target, press) or right not in _REFUSALS:
                continue
            if target.route == _ENDS_THE_SESSION:
                continue
            typed = {} if press else None
            got = ask(browser, target.address, typed).whole()
            nowhere = (
                unknown
                if right is Answer.NOT_THERE
                else ask(browser, target.of_nothing().address, typed).whole()
            )
            if got != nowhere:
                yield f"{target.route} {target.room} {'POST' if press else 'GET'}"


def test_the_short_run_asks_for_every_answer_and_everybody_somewhere(settled: Settled) -> None:
    asked_at_all, refused_at_all = set[Member](), set[Member]()
    for target in targets(settled, _TWO_SIDES):
        for press in (False, True):
            row, chosen = row_of(target, press=press), some(target, press)
            assert {row[member] for member in chosen} == set(row.values()), target
            assert {each for each in ALWAYS if row[each] in REFUSED} <= chosen, target
            asked_at_all |= chosen
            refused_at_all |= {member for member in chosen if row[member] in REFUSED}

    assert asked_at_all == refused_at_all == set(Member)


@pytest.mark.once  # that it is a refusal is asked on every database, by the table above
@pytest.mark.in_turn(2, always=("other_worker", "excluded"))
@pytest.mark.parametrize("member", list(Member), ids=lambda member: member.name.lower())
def test_not_yours_is_byte_for_byte_not_there(settled: Settled, member: Member) -> None:
    assert not list(unlike_nowhere(settled, member, some))


@pytest.mark.long
@pytest.mark.parametrize("member", list(Member), ids=lambda member: member.name.lower())
def test_not_yours_is_not_there_at_every_address(settled: Settled, member: Member) -> None:
    assert not list(unlike_nowhere(settled, member, everybody))


def shown_of_nothing(settled: Settled, member: Member, asked: Asked) -> Iterator[str]:
    """Where an id that nothing has is answered with anything."""
    browser = settled.browser(member.name.lower())
    unknown = ask(browser, _UNKNOWN).whole()
    for target in targets(settled, ["harmed"]):
        for press in (False, True):
            if not target.ids or member not in asked(target, press):
                continue
            answer = ask(browser, target.of_nothing().address, {} if press else None)
            if said(answer) not in {Answer.SIGN_IN, Answer.NOT_THIS_WAY} and answer.whole() != unknown:
                yield f"{target.route} {'POST' if press else 'GET'}"


@pytest.mark.in_turn(2, always=("other_worker", "excluded"))
@pytest.mark.parametrize("member", list(Member), ids=lambda member: member.name.lower())
def test_an_id_that_nothing_has_is_not_there(settled: Settled, member: Member) -> None:
    assert not list(shown_of_nothing(settled, member, some))


@pytest.mark.long
@pytest.mark.parametrize("member", list(Member), ids=lambda member: member.name.lower())
def test_an_id_that_nothing_has_is_not_there_for_anybody(settled: Settled, member: Member) -> None:
    assert not list(shown_of_nothing(settled, member, everybody))


@pytest.mark.in_turn(1, always=("Member.OTHER_WORKER",))
@pytest.mark.parametrize("member", [Member.OTHER_WORKER, Member.EXCLUDED, Member.MANAGER, Member.ANONYMOUS])
def test_a_refused_press_writes_nothing(settled: Settled, member: Member) -> None:
    browser, before = settled.browser(member.name.lower()), AuditEvent.objects.count()

    for target in targets(settled):
        is_inside = member in INSIDE.get(target.room, ())
        is_refused = row_of(target, press=True)[member] in _REFUSALS
        if is_refused and not is_inside and target.route != _ENDS_THE_SESSION:
            ask(browser, target.address, {})

    assert AuditEvent.objects.count() == before


def words_about(settled: Settled) -> set[str]:
    """What people are called in every room of the family."""
    family = settled.family
    return {
        read.fact.known_as
        for part in ("harmed", "other", "child")
        for read in entries_in(family.rooms[part], family.holder(part).keyring)
        if isinstance(read.fact, Identity)
    }


@pytest.mark.in_turn(1, always=("other_worker",))
@pytest.mark.parametrize("part", ["harmed_worker", "other_worker", "supervisor", "intake"])
def test_a_locked_worker_is_shown_nothing_of_any_room(settled: Settled, part: str) -> None:
    browser, said_of = settled.browser(part), words_about(settled)
    assert any(word.encode() in ask(settled.browser("lead"), "/").body for word in said_of)
    ask(browser, "/lock/", {})
    for target in targets(settled):
        answer = ask(browser, target.address)
        is_open_to_all = PERMISSIONS[target.route][Member.ANONYMOUS] is Answer.SHOWN
        if target.route in OPEN_WHILE_LOCKED:
            assert answer.status == 200
            assert not [word for word in said_of if word.encode() in answer.body], target
            continue
        assert answer.status != 200 or is_open_to_all or target.route.startswith(DOORS), target
