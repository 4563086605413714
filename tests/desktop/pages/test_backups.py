"""Backups: made, listed, put back."""

from __future__ import annotations

from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put


def test_a_backup_is_made_listed_and_put_back(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Today's file stays beside it."""
    window.desk.go("backups")
    page = window.pages["backups"]
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        page.now.click()
    assert page.count_text() == "1 kept"
    assert "1 texts" in page.model.data(page.model.index(0, 1))
    put(case, an_actor(name="Made later"))
    path = case.path
    page.restore_button.click()
    assert window.desk.case is not None and window.desk.case is not case
    assert not window.desk.case.all("actor", name="Made later")
    assert window.messages.text().startswith("Put back the backup of today")
    assert len(list(path.parent.glob(f"{path.stem}*"))) >= 2
