"""Header guesses: what a pasted article says about itself, and nothing where it says nothing."""

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.extract.headers import guess


def test_a_pasted_article_gives_its_fields():
    """Title, author, outlet, day and address are found in the first and last lines."""
    found = guess(
        "Diggers reject new levy\nBy Jane Ruvo, The Plateau Post\n3 November 2010\n\nDiggers said on Monday that they will not pay.\nhttps://www.plateau-post.example/levy\n"
    )
    assert (found.title, found.author, found.outlet, found.published) == (
        "Diggers reject new levy",
        "Jane Ruvo",
        "The Plateau Post",
        "2010-11-03",
    )
    assert found.address == "https://www.plateau-post.example/levy"


def test_a_dispatch_gives_its_agency():
    """The agency stands in brackets behind the town."""
    assert (
        guess(
            "Talks fail\nHARARE (Plateau Wire) - Talks failed on Monday, the host said, after a night of quarrels."
        ).outlet
        == "Plateau Wire"
    )


def test_a_text_that_starts_with_its_story_has_no_title():
    """A long first sentence is no title; no field is made up."""
    found = guess(
        "The host of the meeting said on Monday that the talks had failed, after a whole night of quarrels about one word in the draft of the text."
    )
    assert (found.title, found.outlet, found.author, found.address, found.published) == (None, None, None, None, None)


@given(st.text(max_size=400))
def test_no_text_breaks_the_guess(text):
    """Any text has a guess."""
    guess(text)
