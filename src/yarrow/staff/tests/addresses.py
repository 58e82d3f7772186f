"""The door, and one room behind it."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import include, path

from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.requests import WorkerRequest


@signed_in_view
def inside(request: WorkerRequest) -> HttpResponse:
    return JsonResponse({"worker": str(request.worker.pk), "ring": request.keyring.ring_key.hex()})


@proved_view
def grave(request: WorkerRequest) -> HttpResponse:
    if request.method == "POST":
        return redirect("inside")
    return JsonResponse({"proved_at": str(request.proved_at)})


handler404 = "yarrow.design.error_pages.not_there"

urlpatterns = [
    path("", inside, name="inside"),
    path("grave/", grave, name="grave"),
    path("", include("yarrow.staff.urls")),
    path("", include("yarrow.design.urls")),
]
