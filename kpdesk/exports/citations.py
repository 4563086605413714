"""Footnotes, bibliography and CSL-JSON from the evidence of a report.

A source is cited in full once; after that a short form points back to that note. Every note ends with the
hash of the text and the characters in it, so that it can be traced without this program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from kpdesk.domain.dates import show
from kpdesk.domain.report import Evidence
from kpdesk.domain.vocabulary import SOURCE_KINDS
from kpdesk.errors import KpdeskError
from kpdesk.exports.safe_text import breakable, fit, isolated, pieces, safe_link

STYLES = ("chicago", "plain")
HASH_PREFIX = 10  # of 64 hexadecimal digits: enough to tell any texts of one case apart
_OPENING_WORDS = 7
Runs = list[dict[str, Any]]


class Notes:
    """Words the footnotes of one report in the order in which they stand."""

    def __init__(self, style: str = "chicago") -> None:
        self.style = style if style in STYLES else "chicago"
        self.count = 0
        self._first: dict[str, int] = {}

    def note(self, evidence: Sequence[Evidence], *, quoted: bool = False) -> dict[str, Any]:
        """The next footnote. ``quoted``: its words stand in the sentence, so the note gives only how they begin."""
        self.count += 1
        runs: Runs = []
        for n, item in enumerate(evidence):
            if n:
                runs.append(plain(" "))
            runs += self._words(item, quoted)
        return {"s": "note", "n": self.count, "runs": runs}

    def without_text(self) -> dict[str, Any]:
        """The footnote of a claim that no characters stand behind: the reader shall know that, too."""
        self.count += 1
        words = "Entered in the case by a person; no text is cited for it."
        return {"s": "note", "n": self.count, "runs": [plain(words)]}

    def _words(self, item: Evidence, quoted: bool) -> Runs:
        runs = _said(item, quoted, "," if self.style == "chicago" else ":")
        first = self._first.get(item.source_id)
        if first is None:
            self._first[item.source_id] = self.count
            runs += _full_chicago(item) if self.style == "chicago" else _full_plain(item)
        else:
            runs += _short(item, first, again=first == self.count)
        if item.said_on and item.said_on != item.published:
            runs.append(plain(f" Said {shown_date(item.said_on)}."))
        runs.append(plain(f" Text {fit(item.text_sha256[:HASH_PREFIX])}, {characters(item)}."))
        return runs


def plain(text: str) -> dict[str, Any]:
    return {"s": "plain", "x": text}


def verbatim(style: str, text: str) -> dict[str, Any]:
    """Words that have to come out of a file as they went in: with the pieces that a line end must not break."""
    run: dict[str, Any] = {"s": style, "x": text}
    if "-" in text and len(parts := pieces(text)) > 1:
        run["pieces"] = parts
    return run


def _said(item: Evidence, quoted: bool, after_name: str) -> Runs:
    runs: Runs = []
    if item.speaker:
        runs.append(plain(f"{isolated(breakable(fit(item.speaker)))}{after_name} "))
    words = fit(item.quotation)
    if words:
        runs.append(verbatim("quote", marked(opening(words) if quoted else words)))
        runs.append(plain(". " if after_name == ":" else ", in "))
    return runs


def opening(words: str) -> str:
    """The first words of a quotation; all of it where little more would follow."""
    parts = words.split(" ")
    return words if len(parts) <= _OPENING_WORDS + 3 else " ".join(parts[:_OPENING_WORDS]) + " …"


def marked(words: str) -> str:
    """Words in quotation marks, unless they bring their own."""
    return words if words[:1] in '“"«„' and words[-1:] in '”"»“' and len(words) > 1 else f"“{words}”"


def _full_chicago(item: Evidence) -> Runs:
    runs: Runs = []
    if item.author:
        runs.append(plain(f"{isolated(breakable(fit(item.author)))}, "))
    runs.append(plain(f"“{_title(item)},” "))
    if item.outlet:
        runs.append({"s": "emphasis", "x": isolated(breakable(fit(item.outlet)))})
    runs.append(plain(f"{', ' if item.outlet else ''}{_kind(item)}{_published(item)}"))
    return [*runs, *_address(item, ", "), plain(".")]


def _full_plain(item: Evidence) -> Runs:
    outlet = isolated(breakable(fit(item.outlet))) or "No outlet"
    lead = f"{outlet}, {_kind(item)}{_published(item)}: {_title(item)}"
    if item.author:
        lead += f", by {isolated(breakable(fit(item.author)))}"
    return [plain(lead), *_address(item, ", "), plain(".")]


def _short(item: Evidence, first: int, *, again: bool) -> Runs:
    words = _title(item).split(" ")
    title = " ".join(words[:5]) + (" …" if len(words) > 5 else "")
    outlet = [{"s": "emphasis", "x": isolated(breakable(fit(item.outlet)))}, plain(", ")] if item.outlet else []
    return [*outlet, plain(f"“{title}”" + ("." if again else f" (note {first})."))]


def _address(item: Evidence, before: str) -> Runs:
    runs: Runs = []
    address = fit(item.address)
    if address:
        url = safe_link(item.address)
        shown: dict[str, Any] = {"s": "link", "x": address, "u": url} if url else plain(breakable(address))
        runs += [plain(before), shown]
    if item.accessed:
        runs.append(plain(f" (accessed {shown_date(item.accessed)})"))
    return runs


def _title(item: Evidence) -> str:
    return isolated(breakable(fit(item.title))) or "Untitled"


def _kind(item: Evidence) -> str:
    return "" if item.kind in ("article", "other") else f"{fit(SOURCE_KINDS.get(item.kind, item.kind)).lower()}, "


def _published(item: Evidence) -> str:
    return shown_date(item.published) if item.published else "no date"


def shown_date(value: str) -> str:
    """A partial date in words; what is none is shown as it is."""
    try:
        return show(value)
    except (KpdeskError, ValueError):
        return fit(value)


def characters(item: Evidence) -> str:
    """Where in its text a quotation stands, as people count: the first character is 1 (code points)."""
    return f"characters {item.start + 1}–{item.end}"


def bibliography(sources: Iterable[Evidence], style: str = "chicago") -> list[Runs]:
    """One entry a source, in the order of author or outlet, then date."""
    ordered = sorted(sources, key=lambda s: ((s.author or s.outlet).casefold(), s.published or "9999", s.title))
    return [_entry(s, style) for s in ordered]


def _entry(item: Evidence, style: str) -> Runs:
    who = isolated(breakable(fit(item.author or item.outlet))) or "No author"
    if style == "plain":
        runs = [
            plain(
                f"{who}, {_published(item)}: {_title(item)}{', ' + breakable(fit(item.outlet)) if item.author and item.outlet else ''}"
            )
        ]
    else:
        runs = [plain(f"{who}. “{_title(item)}.” ")]
        if item.author and item.outlet:
            runs += [{"s": "emphasis", "x": isolated(breakable(fit(item.outlet)))}, plain(", ")]
        runs.append(plain(f"{_kind(item)}{_published(item)}"))
    runs += [*_address(item, ". "), plain(f". Text {fit(item.text_sha256[:HASH_PREFIX])}.")]
    return runs


_CSL_TYPES = {
    "article": "article-newspaper", "press_release": "article", "communique": "report", "letter": "personal_communication",
    "report": "report", "speech": "speech", "other": "document",
}  # fmt: skip


def csl_json(sources: Iterable[Evidence]) -> str:
    """The sources as CSL-JSON, which Zotero and its like take in."""
    return json.dumps([_csl(s) for s in sources], ensure_ascii=False, indent=1) + "\n"


def _csl(item: Evidence) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": item.source_id,
        "type": _CSL_TYPES.get(item.kind, "document"),
        "title": item.title,
        "container-title" if item.kind == "article" else "publisher": item.outlet,
        "URL": item.address,
        "language": item.language,
        "note": f"text sha256:{item.text_sha256}" if item.text_sha256 else "",
    }
    if item.author:
        entry["author"] = [{"literal": item.author}]
    for name, value in (("issued", item.published), ("accessed", item.accessed)):
        if value:
            entry[name] = _csl_date(value)
    return {key: value for key, value in entry.items() if value}


def _csl_date(value: str) -> dict[str, Any]:
    try:
        return {"date-parts": [[int(part) for part in end.split("-")] for end in value.split("/")]}
    except ValueError:
        return {"raw": value}
