"""Living a script in a world, and writing down every byte that one worker sees of it."""

import difflib
from collections.abc import Callable
from datetime import timedelta
from functools import singledispatch

from django.db import transaction
from django.test import Client
from django.urls import reverse

from yarrow.cases.actions import raise_care_card, stop_joint_work
from yarrow.cases.queries import latest_stop_to_tell
from yarrow.cases.terms import Duty
from yarrow.config.cast import Member
from yarrow.config.ready.documents import keep_in
from yarrow.config.strangers import bring_in
from yarrow.gate.facts.choice import Statement
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import LongText
from yarrow.meetings.actions import (
    propose_plan,
    raise_unease,
    set_plan_aside,
    settle_the_hour,
    write_brief,
)
from yarrow.meetings.brief import BriefContent
from yarrow.rooms import actions as rooms
from yarrow.rooms.queries import entries_in

from . import script
from .answers import Answer, ask, without_ids
from .crawl import known_addresses, press, press_everything, walk
from .script import QUIET, Act, Script, Side, lets_out, reworded
from .settled import Settled, pass_words_on, signed_in

Look = Callable[[Client, Settled], list[Answer]]


class World:
    """One of two worlds: a service, and whose eyes it is seen with."""

    def __init__(self, settled: Settled, side: Side) -> None:
        self.settled, self.side = settled, side
        self.family, self.clock = settled.family, settled.clock

    def holder(self, room: str) -> Member:
        """Who writes in a room."""
        return self.family.holder(room)

    def does(self, act: Act) -> None:
        """Let it happen; what this world does not allow just now does not happen."""
        _do(act, self)


def glance(client: Client, settled: Settled) -> list[Answer]:
    """The pages that a day is spent on."""
    plans = [settled.arranged, settled.carried]
    addresses = ["/", reverse("desk:case", args=[settled.family.case.pk])]
    addresses += [reverse("meetings:plan", args=[plan.pk]) for plan in plans]
    return [ask(client, address) for address in addresses]


def lived(
    settled: Settled, side: Side, play: Script, world: int, look: Look, *, meanwhile: Look | None = glance
) -> list[Answer]:
    """Live the first (0) or the second (1) life of a script, and look; then it never happened.

    ``meanwhile``: what is looked at after each step; None where nothing is.
    """
    began = settled.clock.now()
    with transaction.atomic():
        seen = _lived(World(settled, side), play, world, look, meanwhile)
        transaction.set_rollback(True)
    settled.clock.move_to(began)
    return seen


def _lived(world: World, play: Script, which: int, look: Look, meanwhile: Look | None) -> list[Answer]:
    seen: list[Answer] = []
    for step in play:
        for act in (*step.private[which], *step.released):
            world.does(act)
        world.clock.move_to(world.clock.now() + timedelta(minutes=step.minutes))
        if meanwhile is not None:
            seen += meanwhile(_browser(world.side.observer), world.settled)
    return seen + look(_browser(world.side.observer), world.settled)


def _browser(part: str) -> Client:
    client = Client()
    client.cookies = signed_in(part)
    return client


def glance_inside(client: Client, settled: Settled) -> list[Answer]:
    """The own rooms and what is done from them; a stranger's room; a way that is not theirs."""
    family, case, plan = settled.family, settled.family.case, settled.arranged
    rooms_seen = [settled.room(part).pk for part in ("harmed", "other", "team", "shared")]
    addresses = [reverse("record:room", args=[room]) for room in rooms_seen]
    addresses += [reverse("record:share", args=[room]) for room in rooms_seen[:2]]
    addresses += [reverse("meetings:after", args=[room]) for room in rooms_seen[:2]]
    addresses += [reverse("meetings:brief", args=[plan.pk, room]) for room in rooms_seen[:2]]
    addresses += [
        reverse(route, args=[case.pk]) for route in ("meetings:hour", "desk:allocate", "record:give_view")
    ]
    addresses += [reverse("desk:caseload"), reverse("desk:visit")]
    addresses += [
        *(reverse("carrying:words", args=[room]) for room in rooms_seen[:2]),
        reverse("record:worry", args=[rooms_seen[1]]),
    ]
    looked = [ask(client, address) for address in addresses]
    presses = [reverse("meetings:easy", args=[plan.pk]), reverse("desk:stop", args=[family.case.pk])]
    return looked + [each for address in presses for each in press(client, address, {})]


def read_all(client: Client, settled: Settled) -> list[Answer]:
    """Every page by link, and every address with ids of both sides, whether it is theirs or not."""
    return walk(client, known_addresses(settled, ["harmed", "other"]))


def read_and_press_all(client: Client, settled: Settled) -> list[Answer]:
    """Also every form as it stands, every address pressed, and every page once more afterwards."""
    looked = walk(client, known_addresses(settled))
    pressed = list(press_everything(client, looked))
    pressed += [each for address in known_addresses(settled) for each in press(client, address, {})]
    return [*looked, *pressed, *glance(client, settled)]


def differences(first: list[Answer], second: list[Answer]) -> str:
    """Where two worlds are not the same bytes; empty where they are."""
    one, two = without_ids(first), without_ids(second)
    for index, (left, right) in enumerate(zip(one, two, strict=False)):
        if left != right:
            place = f"{first[index].method} {first[index].address}"
            lines = difflib.unified_diff(
                _lines(left), _lines(right), "one world", "the other", n=1, lineterm=""
            )
            return "\n".join([place, *lines])
    return "" if len(one) == len(two) else f"{len(one)} answers in one world, {len(two)} in the other"


def _lines(raw: bytes) -> list[str]:
    return raw.decode(errors="replace").splitlines()


# --- what each act does ---


@singledispatch
def _do(act: Act, world: World) -> None:
    raise TypeError(f"nobody said how {type(act).__name__} is done")


@_do.register
def _(act: script.Deed, world: World) -> None:
    act.done_in(world)


@_do.register
def _(act: script.Write, world: World) -> None:
    by = world.holder(act.room)
    rooms.seal_entry(
        room=world.settled.room(act.room), fact=act.fact, by=by.worker, keyring=by.keyring, clock=world.clock
    )


@_do.register
def _(act: script.Correct, world: World) -> None:
    by, room = world.holder(act.room), world.settled.room(act.room)
    counting = [read for read in entries_in(room, by.keyring) if read.counts]
    wrong = counting[-1 - act.entry % len(counting)]
    right = reworded(wrong.fact, act.words)
    if right != wrong.fact and lets_out(world.side, act.room, right) == QUIET:
        rooms.correct_entry(
            room=room, entry=wrong.entry.pk, fact=right, by=by.worker, keyring=by.keyring, clock=world.clock
        )


@_do.register
def _(act: script.TakeOut, world: World) -> None:
    found = world.settled.entries(act.room)
    rooms.quarantine_unchecked(
        room=world.settled.room(act.room),
        entry=found[-1 - act.entry % len(found)],
        by=world.holder(act.room).worker,
        clock=world.clock,
    )


@_do.register
def _(act: script.StillSo, world: World) -> None:
    by = world.holder(act.room)
    rooms.attest(room=world.settled.room(act.room), by=by.worker, keyring=by.keyring, clock=world.clock)


@_do.register
def _(act: script.ReadNotes, world: World) -> None:
    by = world.holder(act.room)
    rooms.open_drops(room=world.settled.room(act.room), by=by.worker, keyring=by.keyring, clock=world.clock)


@_do.register
def _(act: script.SendNote, world: World) -> None:
    by = world.settled.cast[act.sender]
    note = Statement(source="A colleague", words=LongText(act.words))
    rooms.drop_note(
        room=world.settled.room(act.room), fact=note, by=by.worker, keyring=by.keyring, clock=world.clock
    )


@_do.register
def _(act: script.AddDocument, world: World) -> None:
    keep_in(world.family, act.room, f"{act.words}.txt", act.words * 9000)


@_do.register
def _(act: script.KeepDraft, world: World) -> None:
    path = reverse("record:share", args=[world.settled.room(act.room).pk])
    by = world.holder(act.room).worker
    rooms.save_draft(worker=by, path=path, typed={"words": [act.words]}, problems={}, clock=world.clock)


@_do.register
def _(act: script.WriteBrief, world: World) -> None:
    write_brief(
        plan=world.settled.arranged,
        room=world.settled.room(act.room),
        supervisor=world.settled.cast.worker("signing_supervisor"),
        content=BriefContent(codes=(), facts=(), words=act.words),
        by=world.holder(act.room).worker,
        clock=world.clock,
    )


@_do.register
def _(act: script.PassOn, world: World) -> None:
    pass_words_on(world.family, act.source, act.target, act.words)


@_do.register
def _(act: script.LetIn, world: World) -> None:
    room, by = world.settled.room(act.room), world.holder(act.room)
    supervisor = world.settled.cast.worker("supervisor")
    rooms.ask_grant(room=room, worker=world.settled.cast.worker(act.worker), by=supervisor, clock=world.clock)
    rooms.fulfil_grants(by=by.worker, keyring=by.keyring, clock=world.clock)


@_do.register
def _(act: script.Uneasy, world: World) -> None:
    worker = world.settled.cast.worker(act.worker)
    raise_unease(plan=world.settled.arranged, by=worker, clock=world.clock)


@_do.register
def _(act: script.RaiseCard, world: World) -> None:
    by = world.settled.cast.worker("child_worker")
    raise_care_card(case=world.family.case, code=act.code, by=by, clock=world.clock)


@_do.register
def _(act: script.Allocate, world: World) -> None:
    bring_in(
        case=world.family.case,
        worker=world.settled.cast.worker(act.worker),
        duty=Duty.PRACTITIONER,
        by=world.settled.cast.worker("supervisor"),
        clock=world.clock,
    )


@_do.register
def _(act: script.Propose, world: World) -> None:
    people = [world.settled.room(part) for part in ("harmed", "other", "child")]
    propose_plan(
        case=world.family.case,
        form=Form.of(act.form),
        topics=[Topic.TIME_WITH_CHILD],
        rooms=people,
        by=world.settled.cast.worker("lead"),
        clock=world.clock,
    )


@_do.register
def _(_act: script.SetAside, world: World) -> None:
    set_plan_aside(plan=world.settled.arranged, by=world.settled.cast.worker("lead"), clock=world.clock)


@_do.register
def _(act: script.SetHour, world: World) -> None:
    """Only where a line shows or will show: that there is none is part of the released trace."""
    stop = latest_stop_to_tell(world.family.case)
    if stop is None:
        return
    hour = world.clock.now() + timedelta(hours=act.hours)
    settle_the_hour(stop=stop, hour=hour, by=world.settled.cast.worker("lead"), clock=world.clock)


@_do.register
def _(act: script.Stop, world: World) -> None:
    stop_joint_work(case=world.family.case, by=world.settled.cast.worker(act.worker), clock=world.clock)
