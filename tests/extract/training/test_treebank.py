"""Treebanks as documents with their raw text."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kpdesk.extract.training.treebank import TreeDocument, read_documents

ROWS = """# newdoc id = one
# newpar
# text = We don't know.
1\tWe\twe\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tknow\tknow\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# text = Yes
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\tEntity=(1-person)

# newdoc id = two
# text = No
1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\t_
"""


@pytest.fixture
def documents(tmp_path: Path) -> list[TreeDocument]:
    with gzip.open(tmp_path / "bank.conllu.gz", "wt", encoding="utf-8") as file:
        file.write(ROWS)
    return read_documents(tmp_path / "bank.conllu.gz")


def test_raw_text_has_paragraphs_and_surface_words(documents: list[TreeDocument]) -> None:
    """Paragraphs are parted by a blank line; spans point at the words."""
    one, two = documents
    assert one.text.strip() == "We don't know.\n\nYes"
    assert [one.text[a:b] for a, b in one.spans] == one.words == ["We", "do", "n't", "know", ".", "Yes"]
    assert two.words == ["No"]


def test_heads_count_through_the_document(documents: list[TreeDocument]) -> None:
    """The second sentence's words come after the first's."""
    assert documents[0].heads == [3, 3, 3, -1, 3, -1]
    assert documents[0].sentence_starts == [True, False, False, False, False, True]
    assert documents[0].together[1:3] == [2, 2]
