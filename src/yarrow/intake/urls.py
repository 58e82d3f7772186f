"""Addresses of intake: neutral words and random ids (security.md R-40)."""

from django.urls import path

from yarrow.intake.views.answer import answer
from yarrow.intake.views.circle import circle
from yarrow.intake.views.known import known
from yarrow.intake.views.public import public, thanks, two_ways
from yarrow.intake.views.referrals import let_in, referral, waiting
from yarrow.intake.views.triage import preview, sort, triage

app_name = "intake"

urlpatterns = [
    path("start/", public, name="public"),
    path("start/sent/", thanks, name="thanks"),
    path("start/how/", two_ways, name="two_ways"),
    path("incoming/", waiting, name="waiting"),
    path("incoming/let-in/<uuid:worker_id>/", let_in, name="let_in"),
    path("incoming/<uuid:referral_id>/", referral, name="referral"),
    path("incoming/<uuid:referral_id>/answer/", answer, name="answer"),
    path("incoming/<uuid:referral_id>/known/", known, name="known"),
    path("incoming/<uuid:referral_id>/open/", triage, name="triage"),
    path("incoming/<uuid:referral_id>/short/", circle, name="circle"),
    path("incoming/<uuid:referral_id>/sort/", sort, name="sort"),
    path("incoming/<uuid:referral_id>/preview/", preview, name="preview"),
]
