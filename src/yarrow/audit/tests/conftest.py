from collections.abc import Iterator

import pytest

from .tampering import flush_allowed


@pytest.fixture(scope="session", autouse=True)
def flush_between_tests() -> Iterator[None]:
    with flush_allowed():
        yield
