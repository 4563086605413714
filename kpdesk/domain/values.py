"""Records as plain values: the JSON form that the change log, hashes and evidence packages share."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from kpdesk.domain.records import BY_KIND, RECORDS, Record

# Types as they are written: to resolve them takes a tenth of the start of a short command.
_TYPES = {cls.KIND: {f.name: str(f.type) for f in dataclasses.fields(cls)} for cls in RECORDS}
_FIELDS = {kind: tuple(types) for kind, types in _TYPES.items()}
_TUPLES = {kind: frozenset(n for n, t in types.items() if t.startswith("tuple")) for kind, types in _TYPES.items()}
_FLAGS = {kind: frozenset(n for n, t in types.items() if t == "bool") for kind, types in _TYPES.items()}
_FITTING: dict[str, Callable[[Any], Any]] = {
    "str": lambda v: isinstance(v, str),
    "str | None": lambda v: v is None or isinstance(v, str),
    "bool": lambda v: isinstance(v, bool),
    "tuple[str, ...]": lambda v: isinstance(v, list | tuple) and all(isinstance(w, str) for w in v),
    "tuple[tuple[str, str], ...]": lambda v: isinstance(v, list | tuple) and all(map(_is_pair, v)),
}
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


def field_names(kind: str) -> tuple[str, ...]:
    """The fields of a record kind, in order."""
    return _FIELDS[kind]


def as_values(record: Record) -> dict[str, Any]:
    """The record's fields with tuples as lists: what JSON gives back unchanged."""
    tuples = _TUPLES[record.KIND]
    values = {name: getattr(record, name) for name in _FIELDS[record.KIND]}
    for name in tuples:
        values[name] = list(values[name])
    return values


def from_values(kind: str, values: dict[str, Any]) -> Record:
    """The record that ``as_values`` came from. Unknown keys are refused with a TypeError."""
    values = dict(values)
    for name in _TUPLES[kind]:
        if name in values:
            values[name] = tuple(values[name])
    for name in _FLAGS[kind]:
        if name in values:
            values[name] = bool(values[name])
    return BY_KIND[kind](**values)


def canonical(values: Any) -> str:
    """One spelling for equal values: sorted keys, no spaces, non-ASCII kept."""
    return _ENCODER.encode(values)


def hash_of(kind: str, spelt: str) -> str:
    """SHA-256 over the kind and values in their canonical spelling."""
    return hashlib.sha256(f"{kind}\n{spelt}".encode()).hexdigest()


def content_hash(kind: str, values: dict[str, Any]) -> str:
    """SHA-256 over the kind and the canonical values; kept beside each record and verified by check."""
    return hash_of(kind, canonical(values))


def kept_object(text: str | None) -> dict[str, Any]:
    """The JSON object that a text field keeps; {} where it holds none, as in a file that others wrote."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def blobs_named(kind: str, values: Mapping[str, Any]) -> set[str]:
    """The SHA-256 of the kept bytes that a record needs: text, file as received, logo of the letterhead."""
    if kind == "text_version":
        return {values["text_sha256"], values["received_sha256"]}
    logo = kept_object(values["house_style"]).get("logo") if kind == "case_settings" else None
    if not isinstance(logo, str) or len(logo) != 64:  # none, or a head of before, which may hold the picture itself
        return set()
    return {logo}


def fitted(cls: type[Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What ``given`` holds for the fields of the dataclass ``cls``, lists as tuples; what has another type is left out."""
    held: dict[str, Any] = {}
    for f in dataclasses.fields(cls):
        if f.name in given and _FITTING[str(f.type)](given[f.name]):
            held[f.name] = _as_tuple(given[f.name])
    return held


def _as_tuple(value: Any) -> Any:
    return tuple(_as_tuple(part) for part in value) if isinstance(value, list) else value


def _is_pair(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(word, str) for word in value)
