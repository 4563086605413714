"""Taking texts in and reading them as jobs, with one message at the end; shared by Paste, drops and Sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpdesk.desktop.desk import Desk, Step
from kpdesk.desktop.jobs import Progress, Stopped
from kpdesk.domain.changes import Changes
from kpdesk.domain.wording import shortened
from kpdesk.errors import CaseFileError, KpdeskError
from kpdesk.services import lookup


def read_text(desk: Desk, source_id: str, title: str, *, then: Callable[[], object] | None = None) -> None:
    """Extract one source as a job; its proposals come to Review."""
    from kpdesk.services import capture  # reading brings the models with it: not before it is needed

    def work(progress: Progress, case: Any) -> Changes:
        return capture.read_and_propose(case, source_id, progress)

    def done(changes: Changes) -> None:
        if changes.seq:
            desk.changed.emit(changes)
        count = lookup.undecided(desk.case, source_id)
        if count:
            words = f"Read “{shortened(title, 48)}”: {count} to decide."
            _say_read(desk, words, lambda: desk.go("review", source_id=source_id))
        else:
            desk.say(f"Read “{shortened(title, 48)}”: nothing was found to propose.")
        if then is not None:
            then()

    source = desk.case.get("source", source_id)
    again = source is not None and source.read_by
    task = desk.after_backup("reading a text again", work) if again else work
    desk.run(task, desk.case, label=f"Reading “{shortened(title, 32)}”", done=done)


def _say_read(desk: Desk, words: str, review: Callable[[], object]) -> None:
    """What was read, with the way to Review; whoever is there has it before their eyes."""
    here = desk.here()
    there = here is not None and here.place == "review"
    desk.say(words, "ok", () if there else [("Review", review)], leads_to="review")


@dataclass
class _TakenIn:
    """What came of some files: what was written, what could not be, and where the case file itself failed, the rest."""

    changes: list[Changes] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    added: int = 0
    broke: CaseFileError | None = None
    left: list[Path] = field(default_factory=list)
    unread: Path | None = None  # taken in, but its proposals could not be written

    def words(self) -> str:
        told = f"Took in {self.added} {'text' if self.added == 1 else 'texts'}." if self.added else "Took in no text."
        faults = list(dict.fromkeys(self.faults))  # without a language model each text has the same to say
        more = f" {len(faults) - 1} more could not be taken in." if len(faults) > 1 else ""
        return f"{told} {faults[0]}{more}" if faults else told


def take_in_files(desk: Desk, paths: list[Path], *, unread: Path | None = None) -> None:
    """Take files of text in, one after the other; one that cannot be read does not stop the rest.

    A fault of the case file would meet them all: they are tried again with one press. ``unread`` is in the case already.
    """
    from kpdesk.services import capture

    def take(case: Any, path: Path, so_far: _TakenIn, progress: Callable[[float, str], None]) -> None:
        result = capture.add_file(case, path)
        so_far.added += not result.already
        so_far.changes.append(result.changes)
        if result.already and path != unread:
            so_far.faults.append(f"{path.name} is in this case already.")
            return
        so_far.unread = path
        so_far.changes.append(capture.read_and_propose(case, result.source_id, progress))
        so_far.unread = None

    def work(progress: Progress, case: Any) -> _TakenIn:
        so_far = _TakenIn()
        for n, path in enumerate(paths):
            if progress.cancelled:
                break
            progress.report(n, len(paths), path.name)
            so_far.unread = None
            try:
                take(case, path, so_far, progress.within(n, len(paths), path.name))
            except Stopped:
                break
            except CaseFileError as fault:
                so_far.broke, so_far.left = fault, paths[n:]
                break
            except (KpdeskError, OSError) as fault:
                so_far.faults.append(str(fault) if isinstance(fault, KpdeskError) else f"{path.name} cannot be read.")
        return so_far

    def done(found: _TakenIn) -> None:
        for change in found.changes:
            if change.seq:
                desk.changed.emit(change)
        review: Step = ("Review", lambda: desk.go("review"))
        if found.broke is not None:
            steps = desk.ways_out(found.broke, lambda: take_in_files(desk, found.left, unread=found.unread))
            desk.say(f"{found.words()} {found.broke}", "error", steps)
        elif found.added and not found.faults:
            _say_read(desk, found.words(), review[1])
        else:
            desk.say(found.words(), "warn" if found.faults else "ok", [review] if found.added else ())

    label = f"Taking in {paths[0].name}" if len(paths) == 1 else f"Taking in {len(paths)} texts"
    task = work if len(paths) == 1 else desk.after_backup(f"taking in {len(paths)} texts", work)
    desk.run(task, desk.case, label=label, done=done)
