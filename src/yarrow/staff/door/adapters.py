"""Where allauth is told how things are done here."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Never, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from yarrow.kernel.words import N_
from yarrow.staff import session
from yarrow.staff.actions import note_signed_in
from yarrow.staff.door import seeds
from yarrow.staff.models import Worker
from yarrow.staff.queries.account import has_changed_since_last_sign_in
from yarrow.staff.requests import TimedRequest

CHANGED = N_("Since you last signed in, something about how you sign in has changed. Look at “My account”.")


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in with a name and a passphrase; no sign-up, no e-mail, no messages about accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """The last step, after every factor: the keys that waited become usable."""
        worker = cast("Worker", user)
        keyring = session.take_pending(request, worker.id)
        super().login(request, worker)
        if keyring is not None:
            session.begin_unlock(request, keyring, pending=False, proved=True)
        if has_changed_since_last_sign_in(worker):
            messages.info(request, gettext(CHANGED))
        timed = cast("TimedRequest", request)
        timed.device_to_set = note_signed_in(
            worker=worker,
            session_key=request.session.session_key,
            device=request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""),
            clock=timed.clock,
        )

    def get_login_stages(self) -> list[str]:
        """Passphrase, then code. None of allauth's e-mail, telephone or link stages."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Which network this is, for counting failures: never the address itself (security.md O-02).

        Of IPv6 the first 64 bits: one household has all the rest for itself.
        """
        address = ip_address(super().get_client_ip(request))
        network = ip_network((address, 64), strict=False) if isinstance(address, IPv6Address) else address
        return salted_hmac("staff.network", str(network)).hexdigest()

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing: allauth's messages name the worker, and cookies keep messages."""

    def send_mail(self, *_args: Any, **_kwargs: Any) -> Never:
        raise TypeError("there is no e-mail path to an account (security.md R-14)")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seeds of codes are sealed (security.md R-23); allauth would keep them as they are."""

    def encrypt(self, text: str) -> str:
        return seeds.sealed(context.request.user, text)

    def decrypt(self, encrypted_text: str) -> str:
        return seeds.opened(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What a worker's phone calls this: the name that says nothing (design.md §5.8)."""
        return gettext(settings.SERVICE_DISCREET_NAME)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host, and the name that says nothing: an authenticator shows both."""
        return super().get_public_key_credential_rp_entity() | {"name": self.get_totp_issuer()}  # type: ignore[no-any-return]  # allauth ships no types

    def send_notification_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing: workers have no e-mail address here."""
