"""The bootstrap keeps every test away from the network and from a real service's home."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from pytest_socket import SocketConnectBlockedError


def test_the_network_is_closed() -> None:
    with (
        socket.socket() as caller,
        pytest.warns(UserWarning, match="connect"),
        pytest.raises(SocketConnectBlockedError),
    ):
        caller.connect(("192.0.2.1", 80))


def test_the_service_lives_in_a_throw_away_home() -> None:
    assert Path(settings.HOME).name.startswith("yarrow-test-")
