"""What a field can be completed to: the case's own actors, meetings and issues, then the reference set."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpdesk.domain.dates import show
from kpdesk.domain.vocabulary import ACTOR_KINDS
from kpdesk.errors import UsageError
from kpdesk.extract import reference
from kpdesk.store import queries_review
from kpdesk.store.case import CaseFile

MOST = 12


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing to choose. Without ``record_id`` it is not in the case yet: from the reference set, or new."""

    name: str
    record_id: str | None = None
    reference: str | None = None
    about: str = ""  # the second, paler half of the line
    sort: str = ""
    country: str | None = None
    place: str = ""
    when: str = ""
    names: tuple[tuple[str, str], ...] = field(default=())  # (text, kind) of a reference entry

    @property
    def is_new(self) -> bool:
        return self.record_id is None and self.reference is None


def actors(case: CaseFile, words: str, *, most: int = MOST) -> list[Choice]:
    """Actors whose name, or another of their names, holds the words; the case's own first."""
    found = [
        Choice(name=row.name, record_id=row.id, sort=row.kind, about=_actor_about(row.kind, row.text, row.name))
        for row in queries_review.actors_named(case, words, most)
    ]
    return _with_reference(case, found, words, ("people", "organisations", "countries"), "actor", most)


def meetings(case: CaseFile, words: str, *, most: int = MOST) -> list[Choice]:
    """Meetings whose name or place holds the words."""
    found = [
        Choice(name=row.name, record_id=row.id, sort=row.kind, about=show(row.start) if row.start else "no date")
        for row in queries_review.meetings_named(case, words, most)
    ]
    return _with_reference(case, found, words, ("meetings",), "meeting", most)


def issues(case: CaseFile, words: str = "", *, most: int = 50) -> list[Choice]:
    """Issues of the case whose label or signal phrases hold the words."""
    folded = reference.fold(words)
    return [
        Choice(name=i.label, record_id=i.id, about=i.description)
        for i in sorted(case.all("issue"), key=lambda i: i.label)
        if all(w in reference.fold(" ".join((i.label, i.key, *i.phrases))) for w in folded.split())
    ][:most]


def issue_id(choice: Choice | None) -> str | None:
    """The issue that was chosen. Raises UsageError where words were typed that name none of the case."""
    if choice is not None and choice.record_id is None:
        raise UsageError(f"There is no issue “{choice.name}” in this case.", "Choose one from the list.")
    return choice.record_id if choice else None


def tags(case: CaseFile, words: str = "") -> list[Choice]:
    """The tags of the case."""
    return [
        Choice(name=t.name, record_id=t.id)
        for t in sorted(case.all("tag"), key=lambda t: t.name.casefold())
        if words.casefold() in t.name.casefold()
    ]


def exactly(found: list[Choice], words: str) -> Choice | None:
    """The choice that is called just so, if there is one."""
    folded = reference.fold(words)
    return next((c for c in found if reference.fold(c.name) == folded), None)


def country_name(code: str | None) -> str:
    """The name of a country of the reference set; the code where it has none."""
    if not code:
        return ""
    entry = reference.load().country(code)
    return entry.name if entry else code


def country_code(words: str) -> str:
    """The code of a country as a person writes it. Raises UsageError where there is no such country."""
    for entry, _ in reference.load().find(words):
        if entry.section == "countries" and entry.country:
            return entry.country
    if len(words) == 2 and words.isalpha():
        return words.upper()
    raise UsageError(f"There is no country “{words}” in the reference set.", "Write its English name.")


def country_choices(words: str) -> list[Choice]:
    """Countries whose name begins like the words."""
    folded = reference.fold(words)
    return [
        Choice(name=e.name, reference=e.key, sort="government", country=e.country)
        for e in reference.load().section("countries")
        if any(part.startswith(folded) for part in (reference.fold(e.name), *reference.fold(e.name).split()))
    ]


def _with_reference(
    case: CaseFile, found: list[Choice], words: str, sections: tuple[str, ...], kind: str, most: int
) -> list[Choice]:
    if len(found) >= most or not words.strip() or not case.settings().use_reference:
        return found[:most]
    taken = queries_review.reference_keys(case, kind)
    wanted = reference.fold(words).split()
    more = [
        _reference_choice(entry)
        for section in sections
        for entry in reference.load().section(section)
        if entry.key not in taken and _says(entry, wanted)
    ]
    return (found + sorted(more, key=lambda c: (not c.name.casefold().startswith(words.casefold()), c.name)))[:most]


def _says(entry: reference.Entry, wanted: list[str]) -> bool:
    texts = [reference.fold(t) for t in (entry.name, *(n.text for n in entry.names), str(entry.facts.get("place", "")))]
    return any(all(any(part.startswith(w) for part in text.split()) for w in wanted) for text in texts)


def _reference_choice(entry: reference.Entry) -> Choice:
    sort = {"people": "person", "countries": "government"}.get(entry.section, _SORTS.get(entry.kind, entry.kind))
    when = entry.when or ""
    about = show(when) if when else ACTOR_KINDS.get(sort, "")
    names = tuple((n.text, _NAME_SORTS.get(n.kind, "full")) for n in entry.names if n.free)
    return Choice(
        name=entry.name, reference=entry.key, sort=sort, country=entry.country, about=about,
        place=str(entry.facts.get("place", "")), when=when, names=names,
    )  # fmt: skip


def _actor_about(kind: str, written: str | None, name: str) -> str:
    words = ACTOR_KINDS.get(kind, kind)
    return f"{words} · also {written}" if written and written != name else words


_SORTS = {"industry": "organisation", "other": "organisation", "government body": "government",
          "civil-society": "civil_society"}  # fmt: skip
_NAME_SORTS = {k: k for k in ("full", "short", "acronym", "former", "misspelling", "translation")}
