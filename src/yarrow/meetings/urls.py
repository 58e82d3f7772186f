"""Addresses of plans: random ids, and plain words that tell nothing (security.md R-40)."""

from django.urls import path

from .views import (
    after,
    briefing,
    carrying,
    day,
    day_presses,
    ending,
    hour,
    leading,
    plan,
    process,
    signing,
    unease,
)

app_name = "meetings"

urlpatterns = [
    path("c/<uuid:case_id>/new/", leading.propose, name="propose"),
    path("c/<uuid:case_id>/hour/", hour.set_hour_page, name="hour"),
    path("p/<uuid:plan_id>/", plan.plan_page, name="plan"),
    path("p/<uuid:plan_id>/days/", leading.series, name="series"),
    path("p/<uuid:plan_id>/when/", leading.arrange, name="arrange"),
    path("p/<uuid:plan_id>/day/", day.day_page, name="day"),
    path("p/<uuid:plan_id>/day/begin/", day_presses.begin, name="begin"),
    path("p/<uuid:plan_id>/day/stop/", day_presses.stop_now, name="stop_now"),
    path("p/<uuid:plan_id>/day/break/", day_presses.pause, name="pause"),
    path("p/<uuid:plan_id>/day/on/", day_presses.on_again, name="on_again"),
    path("p/<uuid:plan_id>/day/end/", day_presses.end, name="end"),
    path("p/<uuid:plan_id>/day/left/", day_presses.left, name="left"),
    path("p/<uuid:plan_id>/day/<uuid:room_id>/", day.day_room, name="day_room"),
    path("p/<uuid:plan_id>/aside/", leading.set_aside, name="set_aside"),
    path("p/<uuid:plan_id>/not-easy/", unease.not_easy, name="not_easy"),
    path("p/<uuid:plan_id>/easy/", unease.easy_again, name="easy"),
    path("p/<uuid:plan_id>/sign/", signing.sign, name="sign"),
    path("p/<uuid:plan_id>/m/", carrying.messages_page, name="messages"),
    path("p/<uuid:plan_id>/m/<uuid:entry_id>/", carrying.vet, name="vet"),
    path("p/<uuid:plan_id>/b/<uuid:room_id>/", briefing.brief, name="brief"),
    path("p/<uuid:plan_id>/b/<uuid:room_id>/seen/", briefing.preview, name="preview"),
    path("r/<uuid:room_id>/after/", after.after_page, name="after"),
    path("r/<uuid:room_id>/after/last/", ending.last_page, name="last"),
    path("r/<uuid:room_id>/after/last/yes/", ending.last_yes, name="last_yes"),
    path("r/<uuid:room_id>/after/again/", ending.again_page, name="again"),
    path("r/<uuid:room_id>/after/<uuid:follow_up_id>/", after.follow_up_page, name="follow_up"),
    path("r/<uuid:room_id>/after/<uuid:follow_up_id>/leave/", after.leave_out_page, name="leave_out"),
    path("c/<uuid:case_id>/debrief/", after.debrief_page, name="debrief"),
    path("c/<uuid:case_id>/process/", process.end_page, name="end_process"),
    path("c/<uuid:case_id>/close/", process.close_page, name="close_case"),
    path("c/<uuid:case_id>/anew/", process.anew_page, name="anew"),
]
