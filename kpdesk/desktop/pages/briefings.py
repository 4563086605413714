"""Briefings: choices on the left, the pages as they will be printed on the right, one button that makes the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from kpdesk.desktop import notices
from kpdesk.desktop.columns import Columns
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.jobs import Job
from kpdesk.desktop.pages.briefing_form import BriefingForm
from kpdesk.desktop.pages.briefing_head import LetterHead
from kpdesk.desktop.pages.briefing_sheet import Preview
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.widgets import EmptyState, button, hbox, scrolled
from kpdesk.domain.changes import Changes
from kpdesk.domain.vocabulary import BRIEFING_KINDS
from kpdesk.errors import KpdeskError
from kpdesk.services import briefing_memory, briefing_style
from kpdesk.services.briefing_choices import Choices
from kpdesk.services.briefing_preview import Shown, Workshop

WAIT_MS = 60  # after the last change, so that typing sets one page and not ten
FORMATS = (
    ("PDF", ".pdf"),
    ("Word", ".docx"),
    ("Web page (HTML)", ".html"),
    ("Markdown", ".md"),
    ("Sources for Zotero", ".json"),
)


class BriefingsPage(Page):
    """The builder. What is chosen stays while the case is open; templates keep it for later."""

    place: ClassVar[str] = "briefings"
    name: ClassVar[str] = "Briefings"
    action_places: ClassVar[tuple[str, ...]] = ("briefings",)
    holders = {"form": {}}  # noqa: RUF012

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._workshop: Workshop | None = None
        self._case: Any = None
        self._job: Job | None = None
        self._again = False
        self._shown: Shown | None = None
        self.form = BriefingForm()
        self.head = LetterHead(self.choose_logo, self.drop_logo)
        self.head.edited.connect(self._keep_head)
        self.form.add_part("Letter head", self.head)
        self.preview = Preview()
        self._arrange()
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._set)
        self.form.chosen.connect(self._timer.start)
        self.form.kind_chosen.connect(self._on_kind)
        self.form.review_asked.connect(lambda: desk.go("review"))
        self.form.template_asked.connect(self._use_template)
        self.form.keep_asked.connect(self.keep_template)
        desk.range_changed.connect(self._on_range)
        self.preview.turned.connect(lambda _n: self.header_changed.emit())
        self.reload(None)

    def _arrange(self) -> None:
        self.choices_area = scrolled(self.form, "Choices of the briefing")
        self.columns = Columns(self.desk, "briefings", list_part=self.choices_area, main=self.preview)
        self.choices_area.setMinimumWidth(320)
        self.nothing = EmptyState(
            "book-open-text", "No briefings yet.",
            "Choose a meeting, an actor, an issue or a span of time; the rest can be changed later. First the case needs a text.",
            "Paste a text", lambda: self.desk.go("paste"), key="Ctrl+V",
        )  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(self.columns)
        self.stack.addWidget(self.nothing)
        hbox(self).addWidget(self.stack)
        self.make_button = button("Make PDF", self.make_pdf, look="main", icon="file-output", key="Ctrl+P")
        self.more = button("Other format")
        menu = QMenu(self.more)
        for words, suffix in FORMATS[1:]:
            menu.addAction(f"{words}…", lambda suffix=suffix: self.make_as(suffix))
        self.more.setMenu(menu)

    # what the window asks

    def count_text(self) -> str:
        kind = BRIEFING_KINDS[self.form.kind.key()]
        pages = self.preview.page_count()
        return f"{kind}, {pages} page{'' if pages == 1 else 's'}" if pages else kind

    def header_widgets(self) -> list[QWidget]:
        return [self.more, self.make_button]

    def show_where(self, **where: Any) -> None:
        """``kind`` and ``of`` (an id), or ``actor_id``, ``meeting_id``, ``issue_id``; ``start``, ``end`` give a span."""
        kind, of = where.get("kind"), where.get("of")
        for name in ("actor", "meeting", "issue"):
            if where.get(f"{name}_id"):
                kind, of = name, where[f"{name}_id"]
        if where.get("start") or where.get("end"):
            self.form.start.setText(where.get("start") or "")
            self.form.end.setText(where.get("end") or "")
        if kind in BRIEFING_KINDS:
            self.form.kind.set_key(kind)
            self._fill(of)
        self._timer.start()
        self.form.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def where(self) -> dict[str, Any]:
        return {"kind": self.form.kind.key(), "of": self.form.subject()}

    def reload(self, changes: Changes | None = None) -> None:
        """Read the case again; another case means a new workshop."""
        case = self.desk.case
        if changes is None or case is not self._case:
            if self._workshop is not None:
                self._workshop.close()
            if case is not self._case:  # what was chosen and written belongs to the other one
                self.form.set_choices(self.form.kind.key(), Choices())
                self._job, self._again = None, False  # it ended with the other case, untold
            self._case, self._workshop = case, Workshop(case) if case is not None else None
            self.preview.set_pages(())
        elif changes.kinds <= {"briefing_made"}:
            return
        elif self._workshop is not None:
            self._workshop.forget()
        empty = case is None or not case.count("source")
        self.stack.setCurrentWidget(self.nothing if empty else self.columns)
        for widget in self.header_widgets():
            widget.setEnabled(not empty)
        if case is not None and not empty:
            self._fill()
            self.head.set_values(briefing_style.kept_style(case.settings()))
            self.head.setEnabled(not case.read_only)
            self._timer.start()
        self.header_changed.emit()

    def find(self) -> None:
        self.form.of.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def panes(self) -> list[QWidget]:
        return [self.form.kind, self.form.sections, self.preview.area]

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "view.file": self.make_pdf,
            "briefing.new": self.start_anew,
            "briefing.up": lambda: self.form.sections.move_current(-1),
            "briefing.down": lambda: self.form.sections.move_current(1),
        }

    def toggle_list(self) -> None:
        self.columns.toggle_list()

    def fit(self, width: int) -> None:
        self.columns.fit(width)

    # the letter head

    def _keep_head(self) -> None:
        values = self.head.values()
        self.desk.do(lambda case: briefing_style.change_style(case, **values))

    def choose_logo(self) -> None:
        """Ask for a picture and keep it in the case."""
        path = notices.ask_picture(self)
        if path is not None:
            self.desk.do(briefing_style.change_logo, path)

    def drop_logo(self) -> None:
        self.desk.do(briefing_style.change_logo, None)

    # setting

    def _fill(self, wanted: str | None = None) -> None:
        if self._workshop is None:
            return
        kind = self.form.kind.key()
        self.form.set_subjects(self._workshop.subjects(kind), wanted)
        self.form.set_issues(self._workshop.subjects("issue"))
        kept = briefing_memory.templates(self._case, kind)
        self.form.set_templates([(t.id, t.name) for t in kept], self.form.template.key())

    def _on_range(self) -> None:
        """The span brushed on the timeline is the span of the briefing; taking the brush away leaves it."""
        if self.desk.range is not None:
            self.form.start.setText(self.desk.range[0])
            self.form.end.setText(self.desk.range[1])
            self._timer.start()

    def _on_kind(self, _kind: str) -> None:
        self._fill()
        self.header_changed.emit()

    def _set(self) -> None:
        """Set the pages aside; what changed meanwhile is set once more after that."""
        if self._workshop is None or self.stack.currentWidget() is not self.columns:
            return
        if self._job is not None:
            self._again = True
            return
        kind, of = self.form.kind.key(), self.form.subject()
        if kind in ("actor", "meeting", "issue") and of is None:
            self.preview.set_pages(())
            self.form.say_fault(f"There is no {kind} in this case yet.")
            return
        try:
            choices = self.form.choices()
        except KpdeskError as fault:
            self.form.say_fault(str(fault))
            return
        workshop = self._workshop
        self._job = self.desk.run(
            lambda _progress: (workshop, workshop.show(kind, of, choices)), done=self._on_set,
            failed=lambda fault: self._on_fault(workshop, fault),
        )  # fmt: skip

    def _on_set(self, result: tuple[Workshop, Shown]) -> None:
        if not isValid(self):  # the window was closed while the pages were being set
            return
        self._job = None
        workshop, shown = result
        if workshop is self._workshop:
            self._shown = shown
            self.preview.set_pages(shown.pages)
            self.form.set_shown(shown.items, shown.left_out)
            self.header_changed.emit()
        self._once_more()

    def _on_fault(self, workshop: Workshop, error: BaseException) -> None:
        if not isValid(self):
            return
        self._job = None
        if workshop is self._workshop:  # else its case was left, and nobody waits for it
            if isinstance(error, KpdeskError):
                self.form.say_fault(str(error))
            else:
                self.desk.fail(error)
        self._once_more()

    def _once_more(self) -> None:
        if self._again:
            self._again = False
            self._timer.start()

    # deeds

    def start_anew(self) -> None:
        """Back to the choices that a kind starts with."""
        self.form.set_choices(self.form.kind.key(), Choices())
        self.form.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_pdf(self) -> None:
        self.make_as(".pdf")

    def make_as(self, suffix: str) -> None:
        """Ask where to, then write the file aside."""
        if self._case is None or self._workshop is None:
            return
        words = next(w for w, s in FORMATS if s == suffix)
        suggested = Path(self._case.path).parent / f"{self._file_name()}{suffix}"
        path = notices.ask_save(self, "Make the briefing", suggested, f"{words} (*{suffix})")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the briefing to ``path``; the system has asked already whether to replace what is there."""
        if self._workshop is None:
            return
        try:
            kind, of, choices = self.form.kind.key(), self.form.subject(), self.form.choices()
        except KpdeskError as fault:
            self.form.say_fault(str(fault))
            return
        workshop = self._workshop
        self.desk.run(
            lambda progress: workshop.make(kind, of, choices, path, force=True, look=lambda: progress(0)),
            done=self._on_made, label=f"Making {path.name}",
        )  # fmt: skip

    def _on_made(self, result: tuple[Path, Changes]) -> None:
        if not isValid(self):
            return
        path, changes = result
        if changes.seq:
            self.desk.changed.emit(changes)
        open_it = ("Open it", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        missing = self._shown.missing if self._shown else ()
        if missing:
            shown = " ".join(f"U+{ord(c):04X}" for c in missing[:6])
            self.desk.say(
                f"Made {path.name}. No font here shows {shown}; numbers stand in their place.", "warn", [open_it]
            )
        else:
            self.desk.say(f"Made {path.name}.", "ok", [open_it])

    def _file_name(self) -> str:
        of = self.form.of.currentText() if self.form.subject() else self._case.settings().name
        words = "".join(c if c.isalnum() or c in " -_" else " " for c in f"{of} {BRIEFING_KINDS[self.form.kind.key()]}")
        return " ".join(words.split())[:100] or "Briefing"

    def keep_template(self) -> None:
        """Ask for a name, then keep the choices under it in the case."""
        name, given = QInputDialog.getText(self, "Keep as a template", "Name of the template")
        if given:
            self.keep_as(name)

    def keep_as(self, name: str) -> None:
        changes = self.desk.do(briefing_memory.keep_template, name, self.form.kind.key(), self.form.choices())
        if changes is not None and self._case is not None:
            kept = briefing_memory.templates(self._case, self.form.kind.key())
            current = next((t.id for t in kept if t.name.casefold() == " ".join(name.split()).casefold()), "")
            self.form.set_templates([(t.id, t.name) for t in kept], current)

    def _use_template(self, template_id: str) -> None:
        template = self._case.get("briefing_template", template_id) if template_id and self._case else None
        if template is None:
            return
        try:
            self.form.set_choices(template.kind, briefing_memory.choices_of(template))
        except KpdeskError as fault:
            self.desk.fail(fault)
