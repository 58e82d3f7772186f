"""A referral from the public form to an open case, on a database file; run by test_sealed_on_disk.

Says ``ready`` and waits, database still open, so that the write-ahead log can be read too.
"""

import sys

import django

WORDS = (
    "canaryharmed",
    "canaryother",
    "canarychild",
    "canarysender",
    "canaryreach",
    "canarydraft",
    "canaryname",
)
PLANTED = "plantedinplain"


def main() -> None:
    """One day in a small service."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ROOT_URLCONF = "yarrow.intake.tests.addresses"
    call_command("migrate", verbosity=0)
    _work()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()


def _work() -> None:
    from django.test import Client

    from yarrow.config.cast import enrol_cast
    from yarrow.intake.actions import prepare_intake_room
    from yarrow.intake.tests.posts import referral_ids, sent, the_case
    from yarrow.kernel.clock import SystemClock
    from yarrow.staff.actions import set_up_service
    from yarrow.staff.demo import DEMO_PASSPHRASE
    from yarrow.staff.models import Worker
    from yarrow.staff.terms import Kind

    clock = SystemClock()
    set_up_service(kind=Kind.TEST, clock=clock)
    cast = enrol_cast(clock=clock)
    prepare_intake_room(holders=[cast.worker("intake"), cast.worker("intake_two")], clock=clock)
    Worker.objects.filter(username="manager").update(name=PLANTED)
    public = Client(SERVER_NAME="localhost")
    sent(public, brought_by="", about_harmed="canarydraft")
    sent(
        Client(SERVER_NAME="localhost"),
        about_harmed="canaryharmed",
        about_other="canaryother",
        about_children="canarychild",
        sender="canarysender",
        may_reach="yes",
        reach_sender="canaryreach",
    )
    intake = Client(SERVER_NAME="localhost")
    intake.post("/sign-in/", {"username": "intake", "passphrase": DEMO_PASSPHRASE})
    (referral,) = referral_ids(intake)
    _triage(intake, f"/incoming/{referral}/", the_case(cast, name_0="canaryname"))


def _triage(intake: "Client", start: str, case: dict[str, str]) -> None:  # type: ignore[name-defined]  # noqa: F821  # Django may only be imported after its setup
    from yarrow.intake.tests.posts import hidden, radio

    intake.post(f"{start}open/", case)
    page = intake.get(f"{start}sort/").content.decode()
    choices = {
        part: radio(page, part, "canaryname")
        for part in ("about_harmed", "about_children", "sender", "reach")
    }
    intake.post(f"{start}sort/", choices | {"about_other": radio(page, "about_other", "It stays")})
    seen = hidden(intake.get(f"{start}preview/").content.decode(), "seen")
    assert intake.post(f"{start}preview/", {"seen": seen})["Location"] == "/incoming/"
    # And one more, typed and left: it waits as a draft.
    intake.post(f"{start}open/", case)


if __name__ == "__main__":
    main()
