"""Without the package or without a keyring nothing is kept, and what is missing is said."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from kpdesk.errors import CaseFileError
from kpdesk.services import remembering
from tests.builders import a_case

WORDS = "five words that do not match"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, "keyring", None)  # as if it were not installed
    assert "kpdesk[keyring]" in remembering.missing()


def test_a_computer_without_a_keyring_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package alone is not enough; asking it does not fail."""
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_keyring=lambda: SimpleNamespace(priority=0)))
    assert "no keyring" in remembering.missing()
    assert remembering.recall("anything") is None


def test_an_entry_is_known_by_the_file_and_dies_with_its_salt(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that moved is known again; a plain one leaves nothing; a keyring that refuses is a known fault."""
    held: dict[str, str] = {}

    def refuse(*_words: str) -> None:
        raise RuntimeError("locked")

    ring = SimpleNamespace(
        get_keyring=lambda: SimpleNamespace(priority=5),
        set_password=lambda _service, name, words: held.__setitem__(name, words),
        get_password=lambda _service, name: held.get(name),
        delete_password=lambda _service, name: held.pop(name),
    )
    monkeypatch.setitem(sys.modules, "keyring", ring)
    a_case(tmp_path, passphrase=WORDS).close()
    a_case(tmp_path, file="plain.kpdesk").close()
    path = (tmp_path / "test.kpdesk").rename(tmp_path / "moved.kpdesk")
    remembering.remember(path, WORDS)
    remembering.remember(tmp_path / "plain.kpdesk", "x")
    assert remembering.recall(path) == WORDS and len(held) == 1
    remembering.forget(path)
    assert remembering.recall(path) is None
    ring.set_password = refuse
    with pytest.raises(CaseFileError, match="refused"):
        remembering.remember(path, WORDS)
