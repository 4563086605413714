"""Briefings as PDF, set by Typst: tagged (PDF/UA-1), for archives (PDF/A-2a), the same bytes for the same report.

Nothing of a report is markup: the template is ours, the words travel as JSON. No file is read and no network used.
Typst works in a process of its own, which can be stopped.
"""

from __future__ import annotations

import datetime
import json
import re
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from kpdesk.domain.report import Report
from kpdesk.errors import KpdeskError
from kpdesk.exports.glyphs import fonts_folder, look_for
from kpdesk.exports.safe_text import by_number
from kpdesk.exports.setting import set_report
from kpdesk.exports.typesetter import Refused, Typesetter

STANDARDS = ["ua-1", "a-2a"]
_REFUSED = re.compile(r'the text `"(.*?)"` could not be displayed|disallowed codepoint `"(.*?)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_ATTEMPTS = 4


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What came of setting a report: the file or its pages, and the characters that no font could show."""

    data: bytes = b""
    pages: tuple[bytes, ...] = ()
    missing: tuple[str, ...] = ()


class Press:
    """Sets one report after another; what did not change since the last is not set again. Close it after use.

    Threads may share it; they wait for each other.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kpdesk-set-")
        self._main = Path(self._folder.name) / "briefing.typ"
        self._main.write_bytes(_template())
        self._typesetter = Typesetter(self._main, fonts_folder())
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """End what it does now, and let go of its folder."""
        self._closed = True
        with self._lock:
            self._typesetter.close()
            self._folder.cleanup()

    def pdf(self, report: Report, look: Callable[[], object] = lambda: None) -> Printed:
        """One PDF file. Characters without a glyph appear as ``[U+6F22]`` and are told in ``missing``.

        ``look`` is called while it is set, and may raise to stop it.
        """
        return self._printed(report, look, format="pdf", pdf_standards=STANDARDS)

    def pages(self, report: Report) -> Printed:
        """The pages as SVG, for the live preview; letters are outlines."""
        return self._printed(report, lambda: None, format="svg")

    def _printed(self, report: Report, look: Callable[[], object], **how: Any) -> Printed:
        body = _body(report)
        found = look_for(json.dumps(body, ensure_ascii=False))
        body["fonts"] = list(found.families)
        missing = set(found.missing)
        for _ in range(_ATTEMPTS):
            try:
                pages = tuple(self._set(body, missing, _moment(report.front.made_on), look, **how))
            except Refused as fault:
                refused = _refused(fault) - missing
                if not refused and body["logo"]:
                    body["logo"] = None  # a logo that cannot be read is no reason to make no briefing
                elif not refused:
                    raise _told(fault) from fault
                missing |= refused
            else:
                return Printed(data=pages[0], pages=pages, missing=tuple(sorted(missing)))
        raise KpdeskError(
            "The briefing holds too many characters that no font here can show.",
            "Install a font such as Noto Sans CJK.",
        )

    def _set(
        self, body: dict[str, Any], missing: set[str], moment: datetime.datetime, look: Callable[[], object], **how: Any
    ) -> list[bytes]:
        def wanted() -> None:
            if self._closed:
                raise KpdeskError("The briefing was closed while it was set.")
            look()

        with self._lock:
            wanted()
            data, system = _data(body, missing), bool(body["fonts"])
            return self._typesetter.set(data, moment=moment, system=system, look=wanted, **how)


def as_pdf(report: Report) -> Printed:
    """The report as one PDF file, set by a press of its own."""
    with Press() as press:
        return press.pdf(report)


def svg_as_png(svg: str, *, ppi: float = 220.0, width_mm: float = 158.0) -> bytes:
    """A vector picture as PNG, for readers that know no vectors."""
    source = (
        f"#set page(width: {width_mm}mm, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: "picture")'
    )
    with tempfile.TemporaryDirectory(prefix="kpdesk-set-") as folder:
        main = Path(folder) / "picture.typ"
        main.write_text(source, "utf-8")
        compiler = typst.Compiler(
            str(main), root=folder, font_paths=_fonts(False), package_path=folder, package_cache_path=folder,
            sys_inputs={"svg": svg},
        )  # fmt: skip
        made: Any = compiler.compile(format="png", ppi=ppi)
        return made[0] if isinstance(made, list) else made


def _body(report: Report) -> dict[str, Any]:
    """The report as JSON with what only the PDF needs: logo bytes, language and region apart."""
    body = set_report(report)
    body["logo"] = list(report.style.logo) or None
    language, _, region = report.language.partition("-")
    body["lang"] = language if language.isalpha() and language.isascii() and 2 <= len(language) <= 3 else "en"
    body["region"] = region if len(region) == 2 and region.isalpha() and region.isascii() else None
    return body


def _told(fault: Refused) -> KpdeskError:
    first = next(iter(fault.first.strip().splitlines()), "no reason given")
    return KpdeskError(f"The briefing could not be set: {first}", "Leave out the section added last, or make HTML.")


def _data(body: dict[str, Any], missing: set[str]) -> str:
    """The data with characters that cannot be shown replaced by their numbers, and a line that says so in front."""
    if not missing:
        return json.dumps(body, ensure_ascii=False)
    names = " ".join(by_number(c) for c in sorted(missing)[:12]) + (" …" if len(missing) > 12 else "")
    sentence = f"No font on this computer shows these characters; they appear as numbers: {names}"
    body = {**body, "notes": [*body["notes"], sentence]}
    return json.dumps(body, ensure_ascii=False).translate({ord(c): by_number(c) for c in missing})


def _refused(fault: Refused) -> set[str]:
    """The characters that Typst says it cannot print."""
    refused: set[str] = set()
    for match in _REFUSED.finditer(fault.words):
        shown = match[1] or match[2] or ""
        refused.update(_ESCAPE.sub(lambda m: chr(int(m[1], 16)), shown).replace('\\"', ""))
    return {c for c in refused if ord(c) > 0x7E}


def _moment(day: str) -> datetime.datetime:
    """Noon of the day that is printed as the day of making: the file's own time, so that bytes repeat."""
    try:
        year, month, date = (int(part) for part in f"{day}-01-01".split("-")[:3])
        return datetime.datetime(year, month, date, 12, tzinfo=datetime.UTC)
    except ValueError:
        return datetime.datetime(2000, 1, 1, 12, tzinfo=datetime.UTC)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files("kpdesk.exports") / "templates" / "briefing.typ").read_bytes()


@lru_cache(maxsize=2)
def _fonts(system: bool) -> typst.Fonts:
    return typst.Fonts(system, False, [str(fonts_folder())])
