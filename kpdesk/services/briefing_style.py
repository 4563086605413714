"""The head under which a case's briefings go out: kept in the case, checked before it is."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import replace
from pathlib import Path

from kpdesk.domain.changes import Changes
from kpdesk.domain.records import CaseSettings
from kpdesk.domain.report import HouseStyle
from kpdesk.domain.values import kept_object
from kpdesk.errors import KpdeskError, UsageError
from kpdesk.store.case import CaseFile

LARGEST_LOGO = 2_000_000  # bytes
FIELDS = ("organisation", "address", "accent", "logo")
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def kept_style(settings: CaseSettings) -> dict[str, str]:
    """The head as it is kept; what cannot be read counts as nothing."""
    kept = kept_object(settings.house_style)
    return {name: str(kept.get(name) or "") for name in FIELDS} if kept else {}


def house_style(case: CaseFile, settings: CaseSettings) -> HouseStyle:
    """The head with the bytes of its logo (a blob of the case, or base64)."""
    kept = kept_style(settings)
    logo = kept.pop("logo", "")
    try:
        data = case.blob(logo) if len(logo) == 64 else base64.b64decode(logo.partition(",")[2] or logo, validate=True)
    except (KpdeskError, binascii.Error, ValueError):
        data = b""  # a logo that is gone is no reason to make no briefing
    return HouseStyle(logo=data, **kept)


def change_style(case: CaseFile, **changed: str) -> Changes:
    """Keep a changed head. Raises UsageError where the colour is none."""
    accent = changed.get("accent", "").strip().lower().lstrip("#")
    if accent and not re.fullmatch(r"[0-9a-f]{6}", accent):
        raise UsageError(f"“{changed['accent']}” is no colour.", "Write six digits from 0 to f, such as 1b4b73.")
    if "accent" in changed:
        changed["accent"] = f"#{accent}" if accent else ""
    settings = case.settings()
    before = kept_style(settings)
    after = {**before, **{k: v for k, v in changed.items() if k in FIELDS}}
    if after == before or (not any(after.values()) and not any(before.values())):
        return Changes()
    with case.unit("Changed the letter head of briefings") as unit:
        unit.put(replace(settings, house_style=json.dumps(after, ensure_ascii=False, sort_keys=True)))
    return unit.changes


def change_logo(case: CaseFile, path: Path | None) -> Changes:
    """Keep a PNG or JPEG file as the logo; None takes it away. Raises UsageError where it is neither or too large."""
    digest = ""
    if path is not None:
        try:
            data = path.read_bytes() if path.stat().st_size <= LARGEST_LOGO else b""
        except OSError as fault:
            raise UsageError(f"{path.name} cannot be read: {fault.strerror}.", "Choose another file.") from fault
        if not data:
            raise UsageError(f"{path.name} is too large for a logo.", "Choose one of at most 2 MB.")
        if not data.startswith(_SIGNATURES):
            raise UsageError(f"{path.name} is no PNG or JPEG picture.", "Choose another file.")
        with case.unit("Chose a logo for briefings") as unit:
            digest = unit.keep_blob(data)
            kept = {**kept_style(case.settings()), "logo": digest}
            unit.put(replace(case.settings(), house_style=json.dumps(kept, ensure_ascii=False, sort_keys=True)))
        return unit.changes
    return change_style(case, logo="")
