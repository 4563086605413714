"""Settings: how the window looks and which keys hold, on this computer; and what belongs to the open case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.key_editor import KeyEditor
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.pages.privacy import Privacy
from kpdesk.desktop.widgets import Segmented, button, hbox, icon_button, label, scrolled, vbox
from kpdesk.services import cases

_READER_SIZES = (12, 28)


class SettingsPage(Page):
    """Every choice holds at once; those of the case can be undone."""

    place = "settings"
    name = "Settings"
    reads = ("case_settings",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        prefer = desk.settings
        self.theme = Segmented((("system", "As the system"), ("light", "Light"), ("dark", "Dark")), "Theme")
        self.theme.choose(prefer.theme if prefer.theme in theme.CHOICES else "system")
        self.theme.chosen.connect(self._on_theme)
        self.scale_words = label()
        self.reader_words = label()
        self.serif = Segmented((("serif", "Serif"), ("sans", "Sans serif")), "Letters of the reader")
        self.serif.choose("serif" if prefer.reader_serif else "sans")
        self.serif.chosen.connect(self._on_serif)
        self.single = self._switch("Single-letter keys (A accept, R reject, …)", prefer.single_keys, self._on_single)
        self.keys = KeyEditor(desk)
        self.keys.changed.connect(self._install_keys)
        self.keys.hide()
        self.change_keys = button("Change the keys", self._show_keys)
        self.reduced = self._switch("Less motion", prefer.reduced_motion, self._on_reduced)
        self.privacy = Privacy(desk)
        self.case_name = QLineEdit()
        self.case_name.setAccessibleName("Name of the case")
        self.case_name.setMaximumWidth(400)
        self.case_name.editingFinished.connect(self._on_name)
        self.reference = self._switch("Use the Kimberley Process reference list", True, self._on_reference)
        self.browse = button("Browse the list", lambda: desk.go("reference"))
        self.backups = button("Backups", lambda: desk.go("backups"), icon="database-backup")
        self.protect = button("Pass-phrase…", lambda: desk.go("protection"), icon="lock")
        self.check = button("Check", lambda: desk.go("check"), icon="circle-check")
        self.case_part = QWidget()
        self._arrange()
        self.reload()

    def _switch(self, words: str, on: bool, then: Callable[[bool], None]) -> QCheckBox:
        made = QCheckBox(words)
        made.setChecked(on)
        made.toggled.connect(then)
        return made

    def _arrange(self) -> None:
        inner = QFrame()
        inner.setProperty("look", "page")
        inner.setMaximumWidth(720)
        column = vbox(inner, margins=24, space=8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(16)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(label("On this computer", "title"))
        column.addSpacing(8)
        column.addLayout(self._grid)
        self._row(0, "Theme", self.theme)
        self._row(1, "Letters", self._stepper(self.scale_words, "Letters", self._on_scale))
        self._row(2, "Reader", self._stepper(self.reader_words, "Letters of the reader", self._on_reader, self.serif))
        keys = QWidget()
        rows = vbox(keys, space=8)
        rows.addWidget(self.single)
        rows.addWidget(self.change_keys, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.keys)
        self._row(3, "Keys", keys)
        self._row(4, "Motion", self.reduced)
        for number, (words, part) in enumerate(self.privacy.rows(), 5):
            self._row(number, words, part)
        column.addSpacing(24)
        case = vbox(self.case_part, space=8)
        case.addWidget(label("This case", "title"))
        case.addSpacing(8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(16)
        self._grid.setColumnStretch(1, 1)
        case.addLayout(self._grid)
        self._row(0, "Name", self.case_name)
        reference = QWidget()
        row = hbox(reference, space=16)
        row.addWidget(self.reference)
        row.addWidget(self.browse)
        row.addStretch(1)
        self._row(1, "Reference", reference)
        keeping = QWidget()
        row = hbox(keeping, space=8)
        row.addWidget(self.backups)
        row.addWidget(self.protect)
        row.addWidget(self.check)
        row.addStretch(1)
        self._row(2, "Keeping", keeping)
        column.addWidget(self.case_part)
        column.addStretch(1)
        page = QFrame()
        page.setProperty("look", "page")
        across = hbox(page)
        across.addStretch(1)
        across.addWidget(inner, 1000)
        across.addStretch(1)
        vbox(self).addWidget(scrolled(page, "Settings"))

    def _row(self, number: int, words: str, part: QWidget) -> None:
        said = label(words, ink="text.2")
        said.setFixedWidth(theme.px(88))
        said.setMinimumHeight(theme.px(32))
        self._grid.addWidget(said, number, 0, Qt.AlignmentFlag.AlignTop)  # beside the first line of what is high
        self._grid.addWidget(part, number, 1)

    def _stepper(self, words: QWidget, name: str, on: Callable[[int], None], *more: QWidget) -> QWidget:
        whole = QWidget()
        row = hbox(whole, space=4)
        row.addWidget(icon_button("zoom-out", f"{name} smaller", lambda: on(-1)))
        words.setMinimumWidth(theme.px(56))
        row.addWidget(words)
        row.addWidget(icon_button("zoom-in", f"{name} larger", lambda: on(1)))
        for part in more:
            row.addSpacing(12)
            row.addWidget(part)
        row.addStretch(1)
        return whole

    # what the window asks

    def show_where(self, **where: Any) -> None:
        self.reload()

    def panes(self) -> list[QWidget]:
        return [self.theme.button(self.theme.key())]

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"find.here": self.single.setFocus}

    def reload(self, changes: object = None) -> None:
        self.scale_words.setText(f"{round(self.desk.settings.scale * 100)} %")
        self.reader_words.setText(f"{self.desk.settings.reader_size} px")
        self.theme.choose(self.desk.settings.theme if self.desk.settings.theme in theme.CHOICES else "system")
        self.privacy.reload()
        case = self.desk.case
        self.case_part.setVisible(case is not None)
        if case is not None:
            held = case.settings()
            self.case_name.setText(held.name)
            self.reference.blockSignals(True)
            self.reference.setChecked(held.use_reference)
            self.reference.blockSignals(False)
            for part in (self.case_name, self.reference, self.protect):
                part.setEnabled(not case.read_only)

    # choices

    def _on_theme(self, key: str) -> None:
        self.desk.settings.theme = key
        self.desk.settings.save()
        theme.current.apply(choice=key)

    def _on_scale(self, by: int) -> None:
        trigger = getattr(self.window(), "trigger", None)
        if trigger is not None:
            trigger("larger" if by > 0 else "smaller")
        self.reload()

    def _on_reader(self, by: int) -> None:
        low, high = _READER_SIZES
        self.desk.settings.reader_size = min(high, max(low, self.desk.settings.reader_size + by))
        self.desk.settings.save()
        theme.current.changed.emit()
        self.reload()

    def _on_serif(self, key: str) -> None:
        self.desk.settings.reader_serif = key == "serif"
        self.desk.settings.save()
        theme.current.changed.emit()

    def _on_single(self, on: bool) -> None:
        self.desk.settings.single_keys = on
        self.desk.settings.save()
        self._install_keys()

    def _show_keys(self) -> None:
        self.keys.setVisible(self.keys.isHidden())
        self.change_keys.setText("Hide the keys" if self.keys.isVisible() else "Change the keys")

    def _install_keys(self) -> None:
        """Every page takes the keys over, buttons and all."""
        install = getattr(self.window(), "install_all_letters", None)
        if install is not None:
            install()

    def _on_reduced(self, on: bool) -> None:
        self.desk.settings.reduced_motion = on
        self.desk.settings.save()
        theme.current.reduced_motion = on

    def _on_name(self) -> None:
        held = self.desk.case.settings() if self.desk.case is not None else None
        if held is not None and self.case_name.text().strip() != held.name:
            self.desk.do(cases.change_settings, replace(held, name=self.case_name.text().strip()))

    def _on_reference(self, on: bool) -> None:
        if self.desk.case is not None:
            self.desk.do(cases.change_settings, replace(self.desk.case.settings(), use_reference=on))
