"""Three invented custodians, their papers caught instead of printed."""

from dataclasses import dataclass, field
from typing import TypedDict

import pytest
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.config.cast import Cast
from yarrow.custody.actions import Ceremony, begin_custody
from yarrow.custody.models import Round
from yarrow.custody.rules import Named
from yarrow.kernel.clock import FixedClock

THREE = (
    Named("Ann Chair", "Chair", "heron"),
    Named("Ben Safe", "Safeguarding lead", "otter"),
    Named("Cat Data", "Data protection lead", "wren"),
)


class Two(TypedDict):
    """Two codes as they are typed."""

    first: bytes
    second: bytes


@dataclass
class Papers:
    """What was printed, newest last."""

    made: list[Ceremony] = field(default_factory=list)

    def keep(self, ceremony: Ceremony) -> None:
        self.made.append(ceremony)

    def two(self, pair: str, *, of: int = -1) -> Two:
        first, second = ("abc".index(letter) for letter in pair)
        return {"first": self.made[of].codes[first], "second": self.made[of].codes[second]}


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def papers() -> Papers:
    return Papers()


@pytest.fixture
def kept(cast: Cast, papers: Papers, clock: FixedClock) -> Round:
    """Custody of the test service, with its own throw-away recovery pair."""
    made = begin_custody(custodians=THREE, keep=papers.keep, clock=clock)
    assert isinstance(made, Round)
    return made


@pytest.fixture
def browser(browser_each_time: Browser) -> Browser:
    """``browser("lead")``: signed in at this moment, with open keys; each time anew."""
    return browser_each_time
