"""The pretrained encoder comes from an extra package, or a sentence says how to get it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.errors import KpdeskError
from kpdesk.extract.training import pretrained


def test_pieces_that_look_like_addresses_are_blank(tmp_path: Path) -> None:
    """Numbers stay in place; the strings do not ship."""
    (tmp_path / "vocab.txt").write_text("[PAD]\n[unused1]\n@\nhttp\nword\n", "utf-8")
    assert pretrained.vocabulary(tmp_path) == ["[PAD]", "", "", "", "word"]


def test_without_the_package_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training is not needed to run kpdesk; what it needs is said."""
    monkeypatch.setattr(pretrained, "PACKAGE", "no_such_package_anywhere")
    with pytest.raises(KpdeskError, match="not installed") as fault:
        pretrained.folder()
    assert "training" in fault.value.hint
