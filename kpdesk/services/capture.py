"""Taking a text in: the source, its exact text and bytes, and the proposals that extraction makes of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kpdesk import settings
from kpdesk.analysis.names import matcher
from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import parse_date
from kpdesk.domain.draft import Draft
from kpdesk.domain.records import Source, TextVersion
from kpdesk.domain.wording import shortened
from kpdesk.intake.files import Received, receive_file, receive_paste
from kpdesk.services.knowledge import known
from kpdesk.services.proposing import propose
from kpdesk.store.case import CaseFile, now

Progress = Callable[[float, str], None]


@dataclass(frozen=True, kw_only=True)
class Added:
    """The outcome of taking one text in. ``already`` names the source that holds the same text."""

    source_id: str
    title: str
    changes: Changes
    already: bool = False


def add_paste(case: CaseFile, pasted: str, **about: str | None) -> Added:
    """Take a pasted text in. ``about`` gives title, outlet, author, address, kind, language, published, accessed."""
    return add_received(case, receive_paste(pasted), **about)


def add_file(case: CaseFile, path: Path, **about: str | None) -> Added:
    """Take a file of text in; its title defaults to its first line. Raises TextError where it is not text."""
    return add_received(case, receive_file(path), **about)


def add_received(case: CaseFile, received: Received, **about: str | None) -> Added:
    """Write source, text version, text and received bytes; the same text twice is told, not added again."""
    text = received.text.text
    data = text.encode("utf-8")
    digest = hashlib.sha256(data).hexdigest()
    twin = case.all("text_version", text_sha256=digest)
    if twin:
        source = case.get("source", twin[0].source_id)
        return Added(source_id=source.id, title=source.title, changes=Changes(), already=True)
    source = _source_from(text, about)
    with case.unit(f"Took in “{shortened(source.title)}”") as unit:
        unit.add(source)
        unit.add(
            TextVersion(
                source_id=source.id,
                text_sha256=unit.keep_blob(data),
                received_sha256=unit.keep_blob(received.data),
                how=received.how,
                characters=len(text),
                offset_map=json.dumps(received.text.offset_map),
                made_at=now(),
            )
        )
    return Added(source_id=source.id, title=source.title, changes=unit.changes)


def _source_from(text: str, about: dict[str, str | None]) -> Source:
    given = {key: value for key, value in about.items() if value}
    for field in ("published", "accessed"):
        if field in given:
            given[field] = parse_date(str(given[field]))
    if "title" not in given:
        given["title"] = shortened(next((line.strip() for line in text.splitlines() if line.strip()), "Untitled"), 120)
    return Source(**given, added_at=now())  # type: ignore[arg-type]


def current_version(case: CaseFile, source_id: str) -> TextVersion:
    """The newest text of a source."""
    return max(case.all("text_version", source_id=source_id), key=lambda v: v.number)


def read_source(case: CaseFile, source_id: str, progress: Progress | None = None) -> Draft:
    """Extract a draft from a source's newest text. Long: run it in a job; it writes nothing."""
    from kpdesk.extract import extract  # here, so that nothing waits for the language model before it is needed

    version = current_version(case, source_id)
    source = case.get("source", source_id)
    snapshot = known(case, reading=source_id)
    names = [(a.id, name) for a in snapshot.actors for name in (a.name, *a.names)]
    return extract(
        case.text(version.id),
        published=source.published,
        known=snapshot,
        match=matcher(names),
        model=settings.load().model or None,
        progress=progress,
    )


def read_and_propose(case: CaseFile, source_id: str, progress: Progress | None = None) -> Changes:
    """Extract a source and write its proposals."""
    return propose(case, source_id, read_source(case, source_id, progress))
