"""What may be told when something is reported: versions, numbers, and where in the code a fault was. No case text.

Messages of errors may quote what a person wrote, so of an error only its kind and its way through the code is told.
"""

from __future__ import annotations

import platform
import sys
import traceback
from collections import deque
from pathlib import Path
from typing import Any

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from kpdesk import __version__
from kpdesk.desktop import theme
from kpdesk.settings import Settings

# Python writes these itself, of names in the code alone.
_OWN_WORDS = (AttributeError, NameError, RecursionError)
MOST_FAULTS = 10
faults: deque[str] = deque(maxlen=MOST_FAULTS)  # of this session, newest last; held in memory only


def trace(error: BaseException) -> str:
    """The kinds of an error and its causes with the lines of code they came through; nothing of their values."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)  # type: ignore[assignment]
    return "\n".join(_one(each) for each in reversed(chain))


def _one(error: BaseException) -> str:
    lines = [
        f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    kind = type(error)
    said = f": {error}" if kind in _OWN_WORDS else ""
    if isinstance(error, ImportError):
        said = f": {error.name}"  # its own words end with the path of a file
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return "\n".join([*lines, f"{name}{said}"])


def _place(filename: str) -> str:
    """A file by its place in its package: where the package lies is nobody's business."""
    parts = Path(filename).parts
    for root in ("kpdesk", "site-packages"):
        if root in parts[:-1]:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at + (root != "kpdesk") :])
    return parts[-1] if parts else filename


def note(error: BaseException) -> str:
    """Keep a fault for the diagnostic of this session; returns its words."""
    words = trace(error)
    faults.append(words)
    return words


def diagnostic(case: Any, settings: Settings) -> str:
    """All that “Copy a diagnostic” copies, as it is shown before."""
    screen = QGuiApplication.primaryScreen()
    size = f"{screen.size().width()}×{screen.size().height()} at {screen.devicePixelRatio():g}" if screen else "none"
    lines = [
        f"kpdesk {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}",
        f"Installed as {'a program' if getattr(sys, 'frozen', False) else 'a Python package'}",
        f"Screen {size}, platform {QGuiApplication.platformName()}",
        f"Theme {'dark' if theme.current.dark else 'light'}, letters {settings.scale:g}",
    ]
    if case is not None:
        counts = ", ".join(
            f"{case.count(kind)} {kind}s" for kind in ("source", "actor", "meeting", "statement", "position")
        )
        kind = "protected" if case.encrypted else "plain"
        lines += [f"Case: {kind}{', read only' if case.read_only else ''}; {counts}", f"Changes: {_changes(case)}"]
    lines += [f"Faults in this session: {len(faults)}", *faults]
    return "\n".join(lines)


def _changes(case: Any) -> int:
    found = case.history(limit=1)
    return found[0].seq if found else 0
