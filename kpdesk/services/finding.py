"""Finding: words, phrases, beginnings and exclusions over the whole case, narrowed by facets; saved searches."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from typing import Any

from kpdesk.analysis.patterns import matching
from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import show
from kpdesk.domain.finding import Criteria, Found, Hit, tokens
from kpdesk.domain.records import SavedSearch
from kpdesk.domain.vocabulary import ACTOR_KINDS, MEETING_KINDS, STANCES
from kpdesk.errors import UsageError
from kpdesk.services.reading import newest_text
from kpdesk.store import queries_find
from kpdesk.store.case import CaseFile
from kpdesk.store.search import fold

SHOWN = 100
AROUND = 90  # characters either side: about twelve words
PATTERN_SECONDS, PATTERN_TEXTS = 2.0, 20_000


def find(case: CaseFile, wanted: Criteria, *, limit: int = SHOWN, typing: bool = False) -> Found:
    """The best hits with the words around them. Odd input is text, never an error."""
    if wanted.pattern and wanted.words:
        return _by_pattern(case, wanted, limit)
    if not tokens(wanted.words)[0] and not wanted.narrowed:
        return Found(hits=(), total=0)
    keys, total = queries_find.find_keys(case, wanted, limit=limit, typing=typing)
    words = tokens(wanted.words)[0]
    look = _finder(words, typing) if words else None
    return Found(hits=tuple(_hits(case, keys, look)), total=total)


def outlets(case: CaseFile) -> list[str]:
    """Outlets to choose from."""
    return list(queries_find.outlets(case))


def keep_search(case: CaseFile, name: str, wanted: Criteria) -> Changes:
    """Keep a search under a name."""
    if not name.strip():
        raise UsageError("The search needs a name.", "Write one.")
    with case.unit(f"Kept the search “{name.strip()}”") as unit:
        unit.add(SavedSearch(name=name.strip(), criteria=json.dumps(asdict(wanted))))
    return unit.changes


def saved(case: CaseFile) -> list[tuple[str, str, Criteria]]:
    """(id, name, criteria) of the searches that were kept."""
    found = []
    for search in case.all("saved_search"):
        given = json.loads(search.criteria)
        known = {
            k: tuple(v) if isinstance(v, list) else v for k, v in given.items() if k in Criteria.__dataclass_fields__
        }
        found.append((search.id, search.name, Criteria(**known)))
    return sorted(found, key=lambda row: row[1].casefold())


# hits


def _hits(case: CaseFile, keys: list[tuple[str, str]], look: re.Pattern[str] | None) -> list[Hit]:
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in keys:
        by_kind.setdefault(kind, []).append(record_id)
    records = {(kind, i): r for kind, ids in by_kind.items() for i, r in case.get_many(kind, ids).items()}
    named = _named(case, list(records.values()))
    return [_hit(case, records[key], named, look) for key in keys if key in records]


def _named(case: CaseFile, records: list[Any]) -> dict[str, Any]:
    wanted: dict[str, set[str]] = {"actor": set(), "source": set(), "issue": set()}
    for r in records:
        for field, kind in (
            ("speaker_id", "actor"),
            ("holder_id", "actor"),
            ("source_id", "source"),
            ("issue_id", "issue"),
        ):
            if value := getattr(r, field, None):
                wanted[kind].add(value)
    return {i: r for kind, ids in wanted.items() for i, r in case.get_many(kind, sorted(ids)).items()}


def _hit(case: CaseFile, record: Any, named: dict[str, Any], look: re.Pattern[str] | None) -> Hit:
    source = record if record.KIND == "source" else named.get(getattr(record, "source_id", None) or "")
    where = " · ".join(p for p in (source.outlet, _date(source.published)) if p) if source else ""
    text, title, sort = _told(case, record, named)
    before, match, after, start, end = _around(text, look)
    return Hit(
        kind=record.KIND, record_id=record.id, source_id=source.id if source else None, title=title,
        where=where or _where(record), before=before, match=match, after=after, state=getattr(record, "state", ""),
        sort=sort, start=start if record.KIND == "source" else -1, end=end if record.KIND == "source" else -1,
    )  # fmt: skip


def _told(case: CaseFile, record: Any, named: dict[str, Any]) -> tuple[str, str, str]:
    """(text that is searched, title, sort) of a record."""
    if record.KIND == "source":
        return case.text(newest_text(case, record.id)), record.title, record.kind
    if record.KIND == "statement":
        speaker = named.get(record.speaker_id or "")
        return f"{record.content}\n{record.note}".strip(), speaker.name if speaker else "Nobody named", record.mode
    if record.KIND == "position":
        holder, issue = named.get(record.holder_id), named.get(record.issue_id)
        title = f"{holder.name if holder else ''}: {STANCES[record.stance].lower()}, {issue.label if issue else ''}"
        return record.note, title, record.stance
    if record.KIND == "actor":
        also = ", ".join(n.text for n in case.all("name", actor_id=record.id))
        return "\n".join(p for p in (also, record.note) if p), record.name, record.kind
    return "\n".join(p for p in (record.place, record.note) if p), record.name, record.kind


def _where(record: Any) -> str:
    if record.KIND == "meeting":
        return " · ".join(p for p in (MEETING_KINDS.get(record.kind, ""), _date(record.start)) if p)
    return ACTOR_KINDS.get(record.kind, "") if record.KIND == "actor" else ""


def _date(value: str | None) -> str:
    return show(value) if value else ""


def _finder(words: list[str], typing: bool) -> re.Pattern[str]:
    parts = []
    for n, word in enumerate(words):
        pieces = re.findall(r"\w+", fold(word))
        prefix = word.endswith("*") or (typing and n == len(words) - 1)
        parts.append(r"\W+".join(map(re.escape, pieces)) + ("" if prefix else r"(?!\w)"))
    return re.compile(r"(?<!\w)(?:" + "|".join(p for p in parts if p) + ")", re.IGNORECASE)


def _around(text: str, look: re.Pattern[str] | None) -> tuple[str, str, str, int, int]:
    span = _span(text, look) if look else None
    if span is None:
        line = " ".join(text[: 2 * AROUND].split())
        return line + ("…" if len(text) > 2 * AROUND else ""), "", "", -1, -1
    start, end = span
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = _line(text[left:start]), _line(text[end:right])
    if left:
        before = "…" + (before.split(" ", 1)[-1] if " " in before else before)
    if right < len(text):
        after = (after.rsplit(" ", 1)[0] if " " in after else after) + "…"
    return before, _line(text[start:end]), after, start, end


def _span(text: str, look: re.Pattern[str]) -> tuple[int, int] | None:
    """Where the words stand; letters with and without accents are the same, as in the index."""
    found = look.search(text)
    if found is not None or text.isascii():
        return found.span() if found else None
    plain, places = [], []
    for at, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter):
            if not unicodedata.combining(part):
                plain.append(part)
                places.append(at)
    found = look.search("".join(plain))
    return (places[found.start()], places[found.end() - 1] + 1) if found and found.end() > found.start() else None


def _line(text: str) -> str:
    """In one line, keeping a blank at either end."""
    inner = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + inner + (" " if text[-1:].isspace() and inner else "")


# a person's own regular expression


def _by_pattern(case: CaseFile, wanted: Criteria, limit: int) -> Found:
    """Try a regular expression on every text that fits the facets, within a time limit."""
    keys = queries_find.candidates(case, wanted, limit=PATTERN_TEXTS)
    try:
        look = re.compile(wanted.words, re.IGNORECASE | re.MULTILINE)
        found, tried = matching(wanted.words, _texts(case, keys), seconds=PATTERN_SECONDS)
    except re.error as fault:
        return Found(hits=(), total=0, note=f"This regular expression cannot be read: {fault.msg}.")
    note = ""
    if tried < len(keys):
        note = f"Stopped after {PATTERN_SECONDS:.0f} seconds: {tried:,} of {len(keys):,} records were looked at."
    hits = _hits(case, [keys[n] for n in found[:limit]], look)
    return Found(hits=tuple(hits), total=len(found), note=note)


def _texts(case: CaseFile, keys: list[tuple[str, str]]) -> list[str]:
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in keys:
        by_kind.setdefault(kind, []).append(record_id)
    records = {(kind, i): r for kind, ids in by_kind.items() for i, r in case.get_many(kind, ids).items()}
    named = _named(case, list(records.values()))
    told = [_told(case, records[key], named) if key in records else ("", "", "") for key in keys]
    return [f"{title}\n{text}" for text, title, _sort in told]
