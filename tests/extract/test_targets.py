"""Things at stake: which words of a text bring an issue up, and whose side it is to be for them."""

import pytest

from kpdesk.domain.draft import Known, KnownIssue
from kpdesk.extract import reference, targets
from kpdesk.extract.cast import Cast
from kpdesk.extract.issues import Issues
from kpdesk.extract.targets import Stakes


def at_stake(text, published=None, known=None):
    """(issue, words, side) of a one-sentence text."""
    known = known or Known()
    stakes = Stakes(text, Issues(known, published), known, Cast(text))
    return {(t.issue, text[t.start : t.end], t.side) for t in stakes.inside(0, len(text))}


def test_every_issue_of_the_reference_set_has_its_words():
    """And no words are kept for an issue that is none."""
    assert set(targets.words()) == {i.key for i in reference.issues()}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They want exports from Marange.", ("marange_exports", "exports", 1)),
        ("They want a ban on Marange stones.", ("marange_exports", "ban", -1)),
        ("They want the embargo on Central African Republic stones.", ("car_suspension", "embargo", 1)),
        ("They want exports from the Central African Republic.", ("car_suspension", "exports", -1)),
        ("They want a wider definition.", ("definition_conflict_diamond", "wider definition", 1)),
        ("They want the current definition.", ("definition_conflict_diamond", "current definition", -1)),
        ("They want majority voting.", ("consensus_rule", "majority voting", -1)),
    ],
)
def test_a_thing_has_a_side_of_its_own(text, wanted):
    """The same word stands on different sides of different issues."""
    assert wanted in at_stake(text)


def test_common_words_count_only_where_their_issue_is_up():
    """Exports may be exports of anything."""
    assert at_stake("They want exports.") == set()


def test_a_part_of_a_longer_thing_is_not_counted_beside_it():
    """ "diamonds" in "conflict diamonds" are not Marange's."""
    found = at_stake("Marange was the reason to widen the definition of conflict diamonds.", "2011")
    assert not any(words == "diamonds" for _, words, _ in found)


def test_phrases_of_an_issue_that_the_researcher_made_are_things_at_stake():
    """To be for them is to support it."""
    known = Known(
        issues=(KnownIssue(key="levy", label="Levy on carats", phrases=("carat levy",)),), use_reference=False
    )
    assert at_stake("They want a carat levy.", known=known) == {("levy", "carat levy", 1)}
