"""Taking texts in and reading them as jobs, with one message at the end; shared by Paste, drops and Sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.jobs import Progress, Stopped
from kpdesk.domain.changes import Changes
from kpdesk.domain.wording import shortened
from kpdesk.errors import KpdeskError
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


def take_in_files(desk: Desk, paths: list[Path]) -> None:
    """Take files of text in, one after the other; one that cannot be read does not stop the rest."""
    from kpdesk.services import capture

    def work(progress: Progress, case: Any) -> tuple[list[Changes], list[str], int]:
        changes: list[Changes] = []
        faults: list[str] = []
        added = 0
        for n, path in enumerate(paths):
            if progress.cancelled:
                break
            progress.report(n, len(paths), path.name)
            try:
                result = capture.add_file(case, path)
                added += not result.already
                changes.append(result.changes)
                if not result.already:
                    changes.append(
                        capture.read_and_propose(case, result.source_id, progress.within(n, len(paths), path.name))
                    )
                else:
                    faults.append(f"{path.name} is in this case already.")
            except (KpdeskError, OSError) as fault:
                if isinstance(fault, Stopped):
                    break
                faults.append(str(fault) if isinstance(fault, KpdeskError) else f"{path.name} cannot be read.")
        return changes, list(dict.fromkeys(faults)), added  # without a language model each text has the same to say

    def done(result: tuple[list[Changes], list[str], int]) -> None:
        changes, faults, added = result
        for change in changes:
            if change.seq:
                desk.changed.emit(change)
        words = f"Took in {added} {'text' if added == 1 else 'texts'}." if added else "Took in no text."
        if faults:
            words += f" {faults[0]}" + (f" {len(faults) - 1} more could not be taken in." if len(faults) > 1 else "")
        if added and not faults:
            _say_read(desk, words, lambda: desk.go("review"))
        else:
            desk.say(words, "warn" if faults else "ok", [("Review", lambda: desk.go("review"))] if added else ())

    label = f"Taking in {paths[0].name}" if len(paths) == 1 else f"Taking in {len(paths)} texts"
    task = work if len(paths) == 1 else desk.after_backup(f"taking in {len(paths)} texts", work)
    desk.run(task, desk.case, label=label, done=done)
