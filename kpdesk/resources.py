"""Where the files that travel with the program lie, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def assets() -> Path:
    """Icons and fonts."""
    return _folder("assets")


def sample_data() -> Path:
    """The demonstration texts and their index."""
    return _folder("sample_data")
