"""``yarrow policy_dry_run``: other numbers over published cases, and what it did not look at."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.replay.places import OWN
from yarrow.config import ready
from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock

pytestmark = pytest.mark.once


def tried(number: int) -> list[str]:
    out = StringIO()
    call_command("policy_dry_run", str(OWN / "young.yaml"), "--number", str(number), stdout=out)
    return out.getvalue().splitlines()


def test_a_number_that_nobody_asked_for_is_refused(cast: Cast) -> None:
    with pytest.raises(CommandError, match="no policy number 4"):
        tried(4)


@pytest.mark.long
def test_it_tells_what_would_wait_and_what_it_cannot_tell(cast: Cast, clock: FixedClock) -> None:
    ready.policy.asked_for(cast, clock, {"workers": 4, "reach_days": 10})

    told = tried(1)

    assert any("would have to wait" in line and "E5" in line for line in told)
    assert any(line.endswith("would change.") and not line.startswith("0 ") for line in told)
    assert any("any room of this service" in line for line in told)
    assert any(line.startswith("Not told by these cases: reach_days.") for line in told)
