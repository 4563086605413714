"""The part of the check that reads the change log: its chain, its values, and that it leads to the records there.

The same walk verifies the log of an evidence package.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from kpdesk.store import change_log
from kpdesk.store.findings import Findings, hash_of_json

_HEAD = ("seq", "at", "who", "label", "deed", "undoes", "count", "salt", "label_hash", "chain")
_CHANGE = ("kind", "record_id", "before", "after", "salt", "before_hash", "after_hash", "redacted")
_SETS = f"SELECT {', '.join(_HEAD)} FROM change_set ORDER BY seq"
_CHANGES = f"SELECT seq, {', '.join(_CHANGE)} FROM change ORDER BY seq, id"
ERASED = "erased"  # the state of a record in the replay after its values were blanked
Key = tuple[str, str]


class Wrong(NamedTuple):
    """One thing in a log that is not as it was written."""

    message: str
    record: Key | None = None
    repairable: bool = False


class _Left(NamedTuple):
    """What a change left of a record: its values (None: removed; ERASED) and whether it was there."""

    values: str | None
    there: bool


def log(findings: Findings) -> None:
    """Walk the log once: hashes, chain, and the state of each record after its last change."""
    changes = findings.rows("log", "The change log", _CHANGES)
    sets = findings.rows("log", "The change log", _SETS)
    wrong, findings.counts["changes in the log"] = walk(sets, changes, findings.record_hashes)
    for each in wrong:
        findings.add("log", *each[:2], repairable=each.repairable)


def verify_exported(rows: list[dict[str, Any]], there: dict[Key, str]) -> list[str]:
    """What does not fit in an exported log, or between its end and the hashes of the records there, as sentences."""
    sets = [tuple(row[name] for name in _HEAD) for row in rows]
    changes = [(row["seq"], *(c[name] for name in _CHANGE)) for row in rows for c in row["changes"]]
    return [each.message for each in walk(sets, changes, there)[0]]


def walk(sets: Iterable[tuple], changes: Iterable[tuple], there: dict[Key, str]) -> tuple[list[Wrong], int]:
    """(what is wrong, number of change sets). ``there`` holds the hash of each record, "" where it cannot be read."""
    by_set, wrong = _changes(changes, dict(there))
    previous, expected_seq, total = change_log.GENESIS, 1, 0
    unlabelled, last_erasing = [], 0
    for seq, at, who, label, deed, undoes, count, salt, label_hash, chain in sets:
        links, redacted = by_set.pop(seq, ([], False))
        total += 1
        if seq != expected_seq:
            wrong.append(Wrong(f"Change {expected_seq} is missing from the log."))
        head = change_log.head_of(seq, at, who, deed, undoes, label_hash)
        if count != len(links) or change_log.link_hash(previous, head, links) != chain:
            wrong.append(Wrong(f"Change {seq} was altered after it was written, or one before it was."))
        if label is None:
            unlabelled += [] if redacted else [seq]
        elif change_log.salted(salt, label) != label_hash:
            wrong.append(Wrong(f"The label of change {seq} was altered."))
        last_erasing = seq if deed == "erase" else last_erasing
        previous, expected_seq = chain, seq + 1
    # Erasing also blanks labels that tell the name of what it erases, as of a statement's speaker.
    wrong += [Wrong(f"The label of change {seq} is missing.") for seq in unlabelled if seq > last_erasing]
    wrong += [Wrong(f"Changes of a set that is not there ({seq}).") for seq in by_set]
    return wrong, total


_Sets = dict[int, tuple[list[tuple[str, str, str, str]], bool]]


def _changes(changes: Iterable[tuple], there: dict[Key, str]) -> tuple[_Sets, list[Wrong]]:
    """(change set -> its links and whether any is redacted, what is wrong with values and states)."""
    by_set: _Sets = {}
    wrong: list[Wrong] = []
    state: dict[Key, _Left] = {}
    for seq, kind, record_id, before, after, salt, before_hash, after_hash, redacted in changes:
        record = kind, record_id
        rows, was = by_set.get(seq, ([], False))
        rows.append((kind, record_id, before_hash, after_hash))
        by_set[seq] = rows, was or redacted == 1
        if redacted not in (0, 1) or (redacted and (before or after)):
            wrong.append(Wrong(f"A value in change {seq} should be erased and is there.", record))
        fits = change_log.salted(salt, before) == before_hash and change_log.salted(salt, after) == after_hash
        if not redacted and not fits:
            wrong.append(Wrong(f"A value in change {seq} was altered.", record))
        known = state.get(record, _Left(None, False))
        start = _Left(ERASED if redacted else before, before_hash != "")
        if start.there != known.there or (start.values != known.values and ERASED not in (start.values, known.values)):
            wrong.append(Wrong(f"Change {seq} starts from a state that no change before it left.", record))
        state[record] = _Left(ERASED if redacted else after, after_hash != "")
    return by_set, wrong + _compare(state, there)


def _compare(state: dict[Key, _Left], there: dict[Key, str]) -> list[Wrong]:
    """What the log ends with must be what is there; what it erased was removed before or by that, so it is not there."""
    wrong: list[Wrong] = []
    for record, left in state.items():
        found = there.pop(record, None)
        what, repairable = "", False
        if left.values == ERASED:
            if found is not None:
                what = "is there though the log erased it"
            elif left.there:
                what = "was erased from the log and never removed"
        elif found != "":
            wanted = None if left.values is None else hash_of_json(record[0], left.values)
            if wanted != found:
                what = "is there though the log removed it" if wanted is None else "is not as the log left it"
                repairable = wanted is not None
        if what:
            wrong.append(Wrong(f"A record of kind {record[0]} {what} ({record[1]}).", record, repairable))
    return wrong + [Wrong(f"A record of kind {r[0]} is not in the log ({r[1]}).", r) for r in there]
