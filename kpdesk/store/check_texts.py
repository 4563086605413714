"""The part of the check that reads every text: hashes of what is kept, and each anchor against its characters."""

from __future__ import annotations

import hashlib
import json

from kpdesk.domain.anchors import CONTEXT
from kpdesk.domain.records import ANCHOR_OWNERS
from kpdesk.domain.values import blobs_named
from kpdesk.store.findings import Findings

JOIN = " … "


def texts(findings: Findings) -> None:
    """Every blob fits its name, and every text version, value of the log and letterhead has what it names."""
    kept: set[str] = set()
    keys = [row[0] for row in findings.rows("texts", "The list of texts", "SELECT sha256 FROM blob")]
    for raw in keys:
        for (data,) in findings.rows("texts", "A text", "SELECT data FROM blob WHERE sha256 = ?", raw):
            if isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == raw:
                kept.add(raw)
            else:
                findings.add("texts", f"Kept bytes are not as they came in (SHA-256 {str(raw)[:12]}…).")
    findings.counts["texts and files"] = len(keys)
    there: set[str] = set()
    query = "SELECT id, text_sha256, received_sha256, characters, offset_map FROM text_version"
    for record_id, text, received, characters, offsets in findings.rows("texts", "The list of versions", query):
        _version(findings, record_id, text, received, characters, offsets, kept)
        there.add(record_id)
    _named_elsewhere(findings, kept, there)


def _named_elsewhere(findings: Findings, kept: set[str], there: set[str]) -> None:
    """What no text version names: texts that undo or History would bring back, and the letterhead's logo."""
    query = "SELECT record_id, before, after FROM change WHERE kind = 'text_version' AND redacted = 0"
    lost: set[str] = set()
    for record_id, *sides in findings.rows("log", "The change log", query):
        for spelt in sides if record_id not in there else ():
            lost |= _named("text_version", spelt) - kept
    for digest in sorted(lost):
        findings.add("texts", f"A text that History could bring back is missing (SHA-256 {digest[:12]}…).")
    for (style,) in findings.rows("texts", "The settings", "SELECT house_style FROM case_settings"):
        if blobs_named("case_settings", {"house_style": style}) - kept:
            message = "The logo of the letterhead is missing. Choose it again, or take it away."
            findings.add("texts", message, ("case_settings", "settings"))


def _named(kind: str, spelt: str | None) -> set[str]:
    """What a value of the log names; nothing where it cannot be read, which the log's own part of the check tells."""
    try:
        return blobs_named(kind, json.loads(spelt)) if spelt else set()
    except (ValueError, LookupError, TypeError, RecursionError):
        return set()


def _version(
    findings: Findings, record_id: str, text: str, received: str, characters: int, offsets: str, kept: set[str]
) -> None:
    about = ("text_version", record_id)
    for digest, what in ((text, "text"), (received, "file as received")):
        if digest not in kept:
            findings.add("texts", f"The {what} of a source is missing (SHA-256 {digest[:12]}…).", about)
    content = _text(findings, text) if text in kept else None
    if content is not None and len(content) != characters:
        findings.add("texts", f"A text has {len(content):,} characters, not {characters:,}.", about)
    try:
        pairs = json.loads(offsets)
        good = isinstance(pairs, list) and all(isinstance(a, int) and isinstance(b, int) for a, b in pairs)
    except (ValueError, TypeError):
        good = False
    if not good:
        findings.add("texts", "The map from a text to what was received cannot be read.", about)


def _text(findings: Findings, digest: str) -> str | None:
    for (data,) in findings.rows("texts", "A text", "SELECT data FROM blob WHERE sha256 = ?", digest):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            findings.add("texts", f"A text is not UTF-8 (SHA-256 {digest[:12]}…).")
    return None


def anchors(findings: Findings) -> None:
    """Each anchor's quotation and surroundings are the characters of its text, and it has exactly one owner."""
    owners = ", ".join(f"a.{kind}_id" for kind in ANCHOR_OWNERS)
    query = (
        f'SELECT v.text_sha256, a.id, a.start, a."end", a.quote, a.prefix, a.suffix, a.role, a.ordinal, a.statement_id,'
        f" {owners} FROM anchor a JOIN text_version v ON v.id = a.text_version_id ORDER BY v.text_sha256"
    )
    digest, text, count = "", None, 0
    contents: dict[str, list[tuple[int, int, str]]] = {}
    for row in findings.rows("anchors", "The table of anchors", query):
        count += 1
        if row[0] != digest:
            digest = row[0]
            text = _text(findings, digest)
        record_id, start, end = row[1:4]
        quote, prefix, suffix = row[4:7]
        if sum(owner is not None for owner in row[10:]) != 1:
            findings.add("anchors", f"An anchor has not exactly one owner ({record_id}).", ("anchor", record_id))
        if text is None:
            continue
        whole = text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT]
        if whole != (prefix, quote, suffix):
            findings.add(
                "anchors", f"An anchor's quotation is not what stands in the text ({record_id}).", ("anchor", record_id)
            )
        if row[7] == "content" and row[9]:
            contents.setdefault(row[9], []).append((row[8], start, quote))
    findings.counts["anchors"] = count
    _contents(findings, contents)


def _contents(findings: Findings, contents: dict[str, list[tuple[int, int, str]]]) -> None:
    """A statement's content repeats its content anchors."""
    for record_id, content in findings.rows("records", "The table of statements", "SELECT id, content FROM statement"):
        parts = contents.get(record_id)
        if not parts:
            continue
        by_order = JOIN.join(quote for _, _, quote in sorted(parts))
        by_place = JOIN.join(quote for _, quote in sorted((start, quote) for _, start, quote in parts))
        if content not in (by_order, by_place):
            findings.add(
                "anchors", f"A statement's words are not those of its anchors ({record_id}).",
                ("statement", record_id),
            )  # fmt: skip
