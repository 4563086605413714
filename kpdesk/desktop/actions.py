"""Every command as data: its words, keys, place and icon. Menus, palette, shortcuts and the F1 sheet read this table.

Handlers live in pages: ``handlers()`` gives action id -> callable. Letters belong to the page that shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from kpdesk.settings import Settings

Handlers = Mapping[str, Callable[[], object]]


@dataclass(frozen=True)
class Action:
    """``keys`` in Qt's portable spelling, the first one printed. ``own`` keys are told here but read by the widget.

    ``quiet`` ones are left out of the palette (they make no sense without the widget that has the focus).
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    place: str = "everywhere"
    icon: str = ""
    own: bool = False
    quiet: bool = False


PLACES = ("sources", "review", "actors", "meetings", "positions", "briefings")
PLACE_NAMES = {
    "everywhere": "Everywhere",
    "review": "Review",
    "reader": "Reader",
    "timeline": "Timeline",
    "list": "Tables and lists",
    "matrix": "Matrix",
    "briefings": "Briefings",
    "merge_back": "Merge back",
}


def _at(place: str, *rows: tuple[str, str, str] | tuple[str, str, str, str], own: bool = False) -> tuple[Action, ...]:
    """Rows of (id, words, keys with spaces between, icon)."""
    return tuple(
        Action(row[0], row[1], tuple(row[2].split()), place, row[3] if len(row) > 3 else "", own, own) for row in rows
    )


ACTIONS: tuple[Action, ...] = (
    *_at(
        "everywhere",
        ("help.keys", "Keys of this page", "F1", "keyboard"),
        ("palette", "Find or run a command", "Ctrl+K", "search"),
        ("find.here", "Find or filter here", "Ctrl+F", "list-filter"),
        ("find.all", "Find in the whole case", "Ctrl+Shift+F", "search"),
        ("find.next", "Next hit", "F3", "arrow-down"),
        ("find.previous", "Previous hit", "Shift+F3", "arrow-up"),
        ("go.sources", "Go to Sources", "Ctrl+1", "file-text"),
        ("go.review", "Go to Review", "Ctrl+2", "list-checks"),
        ("go.actors", "Go to Actors", "Ctrl+3", "users"),
        ("go.meetings", "Go to Meetings", "Ctrl+4", "calendar-range"),
        ("go.positions", "Go to Positions", "Ctrl+5", "scale"),
        ("go.briefings", "Go to Briefings", "Ctrl+6", "book-open-text"),
        ("go.back", "Back", "Alt+Left", "arrow-left"),
        ("go.forward", "Forward", "Alt+Right", "arrow-right"),
        ("pane.next", "Next pane", "F6", "columns-2"),
        ("pane.previous", "Previous pane", "Shift+F6", "columns-2"),
        ("pane.list", "Show or hide the list", "F9", "panel-left"),
        ("pane.wider", "Wider list", ""),
        ("pane.narrower", "Narrower list", ""),
        ("case.new", "New case", "Ctrl+N", "file-plus"),
        ("case.open", "Open a case", "Ctrl+O", "folder-open"),
        ("case.sample", "Look at the sample", ""),
        ("case.close", "Close the case", "Ctrl+W", "x"),
        ("case.save", "Is everything saved?", "Ctrl+S", "save"),
        ("case.copy", "Save a copy", "Ctrl+Shift+S", "copy"),
        ("case.lock", "Lock the case now", "Ctrl+L", "lock"),
        ("case.copy_out", "Copy out for a colleague", "", "copy"),
        ("case.merge_back", "Merge back a copy", "", "git-merge"),
        ("case.backups", "Backups", "", "archive-restore"),
        ("case.back_up", "Back up now", "", "database-backup"),
        ("case.check", "Check the case", "", "circle-check"),
        ("case.evidence", "Write an evidence package", "", "file-output"),
        ("case.protection", "Pass-phrase", "", "key-round"),
        ("erase", "Erase permanently", "", "trash-2"),
        ("help.diagnostic", "Copy a diagnostic", "", "copy"),
        ("quit", "Quit", "Ctrl+Q", "log-out"),
        ("paste", "Paste a text", "Ctrl+V", "clipboard-paste"),
        ("texts.add", "Add texts from files", "Ctrl+Shift+O", "file-plus"),
        ("view.file", "Make a file of this view", "Ctrl+P", "file-output"),
        ("brief", "Briefing from this", "Ctrl+B", "book-open-text"),
        ("evidence", "Show the evidence", "Ctrl+E", "scan-search"),
        ("tag", "Tag the selection", "Ctrl+T", "tag"),
        ("merge", "Merge the selected", "Ctrl+J", "git-merge"),
        ("undo", "Undo", "Ctrl+Z", "undo-2"),
        ("redo", "Redo", "Ctrl+Shift+Z Ctrl+Y", "redo-2"),
        ("history", "History", "Ctrl+Shift+H", "history"),
        ("settings", "Settings", "Ctrl+,", "settings"),
        ("add.actor", "New actor", "", "user"),
        ("add.meeting", "New meeting", "", "calendar-days"),
        ("add.position", "New position", "", "scale"),
        ("larger", "Larger letters", "Ctrl++ Ctrl+=", "zoom-in"),
        ("smaller", "Smaller letters", "Ctrl+-", "zoom-out"),
        ("normal", "Normal letters", "Ctrl+0"),
        ("theme", "Light or dark", "", "moon"),
        ("fullscreen", "Full screen", "F11", "maximize"),
        ("escape", "Close the innermost thing", "Esc"),
    ),
    *_at(
        "review",
        ("review.accept", "Accept", "A", "check"),
        ("review.edit", "Edit", "E", "pencil"),
        ("review.reject", "Reject", "R", "x"),
        ("review.skip", "Skip", "S", "skip-forward"),
        ("review.previous_decided", "Back one", "B", "undo-2"),
        ("review.next", "Next", "J"),
        ("review.previous", "Previous", "K"),
        ("review.why", "Why it was proposed", "W", "circle-help"),
        ("review.source", "Whole source", "V", "file-text"),
        ("review.support", "Stance: support", "U"),
        ("review.oppose", "Stance: oppose", "O"),
        ("review.mixed", "Stance: mixed", "M"),
        ("review.unclear", "Stance: not clear", "N"),
        ("review.accept_shown", "Accept all shown", "Shift+A", "list-checks"),
        ("review.reject_shown", "Reject all shown", "Shift+R", "x"),
    ),
    *_at(
        "review",
        ("review.hover", "Hover card", "Space"),
        ("review.keep", "In the form: keep and next", "Ctrl+Return"),
        own=True,
    ),
    *_at(
        "reader",
        ("reader.tag", "Tag the selection", "T", "tag"),
        ("reader.adjust", "Adjust the ends of a mark", "X", "text-select"),
        ("reader.undecided", "Show only what is to decide", "D", "circle-dashed"),
        ("reader.characters", "Copy the characters only", "Ctrl+Shift+C", "copy"),
    ),
    *_at(
        "reader",
        ("reader.mark", "Next, previous mark", "Tab Shift+Tab"),
        ("reader.card", "Hover card", "Space"),
        ("reader.open", "Open the record, or tag a selection", "Return"),
        ("reader.copy", "Copy the quotation with its citation", "Ctrl+C"),
        own=True,
    ),
    *_at(
        "timeline",
        ("timeline.fit", "Fit all", "F", "maximize"),
        ("timeline.zoom", "Zoom to the selection", "Z", "zoom-in"),
        ("timeline.date", "Go to a date", "G", "calendar-clock"),
        ("timeline.centre", "Centre the mark", "C"),
        ("timeline.next_change", "Next position change", "P"),
        ("timeline.previous_change", "Previous position change", "Shift+P"),
        ("timeline.brush", "Brush a span of time", "B", "calendar-range"),
        ("timeline.actors", "Choose the actors with lanes", "A", "users"),
    ),
    *_at(
        "timeline",
        ("timeline.mark", "Previous, next mark in the lane", "Left Right"),
        ("timeline.lane", "Lane", "Up Down"),
        ("timeline.ends", "First, last", "Home End"),
        ("timeline.screen", "A screen", "PgUp PgDown"),
        ("timeline.card", "Card", "Space"),
        ("timeline.open", "Open", "Return"),
        own=True,
    ),
    *_at(
        "list",
        ("list.edit", "Edit", "F2", "pencil"),
        ("list.remove", "Remove", "Del", "trash-2"),
    ),
    *_at(
        "list",
        ("list.open", "Open", "Return"),
        ("list.move", "Move", "Up Down Home End PgUp PgDown"),
        ("list.jump", "Jump to what begins so", "Letters"),
        ("list.range", "Select a range", "Shift+Up Shift+Down"),
        ("list.all", "Select all", "Ctrl+A"),
        ("list.copy", "Copy", "Ctrl+C"),
        ("list.menu", "What can be done with it", "Shift+F10"),
        own=True,
    ),
    *_at(
        "matrix",
        ("matrix.earlier", "As of the previous change", "Ctrl+Left", "chevron-left"),
        ("matrix.later", "As of the next change", "Ctrl+Right", "chevron-right"),
    ),
    *_at(
        "matrix",
        ("matrix.open", "Open the cell", "Return"),
        ("matrix.bloc", "Open, close a bloc", "Right Left"),
        own=True,
    ),
    *_at(
        "briefings",
        ("briefing.new", "New briefing", "", "book-open-text"),
        ("briefing.up", "Move the section up", "Ctrl+Up", "arrow-up"),
        ("briefing.down", "Move the section down", "Ctrl+Down", "arrow-down"),
    ),
    *_at(
        "merge_back",
        ("merge_back.mine", "Mine counts", "M"),
        ("merge_back.theirs", "Theirs counts", "T"),
        ("merge_back.next", "Next that both changed", "J"),
        ("merge_back.previous", "Previous that both changed", "K"),
        ("merge_back.merge", "Merge", "Ctrl+Return Ctrl+Enter", "git-merge"),
    ),
    *_at(
        "briefings",
        ("briefing.section", "Section on or off", "Space"),
        ("briefing.page", "Page of the preview", "PgUp PgDown"),
        own=True,
    ),
)
BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}


def of_place(*places: str) -> tuple[Action, ...]:
    """The commands of some places, in the table's order."""
    return tuple(action for action in ACTIONS if action.place in places)


def keys_of(action: Action | str, settings: Settings | None = None) -> tuple[str, ...]:
    """The keys that hold now: a person's own choice, and no single letters where they are switched off."""
    action = BY_ID[action] if isinstance(action, str) else action
    if settings is None or action.own:
        return action.keys
    chosen = settings.keys.get(action.id)
    keys = (chosen,) if chosen else action.keys
    return keys if settings.single_keys else tuple(key for key in keys if not is_single(key))


def is_single(key: str) -> bool:
    """Whether a key is a letter alone or with Shift: what speech input and a resting hand press by accident."""
    return len(key.removeprefix("Shift+")) == 1


# Places whose commands hold at the same time: their keys must differ.
_TOGETHER = {"review": ("review", "reader"), "reader": ("review", "reader")}


def changeable() -> tuple[Action, ...]:
    """The commands with a single key of their own, which a person may change (WCAG 2.1.4)."""
    return tuple(a for a in ACTIONS if not a.own and a.keys and is_single(a.keys[0]))


def clash(action: Action, key: str, settings: Settings | None = None) -> Action | None:
    """Another command that has this key where ``action`` holds."""
    places = (*_TOGETHER.get(action.place, (action.place,)), "everywhere")
    wanted = QKeySequence(key)
    for other in of_place(*places):
        chosen = settings.keys.get(other.id) if settings is not None and not other.own else None
        if other.id != action.id and any(QKeySequence(k) == wanted for k in ((chosen,) if chosen else other.keys)):
            return other
    return None


def shown(action: Action | str, settings: Settings | None = None) -> str:
    """The first key as this system writes it; empty where there is none."""
    keys = keys_of(action, settings)
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def install(widget: QWidget, place: str, handlers: Handlers, settings: Settings | None = None) -> list[QAction]:
    """Give a page or pane the commands of its place, live while the focus is inside it.

    Call again after settings changed: what was there before is replaced.
    """
    for old in [action for action in widget.actions() if action.property("kpdesk_place") == place]:
        widget.removeAction(old)
        old.deleteLater()
    made: list[QAction] = []
    for action in of_place(place):
        if action.own or action.id not in handlers:
            continue
        item = QAction(action.text, widget)
        item.setObjectName(action.id)
        item.setProperty("kpdesk_place", place)
        item.setShortcuts([QKeySequence(key) for key in keys_of(action, settings)])
        item.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        item.setAutoRepeat(action.id in ("review.next", "review.previous"))
        call = handlers[action.id]
        item.triggered.connect(lambda _checked=False, call=call: call())
        widget.addAction(item)
        made.append(item)
    return made


def print_keys(root: QWidget, settings: Settings | None = None) -> None:
    """Print the keys that hold now on every button inside ``root`` that was made for a command."""
    for made in root.findChildren(QAbstractButton):
        if name := made.property("key_action"):
            key, words = shown(name, settings), made.property("key_words")
            first = bool(made.property("key_first"))
            made.setText("   ".join(part for part in (words, key) if part) if not first else f"{key} {words}".strip())
            made.setAccessibleDescription(key)
        if name := made.property("tip_action"):
            made.setToolTip(_with_key(made.property("tip_words"), shown(name, settings)))


def set_tooltip(made: QAbstractButton, words: str, action_id: str) -> None:
    """A tooltip that ends with the key of a command; ``print_keys`` keeps it as a person has set it."""
    made.setProperty("tip_action", action_id)
    made.setProperty("tip_words", words)
    made.setToolTip(_with_key(words, shown(action_id)))


def _with_key(words: str, key: str) -> str:
    return f"{words} ({key})" if key else words


def tooltip(action_id: str, settings: Settings | None = None) -> str:
    """The words of a command with its key, for a button's tooltip."""
    return _with_key(BY_ID[action_id].text, shown(action_id, settings))
