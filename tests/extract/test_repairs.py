"""Contents set right: addressees and words of feeling out."""

import pytest

from kpdesk.extract.repairs import Said, trim
from tests.extract.readings import needs_model, read

pytestmark = needs_model


def said(text, content, cue, source=None, mode="indirect"):
    """A report of a text by its words."""
    reading = read(text)

    def span(words):
        at = text.index(words)
        return reading.span(at, at + len(words))

    start = text.index(content)
    return reading, Said(
        start=start,
        end=start + len(content),
        mode=mode,
        score=0.8,
        source=span(source) if source else None,
        cue=span(cue),
    )


@pytest.mark.parametrize(
    ("text", "content", "cue", "wanted"),
    [
        ("He told delegates that the text fell.", "delegates that the text fell", "told", "the text fell"),
        ("He told firms to pay more.", "firms to pay more", "told", "to pay more"),
        ("It called it an important precedent.", "it an important precedent", "called", "an important precedent"),
        ("It expressed concern that stones leak.", "concern that stones leak", "expressed", "stones leak"),
    ],
)
def test_the_content_is_what_was_said(text, content, cue, wanted):
    """Without the addressee and the word of feeling."""
    _, one = said(text, content, cue)
    trim(one, text)
    assert text[one.start : one.end] == wanted
