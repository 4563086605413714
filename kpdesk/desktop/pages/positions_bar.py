"""The line above matrix and network: the as-of slider, the date compared with, filters."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QSlider

from kpdesk.analysis.date_spans import span_of
from kpdesk.desktop import theme
from kpdesk.desktop.widgets import button, hbox, icon_button, label
from kpdesk.domain.dates import from_day, parse_date, show
from kpdesk.errors import KpdeskError


class PositionsBar(QFrame):
    """``changed`` when another day, filter or comparison is wanted. ``day`` is the day chosen, as an ordinal."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "window")
        self.day = 0
        self._days: list[int] = []
        row = hbox(self, margins=(16, 6, 16, 6), space=8)
        row.addWidget(label("As of", "small", "text.2"))
        row.addWidget(icon_button("chevron-left", "The change before", self.earlier, action="matrix.earlier"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("As of")
        self.slider.setMinimumWidth(96)
        self.slider.valueChanged.connect(self._on_slider)
        row.addWidget(self.slider, 1)
        row.addWidget(icon_button("chevron-right", "The next change", self.later, action="matrix.later"))
        self.day_words = label("", heavy=True)
        self.day_words.setMinimumWidth(theme.px(128))
        row.addWidget(self.day_words)
        self.compare = self._field("compare with…", "Mark what changed since this date", 136)
        self.compare.setToolTip("Mark what changed since this date: Nov 2010")
        self.compare.editingFinished.connect(self.changed)
        self.issue = QComboBox()
        self.issue.setAccessibleName("Issue")
        self.issue.setMinimumWidth(theme.px(144))
        self.issue.setMaximumWidth(theme.px(208))
        self.issue.currentIndexChanged.connect(lambda _n: self.changed.emit())
        self.filter = self._field("Filter actors…", "Filter actors", 160)
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self.changed.emit())
        self.reviewed = button("Only reviewed", look="chip")
        self.reviewed.setCheckable(True)
        self.reviewed.toggled.connect(lambda _on: self.changed.emit())
        for part in (self.compare, self.issue, self.filter, self.reviewed):
            row.addWidget(part)

    def _field(self, words: str, name: str, width: int) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(words)
        made.setAccessibleName(name)
        made.setMaximumWidth(theme.px(width))
        return made

    def set_days(self, days: list[int], *, keep: bool) -> None:
        """The days on which something changes. ``keep`` the day chosen where there was one; else the latest."""
        keep = keep and bool(self._days) and self.slider.value() < self.slider.maximum()
        self._days = days
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(days) - 1))
        self.slider.setValue(max(0, bisect_right(days, self.day) - 1 if keep else len(days) - 1))
        self.slider.blockSignals(False)
        if not keep:
            self.day = days[-1] if days else date.today().toordinal()
        self._say()

    def set_issues(self, titles: list[str]) -> None:
        """Issues to choose from; the one chosen stays where it can."""
        chosen = self.issue.currentText()
        self.issue.blockSignals(True)
        self.issue.clear()
        self.issue.addItem("All issues", None)
        for n, title in enumerate(titles):
            self.issue.addItem(title, n)
        self.issue.setCurrentIndex(max(0, self.issue.findText(chosen)))
        self.issue.blockSignals(False)

    def choose_day(self, day: int, *, compared: int | None = None) -> None:
        """As of any day, also one on which nothing changed."""
        self.slider.blockSignals(True)
        self.slider.setValue(max(0, bisect_right(self._days, day) - 1))
        self.slider.blockSignals(False)
        self.day = day
        if compared is not None:
            self.compare.setText(show(from_day(date.fromordinal(compared))))
        self._say()
        self.changed.emit()

    def show_for(self, view: str, width: int) -> None:
        """Show the parts that a view needs, as far as there is room."""
        self.compare.setVisible(view == "matrix" and width >= 900)
        self.filter.setVisible(view == "matrix" and width >= 720)
        self.issue.setVisible(view == "network")

    def earlier(self) -> None:
        self.slider.setValue(bisect_right(self._days, self.day - 1) - 1)

    def later(self) -> None:
        self.slider.setValue(bisect_right(self._days, self.day))

    def _on_slider(self, value: int) -> None:
        if self._days:
            self.day = self._days[min(value, len(self._days) - 1)]
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        self.day_words.setText(show(from_day(date.fromordinal(max(1, self.day)))))

    def compared_day(self) -> int | None:
        """The last day of the date compared with; None where there is none or it cannot be read."""
        text, span, problem = self.compare.text().strip(), None, ""
        if text:
            try:
                span = span_of(parse_date(text))
            except KpdeskError as fault:
                problem = str(fault)
        self.compare.setToolTip(problem or "Mark what changed since this date: Nov 2010")
        self.compare.setProperty("problem", bool(problem))
        self.compare.style().polish(self.compare)
        return span.last if span else None
