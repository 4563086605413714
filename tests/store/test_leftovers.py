"""What a kill leaves in the folder of the backups goes; what somebody is at work on, and what counts, stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kpdesk.services import backups, erasing, protection
from kpdesk.store import backup, leftovers
from kpdesk.store.case import CaseFile
from kpdesk.store.rekey import rekey
from tests.builders import an_actor, put

SECRET = "Zebedee Quillfeather"


def leave(case: CaseFile, folder: Path) -> list[Path]:
    """What kills in the middle of a backup, between it and its card, and in a comparison with an old one leave."""
    folder.mkdir(parents=True, exist_ok=True)
    unpacked = folder / "tmpabcd"
    unpacked.mkdir()
    made = [folder / "2026-01-01.kpdesk.1.part", folder / "2026-01-01.kpdesk", unpacked / "2026-01-01.kpdesk"]
    for path in made:
        shutil.copyfile(case.path, path)
    (folder / "2026-01-01.kpdesk.1.part-journal").write_bytes(b"journal")
    return [*made, folder / "2026-01-01.kpdesk.1.part-journal"]


def test_the_next_backup_removes_what_was_left_and_nothing_else(full) -> None:
    """Backups and their cards stay, also one whose card cannot be read."""
    kept, odd = backup.back_up(full, "first"), backup.back_up(full, "odd")
    odd.path.with_suffix(".json").write_text("?")
    left = leave(full, kept.path.parent)
    made = backup.back_up(full, "second")
    assert not [path for path in left if path.exists()]
    assert [b.path for b in backup.backups_in(kept.path.parent)] == [made.path, kept.path] and odd.path.exists()


@pytest.mark.skipif(os.name == "nt", reason="folders have no lock there")
def test_what_another_program_is_at_work_on_stays(full) -> None:
    """Until it ends or is killed."""
    folder = backup.back_up(full, "first").path.parent
    (left, *_) = leave(full, folder)
    script = (
        "import sys; from pathlib import Path; from kpdesk.store import leftovers\n"
        "with leftovers.at_work(Path(sys.argv[1])): print('at work', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(folder)], stdin=-1, stdout=-1) as other:
        assert other.stdout and other.stdout.readline() == b"at work\n"
        leftovers.sweep(folder)
        assert left.exists()
        other.kill()
    leftovers.sweep(folder)
    assert not left.exists()


def test_after_a_pass_phrase_nothing_plain_is_left_there(tmp_path, full, passphrase) -> None:
    """Half a backup is a whole case without a pass-phrase; what counts goes when it is asked for."""
    put(full, an_actor(name=SECRET))
    folder = backup.back_up(full, "first").path.parent
    leave(full, folder)
    full.close()
    rekey(full.path, old=passphrase, new="other words")
    assert len(list(folder.iterdir())) == 2
    with CaseFile.open(full.path, passphrase="other words") as case:
        with leftovers.at_work(folder):  # somebody else is at work, so it cannot be swept
            leave(case, folder)
            assert len(backups.all_in(folder)) == 5
            assert protection.replace_old_backups(case) == 5
        assert [b.why for b in backups.all_in(folder)] == ["after the pass-phrase changed"]
    assert not [p for p in folder.rglob("*") if p.is_file() and SECRET.encode() in p.read_bytes()]


def test_erasing_takes_what_was_left_and_names_what_somebody_is_at_work_on(full) -> None:
    """Named before and after, and removed with the backups."""
    actor = put(full, an_actor(name=SECRET))
    folder = backup.folder_of(full)
    leave(full, folder)
    assert {b.why for b in erasing.foresee(full, [("actor", actor.id)]).backups} == {backups.INTERRUPTED}
    assert erasing.erase(full, [("actor", actor.id)]).backups == ()
    with leftovers.at_work(folder):
        leave(full, folder)
        report = erasing.erase(full, [("actor", actor.id)])
        assert len(report.backups) == 4
        erasing.remove_backups(full, report.backups)
    assert [b.why for b in backups.all_in(folder)] == ["after erasing"]
