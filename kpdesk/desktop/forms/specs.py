"""Which fields of a record a person sees in its form, in which order, and by what they are edited. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from kpdesk.domain.vocabulary import ALLOWED


@dataclass(frozen=True)
class FieldSpec:
    """``editor`` is line, long, date, choice, country, actor, meeting, issue or source (shown only)."""

    name: str
    label: str
    editor: str = "line"
    hint: str = ""

    def choices(self, kind: str) -> dict[str, str]:
        return ALLOWED.get((kind, self.name), {})


_DATE = "2011, June 2011, 20 June 2011"
SPECS: dict[str, tuple[FieldSpec, ...]] = {
    "source": (
        FieldSpec("title", "Title"),
        FieldSpec("outlet", "Outlet"),
        FieldSpec("author", "Author"),
        FieldSpec("address", "Address", hint="https://…"),
        FieldSpec("published", "Published", "date", _DATE),
        FieldSpec("accessed", "Accessed", "date", _DATE),
        FieldSpec("kind", "Kind", "choice"),
        FieldSpec("language", "Language", "language"),
        FieldSpec("note", "Note", "long"),
    ),
    "actor": (
        FieldSpec("name", "Name"),
        FieldSpec("kind", "Kind", "choice"),
        FieldSpec("country", "Country", "country"),
        FieldSpec("note", "Note", "long"),
    ),
    "name": (FieldSpec("text", "Written"), FieldSpec("kind", "Kind", "choice")),
    "affiliation": (
        FieldSpec("member_id", "Who", "actor"),
        FieldSpec("role", "Role"),
        FieldSpec("of_id", "Of", "actor"),
        FieldSpec("start", "From", "date", _DATE),
        FieldSpec("end", "To", "date", _DATE),
    ),
    "meeting": (
        FieldSpec("name", "Name"),
        FieldSpec("kind", "Kind", "choice"),
        FieldSpec("series", "Series"),
        FieldSpec("place", "Place"),
        FieldSpec("country", "Country", "country"),
        FieldSpec("start", "From", "date", _DATE),
        FieldSpec("end", "To", "date", _DATE),
        FieldSpec("chair_id", "Chair", "actor"),
        FieldSpec("host_id", "Host", "actor"),
        FieldSpec("note", "Note", "long"),
    ),
    "participation": (
        FieldSpec("actor_id", "Actor", "actor"),
        FieldSpec("how", "How", "choice"),
        FieldSpec("meeting_id", "Meeting", "meeting"),
    ),
    "statement": (
        FieldSpec("speaker_id", "Speaker", "actor"),
        FieldSpec("on_behalf_of_id", "On behalf of", "actor"),
        FieldSpec("content", "Words", "shown"),
        FieldSpec("mode", "Mode", "choice"),
        FieldSpec("told_to", "Told to"),
        FieldSpec("said_on", "Said on", "date", _DATE),
        FieldSpec("said_at_id", "Said at", "meeting"),
        FieldSpec("run_up_to_id", "Before", "meeting"),
        FieldSpec("note", "Note", "long"),
    ),
    "position": (
        FieldSpec("holder_id", "Holder", "actor"),
        FieldSpec("issue_id", "Issue", "issue"),
        FieldSpec("stance", "Stance", "choice"),
        FieldSpec("as_of", "As of", "date", _DATE),
        FieldSpec("claimed_by_id", "Claimed by", "actor", "empty: the holder itself"),
        FieldSpec("note", "Note", "long"),
    ),
}
WORDS = {
    "source": "Text",
    "actor": "Actor",
    "name": "Name",
    "affiliation": "Affiliation",
    "meeting": "Meeting",
    "participation": "Who came",
    "statement": "Statement",
    "position": "Position",
}
