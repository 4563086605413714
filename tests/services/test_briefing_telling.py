"""Reported speech in the source's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.domain.anchors import anchor_at
from kpdesk.domain.records import Anchor
from kpdesk.services.briefing_telling import Telling, telling


def told(text: str, name: str, speaker: str, cue: str, content: str, *, many: bool = False) -> Telling | None:
    """The telling of a text in which these words stand."""
    anchors: list[Anchor] = []
    for role, words in (("speaker", speaker), ("cue", cue), ("content", content)):
        if words:
            at = text.index(words)
            anchors.append(anchor_at(text, at, at + len(words), text_version_id="t", role=role, statement_id="s"))
    return telling(anchors, name, many=many, text=lambda _: text)


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content", "words"),
    [
        ("Ana Sithole rejects an export ban.", "Ana Sithole", "rejects", "an export ban", "rejects an export ban"),
        ("She told the paper on Monday that it was over.", "She", "told", "it was over", "told the paper on Monday that it was over"),
        ("Ana Sithole, head of research at a coalition of forty groups in nine countries, also said no.", "Ana Sithole",
         "also said", "no", "also said no"),
        ("Sithole said it “is over”. Others did.", "Sithole", "said", "it “is over", "said it “is over”"),
        ("Sithole would not say that it is “over.” Others did.", "Sithole", "would not say", "it is “over", "would not say that it is “over.”"),
    ],
)  # fmt: skip
def test_a_verb_that_agrees_goes_on_from_the_name(text: str, speaker: str, cue: str, content: str, words: str) -> None:
    """And a quotation mark that was opened is closed, where the source closes it."""
    found = told(text, "Ana Sithole", speaker, cue, content)
    assert found is not None and found.follows and found.words == words
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("text", "name", "speaker", "cue", "content"),
    [
        ("Angola and Botswana oppose the sale.", "Angola", "Angola and Botswana", "oppose", "the sale"),
        ("A man who knows it is to keep an eye on them.", "Man", "A man who", "keep an eye on", "them"),
        ("A court dropped the charges against Sithole.", "Court", "A court", "charges against", "Sithole"),
        ("Angola has long been opposing it.", "Angola", "Angola", "opposing", "it"),
    ],
)
def test_a_verb_that_does_not_agree_leaves_the_clause_as_the_source_has_it(
    text: str, name: str, speaker: str, cue: str, content: str
) -> None:
    """“Angola oppose the sale” is nobody's English."""
    found = told(text, name, speaker, cue, content)
    assert found is not None and not found.follows and found.words == text[:-1]


def test_several_take_the_plural() -> None:
    """“Activists say” goes on; “Activists says” would not."""
    several = told("Activists say no.", "Activists", "Activists", "say", "no", many=True)
    assert several is not None and several.follows
    one = told("The group says no.", "Activists", "The group", "says", "no", many=True)
    assert one is not None and not one.follows


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("It was over, Sithole said.", "Sithole", "said", "It was over"),
        ("Sithole said so. The ban went on.", "Sithole", "said", "The ban went on"),
        ("The head, which rejects it, left.", "which", "", "it"),
        ("Sithole left. Others said no.", "Sithole", "said", "no"),
    ],
)
def test_what_is_no_clause_is_not_made_one(text: str, speaker: str, cue: str, content: str) -> None:
    """Words before their verb, and words of another sentence, stand by themselves."""
    assert told(text, "Ana Sithole", speaker, cue, content) is None


def test_somebody_without_a_name_is_called_as_the_source_does() -> None:
    """The clause begins with the source's own words for the speaker."""
    found = told("One report says no.", "", "One report", "says", "no")
    assert found is not None and not found.follows and found.words == "One report says no"


@given(st.text(max_size=60), st.text(max_size=300), st.text(max_size=300), st.text(min_size=1, max_size=40))
def test_the_words_are_always_characters_of_the_text(before: str, between: str, gap: str, content: str) -> None:
    """Whatever stands around them: ``text[start:end]``."""
    text = f"{before}Sithole{between}said{gap}{content}"
    speaker, cue = len(before), len(before) + 7 + len(between)
    start = cue + 4 + len(gap)
    places = (("speaker", speaker, speaker + 7), ("cue", cue, cue + 4), ("content", start, len(text)))
    anchors = [anchor_at(text, a, b, text_version_id="t", role=role, statement_id="s") for role, a, b in places]
    found = telling(anchors, "Ana Sithole", many=False, text=lambda _: text)
    assert found is None or text[found.start : found.end] == found.words
