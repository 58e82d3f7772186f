class CannotOpen(Exception):
    """A sealed thing does not open: wrong key, wrong place, changed, cut short or of an unknown format.

    One error for every cause, without detail: which check failed would tell a forger how
    far they came (security.md §5.2).
    """
