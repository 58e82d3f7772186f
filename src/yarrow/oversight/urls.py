"""Addresses of oversight: plain words that tell nothing, and numbers of pages."""

from django.urls import URLPattern, URLResolver, path

from .views import done, room

app_name = "oversight"

urlpatterns: list[URLPattern | URLResolver] = [
    path("done/", done.done, name="done"),
    path("done/choose/", done.choose, name="choose"),
    path("done/all/", done.show_all, name="show_all"),
    path("done/day/", done.work, name="work"),
    path("done/<int:number>/", done.done, name="done_page"),
    path("r/<uuid:room_id>/record/", room.record, name="room_record"),
    path("r/<uuid:room_id>/record/<int:number>/", room.record, name="room_record_page"),
]
