"""What was found, in words: the passage around the match, and the characters in the text that it leads to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kpdesk.domain.dates import show
from kpdesk.domain.finding import FOUND_KINDS, Hit
from kpdesk.domain.vocabulary import ACTOR_KINDS, MEETING_KINDS, STANCES
from kpdesk.store import queries_find
from kpdesk.store.case import CaseFile
from kpdesk.store.search import fold

AROUND = 12  # words either side
JOIN = " … "
Key = tuple[str, str]
Span = tuple[int, int]
Look = Callable[[Key, str], Span | None]  # where in a record's own text the match is


def finder(words: Sequence[str], typing: bool) -> Look:
    """Finds the first of the searched words in a text, whatever its case and accents."""
    parts = []
    for n, word in enumerate(words):
        pieces = [_bare(p) for p in re.findall(r"[^\W_]+", fold(word))]
        prefix = word.endswith("*") or (typing and n == len(words) - 1)
        parts.append(r"[\W_]+".join(map(re.escape, pieces)) + ("" if prefix else r"(?![^\W_])"))
    look = re.compile(r"(?<![^\W_])(?:" + "|".join(p for p in parts if p) + ")", re.IGNORECASE)

    def find(_key: Key, text: str) -> Span | None:
        found = look.search(text)
        if found is not None or text.isascii():
            return found.span() if found else None
        plain, offsets = _plain(text)
        found = look.search(plain)
        return (offsets[found.start()], offsets[found.end() - 1] + 1) if found else None

    return find


def exactly(spans: dict[Key, Span]) -> Look:
    """Matches whose places are known already."""
    return lambda key, _text: spans.get(key)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text folded as the index folds it, and for each of its letters the place it came from."""
    out: list[str] = []
    offsets: list[int] = []
    for at, letter in enumerate(text):
        folded = letter if letter.isascii() else _bare(fold(letter))
        out.append(folded)
        offsets.extend([at] * len(folded))
    return "".join(out), offsets


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@dataclass(frozen=True)
class _Gathered:
    """The records of the hits and what they name, read in a handful of queries."""

    records: dict[Key, Any]
    named: dict[str, Any]
    names: dict[str, list[str]]
    texts: dict[str, tuple[str, str]]
    places: dict[Key, list[tuple[str, int, int, str]]]


def hits_of(case: CaseFile, keys: Sequence[Key], look: Look | None) -> list[Hit]:
    """Hits for these records, in their order; records that are gone are left out."""
    all_of = _gather(case, keys)
    return [_hit(key, all_of, look) for key in keys if key in all_of.records]


def searched_texts(case: CaseFile, keys: Sequence[Key]) -> dict[Key, str]:
    """The text of each record that finding looks into."""
    all_of = _gather(case, keys, places=False)
    return {key: _searched(record, all_of) for key, record in all_of.records.items()}


def _gather(case: CaseFile, keys: Sequence[Key], *, places: bool = True) -> _Gathered:
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in keys:
        by_kind.setdefault(kind, []).append(record_id)
    records = {(kind, i): r for kind, ids in by_kind.items() for i, r in case.get_many(kind, ids).items()}
    wanted: dict[str, set[str]] = {"actor": set(), "source": set(), "issue": set()}
    for r in records.values():
        for field, kind in (
            ("speaker_id", "actor"),
            ("holder_id", "actor"),
            ("source_id", "source"),
            ("issue_id", "issue"),
        ):
            if value := getattr(r, field, None):
                wanted[kind].add(value)
    named = {i: r for kind, ids in wanted.items() for i, r in case.get_many(kind, sorted(ids)).items()}
    names: dict[str, list[str]] = {}
    for part in _parts(by_kind.get("actor", [])):
        for name in case.all("name", actor_id=part):
            names.setdefault(name.actor_id, []).append(name.text)
    texts = {k: v for part in _parts(by_kind.get("source", [])) for k, v in queries_find.texts_of(case, part).items()}
    found = {
        (kind, i): spots
        for kind in FOUND_KINDS
        if places and kind != "source"
        for part in _parts(by_kind.get(kind, []))
        for i, spots in queries_find.first_places(case, kind, part).items()
    }
    return _Gathered(records, named, names, texts, found)


def _parts(ids: Sequence[str], size: int = 500) -> list[tuple[str, ...]]:
    return [tuple(ids[i : i + size]) for i in range(0, len(ids), size)]


def _hit(key: Key, all_of: _Gathered, look: Look | None) -> Hit:
    record = all_of.records[key]
    source = record if record.KIND == "source" else all_of.named.get(getattr(record, "source_id", None) or "")
    where = " · ".join(p for p in (source.outlet, _date(source.published)) if p) if source else _about(record)
    title, sort = _titled(record, all_of)
    text = _searched(record, all_of)
    span = look(key, text) if look else None
    before, match, after = _around(text, span)
    version, start, end = _place(key, all_of, span)
    return Hit(
        kind=record.KIND, record_id=record.id, source_id=source.id if source else None, title=title, where=where,
        before=before, match=match, after=after, state=getattr(record, "state", ""), sort=sort, start=start, end=end,
        text_version_id=version,
    )  # fmt: skip


def _place(key: Key, all_of: _Gathered, span: Span | None) -> tuple[str | None, int, int]:
    """(text version, start, end) of what was found; else of the first characters that the record rests on."""
    if key[0] == "source":
        version, text = all_of.texts.get(key[1], (None, ""))
        return (version, *span) if span and span[1] <= len(text) else (version, -1, -1)
    spots = all_of.places.get(key)
    if not spots:
        return None, -1, -1
    if key[0] == "statement" and span:
        at = 0  # the content of a statement is its places' words, joined
        for version, start, end, words in spots:
            if at <= span[0] and span[1] <= at + len(words):
                return version, start + span[0] - at, start + span[1] - at
            at += end - start + len(JOIN)
    version, start, end, _ = spots[0]
    return version, start, end


def _searched(record: Any, all_of: _Gathered) -> str:
    """The text of a record in which matches are looked for."""
    if record.KIND == "source":
        text = all_of.texts.get(record.id, ("", ""))[1]
        return text + "".join(f"\n{p}" for p in (record.outlet, record.author, record.note) if p)
    if record.KIND == "statement":
        return f"{record.content}\n{record.note}".strip()
    if record.KIND == "position":
        return record.note
    if record.KIND == "actor":
        return "\n".join(p for p in (", ".join(all_of.names.get(record.id, ())), record.note) if p)
    return "\n".join(p for p in (record.place, record.series, record.note) if p)


def _titled(record: Any, all_of: _Gathered) -> tuple[str, str]:
    if record.KIND == "source":
        return record.title, record.kind
    if record.KIND == "statement":
        speaker = all_of.named.get(record.speaker_id or "")
        return speaker.name if speaker else "Nobody named", record.mode
    if record.KIND == "position":
        holder, issue = all_of.named.get(record.holder_id), all_of.named.get(record.issue_id)
        title = f"{holder.name if holder else ''}: {STANCES[record.stance].lower()}, {issue.label if issue else ''}"
        return title, record.stance
    return record.name, record.kind


def _about(record: Any) -> str:
    if record.KIND == "meeting":
        return " · ".join(p for p in (MEETING_KINDS.get(record.kind, ""), _date(record.start)) if p)
    return ACTOR_KINDS.get(record.kind, "") if record.KIND == "actor" else ""


def _date(value: str | None) -> str:
    return show(value) if value else ""


def _around(text: str, span: Span | None) -> tuple[str, str, str]:
    """The words before, the match, the words after, each in one line; an ellipsis where more follows."""
    if span is None:
        words = text[:2000].split()
        shown = " ".join(words[: 2 * AROUND])
        return shown + ("…" if len(words) > 2 * AROUND else ""), "", ""
    start, end = span
    left = text[max(0, start - 400) : start]
    right = text[end : end + 400]
    before, after = left.split()[-AROUND:], right.split()[:AROUND]
    cut_left = len(left.split()) > AROUND or start > 400
    cut_right = len(right.split()) > AROUND or end + 400 < len(text)
    lead = ("… " if cut_left else "") + " ".join(before) + (" " if before and left[-1:].isspace() else "")
    tail = (" " if after and right[:1].isspace() else "") + " ".join(after) + (" …" if cut_right else "")
    return lead, " ".join(text[start:end].split()), tail
