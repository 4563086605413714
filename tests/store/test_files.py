"""Files appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kpdesk.store.files import appearing, free_name


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder that a person chose, with nothing else in it."""
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


def test_a_failed_write_leaves_what_was_there(place: Path) -> None:
    """The old file stays, nothing half-made lies beside it."""
    target = place / "out.bin"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), appearing(target) as part:
        part.write_bytes(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"old" and [p.name for p in place.iterdir()] == ["out.bin"]


def test_a_finished_write_takes_the_name(place: Path) -> None:
    """After the block the file is there under its name alone."""
    with appearing(place / "out.bin") as part:
        part.write_bytes(b"new")
    assert [(p.name, p.read_bytes()) for p in place.iterdir()] == [("out.bin", b"new")]


def test_a_free_name_counts_up(tmp_path: Path) -> None:
    """A taken name gets a number."""
    (tmp_path / "a.kpdesk").touch()
    (tmp_path / "a (2).kpdesk").touch()
    assert free_name(tmp_path / "a.kpdesk").name == "a (3).kpdesk"
    assert free_name(tmp_path / "b.kpdesk").name == "b.kpdesk"


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_what_is_being_written_is_its_owner_s_alone(tmp_path: Path) -> None:
    """From its first byte, and in place of what an interrupted write left under the same name."""
    target = tmp_path / "out.bin"
    left = tmp_path / f"out.bin.{os.getpid()}.part"
    left.write_bytes(b"left by another")
    left.chmod(0o644)
    with appearing(target) as part:
        assert part.read_bytes() == b"" and part.stat().st_mode & 0o777 == 0o600
        part.write_bytes(b"new")
    assert target.read_bytes() == b"new"
