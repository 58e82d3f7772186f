"""Addresses of people and strengths: random ids, and words that tell nothing (security.md R-40)."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "family_map"

urlpatterns: list[URLPattern | URLResolver] = [
    path("r/<uuid:room_id>/people/", views.map_page, name="map"),
    path("r/<uuid:room_id>/people/paper/", views.paper_page, name="paper"),
    path("pictures/", views.pictures_page, name="pictures"),
]
