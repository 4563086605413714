"""A corrected text becomes a new version of its source; anchors are carried over, and a report says how."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from kpdesk.domain.anchors import Carried, anchor_at, carry_over
from kpdesk.domain.changes import Changes
from kpdesk.domain.records import Anchor, TextVersion
from kpdesk.domain.wording import shortened
from kpdesk.errors import UsageError
from kpdesk.intake.files import receive_paste
from kpdesk.services.capture import current_version
from kpdesk.store.case import CaseFile, now


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One anchor's way into the corrected text. ``fate`` is same, moved, changed or lost."""

    anchor: Anchor
    fate: str
    old_quote: str
    new_quote: str | None


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a correction did to the anchors of a source."""

    version: TextVersion
    fates: tuple[Moved, ...]
    changes: Changes

    def count(self, fate: str) -> int:
        return sum(m.fate == fate for m in self.fates)

    def sentence(self) -> str:
        return (
            f"{len(self.fates)} places: {self.count('same')} where they were, {self.count('moved')} moved, "
            f"{self.count('changed')} with changed words, {self.count('lost')} not found."
        )


def correct_text(case: CaseFile, source_id: str, pasted: str) -> Report:
    """Add a corrected text to a source. Lost anchors stay on the old version, which is kept.

    Records whose words changed or were lost are proposed again, so that a person looks at them.
    Raises UsageError where the text is the one that the source has already.
    """
    received = receive_paste(pasted)
    text = received.text.text
    old = current_version(case, source_id)
    if case.text(old.id) == text:
        raise UsageError("This is the text that the source has already.", "Nothing was changed.")
    source = case.get("source", source_id)
    with case.unit(f"Corrected the text of “{shortened(source.title)}”") as unit:
        version = unit.add(
            TextVersion(
                source_id=source_id,
                number=old.number + 1,
                text_sha256=unit.keep_blob(text.encode("utf-8")),
                received_sha256=unit.keep_blob(received.data),
                how=received.how,
                characters=len(text),
                offset_map=json.dumps(received.text.offset_map),
                made_at=now(),
            )
        )
        before = case.text(old.id)
        fates = [(a, carry_over(a, text, before)) for a in unit.all("anchor", text_version_id=old.id)]
        unit.put_all([_carried(a, c, text, version.id) for a, c in fates if c.start is not None])
        _look_again(unit, [a for a, c in fates if c.fate in ("changed", "lost") and a.role in ("content", "evidence")])
    told = tuple(_moved(a, c, text) for a, c in fates)
    return Report(version=version, fates=told, changes=unit.changes)


def _carried(anchor: Anchor, carried: Carried, text: str, version_id: str) -> Anchor:
    placed = anchor_at(text, carried.start or 0, carried.end or 0, text_version_id=version_id)
    return replace(
        anchor, text_version_id=version_id, start=placed.start, end=placed.end, quote=placed.quote,
        prefix=placed.prefix, suffix=placed.suffix,
    )  # fmt: skip


def _look_again(unit, anchors: list[Anchor]) -> None:
    """What rests on changed words is undecided again; a statement's content follows its anchors."""
    for owner_kind, owner_id in dict.fromkeys(a.owner for a in anchors):
        record = unit.get(owner_kind, owner_id)
        if record is None or record.state == "rejected":
            continue
        fields = {"state": "proposed", "why": "Its words changed in a corrected text."}
        if owner_kind == "statement":
            quotes = sorted(unit.all("anchor", statement_id=owner_id, role="content"), key=lambda a: a.ordinal)
            fields["content"] = " … ".join(a.quote for a in quotes)
        unit.put(replace(record, **fields))


def _moved(anchor: Anchor, carried: Carried, text: str) -> Moved:
    new = None if carried.start is None else text[carried.start : carried.end]
    return Moved(anchor=anchor, fate=carried.fate, old_quote=anchor.quote, new_quote=new)
