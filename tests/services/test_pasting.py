"""What a pasted text says about itself."""

from __future__ import annotations

import pytest

from kpdesk.errors import TextError
from kpdesk.services import capture, pasting
from kpdesk.store.case import CaseFile


def test_the_header_is_guessed() -> None:
    """Where the text says it; nothing where it does not."""
    found = pasting.about(
        "Monitors boycott the meeting\nBy Tendai Moyo\n3 November 2011\n\nThey said so on Thursday.\n"
    )
    assert (found.title, found.author, found.published) == ("Monitors boycott the meeting", "Tendai Moyo", "2011-11-03")
    assert found.outlet is None


def test_a_text_longer_than_a_case_takes_is_told_before_anything_is_made_of_it():
    """At the limit it passes, one more and it says both figures."""
    pasting.check_length("x" * 5_000_000)
    with pytest.raises(TextError, match="5,000,001 characters; kpdesk takes up to 5,000,000"):
        pasting.check_length("x" * 5_000_001)


def test_a_corrected_text_is_known_by_its_title_and_its_words(case: CaseFile) -> None:
    """Not the same text, not another article under the title, not a reprint in another paper."""
    words = "The monitors said that they would not travel to Windhoek while stones from the fields were sold. " * 3
    added = capture.add_paste(case, words, title="Monitors stay away", outlet="The Star")
    asked = {"title": "Monitors stay away", "outlet": "The Star", "address": ""}
    fixed = words.replace("Windhoek", "Swakopmund", 1)
    found = pasting.corrects(case, fixed, **asked)
    assert found is not None and found.id == added.source_id
    assert pasting.corrects(case, words, **asked) is None
    assert (
        pasting.corrects(case, "Quite another story about a river and the boats that cross it at night.", **asked)
        is None
    )
    assert pasting.corrects(case, fixed, **asked | {"outlet": "The Moon"}) is None
