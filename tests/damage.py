"""Damage done to stored bytes, for tests of what is torn on the disk."""


def one_bit_off(stored: bytes | memoryview) -> bytes:
    """Always another value: a fixed last byte would be the right one once in 256 runs."""
    whole = bytes(stored)
    return whole[:-1] + bytes([whole[-1] ^ 1])
