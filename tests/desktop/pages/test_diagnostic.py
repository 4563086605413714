"""The diagnostic is shown before it is copied, and what is copied is what was shown."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from kpdesk.desktop.main_window import MainWindow


def test_what_is_shown_is_what_is_copied(window: MainWindow) -> None:
    """By the command; nothing is copied before the button is pressed."""
    QGuiApplication.clipboard().clear()
    window.trigger("help.diagnostic")
    page = window.pages["diagnostic"]
    assert window.page is page and "kpdesk" in page.text.toPlainText()
    assert QGuiApplication.clipboard().text() == ""
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == page.text.toPlainText()
