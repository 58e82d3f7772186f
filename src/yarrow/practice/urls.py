"""Addresses of training and supervision. Ids are random; whose they are is said nowhere."""

from django.urls import URLPattern, URLResolver, path

from .views import one, people, policy, policy_signing, recording, reflecting

app_name = "practice"

urlpatterns: list[URLPattern | URLResolver] = [
    path("training/", people.mine_page, name="mine"),
    path("training/colleagues/", people.people_page, name="people"),
    path("training/colleagues/<uuid:worker_id>/", people.person_page, name="person"),
    path("training/colleagues/<uuid:worker_id>/training/", recording.training_page, name="training"),
    path("training/colleagues/<uuid:worker_id>/supervision/", recording.supervision_page, name="supervision"),
    path("training/<uuid:attestation_id>/confirm/", one.confirm_page, name="confirm"),
    path("training/<uuid:attestation_id>/back/", one.withdraw_page, name="withdraw"),
    path("training/register/", reflecting.register_page, name="register"),
    path("training/colleagues/<uuid:worker_id>/seen/", recording.observed_page, name="observed"),
    path("training/colleagues/<uuid:worker_id>/talk/", reflecting.offer_page, name="offer"),
    path("training/talk/", reflecting.answer_page, name="answer"),
    path("training/back/", reflecting.looking_back_page, name="looking_back"),
    path("training/back/new/", reflecting.reflect_page, name="reflect"),
    path("training/back/<uuid:reflection_id>/", reflecting.reflection_page, name="reflection"),
    path("training/back/<uuid:reflection_id>/show/", reflecting.show_page, name="show_reflection"),
    path("training/back/<uuid:reflection_id>/mine/", reflecting.take_back_page, name="take_reflection_back"),
    path(
        "training/back/<uuid:reflection_id>/away/", reflecting.throw_away_page, name="throw_reflection_away"
    ),
    path("policy/", policy.all_page, name="policy"),
    path("policy/ask/", policy_signing.ask_page, name="policy_ask"),
    path("policy/ask/rooms/", policy_signing.asked_trial_page, name="policy_ask_trial"),
    path("policy/<uuid:policy_id>/", policy.one_page, name="policy_one"),
    path("policy/<uuid:policy_id>/back/", policy.back_page, name="policy_back"),
    path("policy/<uuid:policy_id>/rooms/", policy_signing.trial_page, name="policy_trial"),
    path("policy/<uuid:policy_id>/rooms/<int:number>/", policy_signing.trial_page, name="policy_trial_page"),
]
