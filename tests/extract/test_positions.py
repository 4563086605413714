"""Positions: holder, claimant, stance and the words they rest on."""

import pytest

from kpdesk.extract import extract
from tests.extract.readings import needs_model

pytestmark = needs_model


def held(text, published="2010-06-25"):
    """(holder, issue, stance, claimed by) of a text."""
    draft = extract(text, published=published)
    names = {a.id: a.name for a in draft.actors}
    return {(names[p.holder], p.issue, p.stance, names.get(p.claimed_by or "")) for p in draft.positions}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("South Africa backed exports from Marange.", ("South Africa", "marange_exports", "support", None)),
        (
            "Ana Ruvo said that Canada blocked exports from Marange.",
            ("Canada", "marange_exports", "oppose", "Ana Ruvo"),
        ),
        (
            "Zimbabwe said Kimberley has no mandate to deal with rights abuses.",
            ("Zimbabwe", "human_rights_mandate", "oppose", None),
        ),
        ("Canada rejected a ban on stones from Marange.", ("Canada", "marange_exports", "support", None)),
        (
            "The sale of Marange diamonds was resisted by Canada, Norway and Israel.",
            ("Norway", "marange_exports", "oppose", None),
        ),
        (
            "Canada rejected exports from Marange. So did Norway.",
            ("Norway", "marange_exports", "oppose", None),
        ),
        (
            "Canada rejected exports from Marange. Angola disagreed.",
            ("Angola", "marange_exports", "support", None),
        ),
        (
            "Canada rejected exports from Marange. Norway lined up behind Canada.",
            ("Norway", "marange_exports", "oppose", None),
        ),
    ],
)
def test_positions_have_the_right_holder_and_side(text, wanted):
    """Told deeds, told words, and what one says of another."""
    assert wanted in held(text)


def test_the_reason_quotes_the_words_it_rests_on():
    """A person can check the composition."""
    (position,) = extract("South Africa backed exports from Marange.", published="2010-06-25").positions
    assert position.why == "'backed + exports from Marange' with Marange export certification: support."
    assert "backed exports from Marange" in position.evidence[0].text
