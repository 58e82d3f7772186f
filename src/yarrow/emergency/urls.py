"""Addresses of emergency opening: random ids, and plain words that tell nothing of anybody (R-40)."""

from django.urls import path

from .views import carding, looking, naming, opened, reviewing

app_name = "emergency"

urlpatterns = [
    path("emergency/", looking.look_page, name="look"),
    path("emergency/found/<uuid:search_id>/", looking.found_page, name="found"),
    path("emergency/opened/<uuid:opening_id>/", opened.opened_page, name="opened"),
    path("emergency/openings/", reviewing.openings_page, name="openings"),
    path("emergency/review/<uuid:opening_id>/", reviewing.review_page, name="review"),
    path("emergency/looked/<uuid:looking_id>/", reviewing.looked_page, name="looked"),
    path("emergency/people/", naming.people_page, name="people"),
    path("emergency/people/<uuid:worker_id>/", naming.off_page, name="off"),
    path("r/<uuid:room_id>/night/", carding.card_page, name="card"),
    path("r/<uuid:room_id>/night/back/", carding.take_back, name="take_back"),
]
