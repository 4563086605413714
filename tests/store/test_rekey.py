"""Pass-phrases set, changed and removed: the records are the same, the words are not in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.errors import AlreadyOpen, PassphraseNeeded
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
