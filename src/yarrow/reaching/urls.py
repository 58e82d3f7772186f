"""Addresses of reaching people: random ids, and words that tell nothing (security.md R-40)."""

from django.urls import path

from .views import holding, message, rang, ringing

app_name = "reaching"

urlpatterns = [
    path("r/<uuid:room_id>/ring/", ringing.ring_page, name="ring"),
    path("r/<uuid:room_id>/ring/now/", ringing.warn_page, name="warn"),
    path("r/<uuid:room_id>/rang/", rang.rang_page, name="rang"),
    path("r/<uuid:room_id>/rang/new/", rang.prove_page, name="prove"),
    path("r/<uuid:room_id>/hold/", holding.hold, name="hold"),
    path("r/<uuid:room_id>/hold/lift/", holding.lift, name="lift"),
    path("c/<uuid:case_id>/hold/", holding.hold_case, name="hold_case"),
    path("hold/", holding.hold_everybody, name="hold_all"),
    path("hold/lift/", holding.lift_everybody, name="lift_all"),
    path("message/", message.message_page, name="message"),
]
