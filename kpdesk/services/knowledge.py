"""What a case knows, as the plain snapshot that extraction reads; and what a new case starts from."""

from __future__ import annotations

from collections.abc import Iterable

from kpdesk.domain.draft import Known, KnownActor, KnownIssue, KnownMeeting
from kpdesk.domain.records import Actor, Issue
from kpdesk.extract import reference
from kpdesk.services.rereading import untouched
from kpdesk.store import queries
from kpdesk.store.case import CaseFile


def issue_records() -> list[Issue]:
    """The issues of the reference set as records of a case."""
    return [
        Issue(
            key=i.key, label=i.label, description=i.description, support_means=i.support_means, phrases=tuple(i.phrases)
        )
        for i in reference.issues()
    ]


def known(case: CaseFile, *, reading: str | None = None) -> Known:
    """Names, meetings, issues and learnt readings of this case; a person's decisions win over the reference.

    ``reading`` is the source about to be read: what was only proposed from it before is left out, so that a new
    reading is not led by the old one.
    """
    left_out = _own_proposals(case, reading) if reading else set()
    actors = {a.id: a for a in case.all("actor") if a.id not in left_out}
    names: dict[str, list[str]] = {}
    for name in case.all("name"):
        names.setdefault(name.actor_id, []).append(name.text)
    keys = {i.id: i.key for i in case.all("issue")}
    return Known(
        use_reference=case.settings().use_reference,
        actors=tuple(_known_actor(a, names.get(a.id, [])) for a in actors.values() if a.state != "rejected"),
        meetings=tuple(
            KnownMeeting(
                id=m.id, name=m.name, kind=m.kind, place=m.place or None, country=m.country, start=m.start, end=m.end,
                reference=m.reference,
            )
            for m in case.all("meeting", state=("proposed", "accepted", "edited"))
            if m.id not in left_out
        ),
        issues=tuple(KnownIssue(key=i.key, label=i.label, phrases=i.phrases) for i in case.all("issue")),
        not_the_same=frozenset(
            frozenset((actors[d.actor_id].name, actors[d.other_id].name))
            for d in case.all("distinction")
            if d.actor_id in actors and d.other_id in actors
        ),
        rejected_names=_refused(actors.values(), names),
        phrases=tuple(
            (p.phrase, keys[p.issue_id], p.stance)
            for p in case.all("learnt_phrase", withdrawn=False)
            if p.issue_id in keys
        ),
    )  # fmt: skip


def _own_proposals(case: CaseFile, source_id: str) -> set[str]:
    """Undecided actors and meetings that rest on this source alone."""
    return {
        record_id
        for kind in ("actor", "meeting")
        for record_id, record in case.get_many(kind, sorted(queries.only_in_source(case, kind, source_id))).items()
        if untouched(record)
    }


def _refused(actors: Iterable[Actor], names: dict[str, list[str]]) -> frozenset[str]:
    """Every way in which refused actors are written, unless an actor that stands is written so."""
    standing: set[str] = set()
    refused: set[str] = set()
    for actor in actors:
        written = {text.casefold() for text in (actor.name, *names.get(actor.id, ()))}
        (refused if actor.state == "rejected" else standing).update(written)
    return frozenset(refused - standing)


def _known_actor(actor: Actor, names: list[str]) -> KnownActor:
    return KnownActor(
        id=actor.id, name=actor.name, kind=actor.kind, names=tuple(names), country=actor.country,
        reference=actor.reference,
    )  # fmt: skip
