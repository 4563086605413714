"""The sample case: built from the demonstration texts, for a first look and for checking a machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from kpdesk.resources import sample_data
from kpdesk.services import capture, cases
from kpdesk.store.case import CaseFile

NAME = "Marange, a demonstration"


def build(path: Path, progress: Callable[[float, str], None] | None = None) -> CaseFile:
    """A new case file with every demonstration text read into it. Raises CaseFileError where ``path`` is taken."""
    folder = sample_data()
    texts = json.loads((folder / "index.json").read_text("utf-8"))
    case = cases.create(path, name=NAME)
    for n, about in enumerate(texts):
        if progress:
            progress(n / len(texts), about["title"])
        added = capture.add_file(
            case, folder / about["file"], title=about["title"], outlet=about["outlet"], address=about.get("address"),
            published=about.get("published"), kind=about.get("kind"),
        )  # fmt: skip
        capture.read_and_propose(case, added.source_id)
    if progress:
        progress(1.0, "")
    return case
