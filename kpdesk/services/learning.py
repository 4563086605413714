"""What a correction teaches: aliases and phrases that the next extraction of this case will know. Reversible."""

from __future__ import annotations

from dataclasses import replace

from kpdesk.domain.changes import Changes
from kpdesk.domain.records import LearntPhrase, Name
from kpdesk.domain.vocabulary import NAME_KINDS, STANCES
from kpdesk.errors import UsageError
from kpdesk.store.case import CaseFile


def teach_name(case: CaseFile, actor_id: str, text: str, *, kind: str = "misspelling") -> Changes:
    """Keep another way in which an actor is written."""
    actor = case.get("actor", actor_id)
    text = " ".join(text.split())
    if actor is None or not text:
        raise UsageError("Nothing to learn: name an actor and a spelling.")
    known = {n.text.casefold() for n in case.all("name", actor_id=actor_id)} | {actor.name.casefold()}
    if text.casefold() in known:
        return Changes()
    with case.unit(f"Learnt “{text}” as {NAME_KINDS[kind]} of {actor.name}") as unit:
        unit.add(Name(actor_id=actor_id, text=text, kind=kind, learnt=True))
    return unit.changes


def teach_phrase(case: CaseFile, phrase: str, issue_id: str, stance: str) -> Changes:
    """Keep that a phrase means this stance on this issue; an earlier reading of the phrase is withdrawn."""
    phrase = " ".join(phrase.split())
    issue = case.get("issue", issue_id)
    if not 2 <= len(phrase) <= 200 or issue is None or stance not in STANCES:
        raise UsageError("A phrase of 2 to 200 characters can be learnt.", "Select fewer words.")
    with case.unit(f"Learnt “{phrase}” as {STANCES[stance].lower()} on {issue.label}") as unit:
        for old in unit.all("learnt_phrase", withdrawn=False):
            if old.phrase.casefold() == phrase.casefold():
                unit.put(replace(old, withdrawn=True))
        unit.add(LearntPhrase(phrase=phrase, issue_id=issue_id, stance=stance))
    return unit.changes


def withdraw(case: CaseFile, phrase_id: str) -> Changes:
    """Let a learnt phrase teach no more."""
    phrase = case.get("learnt_phrase", phrase_id)
    if phrase is None or phrase.withdrawn:
        return Changes()
    with case.unit(f"Withdrew “{phrase.phrase}”") as unit:
        unit.put(replace(phrase, withdrawn=True))
    return unit.changes
