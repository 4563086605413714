"""Ctrl+K: one field for commands and for things of the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kpdesk.desktop import actions, icons, theme
from kpdesk.desktop.overlay import Overlay
from kpdesk.desktop.widgets import label, vbox
from kpdesk.domain.finding import Criteria, Hit
from kpdesk.services import finding, lookup

if TYPE_CHECKING:
    from kpdesk.desktop.main_window import MainWindow

Index = QModelIndex | QPersistentModelIndex
GROUPS = (
    ("actor", "Actors"),
    ("meeting", "Meetings"),
    ("statement", "Statements"),
    ("position", "Positions"),
    ("source", "Texts"),
)
EACH = 5
MOST_COMMANDS = 8


@dataclass(frozen=True)
class Entry:
    """One line. ``group`` is printed where it begins."""

    text: str
    on: Callable[[], object]
    group: str = ""
    about: str = ""
    icon: str = ""
    token: str = "text.2"
    evidence: Callable[[], object] | None = None


class Entries(QAbstractListModel):
    """The lines found."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Entry] = []

    def show_rows(self, rows: list[Entry]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.group, row.text, row.about) if part)
        return row if role == Qt.ItemDataRole.UserRole else None


class EntryDelegate(QStyledItemDelegate):
    """Group in the margin, icon, words, what it is at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Entry = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("hover"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text.2"))
        before = index.row() - 1
        rows = index.model().rows  # type: ignore[union-attr]
        if before < 0 or rows[before].group != row.group:
            painter.drawText(rect.adjusted(16, 0, 0, 0), middle, row.group)
        left = rect.left() + theme.px(104)
        if row.icon:
            painter.drawPixmap(left, rect.center().y() - 8, icons.pixmap(row.icon, row.token, 16))
        metrics = painter.fontMetrics()
        about = metrics.elidedText(row.about, Qt.TextElideMode.ElideRight, rect.width() // 3)
        wide = metrics.horizontalAdvance(about)
        right = rect.right() - 16
        painter.drawText(QRect(right - wide, rect.top(), wide + 2, rect.height()), middle, about)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        box = QRect(left + 26, rect.top(), right - wide - 16 - left - 26, rect.height())
        painter.drawText(
            box, middle, painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideRight, box.width())
        )
        painter.restore()


class Palette(Overlay):
    """640 wide, 96 from the top. ">" first means commands only."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, width=640, name="Find or run")
        self._main = window
        self.model = Entries()
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find or run…")
        self.field.setAccessibleName("Find or run")
        self.field.installEventFilter(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(EntryDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName("Found")
        self.view.setMouseTracking(True)
        self.view.clicked.connect(lambda _index: self.run())
        self.none = label("", ink="text.2", wrap=True)
        self.none.setContentsMargins(16, 8, 16, 8)
        column = vbox(self.panel, margins=(8, 8, 8, 8), space=8)
        column.addWidget(self.field)
        column.addWidget(self.none)
        column.addWidget(self.view, 1)
        hint = label("↑↓ choose  ·  Return open  ·  Ctrl+Return evidence  ·  > commands only", "small", "text.2")
        hint.setContentsMargins(8, 0, 8, 0)
        column.addWidget(hint)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self.search)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self.search()

    def open(self) -> None:
        super().open()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def wanted_height(self, most: int) -> int:
        return min(most, theme.px(32) + 72 + max(1, len(self.model.rows)) * theme.px(36) + 8)

    def search(self) -> None:
        """Fill the list for what is typed."""
        self._timer.stop()
        words = self.field.text().strip()
        only = words.startswith(">")
        words = words.removeprefix(">").strip()
        rows = [] if only or not words else self._things(words)
        rows += self._commands(words, most=MOST_COMMANDS if rows else 99)
        if words and not only and self._main.desk.case is not None:
            desk = self._main.desk
            rows.append(
                Entry(
                    f"Find “{words}” in the whole case",
                    lambda: desk.go("find", words=words),
                    "Find",
                    actions.shown("find.all"),
                    "search",
                )
            )
        self.model.show_rows(rows)
        self.none.setText(f"Nothing found for “{words}”. Try fewer words." if words else "")
        self.none.setVisible(not rows)
        if rows:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._place()

    def _things(self, words: str) -> list[Entry]:
        desk = self._main.desk
        if desk.case is None:
            return []
        rows: list[Entry] = []
        for kind, group in GROUPS:
            found = finding.find(desk.case, Criteria(words=words, kinds=(kind,)), limit=EACH, typing=True)
            rows += [self._thing(hit, group) for hit in found.hits]
        return rows

    def _thing(self, hit: Hit, group: str) -> Entry:
        desk = self._main.desk
        text = hit.title
        if hit.kind == "statement":
            text = f"“{(hit.before + hit.match + hit.after).strip()}” {hit.title}"
        name = icons.ACTOR_ICONS.get(hit.sort, "users") if hit.kind == "actor" else icons.KIND_ICONS[hit.kind]
        evidence = None
        if hit.kind != "source":
            evidence = lambda: desk.show_evidence(lookup.evidence(desk.case, hit.kind, hit.record_id))  # noqa: E731
        token = hit.kind if hit.kind != "source" else "text.2"
        return Entry(text, lambda: open_hit(desk, hit), group, hit.where, name, token, evidence)

    def _commands(self, words: str, *, most: int) -> list[Entry]:
        wanted = words.casefold().split()
        page = self._main.page
        places = ("everywhere", *(page.action_places if page else ()))
        rows = []
        for action in actions.of_place(*places):
            if action.quiet or action.id in ("palette", "escape") or self._main.handler(action.id) is None:
                continue
            if all(word in action.text.casefold() for word in wanted):
                key = actions.shown(action, self._main.desk.settings)
                rows.append(Entry(action.text, lambda i=action.id: self._main.trigger(i), "Commands", key, action.icon))
        return rows[:most]

    def run(self, *, evidence: bool = False) -> None:
        """Do what the current line says, once the palette is closed."""
        if self._timer.isActive():
            self.search()
        row = self.view.currentIndex().row()
        if not 0 <= row < len(self.model.rows):
            return
        entry = self.model.rows[row]
        self.leave()
        (entry.evidence if evidence and entry.evidence else entry.on)()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if watched is self.field and event.type() == QKeyEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}[key]
                row = min(max(0, self.view.currentIndex().row() + step), len(self.model.rows) - 1)
                self.view.setCurrentIndex(self.model.index(row, 0))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run(evidence=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
                return True
        return super().eventFilter(watched, event)


def open_hit(desk: Any, hit: Hit) -> None:
    """Show what was found: a text at its words, a statement in its text, anything else on its page."""
    if hit.kind == "source":
        span = (hit.text_version_id, hit.start, hit.end) if hit.text_version_id and hit.start >= 0 else None
        desk.go("sources", source_id=hit.record_id, view="texts", span=span)
    elif hit.kind == "statement":
        anchors = lookup.evidence(desk.case, "statement", hit.record_id)
        if anchors:
            desk.go("sources", anchors=anchors, view="texts")
        else:
            desk.go("sources", view="statements")
    else:
        desk.go(f"{hit.kind}s", **{f"{hit.kind}_id": hit.record_id})


def open_palette(window: MainWindow) -> Palette:
    """Open it over the window."""
    made = Palette(window)
    made.open()
    return made
