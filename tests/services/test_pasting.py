"""What a pasted text says about itself."""

from __future__ import annotations

from kpdesk.services import pasting


def test_the_header_is_guessed() -> None:
    """Where the text says it; nothing where it does not."""
    found = pasting.about(
        "Monitors boycott the meeting\nBy Tendai Moyo\n3 November 2011\n\nThey said so on Thursday.\n"
    )
    assert (found.title, found.author, found.published) == ("Monitors boycott the meeting", "Tendai Moyo", "2011-11-03")
    assert found.outlet is None
