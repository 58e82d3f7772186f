"""Addresses of plans: random ids, and plain words that tell nothing (security.md R-40)."""

from django.urls import path

from .views import briefing, carrying, hour, leading, plan, signing, unease

app_name = "meetings"

urlpatterns = [
    path("c/<uuid:case_id>/new/", leading.propose, name="propose"),
    path("c/<uuid:case_id>/hour/", hour.set_hour_page, name="hour"),
    path("p/<uuid:plan_id>/", plan.plan_page, name="plan"),
    path("p/<uuid:plan_id>/days/", leading.series, name="series"),
    path("p/<uuid:plan_id>/day/", leading.arrange, name="arrange"),
    path("p/<uuid:plan_id>/aside/", leading.set_aside, name="set_aside"),
    path("p/<uuid:plan_id>/not-easy/", unease.not_easy, name="not_easy"),
    path("p/<uuid:plan_id>/easy/", unease.easy_again, name="easy"),
    path("p/<uuid:plan_id>/sign/", signing.sign, name="sign"),
    path("p/<uuid:plan_id>/m/", carrying.messages_page, name="messages"),
    path("p/<uuid:plan_id>/m/<uuid:entry_id>/", carrying.vet, name="vet"),
    path("p/<uuid:plan_id>/b/<uuid:room_id>/", briefing.brief, name="brief"),
    path("p/<uuid:plan_id>/b/<uuid:room_id>/seen/", briefing.preview, name="preview"),
]
