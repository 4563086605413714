"""A case becomes a timeline's data and its pictures, with what was left out said on the page."""

import pytest

from kpdesk.domain.drawing import Text
from kpdesk.services.pictures import (
    ledger_picture,
    ledger_sheet,
    network_picture,
    network_sheet,
    timeline_data,
    timeline_picture,
    timeline_sheet,
)
from tests.analysis.ledger_cases import LEDGER
from tests.analysis.timeline_cases import a_small_timeline
from tests.builders import a_case, a_full_case, a_meeting, put


def _words(page):
    return [s.text for layer in page.layers for s in layer.shapes if isinstance(s, Text)]


def test_a_case_gives_meetings_presences_statements_and_changes(tmp_path):
    """With short names, and nothing that was rejected."""
    case = a_full_case(tmp_path)
    put(case, a_meeting(name="Refused", state="rejected"))
    data = timeline_data(case)
    assert [(m.place, m.kind, m.statements) for m in data.meetings] == [("Windhoek", "intersessional", 1)]
    assert [(p.actor, p.how) for p in data.presences] == [("Sithole", "will_boycott")]
    assert [(s.speaker, s.said_on) for s in data.statements] == [("Sithole", "2011-06")]
    assert [(c.stance, c.before, c.issue, c.reviewed) for c in data.changes] == [("oppose", "", "Export ban", True)]
    assert (data.case_name, data.sources) == ("Test case", 1)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_timeline_is_written_in_every_format(tmp_path, suffix):
    """From one call, as the command line makes it."""
    out = timeline_picture(a_full_case(tmp_path), tmp_path / f"t{suffix}", start="2011", end="2011", width=1600)
    assert out.stat().st_size > 2000


def test_the_page_says_range_sources_share_and_what_is_left_out():
    """A picture that is passed on speaks for itself."""
    words = " ".join(_words(timeline_sheet(a_small_timeline(), "2009", "2012", made_on="2012-11-30")))
    for part in (
        "Meetings: Small",
        "2009 – 2012",
        "3 texts",
        "% reviewed",
        "1 meeting without a date",
        "30 November 2012",
        "walked out",
    ):
        assert part in words


def test_reviewed_only_leaves_proposals_out_and_says_how_many():
    """Dashed marks are gone then."""
    page = timeline_sheet(a_small_timeline(), reviewed_only=True)
    words = _words(page)
    assert not [w for w in words if w.startswith("Jerusalem")]
    assert "2 unreviewed records" in " ".join(words) and "everything reviewed" in " ".join(words)
    assert not [s for layer in page.layers for s in layer.shapes if getattr(s, "dash", False)]


def test_an_empty_case_or_range_is_said(tmp_path):
    """A page with words, not an error."""
    assert timeline_picture(a_case(tmp_path), tmp_path / "none.svg").exists()
    assert "No meetings in this range." in _words(timeline_sheet(a_small_timeline(), "1950", "1951"))


@pytest.mark.parametrize("draw", [ledger_picture, network_picture])
@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_ledger_and_network_are_written_in_every_format(tmp_path, draw, suffix):
    """Also of a case without positions."""
    full, empty = a_full_case(tmp_path), a_case(tmp_path, file="empty.kpdesk")
    assert draw(full, tmp_path / f"a{suffix}", end="2012").stat().st_size > 1000
    assert draw(empty, tmp_path / f"b{suffix}").stat().st_size > 800


def test_a_ledger_page_says_its_day_and_what_is_left_out():
    """And has each mark in its legend."""
    words = " ".join(_words(ledger_sheet(LEDGER, start="2009", end="2011-12-31", made_on="2012-01-01")))
    for part in (
        "as of 31 December 2011, compared with 2009",
        "1 position without a date",
        "Zimbabwe",
        "support",
        "dashed: not yet reviewed",
    ):
        assert part in words


def test_a_network_page_says_its_range():
    """With who is left out."""
    words = " ".join(_words(network_sheet(LEDGER, start="2010", end="2011", made_on="2012-01-01")))
    for part in ("Who agrees with whom", "2010 – 2011", "agree", "left out"):
        assert part in words
