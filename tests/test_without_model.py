"""The language model is deleted or damaged: texts are kept, everything else goes on, and it is said what is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kpdesk import cli
from kpdesk.desktop.capturing import take_in_files
from kpdesk.desktop.main_window import MainWindow
from kpdesk.domain.finding import Criteria
from kpdesk.extract import pipeline
from kpdesk.services import finding
from kpdesk.store.case import CaseFile
from tests.desktop.conftest import *  # noqa: F403

TEXT = "The minister told reporters that the exports will stop."


@pytest.fixture(params=["deleted", "damaged"])
def gone(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The words that say what is the matter."""
    folder = tmp_path / "model"
    if request.param == "damaged":
        shutil.copytree(pipeline.SHIPPED, folder)
        (folder / "weights.npz").write_bytes((folder / "weights.npz").read_bytes()[:1000])
    monkeypatch.setattr(pipeline, "SHIPPED", folder)
    return "The language model is missing." if request.param == "deleted" else "The language model is damaged."


def test_the_command_line_keeps_the_text_and_does_all_but_read(
    gone: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The text is taken in and found in the list; a timeline, a briefing and a package come out."""
    case, text = str(tmp_path / "a.kpdesk"), tmp_path / "a.txt"
    text.write_text(TEXT)
    assert cli.main(["new", case]) == 0
    assert cli.main(["add", case, str(text)]) == 1
    told = capsys.readouterr()
    assert "taken in as" in told.out
    assert told.err == f"kpdesk: {gone} {pipeline._AGAIN}\n"
    assert cli.main(["extract", str(text)]) == 1
    assert gone in capsys.readouterr().err
    assert cli.main(["list", case, "sources"]) == 0
    assert "The minister told reporters" in capsys.readouterr().out
    assert cli.main(["brief", case, "--kind", "chronology", "--out", str(tmp_path / "a.docx")]) == 0
    assert cli.main(["timeline", case, "--out", str(tmp_path / "a.svg")]) == 0
    assert cli.main(["package", case, "--out", str(tmp_path / "a.zip")]) == 0
    assert cli.main(["check", case]) == 0
    assert {p.name for p in tmp_path.glob("a.*")} >= {"a.docx", "a.svg", "a.zip"}


def test_the_window_keeps_texts_searches_and_says_what_is_missing(
    gone: str,
    window: MainWindow,
    case: CaseFile,
    tmp_path: Path,
    qtbot,  # type: ignore[no-untyped-def]
) -> None:
    """Two texts come in and can be found; one message says once what is missing, and undo takes the last one out."""
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} Quixotic monitors left {number} times.")
    before = case.count("source")
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=60_000):
        take_in_files(window.desk, [tmp_path / "1.txt", tmp_path / "2.txt"])
    assert window.messages.text().startswith(f"Took in 2 texts. {gone}")
    assert "more" not in window.messages.text()
    assert case.count("source") == before + 2
    assert finding.find(case, Criteria(words="quixotic")).total == 2
    window.desk.undo()
    qtbot.waitUntil(lambda: case.count("source") == before + 1, timeout=10_000)
