"""The rooms' pages and the door to them; nothing else of the service."""

from django.urls import include, path

handler404 = "yarrow.design.error_pages.not_there"

urlpatterns = [
    path("", include("yarrow.record.urls")),
    path("", include("yarrow.staff.urls")),
    path("", include("yarrow.design.urls")),
]
