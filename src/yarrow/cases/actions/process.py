"""The only writer of cases: access, rule, write, audit, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases import access, queries
from yarrow.cases.conflicts import clean_names, colleagues_to_choose, guests_to_choose, where_asked
from yarrow.cases.counted import DUTIES, says_duties, that_count
from yarrow.cases.guests import is_guest
from yarrow.cases.models import Allocation, Case, Harm
from yarrow.cases.pathways import PATHWAY, says_pathway
from yarrow.cases.rules import goes_with, only_a_supervisor_has
from yarrow.cases.terms import Asked, Duty, Pathway, ReferralSource, Setting, Stage
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import check_data_may_be_kept
from yarrow.staff.terms import Post

from .conflicts import ask_unchecked, bar_unchecked
from .ends import note_end

_NOT_A_SUPERVISOR = N_("Only a supervisor can have this duty.")


@transaction.atomic
def open_case(
    *,
    pathway: Pathway,
    setting: Setting,
    source: ReferralSource,
    by: Worker,
    supervisor: Worker,
    lead: Worker,
    names: Sequence[str],
    clock: Clock,
) -> Case | Refused:
    """Open a process with its lead and supervisor; a person cannot be both (E5, design.md §4).

    Both are asked in the same act whether they know these people, by ``names``; the case is not
    there for them before their own answer (R-35).
    """
    check_data_may_be_kept()
    if not access.may_open_cases(by):
        raise NotThere
    if lead == supervisor:
        return refused("E6", N_("The lead cannot supervise their own case."), field="supervisor")
    if supervisor.post != Post.SUPERVISOR:
        return refused("ALLOCATE", _NOT_A_SUPERVISOR, field="supervisor")
    case = Case.objects.create(
        reference=queries.next_reference(),
        pathway=pathway,
        setting=setting,
        referral_source=source,
        opened_on=clock.today(),
    )
    made = mark_of(PATHWAY, chain=case.pk, subject=case.pk, says=says_pathway(case.pathway))
    audit.append(
        chain=case.pk, event=Event.CASE_OPENED, actor=by.pk, subject=case.pk, digest=made, clock=clock
    )
    for worker, duty in ((lead, Duty.LEAD), (supervisor, Duty.SUPERVISOR)):
        ask_unchecked(case=case, worker=worker, names=names, by=by, clock=clock)
        allocate_unchecked(case=case, worker=worker, duty=duty, by=by, clock=clock)
    return case


@dataclass(frozen=True, slots=True)
class FirstTeam:
    """Who works on a case from its first day, and who must be kept away from it.

    ``practitioners`` brings each with the names of those they will work with: they are asked with
    these alone. Lead and supervisor are asked with all.
    """

    lead: Worker
    supervisor: Worker
    practitioners: Mapping[Worker, Sequence[str]] = field(default_factory=dict)
    kept_away: tuple[Worker, ...] = ()


@transaction.atomic
def open_case_with_team(
    *, pathway: Pathway, setting: Setting, source: ReferralSource, team: FirstTeam, by: Worker, clock: Clock
) -> Case | Refused:
    """Open a process with everybody who works on it, in one act of whoever may open cases.

    Only in the act of opening: later it is the supervisor and the lead who bring people in. The
    workers to keep away are barred before anybody is allocated (security.md R-35).
    """
    everybody = {team.lead, team.supervisor, *team.practitioners}
    if everybody & set(team.kept_away) or not all(worker.is_active for worker in everybody):
        return refused("ALLOCATE", N_("A worker who is kept away, or has left, cannot be put on this case."))
    case = open_case(
        pathway=pathway,
        setting=setting,
        source=source,
        by=by,
        supervisor=team.supervisor,
        lead=team.lead,
        names=[name for names in team.practitioners.values() for name in names],
        clock=clock,
    )
    if isinstance(case, Refused):
        return case
    for worker in team.kept_away:
        bar_unchecked(case=case, worker=worker, by=by, clock=clock)
    for worker, names in team.practitioners.items():
        ask_unchecked(case=case, worker=worker, names=names, by=by, clock=clock)
        allocate_unchecked(case=case, worker=worker, duty=Duty.PRACTITIONER, by=by, clock=clock)
    return case


@transaction.atomic
def name_harm(*, case: Case, by: Worker, clock: Clock) -> Harm:
    """Give one harm its random id; the rooms say who did what."""
    if not queries.duties_of(by, case) and not access.may_open_cases(by):
        raise NotThere
    harm = Harm.objects.create(case=case, number=case.harms.count() + 1)
    audit.append(chain=case.pk, event=Event.HARM_NAMED, actor=by.pk, subject=harm.pk, clock=clock)
    return harm


@transaction.atomic
def allocate(
    *, case: Case, worker: Worker, duty: Duty, by: Worker, clock: Clock, names: Sequence[str] = ()
) -> Allocation | Refused:
    """Put a worker on the case. A barred worker is refused in words that name no bar (security.md §5.8).

    Who was not asked yet is asked now, with ``names`` alone; until they answer the case is not
    there for them, and nobody lets them into a room.
    """
    if not access.may_allocate(by, case):
        raise NotThere
    Case.objects.select_for_update().get(pk=case.pk)  # two posts at once must not give both duties
    if (why_not := _why_not(case=case, worker=worker, duty=duty, by=by)) is not None:
        return refused("ALLOCATE", why_not, field="worker")
    if where_asked(worker, case) is Asked.NOT_ASKED and not clean_names(names):
        return refused("ALLOCATE", N_("Write the name with which this worker is asked."), field="names")
    ask_unchecked(case=case, worker=worker, names=names, by=by, clock=clock)
    return allocate_unchecked(case=case, worker=worker, duty=duty, by=by, clock=clock)


def _why_not(*, case: Case, worker: Worker, duty: Duty, by: Worker) -> str | None:
    if not _may_be_chosen(worker, case):
        return N_("This worker cannot be put on this case.")
    if is_guest(worker) and duty is not Duty.SIGNING_SUPERVISOR:
        return N_("A guest of a partner service can only be asked to sign.")
    if where_asked(worker, case) is Asked.UNSURE:
        return N_("This worker cannot be put on this case yet.")
    if only_a_supervisor_has(duty) and not access.may_name_supervisors(by, case):
        return N_("Only the supervisor of this case gives this duty.")
    return _does_not_go_with(worker, duty, case)


def _may_be_chosen(worker: Worker, case: Case) -> bool:
    """A guest only to sign, and of no case that is kept closely."""
    chosen = guests_to_choose(case) if is_guest(worker) else colleagues_to_choose(case)
    return worker.is_active and chosen.filter(pk=worker.pk).exists()


def _does_not_go_with(worker: Worker, duty: Duty, case: Case) -> str | None:
    """What about this duty stands against their post, or against what they do on the case already."""
    if only_a_supervisor_has(duty) and worker.post not in {Post.SUPERVISOR, Post.GUEST}:
        return _NOT_A_SUPERVISOR
    if not goes_with(duty, queries.duties_of(worker, case)):
        return N_("This worker has a duty on this case that does not go with this one.")
    return None


def allocate_unchecked(*, case: Case, worker: Worker, duty: Duty, by: Worker, clock: Clock) -> Allocation:
    """The duty itself, for acts that settled who may give it."""
    rows = queries.current_allocations(case).filter(worker=worker)
    standing = that_count(rows)
    # What somebody put in behind the back of the service must not count together with this.
    rows.exclude(pk__in=[row.pk for row in standing]).update(until_day=clock.today())
    for row in standing:
        if row.duty == duty:
            return row
    allocation = Allocation.objects.create(case=case, worker=worker, duty=duty, from_day=clock.today())
    _mark_duties(case=case, worker=worker, by=by, clock=clock)
    return allocation


def _mark_duties(*, case: Case, worker: Worker, by: Worker, clock: Clock) -> None:
    """Note that a worker was put on the case, with the service's mark of all they do on it now."""
    says = says_duties(queries.current_allocations(case).filter(worker=worker))
    audit.append(
        chain=case.pk,
        event=Event.ALLOCATED,
        actor=by.pk,
        subject=worker.pk,
        digest=mark_of(DUTIES, chain=case.pk, subject=worker.pk, says=says),
        clock=clock,
    )


@transaction.atomic
def end_allocation(*, case: Case, worker: Worker, by: Worker, clock: Clock) -> None:
    """Take a worker off the case. Keys are taken by the rooms, not here; a supervisor goes only by one."""
    if not access.may_end_duty(by, worker, case):
        raise NotThere
    queries.current_allocations(case).filter(worker=worker).update(until_day=clock.today())
    note_end(case=case.pk, worker=worker.pk, by=by, clock=clock)


@transaction.atomic
def move_to_stage(*, case: Case, stage: Stage, by: Worker, clock: Clock) -> None:
    """Write how far the process has come."""
    if not access.may_allocate(by, case):
        raise NotThere
    Case.objects.filter(pk=case.pk).update(stage=stage)
    case.stage = stage
    audit.append(chain=case.pk, event=Event.STAGE_MOVED, actor=by.pk, clock=clock)
