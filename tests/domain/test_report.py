"""The report model: reading order and what is cited."""

from __future__ import annotations

from kpdesk.domain.report import (
    Entry,
    Evidence,
    Facts,
    Front,
    Paragraph,
    Picture,
    Report,
    Run,
    Section,
    Sentence,
    Table,
    all_sentences,
    sources_cited,
)


def _says(words: str, *sources: str) -> Sentence:
    return Sentence(runs=(Run(words),), evidence=tuple(Evidence(source_id=s) for s in sources))


def test_sentences_come_in_reading_order_from_every_kind_of_block() -> None:
    """Rows from left to right, sections from first to last."""
    blocks = (
        Paragraph(sentences=(_says("1"), _says("2"))),
        Entry(when="2011", sentences=(_says("3"),)),
        Facts(rows=(("Date", (_says("4"), _says("5"))),)),
        Table(caption="", head=("a", "b"), rows=((_says("6"), _says("7")),)),
        Picture(svg="<svg/>", alt="nothing"),
    )
    front = Front(case_name="C", made_on="2026-11-23", program="kpdesk")
    report = Report(kind="actor", title="T", front=front, sections=(Section(key="a", title="A", blocks=blocks),))
    assert [s.text for s in all_sentences(report)] == list("1234567")


def test_each_source_is_cited_once_in_order_of_first_citation() -> None:
    """The bibliography's raw material."""
    front = Front(case_name="C", made_on="2026-11-23", program="kpdesk", records=3, reviewed=2)
    block = Paragraph(sentences=(_says("1", "b", "a"), _says("2", "a", "c")))
    report = Report(kind="actor", title="T", front=front, sections=(Section(key="a", title="A", blocks=(block,)),))
    assert [e.source_id for e in sources_cited(report)] == ["b", "a", "c"]
    assert front.reviewed_share == 2 / 3 and Front(case_name="", made_on="", program="").reviewed_share is None
