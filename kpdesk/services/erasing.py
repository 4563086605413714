"""Erase permanently: not undo, not the bin. What goes is named before, what keeps it is named before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpdesk.domain.changes import Changes
from kpdesk.domain.wording import counted, shortened
from kpdesk.errors import UsageError
from kpdesk.services import unkept
from kpdesk.services.backups import all_in
from kpdesk.services.making import called
from kpdesk.store import backup, leftovers
from kpdesk.store import erase as store_erase
from kpdesk.store.backup import Backup
from kpdesk.store.case import CaseFile
from kpdesk.store.siblings import Copy, copies_of, is_free_of

LONGEST_WORDS = 32  # characters that a person types to mean it
_NOUNS = {
    "source": "text", "text_version": "text version", "agenda_item": "agenda item", "participation": "part taken",
    "statement_issue": "link to an issue", "statement_meeting": "link to a meeting",
    "position_statement": "link of a position", "tagging": "tag given", "anchor": "passage marked",
    "learnt_phrase": "learnt phrase",
}  # fmt: skip
_MANY = {
    "participation": "parts taken", "statement_issue": "links to issues", "statement_meeting": "links to meetings",
    "position_statement": "links of positions", "tagging": "tags given", "anchor": "passages marked",
    "echo": "echoes", "saved_search": "saved searches", "briefing_made": "briefings made",
}  # fmt: skip
# Where a name may stand that is no record of its own: (one, many).
_PLACES = {
    "text": ("kept text or file", "kept texts and files"), "case_settings": ("setting of the case", ""),
    "source": ("title or note of a text", "titles or notes of texts"),
    "value": ("value in the history of other records", "values in the history of other records"),
}  # fmt: skip


# What makes an actor or a meeting needed by more than the text it is named in: (kind, field).
_NEEDS = {
    "meeting": (("statement", "said_at_id"), ("statement", "run_up_to_id"), ("participation", "meeting_id")),
    "actor": (
        ("statement", "speaker_id"), ("statement", "on_behalf_of_id"), ("position", "holder_id"),
        ("position", "claimed_by_id"), ("affiliation", "member_id"), ("affiliation", "of_id"),
        ("participation", "actor_id"), ("outcome", "claimant_id"), ("meeting", "chair_id"), ("meeting", "host_id"),
    ),
}  # fmt: skip
Key = tuple[str, str]  # kind, record id


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What erasing would take, and where it would still be. ``words`` must be typed to mean it.

    ``resting`` are the actors and meetings that go because nothing but this text knows them: (key, name).
    """

    name: str
    words: str
    lines: tuple[str, ...]
    resting: tuple[tuple[Key, str], ...]
    backups: tuple[Backup, ...]
    copies: tuple[Copy, ...]


@dataclass(frozen=True, kw_only=True)
class ErasedReport:
    """What went, and what still holds it: backups, copies, other records of the case (``standing``, a sentence or "").

    ``unwritten`` is a sentence where bytes of it may lie in the unused parts of the file until ``write_anew`` is done.
    """

    changes: Changes
    message: str
    backups: tuple[Backup, ...]
    copies: tuple[Copy, ...] = ()
    standing: str = ""
    unwritten: str = ""


def foresee(
    case: CaseFile, records: Sequence[Key], *, keep: Collection[Key] = (), also: Iterable[Path] = ()
) -> Foreseen:
    """Look before: counts by kind, texts, values in the history, backups and copies. Writes nothing.

    ``keep`` are resting records that are to stay; ``also`` are files beside those in the case's folder to look at.
    """
    there = [found for kind, record_id in records if (found := case.get(kind, record_id)) is not None]
    if not there:
        raise UsageError("There is nothing here to erase.", "It was removed or erased before.")
    resting = _resting_on(case, records)
    done = store_erase.foresee(case, _with(records, resting, keep))
    kinds = {kind: n for kind, n in done.kinds.items() if n}
    lines = [_counts(kinds)]
    lines.append(
        f"{counted(done.texts, 'text or received file', 'texts and received files')}, letter for letter, "
        "with their words in the index." if done.texts else "No text: texts that name it stay as they are."
    )  # fmt: skip
    lines.append(f"{counted(done.log_values, 'value')} in the history. It keeps that something was erased, and when.")
    lines += filter(None, [_standing(done)])
    return Foreseen(
        name=called(there[0]) if len(there) == 1 else counted(len(there), "record"),
        words=_to_type(there[0]),
        resting=tuple(
            (key, called(found)) for key in resting if key[0] in _NEEDS and (found := case.get(*key)) is not None
        ),
        lines=tuple(lines),
        backups=_holding(case, done.first_seq),
        copies=_copies_holding(case, done.first_seq, also=also),
    )


def erase(
    case: CaseFile, records: Sequence[Key], *, keep: Collection[Key] = (), also: Iterable[Path] = ()
) -> ErasedReport:
    """Erase records with all that rests only on them, their texts, index entries and values in the log."""
    done = store_erase.erase(case, _with(records, _resting_on(case, records), keep))
    closed = tuple(Copy(path=path, seq=None) for path in unkept.forget(case, done.names))
    leftovers.sweep(backup.folder_of(case))
    kept = _holding(case, done.first_seq, done.changes.seq)
    copies = _copies_holding(case, done.first_seq, done.changes.seq, also=also)
    message = (
        f"Erased {counted(done.records, 'record')}, {counted(done.texts, 'text')} and "
        f"{counted(done.log_values, 'value')} in the history for good."
    )
    if kept:
        holds = "backup still holds" if len(kept) == 1 else "backups still hold"
        message += f" {len(kept)} {holds} them, the newest of {kept[0].at.astimezone():%Y-%m-%d %H:%M}."
    return ErasedReport(
        changes=done.changes, message=message, backups=kept, copies=copies + closed,
        standing=_standing(done), unwritten=_unwritten(done.unwritten),
    )  # fmt: skip


def write_anew(case: CaseFile) -> str:
    """Write the file anew where that failed while erasing; "" when done, else a sentence on why it failed again."""
    return _unwritten(store_erase.write_anew(case))


def _unwritten(why: str) -> str:
    return (
        f"The file could not be written anew: {why}. Until that is done, bytes of what was erased may lie in unused "
        "parts of the file." if why else ""
    )  # fmt: skip


def _standing(done: store_erase.Erased) -> str:
    """Where its name still stands in this case, outside what is erased."""
    told = [counted(n, *_PLACES.get(kind, _nouns(kind))) for kind, n in done.standing.items()]
    return f"The case still names it in {_listed(told)}: that is no part of what is erased." if told else ""


def remove_backups(case: CaseFile, backups: Sequence[Backup]) -> int:
    """Delete backups that still hold what was erased; how many went. A new one is made and verified before."""
    backup.back_up(case, "after erasing")
    for kept in backups:
        backup.remove(kept)
    return len(backups)


def _holding(case: CaseFile, first_seq: int, erased: int = 0) -> tuple[Backup, ...]:
    """Backups that may hold what came in with change ``first_seq`` and was erased with change ``erased`` (0: not yet)."""
    found = all_in(backup.folder_of(case))
    return tuple(b for b in found if not is_free_of(case, b.path, first_seq, erased))


def _copies_holding(case: CaseFile, first_seq: int, erased: int = 0, *, also: Iterable[Path]) -> tuple[Copy, ...]:
    return tuple(c for c in copies_of(case, also) if not is_free_of(case, c.path, first_seq, erased))


def _with(records: Sequence[Key], resting: Iterable[Key], keep: Collection[Key]) -> list[Key]:
    return list(dict.fromkeys([*records, *(key for key in resting if key not in keep)]))


def _resting_on(case: CaseFile, records: Sequence[Key]) -> list[Key]:
    """Records all of whose characters lie in the texts that go, and which nothing else needs; decided or not."""
    sources = tuple(i for kind, i in records if kind == "source")
    versions = {v.id for v in case.all("text_version", source_id=sources)} if sources else set()
    anchors = case.all("anchor", text_version_id=tuple(versions)) if versions else []
    alone = [key for key in dict.fromkeys(a.owner for a in anchors) if _only_in(case, key, versions)]
    going = {key for key in alone if key[0] not in _NEEDS}
    going |= {("statement", s.id) for s in case.all("statement", source_id=sources)} if sources else set()
    for kind in ("meeting", "actor"):
        going |= {key for key in alone if key[0] == kind and not _needed(case, key, going)}
    return sorted(going)


def _only_in(case: CaseFile, key: Key, versions: set[str]) -> bool:
    return all(a.text_version_id in versions for a in case.all("anchor", **{f"{key[0]}_id": key[1]}))


def _needed(case: CaseFile, key: Key, going: set[Key]) -> bool:
    referring = ((kind, r.id) for kind, field in _NEEDS[key[0]] for r in case.all(kind, **{field: key[1]}))
    return any(other not in going for other in referring)


def _counts(kinds: dict[str, int]) -> str:
    order = ("source", "actor", "meeting", "statement", "position")
    first = [kind for kind in order if kind in kinds] + sorted(set(kinds) - set(order))
    return f"{_listed([counted(kinds[k], *_nouns(k)) for k in first])}."


def _nouns(kind: str) -> tuple[str, str]:
    return _NOUNS.get(kind, kind.replace("_", " ")), _MANY.get(kind, "")


def _listed(said: list[str]) -> str:
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]


def _to_type(record: object) -> str:
    """The title's or name's first words; “erase” for what has none."""
    for field in ("title", "name", "label", "text", "content"):
        words = str(getattr(record, field, "") or "").strip()
        if words:
            short = shortened(words, LONGEST_WORDS)
            return short.rstrip("…").strip() if short.endswith("…") else short
    return "erase"
