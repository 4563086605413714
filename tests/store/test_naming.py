"""Words by which erased records were known, found in any spelling, and not inside other words."""

from __future__ import annotations

import json

import pytest

from kpdesk.store.naming import matcher, names_of, plain


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("Ana", "ANA, she said", True), ("Ana", "bananas", False), ("Ann-Mari Öst", "ann-mari o\u0308st", True),
        ("Annabel Qwertz", "Annabel\n  Qwertz", True), ("Annabel Qwertz", "Annabel Qwertzin luona", True),
        ("علي", "وعلي", True), ("王芳", "据王芳说", True), ("Qwertz", "Ｑｗｅｒｔｚ", True),
    ],
)  # fmt: skip
def test_a_name_is_found_in_other_spellings(name: str, text: str, there: bool) -> None:
    """Letter case, letter forms and blanks aside; short names only as words of their own."""
    assert bool(matcher({plain(name)}).search(plain(text))) == there


def test_no_names_are_found_nowhere() -> None:
    """Not everywhere."""
    assert not matcher(()).search("anything")


def test_names_are_those_of_actors_meetings_and_texts() -> None:
    """A statement's words are no name, but a label may tell them."""
    given = [("actor", {"name": "Ana"}), ("name", {"text": "A. S."}), ("statement", {"content": "We left"})]
    names, told = names_of((kind, json.dumps(values)) for kind, values in given)
    assert names == {"ana", "a. s."} and told == {*names, "we left"}
