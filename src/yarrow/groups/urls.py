"""Addresses of groups."""

from django.urls import path

from .views import leading, rooms, supervising

app_name = "groups"

urlpatterns = [
    path("groups/", leading.all_page, name="all"),
    path("groups/new/", leading.make_page, name="make"),
    path("groups/owed/", supervising.owed_page, name="owed"),
    path("groups/owed/<uuid:place_id>/", supervising.why_page, name="why"),
    path("groups/<uuid:cohort_id>/", leading.one_page, name="one"),
    path("groups/<uuid:cohort_id>/day/", leading.day_page, name="day"),
    path("groups/day/<uuid:day_id>/", leading.sheet_page, name="sheet"),
    path("groups/place/<uuid:place_id>/", leading.take_in_page, name="take_in"),
    path("groups/place/<uuid:place_id>/end/", leading.end_page, name="end"),
    path("r/<uuid:room_id>/group/", rooms.place_page, name="place"),
    path("r/<uuid:room_id>/beside/", rooms.beside_page, name="beside"),
]
