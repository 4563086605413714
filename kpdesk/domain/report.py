"""A briefing as plain values, before anything is set in type: sections, sentences, and what each rests on.

A *sentence* is the smallest thing that claims something; it carries its evidence, from which every
renderer makes the same footnote. Offsets are Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The exact characters behind a claim and where they were published."""

    source_id: str
    quotation: str = ""
    speaker: str = ""
    title: str = ""
    outlet: str = ""
    author: str = ""
    kind: str = "article"
    language: str = ""
    published: str | None = None
    accessed: str | None = None
    said_on: str | None = None
    address: str = ""
    text_sha256: str = ""
    start: int = 0
    end: int = 0
    anchor_id: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style: plain, strong, emphasis, name, quote (a speaker's own words), report (an outlet's)."""

    text: str
    style: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One claim. ``quoted`` says that the words of the evidence stand in the sentence already.

    A ``part`` goes on in the next one ("Canada,¹ China² and"): whether it is reviewed is told at the last.
    """

    runs: tuple[Run, ...]
    evidence: tuple[Evidence, ...] = ()
    reviewed: bool = True
    quoted: bool = False
    part: bool = False
    record: tuple[str, str] | None = None  # (kind, id)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences that run on. ``own`` marks words of the writer, who answers for them without a footnote."""

    sentences: tuple[Sentence, ...]
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subheading:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something dated: ``when`` for people, beside it a heading (a meeting) or none, and sentences that run on."""

    when: str
    sentences: tuple[Sentence, ...]
    heading: str = ""
    when_note: str = ""  # "pub." before the date of the source, where that of the words is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation that stands by itself. ``sentence`` holds the words, ``by`` who said them, when and where."""

    sentence: Sentence
    by: str
    when: str = ""
    when_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Labels with what they mean here: "Date", "Place", "Chair"."""

    rows: tuple[tuple[str, tuple[Sentence, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, each cell a sentence. The first row is its head; ``widths`` are shares of the measure."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A vector picture and what it shows in words."""

    svg: str
    alt: str
    caption: str = ""
    landscape: bool = False


Block = Paragraph | Subheading | Entry | Quotation | Facts | Table | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    key: str
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """The writer's own head: ``logo`` holds the bytes of an SVG, PNG or JPEG; ``accent`` is #rrggbb."""

    organisation: str = ""
    address: str = ""
    accent: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the first page owes the reader. ``reviewed`` of ``records`` used here were decided by a person."""

    case_name: str
    made_on: str  # a day
    program: str
    sources: int = 0
    statements: int = 0
    records: int = 0
    reviewed: int = 0
    left_out: int = 0  # unreviewed records that would have been in it
    notes: tuple[str, ...] = ()

    @property
    def reviewed_share(self) -> float | None:
        return self.reviewed / self.records if self.records else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One briefing. ``citation_style`` is chicago or plain."""

    kind: str
    title: str
    front: Front
    subtitle: str = ""
    sections: tuple[Section, ...] = ()
    style: HouseStyle = field(default_factory=HouseStyle)
    language: str = "en"
    citation_style: str = "chicago"
    contents: str = "auto"  # auto, always, never: auto where it is long


def sentences_of(block: Block) -> Iterator[Sentence]:
    """The sentences of a block in the order in which they are read."""
    match block:
        case Paragraph() | Entry():
            yield from block.sentences
        case Quotation():
            yield block.sentence
        case Facts():
            for _, cell in block.rows:
                yield from cell
        case Table():
            for row in block.rows:
                yield from row
        case _:
            return


def all_sentences(report: Report) -> Iterator[Sentence]:
    """Every sentence of a report in the order in which it is read."""
    for section in report.sections:
        for block in section.blocks:
            yield from sentences_of(block)


def sources_cited(report: Report) -> list[Evidence]:
    """One evidence for each source that the report cites, in the order of first citation."""
    first: dict[str, Evidence] = {}
    for sentence in all_sentences(report):
        for evidence in sentence.evidence:
            first.setdefault(evidence.source_id, evidence)
    return list(first.values())
