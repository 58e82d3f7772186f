"""Addresses of training and supervision. Ids are random; whose they are is said nowhere."""

from django.urls import URLPattern, URLResolver, path

from .views import one, people, recording

app_name = "practice"

urlpatterns: list[URLPattern | URLResolver] = [
    path("training/", people.mine_page, name="mine"),
    path("training/colleagues/", people.people_page, name="people"),
    path("training/colleagues/<uuid:worker_id>/", people.person_page, name="person"),
    path("training/colleagues/<uuid:worker_id>/training/", recording.training_page, name="training"),
    path("training/colleagues/<uuid:worker_id>/supervision/", recording.supervision_page, name="supervision"),
    path("training/<uuid:attestation_id>/confirm/", one.confirm_page, name="confirm"),
    path("training/<uuid:attestation_id>/back/", one.withdraw_page, name="withdraw"),
]
