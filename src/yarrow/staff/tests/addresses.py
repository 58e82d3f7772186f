"""The door, and one room behind it."""

from django.http import HttpResponse, JsonResponse
from django.urls import include, path

from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@signed_in_view
def inside(request: WorkerRequest) -> HttpResponse:
    return JsonResponse({"worker": str(request.worker.pk), "ring": request.keyring.ring_key.hex()})


handler404 = "yarrow.design.error_pages.not_there"

urlpatterns = [
    path("", inside, name="inside"),
    path("", include("yarrow.staff.urls")),
    path("", include("yarrow.design.urls")),
]
