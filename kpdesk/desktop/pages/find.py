"""Find: the whole case by its words, narrowed at the left, hits with the words around them at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kpdesk.desktop import icons, theme
from kpdesk.desktop.columns import Columns
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.jobs import Job, Progress
from kpdesk.desktop.pages.find_facets import Facets
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.palette import open_hit
from kpdesk.desktop.row_list import KeyedList
from kpdesk.desktop.widgets import EmptyState, button, hbox, label, vbox
from kpdesk.domain.finding import Criteria, Found, Hit
from kpdesk.services import finding, lookup

Index = QModelIndex | QPersistentModelIndex
SLOW_MS = 400
TYPING_MS = 80


class Hits(QAbstractListModel):
    """What was found."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self.hits[index.row()] if index.isValid() and index.row() < len(self.hits) else None
        if hit is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            around = f"{hit.before}{hit.match}{hit.after}".strip()
            return ", ".join(p for p in (hit.kind.capitalize(), hit.title, hit.where, hit.state, around) if p)
        return hit if role == Qt.ItemDataRole.UserRole else None


class HitDelegate(QStyledItemDelegate):
    """Title and where on one line, the words around the match below, the match itself marked."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(60))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            focused = option.widget.hasFocus()  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("selected" if focused else "selected.off"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("hover"))
        name = icons.ACTOR_ICONS.get(hit.sort, "users") if hit.kind == "actor" else icons.KIND_ICONS[hit.kind]
        token = hit.kind if hit.kind != "source" else "text.2"
        alone = not (hit.before or hit.match or hit.after)
        top = (rect.height() - theme.px(20)) // 2 if alone else theme.px(8)
        painter.drawPixmap(rect.left() + 16, rect.top() + top + theme.px(2), icons.pixmap(name, token, 16))
        left, right = rect.left() + 42, rect.right() - 16
        if hit.state in ("proposed", "rejected"):
            painter.drawPixmap(
                right - 16, rect.top() + top + theme.px(2), icons.pixmap(icons.STATE_ICONS[hit.state], hit.state, 16)
            )
            right -= 24
        self._first(painter, QRect(left, rect.top() + top, right - left, theme.px(20)), hit)
        self._second(painter, QRect(left, rect.top() + theme.px(31), rect.right() - 16 - left, theme.px(20)), hit)
        painter.restore()

    def _first(self, painter: QPainter, box: QRect, hit: Hit) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text.2"))
        wide = painter.fontMetrics().horizontalAdvance(hit.where)
        painter.drawText(QRect(box.right() - wide, box.top(), wide + 1, box.height()), middle, hit.where)
        painter.setFont(theme.font("body", bold=True))
        painter.setPen(theme.colour("text"))
        room = box.width() - wide - 16
        shown = painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(box.left(), box.top(), room, box.height()), middle, shown)

    def _second(self, painter: QPainter, box: QRect, hit: Hit) -> None:
        painter.setFont(theme.font("body"))
        metrics = QFontMetrics(painter.font())
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        match = metrics.horizontalAdvance(hit.match)
        after = min(metrics.horizontalAdvance(hit.after), max(0, (box.width() - match) * 2 // 3))
        room = max(0, box.width() - match - after)
        before = _last_words(metrics, hit.before, room)
        x = box.left()
        painter.setPen(theme.colour("text.2"))
        painter.drawText(QRect(x, box.top(), room, box.height()), middle, before)
        x += metrics.horizontalAdvance(before)
        if hit.match:
            mark = QRect(x, box.top(), match, box.height())
            painter.fillRect(mark, theme.colour("find"))
            painter.setPen(theme.colour("find.text"))
            painter.drawText(mark, middle, hit.match)
            x += match
        painter.setPen(theme.colour("text.2"))
        rest = box.right() - x
        painter.drawText(
            QRect(x, box.top(), rest, box.height()),
            middle,
            metrics.elidedText(hit.after, Qt.TextElideMode.ElideRight, rest),
        )


def _last_words(metrics: QFontMetrics, words: str, room: int) -> str:
    """As many whole words from the end as there is room for, after an ellipsis where some are left out."""
    shown, rest = words, words.lstrip("… ")
    while rest and metrics.horizontalAdvance(shown) > room:
        rest = rest.partition(" ")[2]
        shown = f"… {rest}" if rest else ""
    return shown


class FindPage(Page):
    """``show_where(words=…)`` or any other field of the criteria."""

    place = "find"
    name = "Find"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found = Found(hits=(), total=0)
        self._asked = 0
        self._kept: list[tuple[str, str, Criteria]] = []
        self._job: Job | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText('Words, "a phrase", begin*, -without')
        self.field.setAccessibleName("Find in the whole case")
        self.field.setClearButtonEnabled(True)
        self._lens = self.field.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.pattern = QCheckBox("Regular expression")
        self.facets = Facets(desk)
        self.model = Hits()
        self.view = KeyedList()
        self.view.setModel(self.model)
        self.view.setItemDelegate(HitDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName("Found")
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.activated.connect(lambda index: self.open(index.row()))
        self.saved = QComboBox()
        self.saved.setAccessibleName("Kept searches")
        self.saved.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.saved.setMaximumWidth(280)
        self.saved.activated.connect(self._on_saved)
        self.keep = button("Keep this search", self.keep_search, look="quiet", icon="bookmark")
        self.note = label("", "small", "text.2", wrap=True)
        self.empty = EmptyState("search", "Nothing found.", "", "Include rejected", self._include_rejected)
        self._arrange()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self.search)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._say_looking)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self.field.returnPressed.connect(self._on_return)
        self.field.installEventFilter(self)
        self.pattern.toggled.connect(lambda _on: self.search())
        self.facets.changed.connect(self.search)
        desk.range_changed.connect(lambda: self.isVisible() and self.search())
        theme.current.changed.connect(self._dress)
        self._dress()

    def _arrange(self) -> None:
        right = QFrame()
        right.setProperty("look", "page")
        column = vbox(right)
        top = hbox(margins=(16, 8, 16, 4), space=8)
        top.addWidget(self.field, 1)
        top.addWidget(self.pattern)
        column.addLayout(top)
        row = hbox(margins=(16, 0, 16, 4), space=8)
        row.addWidget(self.note, 1)
        row.addWidget(self.saved)
        row.addWidget(self.keep)
        column.addLayout(row)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column.addWidget(body, 1)
        self.columns = Columns(self.desk, "find", list_part=self.facets, main=right)
        vbox(self).addWidget(self.columns)

    def _dress(self) -> None:
        self._lens.setIcon(icons.icon("search", "text.2", 16))

    # what the window asks

    def count_text(self) -> str:
        shown, total = len(self.found.hits), self.found.total
        return f"first {shown:,} of {total:,}" if shown < total else f"{total:,} found" if total else ""

    def show_where(self, **where: Any) -> None:
        given = {key: value for key, value in where.items() if key in Criteria.__dataclass_fields__ and key != "words"}
        if given:
            self.facets.show_criteria(replace(Criteria(), **given))
        if "words" in where:
            self.field.setText(where["words"])
        self._read_saved()
        self.search()
        self.find()

    def where(self) -> dict[str, Any]:
        return {"words": self.field.text()}

    def reload(self, changes: object = None) -> None:
        if self.desk.case is None or changes is None:
            self.field.clear()
            self.facets.clear()
            self.model.show_hits(())
        elif self.isVisible():
            self.search()
            self._read_saved()

    def find(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def panes(self) -> list[QWidget]:
        return [self.facets.first(), self.field, self.view]

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"find.here": self.find, "find.all": self.find, "find.next": lambda: self._move(1),
                "find.previous": lambda: self._move(-1), "evidence": self.evidence}  # fmt: skip

    def toggle_list(self) -> None:
        self.columns.toggle_list()

    def fit(self, width: int) -> None:
        self.columns.fit(width)

    # finding

    def criteria(self) -> Criteria:
        """What is asked now."""
        asked = replace(self.facets.criteria(), words=self.field.text(), pattern=self.pattern.isChecked())
        if self.desk.range is None or asked.since or asked.until:
            return asked
        return replace(asked, since=self.desk.range[0], until=self.desk.range[1])  # the brushed dates hold here too

    def search(self) -> None:
        """Look, in the background; only the last answer counts."""
        self._timer.stop()
        if self.desk.case is None:
            return
        self._asked += 1
        number, case, wanted = self._asked, self.desk.case, self.criteria()
        typing = self.field.hasFocus()
        if self._job is not None:
            self._job.progress.cancel()  # only the last question counts

        def work(progress: Progress) -> Found:
            return finding.find(case, wanted, typing=typing, stopped=lambda: progress.cancelled)

        self._slow.start()
        self._job = self.desk.run(work, done=lambda found: self._show(number, wanted, found))

    def _say_looking(self) -> None:
        """What is listed was found for other words: say so where the answer takes long."""
        self.note.setText("Looking…")

    def _show(self, number: int, wanted: Criteria, found: Found) -> None:
        if number != self._asked:
            return
        self._slow.stop()
        self.found = found
        self.model.show_hits(found.hits)
        asked = bool(wanted.words.strip()) or wanted.narrowed
        nothing = not found.hits
        words = (
            f"Nothing found for “{wanted.words.strip()}”." if wanted.words.strip() else "Nothing fits these choices."
        )
        line = "Try fewer words, or search rejected records too."
        if found.note:  # it could not be asked, or not of everything: that nothing was found says nothing
            words, line = f"No answer for “{wanted.words.strip()}”.", found.note
        if not asked:
            words, line = "Find in the whole case.", "Write what you look for, or choose at the left."
        self.empty.set_words(words, line)
        self.empty.button.setVisible(asked and not wanted.rejected and not found.note)
        self._stack.setCurrentWidget(self.empty if nothing else self.view)
        self.note.setText(found.note if found.hits else "")
        self.keep.setEnabled(asked)
        self._say_keep(wanted)
        if found.hits:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.header_changed.emit()

    def _include_rejected(self) -> None:
        self.facets.rejected.setChecked(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the words to what was found."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self._on_return()
            return True
        return False

    def _on_return(self) -> None:
        if self._timer.isActive():
            self.search()
        self.view.setFocus()

    def _move(self, by: int) -> None:
        row = min(max(0, self.view.currentIndex().row() + by), len(self.found.hits) - 1)
        self.view.setCurrentIndex(self.model.index(row, 0))

    def open(self, row: int) -> None:
        """Show a hit where it stands."""
        if not 0 <= row < len(self.found.hits):
            return
        hit = self.found.hits[row]
        open_hit(self.desk, hit)

    def evidence(self) -> None:
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.found.hits) and (hit := self.found.hits[row]).kind != "source":
            self.desk.show_evidence(lookup.evidence(self.desk.case, hit.kind, hit.record_id))

    # kept searches

    def _kept_id(self, wanted: Criteria) -> str | None:
        return next((search_id for search_id, _name, kept in self._kept if kept == wanted), None)

    def _say_keep(self, wanted: Criteria) -> None:
        words = "Forget this search" if self._kept_id(wanted) else "Keep this search"
        self.keep.setText(words)
        self.keep.setAccessibleName(words)

    def keep_search(self) -> None:
        """Keep it under the words that were typed; one that is kept already is forgotten."""
        if kept := self._kept_id(self.criteria()):
            self.desk.do(finding.forget_search, kept)
            return
        name = self.field.text().strip() or self.facets.in_words()
        self.desk.do(finding.keep_search, name, self.criteria())

    def _read_saved(self) -> None:
        self._kept = finding.saved(self.desk.case) if self.desk.case is not None else []
        self.saved.clear()
        self.saved.addItem("Kept searches")
        for _id, name, _criteria in self._kept:
            self.saved.addItem(name)
        self.saved.setVisible(bool(self._kept))
        self._say_keep(self.criteria())

    def _on_saved(self, number: int) -> None:
        if not 1 <= number <= len(self._kept):
            return
        wanted = self._kept[number - 1][2]
        self.facets.show_criteria(wanted)
        self.pattern.setChecked(wanted.pattern)
        self.field.setText(wanted.words)
        self.search()
