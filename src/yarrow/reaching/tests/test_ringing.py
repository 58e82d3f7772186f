"""The number is shown only when a routine call is safe; to warn, everything is shown, always."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts import Fact, Unreadable
from yarrow.gate.facts.calls import CallNote
from yarrow.gate.facts.routes import RouteClaimed, RouteConfirmed, RouteKind, RouteProved
from yarrow.gate.facts.who import Death, ReachUnsafe
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.reaching.actions import hold_all, hold_person
from yarrow.reaching.gathering import reachable_in
from yarrow.reaching.queries import reachable
from yarrow.reaching.shown import every_route
from yarrow.rooms.actions import drop_note, open_drops
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import recorded_in

from .facts import NEW, NOON, OLD, TODAY, reach, recorded, safe_route
from .test_gathering import proved

CALL = {"way": RouteKind.CALL, "safe_from": "00:00", "safe_until": "23:59"}


def page(client: Client, name: str, room: Room) -> str:
    answer = client.get(reverse(f"reaching:{name}", args=[room.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def told(family: Family, clock: FixedClock, **changed: object) -> None:
    today = clock.today()
    family.record("harmed", reach(confirmed_on=today))
    family.record("harmed", safe_route(**({"confirmed_on": today} | CALL | changed)))


def test_where_everything_is_known_the_number_and_the_words_are_shown(
    family: Family, clock: FixedClock, client: Client, room: Room
) -> None:
    told(family, clock, dropped_call="we wait an hour")
    shown = page(client, "ring", room)

    assert all(each in shown for each in (OLD, "is the blue bus running", "the kettle is on"))
    assert all(each in shown for each in ("we wait an hour", "Leave none", "This is to warn them"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"safe_from": "", "safe_until": "", "days": ()},
        {"days": (), "safe_from": "soon"},
        {"allowed": Answer.NO},
        {"allowed": Answer.UNKNOWN},
        {"confirmed_on": TODAY.replace(year=2020)},
    ],
)
def test_the_number_is_not_shown_for_a_routine_call_that_is_not_safe(
    wrong: dict[str, object], family: Family, clock: FixedClock, client: Client, room: Room
) -> None:
    told(family, clock, **wrong)

    assert OLD not in page(client, "ring", room)
    assert OLD in page(client, "warn", room)


def test_outside_its_hours_it_is_not_shown(
    family: Family, clock: FixedClock, client: Client, room: Room
) -> None:
    hour = clock.now() + timedelta(hours=2)
    told(family, clock, safe_from=f"{hour:%H:%M}", safe_until=f"{hour + timedelta(hours=1):%H:%M}")

    assert OLD not in page(client, "ring", room)


Act = Callable[[Family, FixedClock], object]


def _hold(family: Family, clock: FixedClock) -> None:
    hold_person(room=family.rooms["harmed"], by=family.cast.worker("other_worker"), clock=clock)


def _hold_all(family: Family, clock: FixedClock) -> None:
    hold_all(by=family.cast.worker("intake"), clock=clock)


def _note(family: Family, clock: FixedClock) -> None:
    who = family.cast["other_worker"]
    drop_note(room=family.rooms["harmed"], fact=reach(), by=who.worker, keyring=who.keyring, clock=clock)


def _written(fact: Fact) -> Act:
    return lambda family, _clock: family.record("harmed", fact)


def _spoilt(family: Family, clock: FixedClock) -> None:
    family.record("harmed", CallNote(words="to be spoilt"))
    row = Entry.objects.filter(room=family.rooms["harmed"]).order_by("number").last()
    assert row is not None
    Entry.objects.filter(pk=row.pk).update(day=clock.today() - timedelta(days=9))


def _late(family: Family, clock: FixedClock) -> None:
    del family
    clock.move_to(clock.now() + timedelta(days=90))


REFUSING: dict[str, Act] = {
    "held": _hold,
    "all held": _hold_all,
    "unread note": _note,
    "unsafe": _written(ReachUnsafe(words=LongText("he has it"))),
    "moved": _written(proved(way=RouteKind.CALL)),
    "claimed": _written(RouteClaimed(way=RouteKind.CALL, value=LongText("07700 900789"))),
    "dead": _written(Death()),
    "spoilt": _spoilt,
    "late": _late,
}


@pytest.mark.parametrize("why", [(each,) for each in REFUSING] + [tuple(REFUSING)], ids=str)
def test_a_warning_shows_every_route_whatever_refuses(
    why: tuple[str, ...], family: Family, clock: FixedClock, browser: Browser, room: Room
) -> None:
    told(family, clock)
    for each in why:
        REFUSING[each](family, clock)
    client = browser("harmed_worker")
    shown = page(client, "warn", room)

    assert OLD in shown
    assert ("07700 900789" in shown) == ("claimed" in why)
    if why != ("claimed",):
        assert OLD not in page(client, "ring", room)


@pytest.mark.django_db
def test_in_every_combination_of_refusing_facts_a_warning_has_every_number() -> None:
    more: list[Fact] = [
        ReachUnsafe(words=LongText("he has it")),
        proved(way=RouteKind.CALL),
        RouteClaimed(way=RouteKind.CALL, value=LongText(NEW)),
        Death(),
        Unreadable(),
        safe_route(allowed=Answer.NO, **CALL),
        reach(when_safe=LongText("never again")),
    ]
    clock = FixedClock(NOON + timedelta(days=200))
    for chosen in product((False, True), repeat=len(more)):
        facts = [reach(), safe_route(**CALL), *(fact for fact, on in zip(more, chosen, strict=True) if on)]
        for held in (False, True):
            lines = every_route(reachable_in(recorded(facts)), clock=clock, held=held)
            assert OLD in {line.value for line in lines}
            assert (NEW in {line.value for line in lines}) == (chosen[1] or chosen[2])
            assert all(line.against for line in lines)  # each is marked


def test_a_warning_is_noted_afterwards_and_says_no_more(
    family: Family, clock: FixedClock, client: Client, room: Room
) -> None:
    told(family, clock)
    answer = client.post(reverse("reaching:warn", args=[room.pk]))

    assert answer.headers["Location"] == reverse("record:room", args=[room.pk])
    last = recorded_in(room, family.cast.keyring("harmed_worker"))[-1].fact
    assert isinstance(last, CallNote)


@pytest.mark.parametrize("name", ["ring", "warn", "rang", "prove", "hold", "lift"])
@pytest.mark.parametrize("who", ["other_worker", "outsider", "manager", "intake", "researcher"])
def test_who_is_not_inside_finds_none_of_it(
    name: str, who: str, family: Family, clock: FixedClock, browser: Browser, room: Room
) -> None:
    told(family, clock)
    place = reverse(f"reaching:{name}", args=[room.pk])

    assert browser(who).get(place).status_code == 404
    assert browser(who).post(place).status_code == 404


def test_ways_confirmed_in_a_call_are_recorded_today(
    family: Family, clock: FixedClock, client: Client, room: Room
) -> None:
    told(family, clock)
    client.post(reverse("reaching:ring", args=[room.pk]), {"ways": ["call", "text"]})
    last = recorded_in(room, family.cast.keyring("harmed_worker"))[-1].fact

    assert last == RouteConfirmed(
        ways=(RouteKind.CALL, RouteKind.TEXT),
        confirmed_on=clock.today(),
        how_confirmed="They said so in a call.",
    )


def test_a_hold_is_pressed_while_locked_and_lifted_only_with_keys(
    cast: Cast, family: Family, clock: FixedClock, client: Client, room: Room
) -> None:
    told(family, clock)
    client.post(reverse("staff:lock"))
    client.post(reverse("reaching:hold", args=[room.pk]))
    client.post(reverse("reaching:lift", args=[room.pk]))
    fresh = Client()
    fresh.post("/sign-in/", {"username": "harmed_worker", "passphrase": "wrong"})
    assert room.holds.filter(lifted_on__isnull=True).count() == 1


def test_a_case_is_held_while_locked_by_who_is_in_no_room_of_it(
    family: Family, browser: Browser, room: Room
) -> None:
    client = browser("other_worker")
    client.post(reverse("staff:lock"))
    client.post(reverse("reaching:hold_case", args=[family.case.pk]))

    assert room.holds.count() == 1


def test_the_rooms_page_says_hold_and_the_other_sides_page_does_not_change(
    family: Family, clock: FixedClock, browser: Browser, room: Room
) -> None:
    other = reverse("record:room", args=[family.rooms["other"].pk])
    case = reverse("desk:case", args=[family.case.pk])
    before = [browser("other_worker").get(each).content for each in (other, case)]
    hold_person(room=room, by=family.cast.worker("harmed_worker"), clock=clock)
    after = [browser("other_worker").get(each).content for each in (other, case)]

    assert b"On hold" in browser("harmed_worker").get(reverse("record:room", args=[room.pk])).content
    assert [len(each) for each in before] == [len(each) for each in after]
    assert b"On hold" not in after[0] + after[1]


def test_proof_through_the_page_ends_the_old_number(
    family: Family, clock: FixedClock, client: Client, room: Room
) -> None:
    told(family, clock)
    claim = {"who": "without_words", "way": "call", "value": NEW, "said_by": "her, she said"}
    client.post(reverse("reaching:rang", args=[room.pk]), claim)
    assert OLD in page(client, "ring", room)

    prove = reverse("reaching:prove", args=[room.pk])
    shown = client.get(prove).content.decode()
    code = shown.split('name="claim"')[1].split('value="')[1].split('"')[0]
    client.post(prove, {"claim": code, "proof": "agreed_words", "old_still_safe": "unknown"})

    last = recorded_in(room, family.cast.keyring("harmed_worker"))[-1].fact
    assert isinstance(last, RouteProved)
    assert OLD not in page(client, "ring", room)


def test_words_that_were_never_agreed_prove_nothing_through_the_page(
    family: Family, clock: FixedClock, client: Client, room: Room
) -> None:
    family.record("harmed", reach(confirmed_on=clock.today(), agreed_words=""))
    claim = {"who": "without_words", "way": "call", "value": NEW}
    client.post(reverse("reaching:rang", args=[room.pk]), claim)
    prove = reverse("reaching:prove", args=[room.pk])
    code = client.get(prove).content.decode().split('name="claim"')[1].split('value="')[1].split('"')[0]
    answer = client.post(prove, {"claim": code, "proof": "agreed_words", "old_still_safe": "no"})

    assert answer.headers["Location"] == prove
    assert not any(
        isinstance(each.fact, RouteProved) for each in recorded_in(room, family.cast.keyring("harmed_worker"))
    )


def test_a_note_of_the_other_sides_worker_proves_confirms_and_opens_nothing(
    family: Family, clock: FixedClock, client: Client, room: Room
) -> None:
    told(family, clock)
    who, mine = family.cast["other_worker"], family.cast["harmed_worker"]
    facts = (
        proved(way=RouteKind.CALL, proved_on=clock.today()),
        RouteConfirmed(ways=tuple(RouteKind), confirmed_on=clock.today()),
        safe_route(value=LongText(NEW), confirmed_on=clock.today()),
        reach(phone=NEW, confirmed_on=clock.today()),
    )
    for fact in facts:
        drop_note(room=room, fact=fact, by=who.worker, keyring=who.keyring, clock=clock)
    open_drops(room=room, by=mine.worker, keyring=mine.keyring, clock=clock)

    found = reachable(room, mine.keyring)
    assert found.route(RouteKind.CALL).value == OLD
    assert not any(each.proved for each in found.known if each.value == NEW)
    assert {each.value for each in found.claims} == {NEW}
    assert OLD in page(client, "ring", room)


def test_a_note_that_says_unsafe_is_heard(
    family: Family, clock: FixedClock, client: Client, room: Room
) -> None:
    told(family, clock)
    who, mine = family.cast["other_worker"], family.cast["harmed_worker"]
    unsafe = ReachUnsafe(words=LongText("he has it"))
    drop_note(room=room, fact=unsafe, by=who.worker, keyring=who.keyring, clock=clock)
    open_drops(room=room, by=mine.worker, keyring=mine.keyring, clock=clock)

    assert OLD not in page(client, "ring", room)
