"""The same statement in several texts: ten outlets with one wire quotation are one statement with ten appearances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kpdesk.analysis.echoes import families, share, shingles
from kpdesk.domain.changes import Changes
from kpdesk.domain.records import Echo, Statement
from kpdesk.domain.wording import counted, shortened
from kpdesk.errors import UsageError
from kpdesk.store import queries_echoes
from kpdesk.store.case import CaseFile
from kpdesk.store.unit import Unit

LEAST = 0.55  # share of word runs in common; below it two statements are merely alike


@dataclass(frozen=True, kw_only=True)
class Match:
    """A statement of another text with nearly the same words."""

    statement_id: str
    speaker_id: str | None
    share: float
    why: str


def printed_elsewhere(case: CaseFile, source_id: str, texts: dict[str, str]) -> dict[str, list[Match]]:
    """For each text (by a key of the caller) the statements of other sources that it repeats, nearest first."""
    found: dict[str, list[Match]] = {}
    for key, text in texts.items():
        mine = shingles(text)
        if not mine:
            continue
        near = []
        for statement_id, its_source, speaker_id, content in queries_echoes.statements_like(case, text):
            if its_source != source_id and (alike := share(mine, shingles(content))) >= LEAST:
                near.append((alike, statement_id, speaker_id, its_source))
        if near:
            found[key] = [_match(case, *n) for n in sorted(near, key=lambda n: (-n[0], n[1]))]
    return found


def _match(case: CaseFile, alike: float, statement_id: str, speaker_id: str | None, source_id: str) -> Match:
    source = case.get("source", source_id)
    how = "The same words" if alike > 0.97 else "Nearly the same words"
    why = f"{how} as in “{shortened(source.title, 50)}”: kept as one statement with one more appearance."
    return Match(statement_id=statement_id, speaker_id=speaker_id, share=alike, why=why)


def suggestions(case: CaseFile) -> list[tuple[Statement, ...]]:
    """Statements of one speaker that stand in several records though their words are nearly the same."""
    statements = {s.id: s for s in case.all("statement", state=("proposed", "accepted", "edited"))}
    found = []
    for family in families((s.id, s.content) for s in statements.values()):
        by_speaker: dict[str, list[Statement]] = {}
        for statement_id in family:
            statement = statements[statement_id]
            by_speaker.setdefault(statement.speaker_id or "", []).append(statement)
        found += [tuple(group) for speaker, group in by_speaker.items() if speaker and len(group) > 1]
    return found


def join(case: CaseFile, keep_id: str, others: Sequence[str]) -> Changes:
    """Make other statements appearances of one: their characters stay, as repeats. One undoable deed."""
    others = [i for i in dict.fromkeys(others) if i != keep_id]
    records = case.get_many("statement", [keep_id, *others])
    if not others or len(records) != len(others) + 1:
        raise UsageError("Choose two statements of this case or more.")
    keep = records[keep_id]
    title = f"“{shortened(keep.content, 40)}”"
    with case.unit(f"Joined {counted(len(others) + 1, 'printing')} of {title} to one statement") as unit:
        for statement_id in others:
            _become_echo(unit, keep, records[statement_id])
    return unit.changes


def _become_echo(unit: Unit, keep: Statement, gone: Statement) -> None:
    echo = unit.add(
        Echo(
            statement_id=keep.id, source_id=gone.source_id, state=gone.state, made_by=gone.made_by, score=gone.score,
            why=gone.why, decided_by=gone.decided_by, decided_at=gone.decided_at,
        )
    )  # fmt: skip
    anchors = unit.all("anchor", statement_id=gone.id)
    unit.put_all([replace(a, statement_id=None, echo_id=echo.id) for a in anchors])
    unit.put_all([replace(e, statement_id=keep.id) for e in unit.all("echo", statement_id=gone.id)])
    for kind, field in (
        ("position_statement", "position_id"), ("statement_issue", "issue_id"), ("statement_meeting", "meeting_id"),
        ("tagging", "tag_id"),
    ):  # fmt: skip
        have = {getattr(r, field) for r in unit.all(kind, statement_id=keep.id)}
        moving: list[Any] = [r for r in unit.all(kind, statement_id=gone.id) if getattr(r, field) not in have]
        unit.put_all([replace(r, statement_id=keep.id) for r in moving])
    unit.remove("statement", gone.id)
