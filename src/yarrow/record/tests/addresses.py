"""The rooms' pages and the door to them; of the rest of the service only where a link leads."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from yarrow.kernel.errors import NotThere

handler404 = "yarrow.design.error_pages.not_there"


def _elsewhere(_request: HttpRequest, **_ids: object) -> HttpResponse:
    raise NotThere


_MEETINGS = [
    path("r/<uuid:room_id>/after/", _elsewhere, name="after"),
    path("r/<uuid:room_id>/timeline/", _elsewhere, name="timeline"),
]
_CARRYING = [
    path("r/<uuid:room_id>/carried/", _elsewhere, name="words"),
    path("r/<uuid:room_id>/letter/", _elsewhere, name="letter"),
]

urlpatterns = [
    path("", include("yarrow.record.urls")),
    path("", include("yarrow.bookings.urls")),
    path("", include("yarrow.family_map.urls")),
    path("", include("yarrow.groups.urls")),
    path("", include("yarrow.handover.urls")),
    path("", include("yarrow.visits.urls")),
    path("", include("yarrow.files.urls")),
    path("", include("yarrow.emergency.urls")),
    path("", include("yarrow.oversight.urls")),
    path("", include("yarrow.agencies.urls")),
    path("", include("yarrow.papers.urls")),
    path("", include("yarrow.sending.urls")),
    path("", include("yarrow.outgoing.urls")),
    path("", include("yarrow.reaching.urls")),
    path("", include("yarrow.rooms.urls")),
    path("", include("yarrow.staff.urls")),
    path("", include("yarrow.design.urls")),
    path("", include(([path("c/<uuid:case_id>/", _elsewhere, name="case")], "desk"))),
    path("", include(([path("r/<uuid:room_id>/course/", _elsewhere, name="course")], "agreements"))),
    path("", include(([path("r/<uuid:room_id>/time/", _elsewhere, name="time")], "children"))),
    path("", include((_CARRYING, "carrying"))),
    path("", include((_MEETINGS, "meetings"))),
]
