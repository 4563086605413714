"""Reports for the tests of renderers, in one line each."""

from __future__ import annotations

from typing import Any

from kpdesk.domain.report import (
    Block,
    Entry,
    Evidence,
    Facts,
    Front,
    HouseStyle,
    Paragraph,
    Picture,
    Quotation,
    Report,
    Run,
    Section,
    Sentence,
    Subheading,
    Table,
)

SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 8'><rect width='40' height='8' fill='#ddd'/></svg>"
WORDS = "We cannot sit at a well-laid table where nothing is decided, and co-operation with on-going abuse is no answer"


def evidence(n: int = 0, **fields: Any) -> Evidence:
    """One place in source ``n``."""
    given = {
        "source_id": f"source-{n}", "quotation": WORDS, "speaker": "Ana Sithole", "title": f"Monitors stay away, part {n}",
        "outlet": "Demonstration Wire", "published": "2011-06-18", "said_on": "2011-06", "accessed": "2026-11-20",
        "address": f"https://wire.example.org/2011/06/monitors-{n}", "text_sha256": "3fa9c1d204bb" * 5, "start": 10, "end": 120,
        **fields,
    }  # fmt: skip
    return Evidence(**given)


def claim(words: str = WORDS, n: int = 0, *, style: str = "quote", reviewed: bool = True, **fields: Any) -> Sentence:
    """A sentence with a speaker, a quotation and its footnote."""
    return Sentence(
        runs=(Run("Ana Sithole", "name"), Run(" said: "), Run(words, style)),
        evidence=(evidence(n, quotation=words, **fields),), quoted=True, reviewed=reviewed, record=("statement", f"r{n}"),
    )  # fmt: skip


def cell(words: str, *found: Evidence) -> Sentence:
    return Sentence(runs=(Run(words),), evidence=found)


def every_block(words: str = WORDS) -> tuple[Block, ...]:
    """One block of each kind, ``words`` in all of them."""
    return (
        Paragraph(sentences=(cell(words),), own=True),
        Subheading(text=words[:200]),
        Entry(
            when="20–23 June 2011", heading=words[:200], sentences=(claim(words, 1), claim(words, 2, reviewed=False))
        ),
        Entry(when="June 2011", when_note="pub.", sentences=(claim(words, 1, style="report"),)),
        Quotation(sentence=claim(words, 3), by=words[:200], when="2011"),
        Facts(rows=(("Date", (cell(words, evidence(1)),)), ("Place", (cell("Windhoek"), cell(words))))),
        Table(
            caption="Who stands where",
            head=("Holder", "Stance"),
            widths=(2, 1),
            rows=((cell(words), cell("▲ Support", evidence(2))),),
        ),
        Picture(svg=SVG, alt=f"Picture of {words}", caption=words),
    )


def report(*blocks: Block, title: str = "Marange", style: HouseStyle | None = None, **fields: Any) -> Report:
    """A report of one section with these blocks."""
    front = Front(
        case_name="Demonstration", made_on="2026-11-23", program="kpdesk 0.1.0", statements=1, records=4, reviewed=3,
        left_out=2, notes=("A note.",),
    )  # fmt: skip
    return Report(
        kind="chronology", title=title, subtitle="2009 to 2012", front=front, style=style or HouseStyle(),
        sections=(Section(key="events", title="What happened", blocks=blocks or every_block()),), **fields,
    )  # fmt: skip


def hostile_report(words: str) -> Report:
    """A report with the same words in every field that takes words."""
    item = evidence(0, quotation=words, speaker=words, title=words, outlet=words, author=words, address=f"https://x.org/{words}",
                    published=words[:12], accessed=words[:12], said_on=words[:12], text_sha256=words[:20])  # fmt: skip
    front = Front(case_name=words, made_on="2026-11-23", program="kpdesk", records=1, notes=(words,))
    sentence = Sentence(
        runs=(Run(words, "name"), Run(words, "quote"), Run(words)), evidence=(item, item), reviewed=False
    )
    return Report(
        kind="quotations", title=words or "x", subtitle=words, front=front,
        style=HouseStyle(organisation=words, address=words, accent=words[:7], logo=words.encode("utf-8", "replace")[:64]),
        sections=(Section(key="a", title=words, blocks=(*every_block(words), Paragraph(sentences=(sentence,)))),),
    )  # fmt: skip
