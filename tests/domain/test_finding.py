"""What is typed to find something: words, phrases, filters; nothing of it is an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.domain.finding import Criteria, tokens, understood


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("ban exports", ["ban", "exports"], []),
        ('"export ban" Mpofu', ["export ban", "Mpofu"], []),
        ("“export ban” -Kinshasa", ["export ban"], ["Kinshasa"]),
        ('-"local focal point" x', ["x"], ["local focal point"]),
        ("mon*", ["mon*"], []),
        ('"not closed', ["not closed"], []),
        ("it's O'Brien", ["it's", "O'Brien"], []),
        ("() * - \" ' 💎", [], []),
    ],
)
def test_words_phrases_and_exclusions_are_told_apart(typed: str, wanted: list[str], unwanted: list[str]) -> None:
    """Quotation marks of any shape; stray signs are no words."""
    assert tokens(typed) == (wanted, unwanted)


def test_typed_filters_are_taken_out_of_the_words() -> None:
    """Names as words, closed lists by their beginning, dates in any spelling."""
    found = understood(
        Criteria(
            words='ban actor:mtisi outlet:"Cape Times" stance:opp state:prop kind:statements from:June_2011 to:2012'
        )
    )
    assert found.words.split() == ["ban", "from:June_2011"]
    assert found.named == (("actor", "mtisi"),)
    assert (found.outlet, found.stance, found.state, found.kinds) == (
        "Cape Times",
        "oppose",
        "proposed",
        ("statement",),
    )
    assert (found.since, found.until) == (None, "2012")
    assert understood(Criteria(words='from:"June 2011"')).since == "2011-06"
    assert found.narrowed


@pytest.mark.parametrize("typed", ["actor:", "stance:angry", "from:sometime", "http://x.org", "xactor:y", "Note: this"])
def test_what_fits_no_filter_is_text(typed: str) -> None:
    """It is looked for as it stands."""
    assert understood(Criteria(words=typed)) == Criteria(words=typed)


@given(st.text())
def test_anything_typed_is_understood(typed: str) -> None:
    """No exception, and tokens come from what was typed."""
    wanted, unwanted = tokens(understood(Criteria(words=typed)).words)
    assert all(any(c.isalnum() for c in token) for token in wanted + unwanted)
