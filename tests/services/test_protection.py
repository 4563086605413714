"""Setting, changing and removing a pass-phrase, with a word on older backups."""

from __future__ import annotations

import pytest

from kpdesk.errors import UsageError
from kpdesk.services import backups, protection
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, fingerprint


def test_protect_change_and_unprotect(tmp_path) -> None:
    """The same records all the way; older backups are counted and can be removed."""
    case = a_full_case(tmp_path)
    backups.back_up(case)
    before, path = fingerprint(case), case.path
    case.close()
    assert protection.protect(path, "one two three four").old_backups == 1
    assert protection.remove_old_backups(path) == 1
    assert protection.change_passphrase(path, "one two three four", "five six seven eight").old_backups == 0
    with CaseFile.open(path, passphrase="five six seven eight") as again:
        assert fingerprint(again) == before
    assert "no longer protected" in protection.unprotect(path, "five six seven eight").message
    CaseFile.open(path).close()


def test_too_short_a_passphrase_is_refused(tmp_path) -> None:
    """Before anything is written."""
    case = a_full_case(tmp_path)
    case.close()
    before = case.path.read_bytes()
    with pytest.raises(UsageError, match="at least 8"):
        protection.protect(case.path, "short")
    assert case.path.read_bytes() == before and protection.advice("short")
