"""The briefing while it is being chosen: the case read once, the page set again after each change of the choices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kpdesk.domain.changes import Changes
from kpdesk.domain.report import Report, all_sentences
from kpdesk.exports.pdf import Press
from kpdesk.services import briefing, briefing_memory
from kpdesk.services.briefing import Brief, Given
from kpdesk.services.briefing_choices import Choices, choices_from
from kpdesk.store.case import CaseFile
from kpdesk.store.queries_report import Material, material


@dataclass(frozen=True, kw_only=True)
class Item:
    """One sentence of a section that the writer may drop."""

    section: str
    record_id: str
    text: str
    reviewed: bool


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the preview shows: pages as SVG, what can be dropped, and what was left out because nobody reviewed it."""

    pages: tuple[bytes, ...]
    items: tuple[Item, ...]
    left_out: int
    missing: tuple[str, ...] = ()
    of: str = ""


class Workshop:
    """Holds what one builder needs between two changes. Its methods may run off the window's thread."""

    def __init__(self, case: CaseFile) -> None:
        self.case = case
        self._press = Press()
        self._found: Material | None = None

    def forget(self) -> None:
        """The case changed: read it again before the next page."""
        self._found = None

    def close(self) -> None:
        self._press.close()

    def material(self) -> Material:
        if self._found is None:
            self._found = material(self.case)
        return self._found

    def subjects(self, kind: str) -> list[tuple[str, str]]:
        """(id, name) of what a briefing of this kind can be of."""
        return briefing.subjects(self.material(), kind)

    def compose(self, kind: str, of: str | None, choices: Given, date: str | None = None) -> Brief:
        return briefing.compose(self.case, kind, of=of, choices=choices, date=date, found=self.material())

    def show(self, kind: str, of: str | None, choices: Given, date: str | None = None) -> Shown:
        """Set the briefing and give its pages. Raises UsageError where a choice cannot be used."""
        brief = self.compose(kind, of, choices, date)
        printed = self._press.pages(brief.report)
        return Shown(
            pages=printed.pages, items=tuple(items(brief.report)), left_out=brief.left_out, missing=printed.missing,
            of=brief.of,
        )  # fmt: skip

    def make(
        self, kind: str, of: str | None, choices: Given, out: Path, *, force: bool = False,
        look: Callable[[], object] = lambda: None,
    ) -> tuple[Path, Changes]:  # fmt: skip
        """Write the briefing as the suffix of ``out`` says, and remember what it held. ``look`` may raise to stop it."""
        from kpdesk.services.writing import write_file

        brief = self.compose(kind, of, choices)
        suffix = out.suffix.lower()
        data = self._press.pdf(brief.report, look).data if suffix == ".pdf" else briefing.rendered(brief.report, suffix)
        path = write_file(out, data, force=force)
        if self.case.read_only:
            return path, Changes()
        return path, briefing_memory.remember(self.case, kind, brief.of, choices_from(choices), brief.used)


def items(report: Report) -> list[Item]:
    """The sentences that stand for a record, section by section, each record once a section."""
    found: dict[tuple[str, str], Item] = {}
    for section in report.sections:
        for sentence in all_sentences(Report(kind=report.kind, title="", front=report.front, sections=(section,))):
            if sentence.record is not None:
                key = (section.key, sentence.record[1])
                text = " ".join(sentence.text.split())
                found.setdefault(
                    key, Item(section=section.key, record_id=key[1], text=text, reviewed=sentence.reviewed)
                )
    return list(found.values())


__all__ = ["Choices", "Item", "Shown", "Workshop", "items"]
