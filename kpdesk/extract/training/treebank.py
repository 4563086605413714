"""Reads Universal Dependencies treebanks (CoNLL-U) as documents with their raw text, and writes raw text from them."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class TreeDocument:
    """A document's words in order; ``heads`` are word indexes in the document, -1 for a root.

    ``text`` is the raw text (paragraphs parted by blank lines), ``spans`` the code points of each word in it; words
    of one surface token whose forms do not spell it share the token's span.
    """

    name: str = ""
    genre: str = ""
    text: str = ""
    words: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    tags: list[tuple[str, str, str]] = field(default_factory=list)  # UPOS, XPOS, FEATS
    heads: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    sentence_starts: list[bool] = field(default_factory=list)
    paragraph_starts: list[bool] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)
    together: list[int] = field(default_factory=list)  # number of the multiword token, -1 for none


def read_documents(path: str | Path) -> list[TreeDocument]:
    """All documents of a gzipped CoNLL-U file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks = lines.read().strip().split("\n\n")
    documents: list[TreeDocument] = []
    for block in blocks:
        rows = block.split("\n")
        comments = [r for r in rows if r.startswith("#")]
        new = next((c for c in comments if c.startswith("# newdoc")), None)
        if new is not None or not documents:
            documents.append(TreeDocument(name=(new or "").partition("=")[2].strip()))
        document = documents[-1]
        for comment in comments:
            if comment.startswith("# meta::genre"):
                document.genre = comment.partition("=")[2].strip()
        paragraph = new is not None or any(c.startswith("# newpar") and not c.startswith("# newpar_") for c in comments)
        _add_sentence(document, [r.split("\t") for r in rows if not r.startswith("#")], paragraph or not document.words)
    return documents


def _add_sentence(document: TreeDocument, rows: list[list[str]], paragraph: bool) -> None:
    base = len(document.words)
    if paragraph and document.text:
        document.text = document.text.rstrip() + "\n\n"
    surface: dict[int, tuple[int, list[str]]] = {}
    for row in rows:
        if "-" in row[0]:
            low, high = map(int, row[0].split("-"))
            for number in range(low, high + 1):
                surface[number] = (low, row)
    group_start = 0
    forms: list[str] = []
    for row in rows:
        if not row[0].isdigit():
            continue
        number = int(row[0])
        if number in surface:
            low, token = surface[number]
            if number == low:
                group_start, forms = len(document.text), []
                document.text += token[1]
            before = sum(map(len, forms))
            forms.append(row[1])
            start, end = group_start + before, group_start + before + len(row[1])
            if document.text[start:end].casefold() != row[1].casefold():
                start, end = group_start, group_start + len(token[1])
            document.together.append(base + low)
            last = str(number) == token[0].split("-")[1]
            gap = last and "SpaceAfter=No" not in token[9]
        else:
            start = len(document.text)
            document.text += row[1]
            end = len(document.text)
            document.together.append(-1)
            gap = "SpaceAfter=No" not in row[9]
        if gap:
            document.text += " "
        document.words.append(row[1])
        document.spans.append((start, end))
        document.lemmas.append(row[2])
        document.tags.append((row[3], row[4], row[5]))
        document.heads.append(base + int(row[6]) - 1 if row[6] != "0" else -1)
        document.labels.append(row[7])
        document.sentence_starts.append(len(document.words) == base + 1)
        document.paragraph_starts.append(paragraph and len(document.words) == base + 1)
        document.misc.append(row[9])
