"""The command's options, and what it says when it cannot start."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from kpdesk.extract.training import pretrained
from kpdesk.extract.training.__main__ import CONFIG, arguments, main


def test_the_corpora_are_looked_for_beside_the_project() -> None:
    """No option is needed in the usual place."""
    options = arguments([])
    assert options.corpora.parts[-2:] == ("shared", "corpora")
    assert options.without is None and CONFIG.is_file()


def test_polnear_can_be_left_out_and_nothing_else() -> None:
    """A wrong name is a usage error."""
    assert arguments(["--without", "polnear"]).without == "polnear"
    with pytest.raises(SystemExit):
        arguments(["--without", "ewt"])


def test_without_the_extra_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence, not a trace."""
    monkeypatch.setattr(pretrained, "PACKAGE", "no_such_package_anywhere")
    assert importlib.util.find_spec(pretrained.PACKAGE) is None
    assert main(["--work", str(tmp_path / "work"), "--out", str(tmp_path / "out")]) == 1
    assert "training" in capsys.readouterr().err
