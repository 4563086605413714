"""CSV that a spreadsheet may open, JSON that a program may read."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.exports.tables import rows_to_csv, rows_to_json, safe_cell


@given(st.text())
def test_no_cell_starts_like_a_formula(text: str) -> None:
    """Also after blanks."""
    cell = safe_cell(text)
    assert not cell.lstrip(" \u00a0\u200b\ufeff").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_are_left_alone_and_text_is_marked() -> None:
    """-5 is a number of ours, “-5” came from somewhere."""
    assert safe_cell(-5) == "-5"
    assert safe_cell("-5") == "'-5"
    assert safe_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert safe_cell("  =1") == "'  =1"
    assert safe_cell(None) == ""


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_rows_come_back_from_csv_as_they_were_when_exact(rows: list[tuple[str, str]]) -> None:
    """Quotes, commas and line breaks survive."""
    clean = [tuple(c.replace("\0", "").encode("utf-8", "replace").decode() for c in row) for row in rows]
    read = list(csv.reader(io.StringIO(rows_to_csv(("a", "b"), rows, exact=True), newline="")))
    assert read == [["a", "b"], *map(list, clean)]


def test_json_keeps_names_and_values() -> None:
    """Objects in the order of the rows."""
    assert json.loads(rows_to_json(("name", "n"), [("=é", 2)])) == [{"name": "=é", "n": 2}]
