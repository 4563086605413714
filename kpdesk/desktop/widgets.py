"""The small parts that pages are made of: plain-text labels, buttons, a view switch, empty states, lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kpdesk.desktop import actions, icons, theme
from kpdesk.desktop.pressing import PushButton, ToolButton

Deed = Callable[[], object]
WORDS_FROM = 136  # narrower columns hold dates, counts, states: they are not cut


def label(text: str = "", role: str = "body", ink: str = "text", *, wrap: bool = False, heavy: bool = False) -> QLabel:
    """A label that shows its text as it is: never as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("ink", ink)
    if heavy:
        made.setProperty("heavy", True)
    made.setWordWrap(wrap)
    return made


class Elided(QLabel):
    """One line that ends in an ellipsis where there is no room; the whole text is its tooltip then."""

    def __init__(self, text: str = "", role: str = "body", ink: str = "text") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("ink", ink)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set style properties and let the style sheet see them."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(
    text: str,
    on: Deed | None = None,
    *,
    look: str = "",
    icon: str = "",
    key: str = "",
    name: str = "",
    flush: bool = False,
    action: str = "",
) -> QPushButton:
    """A push button; ``key`` is printed after the words and told to screen readers apart from the name.

    ``flush`` lets its words begin where the words of labels above and below begin. With ``action`` the key is that
    of this command, which ``actions.print_keys`` keeps as a person has set it.
    """
    key = key or (actions.shown(action) if action else "")
    made = PushButton(f"{text}   {key}" if key else text)
    made.setAccessibleName(name or text)
    if key:
        made.setAccessibleDescription(key)
    if action:
        made.setProperty("key_action", action)
        made.setProperty("key_words", text)
    if look:
        made.setProperty("look", look)
    if flush:
        made.setProperty("flush", True)
    if icon:
        icons.dress(made, icon, "accent.text" if look == "main" else "text.2", 16)
    if on is not None:
        made.clicked.connect(lambda _checked=False: on())
    return made


def password_field(words: str) -> QLineEdit:
    """A field whose letters are not seen; ``words`` name it and stand in it while it is empty."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(words)
    made.setPlaceholderText(words)
    made.setMaximumWidth(400)
    return made


def icon_button(icon: str, name: str, on: Deed | None = None, *, action: str = "", size: int = 20) -> QToolButton:
    """A button that is an icon: it always has a name and a tooltip (with the key of ``action``)."""
    made = ToolButton()
    icons.dress(made, icon, "text.2", size)
    made.setAccessibleName(name)
    made.setToolTip(actions.tooltip(action) if action else name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if on is not None:
        made.clicked.connect(lambda _checked=False: on())
    return made


class Segmented(QFrame):
    """A view switch: one of a few words, as a row of buttons, or as a list where there is no room for the row.

    ``chosen(key)`` comes when a person switched.
    """

    chosen = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, str]], name: str = "View") -> None:
        super().__init__()
        self.setProperty("look", "segments")
        self.setAccessibleName(name)
        self._buttons: dict[str, QPushButton] = {}
        self._list = QComboBox()
        self._list.setAccessibleName(name)
        self._list.activated.connect(self._on_list)
        self._list.hide()
        row = hbox(self, margins=2, space=2)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for key, words in choices:
            made = button(words, look="segment")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(lambda _checked=False, key=key: self._on_button(key))
            self._buttons[key] = made
            self._list.addItem(words, key)
            row.addWidget(made)
        row.addWidget(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.choose(next(iter(self._buttons)))

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen, without the signal."""
        for other, made in self._buttons.items():  # Tab stops at the chosen one; Qt sees to that for clicks alone
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)
        self._buttons[key].setChecked(True)
        self._list.setCurrentIndex(list(self._buttons).index(key))

    def key(self) -> str:
        return next(key for key, made in self._buttons.items() if made.isChecked())

    def button(self, key: str) -> QPushButton:
        return self._buttons[key]

    def set_words(self, key: str, words: str) -> None:
        """Print other words on a choice."""
        self._buttons[key].setText(words)
        self._list.setItemText(list(self._buttons).index(key), words)
        self.updateGeometry()
        self._fold()

    def focus_target(self) -> QWidget:
        """What takes the focus for the whole switch."""
        return self._list if self._list.isVisible() else self._buttons[self.key()]

    def folded(self) -> bool:
        return not self._list.isHidden()

    def _on_button(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def _on_list(self, number: int) -> None:
        self._on_button(list(self._buttons)[number])

    def _full(self) -> int:
        return sum(made.sizeHint().width() for made in self._buttons.values()) + 2 * len(self._buttons) + 2

    def sizeHint(self) -> QSize:
        return QSize(self._full(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._full(), theme.px(132)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        tight = self.width() < self._full() - 1
        if tight == self.folded():
            return
        for made in self._buttons.values():
            made.setVisible(not tight)
        self._list.setVisible(tight)


class EmptyState(QWidget):
    """Why a place is empty, and the one thing to do about it; centred at 40 % of the height."""

    def __init__(
        self, icon: str, title: str, line: str = "", do: str = "", on: Deed | None = None, *, key: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = label(title, "lead", wrap=True, heavy=True)
        self._line = label(line, ink="text.2", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner = QWidget()
        inner.setMaximumWidth(400)
        column = vbox(inner, space=8)
        column.addWidget(self._picture)
        column.addWidget(self._title)
        column.addWidget(self._line)
        self.button = button(do, on, look="main", key=key)
        if not do:
            self.button.hide()  # never shown before it has a parent: it would be a window of its own
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        outer = vbox(self, margins=24)
        outer.addStretch(2)
        outer.addWidget(centred(inner))
        outer.addStretch(3)
        self._draw()

    def set_words(self, title: str, line: str = "") -> None:
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self._picture.setPixmap(icons.pixmap(self._icon, "text.2", 32))


def centred(inner: QWidget, most: int = 0) -> QWidget:
    """A widget in the middle of the width it gets, at most ``most`` wide."""
    if most:
        inner.setMaximumWidth(most)
    inner.setSizePolicy(QSizePolicy.Policy.Expanding, inner.sizePolicy().verticalPolicy())
    outer = QWidget()
    row = hbox(outer)
    row.addStretch(1)
    row.addWidget(inner, 1000)
    row.addStretch(1)
    return outer


def stacked(*parts: QWidget) -> QStackedWidget:
    """Parts of which one is shown, the first to begin with."""
    made = QStackedWidget()
    for part in parts:
        made.addWidget(part)
    return made


def scrolled(inner: QWidget, name: str) -> QScrollArea:
    """A page part that scrolls up and down inside itself, never sideways."""
    area = QScrollArea()
    dress_area(area, inner, name)
    return area


def dress_area(area: QScrollArea, inner: QWidget, name: str) -> None:
    """Let an area show ``inner``, at its own width, without a frame."""
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def line(*, upright: bool = False) -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("look", "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def ground(look: str = "page") -> QFrame:
    """An empty surface: page, window, card, popup."""
    made = QFrame()
    made.setProperty("look", look)
    return made


L = TypeVar("L", bound=QBoxLayout)


def _box(made: L, margins: int | tuple[int, int, int, int], space: int) -> L:
    made.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))
    made.setSpacing(space)
    return made


def vbox(parent: QWidget | None = None, *, margins: int | tuple[int, int, int, int] = 0, space: int = 0) -> QVBoxLayout:
    return _box(QVBoxLayout(parent) if parent else QVBoxLayout(), margins, space)


def hbox(parent: QWidget | None = None, *, margins: int | tuple[int, int, int, int] = 0, space: int = 0) -> QHBoxLayout:
    return _box(QHBoxLayout(parent) if parent else QHBoxLayout(), margins, space)


def share_width(view: QTableView, wanted: Sequence[int]) -> None:
    """Give a table's columns their widths: those with words shrink where there is little room, the widest gets the rest."""
    width = view.viewport().width()
    sizes = [0 if view.isColumnHidden(n) else theme.px(each) for n, each in enumerate(wanted)]
    over = sum(sizes) - width
    wide = [n for n, each in enumerate(sizes) if each > theme.px(WORDS_FROM)]
    if over > 0 and wide:
        room = sum(sizes[n] for n in wide)
        for n in wide:
            sizes[n] = max(theme.px(WORDS_FROM) - 8, int(sizes[n] * max(0.5, (room - over) / room)))
    widest = max(range(len(sizes)), key=sizes.__getitem__)
    sizes[widest] = max(sizes[widest], width - (sum(sizes) - sizes[widest]))
    for number, each in enumerate(sizes):
        if each:
            view.setColumnWidth(number, each)


def step_inside(root: QWidget, *, forward: bool) -> bool:
    """Move the focus to the next part of ``root`` that Tab stops at, round and round: what lies over a page is alone."""
    here = QApplication.focusWidget() or root
    step = QWidget.nextInFocusChain if forward else QWidget.previousInFocusChain
    widget = step(here)
    while widget is not None and widget is not here:
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if stops and root.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            widget.setFocus(reason)
            return True
        widget = step(widget)
    return False


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while item := layout.takeAt(0):
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def height(value: int) -> int:
    """A control's height, grown with the letters."""
    return theme.px(value)
