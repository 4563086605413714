"""A damaged text is worth more than none: it comes over as it can be read, and nothing is claimed of it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from kpdesk.domain.values import kept_object
from kpdesk.services import recovery
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from tests.builders import a_full_case


def _broken(tmp_path: Path, old: bytes, new: bytes) -> Path:
    """A case whose kept text has other bytes in one place."""
    with a_full_case(tmp_path) as case:
        (version,) = case.all("text_version")
        text = case.text(version.id).encode()
    assert len(old) == len(new) and text.count(old) == 1
    data = case.path.read_bytes()
    assert data.count(text) == 1
    case.path.write_bytes(data.replace(text, text.replace(old, new)))
    return case.path


def _rescued(path: Path) -> tuple[recovery.RecoveryReport, CaseFile]:
    report = recovery.recover(path, path.with_name("rescued.kpdesk"))
    case = CaseFile.open(report.path)
    assert check(case.path).ok
    return report, case


def test_a_flipped_byte_between_quotations_costs_no_record(tmp_path) -> None:
    """The text is there, all anchors stand, the source says that its text is not as it came in."""
    report, case = _rescued(_broken(tmp_path, b"Mutare", b"MutAre"))
    with case:
        (version,), (source,) = case.all("text_version"), case.all("source")
        assert "MutAre" in case.text(version.id) and "the text is not as it came in" in source.note
        assert case.count("anchor") == 4 and report.loose == 0
    assert not report.whole and report.damaged_texts == 1
    assert "1 text not as it came in: kept as it could be read, with a note on its source." in report.lines()


def test_bytes_that_are_no_text_any_more_move_what_stands_behind_them(tmp_path) -> None:
    """Half a sign becomes stand-ins of another number; the quotations behind are found again by their words."""
    report, case = _rescued(_broken(tmp_path, "💎".encode(), b"\xf0a\xfe\xff"))
    with case:
        (version,) = case.all("text_version")
        text = case.text(version.id)
        assert "\ufffd" in text and all(text[a.start : a.end] == a.quote for a in case.all("anchor"))
    assert report.loose == 0


def test_a_quotation_whose_own_words_are_damaged_is_left_out(tmp_path) -> None:
    """The statement stays, on what else it rests on; the report counts the anchor."""
    report, case = _rescued(_broken(tmp_path, b"nothing is decided", b"nothing is dec1ded"))
    with case:
        assert case.count("anchor") < 4 and case.count("statement") == 1
    assert report.loose >= 1


def test_a_letterhead_whose_logo_is_lost_is_kept_without_it(tmp_path) -> None:
    """The rescued case is whole; the name and address of the writers are still there."""
    logo = b"\x89PNG the sign of an invented body"
    with a_full_case(tmp_path) as case, case.unit("Chose a logo") as unit:
        style = f'{{"logo": "{unit.keep_blob(logo)}", "organisation": "Invented Watch"}}'
        unit.put(dataclasses.replace(case.settings(), house_style=style))
    data = case.path.read_bytes()
    case.path.write_bytes(data.replace(logo, logo.replace(b"sign", b"sigh")))
    _, rescued = _rescued(case.path)
    with rescued:
        assert kept_object(rescued.settings().house_style) == {"logo": "", "organisation": "Invented Watch"}
