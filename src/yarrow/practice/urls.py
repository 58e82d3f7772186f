"""Addresses of training and supervision. Ids are random; whose they are is said nowhere."""

from django.urls import URLPattern, URLResolver, path

from .views import one, people, policy, policy_signing, recording

app_name = "practice"

urlpatterns: list[URLPattern | URLResolver] = [
    path("training/", people.mine_page, name="mine"),
    path("training/colleagues/", people.people_page, name="people"),
    path("training/colleagues/<uuid:worker_id>/", people.person_page, name="person"),
    path("training/colleagues/<uuid:worker_id>/training/", recording.training_page, name="training"),
    path("training/colleagues/<uuid:worker_id>/supervision/", recording.supervision_page, name="supervision"),
    path("training/<uuid:attestation_id>/confirm/", one.confirm_page, name="confirm"),
    path("training/<uuid:attestation_id>/back/", one.withdraw_page, name="withdraw"),
    path("policy/", policy.all_page, name="policy"),
    path("policy/ask/", policy_signing.ask_page, name="policy_ask"),
    path("policy/ask/rooms/", policy_signing.asked_trial_page, name="policy_ask_trial"),
    path("policy/<uuid:policy_id>/", policy.one_page, name="policy_one"),
    path("policy/<uuid:policy_id>/back/", policy.back_page, name="policy_back"),
    path("policy/<uuid:policy_id>/rooms/", policy_signing.trial_page, name="policy_trial"),
    path("policy/<uuid:policy_id>/rooms/<int:number>/", policy_signing.trial_page, name="policy_trial_page"),
]
