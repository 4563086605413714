"""Actors: the list with one actor's page beside it, or all of them as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from kpdesk.desktop import icons
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.models.spelling import cell
from kpdesk.desktop.pages.actor_page import ActorView
from kpdesk.desktop.pages.records_page import RecordsPage
from kpdesk.desktop.pages.table_pane import TablePane
from kpdesk.desktop.row_list import Line
from kpdesk.desktop.widgets import EmptyState, Segmented, button, vbox
from kpdesk.domain.changes import Changes
from kpdesk.services import actors

_READS = ("actor", "name", "affiliation", "participation", "position", "statement", "distinction", "anchor", "meeting")


class ActorsPage(RecordsPage):
    """``show_where``: actor_id, tab, view ("pages" or "table"), new."""

    place = "actors"
    name = "Actors"
    kind = "actor"
    views = ("pages", "table")
    listed = "Actors"
    action_places = ("list",)
    holders = {  # noqa: RUF012
        "card": {"view": "pages"}, "table.card": {"view": "table"}, "view.statements.card": {}, "view.positions.card": {},
    }  # fmt: skip
    reads = _READS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _line, parent)
        self.view = ActorView(desk, self.edit, self.open_card)
        self.view.hide()
        main = QWidget()
        main.setProperty("look", "page")
        vbox(main).addWidget(self.view)
        self.card.kept.connect(self._on_kept)
        table = TablePane(desk, "actors", self._empty())
        table.actions_of = lambda actor_id: [("Open its page", lambda: desk.go("actors", actor_id=actor_id))]
        self.main_button = button("New actor", lambda: desk.go("actors", new=True), look="main", icon="plus")
        self._arrange(main, table, Segmented((("pages", "Pages"), ("table", "Table"))))

    def _empty(self) -> EmptyState:
        return EmptyState(
            "users",
            "No actors yet.",
            "They appear when you accept proposals, or start from the Kimberley Process reference list.",
            "Browse the reference list",
            lambda: self.desk.go("reference"),
        )

    def _on_emptied(self, empty: bool) -> None:
        super()._on_emptied(empty)
        icons.dress(self.main_button, "plus", "text.2" if empty else "accent.text", 16)

    # what the window asks

    def count_text(self) -> str:
        return self.model.count_words("actor", "actors")

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
            self.open_one(actor_id)
            if tab := where.get("tab"):
                self.view.show_tab(tab)
        elif self.view.actor_id is None and self.model.total:
            self.list.choose_first()

    def where(self) -> dict[str, Any]:
        if self.as_table:
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
        self._reload_lists(changes)
        if self.view.actor_id is not None and not self.view.show_actor(self.view.actor_id):
            self.list.choose_first()
        self.view.setVisible(self.view.actor_id is not None)
        self.card.take_changes(changes)
        self.header_changed.emit()

    def panes(self) -> list[QWidget]:
        return [self.table.view] if self.as_table else self._list_panes(self.view.tabs.focus_target())

    def handlers(self) -> dict[str, Callable[[], object]]:
        if self.as_table:
            return self.table.handlers() | {"merge": lambda: self._merge(self.table.selected())}
        found = self.view.handlers() | self._list_handlers(self.edit)
        return found | {"merge": lambda: self._merge(self.list.selected()), "find.here": self.find}

    def beside(self) -> list[Any]:
        actor_id = None if self.as_table else self.view.actor_id
        return actors.mentions(self.desk.case, actor_id) if actor_id is not None else []

    def fit(self, width: int) -> None:
        super().fit(width)
        self.view.fit(width - self.columns.sizes()[0])

    # deeds

    def shown_id(self) -> str | None:
        return self.view.actor_id

    def open_one(self, record_id: str) -> None:
        """Show an actor's page."""
        shown = bool(record_id) and self.view.show_actor(record_id)
        self.view.setVisible(shown)
        self.beside_changed.emit()
        if shown and self.card.isVisible() and not self.card.form.new:
            self.card.show_record("actor", record_id)

    def _on_opened(self, record_id: str) -> None:
        self.open_one(record_id)
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
        self.open_one(record_id)
        twin = actors.of_name(self.desk.case, record.name, not_id=record_id)
        if twin is not None:
            words = f"There is another actor called {record.name}. Are the two one?"
            step = ("Compare", lambda: self.desk.go("merge", keep=twin.id, gone=record_id))
            self.desk.say(words, "warn", [("Undo", self.desk.undo), step])

    def _menu(self, record_id: str) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("Edit", self.edit),
            ("Merge…", lambda: self._merge(self.list.selected())),
            ("History", lambda: self.desk.go("history", kind="actor", record_id=record_id)),
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
