"""The reference set: what ships, what does not, and how it is found."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kpdesk.extract import reference

ROOT = Path(__file__).parents[2]
TABLES = ROOT.parent / "shared" / "domain"


def test_keys_are_unique_and_of_one_form():
    """A key is made once; the examples of the design are there."""
    entries = reference.load().entries
    for key in (
        "person/alan-martin",
        "country/zw",
        "meeting/2011-kinshasa-intersessional",
        "issue/marange_exports",
        "country/na",
    ):
        assert key in entries
    assert all(key == entry.key and "/" in key for key, entry in entries.items())


def test_every_fact_has_a_source_and_says_how_sure_it_is():
    """Countries known by name only claim nothing; unverified rows do not ship."""
    for entry in reference.load().entries.values():
        assert entry.confidence in ("confirmed", "partial", "name only")
        assert entry.source or entry.confidence == "name only"
        assert "unverified" not in json.dumps([n.text for n in entry.names])


def test_partial_entries_never_link_on_their_own():
    """They carry their note instead."""
    martin = reference.load().entries["person/alan-martin"]
    assert not martin.links
    assert "end year" in martin.note


def test_former_and_misspelt_names_keep_their_kind():
    """The name says what it is."""
    (entry, name), *_ = reference.load().find("Partnership Africa Canada")
    assert (entry.key, name.kind) == ("organisation/impact", "former")
    assert reference.load().find("Kimberly Process")[0][1].kind == "misspelling"


def test_meetings_agree_in_place_and_date():
    """Place and month lead to one meeting; a month without place leads to none."""
    found = reference.load().meetings(None, "Kinshasa", "CD", "2011-06")
    assert [e.key for e in found] == ["meeting/2011-kinshasa-intersessional"]
    assert reference.load().meetings(None, None, None, "2011-06") == []
    assert reference.load().meetings("plenary", "Kinshasa", "CD", "2011-06") == []


def test_places_have_countries():
    """Cities of meetings and capitals lead to their country."""
    codes = [reference.load().place_code(p) for p in ("Kinshasa", "Victoria Falls", "Gatineau, Quebec", "Nowhere")]
    assert codes == ["CD", "ZW", "CA", None]


def test_issues_come_with_phrases_and_the_meaning_of_support():
    """What a case starts from."""
    issues = {i.key: i for i in reference.issues()}
    assert "Marange" in issues["marange_exports"].phrases
    assert issues["marange_exports"].support_means


@pytest.mark.skipif(not TABLES.exists(), reason="the researchers' tables are not here")
def test_the_shipped_file_is_what_the_script_builds(tmp_path):
    """Nobody edits the data file by hand; stance lists and gender stay out."""
    out = tmp_path / "built.json"
    subprocess.run(
        [sys.executable, ROOT / "scripts" / "build_reference.py", TABLES, out], check=True, capture_output=True
    )
    shipped = (ROOT / "kpdesk" / "extract" / "reference_data.json").read_text("utf-8")
    assert out.read_text("utf-8") == shipped
    assert "typical_supporters" not in shipped and "gender" not in shipped
