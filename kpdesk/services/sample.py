"""The sample case: built from the demonstration texts, for a first look and for checking a machine."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import kpdesk
from kpdesk.errors import CaseFileError
from kpdesk.resources import sample_data
from kpdesk.services import capture, cases
from kpdesk.store.case import CaseFile
from kpdesk.store.places import data_folder

NAME = "Marange, a demonstration"
Progress = Callable[[float, str], None]


def build(path: Path, progress: Progress | None = None) -> CaseFile:
    """A new case file with every demonstration text read into it. Raises CaseFileError where ``path`` is taken.

    The case is kept in the program's own folder, so that the next one is a copy, ready in a moment, as long as
    neither texts nor model nor program have changed.
    """
    if path.exists():
        raise CaseFileError(f"{path.name} is there already.", "Choose another name, or open it.")
    kept = _kept()
    if not _is_whole(kept):
        with _read(kept.with_suffix(f".{os.getpid()}.kpdesk"), progress) as case:
            made = case.path
        with contextlib.suppress(OSError):
            for old in kept.parent.glob("sample-*"):
                if old != made:
                    old.unlink()
            made.replace(kept)
        if not kept.exists():
            raise CaseFileError("The sample case could not be written.", "Check the disk's free space.")
    shutil.copyfile(kept, path)
    if progress:
        progress(1.0, "")
    return cases.open_case(path)


def texts() -> list[dict[str, str]]:
    """What is known of each demonstration text: file, title, outlet, date."""
    return json.loads((sample_data() / "index.json").read_text("utf-8"))


def _kept() -> Path:
    from kpdesk.extract.pipeline import model_label

    folder = data_folder() / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    made_of = hashlib.sha256(f"{kpdesk.__version__} {model_label()}".encode())
    for file in sorted(sample_data().iterdir()):
        made_of.update(file.read_bytes())
    for file in sorted((Path(kpdesk.__file__).parent / "extract").glob("*.*")):
        made_of.update(f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}".encode())
    return folder / f"sample-{made_of.hexdigest()[:16]}.kpdesk"


def _is_whole(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        cases.open_case(path, read_only=True).close()
    except CaseFileError:
        path.unlink(missing_ok=True)
        return False
    return True


def _read(path: Path, progress: Progress | None) -> CaseFile:
    listed = texts()
    path.unlink(missing_ok=True)
    case = cases.create(path, name=NAME)
    for n, about in enumerate(listed):
        if progress:
            progress(n / len(listed), about["title"])
        added = capture.add_file(
            case, sample_data() / about["file"], title=about["title"], outlet=about["outlet"], address=about.get("address"),
            published=about.get("published"), kind=about.get("kind"),
        )  # fmt: skip
        capture.read_and_propose(case, added.source_id)
    return case
