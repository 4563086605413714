"""The choices of a briefing as a form: kind, subject, span, sections in order, own words, what to leave out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Deed
from kpdesk.desktop.forms.check_list import CheckList
from kpdesk.desktop.forms.choosers import ChoiceBox
from kpdesk.desktop.widgets import Segmented, button, label, vbox
from kpdesk.domain.vocabulary import BRIEFING_KINDS
from kpdesk.errors import KpdeskError
from kpdesk.services.briefing_choices import OPTIONAL, SECTIONS, TITLES, Choices, choices_from
from kpdesk.services.briefing_preview import Item

_OF = {"actor": "Actor", "meeting": "Meeting", "issue": "Issue", "quotations": "Of"}
ALL = "The whole case"


class BriefingForm(QFrame):
    """``chosen`` when anything changed; ``review_asked`` when a person wants to review what is left out."""

    chosen = Signal()
    kind_chosen = Signal(str)
    review_asked = Signal()
    template_asked = Signal(str)
    keep_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._choices = Choices()
        self._filling = False
        self._items: tuple[Item, ...] = ()
        self._issues: list[tuple[str, str]] = []
        self._gone: dict[str, Item] = {}  # dropped ones: they are no longer in the report, but can come back
        self._make()
        self._lay_out()
        self._connect()
        self._fill_sections()

    # making

    def _make(self) -> None:
        self.kind = ChoiceBox(BRIEFING_KINDS, "Kind of briefing")
        self.of = QComboBox()
        self.of.setEditable(True)
        self.of.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.of.setAccessibleName("What the briefing is of")
        completer = self.of.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.view = Segmented((("before", "Before"), ("after", "After")), "Before or after the meeting")
        self.view.choose("after")
        self.start, self.end, self.title = (self._line(*p) for p in _LINES)
        self.issues = CheckList("Only what is on these issues; none ticked: all", rows=4)
        self.sections = CheckList("Sections", movable=True, rows=10)
        self.words_label = label("", ink="text.2", wrap=True)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("Your own words in this section")
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(72)
        self.words.setMaximumHeight(120)
        self.items_label = label("", ink="text.2", wrap=True)
        self.items = CheckList("What the section holds", rows=6)
        self.unreviewed = ChoiceBox({"leave_out": "Leave out", "mark": "Put in, marked"}, "What nobody has reviewed")
        self.left_out = label("", ink="text.2", wrap=True)
        self.review = button("Review them", self.review_asked.emit)
        self.quotation = ChoiceBox({"full": "In full", "short": "First words"}, "Quotations")
        self.citations = ChoiceBox({"chicago": "Chicago notes", "plain": "Plain notes"}, "Citations")
        self.fault = label("", ink="error", wrap=True)
        self.fault.hide()
        self.template = ChoiceBox({"": "None"}, "Template")
        self.keep = button("Keep as a template…", self.keep_asked.emit)

    def _line(self, name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form = form
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Kind", self.kind), ("Of", self.of), ("When", self.view), ("From", self.start), ("To", self.end),
            ("Issues", self.issues), ("Title", self.title), ("Unreviewed", self.unreviewed), ("", self.left_out), ("", self.review),
        )  # fmt: skip
        for words, field in rows:
            form.addRow(_field_label(words), field)
        more = QFormLayout()
        more.setHorizontalSpacing(8)
        more.setVerticalSpacing(8)
        for words, field in (
            ("Quotations", self.quotation),
            ("Citations", self.citations),
            ("Template", self.template),
        ):
            more.addRow(_field_label(words), field)
        more.addRow(_field_label(""), self.keep)
        for box in (self.kind, self.of, self.unreviewed, self.quotation, self.citations, self.template):
            # The longest entry must not make the form wider than its column.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        column = vbox(self, margins=16, space=8)
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addSpacing(8)
        column.addWidget(label("Sections", heavy=True))
        column.addWidget(self.sections)
        column.addWidget(self.words_label)
        column.addWidget(self.words)
        column.addWidget(self.items_label)
        column.addWidget(self.items)
        column.addSpacing(8)
        column.addLayout(more)
        column.addSpacing(8)
        column.addStretch(1)
        self._column = column

    def add_part(self, title: str, part: QWidget) -> None:
        """Put one more part at the foot of the form."""
        at = self._column.count() - 1
        self._column.insertWidget(at, label(title, heavy=True))
        self._column.insertWidget(at + 1, part)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.of.currentIndexChanged.connect(self._tell)
        self.view.chosen.connect(lambda _key: self._on_view())
        for edit in (self.start, self.end):
            edit.editingFinished.connect(self._tell)
        self.title.textChanged.connect(self._tell)
        self.words.textChanged.connect(self._on_words)
        self.sections.edited.connect(self._tell)
        self.issues.edited.connect(self._tell)
        self.sections.currentRowChanged.connect(lambda _row: self._show_section())
        self.items.edited.connect(self._on_items)
        for box in (self.unreviewed, self.quotation, self.citations):
            box.currentIndexChanged.connect(self._tell)
        self.template.activated.connect(lambda _n: self.template_asked.emit(self.template.key()))

    # what is chosen

    def choices(self) -> Choices:
        """What the form says. Raises UsageError where a date is none."""
        return choices_from(
            {
                **{name: getattr(self._choices, name) for name in ("actors", "contents", "summary", "paragraphs")},
                "issues": tuple(self.issues.ids(ticked=True)) if self.issues.count() else self._choices.issues,
                "start": self.start.text().strip() or None,
                "end": self.end.text().strip() or None,
                "title": self.title.text().strip(),
                "view": self.view.key(),
                "unreviewed": self.unreviewed.key(),
                "quotation": self.quotation.key(),
                "citations": self.citations.key(),
                "sections": tuple(self.sections.ids(ticked=True)) or ("summary",),
                "dropped": tuple(sorted(self._gone)),
            }
        )

    def subject(self) -> str | None:
        """The id of what the briefing is of; None for the whole case, or where nothing was chosen yet."""
        return str(self.of.currentData()) if self.of.currentData() else None

    def set_choices(self, kind: str, choices: Choices) -> None:
        """Show these choices."""
        self._filling = True
        try:
            self._choices = choices
            self.kind.set_key(kind)
            self._gone = {i: Item(section="", record_id=i, text="", reviewed=True) for i in choices.dropped}
            self.set_issues(self._issues)
            self.start.setText(choices.start or "")
            self.end.setText(choices.end or "")
            self.title.setText(choices.title)
            self.view.choose(choices.view)
            for box, key in (
                (self.unreviewed, choices.unreviewed), (self.quotation, choices.quotation), (self.citations, choices.citations),
            ):  # fmt: skip
                box.set_key(key)
            self._fill_sections(choices)
        finally:
            self._filling = False
        self._tell()

    def unkept(self) -> dict[str, Any]:
        """What was chosen and written, where it is more than what a briefing starts with."""
        with suppress(KpdeskError):  # a date that is none: the choices before it
            self._choices = self.choices()
        untouched = Choices(sections=self._choices.sections, view=self._choices.view)
        if self._choices == untouched:
            return {}
        return {"kind": self.kind.key(), "of": self.subject(), "choices": self._choices.as_json()}

    def take_unkept(self, found: dict[str, Any]) -> list[tuple[str, Deed]]:
        """Show it again. Only words of one's own are told of."""
        try:
            choices = choices_from(found["choices"])
        except KpdeskError:
            return []
        self.set_choices(found["kind"], choices)
        self.of.setCurrentIndex(max(0, self.of.findData(found["of"])))
        own = bool(choices.summary or choices.paragraphs or choices.title)
        return [("words for a briefing", self.words.setFocus)] if own else []

    def set_subjects(self, pairs: list[tuple[str, str]], wanted: str | None = None) -> None:
        """What can be chosen as subject; the first, unless ``wanted`` or the one before is there."""
        kind, keep = self.kind.key(), wanted or self.subject()
        with QSignalBlocker(self.of):
            self.of.clear()
            if kind == "quotations":
                self.of.addItem(ALL, "")
            for record_id, name in pairs:
                self.of.addItem(name, record_id)
            self.of.setCurrentIndex(max(0, self.of.findData(keep)) if keep else 0)
        self.form.setRowVisible(self.of, kind != "chronology")
        self.form.setRowVisible(self.view, kind == "meeting")

    def set_issues(self, pairs: list[tuple[str, str]]) -> None:
        """What a briefing that is of no issue or meeting can be narrowed to; the chosen ones are ticked."""
        self._issues = pairs
        self.issues.fill((record_id, name, record_id in self._choices.issues, True) for record_id, name in pairs)
        self.form.setRowVisible(self.issues, bool(pairs) and self.kind.key() not in ("issue", "meeting"))

    def set_templates(self, pairs: list[tuple[str, str]], current: str = "") -> None:
        with QSignalBlocker(self.template):
            self.template.clear()
            self.template.addItem("None", "")
            for template_id, name in pairs:
                self.template.addItem(name, template_id)
            self.template.set_key(current)

    def set_shown(self, items: tuple[Item, ...], left_out: int) -> None:
        """What the briefing holds now, and how many were left out because nobody reviewed them."""
        self._items = items
        self.say_fault("")
        many = "1 unreviewed record is" if left_out == 1 else f"{left_out} unreviewed records are"
        self.left_out.setText(f"{many} left out of this briefing.")
        for field in (self.left_out, self.review):
            self.form.setRowVisible(field, left_out > 0)
        self._fill_items()

    def say_fault(self, words: str) -> None:
        """A choice that cannot be used, told beside the form."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    # changes

    def _tell(self, *_: Any) -> None:
        if self._filling:
            return
        try:
            self._choices = self.choices()
        except KpdeskError as fault:
            self.say_fault(str(fault))
            return
        self.chosen.emit()

    def _on_kind(self, _row: int) -> None:
        if not self._filling:
            self._gone.clear()
            self._fill_sections()
        self.kind_chosen.emit(self.kind.key())
        self._tell()

    def _on_view(self) -> None:
        self._fill_sections()
        self._tell()

    def _fill_sections(self, choices: Choices | None = None) -> None:
        kind = self.kind.key()
        order = (choices or Choices(view=self.view.key())).order(kind)
        rest = [key for key in SECTIONS[kind] if key not in order]
        rows = [
            (key, TITLES[key], (key in order and key not in OPTIONAL) or key in order, True) for key in (*order, *rest)
        ]
        self.sections.fill(rows)
        self._show_section()

    def _show_section(self) -> None:
        key = self.sections.current_id()
        own = self._choices.summary if key == "summary" else "\n\n".join(self._choices.own_words(key))
        title = TITLES.get(key, "")
        self.words_label.setText("Summary, in your own words" if key == "summary" else f"Your own words in “{title}”")
        with QSignalBlocker(self.words):
            self.words.setPlainText(own)
        self._fill_items()

    def _on_words(self) -> None:
        key, words = self.sections.current_id(), self.words.toPlainText()
        if key == "summary":
            self._choices = replace(self._choices, summary=words)
        else:
            rest = tuple(p for p in self._choices.paragraphs if p[0] != key)
            self._choices = replace(self._choices, paragraphs=(*rest, (key, words)) if words.strip() else rest)
        self._tell()

    def _fill_items(self) -> None:
        key = self.sections.current_id()
        here = [i for i in self._items if i.section == key]
        gone = [i for i in self._gone.values() if i.section in (key, "")]
        rows = [(i.record_id, i.text, True, i.reviewed) for i in here]
        rows += [(i.record_id, i.text or "left out before", False, i.reviewed) for i in gone]
        self.items.fill(rows)
        self.items.setVisible(bool(rows))
        self.items_label.setVisible(bool(rows))
        self.items_label.setText(f"In “{TITLES.get(key, '')}”: {len(here)} of {len(rows)}. Untick what shall stay out.")

    def _on_items(self) -> None:
        known = {i.record_id: i for i in self._items if i.section == self.sections.current_id()}
        for record_id in self.items.ids(ticked=False):
            self._gone.setdefault(
                record_id, known.get(record_id, Item(section="", record_id=record_id, text="", reviewed=True))
            )
        for record_id in self.items.ids(ticked=True):
            self._gone.pop(record_id, None)
        self._tell()


def _field_label(words: str) -> QWidget:
    made = label(words, ink="text.2")
    made.setMinimumWidth(theme.px(72))
    return made


_LINES = (
    ("Earliest date", "the beginning"),
    ("Latest date", "today"),
    ("Title of the briefing", "as the case or record is called"),
)
