"""Review: the queue, the text with the evidence in view, and the card. One key a decision, each can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kpdesk.desktop.columns import Columns
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.pages.queue_hints import cut, hidden_words, hints, nothing_words, offer_phrase
from kpdesk.desktop.pages.review_card import ReviewCard
from kpdesk.desktop.pages.review_queue import QueuePanel
from kpdesk.desktop.reader.pane import ReaderPane
from kpdesk.desktop.widgets import EmptyState, hbox, stacked
from kpdesk.domain.changes import Changes
from kpdesk.domain.queue import SCOPES, QueueFilter
from kpdesk.domain.records import REVIEWED_KINDS
from kpdesk.domain.vocabulary import DECIDED, STANCES
from kpdesk.services import backups, correcting, making, queue, reading, review

Key = tuple[str, str]
_PLAIN = ("source_id", "actor_id", "meeting_id", "issue_id", "kinds", "scope", "order", "words")


class ReviewPage(Page):
    """Queue, reader and card side by side."""

    place: ClassVar[str] = "review"
    name: ClassVar[str] = "Review"
    action_places: ClassVar[tuple[str, ...]] = ("review", "reader")
    holders = {"card": {}, "reader": {}}  # noqa: RUF012
    reads: ClassVar[tuple[str, ...]] = (*REVIEWED_KINDS, "anchor", "source", "text_version", "case_settings")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, desk=desk)
        self.queue = QueuePanel(desk)
        self.reader = ReaderPane(desk)
        self.card = ReviewCard(desk)
        self._done: list[Key] = []  # decided in this session, the latest last
        self._shown: Key | None = None
        self._leaving: Sequence[Key] = ()  # what is being decided: another record is shown next
        self._keeping = False  # the deed in hand saves what stands in the fields
        self._arrange()
        self._connect()
        self.reload(None)

    def _arrange(self) -> None:
        self.hidden = EmptyState("list-filter", "", "", "Clear the filter", self.queue.clear_filter)
        self.main = stacked(self.reader, self.hidden)
        self.split = Columns(self.desk, "review", list_part=self.queue, main=self.main, card=self.card)
        self.main.setMinimumWidth(280)
        self.nothing = EmptyState(
            "list-checks", "Nothing to decide.", "Every proposal in this case has been decided.",
            "Paste a text", partial(self.desk.go, "paste"), key="Ctrl+V",
        )  # fmt: skip
        self.stack = stacked(self.split, self.nothing)
        hbox(self).addWidget(self.stack)

    def _connect(self) -> None:
        self.queue.chosen.connect(lambda kind, record_id: self._show((kind, record_id)))
        self.queue.filtered.connect(self._on_filtered)
        self.queue.bulk_asked.connect(self.decide_shown)
        self.queue.list.card_asked.connect(self.show_hover)
        self.queue.list.edit_asked.connect(self.edit)
        self.queue.hints = self._filter_hints
        self.queue.list.installEventFilter(self.reader)
        self.reader.record_chosen.connect(self._on_mark)
        self.reader.record_opened.connect(self._on_mark_opened)
        card = self.card
        for signal, deed in (
            (card.accept_asked, self.accept), (card.reject_asked, self.reject), (card.edit_asked, self.edit),
            (card.keep_asked, self.keep), (card.leave_asked, self.leave_form), (card.reopen_asked, self.reopen),
            (card.skip_asked, self.skip), (card.back_asked, self.back_one), (card.why_asked, card.toggle_more),
            (card.remove_asked, self.remove), (card.left_open, self._on_left_open),
            (card.source_asked, self.whole_source), (card.stance_asked, self.set_stance),
        ):  # fmt: skip
            signal.connect(deed)

    # what the window asks

    def count_text(self) -> str:
        left, total = self.queue.model.left, self.queue.model.rowCount()
        return f"{left:,} of {total:,} to decide" if total else ""

    def show_where(self, **where: Any) -> None:
        """``source_id``, ``actor_id``, ``meeting_id``, ``issue_id`` filter; ``record`` (kind, id) is shown."""
        wanted = {name: where[name] for name in _PLAIN if name in where}
        if wanted:
            self.queue.set_filter(QueueFilter(**wanted))
        if record := where.get("record"):
            at = self.queue.model.find(tuple(record))
            if at is not None:
                self.queue.go_to(at)
            else:
                self._show(tuple(record))
        self.queue.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def where(self) -> dict[str, Any]:
        return {"record": self._shown} if self._shown else {}

    def reload(self, changes: Changes | None = None) -> None:
        """Rows whose records changed are read anew; new proposals, or another case, mean the whole queue."""
        if changes is None:
            self._done.clear()
            self._shown = None
            self.card.forget()
            self.queue.start_over()
        elif self.desk.case is not None:
            self._update(changes)
        self._choose_view()
        self.header_changed.emit()

    def _update(self, changes: Changes) -> None:
        touched = [(kind, i) for kind in REVIEWED_KINDS for i in changes.ids.get(kind, ())]
        states = queue.states_after(self.desk.case, changes)
        scope = SCOPES[self.queue.wanted.scope]
        model = self.queue.model
        new = [k for k in touched if model.find(k) is None and states.get(k) in scope and states[k] == "proposed"]
        if new and (changes.touches("source", "text_version") or not model.keys or changes.touches("anchor")):
            self.queue.read(keep=self.queue.current())
            return
        self.queue.insert_roles([i for (kind, i), state in states.items() if kind == "actor" and state in DECIDED])
        back = [
            model.find(k) for k in touched if states.get(k) == "proposed" and model.state(k) not in ("", "proposed")
        ]
        self.queue.update_rows(touched, states)
        if back:  # undone, or reopened: that is what one wants to see now
            self.queue.go_to(min(at for at in back if at is not None))
        if self._shown in touched and self._shown not in self._leaving:
            self.card.refresh(typed=not self._keeping)

    def _choose_view(self) -> None:
        empty = not self.queue.model.rowCount() or (
            self.queue.wanted == QueueFilter() and not self.queue.model.left and not self._done
        )
        filtered = self.queue.wanted.narrows or self.queue.wanted.scope != "undecided"
        self.nothing.set_words(*nothing_words(reading=bool(self.desk.jobs.running())))
        self.stack.setCurrentWidget(self.nothing if empty and not filtered else self.split)
        if empty and filtered:
            self.hidden.set_words("Nothing matches this filter.", hidden_words(queue.count(self.desk.case)))
        self.main.setCurrentWidget(self.hidden if empty and filtered else self.reader)
        self.card.setHidden(empty)

    def find(self) -> None:
        self.queue.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.queue.filter.selectAll()

    def panes(self) -> list[QWidget]:
        if self.stack.currentWidget() is self.nothing:
            return [self.nothing.button]
        if self.main.currentWidget() is self.hidden:
            return [self.queue.filter, self.hidden.button]
        return [self.queue.list, self.reader.text, self.card.accept_button]

    def handlers(self) -> dict[str, Callable[[], object]]:
        stances = {f"review.{stance}": partial(self.set_stance, stance) for stance in STANCES}
        return self.reader.handlers() | stances | {
            "review.accept": self.accept,
            "review.edit": self.edit,
            "review.reject": self.reject,
            "review.skip": self.skip,
            "review.previous_decided": self.back_one,
            "review.next": partial(self.step, 1),
            "review.previous": partial(self.step, -1),
            "review.why": self.card.toggle_more,
            "review.source": self.whole_source,
            "review.accept_shown": self.queue.accept_all.setFocus,
            "review.reject_shown": self.queue.reject_all.setFocus,
            "evidence": self.show_current_evidence,
        } | ({"escape": self.queue.list.setFocus} if self.queue.bulk_focused() else {})  # fmt: skip

    def show_evidence(self, anchors: list[Any]) -> bool:
        self.stack.setCurrentWidget(self.split)
        self.main.setCurrentWidget(self.reader)
        self.reader.show_anchors(anchors)
        return True

    # choosing

    def _show(self, key: Key | None, *, jump: bool = True) -> None:
        """Card and evidence of one record."""
        self._shown = key
        if key is None or not self.card.show_record(*key):
            return
        details = self.card.details
        if not jump or details is None:
            return
        anchors = details.anchors
        at = self.queue.model.find(key)
        here = self.queue.model.keys[at].text_version_id if at is not None else None
        first = next((a for a in anchors if a.text_version_id == here), anchors[0] if anchors else None)
        if first is None and (source := getattr(details.record, "source_id", None)):
            self.reader.open_text(reading.newest_text(self.desk.case, source))
        elif first is not None:
            self.reader.open_text(first.text_version_id, select=first)

    def _on_mark(self, kind: str, record_id: str) -> None:
        """A mark in the text was clicked, reached by Tab, or just made: its card, without moving the text."""
        at = self.queue.model.find((kind, record_id))
        self.reader.light_up(kind, record_id)
        if at is not None and at != self.queue.at():
            self.queue.list.selectionModel().blockSignals(True)
            self.queue.go_to(at)
            self.queue.list.selectionModel().blockSignals(False)
            self.queue.list.viewport().update()
        self._show((kind, record_id), jump=False)

    def _on_mark_opened(self, kind: str, record_id: str) -> None:
        self._on_mark(kind, record_id)
        self.edit()

    def _on_filtered(self) -> None:
        self.reader.show_rejected("rejected" in SCOPES[self.queue.wanted.scope])
        self._choose_view()
        self.header_changed.emit()

    def _filter_hints(self) -> list[tuple[str, dict[str, Any]]]:
        """Filters that the current record offers: its source, actor, meeting, issue."""
        details, key = self.card.details, self._shown
        return hints(self.desk.case, details.record, self.queue.model.source_of(key)) if details and key else []

    def show_hover(self) -> None:
        """Space on the queue: the card of the current record's characters."""
        if self._shown:
            self.reader.show_card_of(*self._shown)

    def show_current_evidence(self) -> None:
        if self._shown:
            self.reader.show_record(*self._shown)
            self.reader.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # moving

    def step(self, by: int) -> None:
        """The next or previous row, decided or not."""
        at = min(max(0, self.queue.at() + by), self.queue.model.rowCount() - 1)
        if at >= 0:
            self.queue.go_to(at)

    def skip(self) -> None:
        """The next row to decide; this one stays undecided."""
        at = self.queue.model.next_undecided(self.queue.at())
        if at is not None:
            self.queue.go_to(at)

    def back_one(self) -> None:
        """Back to what was decided last; pressed again, to the one before."""
        while self._done:
            at = self.queue.model.find(self._done.pop())
            if at is not None and at != self.queue.at():
                self.queue.go_to(at)
                return
        self.step(-1)

    def whole_source(self) -> None:
        """The text with all its records, on the Sources page."""
        if self.reader.text_version_id is not None:
            about = reading.about_text(self.desk.case, self.reader.text_version_id)
            self.desk.go("sources", source_id=about.source_id, record=self._shown)

    # deciding

    def accept(self) -> None:
        """Accept the shown record, as the fields have it, and go to the next."""
        if self.card.changed():
            self.keep()
        elif self._shown:
            self._decide(review.accept, [self._shown])

    def reject(self) -> None:
        """Reject the shown record and go to the next."""
        if self._shown:
            self.card.drop_changes()
            self._decide(review.reject, [self._shown], after=" It will not be proposed again.")

    def edit(self) -> None:
        """Put the focus into the card's first field."""
        self.card.begin_editing()

    def keep(self) -> None:
        """Save the fields and go to the next."""
        if self._shown is None:
            return
        changed = self.card.changed()
        if not changed:
            self._decide(review.accept, [self._shown])
            return
        key, at = self._shown, self._next_after([self._shown])
        if self._save_fields(correcting.correct, *key, changed, beside=self.card.form.say_problem):
            self._after([key], at)
            if "stance" in changed:
                offer_phrase(self.desk, key[1])

    def _save_fields(self, deed: Callable[..., Changes], *args: Any, **kw: Any) -> bool:
        """A deed that saves the fields: they show afterwards what the case has. False where it failed."""
        self._keeping = True
        try:
            return self.desk.do(deed, *args, **kw) is not None
        finally:
            self._keeping = False

    def leave_form(self) -> None:
        """Forget what was typed; back to the list."""
        self.card.drop_changes()
        self.queue.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left_open(self, key: Key, name: str) -> None:
        """Another row was chosen while fields were changed: the words wait, and the way back is offered."""
        back = partial(self.show_where, record=key)
        self.desk.say(f"What you changed in {cut(name)} is not kept yet.", "warn", [("Go back to it", back)])

    def reopen(self) -> None:
        """Put the shown record back among what is to decide."""
        if self._shown:
            self.desk.do(review.reopen, [self._shown])

    def remove(self) -> None:
        """Remove a record that a person made, and show the queue's row again."""
        if self._shown and self.desk.do(making.remove, self._shown[0], [self._shown[1]]) is not None:
            self._show(self.queue.current())
            self.queue.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_stance(self, stance: str) -> None:
        """U O M N: the position is decided with this stance."""
        if self._shown is None:
            return
        key, at = self._shown, self._next_after([self._shown])
        also = self.card.changed()
        if also.keys() - {"stance"}:  # other fields were changed too: one deed keeps all of it
            given = also | {"stance": stance}
            done = self._save_fields(correcting.correct, *key, given, beside=self.card.form.say_problem)
        else:
            done = self._save_fields(review.set_stance, *key, stance)
        if done:
            self._after([key], at)
            offer_phrase(self.desk, key[1] if key[0] == "position" else "")

    def decide_shown(self, what: str) -> None:
        """All that the list shows and that is not decided, as one deed."""
        keys = self.queue.model.undecided()
        self.queue.list.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes when nothing is left
        deed = review.accept if what == "accept" else review.reject
        after = " They will not be proposed again." if what == "reject" and len(keys) > 1 else ""
        if len(keys) > backups.MANY:
            words = f"{what}ing {len(keys):,} proposals"
            work = self.desk.after_backup(words, lambda _progress, case: deed(case, keys))
            self.desk.do_later(words.capitalize(), work, quiet=True, done=lambda done: self._said(done, keys, after))
        elif keys:
            self._decide(deed, keys, after=after)

    def _decide(self, deed: Callable[..., Changes], keys: Sequence[Key], *, after: str = "") -> None:
        at = self._next_after(keys)
        self._leaving = keys if at is not None else ()
        done = self.desk.do(deed, keys, quiet=True)
        self._leaving = ()
        if done is not None:
            self._said(done, keys, after)
            self._after(keys, at)

    def _said(self, done: Changes, keys: Sequence[Key], after: str) -> None:
        actions = [("Undo", partial(self.desk.take_back, done.seq))]
        if after and len(keys) > 1:
            actions.append(("Show them", partial(self.queue.set_filter, replace(QueueFilter(), scope="rejected"))))
        self.desk.say(f"{done.label}.{after}", "ok", actions)

    def _next_after(self, keys: Sequence[Key]) -> Key | None:
        """The row to go to when ``keys`` are decided: by its key, for rows may move."""
        at = self.queue.model.next_undecided(self.queue.at(), without=frozenset(keys))
        return self.queue.model.key(at) if at is not None else None

    def _after(self, keys: Sequence[Key], then: Key | None) -> None:
        self._done.extend(keys)
        if then is not None and self.queue.model.state(then) != "proposed":
            following = self.queue.model.next_undecided(self.queue.model.find(then) or 0)
            then = self.queue.model.key(following) if following is not None else None
        at = self.queue.model.find(then) if then is not None else None
        if at is not None:
            self.queue.go_to(at)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused) or self.card.form.has_focus() or not focused.isVisible():
            self.queue.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # shape

    def toggle_list(self) -> None:
        self.split.toggle_list()

    def fit(self, width: int) -> None:
        self.split.fit(width)
