"""Who is "he": short texts, and the coreference of GUM where it is there."""

from __future__ import annotations

from kpdesk.extract import pipeline
from kpdesk.extract.coreference import Reference, resolve


def _references(text: str, names: dict[str, str]) -> dict[str, str]:
    doc = pipeline.load()(text)
    mentions = []
    for name, label in names.items():
        at = text.find(name)
        while at >= 0:
            span = doc.char_span(at, at + len(name), label=label)
            assert span is not None
            mentions.append(span)
            at = text.find(name, at + 1)
    return {r.mention.text: r.antecedent.text for r in resolve(doc, mentions)}


def test_he_is_the_man_named_last_and_she_the_woman() -> None:
    """Gender shown by a title keeps two persons apart."""
    text = "Mr. Alan Brown met Mrs. Jane Smith in Harare. She thanked the host. Later he left the hall."
    found = _references(text, {"Alan Brown": "PERSON", "Jane Smith": "PERSON", "Harare": "GPE"})
    assert found["She"] == "Jane Smith"
    assert found["he"] == "Alan Brown"


def test_it_is_no_person() -> None:
    """A body is "it", a person never."""
    found = _references(
        "Global Witness met Alan Brown. It left the scheme.", {"Global Witness": "ORG", "Alan Brown": "PERSON"}
    )
    assert found["It"] == "Global Witness"


def test_empty_it_means_nobody() -> None:
    """ "It is clear that" names no actor."""
    assert "It" not in _references(
        "Global Witness left. It is clear that exports will stop.", {"Global Witness": "ORG"}
    )


def test_the_minister_is_the_person_who_bears_the_title() -> None:
    """A phrase goes to who is so called, not to who is nearest."""
    text = "Mines Minister Obert Moyo met Alan Brown. The minister praised the scheme."
    assert _references(text, {"Obert Moyo": "PERSON", "Alan Brown": "PERSON"})["The minister"] == "Obert Moyo"


def test_the_group_is_the_body() -> None:
    """A common noun for a body stands for the body named before."""
    assert (
        _references("Global Witness left the scheme. The group called for reform.", {"Global Witness": "ORG"})[
            "The group"
        ]
        == "Global Witness"
    )


def test_i_in_a_quotation_is_its_speaker() -> None:
    """The first person belongs to who speaks."""
    found = _references("“I will not sign this paper,” said Alan Brown.", {"Alan Brown": "PERSON"})
    assert found["I"] == "Alan Brown"


def test_no_names_give_no_references() -> None:
    """Without anybody named nothing is guessed."""
    assert _references("He said it was late. They left.", {}) == {}


def test_references_say_why_and_how_sure() -> None:
    """Each carries a reason and a score."""
    doc = pipeline.load()("Alan Brown came. He spoke.")
    span = doc.char_span(0, 10, label="PERSON")
    assert span is not None
    (reference,) = resolve(doc, [span])
    assert isinstance(reference, Reference)
    assert 0 < reference.score <= 1 and "He" in reference.reason
