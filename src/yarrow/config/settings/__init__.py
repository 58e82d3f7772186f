"""Settings, one file an idea. ``web`` and ``sign_in`` are the ones a reviewer reads first."""

from .base import *  # noqa: F403  # settings modules are joined by name, as Django expects
from .database import *  # noqa: F403
from .sending import *  # noqa: F403
from .sign_in import *  # noqa: F403
from .web import *  # noqa: F403
