"""A service for the bench: a few cases made by the real actions, the rest as bulk rows of the same shape."""

from .seed import Opened, Seeded, Writer, seed

__all__ = ["Opened", "Seeded", "Writer", "seed"]
