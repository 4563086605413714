"""What a kill leaves half written is taken away at the next opening, in whatever folder it lies; nothing else is."""

from __future__ import annotations

import os
import signal
import zipfile
from pathlib import Path

import pytest

from kpdesk.services import cases, evidence, recovery
from kpdesk.services.writing import write_file
from kpdesk.store import unfinished
from kpdesk.store.files import appearing
from kpdesk.store.places import data_folder
from tests.torture.rounds import in_child
from tests.torture.shim import installed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks")


def _kill(*_: object, **__: object) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def _package(full, out: Path) -> None:
    whole = zipfile.ZipFile.writestr

    def second(self: zipfile.ZipFile, info: zipfile.ZipInfo, *more: object) -> None:
        whole(self, info, *more)
        if info.filename == "records.jsonl":
            self.fp.flush()
            _kill()

    zipfile.ZipFile.writestr = second  # in the child only
    evidence.write_package(full, out / "evidence.zip")


def _copy(full, out: Path) -> None:
    installed().on = lambda op: _kill() if op.what == "sync" and ".part" in op.path else 0
    recovery.save_copy(full, out / "copy.kpdesk", passphrase="other words of no meaning")


def _briefing(full, out: Path) -> None:
    os.link = _kill  # in the child only
    write_file(out / "briefing.pdf", b"%PDF Ana Sithole")


@pytest.mark.parametrize("work", [_package, _copy, _briefing])
def test_half_a_file_of_a_killed_program_goes_when_a_case_is_opened(full, passphrase, tmp_path, work) -> None:
    """A package, which is plain; a copy; a briefing: in a folder that has nothing to do with the case."""
    out = tmp_path / "stick"
    out.mkdir()
    _, code = in_child(lambda _told: work(full, out))
    full.close()
    assert code == -signal.SIGKILL and len(list(out.glob("*.part"))) == 1
    cases.open_case(full.path, passphrase=passphrase).close()
    assert [p for p in out.iterdir() if not p.name.endswith(".lock")] == []  # a lock holds nothing, and frees itself
    assert list((data_folder() / "unfinished").iterdir()) == []


def test_what_is_being_written_stays(full, passphrase, tmp_path: Path) -> None:
    """Another case is opened meanwhile."""
    full.close()
    with appearing(tmp_path / "out.bin") as part:
        part.write_bytes(b"half")
        cases.open_case(full.path, passphrase=passphrase).close()
        assert part.read_bytes() == b"half"
    assert (tmp_path / "out.bin").read_bytes() == b"half"
    assert list((data_folder() / "unfinished").iterdir()) == []


@pytest.mark.parametrize("name", ["thesis.kpdesk", "part", "a.0123456789abcdef.part", "a.1234.part"])
def test_a_note_that_names_another_file_removes_nothing(tmp_path: Path, name: str) -> None:
    """Whoever wrote it: only names that kpdesk makes are taken away, and the note goes."""
    theirs, folder = tmp_path / name, data_folder() / "unfinished"
    theirs.write_bytes(b"theirs")
    folder.mkdir(parents=True)
    (folder / "note").write_bytes(os.fsencode(theirs))
    unfinished.sweep()
    assert theirs.read_bytes() == b"theirs" and list(folder.iterdir()) == []


def test_without_a_folder_for_notes_files_are_written_all_the_same(tmp_path: Path) -> None:
    """A full or read-only home stops no export to another disk."""
    data_folder().parent.mkdir(parents=True, exist_ok=True)
    data_folder().write_bytes(b"a file where the folder should be")
    with appearing(tmp_path / "out.bin") as part:
        part.write_bytes(b"whole")
    unfinished.sweep()
    assert (tmp_path / "out.bin").read_bytes() == b"whole"


def test_a_long_name_leaves_room_for_the_part(tmp_path: Path) -> None:
    """Names have at most 255 bytes; four each for these signs."""
    target = tmp_path / ("\U0001f48e" * 60)
    with appearing(target) as part:
        part.write_bytes(b"x")
    assert target.read_bytes() == b"x"
