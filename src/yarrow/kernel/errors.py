"""Errors that cross packages."""


class NotThere(LookupError):
    """What was asked for does not exist, or is not this worker's to see.

    The two look the same on purpose (design.md §1, "not yours and not there look the
    same"): the page layer answers both with the same 404.
    """
