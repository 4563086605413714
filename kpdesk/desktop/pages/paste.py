"""Paste: the text as received, what it says about itself as guesses one can change, and one button to take it in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QLineEdit, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.capturing import read_text
from kpdesk.desktop.columns import Columns
from kpdesk.desktop.desk import Deed, Desk
from kpdesk.desktop.forms.received_edit import ReceivedEdit
from kpdesk.desktop.forms.record_form import ChoiceBox, held, hold
from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.models import spelling
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.reader.setting import Setting
from kpdesk.desktop.snug_area import snug
from kpdesk.desktop.widgets import button, ground, hbox, label, restyle, vbox
from kpdesk.domain.dates import parse_date
from kpdesk.domain.vocabulary import SOURCE_KINDS
from kpdesk.domain.wording import shortened
from kpdesk.errors import KpdeskError
from kpdesk.services import pasting

FIELDS = (
    ("title", "Title", "its first line, when empty"),
    ("outlet", "Outlet", "newspaper, agency, body"),
    ("author", "Author", ""),
    ("address", "Address", "https://…"),
    ("published", "Published", "2011, June 2011, 20 June 2011"),
)
LANGUAGES = {"en": "English", "fr": "French", "pt": "Portuguese", "de": "German", "es": "Spanish", "ar": "Arabic",
             "he": "Hebrew", "ru": "Russian", "zh": "Chinese", "nl": "Dutch", "it": "Italian", "el": "Greek",
             "hy": "Armenian", "ja": "Japanese", "ko": "Korean", "th": "Thai"}  # fmt: skip
GUESS_AFTER_MS = 250


class PastePage(Page):
    """A page, not a dialog. What a person typed is never overwritten by a guess."""

    place = "paste"
    name = "Paste a text"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._typed: set[str] = set()
        self._correct: str | None = None
        self._earlier: str | None = None  # the source whose corrected text this seems to be
        self._busy = False
        self._read = (-1, "")  # the text as it was looked at last, with its revision
        self.text = ReceivedEdit()
        self.text.setAccessibleName("Text as received")
        self.text.setPlaceholderText("Copy the article in the browser, then press Ctrl+V here.")
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._on_text)
        self.text.refused.connect(lambda words: self._say_fault(words, self.text))
        self.fields: dict[str, QLineEdit] = {}
        self.dots: dict[str, QLabel] = {}
        self.kind, self.language = ChoiceBox(), ChoiceBox()
        self.fault = label("", ink="error", wrap=True)
        self.fault.hide()
        self.take = button("Take it in", self.take_in, look="main", key="Ctrl+Return")
        self.drop = button("Cancel", self.leave, look="quiet", key="Esc")
        self.columns = Columns(desk, "paste", list_part=None, main=self._left(), card=self._right())
        page = ground("window")
        row = hbox(page)
        row.addStretch(1)
        self.columns.setMaximumWidth(1320)
        row.addWidget(self.columns, 1000)
        row.addStretch(1)
        vbox(self).addWidget(page)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GUESS_AFTER_MS)
        self._timer.timeout.connect(self.guess)
        keep = QAction("Take it in", self)
        keep.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        keep.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keep.triggered.connect(lambda _checked=False: self.take_in())
        self.addAction(keep)

    def _left(self) -> QWidget:
        left = QFrame()
        left.setProperty("look", "page")
        column = vbox(left, margins=(24, 16, 24, 16), space=8)
        column.addWidget(label("Text as received", heavy=True))
        column.addWidget(self.text, 1)
        self.count = label("", "small", "text.2")
        column.addWidget(self.count)
        return left

    def _right(self) -> QWidget:
        inner = QWidget()
        column = vbox(inner, margins=(24, 16, 24, 0), space=8)
        self.about_head = label("About it", heavy=True)
        column.addWidget(self.about_head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, words, hint) in enumerate(FIELDS):
            field = QLineEdit()
            field.setAccessibleName(words)
            field.setPlaceholderText(hint)
            field.textEdited.connect(lambda _text, name=name: self._on_typed(name))
            self.fields[name] = field
            self._row(grid, row, name, words, field)
        for row, (name, words, box, choices) in enumerate(
            (("kind", "Kind", self.kind, SOURCE_KINDS), ("language", "Language", self.language, LANGUAGES)), len(FIELDS)
        ):
            for key, said in choices.items():
                box.addItem(said, key)
            box.setAccessibleName(words)
            box.activated.connect(lambda _index, name=name: self._on_typed(name))
            self._row(grid, row, name, words, box)
        column.addLayout(grid)
        self.bullet = label("•  guessed from the text", "small", "text.2")
        self.bullet.hide()
        column.addWidget(self.bullet)
        column.addWidget(self.fault)
        self.seen = label("", ink="text.2", wrap=True)
        self.as_correction = button("Take it in as its corrected text", self._take_as_correction)
        for made in (self.seen, self.as_correction):
            column.addWidget(made)
            made.hide()
        buttons = hbox(margins=(24, 8, 24, 16), space=8)
        buttons.addWidget(self.take)
        buttons.addWidget(self.drop)
        buttons.addStretch(1)
        card = QFrame()
        card.setProperty("look", "window")
        whole = vbox(card)
        whole.addWidget(snug(inner, "About it"))
        whole.addLayout(buttons)
        whole.addStretch(1)
        return card

    def _row(self, grid: QGridLayout, row: int, name: str, words: str, field: QWidget) -> None:
        said = label(words, ink="text.2")
        said.setFixedWidth(theme.px(72))
        said.setMinimumHeight(theme.px(32))
        dot = label("•", ink="edited", heavy=True)
        dot.setToolTip("Guessed from the text")
        dot.setFixedWidth(10)
        dot.setVisible(False)
        keep = dot.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        dot.setSizePolicy(keep)
        self.dots[name] = dot
        grid.addWidget(said, row, 0)
        grid.addWidget(field, row, 1)
        grid.addWidget(dot, row, 2)

    # what the window asks

    def title(self) -> str:
        return "Paste a corrected text" if self._correct else self.name

    def show_where(self, **where: Any) -> None:
        """``text`` fills an empty page; ``correct`` names the source whose corrected text this will be."""
        if self._busy:
            return
        if "correct" in where and where["correct"] != self._correct:
            self.clear()
        self._correct = where.get("correct")
        text = where.get("text")
        if text and not self.text.toPlainText().strip() and self.text.fits(text):
            self.text.setPlainText(text)
            self.guess()
        self.text.setFocus()
        for widget in self._all_fields().values():
            widget.setEnabled(not self._correct)

    def panes(self) -> list[QWidget]:
        return [self.text, self.fields["title"]]

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"escape": self.leave, "paste": self._paste_here, "find.here": self.text.setFocus}

    def reload(self, changes: object = None) -> None:
        if changes is None:
            self._ready()  # what was being taken in ended with the case, untold
            self.clear()

    def unkept(self) -> dict[str, Any]:
        """The text is taken out of its field only where it changed: for millions of characters that takes a while."""
        revision = self.text.document().revision()
        if self._read[0] != revision:
            self._read = (revision, self.text.toPlainText())
        text = self._read[1]
        fields = {name: held(field) for name, field in self._all_fields().items() if name in self._typed}
        return {"text": text, "fields": fields, "correct": self._correct} if text.strip() or fields else {}

    def take_unkept(self, typed: dict[str, Any]) -> list[tuple[str, Deed]]:
        self._correct = typed["correct"] if self.desk.case.get("source", typed["correct"] or "") else None
        self.text.setPlainText(typed["text"])
        for name, words in typed["fields"].items():
            self._typed.add(name)
            hold(self._all_fields()[name], words)
        self.guess()
        return [("a pasted text", partial(self.desk.go, self.place, correct=self._correct))]

    def _all_fields(self) -> dict[str, QWidget]:
        return {**self.fields, "kind": self.kind, "language": self.language}

    def fit(self, width: int) -> None:
        self.columns.fit(min(width, 1320))

    # guessing

    def _paste_here(self) -> None:
        self.text.paste()
        self.text.setFocus()

    def _on_text(self) -> None:
        found = len(self.text.toPlainText())
        self.count.setText(f"{found:,} characters" if found else "")
        self.fault.hide()
        self._timer.start()

    def _on_typed(self, name: str) -> None:
        self._typed.add(name)
        self.dots[name].setVisible(False)
        self._say_bullet()
        self.fault.hide()
        field = self.fields.get(name)
        if field is not None and field.property("problem"):
            restyle(field, problem=False)

    def guess(self) -> None:
        """Fill what nobody typed with what the text says about itself, marked with a bullet."""
        self._timer.stop()
        text = self.text.toPlainText()
        found = pasting.about(text) if text.strip() else None
        self.text.run_right_to_left(Setting().right_to_left(text))
        for name, field in self.fields.items():
            if name in self._typed:
                continue
            value = getattr(found, name, None) if found else None
            field.setText((spelling.date(value) if name == "published" else value) or "")
            field.setCursorPosition(0)
            self.dots[name].setVisible(bool(value))
        language = found.language if found else None
        if "language" not in self._typed and language:
            self.language.setCurrentIndex(self.language.findData(language))
            self.dots["language"].setVisible(True)
        self._say_bullet()
        self._look_for_earlier(text)

    def _look_for_earlier(self, text: str) -> None:
        """A text that the case has in an earlier form can become its next version: offered, never done unasked."""
        title, outlet, address = (self.fields[name].text().strip() for name in ("title", "outlet", "address"))
        case, found = self.desk.case, None
        if case is not None and text.strip() and not self._correct:
            found = pasting.corrects(case, text, title=title, outlet=outlet, address=address)
        self._earlier = found.id if found else None
        self.seen.setText(f"This looks like a corrected text of “{shortened(found.title)}”." if found else "")
        self.seen.setVisible(found is not None)
        self.as_correction.setVisible(found is not None)

    def _take_as_correction(self) -> None:
        self._correct = self._earlier
        self.take_in()

    def _say_bullet(self) -> None:
        self.bullet.setVisible(any(not dot.isHidden() for dot in self.dots.values()))

    # taking in

    def about(self) -> dict[str, str | None]:
        """The fields as typed or guessed."""
        found: dict[str, str | None] = {name: field.text().strip() or None for name, field in self.fields.items()}
        return found | {"kind": self.kind.currentData(), "language": self.language.currentData()}

    def take_in(self) -> None:
        """Take the text in, then read it; both as jobs, so that nothing waits."""
        if self._busy:
            return
        if self._timer.isActive():
            self.guess()
        text, about = self.text.toPlainText(), self.about()
        if not text.strip():
            self._say_fault("The text is empty. Copy the article in the browser, then press Ctrl+V here.", self.text)
            return
        try:
            about["published"] = parse_date(about["published"]) if about["published"] else None
        except KpdeskError as fault:
            restyle(self.fields["published"], problem=True)
            self._say_fault(str(fault), self.fields["published"])
            return
        self._busy = True
        self.take.setEnabled(False)
        if self._correct:
            self._take_correction(self._correct, text)
            return

        def work(_progress: Progress, case: Any) -> Any:
            from kpdesk.services import capture

            return capture.add_paste(case, text, **about)

        self.desk.run(work, self.desk.case, label="Taking the text in", done=self._taken, failed=self._failed)

    def _taken(self, added: Any) -> None:
        self._ready()
        self.clear()
        if added.already:
            words = f"This text is in the case already: “{shortened(added.title)}”. It was not added again."
            self.desk.say(words, "info")
            self.desk.go("sources", source_id=added.source_id)
            return
        self.desk.changed.emit(added.changes)
        self.desk.say(f"{added.changes.label}.", "ok", [("Undo", lambda: self.desk.take_back(added.changes.seq))])
        self.desk.go("sources", source_id=added.source_id)
        read_text(self.desk, added.source_id, added.title)

    def _take_correction(self, source_id: str, text: str) -> None:
        def work(_progress: Progress, case: Any) -> Any:
            from kpdesk.services import reanchoring

            return reanchoring.correct_text(case, source_id, text)

        def done(report: Any) -> None:
            self._ready()
            self.clear()
            self._correct = None
            self.desk.changed.emit(report.changes)
            deeds = [("Undo", lambda: self.desk.take_back(report.changes.seq))]
            if report.count("changed") or report.count("lost"):
                title = self.desk.case.get("source", source_id).title
                deeds.append(("Show them", lambda: self.desk.go("correction", report=report, title=title)))
            self.desk.say(f"Corrected the text. {report.sentence()}", "ok", deeds)
            self.desk.go("sources", source_id=source_id)

        task = self.desk.after_backup("correcting a text", work)
        self.desk.run(task, self.desk.case, label="Carrying the records over", done=done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._ready()
        if isinstance(error, KpdeskError):
            self._show_fault(str(error), self.text)
        self.desk.fail(error, self.take_in)

    def _ready(self) -> None:
        self._busy = False
        self.take.setEnabled(True)

    def _say_fault(self, words: str, where: QWidget) -> None:
        self._show_fault(words, where)
        self.desk.say(words, "error")

    def _show_fault(self, words: str, where: QWidget) -> None:
        self.fault.setText(words)
        self.fault.show()
        where.setFocus()

    def clear(self) -> None:
        """An empty page for the next text."""
        self._typed.clear()
        self.text.clear()
        for field in self.fields.values():
            field.clear()
        for dot in self.dots.values():
            dot.setVisible(False)
        for box in (self.kind, self.language):
            assert isinstance(box, QComboBox)
            box.setCurrentIndex(0)
        self._timer.stop()
        self._say_bullet()
        self._look_for_earlier("")
        self.fault.hide()

    def leave(self) -> None:
        """Back to where one came from; what was pasted stays here until it is taken in."""
        self.desk.back() if self.desk.can_go(-1) else self.desk.go("sources")
