"""Every address of the service. Each package lists its own; nothing here is a name."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "yarrow.design.error_pages.not_understood"
handler403 = "yarrow.design.error_pages.not_there"
handler404 = "yarrow.design.error_pages.not_there"
handler500 = "yarrow.design.error_pages.went_wrong"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yarrow.desk.urls")),
    path("", include("yarrow.agreements.urls")),
    path("", include("yarrow.carrying.urls")),
    path("", include("yarrow.children.urls")),
    path("", include("yarrow.meetings.urls")),
    path("", include("yarrow.bookings.urls")),
    path("", include("yarrow.family_map.urls")),
    path("", include("yarrow.groups.urls")),
    path("", include("yarrow.handover.urls")),
    path("", include("yarrow.visits.urls")),
    path("", include("yarrow.library.urls")),
    path("", include("yarrow.record.urls")),
    path("", include("yarrow.intake.urls")),
    path("", include("yarrow.agencies.urls")),
    path("", include("yarrow.sending.urls")),
    path("", include("yarrow.papers.urls")),
    path("", include("yarrow.outgoing.urls")),
    path("", include("yarrow.reaching.urls")),
    path("", include("yarrow.custody.urls")),
    path("", include("yarrow.emergency.urls")),
    path("", include("yarrow.files.urls")),
    path("", include("yarrow.matching.urls")),
    path("", include("yarrow.oversight.urls")),
    path("", include("yarrow.people.urls")),
    path("", include("yarrow.practice.urls")),
    path("", include("yarrow.rooms.urls")),
    path("", include("yarrow.staff.urls")),
    path("", include("yarrow.design.urls")),
]
