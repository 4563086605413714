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


def test_what_is_half_written_beside_the_case_is_named(case, tmp_path) -> None:
    """A package or a copy that another program writes just now, or left: it may hold what is erased."""
    halves = [f"{case.path.stem} evidence.zip.01234567.part", f"{case.path.name}.89abcdef.part"]
    for name in (*halves, "other.zip.01234567.part"):
        (tmp_path / name).write_bytes(b"PK\x03\x04" + bytes(100))
    assert sorted(c.path.name for c in copies_of(case)) == sorted(halves)
