"""Somebody of the cast in another post than they were taken on for: no act of ours gives one yet."""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service
from yarrow.staff.queries.posts import POST, says_post
from yarrow.staff.terms import Post


@transaction.atomic
def now_in_post(username: str, post: Post, clock: Clock) -> Worker:
    """The row and its mark, as an act of ours would write both. The same row by itself does not count."""
    Worker.objects.filter(username=username).update(post=post)
    worker, chain = Worker.objects.get(username=username), the_service().pk
    made = mark_of(POST, chain=chain, subject=worker.pk, says=says_post(worker))
    audit.append(chain=chain, event=Event.POST_GIVEN, actor=None, subject=worker.pk, digest=made, clock=clock)
    return worker
