"""Asking the gate, and how long it takes from what happened to everything being closed."""

import time

from django.urls import reverse

from workshop.bench.caller import signed_in
from workshop.bench.lanes import Lane, WrongAnswer
from workshop.bench.seeding import Seeded
from workshop.bench.seeding.staff import PASSPHRASE
from yarrow.gate.ask import NotYet, Possible
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.gate.words import LongText
from yarrow.kernel.clock import SystemClock
from yarrow.kernel.ids import new_id
from yarrow.meetings.gate import gate_answer
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import is_held, rooms_asked
from yarrow.record.forms.sheet import filled

from .notes import dialled

_ROOMS = 6
_WHO_IS_TOLD = "harmed_worker"
_THREAT = Incident(
    part=Part.WAS_HARMED,
    form=Harm.THREAT,
    words=LongText("He waited outside the gym and said she would see what a meeting is."),
)


def gate_lane(seeded: Seeded) -> Lane:
    """The whole answer to an arranged plan: five people's rooms, the team's, the plan, the signature."""
    made = seeded.plans.six_rooms

    def once() -> float:
        plan = _fresh(made)
        today = SystemClock().today()
        began = time.perf_counter()
        said = gate_answer(plan, today)
        seconds = time.perf_counter() - began
        if len(rooms_asked(plan)) + 1 != _ROOMS:
            raise WrongAnswer("the gate does not ask six rooms")
        if not isinstance(said, Possible):
            raise WrongAnswer(f"the gate says not yet: {[reason.code for reason in said.reasons]}")
        return seconds

    return Lane("gate", [once])


def _fresh(plan: Plan | None) -> Plan:
    if plan is None:
        raise WrongAnswer("no plan could be arranged")
    return Plan.objects.select_related("case").get(pk=plan.pk)


class Trigger:
    """An incident is recorded while a meeting is arranged. Each plan can be stopped once."""

    def __init__(self, port: int, seeded: Seeded, rounds: int) -> None:
        self._caller = signed_in(port, _WHO_IS_TOLD, PASSPHRASE)
        self._waiting = iter(seeded.plans.arranged)
        self._most = max(1, (len(seeded.plans.arranged) - 1) // rounds)

    def lane(self) -> Lane:
        """From the press of "Record" to the answer; by then the plan must be held and the gate shut."""
        return Lane("trigger", [self._once], before=dialled(self._caller), most=self._most)

    def _once(self) -> float:
        made, family = next(self._waiting, (None, None))
        plan = _fresh(made)
        if family is None:
            raise WrongAnswer("no plan is left to stop")
        _must_be_open(plan)
        room = family.rooms["harmed"]
        path = reverse("record:write", args=[room.pk, new_id()])
        back = reverse("record:room", args=[room.pk])
        seconds = self._caller.post(path, filled(_THREAT)).must(302, location=back).seconds
        _must_be_closed(plan)
        return seconds


def _must_be_open(plan: Plan) -> None:
    if is_held(plan) or not isinstance(gate_answer(plan, SystemClock().today()), Possible):
        raise WrongAnswer("the plan was not open before the trigger")


def _must_be_closed(plan: Plan) -> None:
    if not is_held(plan) or not isinstance(gate_answer(plan, SystemClock().today()), NotYet):
        raise WrongAnswer("the trigger closed nothing")
