"""Pictures as files: the SVG of a page, or set by Typst as PNG of a chosen width or as PDF, text in the shipped fonts."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import typst

from kpdesk.domain.drawing import Layer
from kpdesk.errors import KpdeskError, UsageError
from kpdesk.exports.svg import svg
from kpdesk.resources import assets

SUFFIXES = (".png", ".svg", ".pdf")
WIDEST = 20_000  # pixels of a PNG
_POINTS_PER_PIXEL = 0.75


def picture_bytes(
    layers: list[Layer], w: float, h: float, *, suffix: str, width: int = 2000, title: str = "", description: str = ""
) -> bytes:
    """The page of ``w`` by ``h`` logical pixels as ``suffix`` says; ``width`` is the PNG's, in pixels."""
    drawn = svg(layers, w, h, title=title, description=description)
    if suffix == ".svg":
        return drawn.encode()
    source = "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#set document(title: sys.inputs.title)\n"
    source += '#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.wide) * 1pt, alt: sys.inputs.alt)\n'
    points = w * _POINTS_PER_PIXEL
    with tempfile.TemporaryDirectory(prefix="kpdesk-") as folder:
        # Only our own page lies on the disk: a program that is killed leaves nothing of the case there.
        (Path(folder) / "page.typ").write_text(source, "utf-8")
        kind = suffix.removeprefix(".")
        try:
            made = typst.compile(
                str(Path(folder) / "page.typ"),
                root=folder,
                format=kind,  # type: ignore[arg-type]
                ppi=width * 72 / points if kind == "png" else None,
                font_paths=[str(assets() / "fonts")],
                ignore_system_fonts=True,
                sys_inputs={"title": title, "alt": description or title, "wide": f"{points:.3f}", "svg": drawn},
            )
        except typst.TypstError as fault:
            first = re.sub(r"\s+", " ", str(fault).splitlines()[0])
            raise KpdeskError(f"The picture could not be drawn: {first}", "Write it as SVG instead.") from fault
    return made if isinstance(made, bytes) else bytes(made[0])  # type: ignore[arg-type]


def require_usable(out: Path | str, width: int) -> str:
    """The suffix to write. Raises UsageError for a suffix or width that cannot be made."""
    suffix = Path(out).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"{Path(out).name} names no kind of picture that can be made.", "End the name with .png, .svg or .pdf."
        )
    if not 200 <= width <= WIDEST:
        raise UsageError(f"A picture cannot be {width} pixels wide.", f"Choose a width from 200 to {WIDEST:,}.")
    return suffix
