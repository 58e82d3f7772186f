"""Who signs a plan: never who supervises the case, who came by their word, or who holds a room of it."""

from datetime import timedelta

import pytest

from yarrow.cases.terms import Duty
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.config.strangers import bring_in
from yarrow.config.tests.meeting import DAYS_AHEAD, recorded_and_proposed
from yarrow.gate.forms import Form
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions import write_brief
from yarrow.meetings.actions.signing import _NOT_TWO
from yarrow.meetings.brief import BriefContent
from yarrow.meetings.models import Plan, SignOff
from yarrow.staff.actions import enrol_worker
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .browsing import Somebody
from .conftest import ComeIn, Script

pytestmark = pytest.mark.story

NOT_SIGNED = "No supervisor who is not on the case has signed this plan as it is now"
READ = "Ready, and asked alone this morning."


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    """Everything is in place but a signature."""
    return recorded_and_proposed(family, clock, days=DAYS_AHEAD)


@pytest.fixture
def bound(cast: Cast, family: Family, plan: Plan, clock: FixedClock) -> Worker:
    """A supervisor for whom the supervisor of this case vouched, brought in to sign it."""
    clock.move_to(
        clock.now() + timedelta(minutes=5)
    )  # of one moment with the first three they were one of them
    newcomer, _keyring = enrol_worker(
        username="bound",
        name="Branwen Bound",
        post=Post.SUPERVISOR,
        passphrase=DEMO_PASSPHRASE,
        clock=clock,
        enrolled_by=cast.keyring("supervisor"),
    )
    supervisor = cast.worker("supervisor")
    bring_in(case=family.case, worker=newcomer, duty=Duty.SIGNING_SUPERVISOR, by=supervisor, clock=clock)
    return newcomer


def when_each_worker_writes_a_brief(family: Family, plan: Plan, *supervisors: Worker) -> None:
    """Each room's worker, to each of them; how it is typed is told in another story."""
    content = BriefContent(codes=(), facts=(), words=READ)
    for part in ("harmed", "other", "child"):
        for supervisor in supervisors:
            write_brief(
                plan=plan,
                room=family.rooms[part],
                supervisor=supervisor,
                content=content,
                by=family.holder(part).worker,
                clock=family.clock,
            )


def is_not_there(worker: Somebody, path: str) -> bool:
    """Whether typing the address shows what an address of nothing shows."""
    answer = worker.page.goto(path)
    worker.look.said.clear()  # the browser says so, too
    return answer is not None and answer.status == 404


def then_who_supervises_the_case_finds_nothing_to_sign(sian: Somebody, plan: Plan) -> None:
    sian.go(f"/p/{plan.pk}/").is_at(Form.CIRCLE_WITH_ALL.words).reads_nothing_of("Sign this plan", READ)
    assert is_not_there(sian, f"/p/{plan.pk}/sign/")


def then_who_came_by_their_word_is_refused(branwen: Somebody, plan: Plan) -> None:
    """Every brief lies before them, and that is not enough."""
    branwen.go(f"/p/{plan.pk}/").reads(READ).follow("Sign this plan").press("Sign")
    branwen.is_at("Sign this plan?").reads("There is a problem", _NOT_TWO)
    assert not SignOff.objects.exists()


def then_the_right_one_signs(gwen: Somebody, plan: Plan) -> None:
    gwen.go(f"/p/{plan.pk}/").reads(READ).reads_nothing_of("Anwen", "Bryn", "Cadi")
    gwen.follow("Sign this plan").press("Sign").is_at(Form.CIRCLE_WITH_ALL.words)
    assert SignOff.objects.get(plan=plan).supervisor.username == "signing_supervisor"


def when_they_are_let_into_a_room(sian: Somebody, hana: Somebody, family: Family) -> None:
    """The case supervisor asks for it; who is inside opens the door."""
    sian.go(f"/c/{family.case.pk}/").follow("ask that a worker be let in Heather, room 1")
    sian.choose("Who is to be let in?", "Gwen Guest").press("Ask").reads("Asked.")
    hana.go(f"/r/{family.rooms['harmed'].pk}/").reads("Gwen Guest").press("Let them in")


def test_the_wrong_supervisor_is_refused_and_the_right_one_signs(
    come_in: ComeIn, family: Family, plan: Plan, bound: Worker, has_script_today: Script
) -> None:
    def at_a_browser(part: str) -> Somebody:
        return come_in(part, has_script=has_script_today)

    when_each_worker_writes_a_brief(family, plan, bound, family.cast.worker("signing_supervisor"))
    sian, lena, gwen = (at_a_browser(part) for part in ("supervisor", "lead", "signing_supervisor"))
    then_who_supervises_the_case_finds_nothing_to_sign(sian, plan)
    then_who_came_by_their_word_is_refused(at_a_browser(bound.username), plan)
    lena.go(f"/p/{plan.pk}/").reads(NOT_SIGNED)

    then_the_right_one_signs(gwen, plan)
    lena.go(f"/p/{plan.pk}/").reads_nothing_of(NOT_SIGNED)

    when_they_are_let_into_a_room(sian, at_a_browser("harmed_worker"), family)
    gwen.go(f"/p/{plan.pk}/").reads_nothing_of("Sign this plan")
    assert is_not_there(gwen, f"/p/{plan.pk}/sign/")
    lena.go(f"/p/{plan.pk}/").reads(NOT_SIGNED)
