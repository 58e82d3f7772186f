"""The service's own settings, with the bare views beside its addresses. Only the bench asks for these."""

from yarrow.config.settings import *  # noqa: F403  # settings are inherited whole
from yarrow.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "workshop.bench.bare"]
ROOT_URLCONF = "workshop.bench.bare.urls"
