"""What else ends when somebody leaves: filled by who knows of it, at start-up.

``people`` may not import its neighbours on the shelf (emergency, matching, …), so they, or
``config``, hang a step in here. A step may be run again after a crash: it must do no harm twice.
"""

from collections.abc import Callable

from yarrow.kernel.clock import Clock
from yarrow.staff.models import Worker

Step = Callable[[Worker, Worker, Clock], object]
"""``step(worker, by, clock)``: whose time here ends, and who ended it."""

ALSO: dict[str, Step] = {}
"""By name, so that a resumed leaving knows what is behind. A name is never used for another step."""
