"""The reference set that ships with the program: countries, bodies, people, meetings and issues of the field.

Every entry carries its source and how sure it is. ``partial`` entries are shown with their note and never
link on their own; scripts/build_reference.py makes the data file.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from kpdesk.domain.dates import earliest, latest, overlaps

SECTIONS = ("countries", "organisations", "people", "meetings", "chairs", "issues")
# The certification scheme is the process seen as a set of rules: texts use the two names for one actor.
SAME_ACTOR = {"organisation/kimberley-process-certification-scheme": "organisation/kimberley-process"}
_SUMMONED = ("ambiguous", "metonym", "adjective")  # names that need their context before they mean anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way an entry is written. ``free`` names link wherever they stand; others need context."""

    text: str
    kind: str
    free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A fact of the field. ``facts`` holds the other columns by name, for the browser of the reference set."""

    key: str
    section: str
    name: str
    kind: str
    names: tuple[Name, ...] = ()
    country: str | None = None
    confidence: str = "confirmed"
    note: str = ""
    source: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def links(self) -> bool:
        """Whether the entry may be linked without a person asking for it."""
        return self.confidence != "partial"

    @property
    def when(self) -> str | None:
        """The partial date of a meeting."""
        start, end = self.facts.get("start"), self.facts.get("end")
        return f"{start}/{end}" if start and end and start != end else start or end or None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFact:
    """An issue under dispute. ``key`` is what positions carry; ``phrases`` are the words that signal it."""

    key: str
    label: str
    description: str
    support_means: str
    phrases: tuple[str, ...]


def issues() -> tuple[IssueFact, ...]:
    """The issues of the set, in the order of the table."""
    return tuple(
        IssueFact(
            key=e.name,
            label=e.facts["label"],
            description=e.facts.get("description", ""),
            support_means=e.facts.get("support_means", ""),
            phrases=tuple(e.facts.get("phrases", ())),
        )
        for e in load().section("issues")
    )


@functools.lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """A name as it is compared: no accents, one kind of apostrophe, dash and "and", no leading article, caseless."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub(r"[\u2018\u2019\u02bc`]", "'", plain).replace("&", "and")
    words = re.sub(r"[-\u2010-\u2015/]", " ", plain).casefold().replace(".", "").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@dataclass(frozen=True, eq=False)
class Reference:
    """The loaded set with its indexes."""

    entries: Mapping[str, Entry]
    by_name: Mapping[str, tuple[tuple[Entry, Name], ...]]
    adjectives: Mapping[str, tuple[Entry, ...]]
    capitals: Mapping[str, Entry]

    def section(self, name: str) -> tuple[Entry, ...]:
        """All entries of one section, in the order of the tables."""
        return tuple(e for e in self.entries.values() if e.section == name)

    def find(self, text: str) -> tuple[tuple[Entry, Name], ...]:
        """Entries that are written this way, with the name that says so."""
        return self.by_name.get(fold(text), ())

    def country(self, code: str | None) -> Entry | None:
        return self.entries.get(f"country/{code.lower()}") if code else None

    def country_named(self, words: str) -> bool:
        """Whether words name a country, not a town."""
        return any(e.section == "countries" and n.kind != "metonym" for e, n in self.find(words))

    def place_code(self, place: str) -> str | None:
        """The country of a city or country name: "Kinshasa" -> "CD"."""
        for part in [place, *place.split(",")[::-1]]:
            key = fold(part)
            if key in self.capitals:
                return self.capitals[key].country
            for entry, name in self.by_name.get(key, ()):
                if entry.section == "countries" and name.kind != "ambiguous":
                    return entry.country
        return None

    def meetings(self, kind: str | None, place: str | None, code: str | None, when: str | None) -> list[Entry]:
        """Meetings that agree in everything that is known, and in both place (or country) and date."""
        if when is None or (place is None and code is None):
            return []
        found = []
        for entry in self.section("meetings"):
            its = entry.when
            if its is None or not overlaps(its, when) or not entry.links:
                continue
            if kind in ("plenary", "intersessional") and entry.kind != kind:
                continue
            same_place = place is not None and fold(entry.facts.get("place", "")).split(",")[0] in fold(place)
            if entry.facts.get("place") and (same_place or (code is not None and entry.country == code)):
                found.append(entry)
        return sorted(found, key=lambda e: (e.kind not in ("plenary", "intersessional"), e.key))


def distance(value: str, entry: Entry) -> int:
    """Days between the middle of a partial date and a meeting, to tell two candidates apart."""
    its = entry.when or value
    return abs(
        (earliest(value).toordinal() + latest(value).toordinal() - earliest(its).toordinal() - latest(its).toordinal())
        // 2
    )


@functools.lru_cache(maxsize=1)
def load() -> Reference:
    """The shipped set; read once."""
    raw = json.loads(resources.files("kpdesk.extract").joinpath("reference_data.json").read_text("utf-8"))
    entries: dict[str, Entry] = {}
    for section in SECTIONS:
        for row in raw[section]:
            entries[row["key"]] = _entry(section, row)
    by_name: dict[str, list[tuple[Entry, Name]]] = defaultdict(list)
    adjectives: dict[str, list[Entry]] = defaultdict(list)
    capitals: dict[str, Entry] = {}
    for entry in entries.values():
        if entry.section not in ("countries", "organisations", "people"):
            continue
        for name in (Name(text=entry.name, kind="full", free=True), *entry.names):
            if name.kind == "adjective" or (name.kind == "ambiguous" and entry.section == "countries"):
                adjectives[fold(name.text)].append(entry)
            if name.kind != "adjective":
                by_name[fold(name.text)].append((entry, name))
        for city in entry.facts.get("capitals", ()):
            capitals[fold(city)] = entry
    for entry in entries.values():
        city = str(entry.facts.get("place", "")).split(",")[0] if entry.section == "meetings" else ""
        country = entries.get(f"country/{entry.country.lower()}") if entry.country else None
        if city and country is not None:
            capitals.setdefault(fold(city), country)
    return Reference(
        entries=entries,
        by_name={k: tuple(v) for k, v in by_name.items()},
        adjectives={k: tuple(v) for k, v in adjectives.items()},
        capitals=capitals,
    )


def _entry(section: str, row: dict[str, Any]) -> Entry:
    known = ("key", "name", "kind", "names", "country", "confidence", "note", "source")
    names = tuple(Name(text=n["text"], kind=n["kind"], free=_free(n["text"], n["kind"])) for n in row.get("names", ()))
    return Entry(
        key=row["key"],
        section=section,
        name=row.get("name", ""),
        kind=row.get("kind", ""),
        names=names,
        country=row.get("country"),
        confidence=row.get("confidence", ""),
        note=row.get("note", ""),
        source=tuple(row.get("source", ())),
        facts={k: v for k, v in row.items() if k not in known},
    )


def _free(text: str, kind: str) -> bool:
    """A description ("the scheme"), a common word ("Commission") or a bare surname needs the entry named elsewhere."""
    if kind in _SUMMONED or text.split()[0][:1].islower() or text == "Commission":
        return False
    return kind != "acronym" or len(text) > 1
