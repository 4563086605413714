"""Briefings as PDF, set by Typst: tagged (PDF/UA-1), for archives (PDF/A-2a), the same bytes for the same report.

Nothing of a report is markup: the template is ours, the words travel as JSON. No file is read and no network used.
"""

from __future__ import annotations

import datetime
import json
import re
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from kpdesk.domain.report import Report
from kpdesk.errors import KpdeskError
from kpdesk.exports.glyphs import Found, fonts_folder, look_for
from kpdesk.exports.safe_text import by_number
from kpdesk.exports.setting import set_report

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


def as_pdf(report: Report) -> Printed:
    """The report as one PDF file. Characters without a glyph appear as ``[U+6F22]`` and are told in ``missing``."""
    return _printed(report, format="pdf", pdf_standards=STANDARDS)


def as_pages(report: Report, *, ppi: float = 110.0) -> Printed:
    """The pages as PNG, for the live preview."""
    return _printed(report, format="png", ppi=ppi)


def svg_as_png(svg: str, *, ppi: float = 220.0, width_mm: float = 158.0) -> bytes:
    """A vector picture as PNG, for readers that know no vectors."""
    source = (
        f"#set page(width: {width_mm}mm, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: "picture")'
    )
    with tempfile.TemporaryDirectory(prefix="kpdesk-set-") as empty:
        compiler = typst.Compiler(
            source.encode(), root=empty, font_paths=_fonts(False), package_path=empty, package_cache_path=empty,
            sys_inputs={"svg": svg},
        )  # fmt: skip
        made: Any = compiler.compile(format="png", ppi=ppi)
        return made[0] if isinstance(made, list) else made


def _printed(report: Report, **how: Any) -> Printed:
    body = set_report(report)
    body["logo"] = list(report.style.logo) or None
    language, _, region = report.language.partition("-")
    body["lang"] = language if language.isalpha() and 2 <= len(language) <= 3 else "en"
    body["region"] = region if len(region) == 2 and region.isalpha() else None
    text = json.dumps(body, ensure_ascii=False)
    found = look_for(text)
    missing = set(found.missing)
    for _ in range(_ATTEMPTS):
        try:
            made = _compiled(_told(body, missing), found, timestamp=_moment(report.front.made_on), **how)
        except typst.TypstError as fault:
            refused = _refused(fault) - missing
            if not refused:
                raise KpdeskError(
                    f"The briefing could not be set: {str(fault).splitlines()[0]}",
                    "Leave out the section that was added last, or make HTML.",
                ) from fault
            missing |= refused
        else:
            pages = tuple(made) if isinstance(made, list) else (made,)
            return Printed(data=pages[0], pages=pages, missing=tuple(sorted(missing)))
    raise KpdeskError(
        "The briefing holds too many characters that no font here can show.", "Install a font such as Noto Sans CJK."
    )


def _told(body: dict[str, Any], missing: set[str]) -> str:
    """The data with characters that cannot be shown replaced by their numbers, and a line that says so in front."""
    if not missing:
        return json.dumps(body, ensure_ascii=False)
    names = " ".join(by_number(c) for c in sorted(missing)[:12]) + (" …" if len(missing) > 12 else "")
    sentence = f"No font on this computer shows these characters; they appear as numbers: {names}"
    body = {**body, "notes": [*body["notes"], sentence]}
    table = {ord(c): by_number(c) for c in missing}
    return json.dumps(body, ensure_ascii=False).translate(table)


def _refused(fault: typst.TypstError) -> set[str]:
    refused: set[str] = set()
    for match in _REFUSED.finditer(str(fault.diagnostic) + str(fault)):
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


def _compiled(data: str, found: Found, **how: Any) -> Any:
    body = json.loads(data)
    body["fonts"] = list(found.families)
    with tempfile.TemporaryDirectory(prefix="kpdesk-set-") as empty:
        compiler = typst.Compiler(
            _template(), root=empty, font_paths=_fonts(bool(found.families)), package_path=empty,
            package_cache_path=empty, sys_inputs={"data": json.dumps(body, ensure_ascii=False)},
        )  # fmt: skip
        return compiler.compile(**how)
