"""The field's closed word lists: what a column may hold, and how a person reads it."""

from __future__ import annotations

ACTOR_KINDS = {
    "person": "Person",
    "ngo": "NGO",
    "government": "Government",
    "intergovernmental": "Intergovernmental body",
    "company": "Company",
    "organisation": "Organisation",
    "group": "Unnamed group",
}
NAME_KINDS = {
    "full": "full name",
    "short": "short form",
    "acronym": "acronym",
    "former": "former name",
    "misspelling": "misspelling",
    "translation": "translation",
}
MEETING_KINDS = {
    "plenary": "Plenary",
    "intersessional": "Intersessional",
    "special": "Special session",
    "negotiation": "Negotiation",
    "ministerial": "Ministerial",
    "civil_society": "Civil-society meeting",
    "other": "Other meeting",
}
PARTICIPATIONS = {
    "attended": "attended",
    "hosted": "hosted",
    "chaired": "chaired",
    "boycotted": "boycotted",
    "walked_out": "walked out",
    "will_attend": "will attend",
    "will_boycott": "will boycott",
    "excluded": "excluded",
}
STANCES = {"support": "Support", "oppose": "Oppose", "mixed": "Mixed", "unclear": "Not clear"}
STANCE_SIGNS = {"support": "▲", "oppose": "▼", "mixed": "◆", "unclear": "?"}
MODES = {"direct": "direct", "indirect": "indirect", "mixed": "mixed"}
STATES = {"proposed": "proposed", "accepted": "accepted", "edited": "edited", "rejected": "rejected"}
DECIDED = ("accepted", "edited")
OUTCOMES = {"adopted": "Adopted", "blocked": "Blocked", "deferred": "Deferred", "none": "None"}
SOURCE_KINDS = {
    "article": "Article",
    "press_release": "Press release",
    "communique": "Communiqué",
    "letter": "Letter",
    "report": "Report",
    "speech": "Speech",
    "other": "Other",
}
BRIEFING_KINDS = {
    "chronology": "Chronology",
    "meeting": "Meeting brief",
    "actor": "Actor profile",
    "issue": "Issue brief",
    "quotations": "Quotation sheet",
}
ALLOWED: dict[tuple[str, str], dict[str, str]] = {
    ("actor", "kind"): ACTOR_KINDS,
    ("name", "kind"): NAME_KINDS,
    ("meeting", "kind"): MEETING_KINDS,
    ("participation", "how"): PARTICIPATIONS,
    ("position", "stance"): STANCES,
    ("learnt_phrase", "stance"): STANCES,
    ("statement", "mode"): MODES,
    ("outcome", "result"): OUTCOMES,
    ("source", "kind"): SOURCE_KINDS,
}
