"""When a stance was taken or changed, and what does not count as a change."""

from kpdesk.analysis.stance_changes import turns


def _rows(*rows):
    return [
        (f"p{n}", "zw", "marange", stance, as_of, claimed, state)
        for n, (stance, as_of, claimed, state) in enumerate(rows)
    ]


def _told(*rows):
    return [(t.as_of, t.before, t.stance, t.reviewed) for t in turns(_rows(*rows))]


def test_a_turn_is_a_stance_that_differs_from_the_one_before():
    """In order of dates, whatever the order of rows."""
    assert _told(("oppose", "2011-06", None, "accepted"), ("support", "2010", None, "accepted"), ("support", "2010-11", "zw", "edited")) == [
        ("2010", "", "support", True), ("2011-06", "support", "oppose", True),
    ]  # fmt: skip


def test_one_unreviewed_hit_does_not_set_what_reviewed_evidence_is_compared_with():
    """It is shown as unreviewed; the reviewed story goes on without it."""
    assert _told(("support", "2010", None, "accepted"), ("oppose", "2011", None, "proposed"), ("support", "2012", None, "accepted")) == [
        ("2010", "", "support", True), ("2011", "support", "oppose", False),
    ]  # fmt: skip


def test_claims_of_others_count_only_where_the_holder_is_silent():
    """Who speaks for itself is not overruled."""
    assert _told(("oppose", "2010", "adpa", "accepted")) == [("2010", "", "oppose", True)]
    assert _told(("oppose", "2011", "adpa", "accepted"), ("support", "2010", None, "accepted")) == [
        ("2010", "", "support", True)
    ]


def test_not_clear_is_no_turn_and_no_date_no_place():
    """Silence is not a change of mind."""
    assert _told(
        ("support", "2010", None, "accepted"), ("unclear", "2011", None, "accepted"), ("oppose", None, None, "accepted")
    ) == [("2010", "", "support", True)]
