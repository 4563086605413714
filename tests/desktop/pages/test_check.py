"""The check and the evidence package from the window: told in words, repaired after a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kpdesk.desktop import notices
from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.check import CheckPage
from kpdesk.services import evidence
from kpdesk.store.case import CaseFile
from tests.builders import a_case, a_full_case


def _checked(window: MainWindow, qtbot) -> CheckPage:  # type: ignore[no-untyped-def]
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        window.trigger("case.check")
    page = window.pages["check"]
    assert isinstance(page, CheckPage)
    return page


def test_a_whole_case_is_told_so(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """With what was looked at; there is nothing to repair; the report can be copied."""
    page = _checked(window, qtbot)
    assert page.heading.text() == "The case is whole" and "1 text" in page.lines.text()
    assert not page.repair_button.isVisible() and not page.rescue_button.isVisible()
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == page.lines.text()


def test_a_broken_index_is_found_and_repaired_after_a_backup(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The report names it; after the repair the case is whole and the words are found again."""
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM search_index WHERE rowid = (SELECT max(id) FROM search_row)")
    page = _checked(window, qtbot)
    assert page.repair_button.isVisible() and "finding" in page.heading.text()
    page.repair_button.click()
    qtbot.waitUntil(lambda: page.heading.text().startswith("Repaired") and not window.desk.jobs.busy(), timeout=30_000)
    assert page.heading.text() == "Repaired: the case is whole"
    (kept,) = case.path.parent.glob("*before repairing*.kpdesk")  # what is damaged is no backup: it is kept beside
    assert kept.name in page.lines.lines[0]


def test_the_evidence_package_is_written_and_verified(window: MainWindow, tmp_path: Path, monkeypatch, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Where the person chose; it verifies without kpdesk's help."""
    target = tmp_path / "evidence.zip"
    monkeypatch.setattr(notices, "ask_save", lambda *_: target)
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        window.trigger("case.evidence")
    assert "Wrote evidence.zip and verified it" in window.messages.text()
    assert evidence.verify_package(target) == []


def test_that_a_package_of_a_protected_case_is_not_protected_is_said(
    open_on: Callable[..., MainWindow], tmp_path: Path, monkeypatch, qtbot
) -> None:  # type: ignore[no-untyped-def]
    """Before, in the title of the system's dialog, and after."""
    window, asked = open_on(a_full_case(tmp_path, passphrase="five words of no meaning")), []
    monkeypatch.setattr(notices, "ask_save", lambda *given: asked.append(given[1]) or tmp_path / "evidence.zip")
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        window.trigger("case.evidence")
    assert asked == ["Write an evidence package, which is not protected"]
    assert window.messages.text().endswith(evidence.UNPROTECTED)


def test_a_package_that_was_not_wanted_is_not_written(window: MainWindow, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Cancel in the system's dialog."""
    monkeypatch.setattr(notices, "ask_save", lambda *_: None)
    window.trigger("case.evidence")
    assert not list(tmp_path.glob("*.zip")) and not window.desk.jobs.busy()


def test_the_report_of_one_case_is_not_shown_as_another_s(window: MainWindow, case: CaseFile, tmp_path, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The check of the open case ends when another file is looked at already."""
    with a_case(tmp_path, file="other.kpdesk", passphrase="five words that nobody guesses"):
        pass
    window.desk.go("check", start=True)
    window.desk.go("check", path=str(tmp_path / "other.kpdesk"))
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=30_000)
    page = window.pages["check"]
    assert isinstance(page, CheckPage)
    assert page.heading.text() == "other.kpdesk is protected" and page.report is None and page.lines.lines == []
