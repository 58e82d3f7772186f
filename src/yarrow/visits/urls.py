"""Addresses of visits: they say that somebody goes out, and nothing of whom they see."""

from django.urls import path

from .views import following, out, planning

app_name = "visits"

urlpatterns = [
    path("out/", out.out_page, name="out"),
    path("out/help/", out.help_now, name="help"),
    path("out/back/", out.back, name="back"),
    path("out/longer/", out.longer, name="longer"),
    path("out/<uuid:planned_id>/", out.leave, name="leave"),
    path("out/<uuid:planned_id>/off/", planning.put_off_page, name="put_off"),
    path("out/plan/", planning.plan_page, name="plan"),
    path("out/words/", planning.words_page, name="words"),
    path("r/<uuid:room_id>/out/", planning.plan_in_room, name="plan_in_room"),
    path("look-for/<uuid:visit_id>/", following.alarm_page, name="alarm"),
    path("look-for/<uuid:visit_id>/did/", following.did, name="did"),
    path("look-for/<uuid:visit_id>/safe/", following.safe, name="safe"),
]
