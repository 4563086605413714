"""What earlier briefings held, what changed since, and the templates that keep a writer's choices."""

from __future__ import annotations

import json

from kpdesk.domain.changes import Changes
from kpdesk.domain.records import BriefingMade, BriefingTemplate, Reviewed
from kpdesk.domain.report import Block, Paragraph, Run, Sentence
from kpdesk.domain.values import as_values, content_hash, kept_object
from kpdesk.domain.vocabulary import BRIEFING_KINDS
from kpdesk.errors import UsageError
from kpdesk.services.briefing_choices import Choices, choices_from, require_kind
from kpdesk.services.briefing_words import Words, plain_sentence, shown
from kpdesk.store.case import CaseFile, now


def contents_of(used: dict[tuple[str, str], Reviewed]) -> dict[str, str]:
    """Record id -> content hash of what a briefing holds."""
    return {record.id: content_hash(kind, as_values(record)) for (kind, _), record in used.items()}


def last_made(case: CaseFile, kind: str, of: str) -> BriefingMade | None:
    """The last briefing of this kind and subject that was remembered."""
    made = case.all("briefing_made", kind=kind, of=of)
    return max(made, key=lambda m: (m.made_at, m.id)) if made else None


def remember(case: CaseFile, kind: str, of: str, choices: Choices, used: dict[tuple[str, str], Reviewed]) -> Changes:
    """Keep what a briefing held, so that the next can say what changed."""
    with case.unit(f"Made a briefing: {BRIEFING_KINDS[kind].lower()}") as unit:
        unit.add(
            BriefingMade(
                kind=kind, of=of, made_at=now(), choices=choices.as_json(),
                contents=json.dumps(contents_of(used), sort_keys=True),
            )
        )  # fmt: skip
    return unit.changes


def since(w: Words, last: BriefingMade | None) -> list[Block]:
    """What is new, what reads differently, and how much is gone since ``last``; from what ``w`` has used."""
    if last is None:
        return [
            Paragraph(sentences=(plain_sentence("This is the first briefing of this kind that the case remembers."),))
        ]
    before: dict[str, str] = kept_object(last.contents)
    current = contents_of(w.used)
    new = [r for (_, i), r in w.used.items() if i not in before]
    changed = [r for (_, i), r in w.used.items() if i in before and before[i] != current[i]]
    gone = len(before.keys() - current.keys())
    day = shown(last.made_at[:10])
    if not new and not changed and not gone:
        return [Paragraph(sentences=(plain_sentence(f"Nothing changed since the briefing of {day}."),))]
    counts = [(len(new), "new"), (len(changed), "changed"), (gone, "no longer in it")]
    told = ", ".join(f"{n} {word}" for n, word in counts if n)
    blocks: list[Block] = [Paragraph(sentences=(plain_sentence(f"Since the briefing of {day}: {told}."),))]
    for word, records in (("New: ", new), ("Changed: ", changed)):
        for record in records:
            sentence = _told(w, record)
            if sentence is not None:
                lead = Run(word, "strong")
                blocks.append(
                    Paragraph(
                        sentences=(
                            Sentence(
                                runs=(lead, *sentence.runs), evidence=sentence.evidence, reviewed=sentence.reviewed,
                                quoted=sentence.quoted, record=sentence.record,
                            ),
                        )
                    )
                )  # fmt: skip
    return blocks


def _told(w: Words, record: Reviewed) -> Sentence | None:
    """The sentence of a record; what only helps others to be told (a name, a role) has none."""
    match record.KIND:
        case "statement":
            return w.statement(record)  # type: ignore[arg-type]
        case "position":
            return w.position(record)  # type: ignore[arg-type]
        case "participation":
            return w.participation(record)  # type: ignore[arg-type]
    return None


# templates


def templates(case: CaseFile, kind: str | None = None) -> list[BriefingTemplate]:
    """The templates of a case, by name; of one kind when given."""
    found = case.all("briefing_template", **({"kind": kind} if kind else {}))
    return sorted(found, key=lambda t: t.name.casefold())


def keep_template(case: CaseFile, name: str, kind: str, choices: Choices) -> Changes:
    """Keep choices under a name; one of the same name and kind is replaced."""
    name = " ".join(name.split())
    if not name:
        raise UsageError("The template needs a name.", "Write one.")
    old = next((t for t in templates(case, require_kind(kind)) if t.name.casefold() == name.casefold()), None)
    with case.unit(f"Kept the briefing template “{name}”") as unit:
        if old:
            unit.put(BriefingTemplate(id=old.id, name=name, kind=kind, choices=choices.as_json()))
        else:
            unit.add(BriefingTemplate(name=name, kind=kind, choices=choices.as_json()))
    return unit.changes


def remove_template(case: CaseFile, template_id: str) -> Changes:
    """Take a template out of the case; undo brings it back."""
    template = case.get("briefing_template", template_id)
    if template is None:
        raise UsageError("This template is no longer in the case.", "History can bring it back.")
    with case.unit(f"Removed the briefing template “{template.name}”") as unit:
        unit.remove("briefing_template", template_id)
    return unit.changes


def choices_of(template: BriefingTemplate) -> Choices:
    """The choices that a template keeps. Raises UsageError where they cannot be read."""
    return choices_from(template.choices)
