"""Several byte strings as one, so that no two different lists ever look the same."""

_LENGTH_BYTES = 8


def framed(*parts: bytes) -> bytes:
    """Join parts, each preceded by its length (security.md §5.2).

    Joining with a separator would let ("ab", "c") pass for ("a", "bc") as soon as a part
    holds the separator; a length in front cannot be imitated.
    """
    return b"".join(len(part).to_bytes(_LENGTH_BYTES, "big") + part for part in parts)
