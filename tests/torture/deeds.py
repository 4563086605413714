"""The same row of deeds every time, with fixed ids, so that each state of the case between them is known by its hash."""

from __future__ import annotations

import dataclasses
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

from kpdesk.domain.anchors import anchor_at
from kpdesk.domain.records import Name, Participation, Position, Source, Statement, TextVersion
from kpdesk.services import checking
from kpdesk.store.case import CaseFile
from tests.builders import TEXT, a_case, a_meeting, an_actor, an_issue, fingerprint

PASSPHRASE = "five words that don't match"


def _id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def _take_in(case: CaseFile, name: str) -> None:
    text = TEXT * 4 + name
    with case.unit(f"Added {name}") as unit:
        digest = unit.keep_blob(text.encode())
        unit.add(Source(id=_id(f"source {name}"), title=name))
        unit.add(
            TextVersion(
                id=_id(f"text {name}"), source_id=_id(f"source {name}"), text_sha256=digest, received_sha256=digest,
                characters=len(text),
            )
        )  # fmt: skip


def _propose(case: CaseFile, name: str, many: int) -> None:
    text, words = TEXT * 4 + name, "rejects an export ban"
    start = text.index(words)
    with case.unit(f"Proposed {many}", who="kpdesk") as unit:
        for n in range(many):
            said = Statement(id=_id(f"{name} {n}"), source_id=_id(f"source {name}"), content=words, state="proposed")
            anchor = anchor_at(
                text,
                start,
                start + len(words),
                text_version_id=_id(f"text {name}"),
                statement_id=said.id,
                role="content",
            )
            unit.add_all([said, dataclasses.replace(anchor, id=_id(f"anchor {name} {n}"))])


def _accept(case: CaseFile) -> None:
    with case.unit("Accepted") as unit:
        unit.put_all([dataclasses.replace(s, state="accepted") for s in case.all("statement")])


def _name_people(case: CaseFile) -> None:
    with case.unit("Made people") as unit:
        for n in range(12):
            actor = an_actor(id=_id(f"actor {n}"), name=f"Person {n}", note="note " * 30)
            unit.add_all([actor, Name(id=_id(f"name {n}"), actor_id=actor.id, text=f"P. {n}")])
        unit.add(a_meeting(id=_id("meeting")))
        unit.add(Participation(id=_id("part"), meeting_id=_id("meeting"), actor_id=_id("actor 1")))


def _merge(case: CaseFile) -> None:
    with case.unit("Merged") as unit:
        names = case.all("name", actor_id=_id("actor 2"))
        unit.put_all([dataclasses.replace(n, actor_id=_id("actor 3")) for n in names])
        unit.remove("actor", _id("actor 2"))


def _judge(case: CaseFile) -> None:
    with case.unit("Positions") as unit:
        issue = unit.add(an_issue(id=_id("issue"), key="export-ban"))
        for n in range(5):
            holder = _id(f"actor {n + 4}")
            unit.add(
                Position(id=_id(f"position {n}"), holder_id=holder, issue_id=issue.id, source_id=_id("source one"))
            )


def _remove_source(case: CaseFile) -> None:
    with case.unit("Removed a source") as unit:
        unit.remove("source", _id("source one"))


DEEDS: tuple[Callable[[CaseFile], object], ...] = (
    lambda case: _take_in(case, "one"),
    lambda case: _propose(case, "one", 15),
    _name_people,
    _accept,
    _merge,
    lambda case: case.undo(),
    lambda case: case.redo(),
    _judge,
    lambda case: _take_in(case, "two"),
    _remove_source,
    lambda case: case.undo(),
    lambda case: _propose(case, "two", 40),
)


def base_case(folder: Path, passphrase: str | None) -> Path:
    """The file that every run starts from a copy of."""
    case = a_case(folder, file="protected.kpdesk" if passphrase else "plain.kpdesk", passphrase=passphrase)
    case.close()
    return case.path


def known_states(base: Path, passphrase: str | None) -> list[str]:
    """The hash of the records before the first deed and after each."""
    path = base.with_name(f"states-{base.name}")
    shutil.copy(base, path)
    with CaseFile.open(path, passphrase=passphrase) as case:
        states = [fingerprint(case)]
        for deed in DEEDS:
            deed(case)
            states.append(fingerprint(case))
    path.unlink()
    assert len({states[n] for n in range(5)}) == 5
    return states


def verdict(path: Path, passphrase: str | None, states: list[str], acknowledged: int) -> tuple[str, str]:
    """("ok" | "lost" | "corrupt", detail): the file opens, is whole, and misses at most the unfinished deed."""
    try:
        with CaseFile.open(path, passphrase=passphrase) as case:
            state = fingerprint(case)
            report = checking.check(case)
    except Exception as fault:
        return "corrupt", repr(fault)
    if not report.ok:
        return "corrupt", report.findings[0].message
    if state in states[acknowledged : acknowledged + 2]:
        return "ok", ""
    return (
        "lost",
        f"{acknowledged} deeds were acknowledged, the file has state {states.index(state) if state in states else '?'}",
    )
