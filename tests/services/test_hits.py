"""The passage around a match, and where it leads."""

from __future__ import annotations

from pathlib import Path

from kpdesk.services.hits import exactly, finder, hits_of, searched_texts
from tests.builders import a_case, a_source, a_statement, an_anchor, put


def test_a_match_is_found_by_folded_letters_at_its_own_place() -> None:
    """The first of several words; ligatures, accents and emoji in front do not shift it."""
    look = finder(["naïve", "office"], False)
    text = "💎💎 The ﬁrst NAIVE oﬃce"
    start, end = look(("source", "x"), text)
    assert text[start:end] == "NAIVE"
    start, end = finder(["office"], False)(("source", "x"), text)
    assert text[start:end] == "oﬃce"
    assert finder(["off"], False)(("source", "x"), text) is None
    assert finder(["off"], True)(("source", "x"), text) is not None


def test_twelve_words_stand_on_either_side(tmp_path: Path) -> None:
    """In one line, with an ellipsis where more follows."""
    words = [f"w{n}" for n in range(100)]
    with a_case(tmp_path) as case:
        source = a_source(case, text="\n".join(words))
        (hit,) = hits_of(case, [("source", source.id)], finder(["w50"], False))
    assert hit.before == "… " + " ".join(words[38:50]) + " "
    assert hit.match == "w50"
    assert hit.after == " " + " ".join(words[51:63]) + " …"


def test_a_discontinuous_statement_leads_to_the_right_part(tmp_path: Path) -> None:
    """The second part's words are found in the second part."""
    with a_case(tmp_path) as case:
        source = a_source(case)
        said = a_statement(
            case, source=source, words="monitors would not travel", content="monitors would not travel … not asked"
        )
        put(case, an_anchor(case, source, "not asked", statement_id=said.id, role="content", ordinal=1))
        (hit,) = hits_of(case, [("statement", said.id)], finder(["asked"], False))
        assert case.text(hit.text_version_id)[hit.start : hit.end] == "asked"
        (first,) = hits_of(case, [("statement", said.id)], None)
        assert case.text(first.text_version_id)[first.start : first.end] == "monitors would not travel"


def test_records_that_are_gone_are_left_out(tmp_path: Path) -> None:
    """A list that is a moment old does no harm."""
    with a_case(tmp_path) as case:
        assert hits_of(case, [("actor", "gone")], exactly({})) == []
        assert searched_texts(case, [("actor", "gone")]) == {}
