"""The few windows that are not the main one: the system's file dialogs, and one dialog for a bug."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from kpdesk.desktop import diagnostic
from kpdesk.services import writing

log = logging.getLogger("kpdesk")
_open: set[QMessageBox] = set()  # a dialog without a parent would be collected while it shows
CASE_FILTER = "kpdesk case (*.kpdesk)"


def show_bug(parent: QWidget | None, error: BaseException) -> None:
    """Say in plain words that the program failed; the details can be copied: they hold no case text.

    The case is saved at any moment.
    """
    details = diagnostic.note(error)
    log.error("%s", details)
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("kpdesk")
    box.setText("Something went wrong in kpdesk. Your case is saved.")
    box.setInformativeText("Copy the details if you want to report it.")
    copy = box.addButton("Copy details", QMessageBox.ButtonRole.ActionRole)
    go_on = box.addButton("Go on", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(go_on)
    box.setEscapeButton(go_on)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    _open.add(box)
    box.finished.connect(lambda _result: _open.discard(box))
    box.open()


def ask_new_case(parent: QWidget | None, folder: Path) -> Path | None:
    """Where a new case file goes; None when the person thought better of it."""
    name, _ = QFileDialog.getSaveFileName(parent, "New case", str(folder / "Untitled.kpdesk"), CASE_FILTER)
    return writing.meant(name, (".kpdesk",)) if name else None


def ask_open_case(parent: QWidget | None, folder: Path) -> Path | None:
    """Which case file to open."""
    name, _ = QFileDialog.getOpenFileName(parent, "Open a case", str(folder), f"{CASE_FILTER};;All files (*)")
    return Path(name) if name else None


def ask_texts(parent: QWidget | None) -> list[Path]:
    """Which files of text to take in."""
    names, _ = QFileDialog.getOpenFileNames(parent, "Add texts", "", "Text (*.txt *.md);;All files (*)")
    return [Path(name) for name in names]


def ask_save(parent: QWidget | None, title: str, suggested: Path, kinds: str) -> Path | None:
    """Where to write a file, with one of the endings of ``kinds``; the system asks before an existing one is replaced."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
    return writing.meant(name, (suggested.suffix, *re.findall(r"\*(\.\w+)", kinds))) if name else None


def ask_picture(parent: QWidget | None) -> Path | None:
    """Which picture."""
    name, _ = QFileDialog.getOpenFileName(parent, "Choose a logo", "", "Pictures (*.png *.jpg *.jpeg)")
    return Path(name) if name else None


def ask_folder(parent: QWidget | None, title: str) -> Path | None:
    """Which folder."""
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None
