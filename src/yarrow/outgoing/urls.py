"""Addresses of the door: random ids, and no word of what was stopped."""

from django.urls import URLPattern, path

from .views import printed, stopped

app_name = "outgoing"

urlpatterns: list[URLPattern] = [
    path("door/", stopped.stopped_page, name="stopped"),
    path("door/<uuid:stopped_id>/", stopped.look_page, name="look"),
    path("door/<uuid:stopped_id>/<int:number>/", stopped.picture, name="picture"),
    path("r/<uuid:room_id>/sent/", printed.print_log, name="printed"),
]
