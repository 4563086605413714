"""What a reader needs of a case: the words above a text, its marks after a change, a quotation with its citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpdesk.analysis.spans import ReaderSpan
from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import show
from kpdesk.domain.records import REVIEWED_KINDS, Source
from kpdesk.services import queue
from kpdesk.store.case import CaseFile


@dataclass(frozen=True, kw_only=True)
class About:
    """What stands above a text."""

    title: str
    meta: str  # "VOA · November 2011 · version 2"
    language: str
    source_id: str


def about_text(case: CaseFile, text_version_id: str) -> About:
    """Headline, outlet and date of the source that a text belongs to."""
    version = case.get("text_version", text_version_id)
    source: Source = case.get("source", version.source_id)
    parts = [source.outlet, source.author, show(source.published) if source.published else "no date"]
    newest = max(v.number for v in case.all("text_version", source_id=source.id))
    if newest > 1:
        parts.append(f"version {version.number} of {newest}")
    return About(
        title=source.title, meta=" · ".join(p for p in parts if p), language=source.language, source_id=source.id
    )


def newest_text(case: CaseFile, source_id: str) -> str:
    """The id of the newest text of a source."""
    return max(case.all("text_version", source_id=source_id), key=lambda v: v.number).id


def refreshed(case: CaseFile, text_version_id: str, spans: Sequence[ReaderSpan], changes: Changes) -> list[ReaderSpan]:
    """The marks of a text after a change: only what was touched is read again, unless anchors came or went."""
    if changes.touches("anchor"):
        return queue.spans(case, text_version_id)
    touched = {
        (kind, i): record
        for kind in REVIEWED_KINDS
        if kind in changes.ids
        for i, record in case.get_many(kind, sorted(changes.ids[kind])).items()
    }
    return [_as_now(s, touched[s.kind, s.record_id]) if (s.kind, s.record_id) in touched else s for s in spans]


def _as_now(span: ReaderSpan, record) -> ReaderSpan:
    label = record.name if record.KIND in ("actor", "meeting") else span.label
    return replace(span, state=record.state, stance=getattr(record, "stance", None), label=label)


def quotation(case: CaseFile, text_version_id: str, start: int, end: int) -> str:
    """Characters of a text with where they are written: “…” (Alan Martin, quoted in “Title”, VOA, November 2011)."""
    quote = case.text(text_version_id)[start:end]
    version = case.get("text_version", text_version_id)
    source: Source = case.get("source", version.source_id)
    where = [
        f"“{source.title}”",
        source.outlet,
        show(source.published) if source.published else "no date",
        source.address,
    ]
    cited = ", ".join(p for p in where if p)
    speaker = _speaker_of(case, text_version_id, start, end)
    inner = quote.strip().strip('“”"')
    return f"“{inner}” ({f'{speaker}, in ' if speaker else ''}{cited})"


def _speaker_of(case: CaseFile, text_version_id: str, start: int, end: int) -> str:
    """Who said it, where the characters lie in one decided or proposed statement."""
    for span in queue.spans(case, text_version_id):
        spoken = span.kind == "statement" and span.role == "content" and span.state != "rejected"
        if spoken and span.start <= start and end <= span.end:
            return span.label
    return ""
