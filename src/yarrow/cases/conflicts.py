"""The question before a case, as the worker who is asked sees it: a name, and nothing else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from yarrow.kernel.errors import NotThere
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers, the_service
from yarrow.staff.terms import OUTSIDE, Post

from .asked import seconds_that_count
from .counted import answers_that_count
from .lists import is_closely_kept
from .models import AskedOfTwo, Case, ConflictQuestion
from .nearness import kept_from, reachable
from .terms import Asked

LONGEST_NAME = 120
MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question, opened: its id for the answer, and the names. No case, no asker, no day."""

    id: UUID
    names: tuple[str, ...]


def question_context(question: ConflictQuestion) -> Context:
    """Where the names belong: moved to another worker's question they do not open."""
    return Context(
        deployment=the_service().pk,
        table="conflict_question",
        column="blob",
        row=question.pk,
        room=question.worker_id,
    )


def names_as_bytes(names: Sequence[str]) -> bytes:
    """The plaintext that is sealed."""
    return json.dumps(list(names), ensure_ascii=False).encode()


def clean_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names as they are asked with: none empty, none twice, not endlessly long."""
    kept = dict.fromkeys(" ".join(name.split())[:LONGEST_NAME] for name in names)
    return tuple(name for name in kept if name)[:MOST_NAMES]


def questions_for(worker: Worker) -> QuerySet[ConflictQuestion]:
    """What waits for this worker's own answer, oldest first."""
    if not worker.is_active:
        return ConflictQuestion.objects.none()
    return ConflictQuestion.objects.filter(worker=worker, state=Asked.ASKED).order_by("asked_on", "id")


def question_for(worker: Worker, question_id: UUID) -> ConflictQuestion:
    """One question of this worker's; raises NotThere for anything else."""
    question = questions_for(worker).filter(pk=question_id).first()
    if question is None:
        raise NotThere
    return question


def shown_question(question: ConflictQuestion, keyring: Keyring) -> ShownQuestion:
    """The names on it. A question that does not open has none: it must be asked anew."""
    try:
        raw = unwrap_with(keyring.sealing_private, bytes(question.blob), question_context(question))
        return ShownQuestion(question.pk, tuple(str(name) for name in json.loads(raw)))
    except (CannotOpen, ValueError):
        return ShownQuestion(question.pk, ())


def where_asked(worker: Worker, case: Case) -> Asked:
    """Where this worker stands with the question; somebody nobody asked is ``NOT_ASKED``.

    So is whose row does not carry the service's mark: they are asked, or asked again.
    """
    return answers_that_count([case.pk], [worker.pk]).get((case.pk, worker.pk), Asked.NOT_ASKED)


def colleagues_to_choose(case: Case) -> QuerySet[Worker]:
    """Who may be chosen for this case. Who is barred is simply not among them (security.md §5.8).

    Of a closely kept case only the people on its list; never a guest, an interpreter or a volunteer.
    """
    return colleagues_and_guests(case).exclude(post__in=OUTSIDE)


def colleagues_and_guests(case: Case) -> QuerySet[Worker]:
    """The same with guests: whoever could come near it, and so may have to be kept away."""
    return active_workers().exclude(kept_from(case))


def guests_to_choose(case: Case) -> QuerySet[Worker]:
    """Guests of a partner service who may be asked to sign; none for a closely kept case."""
    if is_closely_kept(case):
        return Worker.objects.none()
    return colleagues_and_guests(case).filter(post=Post.GUEST)


def not_sure_on(case: Case) -> QuerySet[ConflictQuestion]:
    """Workers who were not sure, for who decides."""
    rows = ConflictQuestion.objects.filter(case=case, state=Asked.UNSURE, worker__is_active=True)
    return rows.select_related("worker").order_by("asked_on", "id")


def waiting_to_answer(case: Case) -> QuerySet[ConflictQuestion]:
    """Workers who have not answered yet, for who decides."""
    rows = ConflictQuestion.objects.filter(case=case, state=Asked.ASKED, worker__is_active=True)
    return rows.select_related("worker").order_by("asked_on", "id")


def asked_of(worker: Worker) -> QuerySet[AskedOfTwo]:
    """What another supervisor truly asked this one to agree to, and is not settled."""
    rows = AskedOfTwo.objects.filter(reachable(worker, case="case"), asked_of=worker)
    return seconds_that_count(rows).select_related("case", "worker", "asked_by").order_by("asked_on", "id")


def asked_of_me(worker: Worker, asked_id: UUID) -> AskedOfTwo:
    """One of those; raises NotThere for anything else."""
    row = asked_of(worker).filter(pk=asked_id).first() if worker.is_active else None
    if row is None:
        raise NotThere
    return row
