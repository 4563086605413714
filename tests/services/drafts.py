"""Drafts made by hand: what extraction would propose, without a language model."""

from __future__ import annotations

from typing import Any

from kpdesk.domain.draft import (
    Draft,
    DraftActor,
    DraftMeeting,
    DraftParticipation,
    DraftPosition,
    DraftStatement,
    Span,
)

TEXT = (
    "The Diamond Watch Coalition will boycott the meeting in Windhoek this month, its coordinator said.\n"
    "“We cannot sit at a table where nothing is decided,” Ana Sithole, coordinator of the coalition, told reporters.\n"
    "The government of Examplia rejects an export ban, she said.\n"
)
QUOTE = "We cannot sit at a table where nothing is decided,"


def span(text: str, words: str) -> Span:
    """The first place of ``words``."""
    start = text.index(words)
    return Span(start, start + len(words), words)


def a_draft(text: str = TEXT, **over: Any) -> Draft:
    """Two actors and a government, a meeting with a boycott, a statement, a position; ``over`` replaces parts."""
    ana = DraftActor(
        id="a1", name="Ana Sithole", kind="person", role="coordinator", affiliation="a2", score=0.9,
        why="a name before a verb of saying", mentions=(span(text, "Ana Sithole"),), aliases=("Sithole",),
        role_evidence=span(text, "coordinator of the coalition"),
    )  # fmt: skip
    body = DraftActor(
        id="a2", name="Diamond Watch Coalition", kind="ngo", aliases=("DWC",), score=0.8,
        mentions=(span(text, "Diamond Watch Coalition"),),
    )  # fmt: skip
    state = DraftActor(
        id="a3", name="Examplia", kind="government", country="ZA", reference="country/za",
        mentions=(span(text, "The government of Examplia"),),
    )  # fmt: skip
    boycott = DraftParticipation(actor="a2", how="will_boycott", evidence=span(text, "will boycott"), score=0.7)
    meeting = DraftMeeting(
        id="m1", name="Meeting in Windhoek", kind="other", place="Windhoek", country="NA", when="2011-06",
        when_from=span(text, "this month"), when_why="this month, from published 2011-06",
        mentions=(span(text, "the meeting in Windhoek"),), participation=(boycott,),
    )  # fmt: skip
    said = DraftStatement(
        id="s1", speaker="a1", content=(span(text, QUOTE),), mode="direct", cue=span(text, "told"),
        speaker_mention=span(text, "Ana Sithole"), said_on="2011-06", about_meetings=("m1",), issues=("export-ban",),
        told_to="reporters", score=0.9, why="quotation marks",
    )  # fmt: skip
    position = DraftPosition(
        holder="a3", issue="export-ban", stance="oppose", evidence=(span(text, "rejects an export ban"),),
        claimed_by="a1", statement="s1", score=0.6, why="reject + export ban",
    )  # fmt: skip
    parts: dict[str, Any] = {
        "characters": len(text), "model": "test 1", "actors": (ana, body, state), "meetings": (meeting,),
        "statements": (said,), "positions": (position,),
    }  # fmt: skip
    return Draft(**(parts | over))
