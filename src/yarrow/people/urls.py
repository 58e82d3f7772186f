"""Addresses of people and accounts. The public ones are fixed words: no id, no name."""

from django.urls import URLPattern, URLResolver, path

from .views import account, colleagues, inviting, leaving, public, renewing

app_name = "people"
AGAIN = {"again": True}

urlpatterns: list[URLPattern | URLResolver] = [
    path("join/", public.join_page, name="join"),
    path("join/again/", public.join_page, AGAIN, name="join_again"),
    path("join/next/", public.joined_page, name="joined"),
    path("lost/", public.lost_page, name="lost"),
    path("lost/again/", public.lost_page, AGAIN, name="lost_again"),
    path("lost/next/", public.found_page, name="found"),
    path("waiting/", account.waiting_page, name="waiting"),
    path("account/", account.account_page, name="account"),
    path("account/passphrase/", account.passphrase_page, name="passphrase"),
    path("account/code/", account.make_code_page, name="make_code"),
    path("account/known/", account.read, name="read"),
    path("once/<uuid:shown_id>/", account.once_page, name="once"),
    path("people/", colleagues.people_page, name="people"),
    path("people/invite/", inviting.invite_page, name="invite"),
    path("people/invited/<uuid:invitation_id>/end/", inviting.cancel, name="cancel"),
    path("people/<uuid:worker_id>/", colleagues.person_page, name="person"),
    path("people/<uuid:worker_id>/freeze/", colleagues.freeze_colleague, name="freeze"),
    path("people/<uuid:worker_id>/lift/", colleagues.lift_freeze, name="lift"),
    path("people/<uuid:worker_id>/figures/", inviting.figures, name="figures"),
    path("people/<uuid:worker_id>/figures/wrong/", inviting.wrong, name="wrong"),
    path("people/<uuid:worker_id>/keys/", renewing.begin_page, name="begin_keys"),
    path("people/<uuid:worker_id>/keys/confirm/", renewing.confirm_page, name="confirm_keys"),
    path("people/<uuid:worker_id>/keys/sign/", renewing.sign_page, name="sign_keys"),
    path("people/<uuid:worker_id>/keys/stop/", renewing.stop, name="stop_keys"),
    path("people/<uuid:worker_id>/leave/", leaving.leave_page, name="leave"),
    path("people/<uuid:worker_id>/left/", leaving.leaving_page, name="leaving"),
]
