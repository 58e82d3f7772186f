"""Who keeps the list of colleagues on duty, and who looks over what was opened."""

from yarrow.staff.models import Worker
from yarrow.staff.queries import is_frozen
from yarrow.staff.terms import OUTSIDE, Post

from .queries.duty import is_on_duty

_LIST_POSTS = frozenset({Post.MANAGER, Post.SUPERVISOR})


def may_keep_list(worker: Worker) -> bool:
    """Managers and supervisors name who is on duty."""
    return worker.is_active and worker.post in _LIST_POSTS and not is_frozen(worker)


def may_be_named(worker: Worker) -> bool:
    """Anybody who works here and whose account is open; research reads nothing about anybody."""
    return worker.is_active and worker.post not in OUTSIDE | {Post.RESEARCHER} and not is_frozen(worker)


def may_oversee(worker: Worker) -> bool:
    """Who sees that cards were opened, by whom and when: managers, supervisors and colleagues on duty."""
    return may_keep_list(worker) or is_on_duty(worker)
