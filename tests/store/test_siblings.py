"""Copies of a case are found by what they hold, not by their names."""

from __future__ import annotations

from kpdesk.services import recovery
from kpdesk.store.siblings import copies_of
from tests.builders import a_case, an_actor, put


def test_copies_are_found_and_strangers_are_not(case, tmp_path) -> None:
    """With the last change that each holds; a file that tells nothing is named only where its name is the case's."""
    copy = recovery.save_copy(case, tmp_path / "other name.kpdesk").path
    seq = case.history(limit=1)[0].seq
    put(case, an_actor(name="Later"))
    a_case(tmp_path, file="stranger.kpdesk").close()
    (tmp_path / f"{case.path.stem} (old).kpdesk").write_bytes(b"?" * 5000)
    (tmp_path / "unknown.kpdesk").write_bytes(b"?" * 5000)
    found = {c.path.name: c.seq for c in copies_of(case)}
    assert found == {copy.name: seq, f"{case.path.stem} (old).kpdesk": None}


def test_files_elsewhere_are_looked_at_when_named(case, tmp_path) -> None:
    """Each once, whatever it is called."""
    (tmp_path / "away").mkdir()
    copy = recovery.save_copy(case, tmp_path / "away" / "copy.kpdesk").path
    assert [c.path for c in copies_of(case, [copy, copy, case.path])] == [copy]
