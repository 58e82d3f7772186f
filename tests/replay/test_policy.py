"""``yarrow policy_dry_run``: other numbers over published cases, and what it did not look at."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.replay.places import OWN
from yarrow.audit.models import AuditEvent
from yarrow.config import ready
from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.policy.models import PolicyVersion

pytestmark = pytest.mark.once


def tried(*which: str) -> list[str]:
    out = StringIO()
    call_command("policy_dry_run", str(OWN / "young.yaml"), *which, stdout=out)
    return out.getvalue().splitlines()


def test_a_number_that_nobody_asked_for_is_refused(cast: Cast) -> None:
    with pytest.raises(CommandError, match="no policy number 4"):
        tried("--number", "4")


@pytest.mark.parametrize(
    "typed",
    [
        "reach_days=31",
        "workers=1",
        "reach_days=",
        "reach_days",
        "nothing=3",
        "=3",
        "number=1",
        "workers=many",
    ],
)
def test_numbers_that_may_not_be_are_refused_with_what_may(cast: Cast, typed: str) -> None:
    with pytest.raises(CommandError, match=r"reach_days \(30 to 7\).*workers \(2 to 4\)"):
        tried("--with", typed)


@pytest.mark.parametrize("which", [[], ["--number", "1", "--with", "workers=3"]])
def test_one_way_of_naming_the_numbers_is_needed(cast: Cast, which: list[str]) -> None:
    with pytest.raises(CommandError):
        tried(*which)


@pytest.mark.long
def test_it_tells_what_would_wait_and_what_it_cannot_tell(cast: Cast, clock: FixedClock) -> None:
    ready.policy.asked_for(cast, clock, {"workers": 4, "reach_days": 10, "signing_hours": 96})
    before = [*AuditEvent.objects.values_list("chain", "number")], PolicyVersion.objects.count()

    told = tried("--number", "1")

    assert any("would have to wait" in line and "E5" in line for line in told)
    assert any(line.endswith("would change.") and not line.startswith("0 ") for line in told)
    assert any("any room of this service" in line for line in told)
    assert any(line.startswith("Not told by these cases: reach_days.") for line in told)
    assert any(line.startswith("Not asked in these cases: signing_hours.") for line in told)
    assert tried("--with", "workers=4", "--with", "reach_days=10", "--with", "signing_hours=96") == told
    assert before == ([*AuditEvent.objects.values_list("chain", "number")], PolicyVersion.objects.count())
