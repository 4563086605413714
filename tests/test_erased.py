"""Erased means gone: after everything that can carry a name, each place is clean or named, and can be made clean."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

import pytest

from kpdesk.domain.finding import Criteria
from kpdesk.domain.queue import QueueFilter
from kpdesk.domain.records import Statement, Tag, Tagging
from kpdesk.services import (
    actors,
    backups,
    briefing_memory,
    capture,
    cases,
    correcting,
    erasing,
    finding,
    history,
    making,
    merge_back,
    merging,
    proposing,
    queue,
    recovery,
    review,
    unkept,
)
from kpdesk.services.briefing_choices import Choices
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from kpdesk.store.engine import connect
from kpdesk.store.protection import export
from tests.builders import a_source, an_actor, an_issue, put
from tests.services.drafts import TEXT, a_draft

NAME = "Zebedee Quillfeather"
WORDS = (b"zebedee", b"quillfeather")
PASSPHRASE = "five words that don't match"


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "protected"])
def passphrase(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str | None:
    monkeypatch.setenv("KPDESK_DATA", str(tmp_path / "data"))
    return request.param


def named(data: bytes) -> bool:
    return any(word in data.lower() for word in WORDS)


def holding(folder: Path) -> set[Path]:
    """Every file in the folder, data folder included, in whose bytes a word of the name stands."""
    return {path for path in folder.rglob("*") if path.is_file() and named(path.read_bytes())}


def in_case(case: CaseFile, beside: Path) -> bool:
    """Whether the name stands anywhere in the case; in a protected one, anywhere in its plain twin."""
    if not case.encrypted:
        return named(case.path.read_bytes())
    twin = beside / "twin"
    connection = connect(case.path, read_only=True, key=case.key)
    try:
        export(connection, twin, None)
    finally:
        connection.close()
    data = twin.read_bytes()
    twin.unlink()
    return named(data)


def work_with(case: CaseFile) -> tuple[str, str]:
    """Paste, extract, accept, take back, correct, name, merge: (source, actor) that know the name alone."""
    put(case, an_issue(key="export-ban", label="Export ban"))
    text = TEXT.replace("Ana Sithole", NAME)
    source_id = capture.add_paste(case, text, title=f"{NAME} speaks", published="2011-06").source_id
    draft = a_draft(TEXT)
    ana, *others = draft.actors
    (said,) = draft.statements
    moved = len(NAME) - len("Ana Sithole")
    at = text.index(NAME)

    def span(old):  # type: ignore[no-untyped-def]
        """The same place in the text with the longer name."""
        if old.text == "Ana Sithole":
            return dataclasses.replace(old, start=at, end=at + len(NAME), text=NAME)
        by = moved if old.start > at else 0
        return dataclasses.replace(old, start=old.start + by, end=old.end + by)

    ana = dataclasses.replace(
        ana, name=NAME, aliases=("Quillfeather",), mentions=(span(ana.mentions[0]),), why=f"{NAME} told",
        role_evidence=span(ana.role_evidence),
    )  # fmt: skip
    said = dataclasses.replace(said, cue=span(said.cue), speaker_mention=span(said.speaker_mention))
    positions = tuple(dataclasses.replace(p, evidence=tuple(span(e) for e in p.evidence)) for p in draft.positions)
    read = dataclasses.replace(
        draft, characters=len(text), actors=(ana, *others), statements=(said,), positions=positions
    )
    proposing.propose(case, source_id, read)
    review.accept(case, [(k.kind, k.record_id) for k in queue.keys(case, QueueFilter(source_id=source_id))])
    history.undo(case)
    history.redo(case)
    (actor,) = case.all("actor", name=NAME)
    (statement,) = case.all("statement", speaker_id=actor.id)
    review.edit(case, dataclasses.replace(statement, note=f"as {NAME} put it"))
    correcting.correct(case, "actor", actor.id, {"name": "Zeb. Quillfeather"})
    actors.add_name(case, actor.id, "Zebedee Q.", "short")
    twin = put(case, an_actor(name="QUILLFEATHER, Zebedee", note="met at home"), label=f"Added {NAME}")
    merging.merge(case, actor.id, twin.id)
    gone = put(case, an_actor(name=f"{NAME} again"))
    merging.merge(case, actor.id, gone.id)
    history.undo(case)
    making.remove(case, "actor", [gone.id])  # removed, not erased: it is another actor, and to be named
    elsewhere = a_source(case, title="Elsewhere", text="We were followed, she said.")
    said = Statement(
        source_id=elsewhere.id, speaker_id=actor.id, content="We were followed", state="proposed", made_by="m"
    )
    put(case, said)
    review.accept(case, [("statement", said.id)])  # “Accepted the statement of …” touches no record that will be erased
    return source_id, actor.id


def tell_of(case: CaseFile, actor_id: str) -> list[tuple[str, str]]:
    """Other records that hold the name: a note, a tag, a search, a template, a briefing made."""
    other = put(case, an_actor(name="Ben Other", note=f"friend of {NAME}"))
    tag = put(case, Tag(name=f"{NAME}, circle of"))
    put(case, Tagging(tag_id=tag.id, actor_id=other.id))
    finding.keep_search(case, f"on {NAME}", Criteria(words=f'"{NAME}"'))
    briefing_memory.keep_template(case, f"for {NAME}", "chronology", Choices())
    briefing_memory.remember(case, "chronology", NAME, Choices(), {("actor", actor_id): case.get("actor", actor_id)})
    found = [("actor", other.id), ("tag", tag.id)]
    for kind in ("saved_search", "briefing_template", "briefing_made"):
        found += [(kind, record.id) for record in case.all(kind)]
    return found


def allowed(*reports: erasing.ErasedReport) -> set[Path]:
    return {held.path for report in reports for held in (*report.backups, *report.copies)}


def removed_with_the_name(case: CaseFile) -> Iterable[tuple[str, str]]:
    """Actors that are in the history alone, under that name."""
    for entry in case.history(limit=1000):
        for change in case.changes_of(entry.seq):
            spelt = str((change.before, change.after)).lower().encode()
            if change.kind == "actor" and case.get("actor", change.record_id) is None and named(spelt):
                yield "actor", change.record_id


def test_after_all_that_can_carry_a_name_each_place_is_clean_or_named(tmp_path: Path, passphrase: str | None) -> None:
    """And once what is named was removed too, the name is in no byte of the case, of what is beside or of the data folder."""
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    case = cases.create(tmp_path / "case", passphrase=passphrase)
    early = backups.back_up(case)
    source_id, actor_id = work_with(case)
    also = tell_of(case, actor_id)
    copy = merge_back.copy_out(case, tmp_path / "for-bo.kpdesk").path
    with CaseFile.open(copy, passphrase=passphrase) as bo:
        review.edit(bo, dataclasses.replace(bo.get("actor", actor_id), note=f"{NAME}, met in Mutare"))
    merge_back.merge(case, merge_back.compare(case, copy, passphrase=passphrase), passphrase=passphrase)
    backups.back_up(case)
    whole = recovery.save_copy(case, tmp_path / "whole.kpdesk").path
    path, key = case.path, backups.key_of(case)
    case.close()
    aside = backups.restore(path, early, key=key)
    backups.restore(path, next(b for b in backups.backups_of_path(path) if b.seq > early.seq), key=key)
    with CaseFile.open(path, passphrase=passphrase) as case:
        also = [wanted for wanted in also if case.get(*wanted) is not None]
        unkept.Shelf(case).keep({"paste": {"text": f"{NAME} said more"}})
        assert in_case(case, outside) and case.get("actor", actor_id) is not None

        first = erasing.erase(case, [("source", source_id), ("actor", actor_id)])
        assert "saved search" in first.standing and "history of other records" in first.standing
        assert check(case.path, key=case.key).findings == ()
        assert holding(tmp_path) <= allowed(first) | {path}
        assert not any(named(entry.label.encode()) for entry in case.history(limit=1000))
        with CaseFile.open(copy, passphrase=passphrase) as bo:
            review.edit(bo, dataclasses.replace(bo.get("actor", actor_id), note="met once more"))
        merge_back.merge(case, merge_back.compare(case, copy, passphrase=passphrase), passphrase=passphrase)
        assert case.get("actor", actor_id) is None and case.get("source", source_id) is None

        (removed,) = set(removed_with_the_name(case))  # what was merged into the person went with the person
        second = erasing.erase(case, [*also, removed])
        assert (second.standing, second.unwritten) == ("", "") and not in_case(case, outside)
        assert check(case.path, key=case.key).findings == ()
        assert holding(tmp_path) <= allowed(first, second) and {copy, whole, aside} <= allowed(first)

        erasing.remove_backups(case, list({b.path: b for r in (first, second) for b in r.backups}.values()))
        for held in allowed(first, second):
            held.unlink(missing_ok=True)
        assert holding(tmp_path) == set() and not in_case(case, outside)
