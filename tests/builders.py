"""Records and case files for tests, made in one line each: what a test does not name gets a sensible value."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from kpdesk.domain.anchors import anchor_at
from kpdesk.domain.records import (
    RECORDS,
    Actor,
    Anchor,
    Issue,
    Meeting,
    Name,
    Participation,
    Position,
    PositionStatement,
    Source,
    Statement,
    StatementIssue,
    TextVersion,
    new_id,
)
from kpdesk.domain.values import as_values, content_hash
from kpdesk.store.case import CaseFile

TEXT = (
    "HARARE — Ana Sithole, coordinator of the Diamond Watch Coalition, told reporters that monitors would not travel "
    "to the meeting in Windhoek this month.\n\n“We cannot sit at a table where nothing is decided,” Sithole said. "
    "Caf\u00e9 owners 💎 in Mutare (“we were not asked”) agreed.\n\nThe government rejects an export ban, she said.\n"
)


def a_case(
    folder: Path, *, name: str = "Test case", file: str = "test.kpdesk", passphrase: str | None = None
) -> CaseFile:
    """A new, open case file in ``folder``."""
    return CaseFile.create(Path(folder) / file, name=name, passphrase=passphrase)


# one record, not written anywhere


def an_actor(**fields: Any) -> Actor:
    return Actor(**{"name": "Ana Sithole", "kind": "person", **fields})


def a_meeting(**fields: Any) -> Meeting:
    return Meeting(
        **{"name": "Intersessional, Windhoek", "kind": "intersessional", "place": "Windhoek", "country": "NA",
           "start": "2011-06", **fields}
    )  # fmt: skip


def an_issue(**fields: Any) -> Issue:
    key = fields.get("key", f"issue-{new_id()[-6:]}")
    return Issue(**{"key": key, "label": key.capitalize(), "phrases": ("export ban",), **fields})


# written to a case, each as one deed


def put(case: CaseFile, *records: Any, label: str = "Added") -> Any:
    """Write new records as one deed; returns the first."""
    with case.unit(label) as unit:
        unit.add_all(records)
    return records[0]


def a_source(case: CaseFile, *, text: str = TEXT, **fields: Any) -> Source:
    """A source with one text version, as a paste would leave it. ``text_of`` finds the version again."""
    source = Source(**{"title": "Monitors stay away", "outlet": "The Example", "published": "2011-06-18", **fields})
    with case.unit(f"Added “{source.title}”") as unit:
        digest = unit.keep_blob(text.encode())
        unit.add(source)
        unit.add(
            TextVersion(
                source_id=source.id, text_sha256=digest, received_sha256=digest, characters=len(text),
                made_at="2011-06-18T10:00:00+00:00",
            )
        )  # fmt: skip
    return source


def text_of(case: CaseFile, source: Source) -> TextVersion:
    """The latest text version of a source."""
    return max(case.all("text_version", source_id=source.id), key=lambda version: version.number)


def an_anchor(case: CaseFile, source: Source, words: str, **owner: Any) -> Anchor:
    """An anchor on the first place where ``words`` stand; name the owner as in ``actor_id=…``. Not written."""
    version = text_of(case, source)
    text = case.text(version.id)
    start = text.index(words)
    return anchor_at(text, start, start + len(words), text_version_id=version.id, **owner)


def a_statement(
    case: CaseFile,
    *,
    source: Source | None = None,
    speaker: Actor | None = None,
    words: str = "We cannot sit at a table where nothing is decided,",
    issue: Issue | None = None,
    **fields: Any,
) -> Statement:
    """A statement with its content anchor (and its issue), written with whatever it needs."""
    source = source or a_source(case)
    speaker = speaker or put(case, an_actor())
    statement = Statement(
        **{"source_id": source.id, "speaker_id": speaker.id, "content": words, "mode": "direct",
           "said_on": "2011-06", **fields}
    )  # fmt: skip
    records: list[Any] = [statement]
    if words:
        records.append(an_anchor(case, source, words, statement_id=statement.id, role="content"))
    if issue:
        records.append(StatementIssue(statement_id=statement.id, issue_id=issue.id))
    put(case, *records, label="Added a statement")
    return statement


def a_position(
    case: CaseFile,
    *,
    holder: Actor | None = None,
    issue: Issue | None = None,
    source: Source | None = None,
    statement: Statement | None = None,
    words: str = "rejects an export ban",
    **fields: Any,
) -> Position:
    """A position with its evidence anchor, written with whatever it needs."""
    source = source or a_source(case)
    holder = holder or put(case, an_actor(name="Government of Examplia", kind="government"))
    issue = issue or put(case, an_issue())
    position = Position(
        **{"source_id": source.id, "holder_id": holder.id, "issue_id": issue.id, "stance": "oppose",
           "as_of": "2011-06", **fields}
    )  # fmt: skip
    records: list[Any] = [position, an_anchor(case, source, words, position_id=position.id)]
    if statement:
        records.append(PositionStatement(position_id=position.id, statement_id=statement.id))
    put(case, *records, label="Added a position")
    return position


def a_participation(case: CaseFile, *, meeting: Meeting, actor: Actor, how: str = "attended", **fields: Any):
    """An actor at a meeting (both written already)."""
    return put(case, Participation(meeting_id=meeting.id, actor_id=actor.id, how=how, **fields))


def a_full_case(folder: Path, **how: Any) -> CaseFile:
    """A small case with something of most kinds: a source, actors with names, a meeting, statements, a position."""
    case = a_case(folder, **how)
    source = a_source(case)
    ana = put(case, an_actor())
    put(case, an_anchor(case, source, "Ana Sithole", actor_id=ana.id, role="mention"))
    put(case, Name(actor_id=ana.id, text="Sithole", kind="short"))
    meeting = put(case, a_meeting())
    put(case, an_anchor(case, source, "the meeting in Windhoek", meeting_id=meeting.id, role="mention"))
    a_participation(case, meeting=meeting, actor=ana, how="will_boycott")
    issue = put(case, an_issue(key="export-ban", label="Export ban"))
    said = a_statement(case, source=source, speaker=ana, issue=issue, run_up_to_id=meeting.id)
    a_position(case, source=source, issue=issue, statement=said, claimed_by_id=ana.id)
    return case


def fingerprint(case: CaseFile) -> str:
    """One hash over every record of the case: equal when, and only when, the records are equal."""
    lines = sorted(f"{cls.KIND} {row.id} {hash_}" for cls in RECORDS for row, hash_ in _with_hashes(case, cls.KIND))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _with_hashes(case: CaseFile, kind: str) -> list[tuple[Any, str]]:
    return [(record, content_hash(kind, as_values(record))) for record in case.all(kind)]


def past_kpdesk(case: CaseFile, *statements: str) -> None:
    """Changes the open file as somebody would who knows SQLite and not kpdesk."""
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection:
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            for statement in statements:
                connection.exec_driver_sql(statement)
        raw.execute("PRAGMA foreign_keys=ON")
