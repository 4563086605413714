"""Two people, one case: copy it out, work apart, merge the copy back, decide what both changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import show
from kpdesk.domain.vocabulary import ALLOWED
from kpdesk.domain.wording import counted
from kpdesk.errors import KpdeskError
from kpdesk.services import protection
from kpdesk.services.making import DATE_FIELDS, called
from kpdesk.services.recovery import Saved, save_copy
from kpdesk.store import backup, merge_plan
from kpdesk.store import merge_back as merging
from kpdesk.store.case import CaseFile
from kpdesk.store.merge_plan import Conflict, Plan

NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field that both changed, in words: as it was, as it is here and there."""

    field: str
    label: str
    before: str
    here: str
    there: str


@dataclass(frozen=True, kw_only=True)
class Clash:
    """One record that both changed, as a person decides it. ``removed`` is "", here or there: which side removed it."""

    key: tuple[str, str]
    name: str
    removed: str
    here: str  # who last changed it in this case, and when
    there: str
    differences: tuple[Difference, ...] = ()

    @property
    def questions(self) -> tuple[tuple[str, ...], ...]:
        """The keys of the decisions that it needs."""
        return tuple((*self.key, d.field) for d in self.differences) or (self.key,)


@dataclass(frozen=True, kw_only=True)
class MergePreview:
    """What merging a copy back would do, and what a person must decide before."""

    path: Path
    plan: Plan
    lines: tuple[str, ...]
    clashes: tuple[Clash, ...] = ()

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.plan.conflicts


def copy_out(
    case: CaseFile, target: Path | str, *, passphrase: str | None = None, replace: bool = False,
    progress: Callable[[float], None] = lambda share: None,
) -> Saved:  # fmt: skip
    """A copy for somebody else to work in; the same case, so that it can be merged back; with a pass-phrase of its own."""
    if passphrase is not None:
        protection.require_usable(passphrase)
    return save_copy(case, target, passphrase=passphrase, replace=replace, progress=progress)


def compare(
    case: CaseFile, copy: Path | str, *, passphrase: str | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> MergePreview:  # fmt: skip
    """What merging ``copy`` back would do. Writes nothing. Raises CaseFileError where it is no whole copy of this case."""
    with CaseFile.open(copy, read_only=True, passphrase=passphrase, key=case.key) as other:
        made = merge_plan.plan(case, other, progress=progress)
        clashes = tuple(_clash(case, other, conflict) for conflict in made.conflicts)
    kinds: dict[str, int] = {}
    for kind, _ in (*made.writes, *made.removals):
        kinds[kind] = kinds.get(kind, 0) + 1
    lines = [f"{kind.replace('_', ' ').capitalize()}: {counted(n, 'record')}." for kind, n in kinds.items()]
    if made.erased:
        lines.append(f"Erased here, so left out: {counted(made.erased, 'record')}.")
    for conflict in made.conflicts:
        what = f"removed {conflict.removed}, changed in the other" if conflict.removed else ", ".join(conflict.fields)
        lines.append(f"“{conflict.name}” was changed in both copies ({what}).")
    return MergePreview(
        path=Path(copy), plan=made, lines=tuple(lines) or ("Nothing: both copies hold the same.",), clashes=clashes
    )  # fmt: skip


def merge(
    case: CaseFile,
    preview: MergePreview,
    decisions: Mapping[tuple[str, ...], str] | None = None,
    *,
    passphrase: str | None = None,
) -> Changes:
    """Merge as previewed, after a backup. ``decisions``: (kind, id) or (kind, id, field) -> "here" or "there".

    One deed, which Undo takes back.
    """
    if preview.plan.writes or preview.plan.removals or preview.plan.conflicts:
        backup.back_up(case, "before merging a copy")
    with CaseFile.open(preview.path, read_only=True, passphrase=passphrase, key=case.key) as other:
        return merging.merge(case, other, preview.plan, decisions or {})


def _clash(case: CaseFile, other: CaseFile, conflict: Conflict) -> Clash:
    kind, record_id = conflict.record
    differences = tuple(
        Difference(
            field=field, label=field.removesuffix("_id").replace("_", " ").capitalize(),
            before=_words(case, other, kind, field, before),
            here=_words(case, other, kind, field, here), there=_words(other, case, kind, field, there),
        )
        for field, (before, here, there) in conflict.fields.items()
    )  # fmt: skip
    return Clash(
        key=conflict.record, name=conflict.name, removed=conflict.removed,
        here=_last(case, kind, record_id), there=_last(other, kind, record_id), differences=differences,
    )  # fmt: skip


def _last(case: CaseFile, kind: str, record_id: str) -> str:
    """Who changed it last in this copy, and when."""
    found = case.history(limit=1, kind=kind, record_id=record_id)
    if not found:
        return "not changed"
    when = datetime.fromisoformat(found[0].at).astimezone()
    who = "" if found[0].who == "person" else "by kpdesk, "
    return f"{who}{when.day} {when:%B %Y, %H:%M}"


def _words(case: CaseFile, other: CaseFile, kind: str, field: str, value: Any) -> str:
    """A value as a person reads it: names for links, dates and fixed choices in words."""
    if value in (None, "", (), []):
        return NOTHING
    if field.endswith("_id"):
        target = field.removesuffix("_id")
        target = {"speaker": "actor", "holder": "actor", "chair": "actor", "host": "actor", "claimant": "actor",
                  "claimed_by": "actor", "on_behalf_of": "actor", "member": "actor", "of": "actor",
                  "said_at": "meeting", "run_up_to": "meeting"}.get(target, target)  # fmt: skip
        try:
            found = case.get(target, value) or other.get(target, value)
        except (KpdeskError, KeyError):
            found = None
        return called(found) if found is not None else "a record that was removed"
    if field in DATE_FIELDS:
        return show(str(value))
    if (kind, field) in ALLOWED:
        return ALLOWED[(kind, field)].get(value, str(value))
    if isinstance(value, (list, tuple)):
        return ", ".join(str(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
