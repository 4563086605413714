"""Dictionary forms learnt from examples."""

from __future__ import annotations

from pathlib import Path

from kpdesk.extract.lemmas import Lemmas, learn

ROWS = [
    ("walked", "walk", "VERB", "VBD"), ("talked", "talk", "VERB", "VBD"), ("said", "say", "VERB", "VBD"), ("denied", "deny", "VERB", "VBD"),
    ("replied", "reply", "VERB", "VBD"), ("groups", "group", "NOUN", "NNS"), ("mines", "mine", "NOUN", "NNS"), ("Harare", "Harare", "PROPN", "NNP"),
]  # fmt: skip


def test_endings_serve_words_never_seen() -> None:
    """The rule learnt from some words holds for others."""
    lemmas = learn(ROWS)
    assert lemmas.lemma("Barked", "VERB", "VBD", "_") == "bark"
    assert lemmas.lemma("tried", "VERB", "VBD", "_") == "try"


def test_exceptions_are_kept_as_they_are() -> None:
    """An irregular form is known by itself."""
    assert learn(ROWS).lemma("Said", "VERB", "VBD", "_") == "say"


def test_proper_nouns_keep_their_case() -> None:
    """A name is not put in small letters."""
    assert learn(ROWS).lemma("Kinshasa", "PROPN", "NNP", "_") == "Kinshasa"


def test_the_table_survives_its_file(tmp_path: Path) -> None:
    """Written and read, it gives the same lemmas; addresses never get in."""
    lemmas = learn([*ROWS, ("me@there.org", "me@there.org", "X", "ADD")])
    lemmas.write(tmp_path / "lemmas.json")
    assert "@" not in (tmp_path / "lemmas.json").read_text("utf-8")
    again = Lemmas.read(tmp_path / "lemmas.json")
    assert [again.lemma(f, p, t, "_") for f, _, p, t in ROWS] == [lemma for _, lemma, _, _ in ROWS]
