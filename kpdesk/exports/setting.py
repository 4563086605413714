"""A report as the plain JSON that every renderer walks: text made fit, footnotes worded and numbered in reading order."""

from __future__ import annotations

import unicodedata
from typing import Any

from kpdesk.domain.report import (
    Block,
    Entry,
    Facts,
    Front,
    Paragraph,
    Picture,
    Quotation,
    Report,
    Run,
    Sentence,
    Subheading,
    Table,
    sources_cited,
)
from kpdesk.domain.vocabulary import BRIEFING_KINDS
from kpdesk.exports.citations import Notes, bibliography, marked, plain, shown_date, verbatim
from kpdesk.exports.safe_text import breakable, fit, isolated

ACCENT = "#1b4b73"
LONG = 40  # blocks from which on a briefing gets its contents listed
MANY = 32  # subheadings up to which they are listed in the contents
TOGETHER = 1800  # characters up to which a block is kept on one page
FEW_ROWS = 5  # rows up to which a table is kept on one page
_NAMED = ("name", "strong")


def set_report(report: Report) -> dict[str, Any]:
    """The report as JSON: title page, sections of blocks, blocks of runs, notes inside the runs, bibliography."""
    notes = Notes(report.citation_style)
    sections = [
        {
            "key": s.key,
            "id": f"section-{n}",
            "title": heading(s.title, "Untitled section"),
            "blocks": [_block(b, notes) for b in s.blocks],
        }
        for n, s in enumerate(report.sections, 1)
        if s.blocks
    ]
    sources = sources_cited(report)
    return {
        "kind": BRIEFING_KINDS.get(report.kind, report.kind),
        "title": heading(report.title, "Untitled briefing"),
        "subtitle": breakable(fit(report.subtitle)),
        "language": report.language,
        "organisation": breakable(fit(report.style.organisation)),
        "head_address": fit(report.style.address),
        "accent": accent(report.style.accent),
        "made": shown_date(report.front.made_on),
        "case": breakable(fit(report.front.case_name)),
        "program": fit(report.front.program),
        "front": _front(report.front, len(sources)),
        "notes": [fit(note) for note in report.front.notes],
        "contents": _wants_contents(report, sections),
        "depth": 2 if sum(b["t"] == "subheading" for s in sections for b in s["blocks"]) <= MANY else 1,
        "sections": sections,
        "bibliography": bibliography(sources, report.citation_style),
    }


def heading(text: str, otherwise: str) -> str:
    """Words that can stand as a heading: those without one letter to be seen are replaced."""
    shown = breakable(fit(text)).strip()
    return shown if any(unicodedata.category(c)[0] not in "CZ" for c in shown) else otherwise


def accent(colour: str) -> str:
    """The house's colour, or ours where it is none or too light for text on white."""
    colour = colour.strip().lower()
    try:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    except ValueError:
        return ACCENT
    if len(colour) != 7 or colour[0] != "#":
        return ACCENT
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return colour if 1.05 / (luminance + 0.05) >= 4.5 else ACCENT


def _wants_contents(report: Report, sections: list[dict[str, Any]]) -> bool:
    if report.contents in ("always", "never"):
        return report.contents == "always" and len(sections) > 1
    return len(sections) > 1 and sum(len(s["blocks"]) for s in sections) >= LONG


def _front(front: Front, cited: int) -> list[list[str]]:
    rows = [
        ["Case", breakable(fit(front.case_name))],
        ["Made", f"{shown_date(front.made_on)}, with {fit(front.program)}"],
    ]
    rows.append(["Rests on", f"{_count(cited, 'source')}, {_count(front.statements, 'statement')}"])
    share = front.reviewed_share
    if share is not None:
        # Rounded down: 99.6 % is not all of it.
        rows.append(["Reviewed", f"{int(share * 100)} %: {front.reviewed} of {_count(front.records, 'record')}"])
    if front.left_out:
        rows.append(["Left out", f"{_count(front.left_out, 'record')} that nobody has reviewed yet"])
    return rows


def _count(n: int, word: str) -> str:
    return f"{n:,} {word}{'' if n == 1 else 's'}"


def _block(block: Block, notes: Notes) -> dict[str, Any]:
    match block:
        case Paragraph():
            return _kept(
                {"t": "own" if block.own else "para", "sentences": [sentence(s, notes) for s in block.sentences]}
            )
        case Entry():
            sentences = [sentence(s, notes) for s in block.sentences]
            return _kept(
                {"t": "entry", "when": fit(block.when), "when_note": fit(block.when_note),
                 "heading": heading(block.heading, ""), "sentences": sentences}
            )  # fmt: skip
        case Quotation():
            body = sentence(block.sentence, notes)
            return _kept(
                {"t": "quotation", "by": isolated(breakable(fit(block.by))), "when": fit(block.when),
                 "when_note": fit(block.when_note), **body}
            )  # fmt: skip
        case Facts():
            rows = [[fit(label), [sentence(s, notes) for s in cell]] for label, cell in block.rows]
            return {"t": "facts", "rows": rows, "whole": len(rows) <= FEW_ROWS}
        case Table():
            rows = [[sentence(s, notes) for s in row] for row in block.rows]
            widths = list(block.widths) or [1.0] * len(block.head)
            return {"t": "table", "caption": fit(block.caption), "head": [fit(h) for h in block.head], "rows": rows,
                    "widths": widths, "whole": len(rows) <= FEW_ROWS}  # fmt: skip
        case Picture():
            return {
                "t": "picture",
                "svg": block.svg,
                "alt": fit(block.alt),
                "caption": fit(block.caption),
                "whole": True,
                "landscape": block.landscape,
            }
        case Subheading():
            return {"t": "subheading", "text": heading(block.text, "Without a name")}


def _kept(block: dict[str, Any]) -> dict[str, Any]:
    """Say whether a block shall stay on one page: a quotation cut by a page's foot no longer reads as one."""
    runs = [r for s in block.get("sentences", [block]) for r in s["runs"]]
    block["whole"] = sum(len(r["x"]) for r in runs if "x" in r) <= TOGETHER
    return block


def sentence(given: Sentence, notes: Notes) -> dict[str, Any]:
    """A sentence as runs, its footnote last; "reviewed" tells whether it has to be marked."""
    runs = [_run(run) for run in given.runs if run.text]
    if given.evidence:
        runs.append(notes.note(given.evidence, quoted=given.quoted))
    elif given.record is not None:
        runs.append(notes.without_text())
    return {"runs": runs, "reviewed": given.reviewed or given.part}


def _run(run: Run) -> dict[str, Any]:
    text = breakable(fit(run.text))
    if run.style == "quote":
        return verbatim("quote", marked(text))
    if run.style == "report":
        return verbatim("report", text)
    if run.style in _NAMED:
        return {"s": "strong" if run.style == "strong" else "name", "x": isolated(text)}
    return {"s": "emphasis", "x": text} if run.style == "emphasis" else plain(text)
