"""Intake, the door and the exit."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def first_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("first page")


handler404 = "yarrow.design.error_pages.not_there"

urlpatterns = [
    path("", first_page, name="first_page"),
    path("", include("yarrow.intake.urls")),
    path("", include("yarrow.matching.urls")),
    path("", include("yarrow.rooms.urls")),
    path("", include("yarrow.staff.urls")),
    path("", include("yarrow.design.urls")),
]
