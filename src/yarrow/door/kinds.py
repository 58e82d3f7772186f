"""What sort of thing a room protects. Pure."""

from enum import IntEnum


class Kind(IntEnum):
    """The number is what is stored: never give one a second meaning."""

    ADDRESS = 1
    POSTCODE = 2
    PHONE = 3
    EMAIL = 4
    CAR = 5
    PLACE = 6
    NAME = 7
    APPOINTMENT = 8
    CHILD_WORDS = 9
    SECRET = 10
