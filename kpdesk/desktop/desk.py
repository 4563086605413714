"""What every page holds: the open case, the one broadcast of changes, deeds with Undo, jobs, and the way to places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from kpdesk.desktop.jobs import Job, Jobs, Progress, Stopped
from kpdesk.domain.changes import Changes
from kpdesk.domain.wording import counted
from kpdesk.errors import CaseFileError, DamagedError, KpdeskError, NotEnoughMemory
from kpdesk.services import backups, history, making
from kpdesk.settings import Settings

Deed = Callable[[], Any]
Step = tuple[str, Deed]


@dataclass(frozen=True)
class Message:
    """One line for the message bar. ``level`` is ok, info, warn or error; each action is (words, what it does).

    ``leads_to`` is the place that it points to: whoever is there needs it no more.
    """

    text: str
    level: str = "info"
    actions: tuple[Step, ...] = ()
    leads_to: str = ""


@dataclass
class Visit:
    """One step of back and forward: a place and what was shown there."""

    place: str
    where: dict[str, Any] = field(default_factory=dict)


class Desk(QObject):
    """Attributes: ``case`` (an open case file or None; opaque here), ``settings``, ``jobs``, ``range``.

    Signals: ``case_leaving`` before the open case is closed; ``case_left`` and ``case_changed`` after a case was opened
    or closed, first to let go, then to read; ``changed(Changes)`` after every write;
    ``said(Message)``; ``went(place, where)``; ``evidence_asked(anchors)``; ``range_changed``; ``bug(exception)``;
    ``backed_up(why not)`` after a backup that nobody asked for was made or was not due ("") or could not be made.
    """

    case_leaving = Signal()
    case_left = Signal()
    case_changed = Signal()
    changed = Signal(object)
    said = Signal(object)
    went = Signal(str, object)
    evidence_asked = Signal(object)
    range_changed = Signal()
    bug = Signal(object)
    backed_up = Signal(str)
    _copied = Signal(object, object)

    def __init__(self, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.case: Any = None
        self.settings = settings or Settings()
        self.jobs = Jobs(self)
        self.range: tuple[str, str] | None = None
        self.left_side_of: Callable[[], dict[str, Any]] = dict
        self.ways_out: Callable[[KpdeskError, Deed | None], Sequence[Step]] = lambda _fault, _again: ()
        self._visits: list[Visit] = []
        self._at = -1
        self._unsaved = ""
        self.settings.on_unsaved = self._on_unsaved
        self._damage = ""  # as it was told last
        self._copied.connect(self._on_copied)

    # the case

    def take_case(self, case: Any) -> None:
        """Work on this case from now on (None: on none). The one before is closed."""
        if self.case is not None:
            self.case_leaving.emit()
            self.jobs.stop_all()
            self.case.close()
        self.case = case
        self.range = None
        self._visits, self._at = [], -1
        self.case_left.emit()
        self.case_changed.emit()

    # deeds

    def do(
        self,
        fn: Callable[..., Any],
        *args: Any,
        words: str | None = None,
        quiet: bool = False,
        beside: Callable[[str, str], bool] | None = None,
        again: Deed | None = None,
        **kw: Any,
    ) -> Any:
        """Run a service deed ``fn(case, *args)`` now, tell every screen, and say it with Undo.

        ``words`` replace the label in the message; ``quiet`` says nothing. A known fault goes to the message bar,
        unless ``beside(field, what is wrong)`` could say it beside its field; from the bar it may be tried ``again``
        (the same deed where nothing else is given). Returns what the deed returned, or None where it failed.
        """
        try:
            result = fn(self.case, *args, **kw)
        except KpdeskError as fault:
            field = getattr(fault, "field", "")
            if beside is None or not field or not beside(field, str(fault)):
                self.fail(fault, again or (lambda: self.do(fn, *args, words=words, quiet=quiet, beside=beside, **kw)))
            return None
        self.tell(result, words=words, quiet=quiet)
        return result

    def do_later(
        self,
        label: str,
        fn: Callable[..., Any],
        *args: Any,
        words: str | None = None,
        quiet: bool = False,
        done: Callable[[Any], None] | None = None,
    ) -> Job:
        """The same for a deed that takes long: ``fn(progress, case, *args)`` runs aside, with a line in the status."""

        def finish(result: Any) -> None:
            self.tell(result, words=words, quiet=quiet)
            if done is not None:
                done(result)

        return self.run(fn, self.case, *args, label=label, done=finish)

    def remove(self, kind: str, ids: list[str]) -> None:
        """Remove records: now where that is few, else aside and after a backup."""
        if making.would_go(self.case, kind, ids) <= backups.MANY:
            self.do(making.remove, kind, ids)
        else:
            words = f"removing {counted(len(ids), kind.replace('_', ' '))}"
            work = self.after_backup(words, lambda _progress, case: making.remove(case, kind, ids))
            self.do_later(words.capitalize(), work)

    def after_backup(self, deed: str, fn: Callable[..., Any]) -> Callable[..., Any]:
        """``fn(progress, case, …)``, for a job, with the case copied before it where a backup is due.

        Stopping that stops both. A full disk stops no deed; it is told. The copy is read back aside.
        """

        def work(progress: Progress, case: Any, *args: Any) -> Any:
            try:
                copied = backups.begin_before(case, deed, progress=progress)
            except DamagedError:
                raise  # what is done to it may make it worse
            except CaseFileError as fault:
                self.backed_up.emit(str(fault))
            else:
                self._copied.emit(case, copied)
            return fn(progress, case, *args)

        return work

    def back_up_aside(self, work: Callable[[Progress], Any], then: Callable[[Any], object] = lambda kept: None) -> None:
        """A backup that nobody asked for: only that it could not be made is told; that the case is damaged, once aloud.

        ``then(backup, or None where none was due)``.
        """

        def done(kept: Any) -> None:
            self.backed_up.emit("")
            then(kept)

        def failed(fault: BaseException) -> None:
            if isinstance(fault, Stopped):
                return
            known = isinstance(fault, KpdeskError)
            if known:
                self.backed_up.emit(str(fault))
            if not known or (isinstance(fault, DamagedError) and str(fault) != self._damage):
                self._damage = str(fault)
                self.fail(fault)

        self.run(work, done=done, failed=failed, aside=True)

    def _on_copied(self, case: Any, copied: Any) -> None:
        if copied is not None and case is self.case:
            self.back_up_aside(lambda progress: backups.read_back(copied, progress=progress))

    def run(
        self,
        fn: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        label: str = "",
        aside: bool = False,
    ) -> Job:
        """Run ``fn(progress, *args)`` off the GUI thread. With a label it is shown, and waits for other long jobs.

        ``done(result)`` and ``failed(error)`` come on the GUI thread; without ``failed`` faults are said. For ``aside``
        see ``Jobs.start``.
        """

        def again() -> Any:
            return self.run(fn, *args, done=done, failed=failed, label=label, aside=aside)

        return self.jobs.start(
            fn, *args, label=label, aside=aside, done=done, failed=failed or (lambda fault: self.fail(fault, again))
        )  # fmt: skip

    def tell(self, result: Any, *, words: str | None = None, quiet: bool = False) -> None:
        """Tell every screen what a deed touched (``Changes``, or a result with ``.changes``), and say it with Undo."""
        changes = result if isinstance(result, Changes) else getattr(result, "changes", None)
        if not isinstance(changes, Changes) or not changes.seq:
            if words and not quiet:
                self.say(words)
            return
        self.changed.emit(changes)
        if not quiet:
            self.say(words or f"{changes.label}.", "ok", [("Undo", lambda: self.take_back(changes.seq))])

    def take_back(self, seq: int) -> None:
        """Take back one deed and say so."""
        self._turn(lambda case: history.take_back(case, seq))

    def undo(self) -> None:
        """Take back the last deed."""
        self._turn(history.undo, "redo")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._turn(history.redo, "undo")

    def _turn(self, fn: Callable[[Any], Changes], other: str = "redo") -> None:
        if self.case is None:
            return
        try:
            changes = fn(self.case)
        except KpdeskError as fault:
            self.fail(fault)
            return
        if not changes.seq:
            self.say("There is nothing to undo." if other == "redo" else "There is nothing to redo.")
            return
        self.changed.emit(changes)
        step: Step = ("Redo", self.redo) if other == "redo" else ("Undo", self.undo)
        self.say(history.turned_words(changes.label), "info", [step])

    # words

    def say(self, text: str, level: str = "info", actions: Sequence[Step] = (), *, leads_to: str = "") -> None:
        """Show a line in the message bar, until one goes to the place that it ``leads_to``."""
        self.said.emit(Message(text, level, tuple(actions), leads_to))

    def fail(self, error: BaseException, again: Deed | None = None) -> None:
        """A known fault goes to the message bar with the ways out; anything else is a bug and gets its one dialog."""
        if isinstance(error, MemoryError):
            error = NotEnoughMemory()
        if isinstance(error, KpdeskError):
            asked_for = isinstance(error, Stopped)
            self.say(str(error), "info" if asked_for else "error", self.ways_out(error, again))
        else:
            self.bug.emit(error)

    def _on_unsaved(self, words: str) -> None:
        if words != self._unsaved:  # a width is kept each time that it is dragged
            self._unsaved = words
            self.say(words, "warn")

    # places

    def go(self, place: str, **where: Any) -> None:
        """Show a place, and there what ``where`` names (such as ``actor_id=…``). Remembered for Back."""
        if 0 <= self._at < len(self._visits):
            self._visits[self._at].where |= self.left_side_of()
        del self._visits[self._at + 1 :]
        self._visits.append(Visit(place, where))
        self._at = len(self._visits) - 1
        self.went.emit(place, where)

    def here(self) -> Visit | None:
        """Where one is now, as Back would show it again."""
        if not 0 <= self._at < len(self._visits):
            return None
        visit = self._visits[self._at]
        return Visit(visit.place, visit.where | self.left_side_of())

    def back(self) -> None:
        self._step(-1)

    def forward(self) -> None:
        self._step(1)

    def can_go(self, by: int) -> bool:
        """Whether there is a visit so many steps back (-1) or forward (1)."""
        return 0 <= self._at + by < len(self._visits)

    def _step(self, by: int) -> None:
        if not self.can_go(by):
            return
        self._visits[self._at].where |= self.left_side_of()
        self._at += by
        visit = self._visits[self._at]
        self.went.emit(visit.place, dict(visit.where))

    def show_evidence(self, anchors: Sequence[Any]) -> None:
        """Show the characters that a record rests on, with a list of ``Anchor`` records."""
        if anchors:
            self.evidence_asked.emit(list(anchors))
        else:
            self.say("This rests on no characters of a text.")

    def set_range(self, span: tuple[str, str] | None) -> None:
        """The dates brushed on the timeline, as two partial dates; every place may filter by them."""
        if span != self.range:
            self.range = span
            self.range_changed.emit()
