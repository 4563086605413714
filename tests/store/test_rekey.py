"""Pass-phrases set, changed and removed: the records are the same, the words are not in the file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kpdesk.errors import AlreadyOpen, PassphraseNeeded, ReadOnlyError
from kpdesk.store import case as case_module
from kpdesk.store import unkept
from kpdesk.store.backup import back_up, restore
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from kpdesk.store.rekey import rekey
from tests.builders import a_full_case, fingerprint


@pytest.mark.parametrize(("old", "new"), [(None, "new words"), ("old words", "new words"), ("old words", None)])
def test_the_case_is_the_same_under_its_new_passphrase(tmp_path: Path, old: str | None, new: str | None) -> None:
    """Every record, the log, undo and the search index come along."""
    case = a_full_case(tmp_path, passphrase=old)
    before = fingerprint(case)
    case.close()
    rekey(case.path, old=old, new=new)
    assert (b"Sithole" in case.path.read_bytes()) == (new is None)
    with CaseFile.open(case.path, passphrase=new) as again:
        assert fingerprint(again) == before and again.encrypted == bool(new)
        assert check(case.path, key=again.key).ok
        again.undo()
    if new:
        with pytest.raises(PassphraseNeeded):
            CaseFile.open(case.path, passphrase=old)
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["test.kpdesk"]


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_who_may_read_the_file_stays_as_it_was(tmp_path: Path) -> None:
    """A case that only its owner could read is not opened to others by taking the pass-phrase off, or by a backup."""
    case = a_full_case(tmp_path, passphrase="old words")
    kept = back_up(case, "by hand")
    case.close()
    case.path.chmod(0o600)
    restore(kept.path, case.path, passphrase="old words")
    assert case.path.stat().st_mode & 0o777 == 0o600
    rekey(case.path, old="old words", new=None)
    assert case.path.stat().st_mode & 0o777 == 0o600


def test_a_file_for_reading_only_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its folder would allow it: somebody marked it so."""
    case = a_full_case(tmp_path)
    case.close()
    before = case.path.read_bytes()
    monkeypatch.setattr(case_module, "_write_lock", lambda _path: None)  # root may write to marked files too
    with pytest.raises(ReadOnlyError, match="pass-phrase was not changed"):
        rekey(case.path, old=None, new="new words")
    assert case.path.read_bytes() == before


def test_a_wrong_old_passphrase_changes_nothing(tmp_path: Path) -> None:
    """The file is the same byte for byte."""
    case = a_full_case(tmp_path, passphrase="old words")
    case.close()
    before = case.path.read_bytes()
    with pytest.raises(PassphraseNeeded):
        rekey(case.path, old="other words", new="new words")
    assert case.path.read_bytes() == before


def test_an_open_case_is_not_rekeyed(tmp_path: Path) -> None:
    """It is closed first."""
    with a_full_case(tmp_path) as case, pytest.raises(AlreadyOpen):
        rekey(case.path, old=None, new="new words")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_the_case_behind_a_link_is_what_becomes_protected(tmp_path: Path) -> None:
    """Not the link beside it, which would leave the case as it was; restoring goes the same way."""
    case = a_full_case(tmp_path)
    kept = back_up(case, "by hand")
    case.close()
    link = tmp_path / "link" / "case.kpdesk"
    link.parent.mkdir()
    link.symlink_to(case.path)
    rekey(link, old=None, new="new words")
    assert link.is_symlink() and b"Sithole" not in case.path.read_bytes()
    restore(kept.path, link)
    assert link.is_symlink() and b"Sithole" in case.path.read_bytes()
    with CaseFile.open(link) as again:
        assert again.path == case.path


@pytest.mark.parametrize(("old", "new"), [(None, "new words"), ("old words", None)])
def test_what_was_typed_follows_whatever_the_place_is_called(tmp_path: Path, old: str | None, new: str | None) -> None:
    """Also what was put by before the case was moved here; what belongs to a copy that is there stays the copy's."""
    case = a_full_case(tmp_path, passphrase=old)
    names, key = case.sealed_as(), case.key
    assert names
    (tmp_path / "sub").mkdir()
    copy = tmp_path / "copy.kpdesk"
    copy.write_bytes(case.path.read_bytes())
    places = (case.path, tmp_path / "moved away.kpdesk", copy)
    own, moved, other = shelves = [unkept.shelf(names[0], place) for place in places]
    for kept, place in zip(shelves, places, strict=True):
        assert unkept.write(kept, json.dumps({"case": str(place), "typed": {"note": "Quillfeather"}}), key)
    case.close()
    rekey(tmp_path / "sub" / ".." / case.path.name, old=old, new=new)
    with CaseFile.open(case.path, passphrase=new) as again:
        assert [bool(unkept.read(kept, again.key)) for kept in (own, moved)] == [True, True]
    assert [b"Quillfeather" in kept.read_bytes() for kept in shelves] == [new is None, new is None, old is None]
    assert unkept.read(other, key)
