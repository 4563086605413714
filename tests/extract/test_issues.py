"""Issues: signal phrases, weak and strong, in time, learnt."""

import itertools

from kpdesk.domain.draft import Known
from kpdesk.extract.issues import Issues, rank, spans


def best(text, issues=None):
    """The strongest issue of a text."""
    signs = (issues or Issues(Known())).signs(text)
    ranked = rank(signs, 0, len(text))
    return ranked[0][0] if ranked else None


def test_phrases_show_the_issue():
    """By word forms, not only by the exact words of the table."""
    assert best("They want the definition of conflict diamonds widened.") == "definition_conflict_diamond"
    assert best("Stones from Marange may go.") == "marange_exports"


def test_a_weak_word_alone_shows_nothing():
    """A ban may be any ban."""
    assert best("The ban stays.") is None


def test_issues_out_of_their_time_are_left_out():
    """Nobody disputed the war in Ukraine in 2009."""
    assert best("Alrosa and traceability matter.", Issues(Known(), "2009")) is None
    assert best("Alrosa and traceability matter.", Issues(Known(), "2023")) == "russia_ukraine"


def test_a_learnt_phrase_is_a_strong_sign():
    """What a person taught counts for more than what the table says."""
    taught = Issues(Known(phrases=(("open the gates", "marange_exports", "support"),)))
    assert best("Ministers want to open the gates.", taught) == "marange_exports"


def test_overlapping_signs_of_one_issue_count_once():
    """The longest is kept."""
    text = "human rights abuses"
    kept = [s for s in spans(Issues(Known()).signs(text), 0, len(text)) if s.issue == "human_rights_mandate"]
    assert all(a.end <= b.start for a, b in itertools.pairwise(kept))
