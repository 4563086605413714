"""Merge: two actors side by side, what would move and what would clash, before anything happens. Also the split."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QGridLayout, QLineEdit, QRadioButton, QWidget

from kpdesk.desktop import icons, theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.link_field import LinkField
from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.widgets import button, clear, hbox, label, scrolled, vbox
from kpdesk.domain.vocabulary import ACTOR_KINDS, STANCES
from kpdesk.domain.wording import counted
from kpdesk.services import actors, lookup, merging, places
from kpdesk.services.choices import Choice

MOST_MENTIONS = 200
_MOVED = {
    "statement": "statement", "meeting": "meeting", "position": "position", "affiliation": "affiliation",
    "participation": "meeting attended", "appearance": "appearance", "outcome": "outcome",
}  # fmt: skip


class MergePage(Page):
    """``show_where(keep=…, gone=…)``. Without ``gone`` the second actor is chosen here."""

    place = "merge"
    name = "Merge actors"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.keep_id: str | None = None
        self.gone_id: str | None = None
        self.keep_field = LinkField(desk, "actor", "Keep")
        self.gone_field = LinkField(desk, "actor", "Goes into it")
        for field in (self.keep_field, self.gone_field):
            field.chosen.connect(self._on_chosen)
        self.swap = button("Swap", self._swap, look="quiet", icon="arrow-up-down")
        self.preview = QWidget()
        self._preview_grid = QGridLayout(self.preview)
        self._preview_grid.setHorizontalSpacing(16)
        self._preview_grid.setVerticalSpacing(12)
        self._preview_grid.setContentsMargins(0, 0, 0, 0)
        self._preview_grid.setColumnStretch(1, 1)
        self._preview_grid.setColumnStretch(2, 1)
        self.names = QButtonGroup(self)
        self.merge_button = button("Merge", self.merge, look="main", key="Return")
        self.apart_button = button("Not the same actor", self._on_apart)
        self.cancel = button("Cancel", self.leave, look="quiet", key="Esc")
        self.split_part = SplitPart(desk)
        self._arrange()

    def _arrange(self) -> None:
        inner = QFrame()
        inner.setProperty("look", "page")
        inner.setMaximumWidth(880)
        column = vbox(inner, margins=24, space=16)
        heads = QGridLayout()
        heads.setHorizontalSpacing(16)
        heads.setColumnStretch(1, 1)
        heads.setColumnStretch(2, 1)
        heads.addWidget(label("Keep", heavy=True), 0, 1)
        heads.addWidget(label("Goes into it", heavy=True), 0, 2)
        blank = label("")
        blank.setFixedWidth(theme.px(72))
        heads.addWidget(blank, 1, 0)
        heads.addWidget(self.keep_field, 1, 1)
        heads.addWidget(self.gone_field, 1, 2)
        column.addLayout(heads)
        column.addWidget(self.preview)
        buttons = hbox(space=8)
        for made in (self.merge_button, self.swap, self.apart_button, self.cancel):
            buttons.addWidget(made)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(label("A merge can be taken back at any time.", "small", "text.2"))
        column.addSpacing(16)
        column.addWidget(self.split_part)
        column.addStretch(1)
        page = QFrame()
        page.setProperty("look", "page")
        row = hbox(page)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        vbox(self).addWidget(scrolled(page, "Merge actors"))

    # what the window asks

    def show_where(self, **where: Any) -> None:
        self.keep_id, self.gone_id = where.get("keep"), where.get("gone")
        self.keep_field.set_record(self.keep_id)
        self.gone_field.set_record(self.gone_id)
        self._show_preview()
        target = self.gone_field if self.keep_id and not self.gone_id else self.merge_button
        (target if self.keep_id else self.keep_field).setFocus()

    def where(self) -> dict[str, Any]:
        return {"keep": self.keep_id, "gone": self.gone_id}

    def reload(self, changes: object = None) -> None:
        case = self.desk.case
        if case is None or (self.isVisible() and self.keep_id and case.get("actor", self.keep_id) is None):
            self.keep_id = self.gone_id = None
        if self.isVisible() and case is not None:
            if self.gone_id and case.get("actor", self.gone_id) is None:
                self.gone_id = None
                self.gone_field.set_record(None)
            self._show_preview()

    def panes(self) -> list[QWidget]:
        return [self.keep_field, self.gone_field]

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"escape": self.leave, "find.here": self.gone_field.setFocus}

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.merge_button.isEnabled():
            self.merge()
        else:
            super().keyPressEvent(event)

    # choosing and looking

    def _on_chosen(self) -> None:
        def chosen(field: LinkField) -> str | None:
            choice: Choice | None = field.choice()
            return choice.record_id if choice else None

        self.keep_id, self.gone_id = chosen(self.keep_field), chosen(self.gone_field)
        self._show_preview()

    def _swap(self) -> None:
        self.show_where(keep=self.gone_id, gone=self.keep_id)

    def _show_preview(self) -> None:
        clear(self._preview_grid)
        for made in self.names.buttons():
            self.names.removeButton(made)
        ready = bool(self.keep_id and self.gone_id and self.keep_id != self.gone_id)
        self.merge_button.setEnabled(ready)
        self.apart_button.setEnabled(ready)
        self.split_part.show_actor(None if self.gone_id else self.keep_id)
        if not ready or self.keep_id is None or self.gone_id is None:
            words = (
                "Choose two actors."
                if self.keep_id != self.gone_id or not self.keep_id
                else "These are one actor already."
            )
            self._preview_grid.addWidget(label(words, ink="text.2"), 0, 1)
            return
        found = merging.preview(self.desk.case, self.keep_id, self.gone_id)
        self._row(0, "Name", *self._name_choices(found))
        self._row(
            1,
            "Kind",
            label(ACTOR_KINDS[found.keep.kind]),
            self._other(ACTOR_KINDS[found.gone.kind], ACTOR_KINDS[found.keep.kind]),
        )
        if found.keep.country or found.gone.country:
            mine, other = places.country_name(found.keep.country), places.country_name(found.gone.country)
            self._row(2, "Country", label(mine or "not known"), self._other(other or "not known", mine or other or ""))
        gains = "gains " + ", ".join(found.names) if found.names else "gains none: it has them all"
        self._row(3, "Names", label(gains, wrap=True))
        moves = ", ".join(
            counted(count, _MOVED.get(kind, kind), "meetings attended" if kind == "participation" else "")
            for kind, count in found.moves.items()
        )
        self._row(4, "Moves", label(moves or "nothing rests on it yet", wrap=True))
        if found.clashes:
            self._row(5, "Clash", self._clashes(found.clashes))
        if found.told_apart:
            self._row(
                6,
                "Told apart",
                label(
                    "You said that these two are not the same. Withdraw that on the actor's page first.",
                    ink="warn",
                    wrap=True,
                ),
            )
            self.merge_button.setEnabled(False)

    def _row(self, number: int, words: str, *parts: QWidget) -> None:
        said = label(words, ink="text.2")
        said.setFixedWidth(theme.px(72))
        self._preview_grid.addWidget(said, number, 0, Qt.AlignmentFlag.AlignTop)
        for at, part in enumerate(parts, 1):
            self._preview_grid.addWidget(part, number, at, 1, 1 if len(parts) > 1 else 2)

    def _name_choices(self, found: merging.Preview) -> list[QWidget]:
        made: list[QWidget] = []
        for name in (found.keep.name, found.gone.name):
            choice = QRadioButton(name)
            choice.setAccessibleName(f"Call it {name}")
            self.names.addButton(choice)
            made.append(choice)
        self.names.buttons()[0].setChecked(True)
        return made

    def _other(self, words: str, mine: str) -> QWidget:
        return label(words if words == mine else f"≠ {words}", ink="text" if words == mine else "warn")

    def _clashes(self, clashes: tuple[str, ...]) -> QWidget:
        whole = QWidget()
        column = vbox(whole, space=2)
        for clash in clashes:
            for key, words in STANCES.items():
                clash = clash.replace(f" {key} ", f" {words.lower()} ").replace(f" {key};", f" {words.lower()};")
            column.addWidget(label(clash, ink="warn", wrap=True))
        return whole

    # deeds

    def merge(self) -> None:
        """Merge, aside, and go to the one that stays."""
        keep_id, gone_id = self.keep_id, self.gone_id
        chosen = self.names.checkedButton()
        if not (keep_id and gone_id):
            return
        name = chosen.text() if chosen is not None else None
        self.merge_button.setEnabled(False)

        def work(_progress: Progress, case: Any) -> Any:
            return merging.merge(case, keep_id, gone_id, name=name)

        work = self.desk.after_backup("merging actors", work)
        self.desk.do_later("Merging", work, done=lambda _changes: self.desk.go("actors", actor_id=keep_id))

    def _on_apart(self) -> None:
        if self.keep_id and self.gone_id:
            keep = self.keep_id
            if self.desk.do(merging.not_the_same, self.keep_id, self.gone_id) is not None:
                self.desk.go("actors", actor_id=keep)

    def leave(self) -> None:
        if self.desk.can_go(-1):
            self.desk.back()
        else:
            self.desk.go("actors")


class SplitPart(QFrame):
    """Some of an actor's mentions become a second actor: what two people of one name need."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._actor_id: str | None = None
        self._boxes: list[tuple[QCheckBox, Any]] = []
        self.name = QLineEdit()
        self.name.setPlaceholderText("Name of the second actor")
        self.name.setAccessibleName("Name of the second actor")
        self.name.setMaximumWidth(400)
        self.split_button = button("Split", self.split, icon="split")
        column = vbox(self, space=8)
        column.addWidget(label("Or split: these mentions are somebody else", heavy=True))
        self._mentions = QWidget()
        self._rows = vbox(self._mentions, space=2)
        column.addWidget(self._mentions)
        row = hbox(space=8)
        row.addWidget(self.name, 1)
        row.addWidget(self.split_button)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def show_actor(self, actor_id: str | None) -> None:
        """List the actor's mentions; None hides this part."""
        self._actor_id = actor_id
        clear(self._rows)
        self._boxes = []
        found = actors.mentions(self._desk.case, actor_id)[:MOST_MENTIONS] if actor_id else []
        self.setVisible(len(found) > 1)
        for anchor in found if len(found) > 1 else []:
            source, _ = lookup.source_of(self._desk.case, anchor)
            around = " ".join(f"{anchor.prefix[-30:]}{anchor.quote}{anchor.suffix[:40]}".split())
            box = QCheckBox(f"…{around}…   {source.outlet}")
            box.setIcon(icons.icon("file-text", "text.2", 16))
            self._boxes.append((box, anchor))
            self._rows.addWidget(box)

    def split(self) -> None:
        """Make the second actor of the mentions that are ticked."""
        anchors = [anchor for box, anchor in self._boxes if box.isChecked()]
        if not anchors:
            self._desk.say("Tick the mentions that are somebody else first.", "info")
            return
        done = self._desk.do(merging.split, self._actor_id, anchors, name=self.name.text())
        if done is not None:
            self.name.clear()
