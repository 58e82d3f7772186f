"""Addresses of sending: random ids, and plain words that tell nothing of anybody (R-40)."""

from django.urls import path

from .views import messages

app_name = "sending"

urlpatterns = [
    path("r/<uuid:room_id>/words/", messages.messages_page, name="messages"),
    path("r/<uuid:room_id>/words/press/", messages.press_page, name="press"),
    path("sender/", messages.service_page, name="service"),
]
