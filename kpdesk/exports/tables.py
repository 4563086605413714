"""Lists as CSV and JSON. A spreadsheet runs a cell that starts like a formula; such cells are made harmless."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_SKIPPED = (
    "".join(chr(n) for n in range(33))
    + "\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"
    + "".join(chr(n) for n in range(0x2000, 0x200B))
)  # what a reader may drop from the beginning of a cell


def safe_cell(value: object) -> str:
    """The text of one cell. Text that a spreadsheet could take for a formula starts with an apostrophe.

    Numbers are ours and stay as they are. Line breaks inside stay; NUL goes, for no reader survives it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = _plain(value)
    if text.startswith(_FORMULA_STARTS) or text.lstrip(_SKIPPED).startswith(_FORMULA_STARTS):
        text = "'" + text
    return text.replace("\0", "")


def _plain(value: object) -> str:
    text = ", ".join(str(v) for v in value) if isinstance(value, tuple | list) else str(value)
    return text.encode("utf-8", "replace").decode("utf-8")


def rows_to_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], exact: bool = False) -> str:
    """Rows as CSV (RFC 4180). ``exact`` writes values as they are: for programs, not for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_exact(v) if exact else safe_cell(v) for v in row])
    return out.getvalue()


def _exact(value: object) -> str:
    return "" if value is None else _plain(value).replace("\0", "")


def rows_to_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as a JSON list of objects, values exactly as they are."""
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"
