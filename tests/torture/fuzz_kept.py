"""Hostile forms of what kpdesk keeps beside a case and in text fields of it: settings, choices, cards, seals, locks."""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kpdesk import settings
from kpdesk.domain.finding import Criteria
from kpdesk.domain.records import CaseSettings, Statement
from kpdesk.domain.review import machine_reading
from kpdesk.domain.values import fitted, kept_object
from kpdesk.errors import KpdeskError
from kpdesk.services import unkept
from kpdesk.services.briefing_choices import Choices, choices_from
from kpdesk.services.briefing_style import kept_style
from kpdesk.store import backup, check_log
from kpdesk.store.case import CaseFile
from kpdesk.store.check import check
from kpdesk.store.places import data_folder
from tests.builders import a_full_case

_NAMES = [f.name for cls in (Choices, Criteria, settings.Settings) for f in dataclasses.fields(cls)]


def parsers(texts: Any, plain: Any, folder: Path, inputs: int) -> Iterator[tuple[str, Any, Callable[..., object], int]]:
    """(name, what to feed, the parser, how often) for each; ``plain`` are values as JSON has them."""
    objects = st.dictionaries(st.one_of(st.sampled_from(_NAMES), texts), plain, max_size=4).map(json.dumps)
    kept = st.one_of(texts, objects, plain.map(json.dumps), st.integers(1, 20_000).map(lambda n: "[" * n))
    lines = st.one_of(
        st.binary(max_size=80),
        objects.map(lambda text: text[1:-1].replace('": ', '" = ').replace(', "', '\n"').encode("utf-8", "replace")),
    )
    place = folder / "settings.toml"

    def settings_file(data: bytes) -> None:
        place.write_bytes(data)
        held = settings.load(place)
        held.save()
        assert settings.load(place) == held

    yield "settings", lines, settings_file, inputs
    yield "kept choices", kept, _kept, inputs
    yield "exported log", st.lists(plain, max_size=3), _exported, inputs


def _kept(text: str) -> None:
    criteria = Criteria(**fitted(Criteria, kept_object(text)))
    assert isinstance(criteria.words, str)
    kept_style(CaseSettings(house_style=text))
    machine_reading(Statement(source_id="s", machine_said=text))
    choices = choices_from(text)
    assert choices_from(choices.as_json()) == choices


def _exported(rows: list[Any]) -> None:
    try:
        check_log.verify_exported(rows, {})
    except (ValueError, LookupError, TypeError, AttributeError):  # evidence.verify_package tells these as one sentence
        return


def beside(folder: Path, mutated: Callable[[bytes, random.Random], bytes], inputs: int) -> Iterator[str]:
    """Damage what lies beside a case, a blow at a time, and use the case; yields what went wrong, "" for nothing."""
    chance = random.Random(9)
    case = a_full_case(folder, file="beside.kpdesk")
    path = case.path
    backup.back_up(case, "by hand")
    unkept.Shelf(case).keep({"paste": {"text": "words"}})
    case.close()
    whole = {p: p.read_bytes() for p in sorted(data_folder().rglob("*")) if p.is_file() and p.suffix != ".kpdesk"}
    for _ in range(inputs):
        struck = chance.choice(sorted(whole))
        struck.write_bytes(mutated(whole[struck], chance))
        try:
            yield _used(path)
        except Exception as fault:
            yield f"{struck.name}: {fault!r}"
        struck.parent.mkdir(parents=True, exist_ok=True)
        struck.write_bytes(whole[struck])


def _used(path: Path) -> str:
    """Open, look for what was put by and for backups, close, check: "" where each gave an answer."""
    try:
        with CaseFile.open(path) as case:
            unkept.Shelf(case).typed()
            backup.backups_in(backup.folder_of(case))
        backup.backups_in(backup.folder_by_path(path))
    except KpdeskError:
        return ""
    found = check(path)
    return "" if found.ok or all("closed it" in f.message for f in found.findings) else str(found.findings[0])
