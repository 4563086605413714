"""Salvage of texts: one that is not as it came in is kept as it can be read, said so, and its anchors are held to it."""

from __future__ import annotations

import dataclasses
import hashlib
import json

from kpdesk.domain.anchors import anchor_at, carry_over
from kpdesk.domain.health import Salvage
from kpdesk.domain.records import Anchor, CaseSettings, Record, Source, TextVersion
from kpdesk.domain.values import as_values, blobs_named, kept_object

Blobs = dict[str, bytes]
NOTE = "Recovered from a damaged case file: {what} is not as it came in."


def hold_to_texts(records: dict[str, dict[str, Record]], blobs: Blobs, damaged: Blobs, found: Salvage) -> None:
    """Give every text version a text. ``blobs`` are whole, ``damaged`` do not fit the hash they stand under.

    A version whose text is gone goes too; what rests on it is left out later.
    """
    versions = records.get("text_version", {})
    for version in [v for v in versions.values() if isinstance(v, TextVersion)]:
        if version.text_sha256 in blobs and version.received_sha256 in blobs:
            continue
        if version.text_sha256 not in blobs and version.text_sha256 not in damaged:
            del versions[version.id]
            found.lost_texts += 1
            continue
        versions[version.id] = _held(version, records, blobs, damaged, found)
    settings = records.get("case_settings", {})
    for kept in [s for s in settings.values() if isinstance(s, CaseSettings)]:
        if blobs_named("case_settings", as_values(kept)) - blobs.keys():  # a lost logo is no reason to lose the head
            style = json.dumps({**kept_object(kept.house_style), "logo": ""}, ensure_ascii=False, sort_keys=True)
            settings[kept.id] = dataclasses.replace(kept, house_style=style)


def _held(
    version: TextVersion, records: dict[str, dict[str, Record]], blobs: Blobs, damaged: Blobs, found: Salvage
) -> TextVersion:
    changes, what = {}, "the file as received"
    if version.text_sha256 not in blobs:
        text = damaged[version.text_sha256].decode("utf-8", "replace").replace("\0", "\ufffd")
        changes = {"text_sha256": _keep(blobs, text.encode()), "characters": len(text)}
        what = "the text"
        found.damaged_texts += 1
        _anchors(version, text, records, found)
    if version.received_sha256 not in blobs:
        received = damaged.get(version.received_sha256)
        whole_text = changes.get("text_sha256", version.text_sha256)
        changes["received_sha256"] = whole_text if received is None else _keep(blobs, received)
    source = records.get("source", {}).get(version.source_id)
    if isinstance(source, Source):
        note = f"{source.note}\n{NOTE.format(what=what)}".strip()
        records["source"][source.id] = dataclasses.replace(source, note=note)
    return dataclasses.replace(version, **changes)


def _keep(blobs: Blobs, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    blobs[digest] = data
    return digest


def _anchors(version: TextVersion, text: str, records: dict[str, dict[str, Record]], found: Salvage) -> None:
    """Anchors whose words still stand there stay, with their surroundings as they are now; the others go."""
    anchors = records.get("anchor", {})
    for anchor in [a for a in anchors.values() if isinstance(a, Anchor) and a.text_version_id == version.id]:
        carried = carry_over(anchor, text)
        if carried.fate not in ("same", "moved") or carried.start is None:
            del anchors[anchor.id]
            found.loose += 1
            continue
        start, end = carried.start, carried.start + len(anchor.quote)
        there = anchor_at(text, start, end, text_version_id=version.id)
        where = {name: getattr(there, name) for name in ("start", "end", "prefix", "suffix")}
        anchors[anchor.id] = dataclasses.replace(anchor, **where)
