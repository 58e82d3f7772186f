"""The addresses at the door.

Names without a prefix are the ones allauth asks for. None of its own pages is included, so there
is no sign-up, no e-mail, no reset and no recovery by code (security.md R-14, R-24).
"""

from django.urls import URLPattern, URLResolver, include, path

from yarrow.staff.views.account import account, end_others, forget, passkey, remove
from yarrow.staff.views.demo import cast_list, enter_as
from yarrow.staff.views.prove import prove_page
from yarrow.staff.views.second_factor import set_up_second_factor
from yarrow.staff.views.sign_in import second_factor, sign_in, sign_out
from yarrow.staff.views.unlock import lock_page, unlock_page

AGAIN = {"again": True}

ours = [
    path("sign-out/", sign_out, name="sign_out"),
    path("unlock/", unlock_page, name="unlock"),
    path("unlock/again/", unlock_page, AGAIN, name="unlock_again"),
    path("prove/", prove_page, name="prove"),
    path("prove/again/", prove_page, AGAIN, name="prove_again"),
    path("account/sign-in/", account, name="account"),
    path("account/passkey/", passkey, name="passkey"),
    path("account/passkey/again/", passkey, AGAIN, name="passkey_again"),
    path("account/remove/", remove, name="remove_factor"),
    path("account/remove/again/", remove, AGAIN, name="remove_factor_again"),
    path("account/devices/<uuid:device_id>/forget/", forget, name="forget_device"),
    path("account/others/", end_others, name="end_others"),
    path("lock/", lock_page, name="lock"),
    path("demo/", cast_list, name="demo"),
    path("demo/<uuid:worker_id>/", enter_as, name="enter_as"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/again/", sign_in, AGAIN, name="account_login_again"),
    path("sign-in/code/", second_factor, name="mfa_authenticate"),
    path("sign-in/code/again/", second_factor, AGAIN, name="mfa_authenticate_again"),
    path("second-factor/", set_up_second_factor, name="mfa_activate_totp"),
    path("second-factor/again/", set_up_second_factor, AGAIN, name="mfa_activate_totp_again"),
    path("", include((ours, "staff"))),
]
