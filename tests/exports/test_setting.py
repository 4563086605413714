"""A report as plain JSON: notes numbered as they are read, what is long kept together or not."""

from __future__ import annotations

import json
from dataclasses import replace

from kpdesk.domain.report import Entry, Front, Report, Subheading
from kpdesk.exports.setting import ACCENT, accent, set_report
from tests.exports.report_samples import claim, every_block, report


def _notes(value: object) -> list[int]:
    found = []
    if isinstance(value, dict):
        if value.get("s") == "note":
            found.append(value["n"])
        for inner in value.values():
            found += _notes(inner)
    elif isinstance(value, list):
        for inner in value:
            found += _notes(inner)
    return found


def test_notes_are_numbered_in_reading_order() -> None:
    """From 1, without a gap, through every kind of block."""
    body = set_report(report(*every_block()))
    numbers = _notes(body["sections"])
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) == 6
    json.dumps(body)


def test_the_front_tells_sources_statements_and_share() -> None:
    """A share is rounded down: 99.6 % is not all of it."""
    front = Front(case_name="C", made_on="2026-11-23", program="kpdesk", statements=1, records=250, reviewed=249)
    rows = dict(set_report(Report(kind="actor", title="T", front=front))["front"])
    assert rows["Reviewed"] == "99 %: 249 of 250 records" and rows["Rests on"] == "0 sources, 1 statement"


def test_long_briefings_get_their_contents_listed() -> None:
    """Short ones do not, unless it was asked for."""
    long = [Subheading(text="2009"), *(Entry(when="2009", sentences=(claim(n=n),)) for n in range(50))]
    short = report(*every_block())
    assert not set_report(short)["contents"]
    two = Report(kind="actor", title="T", front=short.front, sections=(*report(*long).sections, *short.sections))
    assert set_report(two)["contents"]


def test_an_entry_is_kept_whole_unless_a_page_could_not_hold_it() -> None:
    """A quotation cut by the foot of a page no longer reads as one."""
    blocks = set_report(
        report(Entry(when="1", sentences=(claim("w " * 200),)), Entry(when="2", sentences=(claim("w " * 2000),)))
    )
    assert [b["whole"] for b in blocks["sections"][0]["blocks"]] == [True, False]


def test_a_house_colour_that_could_not_be_read_is_not_used() -> None:
    """4.5 to 1 on white is the least."""
    assert accent("#7A4A00") == "#7a4a00"
    assert accent("#ffee00") == ACCENT and accent("red") == ACCENT and accent("") == ACCENT


def test_a_sentence_in_parts_is_marked_once_at_its_end() -> None:
    """Not after every name of a list."""
    parts = [replace(claim(n=n), reviewed=False, part=n < 2) for n in range(3)]
    (block,) = set_report(report(Entry(when="2011", sentences=tuple(parts))))["sections"][0]["blocks"]
    assert [s["reviewed"] for s in block["sentences"]] == [True, True, False]
