"""Whom the cast has not: somebody in another post than they were taken on for (no act of ours gives one
yet), and two more workers for the barrier."""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.config.cast import Cast, Member
from yarrow.kernel.clock import Clock
from yarrow.staff.actions import enrol_worker
from yarrow.staff.demo import DEMO_PASSPHRASE
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


TWO_MORE = {
    "shared_only": ("Sioned Shared", Post.PRACTITIONER),
    "duty_before": ("Dewi Duty", Post.DUTY),
}
"""Who holds the shared room and no other; who is on duty and has not yet given any reason."""


def with_two_more(cast: Cast, clock: Clock) -> Cast:
    """The cast of security.md T01 is larger than that of design.md §4."""
    members = {part: cast[part] for part in cast.parts()}
    for part, (name, post) in TWO_MORE.items():
        worker, keyring = enrol_worker(
            username=part,
            name=name,
            post=post,
            passphrase=DEMO_PASSPHRASE,
            clock=clock,
            enrolled_by=cast.keyring("intake"),
        )
        members[part] = Member(worker, keyring)
    return Cast(members)
