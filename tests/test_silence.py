"""What keeps the suite silent refuses what it should."""

from __future__ import annotations

import os
import socket

import pytest


@pytest.mark.skipif("KPDESK_COUNT_NETWORK" in os.environ, reason="here the kernel counts what is tried")
def test_a_test_that_reaches_out_fails() -> None:
    """By a connection, by a single packet, by asking for a name."""
    try:
        socket.socket(socket.AF_INET).close()
    except PermissionError:
        pytest.skip("here the kernel refuses every socket")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as packets:
        with pytest.raises(AssertionError, match="connection was opened"):
            packets.sendto(b"x", ("127.0.0.1", 9))
        with pytest.raises(AssertionError, match="connection was opened"):
            packets.connect(("127.0.0.1", 9))
    with pytest.raises(AssertionError, match="name was looked up"):
        socket.create_connection(("localhost", 9))
