"""Two people, one case: copy it out, work apart, merge the copy back, decide what both changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kpdesk.domain.changes import Changes
from kpdesk.domain.wording import counted
from kpdesk.services.recovery import save_copy
from kpdesk.store import backup
from kpdesk.store import merge_back as merging
from kpdesk.store.case import CaseFile
from kpdesk.store.merge_back import Conflict, Plan

LARGE = 50  # records; a merge that writes more makes a backup first, as every large deed


@dataclass(frozen=True, kw_only=True)
class MergePreview:
    """What merging a copy back would do, and what a person must decide before."""

    path: Path
    plan: Plan
    lines: tuple[str, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.plan.conflicts


def copy_out(case: CaseFile, target: Path | str) -> Path:
    """A copy for somebody else to work in; the same case, so that it can be merged back."""
    return save_copy(case, target)


def compare(case: CaseFile, copy: Path | str, *, passphrase: str | None = None) -> MergePreview:
    """What merging ``copy`` back would do. Writes nothing. Raises CaseFileError where it is no copy of this case."""
    with CaseFile.open(copy, read_only=True, passphrase=passphrase) as other:
        made = merging.plan(case, other)
    kinds: dict[str, int] = {}
    for kind, _ in (*made.writes, *made.removals):
        kinds[kind] = kinds.get(kind, 0) + 1
    lines = [f"{kind.replace('_', ' ').capitalize()}: {counted(n, 'record')}." for kind, n in kinds.items()]
    for conflict in made.conflicts:
        what = f"removed {conflict.removed}, changed in the other" if conflict.removed else ", ".join(conflict.fields)
        lines.append(f"“{conflict.name}” was changed in both copies ({what}).")
    return MergePreview(path=Path(copy), plan=made, lines=tuple(lines) or ("Nothing: both copies hold the same.",))


def merge(
    case: CaseFile,
    preview: MergePreview,
    decisions: Mapping[tuple[str, ...], str] | None = None,
    *,
    passphrase: str | None = None,
) -> Changes:
    """Merge as previewed. ``decisions``: (kind, id) or (kind, id, field) -> "here" or "there". Undo takes it back."""
    if len(preview.plan.writes) + len(preview.plan.removals) > LARGE:
        backup.back_up(case, "before merging a copy")
    with CaseFile.open(preview.path, read_only=True, passphrase=passphrase) as other:
        return merging.merge(case, other, preview.plan, decisions or {})
