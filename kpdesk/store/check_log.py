"""The part of the check that reads the change log: its chain, its values, and that it leads to the records there."""

from __future__ import annotations

from kpdesk.store import change_log
from kpdesk.store.findings import Findings, hash_of_json

_SETS = "SELECT seq, at, who, label, deed, undoes, count, salt, label_hash, chain FROM change_set ORDER BY seq"
_CHANGES = (
    "SELECT seq, kind, record_id, before, after, salt, before_hash, after_hash, redacted FROM change ORDER BY seq, id"
)
ERASED = "erased"  # the state of a record in the replay after its values were blanked


def log(findings: Findings) -> None:
    """Walk the log once: hashes, chain, and the state of each record after its last change."""
    changes = _changes(findings)
    previous, expected_seq, total = change_log.GENESIS, 1, 0
    blank, last_erased = [], 0
    for row in findings.rows("log", "The change log", _SETS):
        seq, undoes, count = row[0], row[5], row[6]
        at, who, deed, salt, label_hash, chain = (row[i] for i in (1, 2, 4, 7, 8, 9))
        links, redacted = changes.pop(seq, ([], False))
        total += 1
        if seq != expected_seq:
            findings.add("log", f"Change {expected_seq} is missing from the log.")
        head = change_log.head_of(seq, at, who, deed, undoes, label_hash)
        if count != len(links) or change_log.link_hash(previous, head, links) != chain:
            findings.add("log", f"Change {seq} was altered after it was written, or one before it was.")
        last_erased = seq if deed == "erase" else last_erased
        if row[3] is None:
            if not redacted:
                blank.append(seq)
        elif change_log.salted(salt, row[3]) != label_hash:
            findings.add("log", f"The label of change {seq} was altered.")
        previous, expected_seq = chain, seq + 1
    for seq in blank:  # erasing also blanks labels that tell the name of what it erases, as of a statement's speaker
        if seq > last_erased:
            findings.add("log", f"The label of change {seq} is missing.")
    for seq in changes:
        findings.add("log", f"Changes of a set that is not there ({seq}).")
    findings.counts["changes in the log"] = total


def _changes(findings: Findings) -> dict[int, tuple[list[tuple[str, str, str, str]], bool]]:
    links: dict[int, tuple[list[tuple[str, str, str, str]], bool]] = {}
    state: dict[tuple[str, str], str | None] = {}
    for seq, *row in findings.rows("log", "The change log", _CHANGES):
        kind, record_id, before, after, salt, before_hash, after_hash, redacted = row
        rows, was = links.get(seq, ([], False))
        rows.append((kind, record_id, before_hash, after_hash))
        links[seq] = rows, was or redacted == 1
        if redacted not in (0, 1) or (redacted and (before or after)):
            findings.add("log", f"A value in change {seq} should be erased and is there.", (kind, record_id))
        if not redacted and (
            change_log.salted(salt, before) != before_hash or change_log.salted(salt, after) != after_hash
        ):
            findings.add("log", f"A value in change {seq} was altered.", (kind, record_id))
        _follow(findings, state, (kind, record_id), seq, ERASED if redacted else before, ERASED if redacted else after)
    _compare(findings, state)
    return links


def _follow(findings: Findings, state: dict, record: tuple[str, str], seq: int, before, after) -> None:
    known = state.get(record)
    if before != known and ERASED not in (before, known):
        findings.add("log", f"Change {seq} starts from a state that no change before it left.", record)
    state[record] = after


def _compare(findings: Findings, state: dict[tuple[str, str], str | None]) -> None:
    """What the log ends with must be what is there."""
    for record, values in state.items():
        there = findings.record_hashes.pop(record, None)
        if values == ERASED or there == "":
            continue
        wanted = None if values is None else hash_of_json(record[0], values)
        if wanted != there:
            what = "is there though the log removed it" if wanted is None else "is not as the log left it"
            findings.add("log", f"A record of kind {record[0]} {what} ({record[1]}).", record, repairable=bool(wanted))
    for record in findings.record_hashes:
        findings.add("log", f"A record of kind {record[0]} is not in the log ({record[1]}).", record)
