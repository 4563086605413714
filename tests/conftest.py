"""What every test stands on: no display, no network, own folders, and the shared material where it is there."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import hypothesis
import pytest

# A slow moment of the machine is no fault of what is tested; how time grows has tests of its own.
hypothesis.settings.register_profile("kpdesk", deadline=None)
hypothesis.settings.load_profile("kpdesk")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared material beside the repository; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("the shared material is not here")
    return SHARED


def _refuse_network(event: str, args: tuple[object, ...]) -> None:
    """The program opens no connection, ever: whatever would leave this computer fails the test, also from C code."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"):
        family = getattr(args[0], "family", None)
        if family in (socket.AF_INET, socket.AF_INET6):
            raise AssertionError(f"a network connection was opened: {event} {args[1:]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        raise AssertionError(f"a name was looked up: {event} {args}")


# In a network of its own (tests/torture/network.py) the kernel is to see and count what is tried.
if "KPDESK_COUNT_NETWORK" not in os.environ:
    sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings, backups or caches of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("KPDESK_DATA", str(home / "data"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
