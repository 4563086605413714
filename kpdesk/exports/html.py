"""Briefings as one HTML file: no script, nothing loaded from anywhere, every word of a case escaped."""

from __future__ import annotations

import base64
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

from kpdesk.domain.report import Report
from kpdesk.exports.safe_text import END_ISOLATE, FIRST_ISOLATE
from kpdesk.exports.setting import set_report

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_SKIP = '<a class="skip sans" href="#text">Skip to the text</a>'
_SIGNATURES = ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"<", "image/svg+xml"))


def as_html(report: Report) -> str:
    """The report as one HTML document that needs no other file."""
    return _Page(set_report(report), report.style.logo).text()


@lru_cache(maxsize=1)
def _css() -> str:
    return (files("kpdesk.exports") / "templates" / "briefing.css").read_text("utf-8")


def _e(text: str) -> str:
    """Escaped, with places to break as an element that leaves no character behind when copied."""
    safe = escape(text, quote=True).replace("\u200b", "<wbr>")
    return safe.replace(FIRST_ISOLATE, "<bdi>").replace(END_ISOLATE, "</bdi>")


def _attribute(text: str) -> str:
    return escape(text.replace("\u200b", "").replace(FIRST_ISOLATE, "").replace(END_ISOLATE, ""), quote=True)


def _when(b: dict[str, Any]) -> str:
    note = f"<small>{_e(b['when_note'])}</small> " if b["when_note"] else ""
    return f'<span class="when">{note}{_e(b["when"])}</span>' if b["when"] else ""


class _Page:
    """One document; gathers the footnotes while the text is written."""

    def __init__(self, body: dict[str, Any], logo: bytes) -> None:
        self.body, self.logo = body, logo
        self.notes: list[dict[str, Any]] = []
        self._entry_heading = "h3"

    def text(self) -> str:
        body = self.body
        main = "".join(self._section(s) for s in body["sections"])
        style = f":root {{ --accent: {body['accent']}; }}\n{_css()}"
        return (
            f'<!DOCTYPE html>\n<html lang="{_attribute(body["language"])}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="generator" content="{_attribute(body["program"])}">\n<title>{_attribute(self._title())}</title>\n'
            f"<style>\n{style}</style>\n</head>\n<body>\n{_SKIP}\n{self._head()}\n"
            f'<main id="text">\n{main}{self._notes()}{self._sources()}'
            "</main>\n</body>\n</html>\n"
        )

    def _title(self) -> str:
        return " · ".join(p for p in (self.body["title"], self.body["subtitle"], self.body["kind"]) if p)

    def _head(self) -> str:
        body = self.body
        facts = "".join(f"<dt>{_e(label)}</dt><dd>{_e(text)}</dd>" for label, text in body["front"])
        notes = "".join(f'<p class="legend">{_e(note)}</p>' for note in body["notes"])
        subtitle = f'<p class="subtitle sans">{_e(body["subtitle"])}</p>' if body["subtitle"] else ""
        contents = ""
        if body["contents"]:
            items = "".join(f'<li><a href="#{s["id"]}">{_e(s["title"])}</a></li>' for s in body["sections"])
            contents = f'<nav aria-label="Contents"><ol>{items}</ol></nav>'
        return (
            f'<header><div class="hang">{self._house()}<p class="kind">{_e(body["kind"])}</p><h1>{_e(body["title"])}</h1>'
            f'{subtitle}<div class="front"><dl>{facts}</dl>{notes}</div></div>{contents}</header>'
        )

    def _house(self) -> str:
        name, address = self.body["organisation"], self.body["head_address"]
        image = ""
        kind = next((mime for start, mime in _SIGNATURES if self.logo.lstrip().startswith(start)), None)
        if self.logo and kind:
            data = base64.b64encode(self.logo).decode("ascii")
            image = f'<img src="data:{kind};base64,{data}" alt="Logo of {_attribute(name) or "the organisation"}">'
        return f'<div class="house">{image}<strong>{_e(name)}</strong>{_e(address)}</div>' if name or image else ""

    def _section(self, section: dict[str, Any]) -> str:
        self._entry_heading = "h3"  # no level of headings is left out
        blocks = "\n".join(self._block(b) for b in section["blocks"])
        name = f"{section['id']}-title"
        return f'<section id="{section["id"]}" aria-labelledby="{name}"><h2 class="hang" id="{name}">{_e(section["title"])}</h2>\n{blocks}\n</section>\n'

    def _block(self, b: dict[str, Any]) -> str:
        match b["t"]:
            case "entry":
                level = self._entry_heading
                head = f"<{level}>{_e(b['heading'])}</{level}>" if b["heading"] else ""
                body = " ".join(self._sentence(s) for s in b["sentences"])
                return f'<div class="row">{_when(b)}{head}<p>{body}</p></div>'
            case "quotation":
                words = self._sentence(b)
                return (
                    f'<div class="row">{_when(b)}<blockquote>{words}</blockquote><p class="by">{_e(b["by"])}</p></div>'
                )
            case "facts":
                rows = "".join(
                    f"<dt>{_e(label)}</dt><dd>{'; '.join(self._sentence(s) for s in cell)}</dd>"
                    for label, cell in b["rows"]
                )
                return f'<dl class="facts hang">{rows}</dl>'
            case "table":
                return self._table(b)
            case "picture":
                data = base64.b64encode(b["svg"].encode("utf-8")).decode("ascii")
                caption = f"<figcaption>{_e(b['caption'])}</figcaption>" if b["caption"] else ""
                image = f'<img src="data:image/svg+xml;base64,{data}" alt="{_attribute(b["alt"])}">'
                return f'<figure class="hang">{image}{caption}</figure>'
            case "subheading":
                self._entry_heading = "h4"
                return f"<h3>{_e(b['text'])}</h3>"
        return "<p>" + " ".join(self._sentence(s) for s in b["sentences"]) + "</p>"

    def _table(self, b: dict[str, Any]) -> str:
        caption = f"<caption>{_e(b['caption'])}</caption>" if b["caption"] else ""
        head = "".join(f'<th scope="col">{_e(h)}</th>' for h in b["head"])
        rows = "".join("<tr>" + "".join(f"<td>{self._sentence(c)}</td>" for c in row) + "</tr>" for row in b["rows"])
        table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return f'<div class="scroll hang">{table}</div>'

    def _sentence(self, s: dict[str, Any]) -> str:
        mark = "" if s["reviewed"] else ' <span class="mark">not reviewed</span>'
        return "".join(self._run(r) for r in s["runs"]) + mark

    def _run(self, r: dict[str, Any]) -> str:
        match r["s"]:
            case "note":
                self.notes.append(r)
                n = r["n"]
                return f'<sup id="to-{n}"><a href="#note-{n}" role="doc-noteref" aria-label="Note {n}">{n}</a></sup>'
            case "link":
                return f'<a href="{_attribute(r["u"])}" rel="noreferrer">{_e(r["x"])}</a>'
            case "plain":
                return _e(r["x"])
            case "quote":
                return f'<span class="quote">{_e(r["x"])}</span>'
        return f'<span class="{r["s"]}">{_e(r["x"])}</span>'

    def _notes(self) -> str:
        if not self.notes:
            return ""
        items = "".join(
            f'<li id="note-{n["n"]}"><a href="#to-{n["n"]}" role="doc-backlink" aria-label="Back to note {n["n"]}">{n["n"]}</a>'
            f"<span>{''.join(self._run(r) for r in n['runs'])}</span></li>\n"
            for n in self.notes
        )
        return f'<section role="doc-endnotes"><h2 class="hang">Notes</h2>\n<ol class="notes">\n{items}</ol></section>\n'

    def _sources(self) -> str:
        if not self.body["bibliography"]:
            return ""
        items = "".join(f"<li>{''.join(self._run(r) for r in e)}</li>\n" for e in self.body["bibliography"])
        return f'<section role="doc-bibliography"><h2 class="hang">Sources</h2>\n<ol class="sources">\n{items}</ol></section>\n'
