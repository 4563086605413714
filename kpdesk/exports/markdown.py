"""Briefings as Markdown with footnotes; whatever a text holds stays text."""

from __future__ import annotations

import re
from typing import Any

from kpdesk.domain.report import Report
from kpdesk.exports.setting import set_report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$!&])")
_LINE_START = re.compile(r"^(\s*)([-+=:]|\d{1,9}[.)])(?=\s|$|[-=+:])")
_BARE_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])")
_WRAPS = {"emphasis": "*", "report": "*", "strong": "**", "name": "**"}


def as_markdown(report: Report) -> str:
    """The report as Markdown (CommonMark with footnotes and pipe tables)."""
    return _Text(set_report(report)).text()


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, in any place of a line."""
    text = _SPECIAL.sub(r"\\\1", text.replace("\u200b", ""))
    # A zero-width joiner would change the words; an entity breaks automatic links and list starts and prints the same.
    text = _BARE_LINK.sub(lambda m: f"{m[1][:-1]}&#{ord(m[1][-1])};", text)
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", text)


class _Text:
    """One document; gathers the footnotes while the text is written."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body
        self.notes: list[str] = []

    def text(self) -> str:
        body = self.body
        parts = [f"# {escaped(body['title'])}"]
        parts.append(" · ".join(escaped(p) for p in (body["kind"], body["subtitle"], body["organisation"]) if p))
        parts.append("\n".join(f"- **{escaped(label)}:** {escaped(text)}" for label, text in body["front"]))
        parts += [f"*{escaped(note)}*" for note in body["notes"]]
        for section in body["sections"]:
            parts.append(f"## {escaped(section['title'])}")
            parts += [self._block(b) for b in section["blocks"]]
        if body["bibliography"]:
            parts.append("## Sources")
            parts.append("\n".join("- " + self._runs(entry) for entry in body["bibliography"]))
        if self.notes:
            parts.append("\n".join(self.notes))
        return "\n\n".join(p for p in parts if p) + "\n"

    def _block(self, b: dict[str, Any]) -> str:
        match b["t"]:
            case "entry":
                when = " ".join(p for p in (escaped(b["when_note"]), f"**{escaped(b['when'])}**") if b["when"] and p)
                lead = f"{when} — " if when else ""
                head = f"{lead}**{escaped(b['heading'])}**\n\n" if b["heading"] else lead
                return head + " ".join(self._sentence(s) for s in b["sentences"])
            case "quotation":
                when = f"{b['when_note']} {b['when']}".strip()
                by = ", ".join(escaped(p) for p in (b["by"], when) if p)
                return f"> {self._sentence(b)}\n>\n> — {by}"
            case "facts":
                rows = ((label, "; ".join(self._sentence(s) for s in cell)) for label, cell in b["rows"])
                return "\n".join(f"- **{escaped(label)}:** {words}" for label, words in rows)
            case "table":
                head = "| " + " | ".join(escaped(h) for h in b["head"]) + " |"
                rule = "|" + " --- |" * len(b["head"])
                rows = ["| " + " | ".join(self._sentence(c) for c in row) + " |" for row in b["rows"]]
                caption = [f"**{escaped(b['caption'])}**", ""] if b["caption"] else []
                return "\n".join([*caption, head, rule, *rows])
            case "picture":
                return f"*Picture: {escaped(b['alt'])}*"
            case "subheading":
                return f"### {escaped(b['text'])}"
        return " ".join(self._sentence(s) for s in b["sentences"])

    def _sentence(self, s: dict[str, Any]) -> str:
        return self._runs(s["runs"]) + ("" if s["reviewed"] else " *(not reviewed)*")

    def _runs(self, runs: list[dict[str, Any]]) -> str:
        return "".join(self._run(r) for r in runs)

    def _run(self, r: dict[str, Any]) -> str:
        if r["s"] == "note":
            self.notes.append(f"[^{r['n']}]: {self._runs(r['runs'])}")
            return f"[^{r['n']}]"
        if r["s"] == "link":
            return f"<{r['u']}>"
        text = escaped(r["x"])
        wrap = _WRAPS.get(r["s"], "")
        core = text.strip()
        return text.replace(core, f"{wrap}{core}{wrap}", 1) if wrap and core else text
