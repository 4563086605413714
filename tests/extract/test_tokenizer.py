"""Words as the treebanks have them."""

from __future__ import annotations

import spacy

from kpdesk.extract.tokenizer import bend


def _words(text: str) -> list[str]:
    nlp = spacy.blank("en")
    bend(nlp)
    return [t.text for t in nlp(text)]


def test_a_row_of_one_mark_is_one_word() -> None:
    """Rules drawn with stars or signs do not become dozens of words."""
    assert _words("Agenda ****** next!!!") == ["Agenda", "******", "next", "!!!"]


def test_contractions_and_hyphens_part() -> None:
    """As in the treebanks, the parts are words of their own."""
    assert _words("They don't wanna see diamond-related") == [
        "They",
        "do",
        "n't",
        "wan",
        "na",
        "see",
        "diamond",
        "-",
        "related",
    ]


def test_ten_thousand_brackets_without_a_blank_are_cut_in_even_time() -> None:
    """Each ending is looked for near the end only, however long what stands before it is."""
    nlp = spacy.blank("en")
    bend(nlp)
    seen: list[int] = []
    search = nlp.tokenizer.suffix_search

    class Watched(str):
        def __getitem__(self, part):
            found = super().__getitem__(part)
            seen.append(len(found))
            return found

    search(Watched("(" * 5000 + "X" + ")" * 5000))
    assert seen and max(seen) < 1000
    assert len(_words("(" * 300 + "X" + ")" * 300)) == 601
