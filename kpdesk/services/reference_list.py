"""The reference list as a person browses it, and its entries taken into a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpdesk.domain.changes import Changes
from kpdesk.domain.dates import parse_date, show
from kpdesk.domain.records import Actor, Meeting, Name
from kpdesk.domain.vocabulary import MEETING_KINDS, NAME_KINDS
from kpdesk.domain.wording import counted
from kpdesk.errors import KpdeskError, UsageError
from kpdesk.extract import reference
from kpdesk.services.places import country_name
from kpdesk.store.case import CaseFile

SECTIONS = {"organisations": "Bodies", "people": "People", "meetings": "Meetings", "countries": "Countries"}
_ACTOR_KINDS = {"people": "person", "countries": "government"}
_KNOWN_KINDS = ("ngo", "government", "intergovernmental", "company", "organisation")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry in words. ``here``: the case holds it already."""

    key: str
    name: str
    about: str
    country: str
    when: str
    names: str
    sources: tuple[str, ...]
    certain: bool
    here: bool = False


def rows(section: str, words: str = "", case: CaseFile | None = None) -> list[Row]:
    """The entries of a section that hold the words."""
    wanted = reference.fold(words).split()
    held = _held(case) if case is not None else set()
    found = []
    for entry in reference.load().section(section):
        row = _row(entry, entry.key in held)
        text = reference.fold(" ".join((row.name, row.about, row.country, row.when, row.names)))
        if all(word in text for word in wanted):
            found.append(row)
    return found


def _row(entry: reference.Entry, here: bool) -> Row:
    facts = entry.facts
    about = str(facts.get("role") or facts.get("about") or MEETING_KINDS.get(entry.kind, "") or entry.note)
    when = _when(entry)
    return Row(
        key=entry.key, name=entry.name, about=about, country=country_name(entry.country), when=when,
        names=", ".join(n.text for n in entry.names if n.free), sources=tuple(entry.source), certain=entry.links, here=here,
    )  # fmt: skip


def _when(entry: reference.Entry) -> str:
    """Dates as people write them; years of office and the like as the list has them."""
    words = entry.when or str(entry.facts.get("years") or entry.facts.get("joined") or "")
    try:
        return show(parse_date(words)) if words else ""
    except KpdeskError:
        return words


def _held(case: CaseFile) -> set[str]:
    found = [*case.all("actor"), *case.all("meeting")]
    return {r.reference for r in found if r.reference and r.state != "rejected"}


def add(case: CaseFile, keys: Sequence[str]) -> Changes:
    """Take entries into the case as accepted records; what is there already is left alone."""
    held = _held(case)
    entries = [reference.load().entries[key] for key in dict.fromkeys(keys) if key not in held]
    entries = [e for e in entries if e.section in SECTIONS]
    if not entries:
        raise UsageError("These are in the case already.", "Nothing was added.")
    meetings = sum(e.section == "meetings" for e in entries)
    parts = [counted(n, noun) for n, noun in ((len(entries) - meetings, "actor"), (meetings, "meeting")) if n]
    one = entries[0].name if len(entries) == 1 else " and ".join(parts)
    with case.unit(f"Added {one} from the reference list") as unit:
        for entry in entries:
            made = _record(entry)
            unit.add(made)
            if isinstance(made, Actor):
                unit.add_all(_names(entry, made.id))
    return unit.changes


def _record(entry: reference.Entry) -> Actor | Meeting:
    if entry.section == "meetings":
        start, end = entry.facts.get("start"), entry.facts.get("end")
        return Meeting(
            name=entry.name, kind=entry.kind if entry.kind in MEETING_KINDS else "other",
            place=str(entry.facts.get("place") or ""), country=entry.country, start=start, end=end,
            reference=entry.key, made_by="reference list",
        )  # fmt: skip
    kind = _ACTOR_KINDS.get(entry.section, entry.kind if entry.kind in _KNOWN_KINDS else "organisation")
    return Actor(name=entry.name, kind=kind, country=entry.country, reference=entry.key, made_by="reference list")


def _names(entry: reference.Entry, actor_id: str) -> list[Name]:
    texts = {n.text: n.kind for n in entry.names if n.free and n.text != entry.name}
    return [Name(actor_id=actor_id, text=t, kind=k if k in NAME_KINDS else "full") for t, k in texts.items()]
