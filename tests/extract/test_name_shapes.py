"""Names that no list knows, found by their form."""

from kpdesk.extract.name_shapes import trim, unknown
from tests.extract.readings import needs_model, read


def test_a_name_is_cut_free_of_titles_and_marks():
    """Title, article, possessive and quotation marks go."""
    text = 'The "Plateau Trust"\'s head'
    assert text[slice(*trim(text, 0, 21))] == "Plateau Trust"


@needs_model
def test_persons_and_bodies_are_told_apart():
    """By the words of the name itself."""
    text = "Tomas Weil of the Plateau Miners Association said no."
    assert {(text[s:e], kind) for s, e, kind in unknown(read(text))} >= {
        ("Tomas Weil", "person"),
        ("Plateau Miners Association", "body"),
    }
