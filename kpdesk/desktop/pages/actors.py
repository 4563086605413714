"""Actors: the list with one actor's page beside it, or all of them as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from kpdesk.desktop import icons
from kpdesk.desktop.columns import Columns
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.record_card import RecordCard
from kpdesk.desktop.models.record_table import RecordTable, follow_range
from kpdesk.desktop.models.spelling import cell
from kpdesk.desktop.pages.actor_page import ActorView
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.pages.table_pane import TablePane
from kpdesk.desktop.row_list import Line, RowList
from kpdesk.desktop.widgets import EmptyState, Segmented, button, restyle, vbox
from kpdesk.domain.changes import Changes
from kpdesk.services import actors, lookup, making

_READS = ("actor", "name", "affiliation", "participation", "position", "statement", "distinction", "anchor", "meeting")


class ActorsPage(Page):
    """``show_where``: actor_id, tab, view ("pages" or "table"), new."""

    place = "actors"
    name = "Actors"
    action_places = ("list",)
    holders = {  # noqa: RUF012
        "card": {"view": "pages"}, "table.card": {"view": "table"}, "view.statements.card": {}, "view.positions.card": {},
    }  # fmt: skip
    reads = _READS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model = RecordTable("actors", lambda query: lookup.page(desk.case, query), self, one_column=True)
        self.list = RowList(self.model, _line, "Actors", self._empty())
        self.list.chosen.connect(self.open_actor)
        self.list.opened.connect(self._on_opened)
        self.list.removed.connect(self._remove)
        self.list.actions_of = self._menu
        self.view = ActorView(desk, self.edit, self.open_card)
        self.view.hide()
        main = QWidget()
        main.setProperty("look", "page")
        vbox(main).addWidget(self.view)
        self.card = RecordCard(desk)
        self.card.hide()
        self.card.closed.connect(self._on_card_closed)
        self.card.kept.connect(self._on_kept)
        self.columns = Columns(desk, "actors", list_part=self.list, main=main, card=self.card)
        self.list.emptied.connect(self._on_emptied)
        self.table = TablePane(desk, "actors", self._empty())
        self.table.counted.connect(self.header_changed)
        self.table.actions_of = lambda actor_id: [("Open its page", lambda: desk.go("actors", actor_id=actor_id))]
        self.stack = QStackedWidget()
        self.stack.addWidget(self.columns)
        self.stack.addWidget(self.table)
        vbox(self).addWidget(self.stack)
        self.switch = Segmented((("pages", "Pages"), ("table", "Table")))
        self.switch.chosen.connect(lambda key: desk.go("actors", view=key))
        self.new = button("New actor", lambda: desk.go("actors", new=True), look="main", icon="plus")
        follow_range(desk, self.model, self._on_range)
        follow_range(desk, self.table.model, self.table.reload)
        self._view = "pages"
        self._stale = True

    def _empty(self) -> EmptyState:
        return EmptyState(
            "users",
            "No actors yet.",
            "They appear when you accept proposals, or start from the Kimberley Process reference list.",
            "Browse the reference list",
            lambda: self.desk.go("reference"),
        )

    def _on_emptied(self, empty: bool) -> None:
        """The empty state has the page and the one main button."""
        self.columns.list_alone(empty)
        self.header_changed.emit()
        restyle(self.new, look="" if empty else "main")
        icons.dress(self.new, "plus", "text.2" if empty else "accent.text", 16)

    # what the window asks

    def count_text(self) -> str:
        return self.model.count_words("actor", "actors")

    def header_widgets(self) -> list[QWidget]:
        return [self.switch, self.new]

    def show_where(self, **where: Any) -> None:
        if self._stale:
            self.reload(None)
        if view := where.get("view"):
            self.show_view(view)
        if where.get("new"):
            self.show_view("pages")
            self.open_card("actor")
        elif actor_id := where.get("actor_id"):
            self.show_view("pages")
            self.list.choose(actor_id)
            self.open_actor(actor_id)
            if tab := where.get("tab"):
                self.view.show_tab(tab)
        elif self.view.actor_id is None and self.model.total:
            self.list.choose_first()

    def where(self) -> dict[str, Any]:
        if self._view == "table":
            return {"view": "table", "new": False}
        return {"view": "pages", "new": False, "actor_id": self.view.actor_id, "tab": self.view.tabs.key()}

    def reload(self, changes: Changes | None = None) -> None:
        if self.desk.case is None:
            self.model.empty()
            self.view.actor_id = None
            self._stale = True
            return
        self._stale = False
        if changes is None:
            self.view.actor_id = None
            self.card.hide()
        self.list.reload()
        if self._view == "table":
            self.table.reload(changes)
        if self.view.actor_id is not None and not self.view.show_actor(self.view.actor_id):
            self.list.choose_first()
        self.view.setVisible(self.view.actor_id is not None)
        self.card.take_changes(changes)
        self.header_changed.emit()

    def _on_range(self) -> None:
        self.list.reload()
        self.header_changed.emit()

    def find(self) -> None:
        if self._view == "table":
            self.table.find()
        else:
            self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.list.filter.selectAll()

    def panes(self) -> list[QWidget]:
        if self._view == "table":
            return [self.table.view]
        if not self.model.total:
            return [self.list.empty.button] if isinstance(self.list.empty, EmptyState) else []
        return [self.list.view, self.view.tabs.focus_target()]

    def handlers(self) -> dict[str, Callable[[], object]]:
        if self._view == "table":
            return self.table.handlers() | {"merge": lambda: self._merge(self.table.selected())}
        found = dict(self.view.handlers())
        found["list.edit"] = self.edit
        found["list.remove"] = lambda: self._remove(self.list.selected())
        found["pane.wider"] = lambda: self.columns.widen_list(40)
        found["pane.narrower"] = lambda: self.columns.widen_list(-40)
        found["merge"] = lambda: self._merge(self.list.selected())
        found["find.here"] = self.find
        found["erase"] = self.erase
        return found

    def beside(self) -> list[Any]:
        actor_id = self.view.actor_id if self._view == "pages" else None
        return actors.mentions(self.desk.case, actor_id) if actor_id is not None else []

    def toggle_list(self) -> None:
        self.columns.toggle_list()

    def fit(self, width: int) -> None:
        self.columns.fit(width)
        self.table.fit(width)
        self.view.fit(width - self.columns.sizes()[0])

    # deeds

    def show_view(self, key: str) -> None:
        """Pages or table."""
        self._view = key
        self.switch.choose(key)
        self.stack.setCurrentIndex(1 if key == "table" else 0)
        if key == "table":
            self.table.reload()
        self.beside_changed.emit()
        self.header_changed.emit()

    def open_actor(self, actor_id: str) -> None:
        """Show an actor's page."""
        shown = bool(actor_id) and self.view.show_actor(actor_id)
        self.view.setVisible(shown)
        self.beside_changed.emit()
        if shown and self.card.isVisible() and not self.card.form.new:
            self.card.show_record("actor", actor_id)

    def _on_opened(self, actor_id: str) -> None:
        self.open_actor(actor_id)
        self.columns.close_drawer()
        self.view.tabs.focus_target().setFocus()

    def edit(self) -> None:
        """The actor's own fields, in the card."""
        if self.view.actor_id:
            self.open_card("actor", record_id=self.view.actor_id)

    def open_card(self, kind: str, *, record_id: str = "", **given: Any) -> None:
        """A record in the card at the right: one that is there, or a new one with what is known."""
        if record_id:
            self.card.show_record(kind, record_id)
        else:
            self.card.show_new(kind, **given)
        self.card.show()
        self.columns.spread()
        self.card.form.focus_first()

    def _on_card_closed(self) -> None:
        self.card.hide()
        self.list.view.setFocus()

    def _on_kept(self, record_id: str) -> None:
        record = self.card.record
        if record.KIND != "actor":
            return
        self.list.choose(record_id)
        self.open_actor(record_id)
        twin = actors.of_name(self.desk.case, record.name, not_id=record_id)
        if twin is not None:
            words = f"There is another actor called {record.name}. Are the two one?"
            step = ("Compare", lambda: self.desk.go("merge", keep=twin.id, gone=record_id))
            self.desk.say(words, "warn", [("Undo", self.desk.undo), step])

    def _remove(self, ids: list[str]) -> None:
        if ids:
            self.desk.do(making.remove, "actor", ids)

    def erase(self) -> None:
        """Erase the selected actors for good: a page of its own says what that means."""
        ids = self.list.selected() or [i for i in (self.view.actor_id,) if i]
        if ids:
            self.desk.go("erase", records=[("actor", i) for i in ids])

    def _menu(self, actor_id: str) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("Edit", self.edit),
            ("Merge…", lambda: self._merge(self.list.selected())),
            ("History", lambda: self.desk.go("history", kind="actor", record_id=actor_id)),
            ("Remove", lambda: self._remove(self.list.selected())),
            ("Erase permanently…", self.erase),
        ]

    def _merge(self, ids: list[str]) -> None:
        if len(ids) == 2:
            self.desk.go("merge", keep=ids[0], gone=ids[1])
        else:
            self.desk.go("merge", keep=ids[0] if ids else self.view.actor_id)


def _line(row: dict[str, object]) -> Line:
    kind = str(row["kind"])
    said = cell("actor", "kind", kind)
    country = cell("actor", "country", row["country"])
    count = int(str(row["statements"] or 0))
    parts = [said, country, f"{count:,} statement{'s' if count != 1 else ''}" if count else ""]
    state = str(row["state"])
    return Line(
        title=str(row["name"]), second="  ·  ".join(part for part in parts if part),
        icon=icons.ACTOR_ICONS.get(kind, "users"), token="actor", state="" if state == "accepted" else state,
    )  # fmt: skip
