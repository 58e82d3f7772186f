"""Addresses of time with a child: random ids, and plain words that tell nothing (security.md R-40)."""

from django.urls import URLPattern, URLResolver, path

from .views import allowing, papers, proposing, time

app_name = "children"

urlpatterns: list[URLPattern | URLResolver] = [
    path("r/<uuid:room_id>/time/", time.time_page, name="time"),
    path("r/<uuid:room_id>/time/write/", proposing.propose, name="propose"),
    path("r/<uuid:room_id>/time/copy/", papers.proposal_paper, name="proposal_paper"),
    path("r/<uuid:room_id>/time/notes/", papers.handover_paper, name="handover_paper"),
    path("r/<uuid:room_id>/time/leave/", allowing.allow, name="allow"),
    path("r/<uuid:room_id>/time/said/", allowing.said, name="said"),
]
